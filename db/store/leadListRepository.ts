import type { LeadListItem } from '../domain/leadRecords.ts'
import type { Stretch } from '../domain/leadRules.ts'
import type { Id, LegalDate } from '../domain/records.ts'
import { wordsOf } from './caseListRepository.ts'
import { parametersOf, readCursor, where } from './keyset.ts'
import type { Condition } from './keyset.ts'
import { rows } from './store.ts'
import type { Reader } from './store.ts'

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
export type LeadLine = Omit<LeadListItem, 'reportDue' | 'historical' | 'deadline'> & { reportDue: 0 | 1; historical: 0 | 1 }

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

/** Newest leads whose text has every word, for the search from anywhere. */
export const foundLeads = (db: Reader, text: string, limit: number): Promise<ListedLead[]> =>
  listLeads(db, { text, state: null, source: null, officerName: null, year: null, overdue: [] }, null, limit)
