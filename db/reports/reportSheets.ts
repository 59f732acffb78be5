import { DASH, textWidth } from '../documents/tableModel.ts'
import type { CellValue, HeaderGroup, RowSpan, TableColumn, TableModel, TableValues } from '../documents/tableModel.ts'
import { columnHeads, groupHeads } from '../domain/columnHeads.ts'
import { formatDateChinese } from '../domain/dates.ts'
import { figureText } from '../domain/figureText.ts'
import { isHeadline } from '../domain/headline.ts'
import type { LegalDate } from '../domain/records.ts'
import { aboutReport } from '../domain/reportModel.ts'
import type { FigureColumn, FigureRow, FigureTable, Report } from '../domain/reportModel.ts'
import { basisLabels } from './wording.ts'

/** A report as a workbook: the annual one on one page in the look of an official table, of others each table on a sheet. Figures only: nobody is named. */
export function reportSheets(report: Report, madeOn: LegalDate): TableModel[] {
  if (report.ask.kind === 'annual') return [onePage(report, madeOn)]
  // Paper says so in the table itself.
  return reportTables(report, madeOn).map((table) => (table.rows.length === 0 ? { ...table, notes: ['期间内没有记录。', ...table.notes] } : table))
}

/** What tells a locked report from one made today. */
export const sealLine = ({ number, code, lockedOn }: NonNullable<Report['seal']>): string => `定稿号：${number}　　定稿日期：${formatDateChinese(lockedOn)}　　校验码：${code}`

/** A report as it is read from top to bottom: its tables below each other, what must be known about them at the end; the paragraphs of a work report above them. */
export function reportTables(report: Report, madeOn: LegalDate): TableModel[] {
  const lead = (report.paragraphs ?? []).map((parts) => parts.map(({ text }) => text).join(''))
  return report.tables.map((table, index) => ({ ...tableSheet(report, table, index === report.tables.length - 1, madeOn), ...(index === 0 && lead.length > 0 && { lead }) }))
}

/** As it stands above every page and table. */
export const reportTitle = ({ title }: Pick<Report, 'title'>): string => `国家司法救助${title}`

/** What one line under a title holds on an upright page, in half-width characters. */
const WIDEST_LINE = 84

/** Office, period, basis and day, as they stand under every title. */
export function headLines({ ask, officeName, seal }: Report, madeOn: LegalDate): string[] {
  const about = aboutReport(ask.kind)
  const basis = `统计口径：${about.chooses ? basisLabels[ask.basis] : about.basis}`
  const made = `制表日期：${formatDateChinese(seal?.lockedOn ?? madeOn)}　　金额单位：元`
  return [
    `制表单位：${officeName}　　统计期间：${formatDateChinese(ask.period.from)}至${formatDateChinese(ask.period.to)}`,
    ...(textWidth(basis) + textWidth(made) > WIDEST_LINE ? [basis, made] : [`${basis}　　${made}`]),
    ...(seal ? [sealLine(seal)] : []),
  ]
}

const columnOf = ({ key, label, unit }: FigureColumn): TableColumn => ({ key, label, kind: unit === 'fen' ? 'yuan' : unit === 'count' ? 'count' : 'share', width: unit === 'fen' ? 17 : Math.max(9, label.length * 2 + 2) })

function valueOf(value: number | null | undefined, unit: FigureColumn['unit']): CellValue {
  if (value === null || value === undefined) return DASH
  return unit === 'fen' || unit === 'count' ? value : figureText(value, unit)
}
const valuesOf = ({ values }: FigureRow, columns: readonly FigureColumn[]): TableValues => Object.fromEntries(columns.map(({ key, unit }) => [key, valueOf(values[key], unit)]))

/** How a table's rows may be read, and by which dates they count. */
const noteOf = ({ title, note, rows }: FigureTable): string => `${title}：${note}${rows.map((row) => (row.note === undefined ? '' : `${row.label}${row.note}；`)).join('')}`

const remarks = ({ sentence, notes }: Report): string[] => [...(sentence === null ? [] : [sentence]), ...notes.map((note, index) => `注${index + 1}：${note}`)]

function tableSheet(report: Report, table: FigureTable, isLast: boolean, madeOn: LegalDate): TableModel {
  // By which date a row counts stands beside it where the rows differ in this.
  const byDate = isHeadline(table)
  const values = (row: FigureRow): TableValues => ({ item: row.label, ...valuesOf(row, table.columns), ...(byDate && { byDate: row.note ?? null }) })
  const heads = columnHeads(table)
  const groups = groupHeads(heads).flatMap(({ group, from, to }): HeaderGroup[] => (group === null ? [] : [{ label: group, from, to }]))
  const columns = heads.map(({ column, label }) => columnOf({ ...column, label }))
  return {
    name: table.title,
    title: reportTitle(report),
    // Of an own report the table is called as the whole.
    ...(table.title !== report.title && { heading: table.title }),
    subtitle: headLines(report, madeOn),
    columns: [{ key: 'item', label: table.heading, kind: 'text', width: 30 }, ...columns, ...(byDate ? [{ key: 'byDate', label: '统计日期', kind: 'text', width: 16 } as const] : [])],
    ...(groups.length > 0 && { groups }),
    rows: table.rows.map(values),
    ...(table.total && { total: values(table.total) }),
    notes: [table.note, ...(isLast ? remarks(report) : [])],
    orientation: 'portrait',
    frozenColumns: 1,
  }
}

/** All tables under each other, in the columns that any of them has. */
function onePage(report: Report, madeOn: LegalDate): TableModel {
  const columns: FigureColumn[] = []
  for (const column of report.tables.flatMap((table) => table.columns)) if (!columns.some(({ key }) => key === column.key)) columns.push(column)
  const rows: TableValues[] = []
  const spans: RowSpan[] = []
  for (const table of report.tables) {
    const from = rows.length
    const own = [...table.rows, ...(table.total ? [table.total] : [])]
    const lines = own.length > 0 ? own : [{ key: '', label: '统计期间内没有', values: {} }]
    rows.push(...lines.map((row) => ({ group: `${table.title}${table.exclusive ? '' : '（不可加总）'}`, item: row === table.total ? '小计' : row.label, ...valuesOf(row, columns) })))
    if (lines.length > 1) spans.push({ key: 'group', from, to: rows.length - 1 })
  }
  return {
    name: report.title,
    title: reportTitle(report),
    subtitle: headLines(report, madeOn),
    columns: [{ key: 'group', label: '分类', kind: 'text', width: 28 }, { key: 'item', label: '项目', kind: 'text', width: 34 }, ...columns.map(columnOf)],
    rows,
    spans,
    notes: [...remarks(report), ...report.tables.map(noteOf)],
    orientation: 'portrait',
  }
}
