import { describe, expect, it } from 'vitest'
import { daysOf, noPeriod } from './periods.ts'

const of = (preset: string, startsOn: '01-01' | '12-26', day: string) => daysOf({ ...noPeriod, preset }, startsOn, day)

describe('daysOf', () => {
  it('knows the calendar year and month', () => {
    expect(of('year', '01-01', '2026-11-22')).toEqual({ from: '2026-01-01', to: '2026-12-31' })
    expect(of('month', '01-01', '2026-02-10')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
    expect(of('lastMonth', '01-01', '2026-01-10')).toEqual({ from: '2025-12-01', to: '2025-12-31' })
  })

  it('knows the year from 26 December and its months', () => {
    expect(of('year', '12-26', '2025-12-27')).toEqual({ from: '2025-12-26', to: '2026-12-25' })
    expect(of('lastYear', '12-26', '2026-03-01')).toEqual({ from: '2024-12-26', to: '2025-12-25' })
    expect(of('month', '12-26', '2026-03-30')).toEqual({ from: '2026-03-26', to: '2026-04-25' })
    expect(of('lastMonth', '12-26', '2025-12-27')).toEqual({ from: '2025-11-26', to: '2025-12-25' })
  })

  it('takes days of one’s own, whole ones only', () => {
    expect(daysOf({ preset: 'own', from: '2026-01-02', to: '2026' }, '01-01')).toEqual({ from: '2026-01-02', to: null })
    expect(daysOf(noPeriod, '01-01')).toEqual({ from: null, to: null })
  })
})
