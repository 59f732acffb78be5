import type Database from 'better-sqlite3'

/** Numbers that look random and are the same in every run (mulberry32). */
export function randomFrom(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (count: number) => Math.floor(next() * count)
  const chance = (share: number) => next() < share
  function pick<T>(list: readonly T[]): T {
    return list[below(list.length)] as T
  }
  return { below, chance, pick }
}

export type Random = ReturnType<typeof randomFrom>

type Cell = string | number | null
export type Insert = ReturnType<typeof inserter>

/** Prepares one insert a table and remembers it; the columns of the first row are those of all rows. */
export function inserter(raw: Database.Database) {
  const statements = new Map<string, Database.Statement>()
  return (table: string, row: Record<string, Cell>) => {
    let statement = statements.get(table)
    if (!statement) {
      const columns = Object.keys(row)
      statement = raw.prepare(`insert into ${table} (${columns.join(', ')}) values (${columns.map((column) => `@${column}`).join(', ')})`)
      statements.set(table, statement)
    }
    statement.run(row)
  }
}
