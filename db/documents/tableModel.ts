/** One table for screen, print and every file format, so that they cannot disagree. Knows nothing of any of them. */

/** text as written; count a whole number; yuan an amount in integer fen shown in 元; date a legal date YYYY-MM-DD. */
export type ColumnKind = 'text' | 'count' | 'yuan' | 'date'

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
  title: string
  /** Lines under the title: office, period, basis, unit. */
  subtitle: string[]
  columns: TableColumn[]
  groups?: HeaderGroup[]
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
