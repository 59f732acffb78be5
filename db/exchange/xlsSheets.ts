import { CFB, read as readWorkbook } from '@e965/xlsx'
import type { CellObject, WorkSheet } from '@e965/xlsx'
import { CasebookError } from '../domain/errors.ts'
import { EMPTY, isDateFormat, limits, numberCell, textCell, tooManyCells, tooManyRows } from './cells.ts'
import type { Cell, Merge, Sheet, Size } from './cells.ts'

/** An old workbook is unpacked whole by its reader, at many times its size. */
const MOST_BYTES = 6 * 1024 * 1024

const SAVE_AS = '请在 WPS 或 Excel 中打开，另存为 .xlsx 后再选择。'

/**
 * Reads the sheets of an .xls file (Excel 97 to 2003, WPS) held in memory; its macros are not even looked at. Loaded only when such a file comes,
 * because the reader is large. @throws CasebookError 'invalid' in plain words
 */
export function readXls(bytes: Buffer, size: Size = limits): Sheet[] {
  if (bytes.length > MOST_BYTES) throw new CasebookError('invalid', `这个 .xls 文件超过 6 MB，没有读取。${SAVE_AS}`)
  try {
    return read(bytes, size)
  } catch (error) {
    if (error instanceof CasebookError) throw error
    const words = error instanceof Error ? error.message : ''
    if (/password|encrypt/i.test(words)) {
      throw new CasebookError('invalid', '这个文件设有密码，无法读取。请在 WPS 或 Excel 中打开，取消密码后另存，再选择新文件。', { cause: error })
    }
    // The reader throws whatever it stumbles over.
    throw new CasebookError('invalid', '这个 .xls 文件不完整或已损坏，没有读取。请重新复制一份，或在 WPS 或 Excel 中打开后另存为 .xlsx，再选择新文件。', { cause: error })
  }
}

function read(bytes: Buffer, size: Size): Sheet[] {
  const container = CFB.read(bytes, { type: 'buffer' })
  if (!CFB.find(container, 'Workbook')) {
    if (CFB.find(container, 'Book')) throw new CasebookError('invalid', `这是 Excel 95 或更早的格式，没有读取。${SAVE_AS}`)
    throw new CasebookError('invalid', `这个文件不是表格（可能是旧格式的文档或演示文稿）。请选择 .xlsx、.xls 或 .csv 文件。`)
  }
  const book = readWorkbook(bytes, { type: 'buffer', dense: true, cellNF: true, cellHTML: false, cellText: false, sheetRows: size.rows + 1 })
  let left: number = size.cells
  const date1904 = book.Workbook?.WBProps?.date1904 === true
  const sheets = book.SheetNames.slice(0, limits.sheets).flatMap((name, index): Sheet[] => {
    const sheet = book.Sheets[name]
    // Charts and macro sheets are no tables.
    if (!sheet || (sheet['!type'] !== undefined && sheet['!type'] !== 'sheet')) return []
    delete book.Sheets[name]
    const rows = rowsOf(sheet, name, date1904, size)
    if ((left -= rows.reduce((sum, row) => sum + row.length, 0)) < 0) throw tooManyCells(size)
    return [{ name, hidden: (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0, date1904, rows, merges: mergesOf(sheet) }]
  })
  if (sheets.length === 0) throw new CasebookError('invalid', `这个文件里没有工作表。${SAVE_AS}`)
  return sheets
}

function rowsOf(sheet: WorkSheet, name: string, date1904: boolean, size: Size): Cell[][] {
  const dense = (sheet['!data'] ?? []) as (CellObject | undefined)[][]
  if (dense.length > size.rows) throw tooManyRows(`工作表“${name}”`, size)
  const rows = Array.from({ length: dense.length }, (_, row) => {
    const cells = Array.from(dense[row] ?? [], (cell) => (cell ? cellOf(cell, date1904) : EMPTY))
    while (cells.at(-1) === EMPTY) cells.pop()
    if (cells.length > limits.columns) throw new CasebookError('invalid', `工作表“${name}”的列数超过 ${limits.columns}，不像台账。请删去多余的列后再选择。`)
    return cells
  })
  while (rows.at(-1)?.length === 0) rows.pop()
  return rows
}

function cellOf(cell: CellObject, date1904: boolean): Cell {
  const found = contentOf(cell, date1904)
  return cell.f === undefined ? found : { ...found, formula: true }
}

/** What a cell in error shows, by its code. */
const errors = new Map<unknown, string>([[0, '#NULL!'], [7, '#DIV/0!'], [15, '#VALUE!'], [23, '#REF!'], [29, '#NAME?'], [36, '#NUM!'], [42, '#N/A']])

function contentOf({ t, v, z }: CellObject, date1904: boolean): Cell {
  if (t === 'n' && typeof v === 'number') {
    const asDate = typeof z === 'number' ? isDateFormat(z, undefined) : typeof z === 'string' && isDateFormat(-1, z)
    return numberCell(String(v), asDate, date1904)
  }
  if (t === 's' && typeof v === 'string') return textCell(v.replaceAll('\r\n', '\n').replaceAll('\0', ''))
  if (t === 'b') return textCell(v === true ? '是' : '否')
  return t === 'e' ? textCell(errors.get(v) ?? '#N/A') : EMPTY
}

function mergesOf(sheet: WorkSheet): Merge[] {
  return (sheet['!merges'] ?? []).slice(0, limits.rows).map(({ s, e }) => ({ top: s.r + 1, left: s.c + 1, bottom: e.r + 1, right: e.c + 1 }))
}
