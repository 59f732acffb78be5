import type { Duty } from '../../db/domain/caseList.ts'
import type { LegalDate } from '../../db/domain/records.ts'

export interface DutyCounts {
  all: number
  lead: number
  pay: number
  visit: number
}

/** Whether a duty is to be counted today: its day has come, its period is about to run out, or no day is set for it. */
export function isDue(duty: Pick<Duty, 'dueOn' | 'deadline'>, day: LegalDate): boolean {
  return duty.dueOn === null || duty.dueOn <= day || duty.deadline?.state === 'near' || duty.deadline?.state === 'overdue'
}

/** What is due now, for the menu: by the page where it is done. */
export function dutyCounts(duties: readonly Duty[], day: LegalDate): DutyCounts {
  const due = duties.filter((duty) => isDue(duty, day))
  const at = (section: Duty['section']) => due.filter((duty) => duty.leadId === null && duty.section === section).length
  return { all: due.length, lead: due.filter((duty) => duty.leadId !== null).length, pay: at('disbursement'), visit: at('visit') }
}
