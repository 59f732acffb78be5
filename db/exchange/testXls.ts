import { write } from '@e965/xlsx'
import type { WorkSheet } from '@e965/xlsx'
import type { Sheet } from './cells.ts'

/** A sheet as an .xls file, for tests: numbers and dates as such, merged cells merged. */
export function toXls(sheets: readonly Sheet[]): Buffer {
  const Sheets: Record<string, WorkSheet> = {}
  for (const { name, rows, merges } of sheets) {
    const data = rows.map((row) =>
      row.map((cell) => (typeof cell.value === 'number' ? { t: 'n' as const, v: cell.value, z: cell.isDate ? 'yyyy-mm-dd' : 'General' } : { t: 's' as const, v: cell.text })),
    )
    const last = { c: Math.max(0, ...rows.map((row) => row.length - 1)), r: Math.max(0, rows.length - 1) }
    const ranges = merges.map(({ top, left, bottom, right }) => ({ s: { r: top - 1, c: left - 1 }, e: { r: bottom - 1, c: right - 1 } }))
    Sheets[name] = { '!data': data, '!ref': `A1:${column(last.c)}${last.r + 1}`, '!merges': ranges } as unknown as WorkSheet
  }
  const Workbook = { Sheets: sheets.map(({ name, hidden }) => ({ name, Hidden: hidden ? (1 as const) : (0 as const) })), WBProps: { date1904: sheets[0]?.date1904 ?? false } }
  return write({ SheetNames: sheets.map(({ name }) => name), Sheets, Workbook }, { type: 'buffer', bookType: 'biff8' }) as Buffer
}

function column(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : column(Math.floor(index / 26) - 1) + column(index % 26)
}
