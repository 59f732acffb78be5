import { figureText } from '../../../db/domain/figureText.ts'
import { ALL, workReports } from '../../../db/domain/figureModel.ts'
import type { FigureCell, FigureRecord, WorkReport } from '../../../db/domain/figureModel.ts'
import type { ReportRecord } from '../../../db/domain/reportModel.ts'

/** One record behind a figure, as the drawer shows it. */
export interface ListedRecord {
  caseId: string | null
  leadId: string | null
  title: string
  personName: string
  date: string | null
  /** Beside `amountLabels` of the list. */
  amounts: (number | null)[]
  detail: string
}
/** A figure that was opened. */
export interface OpenedFigure {
  /** Tells it from others. */
  key: string
  title: string
  figures: string
  note: string
  amountLabels: readonly string[]
  read: () => Promise<ListedRecord[]>
}

export const fromReport = ({ caseId, caseNumber, personName, date, decidedFen, paidFen, detail }: ReportRecord): ListedRecord => ({ caseId, leadId: null, title: caseNumber ?? '未编号', personName, date, amounts: [decidedFen, paidFen], detail })
export const fromFigure = ({ caseId, leadId, title, personName, date, fen, detail }: FigureRecord): ListedRecord => ({ caseId, leadId, title, personName, date, amounts: [fen], detail })

/** A figure in the page's address, so that coming back from a case finds its list open. */
export const figureName = ({ table, row, column }: FigureCell): string => [table, column, row].join('/')

/** The figure of that name, where the report has it. */
export function findFigure(report: WorkReport, name: unknown): { cell: FigureCell; title: string; figures: string; note: string } | null {
  if (typeof name !== 'string') return null
  const [tableKey = '', columnKey = '', ...rest] = name.split('/')
  const table = report.tables.find(({ key }) => key === tableKey)
  const column = table?.columns.find(({ key }) => key === columnKey)
  const key = rest.join('/')
  const row = key === ALL ? table?.total : table?.rows.find((one) => one.key === key)
  if (!table || !column || !row) return null
  return {
    cell: { table: table.key, row: key, column: column.key },
    title: `${table.title}：${row.label}`,
    figures: `${column.label} ${figureText(row.values[column.key] ?? null, column.unit)}`,
    note: workReports.find(({ kind }) => kind === report.kind)?.basis ?? '',
  }
}
