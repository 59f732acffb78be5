import { describe, expect, it } from 'vitest'
import type { Duty } from '../../db/domain/caseList.ts'
import { dutyCounts } from './dutyCounts.ts'

const duty = (more: Partial<Duty>) => ({ kind: 'decide', caseId: 'c', leadId: null, deadline: null, dueOn: null, section: 'decision', ...more }) as Duty
const deadline = (state: string) => ({ state }) as Duty['deadline']

describe('the counts in the menu', () => {
  it('count what is due today, overdue, about to run out, or without a day', () => {
    const duties = [
      duty({}),
      duty({ dueOn: '2026-02-01' }),
      duty({ dueOn: '2026-01-20' }),
      duty({ dueOn: '2026-02-20' }),
      duty({ dueOn: '2026-02-03', deadline: deadline('near') }),
      duty({ dueOn: '2026-02-09', deadline: deadline('running') }),
    ]
    expect(dutyCounts(duties, '2026-02-01').all).toBe(4)
  })

  it('stand at the page where the duty is done, whatever its kind', () => {
    const duties = [
      duty({ kind: 'deadline', section: 'disbursement', dueOn: '2026-01-01', deadline: deadline('overdue') }),
      duty({ kind: 'pay', section: 'disbursement' }),
      duty({ kind: 'visit', section: 'visit', dueOn: '2026-02-01' }),
      duty({ kind: 'lead', section: 'basics', caseId: null, leadId: 'l' }),
      duty({ kind: 'lead', section: 'basics' }),
    ]
    expect(dutyCounts(duties, '2026-02-01')).toEqual({ all: 5, lead: 1, pay: 2, visit: 1 })
  })
})
