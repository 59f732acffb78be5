import { figureText } from '../../../db/domain/figureText.ts'
import { ALL, aboutReport } from '../../../db/domain/reportModel.ts'
import type { Basis, FigureCell, Report } from '../../../db/domain/reportModel.ts'
import { headlineOf, isHeadline } from './headline.ts'

export const basisNames: Record<Basis, string> = { accepted: '受理', decided: '决定', paid: '发放' }
/** What the break-downs count, in one line. The headline does not depend on it. */
export const basisMeanings: Record<Basis, string> = {
  accepted: '下面的分项表统计：受理日期在期间内、已决定给予救助的案件和人员。上面的总数各按自己的日期，不随口径变化。',
  decided: '下面的分项表统计：给予救助的决定日期在期间内的案件和人员。上面的总数各按自己的日期，不随口径变化。',
  paid: '下面的分项表统计：期间内实际发放的案件和人员，退回、追回按发生日期扣减。上面的总数各按自己的日期，不随口径变化。',
}
/** The basis of a report's tables in plain Chinese. */
export const basisText = ({ kind, basis }: Report['ask']): string => (aboutReport(kind).chooses ? `按${basisNames[basis]}日期` : aboutReport(kind).basis)

/** A figure in the page's address, so that coming back from a case finds its list open. */
export const figureName = ({ table, row, column }: FigureCell): string => [table, column, row].join('/')

/** A figure that was opened. */
export interface FoundFigure {
  cell: FigureCell
  title: string
  /** The figure as it stands in the report. */
  figures: string
  note: string
}

/** The figure of that name, where the report has it. */
export function findFigure(report: Report, name: unknown): FoundFigure | null {
  if (typeof name !== 'string') return null
  const [tableKey = '', columnKey = '', ...rest] = name.split('/')
  const table = report.tables.find(({ key }) => key === tableKey)
  const column = table?.columns.find(({ key }) => key === columnKey)
  const key = rest.join('/')
  const row = key === ALL ? table?.total : table?.rows.find((one) => one.key === key)
  if (!table || !column || !row) return null
  const cell = { table: table.key, row: key, column: column.key }
  const headline = isHeadline(table) ? headlineOf(table).find((one) => one.key === key) : undefined
  if (headline) return { cell, title: headline.title, figures: headline.parts.map(({ value, unit }) => `${value} ${unit}`).join(' '), note: headline.byDate }
  return { cell, title: `${table.title}：${row.label}`, figures: `${column.label} ${figureText(row.values[column.key] ?? null, column.unit)}`, note: basisText(report.ask) }
}
