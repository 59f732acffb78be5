import { figureText } from './figureText.ts'
import { headlineOf, isHeadline } from './headline.ts'
import { ALL, aboutReport } from './reportModel.ts'
import type { Basis, FigureCell, Report } from './reportModel.ts'

export const basisNames: Record<Basis, string> = { accepted: '受理', decided: '决定', paid: '发放' }
/** The basis of a report's tables in plain Chinese. */
export const basisText = ({ kind, basis }: Report['ask']): string => (aboutReport(kind).chooses ? `按${basisNames[basis]}日期` : aboutReport(kind).basis)

/** A figure in words. */
export interface FigureWords {
  title: string
  /** The figure as it stands in the report. */
  figures: string
  /** By which date it counts. */
  note: string
}

/** What a figure of the report says, the same on the screen and above the list of what it counts; null where the report has no such figure. */
export function figureWords(report: Report, { table: tableKey, row: rowKey, column: columnKey }: FigureCell): FigureWords | null {
  const table = report.tables.find(({ key }) => key === tableKey)
  const column = table?.columns.find(({ key }) => key === columnKey)
  const row = rowKey === ALL ? table?.total : table?.rows.find(({ key }) => key === rowKey)
  if (!table || !column || !row) return null
  const headline = isHeadline(table) ? headlineOf(table).find(({ key }) => key === rowKey) : undefined
  if (headline) return { title: headline.title, figures: headline.parts.map(({ value, unit }) => `${value} ${unit}`).join(' '), note: headline.byDate }
  return { title: `${table.title}：${row.label}`, figures: `${column.label} ${figureText(row.values[column.key] ?? null, column.unit)}`, note: basisText(report.ask) }
}
