import { describe, expect, it } from 'vitest'
import { addDays } from './dates.ts'
import { leadDeadline } from './deadlines.ts'
import { caseObstacle, nextLeadStep, overdueStretches } from './leadRules.ts'
import { referenceOf } from './reference.ts'
import type { PeriodValue, ReferenceEntry } from './reference.ts'
import type { LegalDate } from './records.ts'
import type { DayChange } from './workingDays.ts'

const office = { name: '安次区人民检察院', region: '河北省廊坊市', caseNumberPattern: '' }
const holidays: DayChange[] = ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'].map((day) => ({ day, off: true, name: '国庆节' }))
const version = (effectiveFrom: LegalDate, value: Partial<PeriodValue>): ReferenceEntry => ({
  id: effectiveFrom,
  version: 1,
  kind: 'period',
  key: 'lead',
  effectiveFrom,
  value: { length: 15, unit: 'workingDay', enabled: true, basis: '本单位规定', start: 'received', ...value },
  changedBy: '王检察官',
  changedAt: '2026-01-01T00:00:00.000Z',
})

describe('the days of receipt that are overdue', () => {
  const today = '2026-10-20'
  it.each<[string, ReferenceEntry[]]>([
    ['one rule', []],
    ['a shorter one from a day on', [version('2026-09-01', { length: 5 })]],
    ['a longer one from a day on', [version('2026-08-03', { length: 60, unit: 'day' })]],
    ['not watched for a while', [version('2026-03-02', { enabled: false }), version('2026-09-14', { length: 3 })]],
    ['a version of the future', [version('2027-01-01', { length: 1 })]],
  ])('are the same as asking for each day: %s', (_what, own) => {
    const reference = referenceOf(own, office, holidays)
    const stretches = overdueStretches(reference, own.map((entry) => entry.effectiveFrom), today)
    for (let day = '2025-11-01'; day <= addDays(today, 3); day = addDays(day, 1)) {
      const overdue = leadDeadline({ receivedOn: day, outcomeOn: null, historical: false }, reference, today)?.state === 'overdue'
      expect(stretches.some(({ from, to }) => from <= day && day <= to), day).toBe(overdue)
    }
  })

  it('reach back to the oldest lead', () => {
    expect(overdueStretches(referenceOf([], office, []), [], today)).toEqual([{ from: '1900-01-01', to: '2026-09-28' }])
  })
})

it('a case needs an original case that reached the procuratorate', () => {
  expect(caseObstacle({ reachedProcuratorate: true, outcome: null })).toBeNull()
  expect(caseObstacle({ reachedProcuratorate: null, outcome: null })).toContain('请先在“原案”一栏核实填写')
  expect(caseObstacle({ reachedProcuratorate: false, outcome: null })).toContain('转社会救助')
  expect(caseObstacle({ reachedProcuratorate: true, outcome: 'unreachable' })).toContain('恢复办理')
})

it('the next step follows the work; an old lead only lacks its outcome', () => {
  const lead = { toldOn: null, checkedOn: null, outcome: null, caseId: null, reportBack: true, reportedOn: null, historical: false }
  expect(nextLeadStep(lead)).toBe('tell')
  expect(nextLeadStep({ ...lead, toldOn: '2026-10-01' })).toBe('check')
  expect(nextLeadStep({ ...lead, toldOn: '2026-10-01', checkedOn: '2026-10-02' })).toBe('conclude')
  expect(nextLeadStep({ ...lead, historical: true })).toBe('conclude')
  expect(nextLeadStep({ ...lead, outcome: 'ineligible' })).toBe('report')
  expect(nextLeadStep({ ...lead, outcome: 'ineligible', reportedOn: '2026-10-09' })).toBe('none')
  expect(nextLeadStep({ ...lead, outcome: 'ineligible', historical: true })).toBe('none')
  expect(nextLeadStep({ ...lead, outcome: 'case', caseId: 'c' })).toBe('none')
})
