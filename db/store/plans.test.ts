import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillManyCases } from '../bench/manyCases.ts'
import { caseItemStatements } from './caseListItems.ts'
import { casePageQuery, caseTotalsQuery, distinctQuery } from './caseListRepository.ts'
import type { CaseFilter, CaseSort } from './caseListRepository.ts'
import { deriveCase } from './caseSummary.ts'
import { deadlineStatements } from './deadlineRepository.ts'
import { openCasesQuery, plannedVisitsQuery, unreportedCasesQuery, waitingStepsQuery } from './dutyRepository.ts'
import { likeGrantsQuery } from './likeCases.ts'
import { ownCasesQuery, ownLeadsQuery } from './officerRepository.ts'
import type { Store } from './store.ts'
import { openTestStore } from './testStore.ts'
import { disbursementPageQuery, measurePageQuery, visitPageQuery } from './workRepository.ts'

let store: Store
beforeAll(async () => {
  store = await openTestStore()
  fillManyCases(store.raw, 1000)
}, 120_000)
afterAll(() => store.close())

/** The plan as SQLite tells it, one step a line. */
function planOf({ text, parameters = [] }: { text: string; parameters?: readonly unknown[] }): string {
  return (store.raw.prepare(`explain query plan ${text}`).all(...parameters) as { detail: string }[]).map((row) => row.detail).join('\n')
}

const open: CaseFilter = { text: '', year: null, stage: null, category: null, leadSource: null, specialGroup: null, officerName: null, historical: null }
const page = (more: { filter?: Partial<CaseFilter>; sort?: CaseSort; after?: string | null; descending?: boolean } = {}) =>
  casePageQuery({ sort: 'number', descending: true, after: null, limit: 51, ...more, filter: { ...open, ...more.filter } })

it('the synthetic casebook has the list rows and search texts that its records give', async () => {
  const summaries = await store.read.selectFrom('case_summary').selectAll().execute()
  expect(summaries).toHaveLength(1000)
  for (const summary of summaries.filter((_row, index) => index % 3 === 0)) {
    const search = await store.read.selectFrom('case_search').selectAll().where('case_id', '=', summary.case_id).executeTakeFirst()
    expect({ summary, search }).toEqual(await deriveCase(store.read, summary.case_id))
  }
}, 120_000)

describe('the case list', () => {
  const place = JSON.stringify(['2020-0000000005', 'x'])

  it('reads a page in the order of the table and sorts nothing', () => {
    expect(planOf(page())).toBe('SCAN s')
    expect(planOf(page({ descending: false }))).toBe('SCAN s')
  })

  it('goes straight to its place, however deep', () => {
    expect(planOf(page({ after: place }))).toMatch(/^SEARCH s USING PRIMARY KEY \(\(sort_key,case_id\)<\(\?,\?\)\)$/)
    expect(planOf(page({ filter: { year: 2020 } }))).toMatch(/^SEARCH s USING PRIMARY KEY \(sort_key>\? AND sort_key<\?\)$/)
  })

  it.each<[CaseSort, string]>([
    ['acceptedOn', 'case_summary_accepted'],
    ['decidedOn', 'case_summary_decided'],
  ])('sorted by %s reads that index, also from a place on', (sort, index) => {
    expect(planOf(page({ sort }))).toContain(`USING COVERING INDEX ${index}`)
    const further = planOf(page({ sort, after: JSON.stringify(['2020-01-01', '2020-0000000005', 'x']) }))
    expect(further).toMatch(new RegExp(`^SEARCH s USING (COVERING )?INDEX ${index} `))
    expect(further).not.toContain('TEMP B-TREE')
  })

  it.each<[string, Partial<CaseFilter>]>([
    ['stage', { stage: 'accepted' }],
    ['category', { category: 'injury' }],
    ['lead source', { leadSource: 'applicant' }],
    ['special group', { specialGroup: 'minor' }],
    ['officer', { officerName: '王检察官' }],
    ['historical', { historical: false }],
    ['search', { text: '王' }],
    ['search and officer', { text: '王', officerName: '王检察官' }],
    ['search and year', { text: '王', year: 2020 }],
  ])('narrowed by %s keeps the order without sorting, in every sort', (_what, filter) => {
    for (const sort of ['number', 'acceptedOn', 'decidedOn'] as const) expect(planOf(page({ filter, sort }))).not.toContain('TEMP B-TREE FOR ORDER BY')
  })

  it('searches the narrow table only', () => {
    expect(planOf(page({ filter: { text: '王' } }))).toBe('SCAN t')
  })

  it('fills the lines of a page by the index of each table', () => {
    for (const [name, text] of Object.entries(caseItemStatements)) {
      const steps = planOf({ text, parameters: ['[]'] }).split('\n')
      expect(steps[0], name).toBe('SCAN j VIRTUAL TABLE INDEX 1:')
      for (const step of steps.slice(1)) expect(step, name).not.toMatch(/^SCAN /)
    }
  })
})

it('years and officers to choose from are found by steps in their indexes', () => {
  for (const [column, index] of [['list_year', 'case_summary_totals'], ['officer_name', 'case_summary_officer']] as const) {
    const plan = planOf({ text: distinctQuery(column) })
    expect(plan).toContain(`SEARCH case_summary USING COVERING INDEX ${index}`)
    expect(plan).toContain(`SEARCH s USING COVERING INDEX ${index} (${column}<?)`)
  }
})

it('totals are read from a covering index', () => {
  expect(planOf(caseTotalsQuery(open))).toBe('SCAN s USING COVERING INDEX case_summary_totals')
  expect(planOf(caseTotalsQuery({ ...open, year: 2020, specialGroup: 'minor' }))).toBe('SEARCH s USING COVERING INDEX case_summary_totals (list_year=?)')
})

describe('work across cases', () => {
  const text = ''
  it.each([
    ['payments', disbursementPageQuery({ from: null, to: null, text, after: null, limit: 51 }), 'SCAN e USING INDEX disbursement_list'],
    ['payments of a period', disbursementPageQuery({ from: '2020-01-01', to: '2020-12-31', text, after: null, limit: 51 }), 'SEARCH e USING INDEX disbursement_list'],
    ['visits done', visitPageQuery({ state: 'done', officerName: null, from: null, to: null, text, after: null, limit: 51 }), 'e USING INDEX visit_done'],
    ['visits due', visitPageQuery({ state: 'due', officerName: null, from: null, to: null, text, after: null, limit: 51 }), 'e USING INDEX visit_due'],
    ['measures from a place on', measurePageQuery({ kind: null, text, after: '["2020-01-01","x"]', limit: 51 }), 'SEARCH e USING INDEX support_measure_list'],
    ['payments from a place on', disbursementPageQuery({ from: null, to: null, text, after: '["2020-01-01","x"]', limit: 51 }), 'SEARCH e USING INDEX disbursement_list'],
    ['measures', measurePageQuery({ kind: null, text, after: null, limit: 51 }), 'e USING INDEX support_measure_list'],
  ])('%s come in the order of an index', (_what, query, step) => {
    const plan = planOf(query)
    expect(plan).toContain(step)
    expect(plan).not.toContain('TEMP B-TREE FOR ORDER BY')
  })

  it('duties come from the open cases, planned visits, unanswered steps and unreported leads only', () => {
    expect(planOf({ text: openCasesQuery })).toContain('USING INDEX case_summary_open')
    expect(planOf({ text: plannedVisitsQuery, parameters: ['2026-01-01'] })).toContain('v USING INDEX visit_due')
    expect(planOf({ text: waitingStepsQuery })).toContain('a USING INDEX approval_open')
    expect(planOf({ text: unreportedCasesQuery })).toContain('l USING INDEX lead_report')
  })

  it('the periods of many cases are read by the index of each table', () => {
    for (const [name, text] of Object.entries(deadlineStatements)) {
      const steps = planOf({ text, parameters: ['[]'] }).split('\n')
      expect(steps[0], name).toBe('SCAN j VIRTUAL TABLE INDEX 1:')
      for (const step of steps.slice(1)) expect(step, name).not.toMatch(/^SCAN /)
    }
  })

  it('like cases are looked for from the newest decision back, without sorting', () => {
    const plan = planOf({ text: likeGrantsQuery, parameters: ['[]', '2020-01-01', '2025-01-01', 'injury', 'x', 'traffic', '[]'] })
    expect(plan.split('\n')[0]).toContain('SEARCH d USING INDEX decision_report (decided_on>? AND decided_on<?)')
    expect(plan).not.toContain('TEMP B-TREE')
  })

  it('what an officer has in hand comes from the officer’s own lines', () => {
    expect(planOf({ text: ownCasesQuery, parameters: ['王检察官'] })).toContain('case_summary_officer (officer_name=?)')
    expect(planOf({ text: ownLeadsQuery, parameters: ['王检察官'] })).toContain('lead_officer (officer_name=?')
  })
})
