import { CasebookError } from '../domain/errors.ts'
import { EMPTY, isDateFormat, limits, numberCell, textCell, tooManyCells, tooManyRows } from './cells.ts'
import type { Cell, Merge, Sheet, Size } from './cells.ts'
import { walkXml, XmlError } from './xml.ts'
import { Zip, ZipError } from './zip.ts'

/**
 * Our own reader rather than a library's: it keeps the digits of every number, never turns a date into an instant, and its work
 * is bounded by the cells that are filled, where whole-column merges and validations make general readers run out of memory.
 */
const zipLimits = { part: 120 * 1024 * 1024, total: 200 * 1024 * 1024, parts: 5000 }

interface Workbook {
  date1904: boolean
  sheets: { name: string; hidden: boolean; relation: string }[]
}
interface Context {
  strings: Cell[]
  /** Per cell style: whether it shows a date. */
  dateStyles: boolean[]
  date1904: boolean
  /** Cells that may still be read, of all sheets. */
  left: number
  size: Size
}

/** Reads the sheets of an .xlsx file held in memory. Throws CasebookError 'invalid' in plain words. */
export function readXlsx(bytes: Buffer, cancelled: () => boolean = () => false, size: Size = limits): Sheet[] {
  try {
    return read(bytes, cancelled, size)
  } catch (error) {
    if (error instanceof ZipError && error.kind === 'too-large') {
      throw new CasebookError('invalid', '这个文件展开后过大，没有读取。请只保留台账所在的工作表，另存为新的 .xlsx 文件后再选择。', { cause: error })
    }
    if (error instanceof ZipError && error.kind === 'encrypted') {
      throw new CasebookError('invalid', '这个文件设有密码，无法读取。请在 WPS 或 Excel 中打开，取消密码后另存，再选择新文件。', { cause: error })
    }
    if (error instanceof ZipError || error instanceof XmlError || error instanceof RangeError) {
      throw new CasebookError('invalid', '这个 .xlsx 文件不完整或已损坏，没有读取。请重新复制一份，或在 WPS 或 Excel 中打开后另存，再选择新文件。', { cause: error })
    }
    throw error
  }
}

function read(bytes: Buffer, cancelled: () => boolean, size: Size): Sheet[] {
  const zip = Zip.open(bytes, zipLimits)
  if (zip.has('mimetype')) {
    throw new CasebookError('invalid', '这个文件是 OpenDocument 格式（.ods），不是 .xlsx。请在 WPS 或 Excel 中另存为 .xlsx 后再选择。')
  }
  const bookPath = relations(zip, '_rels/.rels', '').find((r) => r.type === 'officeDocument')?.target ?? 'xl/workbook.xml'
  if (!bookPath.endsWith('.xml') || !zip.has(bookPath)) {
    if (zip.has('xl/workbook.bin')) throw new CasebookError('invalid', '这个文件是二进制工作簿（.xlsb），不是 .xlsx。请在 WPS 或 Excel 中另存为 .xlsx 后再选择。')
    throw new CasebookError('invalid', '这个文件里没有工作表，可能不是 Excel 文件。请在 WPS 或 Excel 中打开台账，另存为 .xlsx 后再选择。')
  }
  const folder = bookPath.slice(0, bookPath.lastIndexOf('/') + 1)
  const book = workbook(text(zip, bookPath) ?? [])
  const links = relations(zip, `${folder}_rels/${bookPath.slice(folder.length)}.rels`, folder)
  const styles = text(zip, links.find((r) => r.type === 'styles')?.target)
  const strings = text(zip, links.find((r) => r.type === 'sharedStrings')?.target)
  const context: Context = {
    date1904: book.date1904,
    dateStyles: styles ? dateStyles(styles) : [],
    strings: strings ? sharedStrings(strings, size) : [],
    left: size.cells,
    size,
  }
  const sheets: Sheet[] = []
  for (const { name, hidden, relation } of book.sheets.slice(0, limits.sheets)) {
    if (cancelled()) throw new CasebookError('cancelled', '已取消读取，没有改动任何内容。')
    const link = links.find((r) => r.id === relation)
    if (link?.type !== 'worksheet') continue
    const xml = text(zip, link.target)
    if (xml === undefined) throw new ZipError('damaged', link.target)
    sheets.push({ name, hidden, date1904: book.date1904, ...worksheet(xml, name, context) })
  }
  if (sheets.length === 0) throw new CasebookError('invalid', '这个文件里没有工作表。请在 WPS 或 Excel 中打开确认，另存为 .xlsx 后再选择。')
  return sheets
}

/** Bytes turned into text at a time. */
const PIECE = 1024 * 1024

/** A part as text in pieces; undefined where there is none. */
function text(zip: Zip, name: string | undefined): Iterable<string> | undefined {
  const bytes = name === undefined ? undefined : zip.read(name)
  return bytes && piecesOf(bytes)
}

function* piecesOf(bytes: Buffer): Generator<string> {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  const decoder = new TextDecoder(utf16 ? 'utf-16le' : 'utf-8')
  for (let at = 0; at < bytes.length; at += PIECE) {
    const piece = decoder.decode(bytes.subarray(at, at + PIECE), { stream: at + PIECE < bytes.length })
    if (piece.includes('\0')) throw new XmlError('NUL')
    yield piece
  }
}

/** A text of its own: a piece of a longer one would keep all of that in memory. */
function own(text: string): string {
  return text.length > 12 ? Buffer.from(text, 'utf16le').toString('utf16le') : text
}

function relations(zip: Zip, part: string, folder: string): { id: string; type: string; target: string }[] {
  const xml = text(zip, part)
  const found: { id: string; type: string; target: string }[] = []
  if (xml === undefined) return found
  walkXml(xml, {
    open(name, a) {
      if (name !== 'Relationship' || a.TargetMode === 'External') return
      found.push({ id: a.Id ?? '', type: (a.Type ?? '').split('/').pop() ?? '', target: resolvePart(folder, a.Target ?? '') })
    },
  })
  return found
}

function resolvePart(folder: string, target: string): string {
  const whole = target.startsWith('/') ? target.slice(1) : folder + target
  const steps: string[] = []
  for (const step of whole.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.' && step !== '') steps.push(step)
  }
  return steps.join('/')
}

function workbook(xml: Iterable<string>): Workbook {
  const book: Workbook = { date1904: false, sheets: [] }
  walkXml(xml, {
    open(name, a) {
      if (name === 'workbookPr') book.date1904 = a.date1904 === '1' || a.date1904 === 'true'
      if (name === 'sheet') book.sheets.push({ name: a.name ?? '', hidden: (a.state ?? 'visible') !== 'visible', relation: a.id ?? '' })
    },
  })
  return book
}

function dateStyles(xml: Iterable<string>): boolean[] {
  const codes = new Map<number, string>()
  const styles: boolean[] = []
  let inCellXfs = false
  walkXml(xml, {
    open(name, a) {
      if (name === 'numFmt') codes.set(Number(a.numFmtId), a.formatCode ?? '')
      if (name === 'cellXfs') inCellXfs = true
      if (name === 'xf' && inCellXfs) {
        const id = Number(a.numFmtId ?? 0)
        styles.push(isDateFormat(id, codes.get(id)))
      }
    },
    close(name) {
      if (name === 'cellXfs') inCellXfs = false
    },
  })
  return styles
}

function sharedStrings(xml: Iterable<string>, size: Size): Cell[] {
  const strings: Cell[] = []
  const collect = new TextCollector()
  walkXml(xml, {
    open(name) {
      if (name === 'si') collect.start()
      else collect.open(name)
    },
    text: (t) => collect.text(t),
    close(name) {
      if (name === 'si') {
        if (strings.length >= size.cells) throw tooManyCells(size)
        strings.push(textCell(unescape(own(collect.take()))))
      }
      else collect.close(name)
    },
  })
  return strings
}

/** Gathers the runs of a rich text and leaves the reading aids (rPh) out. */
class TextCollector {
  #inText = false
  #inPhonetic = false
  #found = ''

  start(): void {
    this.#found = ''
  }
  open(name: string): void {
    if (name === 't') this.#inText = true
    if (name === 'rPh') this.#inPhonetic = true
  }
  text(text: string): void {
    if (this.#inText && !this.#inPhonetic) this.#found += text
  }
  close(name: string): void {
    if (name === 't') this.#inText = false
    if (name === 'rPh') this.#inPhonetic = false
  }
  take(): string {
    return this.#found
  }
}

/** Control characters are written as _x000D_ in Office files (ECMA-376 22.4.2.4). */
function unescape(value: string): string {
  if (!value.includes('_x')) return value
  return value.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))).replaceAll('\r\n', '\n').replaceAll('\0', '')
}

interface OpenCell {
  row: number
  column: number
  type: string
  style: number
  value: string
  formula: boolean
}

function worksheet(xml: Iterable<string>, sheetName: string, context: Context): { rows: Cell[][]; merges: Merge[] } {
  const rows: Cell[][] = []
  const merges: Merge[] = []
  const inline = new TextCollector()
  let cell: OpenCell | undefined
  let row = 0
  let column = 0
  let inValue = false
  walkXml(xml, {
    open(name, a) {
      if (name === 'row') {
        row = a.r === undefined ? row + 1 : Number(a.r)
        column = 0
      } else if (name === 'c') {
        column = a.r === undefined ? column + 1 : columnOf(a.r)
        cell = { row, column, type: a.t ?? 'n', style: Number(a.s ?? 0), value: '', formula: false }
        inline.start()
      } else if (name === 'v') inValue = true
      else if (name === 'f' && cell) cell.formula = true
      else if (name === 'mergeCell' && merges.length < context.size.rows) {
        const area = mergeOf(a.ref ?? '')
        if (area) merges.push(area)
      } else if (cell) inline.open(name)
    },
    text(t) {
      if (!cell) return
      if (inValue) cell.value += t
      else inline.text(t)
    },
    close(name) {
      if (name === 'v') inValue = false
      else if (name === 'c' && cell) {
        if (place(rows, cell, finish(cell, inline.take(), context), sheetName, context.size) && (context.left -= 1) < 0) throw tooManyCells(context.size)
        cell = undefined
      } else inline.close(name)
    },
  })
  for (let i = 0; i < rows.length; i++) rows[i] ??= []
  return { rows, merges }
}

function finish(open: OpenCell, inline: string, context: Context): Cell {
  const cell = content(open, inline, context)
  if (!open.formula) return cell
  return cell.value === null && open.value === '' ? { ...cell, formula: true, noResult: true } : { ...cell, formula: true }
}

function content(open: OpenCell, inline: string, context: Context): Cell {
  const { type, value } = open
  switch (type) {
    case 's': {
      const shared = context.strings[Number(value)]
      if (value !== '' && !shared) throw new XmlError('shared string')
      return shared ?? EMPTY
    }
    case 'inlineStr':
      return textCell(unescape(own(inline)))
    case 'str':
      return textCell(unescape(own(value)))
    case 'b':
      return value === '' ? EMPTY : textCell(value === '1' ? '是' : '否')
    case 'd':
      return textCell(value.slice(0, 10))
    case 'e':
      return textCell(value)
    default:
      return value === '' ? EMPTY : numberCell(own(value), context.dateStyles[open.style] ?? false, context.date1904)
  }
}

/** @returns whether there was anything to place */
function place(rows: Cell[][], open: OpenCell, cell: Cell, sheetName: string, size: Size): boolean {
  if (cell === EMPTY) return false
  const { row, column } = open
  if (!(row >= 1 && column >= 1)) throw new XmlError('cell address')
  if (row > size.rows) throw tooManyRows(`工作表“${sheetName}”`, size)
  if (column > limits.columns) {
    throw new CasebookError('invalid', `工作表“${sheetName}”的列数超过 ${limits.columns}，不像台账。请删去多余的列后再选择。`)
  }
  const cells = (rows[row - 1] ??= [])
  while (cells.length < column - 1) cells.push(EMPTY)
  cells[column - 1] = cell
  return true
}

function columnOf(reference: string): number {
  let column = 0
  for (const c of reference) {
    if (c < 'A' || c > 'Z') break
    column = column * 26 + c.charCodeAt(0) - 64
  }
  return column
}

function mergeOf(reference: string): Merge | undefined {
  const match = /^\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)$/.exec(reference)
  if (!match) return undefined
  const [, left = '', top, right = '', bottom] = match
  return { top: Number(top), left: columnOf(left), bottom: Number(bottom), right: columnOf(right) }
}
