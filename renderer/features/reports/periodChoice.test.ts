import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween } from '../../../db/domain/dates.ts'
import { checkPeriod, isPeriod, periodName, picksOf, readPeriod, shiftYear, yearsPeriod } from './periodChoice.ts'

const starts = ['01-01', '12-26'] as const
const pick = (year: number, key: string, startsOn: (typeof starts)[number]) => picksOf(year, startsOn).find((one) => one.key === key)?.period

describe('parts of a year', () => {
  it('follow the calendar', () => {
    expect(pick(2023, 'year', '01-01')).toEqual({ from: '2023-01-01', to: '2023-12-31' })
    expect(pick(2023, 'h1', '01-01')).toEqual({ from: '2023-01-01', to: '2023-06-30' })
    expect(pick(2024, 'q1', '01-01')).toEqual({ from: '2024-01-01', to: '2024-03-31' })
    expect(pick(2024, 'm2', '01-01')).toEqual({ from: '2024-02-01', to: '2024-02-29' })
  })

  it('follow the statistical year from 26 December', () => {
    expect(pick(2023, 'year', '12-26')).toEqual({ from: '2022-12-26', to: '2023-12-25' })
    expect(pick(2023, 'h1', '12-26')).toEqual({ from: '2022-12-26', to: '2023-06-25' })
    expect(pick(2023, 'h2', '12-26')).toEqual({ from: '2023-06-26', to: '2023-12-25' })
    expect(pick(2023, 'q4', '12-26')).toEqual({ from: '2023-09-26', to: '2023-12-25' })
    expect(pick(2023, 'm1', '12-26')).toEqual({ from: '2022-12-26', to: '2023-01-25' })
  })

  it('cover the year without gap or overlap, and are found again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1950, max: 2150 }), fc.constantFrom(...starts), (year, startsOn) => {
        for (const kind of ['half', 'quarter', 'month'] as const) {
          const parts = picksOf(year, startsOn).filter((one) => one.kind === kind)
          expect(parts[0]?.period.from).toBe(pick(year, 'year', startsOn)?.from)
          expect(parts.at(-1)?.period.to).toBe(pick(year, 'year', startsOn)?.to)
          parts.slice(1).forEach((part, index) => expect(part.period.from).toBe(addDays(parts[index]?.period.to ?? '', 1)))
        }
        for (const one of picksOf(year, startsOn)) expect(readPeriod(one.period, startsOn)).toMatchObject({ year, pick: { key: one.key } })
      }),
    )
  })
})

describe('going to another year', () => {
  it('keeps the part', () => {
    expect(shiftYear({ from: '2023-02-01', to: '2023-02-28' }, 1, '01-01')).toEqual({ from: '2024-02-01', to: '2024-02-29' })
    expect(shiftYear({ from: '2022-12-26', to: '2023-06-25' }, -1, '12-26')).toEqual({ from: '2021-12-26', to: '2022-06-25' })
  })

  it('moves several whole years by as many', () => {
    expect(shiftYear({ from: '2020-01-01', to: '2023-12-31' }, -1, '01-01')).toEqual({ from: '2016-01-01', to: '2019-12-31' })
  })

  it('moves a free period by a year, its end staying the end of the month', () => {
    expect(shiftYear({ from: '2023-01-05', to: '2023-02-28' }, 1, '01-01')).toEqual({ from: '2024-01-05', to: '2024-02-29' })
    expect(shiftYear({ from: '2024-02-29', to: '2024-03-10' }, -1, '01-01')).toEqual({ from: '2023-02-28', to: '2023-03-10' })
  })

  it('stops where the years of the casebook end', () => {
    expect(shiftYear({ from: '2199-01-01', to: '2199-12-31' }, 1, '01-01')).toBeNull()
    expect(shiftYear({ from: '1900-05-01', to: '1900-05-20' }, -1, '01-01')).toBeNull()
  })

  it('always gives a period that may be used', () => {
    const day = fc.integer({ min: 0, max: 70_000 }).map((days) => addDays('1950-01-01', days))
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 2_000 }), fc.constantFrom(...starts), fc.constantFrom<1 | -1>(1, -1), (from, length, startsOn, by) => {
        const shifted = shiftYear({ from, to: addDays(from, length) }, by, startsOn)
        if (shifted) expect(daysBetween(shifted.from, shifted.to)).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

describe('a period in words', () => {
  it.each([
    ['2023-01-01', '2023-12-31', '01-01', '2023年'],
    ['2023-01-01', '2023-06-30', '01-01', '2023年上半年'],
    ['2022-12-26', '2023-03-25', '12-26', '2023年一季度'],
    ['2020-01-01', '2023-12-31', '01-01', '2020—2023年'],
    ['2023-01-01', '2023-12-31', '12-26', '2023年1月1日至2023年12月31日'],
  ] as const)('%s to %s, year from %s: %s', (from, to, startsOn, name) => {
    expect(periodName({ from, to }, startsOn)).toBe(name)
  })
})

describe('a period typed by hand', () => {
  it('is taken when both ends are days in order', () => {
    expect(checkPeriod('2023-01-01', '2023-01-01').period).toEqual({ from: '2023-01-01', to: '2023-01-01' })
  })
  it('is refused in words otherwise', () => {
    expect(checkPeriod(null, '2023-01-01')).toEqual({ from: '请填写开始日期', to: null, period: null })
    expect(checkPeriod('2023-02-01', '2023-01-01')).toEqual({ from: null, to: '截止日期早于开始日期，请调整', period: null })
    expect(checkPeriod('2023-02-30', '2023-03-01').from).toContain('没有 30 日')
  })
  it('is not believed when it was remembered wrongly', () => {
    for (const value of [null, 'x', {}, { from: '2023-01-01' }, { from: '2023-13-01', to: '2024-01-01' }, { from: '2024-01-01', to: '2023-01-01' }]) expect(isPeriod(value)).toBe(false)
    expect(isPeriod(yearsPeriod(2020, 2023, '12-26'))).toBe(true)
  })
})
