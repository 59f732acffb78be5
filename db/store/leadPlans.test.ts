import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unreportedCasesQuery } from './dutyRepository.ts'
import { leadLinesQuery, leadOfficersQuery, leadPageQuery, leadTotalsQuery, leadYearsQuery } from './leadListRepository.ts'
import type { LeadQuery } from './leadListRepository.ts'
import { leadEventsQuery, openLeadsQuery, unreportedLeadsQuery } from './leadRepository.ts'
import type { Store } from './store.ts'
import { openTestStore } from './testStore.ts'

/** How the lists of leads are read: what makes them quick with 100,000 leads behind them. */
let store: Store
beforeAll(async () => {
  store = await openTestStore()
})
afterAll(() => store.close())

function planOf({ text, parameters = [] }: { text: string; parameters?: readonly unknown[] }): string {
  return (store.raw.prepare(`explain query plan ${text}`).all(...parameters) as { detail: string }[]).map((row) => row.detail).join('\n')
}
const open: LeadQuery = { text: '', state: null, source: null, officerName: null, year: null, overdue: [{ from: '1900-01-01', to: '2026-01-01' }] }
const page = (more: Partial<LeadQuery> = {}, after: string | null = null) => planOf(leadPageQuery({ ...open, ...more }, after, 51))

describe('the list of leads', () => {
  it.each<[string, Partial<LeadQuery>]>([
    ['open', {}],
    ['open ones', { state: 'open' }],
    ['overdue ones', { state: 'overdue' }],
    ['closed ones', { state: 'closed' }],
    ['a source', { source: 'womensFederation' }],
    ['an officer', { officerName: '王检察官' }],
  ])('comes in the order of an index that holds all it asks for: %s', (_what, more) => {
    expect(page(more)).toBe('SCAN l USING COVERING INDEX lead_list')
  })

  it('goes straight to its place and to a year', () => {
    expect(page({}, JSON.stringify(['2020-01-01', 'x']))).toBe('SEARCH l USING COVERING INDEX lead_list ((received_on,id)<(?,?))')
    expect(page({ year: 2020 })).toBe('SEARCH l USING COVERING INDEX lead_list (received_on>? AND received_on<?)')
  })

  it('is searched in an index too', () => {
    expect(page({ text: '王', state: 'overdue' })).toBe('SCAN l USING COVERING INDEX lead_search')
  })

  it('is totalled in the same indexes', () => {
    expect(planOf(leadTotalsQuery(open))).toBe('SCAN l USING COVERING INDEX lead_list')
    expect(planOf(leadTotalsQuery({ ...open, text: '王' }))).toBe('SCAN l USING COVERING INDEX lead_search')
    expect(planOf(leadTotalsQuery({ ...open, year: 2020 }))).toBe('SEARCH l USING COVERING INDEX lead_list (received_on>? AND received_on<?)')
  })

  it('fills its lines and choices by steps in indexes', () => {
    for (const text of [leadLinesQuery, leadYearsQuery, leadOfficersQuery]) {
      for (const step of planOf({ text, parameters: text.includes('?') ? ['[]'] : [] }).split('\n')) expect(step).not.toMatch(/^SCAN (l|lead|c|lp|p|s)( |$)(?!.*COVERING INDEX lead_(list|officer))/)
    }
    expect(planOf({ text: leadEventsQuery, parameters: ['x'] })).toBe('SEARCH audit_entry USING INDEX audit_entry_lead (entity_id=?)')
  })
})

it('what is due is read from the open and the unreported leads only', () => {
  expect(planOf({ text: openLeadsQuery })).toContain('l USING COVERING INDEX lead_open')
  expect(planOf({ text: unreportedLeadsQuery })).toMatch(/SEARCH l USING INDEX lead_report \(case_id=\?/)
  expect(planOf({ text: unreportedCasesQuery })).toContain('l USING INDEX lead_report')
})
