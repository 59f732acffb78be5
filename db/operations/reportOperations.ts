import { z } from 'zod'
import { reportKinds } from '../domain/reportModel.ts'
import type { FigureRecord, Report } from '../domain/reportModel.ts'
import * as i from './inputs.ts'
import { job, query } from './operation.ts'

/** What makes one report. The basis only matters to reports that have a choice. */
export const ask = z.object({ kind: z.enum(reportKinds.map(({ kind }) => kind)), period: i.period, basis: i.basis.default('decided') })
export const cell = z.object({ table: z.string().max(40), row: z.string().max(200), column: z.string().max(40) })

/** The operations of reports, as a part of the list in contract.ts. */
export const reportOperations = {
  report: query<Report>()('report.read', ask),
  /** What one figure counts. */
  reportRecords: query<FigureRecord[]>()('report.read', z.object({ ask, cell })),
  /** The figures as .xlsx; with the annual report its list of names. `seal`: the locked report in the place of today's, figures only. */
  reportExport: job<{ fileName: string; bytes: number }>()('report.read', z.object({ ask, seal: i.id.nullable().default(null), file: i.token }), { writes: false }),
  /** The case list as filtered, as .xlsx: in the columns of the office's own ledger where one came in, or in those of the list. `own`: which it was. */
  caseListExport: job<{ fileName: string; bytes: number; own: boolean }>()('report.read', z.object({ filter: i.caseFilter, file: i.token, layout: z.enum(['own', 'list']).default('own') }), { writes: false }),
}
