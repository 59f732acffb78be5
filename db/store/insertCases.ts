import type { Insertable } from 'kysely'
import { v7 as newId } from 'uuid'
import { insertRows } from './insertRows.ts'
import type { Trx } from './store.ts'
import type { NewRow, Row, Tables } from './tables.ts'

/** Tables a new case may fill, each behind those its rows name. */
const tables = [
  'household', 'person', 'original_case', 'relief_case', 'recipient', 'recipient_group', 'decision', 'disbursement', 'visit', 'support_measure', 'typical_award', 'case_note',
] as const // prettier-ignore
type CaseTable = (typeof tables)[number]
type Versioned = Exclude<CaseTable, 'recipient_group' | 'disbursement'>

interface CaseRows extends Pick<{ [K in Versioned]: NewRow<K> & { id: string } }, Versioned> {
  recipient_group: Row<'recipient_group'>
  disbursement: Omit<Insertable<Tables['disbursement']>, 'created_at' | 'created_by'>
}

/** Records of one table or several; every row of a table names the same columns. */
export type CaseRecords = { [K in CaseTable]?: CaseRows[K][] }

/** One new case with its records, and the people and the original case that come with it. */
export interface NewCase {
  caseId: string
  records: CaseRecords
}

/** A fresh id, for records that name each other before they are written. */
export const freshId = (): string => newId()

/** Writes the records of many cases, table by table. */
export async function insertCases(trx: Trx, cases: readonly NewCase[], { at, who }: { at: string; who: string }): Promise<void> {
  const created = { created_at: at, created_by: who }
  const meta = { version: 1, ...created, updated_at: at, updated_by: who, deleted_at: null, deleted_by: null, delete_reason: null }
  for (const table of tables) {
    const more = table === 'recipient_group' ? {} : table === 'disbursement' ? created : meta
    await insertRows(trx, table, cases.flatMap(({ records }) => (records[table] ?? []).map((row) => ({ ...row, ...more }))))
  }
}

/** The records as the audit entry of their case keeps them: without empty columns, and without who and when, which the entry says. */
export function caseRecords(records: CaseRecords): Record<string, Record<string, unknown>[]> {
  const kept = (row: object) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))
  return Object.fromEntries(Object.entries(records).flatMap(([table, list]) => (list.length === 0 ? [] : [[table, list.map(kept)]])))
}
