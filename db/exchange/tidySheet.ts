import { findCode, labelOf } from '../domain/codeLists.ts'
import { squeeze } from '../domain/text.ts'
import { EMPTY, textCell } from './cells.ts'
import type { Cell, Sheet } from './cells.ts'
import { recognise } from './ledgerHeadings.ts'

/** Headings are looked for in the first rows. */
const LOOKED_AT = 40
/** A column of ticks holds hardly anything else, as far as it is looked at. */
const MOST = 0.7
const ROWS_LOOKED_AT = 200

const YES = /^(?:[√✓✔☑■●]|是|有|1|Y)$/i
const NO = /^(?:[×✗✘]|否|无|不是|0|N|[-—/])$/i

/**
 * Brings columns that say one thing in several cells into one: 年, 月, 日 apart become a date in the first of them, a column of ticks for each special group
 * becomes their names. Rows and the other columns stay at their places; the cells that were taken together are left empty.
 */
export function tidySheet(sheet: Sheet): Sheet {
  const rows = sheet.rows.map((row) => [...row])
  for (let row = 0; row < Math.min(rows.length, LOOKED_AT); row++) {
    for (let column = 0; column + 2 < (rows[row]?.length ?? 0); column++) joinDate(rows, row, column)
    joinTicks(rows, row)
  }
  return { ...sheet, rows }
}

const textAt = (rows: readonly Cell[][], row: number, column: number): string => squeeze(rows[row]?.[column]?.text ?? '')

function put(rows: Cell[][], row: number, column: number, cell: Cell): void {
  const cells = (rows[row] ??= [])
  while (cells.length <= column) cells.push(EMPTY)
  cells[column] = cell
}

/** 受理年, 受理月, 受理日, or 年, 月, 日 under a heading of their own. */
function joinDate(rows: Cell[][], at: number, column: number): void {
  const stems = ['年', '月', '日'].map((unit, index) => new RegExp(`^(.*)${unit}[份期]?$`).exec(textAt(rows, at, column + index))?.[1])
  const [stem, month, day] = stems
  if (stem === undefined || stem !== month || stem !== day) return
  if (stem === '' && (at === 0 || textAt(rows, at - 1, column) === '')) return
  put(rows, at, column, stem === '' ? EMPTY : textCell(/日期|时间$/.test(stem) ? stem : `${stem}日期`))
  for (const other of [1, 2]) put(rows, at, column + other, EMPTY)
  for (let row = at + 1; row < rows.length; row++) {
    const [y = '', m = '', d = ''] = [0, 1, 2].map((index) => textAt(rows, row, column + index).replace(/[年月日]$/, ''))
    if (m === '' && d === '') continue
    put(rows, row, column, textCell(`${y}年${m}月${d === '' ? '' : `${d}日`}`))
    for (const other of [1, 2]) put(rows, row, column + other, EMPTY)
  }
}

/** 是否未成年人 √, 残疾人 √: into the column for special groups where there is one. Only under a row of headings: 残疾人 may as well be the first entry of a column. */
function joinTicks(rows: Cell[][], at: number): void {
  const width = rows[at]?.length ?? 0
  const headings = Array.from({ length: width }, (_, column) => textAt(rows, at, column)).filter((text) => text !== '' && recognise(text, '') !== null)
  if (headings.length < 2) return
  const ticked: { column: number; label: string }[] = []
  let target = -1
  for (let column = 0; column < width; column++) {
    const heading = textAt(rows, at, column)
    if (recognise(heading, '')?.field === 'specialGroups') target = column
    const code = findCode('specialGroup', heading.replace(/^是否(?:为|系|属于)?/, ''))
    if (code === null || code === 'other') continue
    const filled = rows.slice(at + 1, at + 1 + ROWS_LOOKED_AT).flatMap((_, index) => textAt(rows, at + 1 + index, column) || [])
    const ticks = filled.filter((text) => YES.test(text) || NO.test(text))
    if (ticks.some((text) => YES.test(text)) && ticks.length >= filled.length * MOST) ticked.push({ column, label: labelOf('specialGroup', code) })
  }
  const [first] = ticked
  if (!first) return
  if (target < 0) {
    target = first.column
    put(rows, at, target, textCell('特殊群体'))
  }
  for (const { column } of ticked) if (column !== target) put(rows, at, column, EMPTY)
  for (let row = at + 1; row < rows.length; row++) {
    const own = ticked.some(({ column }) => column === target) ? '' : textAt(rows, row, target)
    const labels = ticked.flatMap(({ column, label }) => (YES.test(textAt(rows, row, column)) ? label : []))
    const said = ticked.some(({ column }) => YES.test(textAt(rows, row, column)) || NO.test(textAt(rows, row, column)))
    if (!said) continue
    for (const { column } of ticked) if (YES.test(textAt(rows, row, column)) || NO.test(textAt(rows, row, column))) put(rows, row, column, EMPTY)
    put(rows, row, target, textCell([own, ...labels].filter(Boolean).join('、')))
  }
}
