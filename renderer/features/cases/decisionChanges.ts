import type { DecisionChange } from '../../../db/domain/caseworkRecords.ts'
import { formatDate } from '../../../db/domain/dates.ts'
import { formatYuan } from '../../../db/domain/money.ts'

export const changeLabels: Record<DecisionChange['kind'], string> = { correct: '更正决定', supplement: '补充决定', revoke: '撤销决定' }

/** What was changed and from what: 2026-03-02 更正决定：20,000.00 → 25,000.00 元. */
export function changeText({ kind, decidedOn, number, beforeFen, afterFen, reason }: DecisionChange): string {
  const amount = beforeFen === afterFen ? '' : `${formatYuan(beforeFen)} → ${formatYuan(afterFen)} 元`
  return `${formatDate(decidedOn)}　${changeLabels[kind]}${[number, amount, reason].filter(Boolean).map((part, index) => `${index === 0 ? '：' : '，'}${part}`).join('')}`
}
