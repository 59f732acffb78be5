import { createHash } from 'node:crypto'
import { z } from 'zod'
import { rows } from '../store/store.ts'
import type { Reader, Trx } from '../store/store.ts'
import { choiceOf, REASON } from './ledgerColumns.ts'
import type { ColumnChoice, Header } from './ledgerColumns.ts'
import type { SheetColumn } from './sheetColumns.ts'

/** What a person said of the columns of a ledger holds for the whole office: next year's ledger may come to a colleague. */
const OFFICE = ''
const stored = z.array(z.object({ heading: z.string(), meaning: z.string().nullable() }))

/** The headings a choice is remembered for: refused rows that come back mended are read like the ledger they are from. */
export function headingsOf(header: Header): string[] {
  const headings = header.columns.flatMap(({ heading }) => heading || [])
  return headings.at(-1) === REASON ? headings.slice(0, -1) : headings
}

type SheetKind = 'list' | 'card'
type Kind = 'ledger' | SheetKind

function keyOf(kind: Kind, headings: readonly string[]): string {
  return `${kind}-columns:${createHash('sha256').update(JSON.stringify(headings)).digest('hex')}`
}

/** What was said of exactly these headings; null where nothing was. */
export async function recallColumns(db: Reader, headings: readonly string[], kind: Kind = 'ledger'): Promise<ColumnChoice[] | null> {
  const [row] = await rows<{ value: string }>(db, 'select value from view_setting where account_id = ? and key = ?', [OFFICE, keyOf(kind, headings)])
  if (!row) return null
  const parsed = stored.safeParse(JSON.parse(row.value))
  return parsed.success ? parsed.data : null
}

async function remember(trx: Trx, key: string, choices: readonly ColumnChoice[]): Promise<void> {
  await rows(trx, 'insert into view_setting (account_id, key, value) values (?, ?, ?) on conflict (account_id, key) do update set value = excluded.value', [OFFICE, key, JSON.stringify(choices)])
}

const choicesIn = ({ columns }: Header): ColumnChoice[] => columns.flatMap((column) => (column.heading ? [{ heading: column.heading, meaning: choiceOf(column) }] : []))

/** Remembers the meanings a ledger was imported with; a view setting is encrypted with the rest and outside the audit. */
export async function rememberColumns(trx: Trx, header: Header): Promise<void> {
  await remember(trx, keyOf('ledger', headingsOf(header)), choicesIn(header))
}

const LAYOUT = 'ledger-layout'

/** The columns of the ledger that came in last: the list of cases goes out in them. */
export async function rememberLayout(trx: Trx, header: Header): Promise<void> {
  await remember(trx, LAYOUT, choicesIn(header).slice(0, headingsOf(header).length))
}

/** Null where no ledger came in yet. */
export async function recallLayout(db: Reader): Promise<ColumnChoice[] | null> {
  const [row] = await rows<{ value: string }>(db, 'select value from view_setting where account_id = ? and key = ?', [OFFICE, LAYOUT])
  return row ? stored.parse(JSON.parse(row.value)) : null
}

/** The same for a list of another department, or the case cards of the business system. */
export async function rememberSheetColumns(trx: Trx, kind: SheetKind, columns: readonly SheetColumn<string>[]): Promise<void> {
  await remember(trx, keyOf(kind, columns.map(({ heading }) => heading)), columns)
}

export async function recallSheetColumns<M extends string>(db: Reader, kind: SheetKind, meanings: readonly M[], headings: readonly string[]): Promise<SheetColumn<M>[] | null> {
  const found = await recallColumns(db, headings, kind)
  return found?.map(({ heading, meaning }) => ({ heading, meaning: meanings.find((one) => one === meaning) ?? null })) ?? null
}
