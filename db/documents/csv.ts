import { cancelledExport, writeNewFile } from './newFile.ts'
import type { WriteOptions } from './newFile.ts'
import { fullTitle, rowsOf } from './tableModel.ts'
import type { CellValue, ColumnKind, TableModel } from './tableModel.ts'

/** Text tables: UTF-8 with its mark, so that Excel and WPS know it; comma; CRLF; quotes as in RFC 4180. */

export const csvMark = '\ufeff'
const csvField = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
export const csvLine = (fields: readonly string[]): string => `${fields.map(csvField).join(',')}\r\n`

/** What a spreadsheet takes for the beginning of a formula, full-width signs included, and the sign that says it is none. */
const formula = /^['=+\-@\t\r\n＝＋－＠]/
/** A spreadsheet keeps fifteen digits of a number and no leading nought. */
const losesDigits = /^(?:\d{12,}[Xx]?|0\d+)$/

/**
 * A text as it must stand in a file that a spreadsheet will open: one that would be run as a formula gets an apostrophe before it, a long number a tab behind
 * it, so that it stays text. The import of tables (db/exchange/csvSheet.ts) takes both off again.
 */
export function csvText(text: string): string {
  if (formula.test(text)) return `'${text}`
  return losesDigits.test(text) || text.endsWith('\t') ? `${text}\t` : text
}

/** The text that `csvText` made this of. */
export function fromCsvText(text: string): string {
  const plain = text.replace(/^'(?=['=+\-@\t\r\n＝＋－＠\d])/, '')
  return plain === text ? text.replace(/^\t(?=\d)/, '').replace(/\t$/, '') : plain
}

function csvValue(value: CellValue, kind: ColumnKind): string {
  if (value === null) return ''
  if (typeof value === 'number') return kind === 'yuan' ? fenText(value) : String(value)
  return csvText(value)
}

/** Exact, without separators: 12345 → 123.45. */
export const fenText = (fen: number): string => `${fen < 0 ? '-' : ''}${Math.floor(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`

const BATCH = 1_000

/**
 * Writes the tables into one file, one below the other with an empty line between: title and subtitle, headings, rows, total, notes. Amounts are plain numbers in
 * 元; a value over several rows (a case with two people) stands in each of them, for whoever filters.
 * Throws like `writeNewFile`.
 */
export async function writeCsv(path: string, tables: readonly TableModel[], options: WriteOptions = {}): Promise<void> {
  const total = rowsOf(tables)
  await writeNewFile(
    path,
    async (file) => {
      let done = 0
      await file.write(csvMark)
      for (const [index, table] of tables.entries()) {
        const { columns, groups = [], rows, notes, subtitle, lead = [] } = table
        const groupOf = (at: number) => groups.find(({ from, to }) => columns.findIndex(({ key }) => key === from) <= at && at <= columns.findIndex(({ key }) => key === to))?.label
        const heading = columns.map(({ label }, at) => [groupOf(at), label].filter((part) => part !== undefined).join('：'))
        const line = (values: (typeof rows)[number]) => csvLine(columns.map(({ key, kind }) => csvValue(values[key] ?? null, kind)))
        await file.write(`${index > 0 ? '\r\n' : ''}${[fullTitle(table), ...subtitle, ...lead].map((text) => csvLine([csvText(text)])).join('')}${csvLine(heading.map(csvText))}`)
        for (let from = 0; from < rows.length; from += BATCH) {
          if (options.cancelled?.()) throw cancelledExport()
          const batch = rows.slice(from, from + BATCH)
          await file.write(batch.map(line).join(''))
          options.onProgress?.((done += batch.length), total)
        }
        await file.write(`${table.total ? line(table.total) : ''}${notes.map((note) => csvLine([csvText(note)])).join('')}`)
      }
      if (options.cancelled?.()) throw cancelledExport()
      options.onProgress?.(total, total)
    },
    options,
  )
}
