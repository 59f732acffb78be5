/** The part of the contract that brings ledgers in. */
import { z } from 'zod'
import type { Fen, Id, ImportBatch } from '../domain/records.ts'
import type { RowReport } from '../exchange/ledgerTypes.ts'
import * as i from './inputs.ts'
import { command, job, none, ofRecord, query } from './operation.ts'

export type { RowReport as ImportRowReport } from '../exchange/ledgerTypes.ts'
export type { Ask, Mend, RowMend, SplitPerson } from '../exchange/mending.ts'

/** What a file was understood as, before anything is written. */
export interface ImportReport {
  fileName: string
  fileSha256: string
  sheet: string
  /** All sheets of the file with their filled rows. More than one may be a ledger: each is imported by itself. */
  sheets: { name: string; rows: number; ledger: boolean }[]
  /** Headings found and what each was taken for (labels of db/domain/ledgerFields.ts); null: not used. */
  columns: { heading: string; meaning: string | null; index: number }[]
  /** A few texts of each of these columns. */
  samples: string[][]
  /** Whether the columns are what somebody said of the same headings before. */
  remembered: boolean
  /** Columns that a ledger needs and this one lacks: no row is read until they are named. */
  missing: string[]
  rows: RowReport[]
  totals: { cases: number; people: number; fen: Fen; refusedCases: number; refusedPeople: number; typical: number; visited: number; fileTotalFen: Fen | null }
  /** What an import would write: rows already in the casebook are not counted. */
  toImport: { cases: number; people: number; fen: Fen }
  /** Rows that stop the import until they are mended. */
  blocking: number
  /** What could be imported at once, the other rows left out: whole cases only. */
  good: { cases: number; people: number; fen: Fen }
  /** The rows left out then: those to be mended and the others of their cases. */
  refused: number[]
  alreadyImported: boolean
}

export const ledgerOperations = {
  importDryRun: job<ImportReport>()('ledger.import', i.ledgerChoice, { writes: false }),
  /**
   * All or nothing; with `onlyGood` all cases that need no mending. `fileSha256` is the dry run's: another file than the one tried out is refused.
   * `columns`, where given, are remembered for the next ledger with the same headings.
   */
  importLedger: job<{ batchId: Id | null; cases: number; people: number; fen: Fen }>()('ledger.import', i.ledgerChoice.extend({ fileSha256: i.sha256, onlyGood: z.boolean().default(false) }), {
    writes: true,
  }),
  /** Saves the rows that cannot be imported yet, in the layout of the source with why in a last column. */
  importRefused: job<{ fileName: string; rows: number }>()('ledger.import', i.ledgerChoice.extend({ fileSha256: i.sha256, target: i.token }), { writes: false }),
  importBatches: query<ImportBatch[]>()('ledger.import', none),
  importTakeBack: command<null>()('ledger.import', ofRecord.extend({ reason: i.reason })),
}
