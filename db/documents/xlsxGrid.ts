import type { WriteOptions } from './newFile.ts'
import { writeBook } from './xlsxBook.ts'
import type { BookSheet } from './xlsxBook.ts'
import { beginXml, cellXml, letters, mergesXml } from './xlsxCells.ts'
import { LookBook } from './xlsxStyles.ts'
import { xmlHead } from './zipWriter.ts'

/** Counted from 1, both ends included. */
interface Area {
  top: number
  left: number
  bottom: number
  right: number
}

/** A sheet that keeps the form of another: every cell stands where it is put, text as text and numbers as numbers. */
export interface Grid {
  name: string
  columns: readonly { width: number; wrapped?: true }[]
  /** How many rows at the top stay in view and stand on each printed page. */
  headRows: number
  /** Areas that are one cell. */
  merges: readonly Area[]
  /** The cells of each row from the left; where the text is empty there is none. */
  rows: readonly (readonly (string | number)[])[]
}

/** Writes a workbook of this one sheet. Throws as `writeBook` does. */
export async function writeGrid(path: string, { name, columns, headRows, merges, rows }: Grid, options: WriteOptions = {}): Promise<void> {
  const looks = new LookBook()
  const asText = looks.numberOf({ font: 'body', format: 'text' })
  const wrapped = looks.numberOf({ font: 'body', horizontal: 'left' })
  const asNumber = looks.numberOf({ font: 'body' })
  const cell = (value: string | number, row: number, column: number) => {
    const at = `${letters(column)}${row}`
    if (typeof value === 'number') return cellXml(at, asNumber, { number: String(value) })
    return value === '' ? '' : cellXml(at, columns[column]?.wrapped ? wrapped : asText, value)
  }
  const sheet: BookSheet = {
    name,
    headRows: { from: 1, to: headRows },
    length: rows.length,
    begin: () => `${xmlHead}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${beginXml({ selected: true, gridLines: true, below: headRows, widths: columns.map(({ width }) => width) })}`,
    rows: (from, to) =>
      rows
        .slice(from, to)
        .map((cells, index) => `<row r="${from + index + 1}">${cells.map((value, column) => cell(value, from + index + 1, column)).join('')}</row>`)
        .join(''),
    end: () => `</sheetData>${mergesXml(valid(merges).map(({ top, left, bottom, right }) => `${letters(left - 1)}${top}:${letters(right - 1)}${bottom}`))}</worksheet>`,
  }
  await writeBook(path, [sheet], looks, options)
}

/** Excel takes a file for damaged where an area overlaps another or is a single cell; other programs write such files. */
function valid(areas: readonly Area[]): Area[] {
  const kept: Area[] = []
  for (const area of areas) {
    const apart = kept.every((other) => area.bottom < other.top || other.bottom < area.top || area.right < other.left || other.right < area.left)
    if (apart && (area.bottom > area.top || area.right > area.left)) kept.push(area)
  }
  return kept
}
