import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { officeCap } from '../domain/caps.ts'
import { parseCaseNumber } from '../domain/caseNumber.ts'
import type { LegalDate, Office } from '../domain/records.ts'
import type { Cap } from '../domain/wages.ts'
import type { Sheet } from './cells.ts'
import { readLedger } from './ledger.ts'
import type { LedgerReading } from './ledger.ts'
import { fromFile } from './ledgerSource.ts'
import type { LedgerSource } from './ledgerSource.ts'
import { parseTable, readTableBytes } from './readTable.ts'

export type NumberedOffice = Pick<Office, 'name' | 'region' | 'caseNumberPattern'>

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
  { office, checkCancelled }: { office: NumberedOffice; checkCancelled: () => void },
): Promise<LedgerFile> {
  const cancelled = () => {
    checkCancelled()
    return false
  }
  const bytes = await readTableBytes(path)
  const fileName = basename(path)
  const table = parseTable(bytes, fileName, cancelled)
  const reading = readLedger(table, { cap: capOf(office, table.sheets), cancelled })
  return { fileName, fileSha256: createHash('sha256').update(bytes).digest('hex'), reading, source: fromFile }
}

/** The limit above which amounts are flagged: by the office's settings, else by the province that the case numbers name. */
export function capOf(office: NumberedOffice, sheets: readonly Pick<Sheet, 'rows'>[]): (date: LegalDate) => Cap | null {
  const asNumbered = { ...office, caseNumberPattern: firstCaseNumber(sheets) ?? '' }
  return (date) => officeCap(office, date) ?? officeCap(asNumbered, date)
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
