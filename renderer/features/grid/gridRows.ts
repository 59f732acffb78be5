import { GRID_ROWS, gridColumns } from '../../../db/domain/gridColumns.ts'

/** What is typed in a cell; null: nobody touched it, so that a repeating column may propose; '': deliberately empty. */
export type GridCell = string | null
export type GridRow = readonly GridCell[]
export interface Place {
  row: number
  column: number
}
/** A block of cells, both ends included. */
export interface Block {
  top: number
  left: number
  bottom: number
  right: number
}

const EMPTY_ROW: GridRow = gridColumns.map(() => null)

export const rowAt = (rows: readonly GridRow[], row: number): GridRow => rows[row] ?? EMPTY_ROW
/** Whether somebody typed something into the row. */
export const isFilled = (row: GridRow): boolean => row.some((cell) => cell !== null && cell.trim() !== '')

export const blockOf = (a: Place, b: Place): Block => ({
  top: Math.min(a.row, b.row),
  left: Math.min(a.column, b.column),
  bottom: Math.max(a.row, b.row),
  right: Math.max(a.column, b.column),
})

/** What each row proposes in the cells nobody touched: the repeating columns of the filled row above. The row after the last filled one shows what it would take. */
export function proposals(rows: readonly GridRow[]): string[][] {
  let above: string[] = gridColumns.map(() => '')
  const proposed: string[][] = []
  for (let row = 0; row <= rows.length; row += 1) {
    const offer = gridColumns.map(({ repeats }, column) => (repeats ? (above[column] ?? '') : ''))
    proposed.push(offer)
    const cells = rowAt(rows, row)
    if (isFilled(cells)) above = cells.map((cell, column) => cell ?? offer[column] ?? '')
  }
  return proposed
}

/** The rows as they are saved: proposals taken in where the row is used. Row 1 of the report is the first of these. */
export function effectiveRows(rows: readonly GridRow[]): string[][] {
  const proposed = proposals(rows)
  return rows.map((cells, row) => (isFilled(cells) ? cells.map((cell, column) => cell ?? proposed[row]?.[column] ?? '') : cells.map(() => '')))
}

/** Without the untouched rows at the end. */
function trimmed(rows: readonly GridRow[]): readonly GridRow[] {
  const last = rows.findLastIndex((cells) => cells.some((cell) => cell !== null))
  return last === rows.length - 1 ? rows : rows.slice(0, last + 1)
}

/** Writes cells; rows come into being as needed, untouched ones in between. */
export function write(rows: readonly GridRow[], cells: readonly (Place & { text: GridCell })[]): readonly GridRow[] {
  const changed = [...rows]
  for (const { row, column, text } of cells) {
    while (changed.length <= row) changed.push(EMPTY_ROW)
    changed[row] = rowAt(changed, row).with(column, text)
  }
  return trimmed(changed)
}

/** A cell that would propose something is emptied for good, another one is as if untouched. */
export function clear(rows: readonly GridRow[], block: Block): readonly GridRow[] {
  const offers = proposals(rows)
  return write(
    rows,
    placesOf(block).map((place) => ({ ...place, text: offers[Math.min(place.row, offers.length - 1)]?.[place.column] ? '' : null })),
  )
}

/** Ctrl+D: of several rows the first is repeated below, of one row the one above comes down. */
export function fillDown(rows: readonly GridRow[], block: Block): readonly GridRow[] {
  const from = block.bottom > block.top ? block.top : block.top - 1
  if (from < 0) return rows
  const source = shownRow(rows, from)
  return write(
    rows,
    placesOf({ ...block, top: from + 1 }).map((place) => ({ ...place, text: source[place.column] ?? '' })),
  )
}

/** A row as it is seen, proposals included where it is used. */
export function shownRow(rows: readonly GridRow[], row: number): string[] {
  return effectiveRows(rows.slice(0, row + 1))[row] ?? gridColumns.map(() => '')
}

/** Null where the block would go beyond the last row there may be. */
export function pasteBlock(rows: readonly GridRow[], at: Place, cells: readonly (readonly (string | undefined)[])[]): readonly GridRow[] | null {
  if (at.row + cells.length > GRID_ROWS) return null
  return write(
    rows,
    cells.flatMap((line, down) => line.flatMap((text, right) => (text === undefined ? [] : [{ row: at.row + down, column: at.column + right, text }]))),
  )
}

/** Null where there is no room for another row. */
export function insertRow(rows: readonly GridRow[], at: number): readonly GridRow[] | null {
  if (rows.length >= GRID_ROWS) return null
  return at >= rows.length ? rows : rows.toSpliced(at, 0, EMPTY_ROW)
}

export function removeRows(rows: readonly GridRow[], top: number, bottom: number): readonly GridRow[] {
  return trimmed(rows.toSpliced(top, bottom - top + 1))
}

export function placesOf({ top, left, bottom, right }: Block): Place[] {
  const places: Place[] = []
  for (let row = top; row <= bottom; row += 1) for (let column = left; column <= right; column += 1) places.push({ row, column })
  return places
}
