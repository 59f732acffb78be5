import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { parseCaseNumber } from '../domain/caseNumber.ts'
import type { LegalDate } from '../domain/records.ts'
import { capByCaseNumber } from '../domain/reference.ts'
import type { Reference } from '../domain/reference.ts'
import type { Cap } from '../domain/wages.ts'
import type { Sheet } from './cells.ts'
import { readLedger } from './ledger.ts'
import type { LedgerReading } from './ledger.ts'
import { fromFile } from './ledgerSource.ts'
import type { LedgerSource } from './ledgerSource.ts'
import { parseTable, readTableBytes } from './readTable.ts'

/** What an import asks the office's reference data. */
export type Limits = Pick<Reference, 'cap'>

export interface LedgerFile {
  fileName: string
  /** Of the very bytes that were understood, so that a file edited meanwhile is noticed. */
  fileSha256: string
  reading: LedgerReading
  source: LedgerSource
}

/**
 * Reads a ledger for this office. Whose wages set the limit above which amounts are flagged, the office's settings say, else the ledger's case numbers.
 * @param checkCancelled throws once the user gave up
 * @throws CasebookError as readTable and readLedger do
 */
export async function readLedgerFile(
  path: string,
  { limits, checkCancelled }: { limits: Limits; checkCancelled: () => void },
): Promise<LedgerFile> {
  const cancelled = () => {
    checkCancelled()
    return false
  }
  const bytes = await readTableBytes(path)
  const fileName = basename(path)
  const table = parseTable(bytes, fileName, cancelled)
  const reading = readLedger(table, { cap: capOf(limits, table.sheets), cancelled })
  return { fileName, fileSha256: createHash('sha256').update(bytes).digest('hex'), reading, source: fromFile }
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
