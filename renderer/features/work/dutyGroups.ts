import { daysBetween } from '../../../db/domain/dates.ts'
import type { Duty, LegalDate } from '../../../db/domain/records.ts'

export interface DutyGroup {
  /** Null for cases without an officer. */
  officer: string | null
  duties: Duty[]
  overdue: number
}

/** Duties by person, the reader's own first, then whoever has most overdue; within a person in the order given (overdue first). */
export function dutyGroups(duties: readonly Duty[], reader: string | null, day: LegalDate): DutyGroup[] {
  const groups = new Map<string | null, DutyGroup>()
  for (const duty of duties) {
    const group = groups.get(duty.officerName) ?? { officer: duty.officerName, duties: [], overdue: 0 }
    group.duties.push(duty)
    if (duty.dueOn !== null && duty.dueOn < day) group.overdue += 1
    groups.set(duty.officerName, group)
  }
  const rank = (group: DutyGroup) => (group.officer === reader ? 0 : group.officer === null ? 2 : 1)
  return [...groups.values()].sort((a, b) => rank(a) - rank(b) || b.overdue - a.overdue || (a.officer ?? '').localeCompare(b.officer ?? '', 'zh-CN'))
}

/** How far off a day is, in words; empty where no day is set. */
export function dueText(dueOn: LegalDate | null, day: LegalDate): string {
  if (dueOn === null) return ''
  const days = daysBetween(day, dueOn)
  return days < 0 ? `逾期 ${-days} 天` : days === 0 ? '今天到期' : `还有 ${days} 天`
}
