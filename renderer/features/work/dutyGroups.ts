import type { Duty } from '../../../db/domain/caseList.ts'
import { addDays, daysBetween, weekday } from '../../../db/domain/dates.ts'
import { deadlineText } from '../../../db/domain/deadlines.ts'
import type { LegalDate } from '../../../db/domain/records.ts'

export type DutyTime = 'overdue' | 'today' | 'week' | 'later' | 'undated'
export interface DutyGroup {
  time: DutyTime
  title: string
  duties: Duty[]
}

const timeTitles: Record<DutyTime, string> = { overdue: '逾期', today: '今天', week: '本周', later: '以后', undated: '没有期限' }
/** What each kind of duty is called; a period is called by what it is for. */
export const kindLabels: Record<Duty['kind'], string> = { deadline: '期限', lead: '线索', sign: '签批', visit: '回访', arrange: '安排', reply: '答复', pay: '发放', decide: '决定', accept: '受理', close: '办结' }

/** Whose duties are wanted: everybody's, the reader's own, or one officer's. */
export type Whose = { who: 'all' } | { who: 'mine' } | { who: 'officer'; name: string }

/** A signature waits for the reader, whoever's case it is. */
export function belongsTo(duty: Pick<Duty, 'officerName' | 'kind'>, whose: Whose, reader: string | null): boolean {
  if (whose.who === 'all') return true
  if (whose.who === 'mine') return duty.kind === 'sign' || (reader !== null && duty.officerName === reader)
  return duty.officerName === whose.name
}

/** The last day of the week, a Sunday. */
const endOfWeek = (day: LegalDate): LegalDate => addDays(day, 6 - '一二三四五六日'.indexOf(weekday(day).slice(-1)))

export function timeOf(dueOn: LegalDate | null, day: LegalDate): DutyTime {
  if (dueOn === null) return 'undated'
  if (dueOn < day) return 'overdue'
  if (dueOn === day) return 'today'
  return dueOn <= endOfWeek(day) ? 'week' : 'later'
}

/** Duties by when they are due, in the order given within each; groups without any are left out. */
export function dutyGroups(duties: readonly Duty[], day: LegalDate): DutyGroup[] {
  const times = Object.keys(timeTitles) as DutyTime[]
  return times.flatMap((time) => {
    const found = duties.filter((duty) => timeOf(duty.dueOn, day) === time)
    return found.length > 0 ? [{ time, title: timeTitles[time], duties: found }] : []
  })
}

/** What is to be done, without the period in front of it: that stands apart and in colour. */
export function whatToDo({ text, deadline }: Pick<Duty, 'text' | 'deadline'>): string {
  const front = deadline ? `${deadlineText(deadline)}。` : ''
  return front !== '' && text.startsWith(front) ? text.slice(front.length) : text
}

/** How far off a day is, in words; empty where no day is set. */
export function dueText(dueOn: LegalDate | null, day: LegalDate): string {
  if (dueOn === null) return ''
  const days = daysBetween(day, dueOn)
  return days < 0 ? `逾期 ${-days} 天` : days === 0 ? '今天到期' : `还有 ${days} 天`
}

/** Where a duty is done: a form opens at once, but a signature is the reader's own to put. */
export function placeOf(duty: Pick<Duty, 'caseId' | 'leadId' | 'section' | 'kind'>): { path: string; query?: Record<string, string> } {
  if (duty.leadId !== null) return { path: `/leads/${duty.leadId}` }
  return { path: `/cases/${duty.caseId}`, query: { section: duty.section, ...(duty.kind === 'sign' ? {} : { do: '1' }) } }
}
