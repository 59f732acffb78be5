import { afterAll, beforeAll, expect, it } from 'vitest'
import { fillManyCases } from '../../bench/manyCases.ts'
import type { Store } from '../../store/store.ts'
import { openTestStore } from '../../store/testStore.ts'
import { awardsText, jointText } from './typical.ts'

let store: Store
beforeAll(async () => {
  store = await openTestStore()
  fillManyCases(store.raw, 1000)
}, 120_000)
afterAll(() => store.close())

it.each([
  ['typical cases', awardsText(false), 'a'],
  ['joint relief', jointText(true), 'o'],
])('%s are found from what few cases have, not by going through all cases', (_name, text, first) => {
  const steps = store.raw.prepare(`explain query plan with period (first_day, last_day) as (select ?, ?) ${text}`).all('2019-01-01', '2019-12-31') as { detail: string }[]
  const plan = steps.map(({ detail }) => detail)
  expect(plan[0]).toBe(`SCAN ${first}`)
  expect(plan[1]).toMatch(/^SEARCH c USING (COVERING )?INDEX \w+ \(id=\?/)
  expect(plan).not.toContainEqual(expect.stringMatching(/^SCAN c/))
})
