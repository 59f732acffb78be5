import { rows } from '../../store/store.ts'
import type { Asked } from '../definition.ts'
import type { Db } from '../population.ts'

/** Names of everybody in the case `c`; only where they are shown, since counting needs none and each is a look-up. */
export const names = (named: boolean): string => (named ? `(select group_concat(h.name, '、') from recipient q join person h on h.id = q.person_id where q.case_id = c.id and q.deleted_at is null)` : 'null')
/** The name of the recipient in this column, or where it is empty of everybody in the case. */
export const nameOf = (named: boolean, column: string): string => (named ? `coalesce((select h.name from recipient q join person h on h.id = q.person_id where q.id = ${column}), ${names(named)})` : 'null')
/** Names of everybody whom the lead `l` is about. */
export const leadNames = (named: boolean): string => (named ? `(select group_concat(h.name, '、') from lead_person q join person h on h.id = q.person_id where q.lead_id = l.id and q.deleted_at is null)` : 'null')

/** What every statement below says of the case: the beginning of a fact. */
export interface CasePart {
  caseId: string
  caseNumber: string | null
  personName: string | null
  officerName: string | null
}

/** First and last day of the period, in the statements of `ofPeriod`. */
const FIRST = '(select first_day from period)'
export const LAST = '(select last_day from period)'
export const inPeriod = (column: string): string => `${column} between ${FIRST} and ${LAST}`

/** Of one case, the statement meets a casebook that holds no other case and no leads but its own: all it joins is found by that case. */
const ONE_CASE = ', relief_case as (select * from main.relief_case where id = ?), lead as (select * from main.lead where case_id = ?)'

/** What the statement finds in the period asked for; of the one case, where one is asked for. */
export function ofPeriod<T>(db: Db, text: string, { period: { from, to }, caseId }: Pick<Asked, 'period' | 'caseId'>): Promise<T[]> {
  const [only, ids] = caseId === undefined ? ['', []] : [ONE_CASE, [caseId, caseId]]
  return rows<T>(db, `with period (first_day, last_day) as (select ?, ?)${only} ${text}`, [from, to, ...ids])
}

/** The part of a fact that comes from its case. */
export const ofCase = ({ caseId, caseNumber, personName }: CasePart) => ({ caseId, leadId: null, title: caseNumber ?? '未编号', personName: personName ?? '' })
