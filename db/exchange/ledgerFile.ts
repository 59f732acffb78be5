import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { officeCap } from '../domain/caps.ts'
import { parseCaseNumber } from '../domain/caseNumber.ts'
import type { LegalDate, Office } from '../domain/records.ts'
import type { Table } from './cells.ts'
import { readLedger } from './ledger.ts'
import type { LedgerReading } from './ledger.ts'
import { parseTable, readTableBytes } from './readTable.ts'

export interface LedgerFile {
  fileName: string
  /** Of the very bytes that were understood, so that a file edited meanwhile is noticed. */
  fileSha256: string
  reading: LedgerReading
}

/**
 * Reads a ledger for this office. Whose wages set the limit above which amounts are flagged, the office's settings say, else the ledger's case numbers.
 * @param checkCancelled throws once the user gave up
 * @throws CasebookError as readTable and readLedger do
 */
export async function readLedgerFile(
  path: string,
  { office, checkCancelled }: { office: Pick<Office, 'name' | 'region' | 'caseNumberPattern'>; checkCancelled: () => void },
): Promise<LedgerFile> {
  const cancelled = () => {
    checkCancelled()
    return false
  }
  const bytes = await readTableBytes(path)
  const fileName = basename(path)
  const table = parseTable(bytes, fileName, cancelled)
  const asNumbered = { ...office, caseNumberPattern: firstCaseNumber(table) ?? '' }
  const cap = (date: LegalDate) => officeCap(office, date) ?? officeCap(asNumbered, date)
  const reading = readLedger(table, { cap, cancelled })
  return { fileName, fileSha256: createHash('sha256').update(bytes).digest('hex'), reading }
}

/** The first cell that is a case number of the usual shape; it begins with the short name of the province (冀…). */
function firstCaseNumber(table: Table): string | null {
  for (const { rows } of table.sheets) {
    for (const row of rows) {
      for (const { text } of row) if (text.includes('号') && parseCaseNumber(text)) return text.trim()
    }
  }
  return null
}
