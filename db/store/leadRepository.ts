import type { Stretch } from '../domain/leadRules.ts'
import { CasebookError } from '../domain/errors.ts'
import type { Lead, LeadPerson } from '../domain/leadRecords.ts'
import { searchText } from '../domain/pinyin.ts'
import type { Id, LegalDate } from '../domain/records.ts'
import { wordsOf } from './caseListRepository.ts'
import { toPerson } from './caseRecords.ts'
import type { CaseEvent } from './caseRepository.ts'
import { parametersOf, readCursor, where } from './keyset.ts'
import type { Condition } from './keyset.ts'
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

/** What the list is narrowed to; null or empty text leaves that side open. `overdue`: the days of receipt that are overdue today. */
export interface LeadQuery {
  text: string
  state: 'open' | 'overdue' | 'closed' | null
  source: string | null
  officerName: string | null
  /** Calendar year of receipt. */
  year: number | null
  overdue: readonly Stretch[]
}

const isOverdue = (stretches: readonly Stretch[]): Condition =>
  stretches.length === 0
    ? { text: '0', parameters: [] }
    : {
        text: `(l.outcome is null and l.historical = 0 and (${stretches.map(() => '+l.received_on between ? and ?').join(' or ')}))`,
        parameters: stretches.flatMap(({ from, to }) => [from, to]),
      }

function conditionsOf(query: LeadQuery): Condition[] {
  const words = wordsOf(query.text)
  return [
    { text: 'l.deleted_at is null', parameters: [] },
    ...(query.year === null ? [] : [{ text: 'l.received_on between ? and ?', parameters: [`${query.year}-01-01`, `${query.year}-12-31`] }]),
    ...(query.state === 'open' ? [{ text: 'l.outcome is null', parameters: [] }] : []),
    ...(query.state === 'closed' ? [{ text: 'l.outcome is not null', parameters: [] }] : []),
    ...(query.state === 'overdue' ? [isOverdue(query.overdue)] : []),
    ...(query.source === null ? [] : [{ text: 'l.source = ?', parameters: [query.source] }]),
    ...(query.officerName === null ? [] : [{ text: 'l.officer_name = ?', parameters: [query.officerName] }]),
    ...(words.length === 0 ? [] : [{ text: words.map(() => 'instr(l.search_text, ?) > 0').join(' and '), parameters: words }]),
  ]
}

/** Both indexes hold every column the list filters by; only that of the search also holds the text. SQLite, left alone, may take the thick one for a plain count. */
const from = (query: LeadQuery) => `lead l indexed by ${wordsOf(query.text).length > 0 ? 'lead_search' : 'lead_list'}`

export interface ListedLead {
  id: Id
  receivedOn: LegalDate
}
export const leadCursor = ({ id, receivedOn }: ListedLead): string => JSON.stringify([receivedOn, id])

/** The statement behind a page of the list, newest first: for the plan tests too. */
export function leadPageQuery(query: LeadQuery, after: string | null, limit: number): Condition {
  const conditions = [...conditionsOf(query), ...(after === null ? [] : [{ text: '(l.received_on, l.id) < (?, ?)', parameters: readCursor(after, 2) }])]
  return {
    text: `select l.id, l.received_on as receivedOn from ${from(query)}${where(conditions)} order by l.received_on desc, l.id desc limit ?`,
    parameters: [...parametersOf(conditions), limit],
  }
}

export function listLeads(db: Reader, query: LeadQuery, after: string | null, limit: number): Promise<ListedLead[]> {
  const { text, parameters } = leadPageQuery(query, after, limit)
  return rows<ListedLead>(db, text, parameters)
}

/** A line of the list as it is stored; its deadline is reckoned above. */
export interface LeadLine {
  id: Id
  version: number
  receivedOn: LegalDate
  source: string
  sendingUnit: string | null
  officerName: string
  toldOn: LegalDate | null
  checkedOn: LegalDate | null
  outcome: string | null
  outcomeOn: LegalDate | null
  caseId: Id | null
  caseNumber: string | null
  reportDue: 0 | 1
  historical: 0 | 1
  people: string
}

/** The sender hears of a case once that is closed, told from the lead or by a step of the case. */
const reportDue =
  'l.report_back = 1 and l.reported_on is null and l.outcome is not null and l.historical = 0 and (l.case_id is null or (c.closed_on is not null ' +
  "and not exists (select 1 from case_step s where s.case_id = c.id and s.kind = 'reportedBack' and s.deleted_at is null)))"

export const leadLinesQuery =
  'select l.id, l.version, l.received_on as receivedOn, l.source, l.sending_unit as sendingUnit, l.officer_name as officerName, l.told_on as toldOn, l.checked_on as checkedOn, ' +
  'l.outcome, l.outcome_on as outcomeOn, l.case_id as caseId, c.case_number as caseNumber, l.historical, ' +
  `${reportDue} as reportDue, ` +
  "coalesce((select group_concat(p.name, '、' order by lp.ordinal, lp.id) from lead_person lp cross join person p on p.id = lp.person_id where lp.lead_id = l.id and lp.deleted_at is null), '') as people " +
  'from json_each(?) j cross join lead l on l.id = j.value left join relief_case c on c.id = l.case_id order by j.key'

/** Lines of these leads, in the order of the ids. */
export function leadLines(db: Reader, ids: readonly Id[]): Promise<LeadLine[]> {
  return ids.length === 0 ? Promise.resolve([]) : rows<LeadLine>(db, leadLinesQuery, [JSON.stringify(ids)])
}

interface Sums {
  leads: number
  open: number
  overdue: number
  closed: number
  /** Days from receipt to outcome, all together. */
  days: number
  /** Leads behind `days`. */
  dated: number
  asked: number
  satisfied: number
}

/** The statement behind the totals: for the plan tests too. */
export function leadTotalsQuery(query: LeadQuery): Condition {
  const conditions = conditionsOf(query)
  const overdue = isOverdue(query.overdue)
  return {
    text:
      'select count(*) as leads, coalesce(sum(l.outcome is null), 0) as open, ' +
      `coalesce(sum(${overdue.text}), 0) as overdue, count(l.outcome) as closed, ` +
      'coalesce(sum(julianday(l.outcome_on) - julianday(l.received_on)), 0) as days, count(l.outcome_on) as dated, ' +
      "count(l.satisfaction) as asked, coalesce(sum(l.satisfaction in ('satisfied', 'fair')), 0) as satisfied " +
      `from ${from(query)}${where(conditions)}`,
    parameters: [...overdue.parameters, ...parametersOf(conditions)],
  }
}

export async function leadSums(db: Reader, query: LeadQuery): Promise<Sums> {
  const { text, parameters } = leadTotalsQuery(query)
  const [sums] = await rows<Sums>(db, text, parameters)
  return sums ?? { leads: 0, open: 0, overdue: 0, closed: 0, days: 0, dated: 0, asked: 0, satisfied: 0 }
}

/** Years of receipt, found one step in the index each. */
export const leadYearsQuery = `with recursive found (year) as (
    select max(substr(received_on, 1, 4)) from (select received_on from lead indexed by lead_list where deleted_at is null order by received_on desc limit 1)
    union all
    select (select substr(l.received_on, 1, 4) from lead l indexed by lead_list where l.received_on < found.year and l.deleted_at is null order by l.received_on desc limit 1) from found where found.year is not null)
  select cast(year as integer) as value from found where year is not null`

/** Officers of leads, found one step in the index each. */
export const leadOfficersQuery = `with recursive found (value) as (
    select min(officer_name) from lead indexed by lead_officer
    union all
    select (select min(l.officer_name) from lead l indexed by lead_officer where l.officer_name > found.value) from found where found.value is not null)
  select value from found where value is not null`

/** Years and officers that occur, newest year first. */
export async function leadChoices(db: Reader): Promise<{ years: number[]; officers: string[] }> {
  const years = await rows<{ value: number }>(db, leadYearsQuery, [])
  const officers = await rows<{ value: string }>(db, leadOfficersQuery, [])
  return { years: years.map((row) => row.value), officers: officers.map((row) => row.value) }
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

/** Newest leads whose text has every word, for the search from anywhere. */
export const foundLeads = (db: Reader, text: string, limit: number): Promise<ListedLead[]> =>
  listLeads(db, { text, state: null, source: null, officerName: null, year: null, overdue: [] }, null, limit)
