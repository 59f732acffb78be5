import { describe, expect, it, test } from 'vitest'
import { weekday } from '../domain/dates.ts'
import { naive, walk } from '../domain/testWorkingDays.ts'
import { workingDaysOf } from '../domain/workingDays.ts'
import { builtInHolidays } from './holidays.ts'

const builtIn = await builtInHolidays()
const china = workingDaysOf(builtIn)

describe('2026, by the State Council’s notice', () => {
  test.each([
    ['2026-01-01', '2026-01-03'],
    ['2026-02-15', '2026-02-23'],
    ['2026-04-04', '2026-04-06'],
    ['2026-05-01', '2026-05-05'],
    ['2026-06-19', '2026-06-21'],
    ['2026-09-25', '2026-09-27'],
    ['2026-10-01', '2026-10-07'],
  ])('is off from %s to %s', (from, to) => expect(walk(from, to).filter((day) => china.isWorkingDay(day))).toEqual([]))

  test.each(['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'])('works on the weekend day %s', (day) => {
    expect(['星期六', '星期日']).toContain(weekday(day))
    expect(china.isWorkingDay(day)).toBe(true)
  })

  it('is Monday to Friday otherwise', () => {
    const changed = new Set(builtIn.map(({ day }) => day))
    for (const day of walk('2026-01-01', '2026-12-31')) {
      if (!changed.has(day)) expect(china.isWorkingDay(day), day).toBe(!['星期六', '星期日'].includes(weekday(day)))
    }
    expect(china.between('2025-12-31', '2026-12-31')).toBe(248) // 261 weekdays, 19 of them off, 6 weekend days worked
  })

  it('counts ten working days across the Spring Festival with its swapped days', () => {
    // Accepted on Thursday 12 February: 13, 14 (swapped), 24-28 (28 swapped), 2-4 March.
    expect(china.after('2026-02-12', 10)).toBe('2026-03-04')
    expect(china.between('2026-02-12', '2026-03-04')).toBe(10)
    expect(china.between('2026-02-12', '2026-02-23')).toBe(2)
  })
})

it('agrees with a walk on every single day of ten years as it stands', () => {
  const slow = naive(builtIn.filter(({ day }) => day >= '2017-01-01'))
  let count = 0
  for (const day of walk('2017-01-02', '2026-12-31')) {
    if (slow.isWorkingDay(day)) count += 1
    expect(china.between('2017-01-01', day)).toBe(count)
  }
})
