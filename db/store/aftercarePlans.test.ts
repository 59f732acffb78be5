import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillManyCases } from '../bench/manyCases.ts'
import { agencyLeadsQuery, agencyMeasuresQuery, lettersWaitingQuery, measuresWaitingQuery, measureTotalsQuery } from './agencyRepository.ts'
import { acceptedQuery, instalmentEntriesQuery, instalmentsQuery, leadPeopleQuery, leadsQuery, visitsDoneQuery, visitsDueQuery } from './calendarRepository.ts'
import { plannedVisitsQuery } from './dutyRepository.ts'
import { lettersBetweenQuery, measuresBetweenQuery, waitingLettersQuery, waitingMeasuresQuery } from './replyRepository.ts'
import type { Store } from './store.ts'
import { openTestStore } from './testStore.ts'

let store: Store
beforeAll(async () => {
  store = await openTestStore()
  fillManyCases(store.raw, 1000)
}, 120_000)
afterAll(() => store.close())

const planOf = (text: string) => (store.raw.prepare(`explain query plan ${text}`).all(...Array<string>((text.match(/\?/g) ?? []).length).fill('2020-01-01')) as { detail: string }[]).map((row) => row.detail)

describe('due lists do not grow with what was done', () => {
  it.each([
    ['planned visits', plannedVisitsQuery, 'v USING INDEX visit_due'],
    ['visits due in a span', visitsDueQuery, 'v USING INDEX visit_due (due_on>? AND due_on<?)'],
    ['visits made in a span', visitsDoneQuery, 'v USING INDEX visit_done (done_on>? AND done_on<?)'],
    ['answers of agencies', waitingMeasuresQuery, 'm USING INDEX support_measure_waiting'],
    ['answers of agencies in a span', measuresBetweenQuery, 'm USING INDEX support_measure_due (reply_due_on>? AND reply_due_on<?)'],
    ['replies to letters', waitingLettersQuery, 'l USING INDEX letter_waiting'],
    ['replies to letters in a span', lettersBetweenQuery, 'l USING INDEX letter_due (reply_due_on>? AND reply_due_on<?)'],
    ['batches in a span', instalmentsQuery, 'i USING INDEX instalment_due (due_on>? AND due_on<?)'],
    ['cases accepted in a span', acceptedQuery, 'case_summary_accepted (<expr>>? AND <expr><?)'],
    ['leads of a span', leadsQuery, '(received_on>? AND received_on<?)'],
  ])('%s are read from their index', (_what, query, step) => {
    const [first = '', ...rest] = planOf(query)
    expect(first).toContain(step)
    expect(rest.filter((detail) => /^(SCAN (?!j )|.*AUTOMATIC)/.test(detail))).toEqual([])
  })

  it('the order of the days is that of the index', () => {
    for (const query of [plannedVisitsQuery, waitingMeasuresQuery, waitingLettersQuery, measuresBetweenQuery, lettersBetweenQuery]) {
      expect(planOf(query).join('\n')).not.toContain('TEMP B-TREE')
    }
  })

  it('entries of batches and people of leads are looked up one by one', () => {
    expect(planOf(leadPeopleQuery).slice(0, 2)).toEqual(['SCAN j VIRTUAL TABLE INDEX 1:', 'SEARCH n USING INDEX lead_person_lead (lead_id=?)'])
    expect(planOf(instalmentEntriesQuery).slice(0, 2)).toEqual(['SCAN j VIRTUAL TABLE INDEX 1:', 'SEARCH d USING INDEX disbursement_instalment (instalment_id=?)'])
  })
})

it('what stands with agencies is counted from the index alone, and what waits from what is open', () => {
  for (const query of [measureTotalsQuery, measuresWaitingQuery]) expect(planOf(query)[0]).toContain('m USING COVERING INDEX support_measure_agency')
  expect(planOf(lettersWaitingQuery)[0]).toContain('l USING INDEX letter_waiting')
})

it('an agency’s page reads what is its own, the newest first', () => {
  for (const [query, step] of [[agencyMeasuresQuery, 'm USING INDEX support_measure_agency (agency_id=?)'], [agencyLeadsQuery, 'l USING INDEX lead_sender (sending_unit=?)']] as const) {
    expect(planOf(query)[0]).toContain(step)
    expect(planOf(query).join('\n')).not.toContain('TEMP B-TREE FOR ORDER BY')
  }
})
