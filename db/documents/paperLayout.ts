import { CasebookError } from '../domain/errors.ts'
import type { PageOrientation } from '../domain/exportOptions.ts'
import type { WriteOptions } from './newFile.ts'
import { shownValue } from './tableModel.ts'
import type { TableColumn, TableModel } from './tableModel.ts'

/** How a table lies on A4, the same for .docx, print and PDF. */

export type Orientation = PageOrientation

export interface PaperOptions extends WriteOptions {
  /** As the person chose; null leaves it to the tables. */
  orientation?: Orientation | null
}

/** In mm. The header and the page number stand inside the margins. */
export const paper = { short: 210, long: 297, top: 22, bottom: 20, sides: 18 } as const
/** On both sides of a cell, in mm. */
export const cellPadding = 1.2
/** Of the letters in a table, in points: the first that fits is taken. */
const sizes = [10.5, 10, 9, 8, 7, 6] as const
/** Letters that are read without effort: a table gets them by being turned across before it gets smaller ones. */
const smallestEasy = 8
/** In half-width characters, like all widths before they are mm: the widest column of text; what it gets where there is room for two lines a cell; what it gets at least; a heading above figures. */
const widestText = 44
const easyText = 12
const narrowestText = 8
const narrowestHeading = 6
/** Rows looked at for the widths. */
const MEASURED = 5_000

export interface PaperLayout {
  orientation: Orientation
  /** Points. */
  size: number
  /** In mm, one a column; together the width of the page between its margins. */
  widths: number[]
}

export const printableWidth = (orientation: Orientation): number => (orientation === 'portrait' ? paper.short : paper.long) - 2 * paper.sides

/** Half a square of that size: what a Latin letter or a digit takes. */
const halfWidth = (size: number): number => (size / 2) * (25.4 / 72)

/** Latin letters and digits are half a square in the letters that are meant; where a PC has others in their place they are up to an eighth wider. */
const LATIN = 1.12

/** Like all widths before they are mm in half-width characters; its widest line. */
const widthOnPaper = (text: string): number =>
  Math.max(...text.split('\n').map((line) => [...line].reduce((width, c) => width + ((c.codePointAt(0) ?? 0) > 0x2e7f ? 2 : LATIN), 0)))

interface Wanted {
  /** Below this, figures would break or a text become a column of single characters. */
  least: number
  /** Texts take two lines, seldom more. */
  easy: number
  /** Nothing wraps. */
  natural: number
}

/** Figures and dates stay on one line, whatever stands above them. */
function wantedOf(column: TableColumn, table: TableModel): Wanted {
  const heading = widthOnPaper(column.label)
  let content = 0
  for (const row of table.rows.slice(0, MEASURED)) content = Math.max(content, widthOnPaper(shownValue(row[column.key] ?? null, column.kind)))
  if (table.total) content = Math.max(content, widthOnPaper(shownValue(table.total[column.key] ?? null, column.kind)))
  const natural = Math.min(Math.max(content, heading), widestText)
  if (column.kind === 'text' || content > widestText) {
    return { least: Math.min(natural, narrowestText), easy: Math.min(natural, Math.max(easyText, natural / 2 + 2)), natural }
  }
  const least = Math.max(content, Math.min(heading, narrowestHeading))
  return { least, easy: least, natural }
}

/**
 * Upright or across, with letters as large as fit: too wide for the page it was meant for, a table is turned across, then set smaller step by step.
 *
 * @param chosen by the person; null leaves it to the model
 * @returns null for a table that is too wide even so: its columns go into several (`piecesOf`)
 */
export function paperLayout(table: TableModel, chosen: Orientation | null): PaperLayout | null {
  const wanted = table.columns.map((column) => wantedOf(column, table))
  const easy = sizes.filter((size) => size >= smallestEasy)
  const upright = chosen === 'portrait' ? easy : easy.slice(0, 1)
  const tries = [
    ...((chosen ?? table.orientation) === 'portrait' ? upright.map((size) => ({ orientation: 'portrait', size, width: 'easy' }) as const) : []),
    ...easy.map((size) => ({ orientation: 'landscape', size, width: 'easy' }) as const),
    ...sizes.map((size) => ({ orientation: 'landscape', size, width: 'least' }) as const),
  ]
  const inMm = (width: number, size: number) => width * halfWidth(size) + 2 * cellPadding + 0.4
  for (const { orientation, size, width } of tries) {
    const given = wanted.map((one) => inMm(one[width], size))
    const room = printableWidth(orientation) - sum(given)
    if (room >= 0) return { orientation, size, widths: shared(given, wanted.map((one) => inMm(one.natural, size)), room) }
  }
  return null
}

/** The columns of a table that is wider than any page, in several tables that each begin with its first column. */
export function piecesOf(table: TableModel): { table: TableModel; layout: PaperLayout }[] {
  const layout = paperLayout(table, 'landscape')
  if (layout || table.columns.length < 3) return [{ table, layout: layout ?? squeezed(table) }]
  const [first, ...others] = table.columns
  const half = Math.ceil(others.length / 2)
  const piece = (columns: TableColumn[], more: Partial<TableModel>): TableModel => {
    const keys = new Set(columns.map(({ key }) => key))
    return { ...table, columns, groups: (table.groups ?? []).filter(({ from, to }) => keys.has(from) && keys.has(to)), ...more }
  }
  const named = table.heading ?? table.title
  return [
    ...piecesOf(piece([first as TableColumn, ...others.slice(0, half)], { notes: [] })),
    ...piecesOf(piece([first as TableColumn, ...others.slice(half)], { heading: named.endsWith('（续）') ? named : `${named}（续）` })),
  ]
}

/** Two columns wider than a page: whatever stands in them wraps. */
function squeezed(table: TableModel): PaperLayout {
  const width = printableWidth('landscape') / table.columns.length
  return { orientation: 'landscape', size: sizes.at(-1) ?? 6, widths: table.columns.map(() => width) }
}

/** What is left goes to the columns that would otherwise wrap, then to all alike. */
function shared(least: readonly number[], natural: readonly number[], room: number): number[] {
  const missing = natural.map((width, index) => Math.max(0, width - (least[index] ?? 0)))
  const all = sum(missing)
  const given = Math.min(1, all === 0 ? 0 : room / all)
  const widths = least.map((width, index) => width + (missing[index] ?? 0) * given)
  const left = room - all * given
  const total = sum(widths)
  return widths.map((width) => width + (left * width) / total)
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)

/** More rows than this are no paper that anybody reads. */
export const MOST_ROWS_ON_PAPER = 5_000

/** @throws CasebookError 'invalid' where there are more rows than paper is good for */
export function requireForPaper(rows: number): void {
  if (rows > MOST_ROWS_ON_PAPER) {
    throw new CasebookError('invalid', `这份表有 ${rows} 行，超过 ${MOST_ROWS_ON_PAPER} 行，不适合打印或生成 Word、PDF。请导出为 Excel 或 CSV，或缩短统计期间后再打印。`)
  }
}
