import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { CasebookError } from '../domain/errors.ts'
import { parseCaseNumber } from '../domain/caseNumber.ts'
import type { LegalDate } from '../domain/records.ts'
import { capByCaseNumber } from '../domain/reference.ts'
import type { Reference } from '../domain/reference.ts'
import type { Cap } from '../domain/wages.ts'
import type { Sheet } from './cells.ts'
import { readRows } from './ledger.ts'
import type { LedgerReading } from './ledger.ts'
import { withMeanings } from './ledgerColumns.ts'
import type { ColumnChoice, Header } from './ledgerColumns.ts'
import { headingsOf } from './columnMemory.ts'
import { chooseSheet } from './ledgerSheets.ts'
import type { SheetInfo } from './ledgerSheets.ts'
import { fromFile } from './ledgerSource.ts'
import type { LedgerSource } from './ledgerSource.ts'
import { Mending } from './mending.ts'
import type { RowMend } from './mending.ts'
import { parseTable, readTableBytes } from './readTable.ts'
import { isWholeWorkbook } from './wholeFile.ts'

/** What an import asks the office's reference data. */
export type Limits = Pick<Reference, 'cap'>

export interface LedgerFile {
  fileName: string
  /** Of the very bytes that were understood, so that a file edited meanwhile is noticed. */
  fileSha256: string
  /** What an import of it is known by afterwards: the file, or the sheet where several are ledgers. */
  importKey: string
  reading: LedgerReading
  source: LedgerSource
  sheets: SheetInfo[]
  /** Whether the meanings of the columns are those a person gave to the same headings before. */
  remembered: boolean
  /** The rows themselves, for those that are handed back. */
  layout: { sheet: Sheet; header: Header }
  /** What was said of rows of it. */
  mending: Mending
}

export interface LedgerChoices {
  /** The sheet to read; null: the one that looks most like a ledger. */
  sheet: string | null
  /** What the columns are; null: as remembered, else as proposed. */
  columns: readonly ColumnChoice[] | null
  /** What a person said of single rows. */
  mends: readonly RowMend[]
  /** What a person said of the same headings before. */
  recall: (headings: readonly string[]) => Promise<readonly ColumnChoice[] | null>
}

/**
 * Reads a ledger for this office. Whose wages set the limit above which amounts are flagged, the office's settings say, else the ledger's case numbers.
 * @param checkCancelled throws once the user gave up
 * @throws CasebookError as readTable, chooseSheet and withMeanings do
 */
export async function readLedgerFile(
  path: string,
  { limits, checkCancelled, sheet: wanted, columns, mends, recall }: { limits: Limits; checkCancelled: () => void } & LedgerChoices,
): Promise<LedgerFile> {
  const cancelled = () => {
    checkCancelled()
    return false
  }
  const bytes = await readTableBytes(path)
  const fileName = basename(path)
  const table = await parseTable(bytes, fileName, cancelled)
  if (isWholeWorkbook(table)) throw new CasebookError('invalid', '这是本程序导出的全部数据，不是台账。请在“系统”的“数据导出与读入”里读入。')
  const { sheet, header: proposed, sheets } = chooseSheet(table, wanted)
  const known = columns ?? (await recall(headingsOf(proposed)))
  const header = known ? withMeanings(proposed, known) : proposed
  const mending = new Mending(mends)
  const reading = readRows(sheet, header, { cap: capOf(limits, table.sheets), mending, cancelled })
  const fileSha256 = createHash('sha256').update(bytes).digest('hex')
  return {
    fileName,
    fileSha256,
    importKey: sheets.filter(({ ledger }) => ledger).length > 1 ? importKeyOf(fileSha256, sheet.name) : fileSha256,
    reading,
    source: fromFile,
    sheets,
    remembered: columns === null && known !== null,
    layout: { sheet, header },
    mending,
  }
}

/** What a part of a file is known by. */
export function importKeyOf(fileSha256: string, part: string): string {
  return createHash('sha256').update(`${fileSha256}\n${part}`).digest('hex')
}

/** The limit above which amounts are flagged: by the office's settings, else by the province that the case numbers name. */
export function capOf(limits: Limits, sheets: readonly Pick<Sheet, 'rows'>[]): (date: LegalDate) => Cap | null {
  const caseNumber = firstCaseNumber(sheets) ?? ''
  return (date) => limits.cap(date) ?? capByCaseNumber(caseNumber, date)
}

/** The first cell that is a case number of the usual shape; it begins with the short name of the province (冀…). */
function firstCaseNumber(sheets: readonly Pick<Sheet, 'rows'>[]): string | null {
  for (const { rows } of sheets) {
    for (const row of rows) {
      for (const { text } of row) if (text.includes('号') && parseCaseNumber(text)) return text.trim()
    }
  }
  return null
}
