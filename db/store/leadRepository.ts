import { CasebookError } from '../domain/errors.ts'
import type { Lead, LeadPerson } from '../domain/leadRecords.ts'
import { searchText } from '../domain/pinyin.ts'
import type { Id, LegalDate } from '../domain/records.ts'
import { toPerson } from './caseRecords.ts'
import type { CaseEvent } from './caseRepository.ts'
import { rows } from './store.ts'
import type { Reader } from './store.ts'
import type { Row } from './tables.ts'
import type { UnitOfWork } from './unitOfWork.ts'

const flag = (value: number | null): boolean | null => (value === null ? null : value === 1)

/** @throws CasebookError 'not-found' for an id that is no lead, in the recycle bin or not */
export async function leadRow(db: Reader, id: Id): Promise<Row<'lead'>> {
  const row = await db.selectFrom('lead').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new CasebookError('not-found', '没有找到这条线索，可能已被移走。请返回线索列表刷新后再看。')
  return row
}

/** The people a lead is about, unmasked, in their order. */
export async function peopleOfLead(db: Reader, leadId: Id): Promise<LeadPerson[]> {
  const links = await db.selectFrom('lead_person').selectAll().where('lead_id', '=', leadId).where('deleted_at', 'is', null).orderBy('ordinal').orderBy('id').execute()
  if (links.length === 0) return []
  const people = await db.selectFrom('person').selectAll().where('id', 'in', links.map((link) => link.person_id)).execute()
  return links.flatMap((link) => {
    const person = people.find((one) => one.id === link.person_id)
    return person ? [{ id: link.id, version: link.version, ordinal: link.ordinal, person: toPerson(person), relation: link.relation }] : []
  })
}

export const toLead = (row: Row<'lead'>, people: LeadPerson[]): Lead => ({
  id: row.id,
  version: row.version,
  receivedOn: row.received_on,
  source: row.source,
  channel: row.channel,
  sendingUnit: row.sending_unit,
  letterNumber: row.letter_number,
  summary: row.summary,
  officerName: row.officer_name,
  historical: row.historical === 1,
  reachedProcuratorate: flag(row.reached_procuratorate),
  originalNumber: row.original_number,
  charge: row.charge,
  chargeText: row.charge_text,
  handlingUnit: row.handling_unit,
  suspects: row.suspects,
  toldOn: row.told_on,
  toldWay: row.told_way,
  toldNote: row.told_note,
  checkedOn: row.checked_on,
  checkers: row.checkers,
  checkNote: row.check_note,
  outcome: row.outcome,
  outcomeOn: row.outcome_on,
  outcomeNote: row.outcome_note,
  referredTo: row.referred_to,
  caseId: row.case_id,
  reportBack: row.report_back === 1,
  reportedOn: row.reported_on,
  reportNote: row.report_note,
  satisfaction: row.satisfaction,
  people,
})

/** The whole of one lead, unmasked. @throws CasebookError 'not-found', also for one in the recycle bin */
export async function readLead(db: Reader, id: Id): Promise<Lead> {
  const row = await leadRow(db, id)
  if (row.deleted_at !== null) throw new CasebookError('not-found', '这条线索在回收站里。需要查看或继续办理的，请先到“系统 · 回收站”恢复。')
  return toLead(row, await peopleOfLead(db, id))
}

/** What a lead is found by: the people with initials, paper and phone, the sender, its letter number and the number of the original case. */
export function leadSearchText(
  lead: { sending_unit: string | null; letter_number: string | null; original_number: string | null },
  people: readonly { name: string; paperNumber: string | null; phone: string | null }[],
): string {
  return searchText([
    ...people.flatMap((person) => [person.name, person.paperNumber ?? '', person.phone ?? '']),
    lead.sending_unit ?? '',
    lead.letter_number ?? '',
    lead.original_number ?? '',
  ])
}

/**
 * Rewrites the search text of the leads a person stands in. Each gets a new version, so that somebody who is just editing the person there is shown
 * the change instead of writing over it.
 */
export async function leadsOfPersonChanged(unit: UnitOfWork, personId: Id): Promise<void> {
  const links = await unit.trx.selectFrom('lead_person').select('lead_id').distinct().where('person_id', '=', personId).where('deleted_at', 'is', null).execute()
  for (const { lead_id } of links) {
    const lead = await leadRow(unit.trx, lead_id)
    if (lead.deleted_at !== null) continue
    const people = await peopleOfLead(unit.trx, lead_id)
    await unit.update('lead', lead_id, lead.version, { search_text: leadSearchText(lead, people.map(({ person }) => person)) })
  }
}

/** A lead that waits for something, with what decides for what. */
export interface DueLead {
  id: Id
  receivedOn: LegalDate
  officerName: string
  toldOn: LegalDate | null
  checkedOn: LegalDate | null
  outcome: string | null
  sendingUnit: string | null
  people: string | null
}
const dueColumns =
  'l.id, l.received_on as receivedOn, l.officer_name as officerName, l.told_on as toldOn, l.checked_on as checkedOn, l.outcome, l.sending_unit as sendingUnit, ' +
  "(select group_concat(p.name, '、' order by lp.ordinal, lp.id) from lead_person lp cross join person p on p.id = lp.person_id where lp.lead_id = l.id and lp.deleted_at is null) as people"

/** Leads nobody has brought to an end, the oldest first. */
export const openLeadsQuery = `select ${dueColumns} from lead l where l.outcome is null and l.deleted_at is null and l.historical = 0 order by l.received_on, l.id`

/** Leads that ended without a case and whose sender wants to hear of it; what became a case is reported from there. */
export const unreportedLeadsQuery =
  `select ${dueColumns} from lead l indexed by lead_report where l.report_back = 1 and l.reported_on is null and l.deleted_at is null and l.case_id is null ` +
  'and l.outcome is not null and l.historical = 0 order by l.outcome_on, l.id'

export const dueLeads = async (db: Reader): Promise<DueLead[]> => [...(await rows<DueLead>(db, openLeadsQuery, [])), ...(await rows<DueLead>(db, unreportedLeadsQuery, []))]

/** Acts on a lead in the audit trail, the oldest first; rows written by one act are one event. */
export const leadEventsQuery = "select at, who, action, reason from audit_entry where entity = 'lead' and entity_id = ? order by seq"

export async function leadEvents(db: Reader, leadId: Id): Promise<CaseEvent[]> {
  const entries = await rows<CaseEvent>(db, leadEventsQuery, [leadId])
  return entries.filter((row, index) => {
    const before = entries[index - 1]
    return !before || before.at !== row.at || before.action !== row.action || before.who !== row.who
  })
}

export interface RecycledLead {
  id: Id
  version: number
  people: string
  receivedOn: LegalDate
  sendingUnit: string | null
  deletedAt: string
  deletedBy: string
  reason: string
}

/** Leads in the recycle bin, the last one first. */
export function recycledLeads(db: Reader): Promise<RecycledLead[]> {
  return rows<RecycledLead>(
    db,
    'select l.id, l.version, l.received_on as receivedOn, l.sending_unit as sendingUnit, l.deleted_at as deletedAt, l.deleted_by as deletedBy, l.delete_reason as reason, ' +
      "coalesce((select group_concat(p.name, '、' order by lp.ordinal, lp.id) from lead_person lp cross join person p on p.id = lp.person_id where lp.lead_id = l.id and lp.deleted_at is null), '') as people " +
      'from lead l where l.deleted_at is not null order by l.deleted_at desc',
    [],
  )
}
