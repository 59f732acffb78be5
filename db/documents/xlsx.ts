import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import type { WriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import type ExcelJS from 'exceljs'
import { CasebookError } from '../domain/errors.ts'
import { cellText, sheetNames } from './sheetText.ts'
import { isLegalDate, toExcelSerial } from '../domain/dates.ts'
import { textWidth } from './tableModel.ts'
import type { CellValue, TableColumn, TableModel, TableValues } from './tableModel.ts'

export interface WriteOptions {
  cancelled?: () => boolean
  /** Rows written so far, of all sheets. */
  onProgress?: (done: number, total: number) => void
}

const TITLE = { name: '宋体', size: 16, bold: true }
const SMALL = { name: '仿宋', size: 10 }
const HEAD = { name: '宋体', size: 10.5, bold: true }
const BODY = { name: '仿宋', size: 10.5 }
const EDGE = { style: 'thin', color: { argb: 'FF808080' } } as const
const BORDER = { top: EDGE, left: EDGE, bottom: EDGE, right: EDGE }
const HEAD_FILL = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFDCE6F2' } } as const
const TOTAL_FILL = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF2F2F2' } } as const
const FORMATS = { text: '@', count: '#,##0', yuan: '#,##0.00', date: 'yyyy-mm-dd' } as const
const ALIGN = { text: 'left', count: 'right', yuan: 'right', date: 'center' } as const

/**
 * Writes one sheet per table model to `path`. The file appears under its name only when it is whole; cancelling or failing leaves what
 * was there before and no remains. Amounts are numbers in 元 from exact fen, dates are real dates, text is never a formula.
 * Throws CasebookError 'cancelled' or 'disk-full', or 'conflict' where the old file is open elsewhere.
 */
export async function writeXlsx(path: string, tables: TableModel[], options: WriteOptions = {}): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    await writeTo(temporary, tables, options)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw inWords(error)
  }
}

function inWords(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC') return new CasebookError('disk-full', '磁盘空间不足，文件没有保存。请清理磁盘或换一个位置后重试。', { cause: error })
  if (code === 'EBUSY' || code === 'EPERM' || code === 'EACCES') {
    return new CasebookError('conflict', '文件没有保存：同名文件可能正在 WPS 或 Excel 中打开，或这个文件夹不允许写入。请关闭该文件或换一个位置后重试。', { cause: error })
  }
  if (code === 'ENOENT') return new CasebookError('not-found', '文件没有保存：找不到所选的文件夹。请重新选择保存位置。', { cause: error })
  return error
}

async function writeTo(path: string, tables: TableModel[], options: WriteOptions): Promise<void> {
  const stream = createWriteStream(path, { flags: 'wx' })
  const failed = new Promise<never>((_, reject) => stream.once('error', reject))
  const closed = new Promise<void>((resolve) => stream.once('close', resolve))
  try {
    await Promise.race([failed, fill(stream, tables, options)])
    await Promise.race([failed, closed])
  } finally {
    // Without this an abandoned file stays open, and Windows would refuse to remove it.
    failed.catch(() => {})
    stream.destroy()
    await closed
  }
}

async function fill(stream: WriteStream, tables: TableModel[], options: WriteOptions): Promise<void> {
  // Loaded here only: half a second and much memory that a start without a spreadsheet need not spend.
  const { default: excel } = await import('exceljs')
  const book = new excel.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: true })
  const names = sheetNames(tables.map((table) => table.name))
  const total = tables.reduce((sum, table) => sum + table.rows.length, 0)
  let done = 0
  for (const [i, table] of tables.entries()) {
    const writer = new SheetWriter(book, names[i] ?? '表', table)
    for (let index = 0; index < table.rows.length; index++) {
      if (options.cancelled?.()) throw new CasebookError('cancelled', '已取消导出，没有生成文件。')
      writer.row(index)
      if (++done % 500 === 0) {
        options.onProgress?.(done, total)
        await breathe()
      }
    }
    writer.end()
  }
  if (options.cancelled?.()) throw new CasebookError('cancelled', '已取消导出，没有生成文件。')
  options.onProgress?.(total, total)
  await book.commit()
}

class SheetWriter {
  readonly #sheet: ExcelJS.Worksheet
  readonly #table: TableModel
  /** Row of the sheet that holds rows[0] of the table. */
  readonly #first: number
  /** First row not handed to the stream yet; rows inside a merged area wait for its end. */
  #held: number
  #wait = -1
  readonly #widths: number[]

  constructor(book: ExcelJS.stream.xlsx.WorkbookWriter, name: string, table: TableModel) {
    this.#table = table
    const top = 1 + table.subtitle.length
    const headRows = table.groups?.length ? 2 : 1
    this.#first = top + headRows + 1
    this.#held = 1
    this.#sheet = book.addWorksheet(name, {
      views: [{ state: 'frozen', xSplit: table.frozenColumns ?? 0, ySplit: top + headRows, showGridLines: false }],
      pageSetup: {
        paperSize: 9,
        orientation: table.orientation,
        fitToPage: true,
        fitToWidth: 1,
        fitToHeight: 0,
        horizontalCentered: true,
        margins: { left: 0.5, right: 0.5, top: 0.6, bottom: 0.7, header: 0.3, footer: 0.3 },
        printTitlesRow: `${top + 1}:${top + headRows}`,
      },
      headerFooter: { oddFooter: '&C&"仿宋"&9第 &P 页，共 &N 页' },
    })
    this.#widths = table.columns.map((column) => widthOf(column, table))
    this.#sheet.columns = this.#widths.map((width) => ({ width }))
    this.#head(top, headRows)
  }

  #head(top: number, headRows: number): void {
    this.#line(1, this.#table.title, TITLE, 'center', 30)
    this.#table.subtitle.forEach((line, i) => this.#line(2 + i, line, SMALL, 'center', 18))
    const { columns, groups = [] } = this.#table
    const from = top + 1
    const to = top + headRows
    for (let row = from; row <= to; row++) this.#sheet.getRow(row).height = 24
    columns.forEach((column, i) => {
      for (let row = from; row <= to; row++) this.#style(row, i + 1, HEAD, 'center', HEAD_FILL)
      this.#sheet.getCell(to, i + 1).value = cellText(column.label)
    })
    if (headRows === 2) {
      const grouped = new Set<number>()
      for (const group of groups) {
        const left = columns.findIndex((c) => c.key === group.from)
        const right = columns.findIndex((c) => c.key === group.to)
        for (let i = left; i <= right; i++) grouped.add(i)
        this.#sheet.getCell(from, left + 1).value = cellText(group.label)
        if (right > left) this.#sheet.mergeCells(from, left + 1, from, right + 1)
      }
      columns.forEach((column, i) => {
        if (grouped.has(i)) return
        this.#sheet.getCell(from, i + 1).value = cellText(column.label)
        this.#sheet.getCell(to, i + 1).value = null
        this.#sheet.mergeCells(from, i + 1, to, i + 1)
      })
    }
    this.#release(to)
  }

  row(index: number): void {
    const { rows, spans = [] } = this.#table
    const values = rows[index] ?? {}
    const at = this.#first + index
    this.#values(at, values, BODY)
    this.#sheet.getRow(at).height = 3 + 15 * Math.min(27, Math.max(1, ...this.#table.columns.map((column, i) => lines(values[column.key] ?? null, this.#widths[i] ?? 10))))
    for (const span of spans) {
      if (span.from !== index) continue
      this.#wait = Math.max(this.#wait, this.#first + span.to)
    }
    if (at < this.#wait) return
    for (const span of spans) {
      const column = this.#table.columns.findIndex((c) => c.key === span.key) + 1
      const from = this.#first + span.from
      const to = this.#first + span.to
      if (column > 0 && from >= this.#held && to <= at && to > from) this.#sheet.mergeCells(from, column, to, column)
    }
    this.#release(at)
  }

  end(): void {
    const { rows, total, notes } = this.#table
    let at = this.#first + rows.length
    if (total) this.#values(at++, total, HEAD, TOTAL_FILL)
    for (const note of notes) this.#line(at++, note, SMALL, 'left')
    this.#release(at - 1)
    this.#sheet.commit()
  }

  #values(at: number, values: TableValues, font: Partial<ExcelJS.Font>, fill?: ExcelJS.Fill): void {
    this.#table.columns.forEach((column, i) => {
      const { value, numFmt, horizontal } = cellOf(column, values[column.key] ?? null)
      const cell = this.#style(at, i + 1, font, horizontal, fill)
      cell.numFmt = numFmt
      cell.value = value
    })
  }

  #style(row: number, column: number, font: Partial<ExcelJS.Font>, horizontal: 'left' | 'center' | 'right', fill?: ExcelJS.Fill): ExcelJS.Cell {
    const cell = this.#sheet.getCell(row, column)
    cell.font = font
    cell.alignment = { horizontal, vertical: 'middle', wrapText: true }
    cell.border = BORDER
    if (fill) cell.fill = fill
    return cell
  }

  /** A line over the whole width, such as the title or a note. */
  #line(row: number, text: string, font: Partial<ExcelJS.Font>, horizontal: 'left' | 'center', height?: number): void {
    const cell = this.#sheet.getCell(row, 1)
    cell.value = cellText(text)
    cell.font = font
    cell.alignment = { horizontal, vertical: 'middle', wrapText: true }
    if (this.#table.columns.length > 1) this.#sheet.mergeCells(row, 1, row, this.#table.columns.length)
    this.#sheet.getRow(row).height = height ?? 16 * lines(text, this.#widths.reduce((sum, width) => sum + width, 0))
  }

  #release(to: number): void {
    for (; this.#held <= to; this.#held++) this.#sheet.getRow(this.#held).commit()
  }
}

function cellOf(column: TableColumn, value: CellValue): { value: ExcelJS.CellValue; numFmt: string; horizontal: 'left' | 'center' | 'right' } {
  const { kind } = column
  const horizontal = ALIGN[kind]
  if (value === null || value === '') return { value: null, numFmt: FORMATS[kind], horizontal }
  if (typeof value === 'number' && kind !== 'text' && kind !== 'date') {
    return { value: kind === 'yuan' ? value / 100 : value, numFmt: FORMATS[kind], horizontal }
  }
  if (kind === 'date') {
    // Before March 1900 spreadsheets disagree on the day a number means, so such dates stay text.
    if (isLegalDate(String(value)) && String(value) >= '1900-03-01') return { value: toExcelSerial(String(value)), numFmt: FORMATS.date, horizontal }
  }
  return { value: cellText(String(value)), numFmt: FORMATS.text, horizontal: kind === 'text' ? 'left' : 'center' }
}

/** Not every program grows a row to its wrapped text, none grows merged cells: so the lines are counted here (at most 27 fit into the tallest row). */
function lines(value: CellValue, width: number): number {
  if (typeof value !== 'string') return 1
  return value.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(textWidth(line) / Math.max(width - 1, 4))), 0)
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
  return Math.min(Math.max(widest + 2, 6), 40)
}
