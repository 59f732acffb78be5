/** The part of the contract that takes everything out, and in again. */
import { z } from 'zod'
import * as i from './inputs.ts'
import { job } from './operation.ts'

interface WholeLine {
  sheet: string
  row: number
  message: string
}
/** What a workbook of everything would bring. */
export interface WholeReport {
  fileName: string
  /** Office, time and person of its export, as the file says. */
  source: string
  sheets: { name: string; rows: number; fresh: number; same: number; different: number }[]
  /** What stops it, the first hundred; `faultCount` counts all. */
  faults: WholeLine[]
  faultCount: number
  /** Records that are here with another content, or in the recycle bin: they stay as they are. The first hundred. */
  different: WholeLine[]
  differentCount: number
}

export const transferOperations = {
  /** All records as one .xlsx, which `wholeRead` takes back. Numbers in full: with a reason, logged. */
  wholeExport: job<{ fileName: string; bytes: number; cases: number; records: number }>()('sensitive.read', z.object({ file: i.token, reason: i.reason }), { writes: true }),
  /** All records as .csv files with a description, for another system; on request with the attached files. */
  folderExport: job<{ folderName: string; cases: number; files: number; lost: string[] }>()('sensitive.read', z.object({ folder: i.token, reason: i.reason, attachments: z.boolean() }), { writes: true }),
  wholeTry: job<WholeReport>()('ledger.import', z.object({ file: i.token }), { writes: false }),
  /** All or nothing, after a verified backup. */
  wholeRead: job<{ cases: number; records: number; backup: string }>()('ledger.import', z.object({ file: i.token }), { writes: true }),
}
