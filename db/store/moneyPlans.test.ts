import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillManyCases } from '../bench/manyCases.ts'
import { bankStatements } from './bankRepository.ts'
import { netPaidQuery, outstandingQuery } from './fundsRepository.ts'
import { moneyDutyStatements } from './moneyDutyRepository.ts'
import type { Store } from './store.ts'
import { openTestStore } from './testStore.ts'

let store: Store
beforeAll(async () => {
  store = await openTestStore()
  fillManyCases(store.raw, 500)
}, 120_000)
afterAll(() => store.close())

/** The plan as SQLite tells it, one step a line. */
const planOf = (text: string, parameters: readonly unknown[] = []) => (store.raw.prepare(`explain query plan ${text}`).all(...parameters) as { detail: string }[]).map((row) => row.detail)

describe('money that is due', () => {
  it('is read from the cases that owe something only, however many entries there are', () => {
    const steps = planOf(moneyDutyStatements.owed)
    expect(steps[0]).toMatch(/^SEARCH s USING INDEX case_summary_owed \(historical=\?\)/)
    for (const step of steps) expect(step).not.toMatch(/^SCAN /)
  })

  it.each(['batches', 'entries', 'people'] as const)('%s of those cases come by the index of each table', (name) => {
    const steps = planOf(moneyDutyStatements[name], ['[]'])
    expect(steps[0]).toBe('SCAN j VIRTUAL TABLE INDEX 1:')
    for (const step of steps.slice(1)) expect(step).not.toMatch(/^SCAN /)
  })

  it('hand-overs come by their day from the open accounts', () => {
    const steps = planOf(moneyDutyStatements.handOvers, ['2030-01-01'])
    expect(steps[0]).toMatch(/^SEARCH f USING INDEX supervised_fund_hand_over \(hand_over_on[<>]\?/)
    expect(steps.join()).not.toContain('SCAN')
  })
})

describe('a bank’s list', () => {
  it('is matched against the cases that owe something; only for its accounts the recipients are gone through once', () => {
    const owed = planOf(bankStatements.owed)
    expect(owed[0]).toMatch(/ s USING INDEX case_summary_owed/)
    for (const step of owed.slice(1)) expect(step).not.toMatch(/^SCAN /)
    const accounts = planOf(bankStatements.accounts, ['[]']).filter((step) => step.startsWith('SCAN '))
    expect(accounts.filter((step) => !step.startsWith('SCAN json_each'))).toEqual([expect.stringMatching(/^SCAN r\b/)])
    for (const name of ['batches', 'entries', 'applied'] as const) {
      const steps = planOf(bankStatements[name], ['[]'])
      expect(steps[0], name).toBe('SCAN j VIRTUAL TABLE INDEX 1:')
      for (const step of steps.slice(1)) expect(step, name).not.toMatch(/^SCAN /)
    }
    expect(planOf(bankStatements.applied, ['[]']).join()).toContain('disbursement_bank_reference')
  })
})

describe('the pool', () => {
  it('sums the payments of a year in their covering index, and what is owed from the cases that owe', () => {
    expect(planOf(netPaidQuery, ['2023-01-01', '2023-12-31'])[0]).toBe('SEARCH e USING COVERING INDEX disbursement_report (happened_on>? AND happened_on<?)')
    expect(planOf(outstandingQuery).join()).toContain('case_summary_owed')
  })
})
