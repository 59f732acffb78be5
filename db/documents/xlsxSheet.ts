import { isLegalDate, toExcelSerial } from '../domain/dates.ts'
import { fenText } from './csv.ts'
import { headCells } from './paperHead.ts'
import { paperLayout } from './paperLayout.ts'
import type { Orientation } from './paperLayout.ts'
import { alignmentOf, fullTitle, textWidth } from './tableModel.ts'
import type { CellValue, RowSpan, TableColumn, TableModel, TableValues } from './tableModel.ts'
import type { BookSheet } from './xlsxBook.ts'
import { beginXml, cellXml, letters, mergesXml } from './xlsxCells.ts'
import type { CellContent } from './xlsxCells.ts'
import type { CellLook, LookBook } from './xlsxStyles.ts'
import { escapeXml, xmlHead } from './zipWriter.ts'

export interface SheetOptions {
  selected: boolean
  orientation: Orientation | null
  /** Above each printed page; null leaves it empty. */
  headline: string | null
  signatures: readonly string[]
}

/** One table as a sheet. */
export class SheetXml implements BookSheet {
  readonly name: string
  readonly length: number
  readonly headRows: BookSheet['headRows']
  readonly #table: TableModel
  readonly #looks: LookBook
  readonly #options: SheetOptions
  readonly #widths: number[]
  readonly #merges: string[] = []
  readonly #letters: string[]
  /** By the row they begin at. */
  readonly #spans = new Map<number, RowSpan[]>()

  constructor(table: TableModel, looks: LookBook, options: SheetOptions) {
    this.name = table.name
    this.length = table.rows.length
    this.#table = table
    this.#looks = looks
    this.#options = options
    const from = table.subtitle.length + (table.lead?.length ?? 0) + 2
    this.headRows = { from, to: from + (table.groups?.length ? 1 : 0) }
    this.#widths = widthsOf(table)
    this.#letters = table.columns.map((_, index) => letters(index))
    for (const span of table.spans ?? []) this.#spans.set(span.from, [...(this.#spans.get(span.from) ?? []), span])
  }

  begin(): string {
    const { title, subtitle, lead = [], columns, groups = [], frozenColumns = 0 } = this.#table
    const head = headCells(columns, groups).map((cells, index) => {
      const row = this.headRows.from + index
      const written = cells.flatMap(({ text, at, span, down }) => {
        if (span > 1) this.#merge(at, row, at + span - 1, row)
        if (down === 'restart') this.#merge(at, row, at, row + 1)
        return Array.from({ length: span }, (_, more) => this.#cell(at + more, row, more === 0 && down !== 'continue' ? text : null, { font: 'head', horizontal: 'center', fill: 'head', border: true }))
      })
      return this.#row(row, 24, written.join(''))
    })
    return [
      `${xmlHead}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`,
      beginXml({ selected: this.#options.selected, gridLines: false, right: frozenColumns, below: this.headRows.to, widths: this.#widths }),
      this.#line(1, fullTitle({ ...this.#table, title }), { font: 'title', horizontal: 'center' }, 30),
      ...subtitle.map((text, index) => this.#line(2 + index, text, { font: 'small', horizontal: 'center' }, 18)),
      ...lead.map((text, index) => this.#line(2 + subtitle.length + index, text, { font: 'body', horizontal: 'left' }, 18)),
      ...head,
    ].join('')
  }

  rows(from: number, to: number): string {
    const { rows, columns } = this.#table
    const lines: string[] = []
    for (let index = from; index < to; index++) {
      const values = rows[index] ?? {}
      const at = this.headRows.to + 1 + index
      for (const { key, to: last } of this.#spans.get(index) ?? []) {
        const column = columns.findIndex((one) => one.key === key)
        if (column >= 0 && last > index) this.#merge(column, at, column, at + last - index)
      }
      const height = 3 + 15 * Math.min(27, Math.max(1, ...columns.map(({ key }, i) => linesOf(values[key] ?? null, this.#widths[i] ?? 10))))
      lines.push(this.#row(at, height, this.#values(at, values, 'body')))
    }
    return lines.join('')
  }

  end(): string {
    const { rows, total, notes } = this.#table
    const { headline, signatures, orientation } = this.#options
    let at = this.headRows.to + 1 + rows.length
    const last: string[] = []
    if (total) last.push(this.#row(at, 18, this.#values(at++, total, 'head')))
    for (const note of notes) last.push(this.#line(at++, note, { font: 'small', horizontal: 'left' }))
    // One row is left empty above.
    if (signatures.length > 0) last.push(this.#line(at + 1, signatures.join('　　　　　　'), { font: 'body', horizontal: 'left' }, 30))
    const marks = (text: string) => escapeXml(text.replaceAll('&', '&&'))
    const lies = orientation ?? paperLayout(this.#table, null)?.orientation ?? 'landscape'
    return [
      ...last,
      '</sheetData>',
      mergesXml(this.#merges),
      '<printOptions horizontalCentered="1"/><pageMargins left="0.5" right="0.5" top="0.75" bottom="0.7" header="0.35" footer="0.3"/>',
      `<pageSetup paperSize="9" orientation="${lies}" fitToWidth="1" fitToHeight="0"/>`,
      `<headerFooter>${headline === null ? '' : `<oddHeader>&amp;C&amp;"宋体"&amp;9${marks(headline)}</oddHeader>`}<oddFooter>&amp;C&amp;"宋体"&amp;9第 &amp;P 页　共 &amp;N 页</oddFooter></headerFooter></worksheet>`,
    ].join('')
  }

  #values(row: number, values: TableValues, font: 'body' | 'head'): string {
    return this.#table.columns
      .map((column, index) => {
        const { content, format, horizontal } = contentOf(column, values[column.key] ?? null)
        return this.#cell(index, row, content, { font, horizontal, format, border: true, ...(font === 'head' && { fill: 'total' }) })
      })
      .join('')
  }

  /** A line over the whole width, such as the title or a note. */
  #line(row: number, text: string, look: CellLook, height = 16): string {
    const last = this.#table.columns.length - 1
    if (last > 0) this.#merge(0, row, last, row)
    const lines = linesOf(text, this.#widths.reduce((sum, width) => sum + width, 0))
    return this.#row(row, lines > 1 ? Math.max(height, 16) * lines : height, this.#cell(0, row, text, look))
  }

  #row(row: number, height: number, cells: string): string {
    return `<row r="${row}" ht="${height}" customHeight="1">${cells}</row>`
  }

  #cell(column: number, row: number, content: CellContent, look: CellLook): string {
    return cellXml(`${this.#letters[column]}${row}`, this.#looks.numberOf(look), content)
  }

  #merge(left: number, top: number, right: number, bottom: number): void {
    this.#merges.push(`${this.#letters[left]}${top}:${this.#letters[right]}${bottom}`)
  }
}

function contentOf(column: TableColumn, value: CellValue): { content: CellContent; format: TableColumn['kind']; horizontal: CellLook['horizontal'] } {
  const { kind } = column
  const horizontal = alignmentOf(value, kind)
  if (value === null || value === '') return { content: null, format: kind, horizontal }
  if (typeof value === 'number' && kind !== 'text' && kind !== 'date') return { content: { number: kind === 'yuan' ? fenText(value) : String(value) }, format: kind, horizontal }
  // Before March 1900 spreadsheets disagree on the day a number means, so such dates stay text.
  if (kind === 'date' && isLegalDate(String(value)) && String(value) >= '1900-03-01') return { content: { number: String(toExcelSerial(String(value))) }, format: 'date', horizontal }
  return { content: String(value), format: 'text', horizontal }
}

/** Not every program grows a row to its wrapped text, none grows merged cells: so the lines are counted here (at most 27 fit into the tallest row). */
function linesOf(value: CellValue, width: number): number {
  if (typeof value !== 'string') return 1
  return value.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(textWidth(line) / Math.max(width - 1, 4))), 0)
}

/** A narrow table is widened at its first column of text, so that title and subtitle find room above it. */
const NARROWEST = 70
function widthsOf(table: TableModel): number[] {
  const widths = table.columns.map((column) => widthOf(column, table))
  const text = Math.max(0, table.columns.findIndex(({ kind }) => kind === 'text'))
  const missing = NARROWEST - widths.reduce((sum, width) => sum + width, 0)
  return missing > 0 ? widths.with(text, (widths[text] ?? 0) + missing) : widths
}

function widthOf(column: TableColumn, table: TableModel): number {
  if (column.width !== undefined) return column.width
  let widest = textWidth(column.label)
  for (const row of table.rows.slice(0, 2000)) {
    const value = row[column.key] ?? null
    if (value === null) continue
    const width = column.kind === 'yuan' && typeof value === 'number' ? (value / 100).toFixed(2).length * 1.3 : textWidth(String(value))
    widest = Math.max(widest, width)
  }
  if (column.kind === 'date') widest = Math.max(widest, 11)
  return Math.min(Math.max(Math.round(widest + 2), 6), 40)
}
