import { CasebookError } from '../domain/errors.ts'
import { EMPTY, limits, numberCell, textCell, tooManyCells, tooManyRows } from './cells.ts'
import type { Cell, Merge, Size } from './cells.ts'
import { walkXml, XmlError } from './xml.ts'
import { own, TextCollector, unescape } from './xlsxText.ts'

/** What all sheets of a file share. */
export interface SheetContext {
  strings: Cell[]
  /** Per cell style: whether it shows a date. */
  dateStyles: boolean[]
  date1904: boolean
  /** Cells that may still be read, of all sheets. */
  left: number
  size: Size
}

interface OpenCell {
  row: number
  column: number
  type: string
  style: number
  value: string
  formula: boolean
}

/** The rows and merged areas of one sheet from its XML. */
export function worksheet(xml: Iterable<string>, sheetName: string, context: SheetContext): { rows: Cell[][]; merges: Merge[] } {
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

function finish(open: OpenCell, inline: string, context: SheetContext): Cell {
  const cell = content(open, inline, context)
  if (!open.formula) return cell
  return cell.value === null && open.value === '' ? { ...cell, formula: true, noResult: true } : { ...cell, formula: true }
}

function content(open: OpenCell, inline: string, context: SheetContext): Cell {
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
