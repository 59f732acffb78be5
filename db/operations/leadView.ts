import { labelOf } from '../domain/codeLists.ts'
import type { TimelineEntry } from '../domain/caseFile.ts'
import { today } from '../domain/dates.ts'
import { leadDeadline } from '../domain/deadlines.ts'
import type { Lead } from '../domain/leadRecords.ts'
import type { Id, LegalDate } from '../domain/records.ts'
import { maskPerson } from '../domain/sensitive.ts'
import { attachmentsOf } from '../store/attachmentRepository.ts'
import { leadEvents, readLead } from '../store/leadRepository.ts'
import { readReference } from '../store/reference.ts'
import type { Reader } from '../store/store.ts'
import type { LeadView } from './contract.ts'

/** As the page shows it: people masked. */
export const shownLead = (lead: Lead): Lead => ({ ...lead, people: lead.people.map((one) => ({ ...one, person: maskPerson(one.person) })) })

/** The whole of one lead as its page shows it. @throws CasebookError 'not-found' */
export async function viewOf(db: Reader, id: Id): Promise<LeadView> {
  const lead = await readLead(db, id)
  const reference = await readReference(db)
  const numbered = lead.caseId ? await db.selectFrom('relief_case').select('case_number').where('id', '=', lead.caseId).executeTakeFirst() : undefined
  const attachments = await attachmentsOf(db, { leadId: id })
  return {
    ...shownLead(lead),
    caseNumber: numbered?.case_number ?? null,
    deadline: leadDeadline(lead, reference, today()),
    attachments,
    timeline: [...(await actsOf(db, id)), ...factsOf(lead), ...attachments.map((file) => ({ at: file.createdAt, who: file.createdBy, what: `归入${file.paperKey === null ? '附件' : '文书'}：${file.name}` }))].sort(newestFirst),
  }
}

/** What the lead says happened, by its days. */
function factsOf(lead: Lead): TimelineEntry[] {
  const facts: TimelineEntry[] = []
  const add = (at: LegalDate | null, what: string, who: string | null = null) => {
    if (at !== null) facts.push({ at, who, what })
  }
  add(lead.reportedOn, '向移送单位反馈处理结果', lead.sendingUnit)
  add(lead.outcomeOn, `处理结果：${labelOf('leadOutcome', lead.outcome)}${lead.referredTo === null ? '' : `（${lead.referredTo}）`}`)
  add(lead.checkedOn, '实地调查核实', lead.checkers)
  add(lead.toldOn, `告知可以申请国家司法救助${lead.toldWay === null ? '' : `（${labelOf('toldWay', lead.toldWay)}）`}`)
  add(lead.receivedOn, `收到线索（${lead.sendingUnit ?? labelOf('leadSource', lead.source)}）`, lead.officerName)
  return facts
}

async function actsOf(db: Reader, id: Id): Promise<TimelineEntry[]> {
  const acts = await leadEvents(db, id)
  return acts.reverse().map(({ at, who, action, reason }) => ({ at, who, what: reason === null ? action : `${action}：${reason}` }))
}

/** By day; within one day acts stand above facts, because an act is usually the recording of a fact. */
function newestFirst(a: TimelineEntry, b: TimelineEntry): number {
  const day = (entry: TimelineEntry) => (entry.at.length > 10 ? today(new Date(entry.at)) : entry.at)
  if (day(a) !== day(b)) return day(a) < day(b) ? 1 : -1
  const isAct = (entry: TimelineEntry) => entry.at.length > 10
  if (isAct(a) !== isAct(b)) return isAct(a) ? -1 : 1
  return isAct(a) && a.at !== b.at ? (a.at < b.at ? 1 : -1) : 0
}
