import { expect, it } from 'vitest'
import { rows } from '../store/store.ts'
import { openTestStore } from '../store/testStore.ts'
import { laterWork, removalOrder } from './takeBack.ts'

/** Tables that name a case or a person and need no look of their own: derived, or hanging on a row that is looked at. */
const covered = ['case_summary', 'case_search', 'recipient_group', 'instalment', 'supervised_entry', 'lead', 'lead_person']

it('looks at every table that can be built on an import', async () => {
  const store = await openTestStore()
  const tables = (await rows<{ name: string }>(store.read, "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'", [])).map(({ name }) => name)
  const naming: string[] = []
  for (const table of tables) {
    const targets = (await rows<{ to: string }>(store.read, `select "table" as "to" from pragma_foreign_key_list('${table}')`, [])).map(({ to }) => to)
    if (targets.some((to) => to === 'relief_case' || to === 'recipient' || to === 'person')) naming.push(table)
  }
  expect(naming.length).toBeGreaterThan(20)
  expect(naming.filter((table) => ![...removalOrder, ...laterWork, ...covered].includes(table))).toEqual([])
  await store.close()
})
