import { rows } from '../../store/store.ts'
import type { Db } from '../population.ts'

/** Names of everybody in the case `c`, and of the recipient `r` where the fact is of one. */
export const names = `(select group_concat(h.name, '、') from recipient q join person h on h.id = q.person_id where q.case_id = c.id and q.deleted_at is null)`

/** What every statement below says of the case: the beginning of a fact. */
export interface CasePart {
  caseId: string
  caseNumber: string | null
  personName: string | null
  officerName: string | null
}

/** First and last day of the period, in the statements of `ofPeriod`. */
export const FIRST = '(select first_day from period)'
export const LAST = '(select last_day from period)'
export const inPeriod = (column: string): string => `${column} between ${FIRST} and ${LAST}`

export function ofPeriod<T>(db: Db, text: string, { from, to }: { from: string; to: string }): Promise<T[]> {
  return rows<T>(db, `with period (first_day, last_day) as (select ?, ?) ${text}`, [from, to])
}

/** The part of a fact that comes from its case. */
export const ofCase = ({ caseId, caseNumber, personName }: CasePart) => ({ caseId, leadId: null, title: caseNumber ?? '未编号', personName: personName ?? '' })
