import { z } from 'zod'
import type { Id } from '../domain/records.ts'
import type { FigureRecord } from '../domain/reportModel.ts'
import type { SealComparison, SealHead, SealView } from '../domain/sealModel.ts'
import * as i from './inputs.ts'
import { byId, job, query } from './operation.ts'
import { ask, cell } from './reportOperations.ts'

/** Locked reports, as a part of the list in contract.ts. A locked report is superseded by a new one, never altered. */
export const sealOperations = {
  /** Figures, definitions and every counted record as they are now, under a number of their own. `supersedes`: the locked report whose place it takes. */
  reportLock: job<{ id: Id; number: string }>()('report.lock', z.object({ ask, reason: i.reason, supersedes: i.id.nullable().default(null) }), { writes: true }),
  sealList: query<SealHead[]>()('report.read', z.void()),
  /** By id, or by the number on the paper. */
  sealFind: query<SealHead>()('report.read', z.object({ number: i.text(40, '定稿号') })),
  sealOpen: query<SealView>()('report.read', byId),
  /** What one of its figures counts, as it was then. */
  sealRecords: query<FigureRecord[]>()('report.read', z.object({ id: i.id, cell })),
  /** Against today's figures: what moved, by which records, by whose change. */
  sealCompare: job<SealComparison>()('report.read', byId, { writes: false }),
}
