import { figureText } from '../../../db/domain/figureText.ts'
import { basisText } from '../../../db/domain/figureWords.ts'
import type { YearStart } from '../../../db/domain/periods.ts'
import type { FigureUnit, ReportAsk } from '../../../db/domain/reportModel.ts'
import type { Difference, LaterChange, MovedCell, MoveKind, SealComparison } from '../../../db/domain/sealModel.ts'
import { periodName } from '../reports/periodChoice.ts'

export const moveLabels: Record<MoveKind, string> = { in: '新计入', out: '不再计入', changed: '有变化' }

/** 2023年 · 按决定日期 */
export const askText = (ask: ReportAsk, startsOn: YearStart): string => `${periodName(ask.period, startsOn)} · ${basisText(ask)}`

/** The difference of a figure, with its sign; a dash where one side has none. */
export function changeText(before: number | null, after: number | null, unit: FigureUnit): string {
  if (before === null || after === null) return '—'
  const by = after - before
  return by === 0 ? '数值未变' : `${by > 0 ? '＋' : '－'}${figureText(Math.abs(by), unit)}`
}

/** What a comparison found, in one sentence. */
export function foundText({ cells, differences, changes, unexplained }: SealComparison): string {
  if (cells.length === 0 && differences.length === 0) return changes.length === 0 ? '与现在的台账一致，没有变化' : `数字没有变化；定稿以后有 ${changes.length} 项改动涉及计入的记录`
  const lost = unexplained > 0 ? `；其中 ${unexplained} 条记录的变化在操作记录里找不到由来` : ''
  return `有 ${cells.length} 个数字变化，${differences.length} 条记录不同，涉及定稿以后的 ${changes.length} 项改动${lost}`
}

/** Which figures one change moves, in words; the first few. */
export function movedText({ cells }: LaterChange, all: readonly MovedCell[]): string {
  if (cells.length === 0) return '没有改变数字'
  const names = cells.flatMap((place) => (all[place] ? [`${all[place].table}·${all[place].row}·${all[place].column}`] : []))
  return `影响 ${cells.length} 个数字：${names.slice(0, 3).join('、')}${names.length > 3 ? '等' : ''}`
}

/** Why a record is not as it was. */
export function causeText({ byTime, changes }: Difference, all: readonly LaterChange[]): string {
  if (byTime) return '没有人改动，日期过了所以变化'
  if (changes.length === 0) return '操作记录里找不到由来，可能绕过程序改动过'
  return changes.flatMap((place) => (all[place] ? [`${all[place].who} ${all[place].action}${all[place].reason === null ? '' : `：${all[place].reason}`}`] : [])).join('；')
}
