import type { Page } from './contract.ts'

/** Cuts a result read with one row too many into a page and the cursor of its last row. */
export function keysetPage<T>(rows: T[], limit: number, cursorOf: (row: T) => string): Page<T> {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page, next: rows.length > limit && last !== undefined ? cursorOf(last) : null }
}
