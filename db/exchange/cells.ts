import { CasebookError } from '../domain/errors.ts'
import { fromExcelSerial } from '../domain/dates.ts'

/** One cell as found in the file; nothing is corrected here. */
export interface Cell {
  /** What a person reads in it: a date as YYYY-MM-DD, a number with all its digits, text as written. Empty where the cell is. */
  text: string
  /** The number (a date as its serial number, never a Date: those drift with the time zone), the text, or null. */
  value: string | number | null
  /** Whether the number is shown as a date. */
  isDate: boolean
  formula?: true
  /** A formula saved without its result (by programs that do not calculate): the value is unknown. */
  noResult?: true
}

/** Rows and columns of a merged area, counted from 1, both ends included. */
export interface Merge {
  top: number
  left: number
  bottom: number
  right: number
}

export interface Sheet {
  name: string
  hidden: boolean
  /** Row n of the file is rows[n - 1]; rows and cells behind the last filled one are left out. */
  rows: Cell[][]
  merges: Merge[]
  /** Whether this file counts its days from 1904 (old Mac files). */
  date1904: boolean
}

export interface Table {
  kind: 'xlsx' | 'xls' | 'csv'
  sheets: Sheet[]
}

/** Largest file (bytes), row, column and number of filled cells that are read: five times the longest ledger, and few enough for a small PC. */
export const limits = { bytes: 50 * 1024 * 1024, rows: 50_000, columns: 200, cells: 1_000_000, sheets: 200 } as const

/** How much of a file is read: a ledger is short, a list of a whole county's people is not. */
export interface Size {
  rows: number
  cells: number
}
export const listLimits: Size = { rows: 300_000, cells: 3_000_000 }

/** @param what 这个文件, or the sheet */
export function tooManyRows(what: string, size: Size): CasebookError {
  return new CasebookError('invalid', `${what}在第 ${size.rows} 行之后还有内容，超出一次能读取的范围。请按年度拆成几个文件后分别导入。`)
}

export function tooManyCells(size: Size): CasebookError {
  return new CasebookError('invalid', `这个文件填写的单元格超过 ${size.cells / 10_000} 万个，超出一次能读取的范围。请只保留台账所在的工作表，或按年度拆成几个文件后分别导入。`)
}

export const EMPTY: Cell = Object.freeze({ text: '', value: null, isDate: false })

export function textCell(text: string): Cell {
  return text === '' ? EMPTY : { text, value: text, isDate: false }
}

/**
 * A number with the digits the file holds. `raw` is the file's own text: what a program wrote as 131002199001011234 keeps its
 * digits, although a JavaScript number would not; long fractions are rounded to the fifteen digits a spreadsheet shows.
 */
export function numberCell(raw: string, asDate: boolean, date1904: boolean): Cell {
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(value)) return textCell(raw)
  if (asDate) {
    const date = fromExcelSerial(Math.floor(value), { date1904 })
    if (date) return { text: date, value, isDate: true }
  }
  return { text: numberText(raw.trim(), value), value, isDate: false }
}

function numberText(raw: string, value: number): string {
  if (/^-?\d+$/.test(raw)) return raw
  if (Number.isInteger(value)) return BigInt(value).toString()
  const rounded = String(Number(value.toPrecision(15)))
  return rounded.includes('e') ? raw : rounded
}

/** Whether a number format shows days (not merely a time of day). Built-in ids after ECMA-376 18.8.30, the Chinese ones included. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 54) || id === 57 || id === 58
  const first = code.split(';')[0] ?? ''
  const bare = first.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, '').toLowerCase()
  if (bare.includes('general') || bare.includes('通用格式')) return false
  return /[yd]/.test(bare) || (bare.includes('m') && !/[hs]/.test(bare)) || (/e/.test(bare) && !/e[+-]/.test(bare) && !/[0#?]/.test(bare))
}
