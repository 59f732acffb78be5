import type { CrossCaseLine } from '../domain/caseList.ts'
import type { Disbursement, Id, LegalDate, SupportMeasure, Visit } from '../domain/records.ts'
import { maskDisbursement } from '../domain/sensitive.ts'
import { inSearch } from './caseListRepository.ts'
import { toDisbursement, toMeasure, toVisit } from './caseRecords.ts'
import { namesOf } from './caseRepository.ts'
import { behind, parametersOf, readCursor, where } from './keyset.ts'
import type { Condition } from './keyset.ts'
import { netFen } from './netPaid.ts'
import { rows } from './store.ts'
import type { Reader } from './store.ts'
import type { Row } from './tables.ts'

/** Lists that run across cases: payments, visits, support measures. Newest first (visits that are due: the longest due first), by keyset. */

export interface Line<T> extends CrossCaseLine<T> {
  cursor: string
}
interface CaseColumns {
  case_id: Id
  case_number: string | null
  officer_name: string | null
  person_name: string | null
  historical: number
  value: string
}

const between = (column: string, from: LegalDate | null, to: LegalDate | null): Condition[] => [
  ...(from === null ? [] : [{ text: `${column} >= ?`, parameters: [from] }]),
  ...(to === null ? [] : [{ text: `${column} <= ?`, parameters: [to] }]),
]
/** The recycle bin is small, so it is excluded as a set instead of looking up every case. */
const notRecycled = (column: string): Condition => ({ text: `${column} not in (select id from relief_case where deleted_at is not null)`, parameters: [] })

/** Case number, officer and the person a line is about; without a person the line is about everybody of the case. */
async function lines<R extends CaseColumns & { id: Id }, T>(db: Reader, found: readonly R[], toEntry: (row: R) => T): Promise<Line<T>[]> {
  const shared = await namesOf(db, [...new Set(found.filter((row) => row.person_name === null).map((row) => row.case_id))])
  return found.map((row) => ({
    caseId: row.case_id,
    caseNumber: row.case_number,
    personName: row.person_name ?? shared.get(row.case_id) ?? '',
    officerName: row.officer_name,
    historical: row.historical === 1,
    entry: toEntry(row),
    cursor: JSON.stringify([row.value, row.id]),
  }))
}

/** One list's page: `e` is the entry's table, the order is (value, id). */
function pageQuery(table: string, value: string, conditions: readonly Condition[], order: 'asc' | 'desc', after: string | null, limit: number): Condition {
  const all = after === null ? conditions : [...conditions, behind(value, ['e.id'], order === 'asc' ? '>' : '<', readCursor(after, 2))]
  return {
    text:
      `select e.*, ${value} as value, c.case_number, c.officer_name, c.historical, p.name as person_name from ${table} e cross join relief_case c on c.id = e.case_id ` +
      `left join recipient r on r.id = e.recipient_id left join person p on p.id = r.person_id${where(all)} order by ${value} ${order}, e.id ${order} limit ?`,
    parameters: [...parametersOf(all), limit],
  }
}

interface PageOf {
  text: string
  after: string | null
  limit: number
}

export interface DisbursementQuery extends PageOf {
  from: LegalDate | null
  to: LegalDate | null
}
/** A case with payments cannot be in the recycle bin, so nothing is left out. */
const disbursementConditions = (query: DisbursementQuery) => [...between('e.happened_on', query.from, query.to), ...inSearch('e.case_id', query.text)]

export function disbursementPageQuery(query: DisbursementQuery): Condition {
  return pageQuery('disbursement', 'e.happened_on', disbursementConditions(query), 'desc', query.after, query.limit)
}

export async function disbursementLines(db: Reader, query: DisbursementQuery): Promise<Line<Disbursement>[]> {
  const { text, parameters } = disbursementPageQuery(query)
  const found = await rows<Row<'disbursement'> & CaseColumns>(db, text, parameters)
  return lines(db, found, (row) => maskDisbursement(toDisbursement(row)))
}

/** Net: what was paid out less what came back. */
export async function disbursementTotal(db: Reader, query: DisbursementQuery): Promise<{ count: number; netFen: number }> {
  const conditions = disbursementConditions(query)
  const [total] = await rows<{ count: number; netFen: number }>(
    db,
    `select count(*) as count, coalesce(sum(${netFen('e')}), 0) as netFen from disbursement e${where(conditions)}`,
    parametersOf(conditions),
  )
  return total ?? { count: 0, netFen: 0 }
}

export interface VisitQuery extends PageOf {
  state: 'due' | 'done'
  /** The officer of the case; null: everybody's. */
  officerName: string | null
  from: LegalDate | null
  to: LegalDate | null
}

function visitConditions(query: VisitQuery): Condition[] {
  const day = query.state === 'due' ? 'e.due_on' : 'e.done_on'
  return [
    { text: query.state === 'due' ? 'e.deleted_at is null and e.done_on is null and e.due_on is not null' : 'e.deleted_at is null and e.done_on is not null', parameters: [] },
    ...between(day, query.from, query.to),
    notRecycled('e.case_id'),
    ...inSearch('e.case_id', query.text),
    ...(query.officerName === null ? [] : [{ text: 'e.case_id in (select case_id from case_summary where officer_name = ?)', parameters: [query.officerName] }]),
  ]
}

export function visitPageQuery(query: VisitQuery): Condition {
  return query.state === 'due'
    ? pageQuery('visit', 'e.due_on', visitConditions(query), 'asc', query.after, query.limit)
    : pageQuery('visit', 'e.done_on', visitConditions(query), 'desc', query.after, query.limit)
}

export async function visitLines(db: Reader, query: VisitQuery): Promise<Line<Visit>[]> {
  const { text, parameters } = visitPageQuery(query)
  return lines(db, await rows<Row<'visit'> & CaseColumns>(db, text, parameters), toVisit)
}

/** Planned visits that were not made by their day, of each officer; those of nobody under null. Historical cases owe none. */
export const overdueVisitsQuery = `select c.officer_name as officerName, count(*) as count from visit e cross join relief_case c on c.id = e.case_id
  where e.deleted_at is null and e.done_on is null and e.due_on < ? and c.deleted_at is null and c.historical = 0 group by c.officer_name order by count desc, c.officer_name`

export const overdueVisits = (db: Reader, day: LegalDate): Promise<{ officerName: string | null; count: number }[]> => rows(db, overdueVisitsQuery, [day])

export async function visitTotal(db: Reader, query: VisitQuery): Promise<{ count: number }> {
  const conditions = visitConditions(query)
  const [total] = await rows<{ count: number }>(db, `select count(*) as count from visit e${where(conditions)}`, parametersOf(conditions))
  return total ?? { count: 0 }
}

export interface MeasureQuery extends PageOf {
  kind: string | null
}

const measureConditions = (query: MeasureQuery): Condition[] => [
  { text: 'e.deleted_at is null', parameters: [] },
  ...(query.kind === null ? [] : [{ text: 'e.kind = ?', parameters: [query.kind] }]),
  notRecycled('e.case_id'),
  ...inSearch('e.case_id', query.text),
]

export function measurePageQuery(query: MeasureQuery): Condition {
  return pageQuery('support_measure', "coalesce(e.done_on, e.promised_on, '')", measureConditions(query), 'desc', query.after, query.limit)
}

export async function measureLines(db: Reader, query: MeasureQuery): Promise<Line<SupportMeasure>[]> {
  const { text, parameters } = measurePageQuery(query)
  return lines(db, await rows<Row<'support_measure'> & CaseColumns>(db, text, parameters), toMeasure)
}

/** The worth of the help, kept apart from relief money. */
export async function measureTotal(db: Reader, query: MeasureQuery): Promise<{ count: number; valueFen: number }> {
  const conditions = measureConditions(query)
  const [total] = await rows<{ count: number; valueFen: number }>(
    db,
    `select count(*) as count, coalesce(sum(e.value_fen), 0) as valueFen from support_measure e${where(conditions)}`,
    parametersOf(conditions),
  )
  return total ?? { count: 0, valueFen: 0 }
}
