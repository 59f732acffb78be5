import type { Table } from './cells.ts'
import { readRows } from './ledger.ts'
import type { LedgerOptions, LedgerReading } from './ledger.ts'
import { chooseSheet } from './ledgerSheets.ts'

/** Reads a ledger as the program proposes, without a person or an office. @throws CasebookError where no sheet is one */
export function readLedger(table: Table, { sheet: wanted, ...options }: LedgerOptions & { sheet?: string } = {}): LedgerReading {
  const { sheet, header } = chooseSheet(table, wanted ?? null)
  return readRows(sheet, header, options)
}
