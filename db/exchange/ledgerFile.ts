import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { officeCap } from '../domain/caps.ts'
import type { Office } from '../domain/records.ts'
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
 * Reads a ledger for this office, whose region decides the limit above which amounts are flagged.
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
  const reading = readLedger(parseTable(bytes, fileName, cancelled), { cap: (date) => officeCap(office, date), cancelled })
  return { fileName, fileSha256: createHash('sha256').update(bytes).digest('hex'), reading }
}
