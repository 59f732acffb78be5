import { CasebookError } from '../domain/errors.ts'
import { isDateFormat, limits, textCell, tooManyCells } from './cells.ts'
import type { Cell, Sheet, Size } from './cells.ts'
import { own, TextCollector, unescape } from './xlsxText.ts'
import { worksheet } from './xlsxWorksheet.ts'
import type { SheetContext } from './xlsxWorksheet.ts'
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
  const context: SheetContext = {
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
