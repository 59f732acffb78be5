/** One table for screen, print and every file format, so that they cannot disagree. Knows nothing of any of them. */

import { formatYuan } from '../domain/money.ts'
import type { PaperPicture } from '../domain/pictures.ts'

/** text as written; count a whole number; yuan an amount in integer fen shown in 元; date a legal date YYYY-MM-DD; share a figure in words such as 12.5% or 9.1. */
export type ColumnKind = 'text' | 'count' | 'yuan' | 'date' | 'share'

/** Stands for a figure that makes no sense in its place, so that nobody takes it for nought. */
export const DASH = '—'

/** null is an empty cell. In a count, yuan or date column a text such as “—” stays text. */
export type CellValue = string | number | null
export type TableValues = Record<string, CellValue>

export interface TableColumn {
  key: string
  label: string
  kind: ColumnKind
  /** In half-width characters (a Chinese character takes two); measured from the content where it is left out. */
  width?: number
}

/** A heading over adjacent columns. */
export interface HeaderGroup {
  label: string
  from: string
  to: string
}

/** Cells of one column that are one cell over several rows (a case with two people); indexes into `rows`, both ends included. */
export interface RowSpan {
  key: string
  from: number
  to: number
}

export interface TableModel {
  /** Name of the sheet; cleaned and made unique by the writer. */
  name: string
  /** Of the whole: tables that follow each other under the same title are one report, whose title and subtitle stand on paper once. */
  title: string
  /** What this table is called within it. */
  heading?: string
  /** Lines under the title: office, period, basis, unit. */
  subtitle: string[]
  columns: TableColumn[]
  groups?: HeaderGroup[]
  /** Paragraphs above the table, such as those of a work report. */
  lead?: string[]
  rows: TableValues[]
  spans?: RowSpan[]
  /** A last row such as 合计. Left out where the rows overlap and must not be summed. */
  total?: TableValues
  /** Lines under the table. */
  notes: string[]
  orientation: 'portrait' | 'landscape'
  /** Columns on the left that stay in view on screen. */
  frozenColumns?: number
}

/** What is written to one file or printed: tables in their order, and what stands around them on paper. */
export interface TableDocument {
  /** Above each page of paper, and on the window that prints it. */
  title: string
  officeName: string
  tables: TableModel[]
  /** Lines to be signed at the end, such as 制表人; none where nothing is signed. */
  signatures: readonly string[]
  /** On paper below the tables of the first report; a workbook and .csv have none. */
  pictures?: readonly PaperPicture[]
}

/** As a report is signed. */
export const reportSignatures: readonly string[] = ['制表人：', '审核人：', '负责人：', '日期：　　年　　月　　日']

/** What stands above each page. */
export const pageHeadline = ({ officeName, title }: Pick<TableDocument, 'officeName' | 'title'>): string => `${officeName}　${title}`

export const rowsOf = (tables: readonly TableModel[]): number => tables.reduce((sum, table) => sum + table.rows.length, 0)

export const fullTitle = ({ title, heading }: Pick<TableModel, 'title' | 'heading'>): string => (heading === undefined ? title : `${title}：${heading}`)

/** A value as it is read on paper: amounts with thousands separators and two places, nothing for an empty cell. */
export function shownValue(value: CellValue, kind: ColumnKind): string {
  if (value === null) return ''
  if (typeof value !== 'number') return value
  return kind === 'yuan' ? formatYuan(value) : String(value)
}

/** Where a value stands in its cell: figures to the right, what stands in place of one in the middle. */
export function alignmentOf(value: CellValue, kind: ColumnKind): 'left' | 'center' | 'right' {
  if (kind === 'text') return 'left'
  if (kind === 'date') return 'center'
  return typeof value === 'string' && (kind !== 'share' || value === DASH) ? 'center' : 'right'
}

/** Width of a text in half-width characters, its widest line. */
export function textWidth(text: string): number {
  let widest = 0
  for (const line of text.split('\n')) {
    let width = 0
    for (const c of line) width += (c.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1
    widest = Math.max(widest, width)
  }
  return widest
}
