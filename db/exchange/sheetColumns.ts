import { foldWidth, squeeze } from '../domain/text.ts'
import type { Sheet } from './cells.ts'

/** Columns of other people's lists (a bank's results, lists of other departments): told by their headings, else by what stands under them, else by the officer. */

/** Rows whose content is looked at, rows among which headings are looked for, and how many of the filled cells must agree. */
const LOOKED_AT = 200
const HEADINGS_WITHIN = 30
const MOST = 0.7

export interface SheetColumn<M extends string> {
  heading: string
  meaning: M | null
}

export interface ColumnSpec<M extends string> {
  /** What headings are called, the clearest words first; of each meaning there is one column. The order tells which meaning chooses first. */
  headings: readonly (readonly [M, readonly RegExp[]])[]
  /** Headings of something or somebody else: neither they nor their content are taken. */
  others: RegExp
  /** What nothing else looks like. */
  contents: readonly (readonly [M, (text: string) => boolean])[]
  /** A text that stands in rows, never in headings. */
  inRows: (text: string) => boolean
  /** Fewer filled cells are no headings; fewer known columns are no list. */
  fewest: { filled: number; known: number }
}

export interface SheetLayout<M extends string> {
  sheet: Sheet
  /** Index of the row of headings; -1 where the list has none. */
  header: number
  columns: SheetColumn<M>[]
  /** How many columns are known. */
  known: number
}

export const cellText = (sheet: Sheet, row: number, column: number): string => foldWidth(sheet.rows[row]?.[column]?.text ?? '').trim()

function textsUnder(sheet: Sheet, header: number, column: number): string[] {
  return sheet.rows.slice(header + 1, header + 1 + LOOKED_AT).flatMap((row) => foldWidth(row[column]?.text ?? '').trim() || [])
}

function columnsAt<M extends string>(sheet: Sheet, header: number, spec: ColumnSpec<M>): SheetColumn<M>[] {
  const width = header >= 0 ? (sheet.rows[header]?.length ?? 0) : Math.max(0, ...sheet.rows.slice(0, LOOKED_AT).map((row) => row.length))
  const columns = Array.from({ length: width }, (_, index): SheetColumn<M> => ({ heading: header >= 0 ? squeeze(sheet.rows[header]?.[index]?.text ?? '') : `第 ${index + 1} 列`, meaning: null }))
  const free = (column: SheetColumn<M>) => column.meaning === null && !spec.others.test(column.heading)
  if (header >= 0) {
    for (const [meaning, words] of spec.headings) {
      const found = words.flatMap((word) => columns.find((column) => column.heading !== '' && free(column) && word.test(column.heading)) ?? [])[0]
      if (found) found.meaning = meaning
    }
  }
  for (const [index, column] of columns.entries()) {
    if (!free(column)) continue
    const texts = textsUnder(sheet, header, index)
    const taken = new Set(columns.map(({ meaning }) => meaning))
    column.meaning = spec.contents.find(([meaning, fits]) => !taken.has(meaning) && texts.length > 0 && texts.filter(fits).length >= Math.max(1, texts.length * MOST))?.[0] ?? null
  }
  return columns
}

const layoutAt = <M extends string>(sheet: Sheet, header: number, spec: ColumnSpec<M>): SheetLayout<M> => {
  const columns = columnsAt(sheet, header, spec)
  return { sheet, header, columns, known: columns.filter(({ meaning }) => meaning !== null).length }
}

export const sameHeadings = (a: readonly { heading: string }[], b: readonly { heading: string }[]): boolean =>
  a.length === b.length && a.every(({ heading }, index) => heading === b[index]?.heading)

/**
 * The headings of a sheet, where most columns are known, the first of equal ones; a list without headings goes by its content. Null where it is no list.
 * @param chosen what a person said: where exactly these headings stand, it holds
 */
export function proposeColumns<M extends string>(sheet: Sheet, spec: ColumnSpec<M>, chosen: readonly SheetColumn<M>[] | null = null): SheetLayout<M> | null {
  let best: SheetLayout<M> | null = null
  for (let header = 0; header <= Math.min(sheet.rows.length, HEADINGS_WITHIN); header++) {
    const last = header === Math.min(sheet.rows.length, HEADINGS_WITHIN)
    const texts = (sheet.rows[header] ?? []).map((cell) => foldWidth(cell.text).trim()).filter(Boolean)
    if (!last && (texts.length < spec.fewest.filled || texts.some(spec.inRows))) continue
    const layout = layoutAt(sheet, last ? -1 : header, spec)
    if (chosen && sameHeadings(layout.columns, chosen)) return withChosen(layout, chosen)
    if (layout.known >= (last ? Math.max(2, spec.fewest.known) : spec.fewest.known) && (last ? best === null : layout.known > (best?.known ?? 0))) best = layout
  }
  return best
}

/** The layout with what a person said of exactly its headings. */
export function withChosen<M extends string>(layout: SheetLayout<M>, chosen: readonly SheetColumn<M>[]): SheetLayout<M> {
  if (!sameHeadings(layout.columns, chosen)) return layout
  const columns = chosen.map((column) => ({ ...column }))
  return { ...layout, columns, known: columns.filter(({ meaning }) => meaning !== null).length }
}

/** Where each meaning stands; undefined where it does not. */
export function placesOf<M extends string>(columns: readonly SheetColumn<M>[]): ReadonlyMap<M, number> {
  return new Map(columns.flatMap(({ meaning }, index) => (meaning === null ? [] : [[meaning, index] as const])))
}
