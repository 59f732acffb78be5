import { z } from 'zod'
import { nameChoices } from '../domain/exportOptions.ts'
import { MOST_PICTURE_BYTES, MOST_PICTURES, pngSize } from '../domain/pictures.ts'
import { dimensions, ownMeasures } from '../domain/ownReports.ts'
import type { OwnReport } from '../domain/ownReports.ts'
import { reportKinds } from '../domain/reportModel.ts'
import type { CaseWhy, FigureRecord, Report } from '../domain/reportModel.ts'
import * as i from './inputs.ts'
import { byId, command, job, none, ofRecord, query } from './operation.ts'
import type { RecycledDefinition, Saved } from './operation.ts'

/** What makes one report. The basis only matters to reports that have a choice. */
export const ask = z.object({ kind: z.enum(reportKinds.map(({ kind }) => kind)), period: i.period, basis: i.basis.default('decided'), ownId: i.id.optional() })
export const cell = z.object({ table: z.string().max(40), row: z.string().max(200), column: z.string().max(300) })

const key = z.enum(dimensions.map((one) => one.key))
/** Values are codes or the casebook's own words; null what was not filled in. */
const filter = z.object({ dimension: key, values: z.array(z.string().max(200).nullable()).min(1, { error: '请至少选择一项' }).max(500) })
const ownDefinition = z.object({
  rows: key,
  columns: key.nullable(),
  measures: z.array(z.enum(ownMeasures.map((one) => one.key))).min(1, { error: '请至少选择一个统计项' }),
  filters: z.array(filter).max(dimensions.length),
  basis: i.basis,
  period: i.period.nullable(),
})

/** How names are written, how the page lies, and whether the annual report takes its roster along. Full names ask for a reason. */
export const exportOptions = z.object({
  orientation: z.enum(['portrait', 'landscape']).nullable().default(null),
  names: z.enum(nameChoices).default('masked'),
  reason: i.optionalText(500).default(null),
  roster: z.boolean().default(true),
})
/** Charts that the page drew, for papers; a workbook and .csv leave them out. */
const pictures = z
  .array(
    z.object({
      title: i.text(100, '图表名称'),
      png: z
        .instanceof(Uint8Array, { error: '没有收到图表，请重试' })
        .refine((bytes) => bytes.length <= MOST_PICTURE_BYTES && pngSize(bytes) !== null, { error: '图表不是 PNG 图片，或超过 2 MB，没有生成文件。请取消“附图表”后重试。' }),
    }),
  )
  .max(MOST_PICTURES, { error: `一份文件最多附 ${MOST_PICTURES} 张图表` })
/** `seal`: the locked report in the place of today's, with the names it holds; `cell`: in place of the report the list of what this figure counts. */
const output = z.object({ ask, seal: i.id.nullable().default(null), cell: cell.nullable().default(null), options: exportOptions.prefault({}), pictures: pictures.default([]) })

/** The operations of reports, as a part of the list in contract.ts. */
export const reportOperations = {
  report: query<Report>()('report.read', ask),
  ownReportList: query<OwnReport[]>()('report.read', none),
  /** A report that is not saved yet. */
  ownReportTry: query<Report>()('report.read', z.object({ definition: ownDefinition, period: i.period })),
  /** What one of its figures counts. */
  ownReportTryRecords: query<FigureRecord[]>()('report.read', z.object({ definition: ownDefinition, period: i.period, cell })),
  /** What a dimension can be filtered by: the values that the casebook has, in their order. */
  ownReportValues: query<{ key: string | null; label: string }[]>()('report.read', z.object({ dimension: key })),
  /** A new one, or one changed. Anybody who may read reports may keep one. */
  ownReportSave: command<Saved>()('report.read', z.object({ id: i.id.nullable(), version: i.version.nullable(), name: i.text(40, '报表名称'), definition: ownDefinition })),
  ownReportRecycle: command<null>()('report.read', ofRecord.extend({ reason: i.reason })),
  /** Undoes moving one away. */
  ownReportRestore: command<Saved>()('report.read', byId),
  ownReportBin: query<RecycledDefinition[]>()('report.read', none),
  /** What one figure counts. */
  reportRecords: query<FigureRecord[]>()('report.read', z.object({ ask, cell })),
  /** Why one case counts in each figure of the report, or why not. */
  reportWhy: job<CaseWhy>()('report.read', z.object({ ask, caseId: i.id }), { writes: false }),
  /** The report or the list behind one of its figures as a file, .xlsx, .docx or .csv by its ending. */
  reportExport: job<{ fileName: string; bytes: number }>()('report.read', output.extend({ file: i.token }), { writes: false }),
  /** The same as a page to print or to save as PDF. A command, because names that leave the program are logged. */
  reportPaper: command<{ title: string; headline: string; html: string }>()('report.read', output),
  /** The case list as filtered, as .xlsx: in the columns of the office's own ledger where one came in, or in those of the list. `own`: which it was. */
  caseListExport: job<{ fileName: string; bytes: number; own: boolean }>()('report.read', z.object({ filter: i.caseFilter, file: i.token, layout: z.enum(['own', 'list']).default('own') }), { writes: false }),
}
