import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { monthKey } from '../domain/periods.ts'
import type { Basis } from '../domain/reportModel.ts'
import { openTestStore } from '../store/testStore.ts'
import type { Store } from '../store/store.ts'
import { counted, monthOf } from './population.ts'
import type { Scope } from './population.ts'

let store: Store
beforeAll(async () => {
  store = await openTestStore()
})
afterAll(() => store.close())

/** The steps of the engine's plan for the people that a table counts. */
function planOf(basis: Basis, wide: boolean): string[] {
  const scope: Scope = { period: { from: '2023-01-01', to: '2023-12-31' }, basis, startsOn: '01-01', wide }
  const { sql: text, parameters } = sql`select p.case_id, sum(p.decided_fen) from (${counted(scope, { attributes: true })}) as p group by p.case_id`.compile(store.read)
  const steps = store.raw.prepare(`explain query plan ${text}`).all(...parameters) as { detail: string }[]
  return steps.map((step) => step.detail)
}

describe('the walk over the counted people', () => {
  it.each([
    ['accepted', 'SEARCH c USING INDEX relief_case_accepted'],
    ['decided', 'SEARCH d USING INDEX decision_report'],
    ['paid', 'SEARCH e USING COVERING INDEX disbursement_report'],
  ] as const)('goes by the date’s index in a short period, by %s', (basis, first) => {
    const plan = planOf(basis, false)
    expect(plan.join('\n')).toContain(first)
    expect(plan.filter((step) => step.startsWith('SCAN') && !/SCAN (p|n|by_case)\b/.test(step))).toEqual([])
  })

  it.each(['accepted', 'decided', 'paid'] as const)('goes over the cases in their order in a long one, by %s, every table reached by a covering index of its case', (basis) => {
    const plan = planOf(basis, true)
    expect(plan.join('\n')).toContain('SCAN c USING COVERING INDEX relief_case_report')
    const reached = plan.filter((step) => step.startsWith('SEARCH'))
    expect(reached.length).toBeGreaterThan(0)
    for (const step of reached) expect(step).toMatch(/decision_case|disbursement_case|decision_once|autoindex_original_case|recipient_report/)
  })
})

describe('the statistical month in SQL', () => {
  it.each(['01-01', '12-26'] as const)('is that of monthKey, year from %s', async (startsOn) => {
    for (let day = Date.UTC(2023, 11, 1); day <= Date.UTC(2025, 1, 10); day += 86_400_000) {
      const date = new Date(day).toISOString().slice(0, 10)
      const { rows } = await sql<{ month: string }>`select ${monthOf('d.day', startsOn)} as month from (select ${date} as day) as d`.execute(store.read)
      expect(rows[0]?.month).toBe(monthKey(date, startsOn))
    }
  })
})
