import { CsvError, parse } from 'csv-parse/sync'
import { CasebookError } from '../domain/errors.ts'
import { fromCsvText } from '../documents/csv.ts'
import { EMPTY, limits, textCell, tooManyCells, tooManyRows } from './cells.ts'
import type { Cell, Sheet, Size } from './cells.ts'

/**
 * Reads a text table (comma, tab or semicolon between the cells) in UTF-8, UTF-16 with its mark, or GBK, which is what Excel and WPS
 * write on a Chinese Windows. Throws CasebookError 'invalid' in plain words.
 */
export function readCsv(bytes: Buffer, name: string, size: Size = limits): Sheet {
  const text = decodeText(bytes)
  if (text.includes('\0')) {
    throw new CasebookError('invalid', '这个文件不是文本表格，内容无法辨认。请在 WPS 或 Excel 中打开原来的台账，另存为 .xlsx 或 .csv 后再选择。')
  }
  const rows: Cell[][] = []
  let left: number = size.cells
  try {
    parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: 1_000_000,
      // Taken over one by one, and looked at before the next: a million rows are never held.
      on_record(record: string[]) {
        const cells = cellsOf(record)
        if (rows.length >= size.rows && cells.length > 0) throw tooManyRows('这个文件', size)
        if (cells.length > limits.columns) throw new CasebookError('invalid', `这个文件的列数超过 ${limits.columns}，不像台账。请删去多余的列后再选择。`)
        if ((left -= cells.length) < 0) throw tooManyCells(size)
        if (rows.length < size.rows) rows.push(cells)
        return null
      },
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new CasebookError(
      'invalid',
      `这个 .csv 文件从第 ${error.lines ?? '?'} 行起无法读取，多半是引号没有配对。请用 WPS 或 Excel 打开核对，另存为 .xlsx 后再选择。`,
      { cause: error },
    )
  }
  while (rows.length > 0 && rows.at(-1)?.length === 0) rows.pop()
  return { name, hidden: false, rows, merges: [], date1904: false }
}

/** The text of a file in UTF-8 (with or without its mark), UTF-16 with its mark, or GBK. */
export function decodeText(bytes: Buffer): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes)
  }
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // not this one
    }
  }
  throw new CasebookError('invalid', '这个 .csv 文件的文字编码无法辨认（既不是 UTF-8，也不是 GBK）。请用 WPS 或 Excel 打开，另存为 .xlsx 后再选择。')
}

function delimiterOf(text: string): string {
  const head = text.slice(0, 20_000)
  const count = (mark: string) => head.split(mark).length
  return [',', '\t', ';'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}

function cellsOf(record: string[]): Cell[] {
  const cells = record.map((value) => textCell(plain(value)))
  while (cells.at(-1) === EMPTY) cells.pop()
  return cells
}

/** Programs keep the digits of a long number, and a text from being run, by writing ="1310…", '1310… or a tab beside it. */
function plain(value: string): string {
  return /^="([^"]*)"$/.exec(value)?.[1] ?? fromCsvText(value)
}
