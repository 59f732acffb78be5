import type { DisbursementKind, Fen, Id, LegalDate } from '../domain/records.ts'
import { rows } from './store.ts'
import type { Reader } from './store.ts'

/** What stands on the days of a span, of cases and leads that are not historical: the duties' own records, and those of them that were done. */

interface OfCase {
  caseId: Id
  caseNumber: string | null
  officerName: string | null
  /** Null: it concerns everybody of the case. */
  personName: string | null
}
const ofCase = 'c.case_number as caseNumber, c.officer_name as officerName, p.name as personName'
const live = 'c.deleted_at is null and c.historical = 0'

export interface CalendarVisit extends OfCase {
  dueOn: LegalDate | null
  doneOn: LegalDate | null
}
const visits = `select v.case_id as caseId, ${ofCase}, v.due_on as dueOn, v.done_on as doneOn
  from visit v cross join relief_case c on c.id = v.case_id left join recipient r on r.id = v.recipient_id left join person p on p.id = r.person_id
  where v.deleted_at is null and ${live}`
export const visitsDueQuery = `${visits} and v.done_on is null and v.due_on between ? and ?`
export const visitsDoneQuery = `${visits} and v.done_on is not null and v.done_on between ? and ?`

/** Visits that are to be made in these days, and those that were made. */
export const visitsBetween = async (db: Reader, from: LegalDate, to: LegalDate): Promise<CalendarVisit[]> => [
  ...(await rows<CalendarVisit>(db, visitsDueQuery, [from, to])),
  ...(await rows<CalendarVisit>(db, visitsDoneQuery, [from, to])),
]

export interface CalendarInstalment extends OfCase {
  id: Id
  ordinal: number
  dueOn: LegalDate
  amountFen: Fen
  superseded: 0 | 1
  entries: { kind: DisbursementKind; amountFen: Fen; happenedOn: LegalDate }[]
}
export const instalmentsQuery = `select i.id, i.case_id as caseId, ${ofCase}, i.ordinal, i.due_on as dueOn, i.amount_fen as amountFen, l.superseded_at is not null as superseded
  from instalment i cross join instalment_plan l on l.id = i.plan_id cross join relief_case c on c.id = i.case_id
    cross join recipient r on r.id = i.recipient_id cross join person p on p.id = r.person_id
  where i.due_on between ? and ? and i.deleted_at is null and l.deleted_at is null and ${live}`
export const instalmentEntriesQuery = `select d.instalment_id as instalmentId, d.kind, d.amount_fen as amountFen, d.happened_on as happenedOn
  from json_each(?) j cross join disbursement d on d.instalment_id = j.value order by d.happened_on, d.id`

/** Batches due in these days with the entries that name them. */
export async function instalmentsBetween(db: Reader, from: LegalDate, to: LegalDate): Promise<CalendarInstalment[]> {
  const found = await rows<Omit<CalendarInstalment, 'entries'>>(db, instalmentsQuery, [from, to])
  if (found.length === 0) return []
  const entries = await rows<CalendarInstalment['entries'][number] & { instalmentId: Id }>(db, instalmentEntriesQuery, [JSON.stringify(found.map((one) => one.id))])
  const byInstalment = new Map<Id, CalendarInstalment['entries']>(found.map((one) => [one.id, []]))
  for (const { instalmentId, ...entry } of entries) byInstalment.get(instalmentId)?.push(entry)
  return found.map((one) => ({ ...one, entries: byInstalment.get(one.id) ?? [] }))
}

export interface CalendarHandOver extends OfCase {
  supervisor: string
  handOverOn: LegalDate
  endedOn: LegalDate | null
}
/** Supervised accounts are few beside the cases: only minors and people who cannot manage money have one. */
export const handOversQuery = `select f.case_id as caseId, ${ofCase}, f.supervisor, f.hand_over_on as handOverOn, f.ended_on as endedOn
  from supervised_fund f cross join relief_case c on c.id = f.case_id cross join recipient r on r.id = f.recipient_id cross join person p on p.id = r.person_id
  where f.deleted_at is null and f.hand_over_on between ? and ? and ${live}`

/** Supervised money that is to be handed over in these days (at 18, or the day set). */
export const handOversBetween = (db: Reader, from: LegalDate, to: LegalDate): Promise<CalendarHandOver[]> => rows<CalendarHandOver>(db, handOversQuery, [from, to])

/** Cases accepted in these days: whose periods may have ended in the span. */
export const acceptedQuery = `select s.case_id as caseId from case_summary s where coalesce(s.accepted_on, '') between ? and ? and s.historical = 0`
export const casesAccepted = async (db: Reader, from: LegalDate, to: LegalDate): Promise<Id[]> => (await rows<{ caseId: Id }>(db, acceptedQuery, [from, to])).map((row) => row.caseId)

export interface CaseLine {
  caseId: Id
  caseNumber: string | null
  officerName: string | null
}
export const caseLines = (db: Reader, caseIds: readonly Id[]): Promise<CaseLine[]> =>
  caseIds.length === 0
    ? Promise.resolve([])
    : rows<CaseLine>(db, 'select c.id as caseId, c.case_number as caseNumber, c.officer_name as officerName from json_each(?) j cross join relief_case c on c.id = j.value', [JSON.stringify(caseIds)])

export interface CalendarLead {
  leadId: Id
  receivedOn: LegalDate
  outcomeOn: LegalDate | null
  officerName: string
}
export const leadsQuery = `select l.id as leadId, l.received_on as receivedOn, l.outcome_on as outcomeOn, l.officer_name as officerName
  from lead l indexed by lead_list where l.received_on between ? and ? and l.historical = 0 and l.deleted_at is null`
/** Leads received in these days, open or ended. */
export const leadsReceived = (db: Reader, from: LegalDate, to: LegalDate): Promise<CalendarLead[]> => rows<CalendarLead>(db, leadsQuery, [from, to])

export const leadPeopleQuery = `select n.lead_id as leadId, group_concat(p.name, '、' order by n.ordinal, n.id) as people
  from json_each(?) j cross join lead_person n on n.lead_id = j.value and n.deleted_at is null cross join person p on p.id = n.person_id group by n.lead_id`
/** Who each of these leads is about. */
export async function leadPeople(db: Reader, leadIds: readonly Id[]): Promise<Map<Id, string>> {
  const found = leadIds.length === 0 ? [] : await rows<{ leadId: Id; people: string }>(db, leadPeopleQuery, [JSON.stringify(leadIds)])
  return new Map(found.map((one) => [one.leadId, one.people]))
}
