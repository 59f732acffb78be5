import type { Duty } from '../domain/caseList.ts'
import type { Deadline } from '../domain/caseworkRecords.ts'
import { deadlineText, leadDeadline } from '../domain/deadlines.ts'
import { nextLeadStep } from '../domain/leadRules.ts'
import type { LeadStep } from '../domain/leadRules.ts'
import type { LegalDate } from '../domain/records.ts'
import type { Reference } from '../domain/reference.ts'
import { dueLeads } from '../store/leadRepository.ts'
import type { Reader } from '../store/store.ts'

const todo: Record<LeadStep, string> = {
  tell: '请告知当事人可以申请国家司法救助',
  check: '已告知，请实地核查',
  conclude: '已核查，请登记处理结果',
  report: '已登记处理结果，请向移送单位反馈',
  none: '',
}

/** What is to be done for leads, each with the day its period runs out; those that wait for a word to the sender have none. */
export async function openLeadDuties(db: Reader, reference: Reference, today: LegalDate): Promise<Duty[]> {
  // The period of a lead depends on its day alone, and many come on the same day.
  const byDay = new Map<LegalDate, Deadline | null>()
  const runningSince = (receivedOn: LegalDate): Deadline | null => {
    const known = byDay.get(receivedOn)
    if (known !== undefined) return known
    const deadline = leadDeadline({ receivedOn, outcomeOn: null, historical: false }, reference, today)
    byDay.set(receivedOn, deadline)
    return deadline
  }
  return (await dueLeads(db)).map((lead): Duty => {
    const deadline = lead.outcome === null ? runningSince(lead.receivedOn) : null
    const step = nextLeadStep({ ...lead, caseId: null, reportBack: true, reportedOn: null, historical: false })
    const text = step === 'report' && lead.sendingUnit !== null ? `已登记处理结果，请向${lead.sendingUnit}反馈` : todo[step]
    return {
      kind: 'lead',
      caseId: null,
      leadId: lead.id,
      deadline,
      caseNumber: null,
      people: lead.people ?? '',
      officerName: lead.officerName,
      dueOn: deadline?.dueOn ?? null,
      text: deadline ? `${deadlineText(deadline)}。${text}` : text,
      section: 'basics',
    }
  })
}
