import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween } from './dates.ts'
import { naive } from './testWorkingDays.ts'
import { workingDaysOf } from './workingDays.ts'

describe('the clock', () => {
  it('does not count the day it starts from', () => {
    const clock = workingDaysOf([])
    expect(clock.after('2026-03-02', 1)).toBe('2026-03-03')
    expect(clock.between('2026-03-02', '2026-03-02')).toBe(0)
    expect(clock.between('2026-03-03', '2026-03-02')).toBe(0)
    expect(clock.after('2026-03-07', 1)).toBe('2026-03-09') // from a Saturday
  })

  it('knows only weekends outside its data', () => {
    const clock = workingDaysOf([{ day: '2026-10-01', off: true, name: '国庆节' }])
    expect(clock.isWorkingDay('2099-10-01')).toBe(true)
    expect(clock.isWorkingDay('1999-10-01')).toBe(true)
    expect(clock.isWorkingDay('2099-10-03')).toBe(false)
  })

  it('takes the later of two statements about one day', () => {
    const clock = workingDaysOf([
      { day: '2026-10-01', off: true, name: '国庆节' },
      { day: '2026-10-01', off: false, name: '值班' },
    ])
    expect(clock.isWorkingDay('2026-10-01')).toBe(true)
    expect(clock.between('2026-09-30', '2026-10-01')).toBe(1)
  })

  it.each([0, -1, 1.5, Number.NaN])('refuses %d working days', (n) => expect(() => workingDaysOf([]).after('2026-01-01', n)).toThrow(RangeError))
})

it('agrees with a walk from day to day over ten years, whatever days the office changed', () => {
  const first = '2020-01-01'
  const last = daysBetween(first, '2029-12-31')
  const day = fc.integer({ min: 0, max: last }).map((days) => addDays(first, days))
  const changes = fc.array(fc.record({ day, off: fc.boolean(), name: fc.constant('') }), { maxLength: 200 })
  fc.assert(
    fc.property(changes, day, day, fc.integer({ min: 1, max: 80 }), (own, from, to, n) => {
      const clock = workingDaysOf(own)
      const slow = naive(own)
      expect(clock.between(from, to)).toBe(slow.between(from, to))
      const end = clock.after(from, n)
      expect(end).toBe(slow.after(from, n))
      expect(clock.between(from, end)).toBe(n)
      expect(clock.isWorkingDay(end)).toBe(true)
      expect(clock.isWorkingDay(to)).toBe(slow.isWorkingDay(to))
    }),
    { numRuns: 100 },
  )
}, 120_000)
