import type { CaseTotals } from '../domain/caseList.ts'
import { normalizeQuery } from '../domain/pinyin.ts'
import type { Id, Stage } from '../domain/records.ts'
import { behind, parametersOf, readCursor, where } from './keyset.ts'
import type { Condition } from './keyset.ts'
import { rows } from './store.ts'
import type { Reader } from './store.ts'

/** What the case list is narrowed to; null or empty text leaves that side open. */
export interface CaseFilter {
  /** Words separated by spaces, each of which must be found. */
  text: string
  /** Year of the case number; of a case without one, that of acceptance or entry. */
  year: number | null
  stage: Stage | null
  category: string | null
  leadSource: string | null
  specialGroup: string | null
  officerName: string | null
  historical: boolean | null
}
export type CaseSort = 'number' | 'acceptedOn' | 'decidedOn'

/** One case in its place in the list. */
export interface ListedCase {
  id: Id
  sortKey: string
  /** The date it is sorted by, where it is not sorted by number. */
  value?: string
}
/** Continues the list behind this case. */
export const cursorOf = ({ id, sortKey, value }: ListedCase): string => JSON.stringify(value === undefined ? [sortKey, id] : [value, sortKey, id])

/** The words of a search as the search text has them; none for a blank query. */
export const wordsOf = (text: string): string[] => normalizeQuery(text).split(' ').filter((word) => word !== '')

/** `instr`, not `like`: a query may hold % and _, and plain comparison of the folded text is faster. */
const containsAll = (column: string, words: readonly string[]): Condition => ({
  text: words.map(() => `instr(${column}, ?) > 0`).join(' and '),
  parameters: [...words],
})

/** Cases whose search text has every word, as a set that is computed once. */
export function inSearch(column: string, text: string): Condition[] {
  const words = wordsOf(text)
  if (words.length === 0) return []
  const { text: condition, parameters } = containsAll('text', words)
  return [{ text: `${column} in (select case_id from case_search where ${condition})`, parameters }]
}

/** The filter over case_summary as `s`. The plus keeps SQLite from leaving the order of the list for an index on that column. */
function conditionsOf(filter: CaseFilter): Condition[] {
  const equal = (column: string, value: string | number | null): Condition[] => (value === null ? [] : [{ text: `+s.${column} = ?`, parameters: [value] }])
  return [
    ...(filter.year === null ? [] : [{ text: 's.list_year = ?', parameters: [filter.year] }]),
    ...equal('stage', filter.stage),
    ...equal('category', filter.category),
    ...equal('lead_source', filter.leadSource),
    ...equal('officer_name', filter.officerName),
    ...equal('historical', filter.historical === null ? null : Number(filter.historical)),
    ...(filter.specialGroup === null ? [] : [{ text: 'instr(s.special_groups, ?) > 0', parameters: [`,${filter.specialGroup},`] }]),
  ]
}

const sortColumns: Record<Exclude<CaseSort, 'number'>, string> = {
  acceptedOn: "coalesce(s.accepted_on, '')",
  decidedOn: "coalesce(s.decided_on, '')",
}

/** The statement behind a page of the list: for the plan tests too. */
export function casePageQuery(page: { filter: CaseFilter; sort: CaseSort; descending: boolean; after: string | null; limit: number }): Condition {
  const { filter, sort, descending, after, limit } = page
  const [compare, direction] = descending ? (['<', 'desc'] as const) : (['>', 'asc'] as const)
  const words = wordsOf(filter.text)
  const narrowed = conditionsOf(filter)
  const end = (columns: readonly string[]) => ` order by ${columns.map((column) => `${column} ${direction}`).join(', ')} limit ?`

  if (sort !== 'number') {
    const value = sortColumns[sort]
    const conditions = [
      ...narrowed.map((condition) => ({ ...condition, text: condition.text.replace('s.list_year', '+s.list_year') })),
      ...inSearch('+s.case_id', filter.text),
      ...(after === null ? [] : [behind(value, ['s.sort_key', 's.case_id'], compare, readCursor(after, 3))]),
    ]
    return {
      text: `select ${value} as value, s.sort_key as sortKey, s.case_id as id from case_summary s${where(conditions)}${end([value, 's.sort_key', 's.case_id'])}`,
      parameters: [...parametersOf(conditions), limit],
    }
  }

  // A search walks the narrow table in the order of the list and looks up the summary only of what it finds.
  const searching = words.length > 0
  const table = searching ? 't' : 's'
  const from = !searching
    ? 'case_summary s'
    : narrowed.length === 0
      ? 'case_search t'
      : 'case_search t cross join case_summary s on s.sort_key = t.sort_key and s.case_id = t.case_id'
  const conditions: Condition[] = [
    // The sort key begins with the year, so a year is one stretch of the list.
    ...(filter.year === null ? [] : [{ text: `${table}.sort_key >= ? and ${table}.sort_key < ?`, parameters: [`${filter.year}-`, `${filter.year}.`] }]),
    ...(after === null ? [] : [{ text: `(${table}.sort_key, ${table}.case_id) ${compare} (?, ?)`, parameters: readCursor(after, 2) }]),
    ...(searching ? [containsAll('t.text', words)] : []),
    ...narrowed.filter((condition) => condition.text !== 's.list_year = ?'),
  ]
  return {
    text: `select ${table}.sort_key as sortKey, ${table}.case_id as id from ${from}${where(conditions)}${end([`${table}.sort_key`, `${table}.case_id`])}`,
    parameters: [...parametersOf(conditions), limit],
  }
}

/** One page of the list in its order, by keyset: as fast far down as at the top. */
export function listCases(db: Reader, page: Parameters<typeof casePageQuery>[0]): Promise<ListedCase[]> {
  const query = casePageQuery(page)
  return rows<ListedCase>(db, query.text, query.parameters)
}

/** Ids of all cases of a filter, oldest number first, as a ledger is written. */
export async function allListed(db: Reader, filter: CaseFilter): Promise<Id[]> {
  const query = casePageQuery({ filter, sort: 'number', descending: false, after: null, limit: -1 })
  return (await rows<ListedCase>(db, query.text, query.parameters)).map((row) => row.id)
}

/** The statement behind the totals: for the plan tests too. */
export function caseTotalsQuery(filter: CaseFilter): Condition {
  const words = wordsOf(filter.text)
  const conditions = [...(words.length === 0 ? [] : [containsAll('t.text', words)]), ...conditionsOf(filter)]
  const from = words.length === 0 ? 'case_summary s' : 'case_search t cross join case_summary s on s.sort_key = t.sort_key and s.case_id = t.case_id'
  return {
    text:
      'select count(*) as cases, coalesce(sum(s.people), 0) as people, coalesce(sum(s.granted_people > 0), 0) as grantedCases, ' +
      'coalesce(sum(s.granted_people), 0) as grantedPeople, coalesce(sum(s.granted_fen), 0) as grantedFen, coalesce(sum(s.paid_fen), 0) as paidFen ' +
      `from ${from}${where(conditions)}`,
    parameters: parametersOf(conditions),
  }
}

/** Totals of the cases of a filter with all their people: what stands under the list when it is shown to its end. */
export async function totalsOf(db: Reader, filter: CaseFilter): Promise<CaseTotals> {
  const query = caseTotalsQuery(filter)
  const [totals] = await rows<CaseTotals>(db, query.text, query.parameters)
  return totals ?? { cases: 0, people: 0, grantedCases: 0, grantedPeople: 0, grantedFen: 0, paidFen: 0 }
}

/** The distinct values of an indexed column, each found by one step in its index instead of reading the whole of it. */
export const distinctQuery = (column: string) =>
  `with recursive found (value) as (select max(${column}) from case_summary where ${column} is not null union all
    select (select max(s.${column}) from case_summary s where s.${column} < found.value) from found where found.value is not null)
  select value from found where value is not null`

/** Years and officers that occur, newest year first. */
export async function choicesOf(db: Reader): Promise<{ years: number[]; officers: string[] }> {
  const years = await rows<{ value: number }>(db, distinctQuery('list_year'), [])
  const officers = await rows<{ value: string }>(db, distinctQuery('officer_name'), [])
  return { years: years.map((row) => row.value), officers: officers.map((row) => row.value).reverse() }
}
