import { rows } from '../store/store.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { wholeTables } from './wholeTables.ts'
import type { WholeTable } from './wholeTables.ts'

/** Values by column as the database holds them: money in fen, flags 0 or 1. */
export type WholeRow = Record<string, string | number | null>
export type WholeRecords = Map<keyof Tables, WholeRow[]>

export interface ColumnInfo {
  name: string
  required: boolean
}
export interface Reference {
  column: string
  to: keyof Tables
  required: boolean
}

export const columnsOf = async (db: Reader, table: string): Promise<ColumnInfo[]> =>
  (await rows<{ name: string; notnull: 0 | 1 }>(db, 'select name, "notnull" from pragma_table_info(?)', [table])).map(({ name, notnull }) => ({ name, required: notnull === 1 }))

/** What the written columns of a table name in other tables that are written. */
export async function referencesOf(db: Reader, { table, columns }: WholeTable): Promise<Reference[]> {
  const found = await rows<{ column: string; to: keyof Tables }>(db, 'select "from" as "column", "table" as "to" from pragma_foreign_key_list(?)', [table])
  const required = new Map((await columnsOf(db, table)).map((one) => [one.name, one.required]))
  const written = new Set(columns.map(({ name }) => name))
  return found.filter(({ column, to }) => written.has(column) && wholeTables.some((one) => one.table === to)).map((one) => ({ ...one, required: required.get(one.column) ?? false }))
}

const idsOf = (records: WholeRecords, table: keyof Tables): Set<unknown> => new Set((records.get(table) ?? []).map((row) => row['id']))

/** Everything that is not in the recycle bin, nor hangs on something there. @param onTable called before each table with its place */
export async function readWhole(db: Reader, onTable: (done: number, total: number) => void = () => {}): Promise<WholeRecords> {
  const records: WholeRecords = new Map()
  const references = new Map<keyof Tables, Reference[]>()
  for (const [index, one] of wholeTables.entries()) {
    onTable(index, wholeTables.length)
    const recycles = (await columnsOf(db, one.table)).some(({ name }) => name === 'deleted_at')
    const names = one.columns.map(({ name }) => `"${name}"`).join(', ')
    records.set(one.table, await rows<WholeRow>(db, `select ${names} from ${one.table}${recycles ? ' where deleted_at is null' : ''} order by ${one.key.join(', ')}`, []))
    references.set(one.table, await referencesOf(db, one))
  }
  for (let before = -1, now = sizeOf(records); before !== now; before = now, now = sizeOf(records)) {
    const present = new Map(wholeTables.map(({ table }) => [table, idsOf(records, table)]))
    const named = new Map<keyof Tables, Set<unknown>>(wholeTables.map(({ table }) => [table, new Set()]))
    for (const [table, list] of records) {
      for (const { column, to } of references.get(table) ?? []) for (const row of list) named.get(to)?.add(row[column])
    }
    for (const { table, onlyNamed, listedOnly } of wholeTables) {
      const own = references.get(table) ?? []
      const stays = (row: WholeRow) =>
        own.every(({ column, to, required }) => !required || present.get(to)?.has(row[column])) &&
        (!onlyNamed || named.get(table)?.has(row['id'])) &&
        (!listedOnly || own.some(({ column, to }) => present.get(to)?.has(row[column])))
      records.set(table, (records.get(table) ?? []).filter(stays))
    }
  }
  const present = new Map(wholeTables.map(({ table }) => [table, idsOf(records, table)]))
  for (const [table, list] of records) {
    for (const { column, to } of references.get(table) ?? []) for (const row of list) if (!present.get(to)?.has(row[column])) row[column] = null
  }
  return records
}

const sizeOf = (records: WholeRecords): number => [...records.values()].reduce((sum, list) => sum + list.length, 0)
