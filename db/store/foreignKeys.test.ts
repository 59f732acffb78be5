import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Store } from './store.ts'
import { openTestStore } from './testStore.ts'

let store: Store
beforeAll(async () => {
  store = await openTestStore()
})
afterAll(() => store.close())

/** Rows of these are never removed for good. */
const kept = ['import_batch', 'account', 'audit_entry']

it('whoever may name a row that goes is asked through an index over all rows', () => {
  const { raw } = store
  const tables = raw.prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'").pluck().all() as string[]
  const scanned = tables.flatMap((table) =>
    (raw.pragma(`foreign_key_list(${table})`) as { table: string; from: string }[])
      .filter(({ table: parent }) => !kept.includes(parent))
      // What the deletion asks, as SQLite would ask it.
      .filter(({ from }) => (raw.prepare(`explain query plan select 1 from ${table} where ${from} = ?`).all('x') as { detail: string }[]).some(({ detail }) => detail.startsWith('SCAN')))
      .map(({ from }) => `${table}.${from}`),
  )
  expect(scanned).toEqual([])
})
