import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from './dates.ts'
import { monthKey, monthsOf, periodLabel, statisticalYear, yearPeriod } from './periods.ts'

const anyDate = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2060-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const starts = fc.constantFrom('01-01' as const, '12-26' as const)

describe('the statistical year', () => {
  it('is the calendar year or runs from 26 December', () => {
    expect(yearPeriod(2023, '01-01')).toEqual({ from: '2023-01-01', to: '2023-12-31' })
    expect(yearPeriod(2023, '12-26')).toEqual({ from: '2022-12-26', to: '2023-12-25' })
    expect(statisticalYear('2022-12-26', '12-26')).toBe(2023)
    expect(statisticalYear('2022-12-25', '12-26')).toBe(2022)
    expect(statisticalYear('2022-12-26', '01-01')).toBe(2022)
  })
  it('has twelve whole months', () => {
    for (const start of ['01-01', '12-26'] as const) {
      const months = monthsOf(yearPeriod(2024, start), start)
      expect(months.map((month) => month.key)).toEqual(Array.from({ length: 12 }, (_, index) => `2024-${String(index + 1).padStart(2, '0')}`))
      expect(months.some((month) => month.clipped)).toBe(false)
    }
    expect(monthsOf(yearPeriod(2023, '12-26'), '12-26')[0]).toEqual({ key: '2023-01', label: '2023年1月', from: '2022-12-26', to: '2023-01-25', clipped: false })
    expect(monthsOf(yearPeriod(2024, '12-26'), '12-26')[2]).toMatchObject({ key: '2024-03', from: '2024-02-26', to: '2024-03-25' })
  })
  it('is called by its number, other periods by their days', () => {
    expect(periodLabel(yearPeriod(2023, '12-26'), '12-26')).toBe('2023年')
    expect(periodLabel(yearPeriod(2023, '01-01'), '12-26')).toBe('2023年1月1日至2023年12月31日')
  })
})

describe('the months of a free period', () => {
  it('are clipped at both ends', () => {
    expect(monthsOf({ from: '2020-01-15', to: '2020-03-02' }, '01-01')).toEqual([
      { key: '2020-01', label: '2020年1月', from: '2020-01-15', to: '2020-01-31', clipped: true },
      { key: '2020-02', label: '2020年2月', from: '2020-02-01', to: '2020-02-29', clipped: false },
      { key: '2020-03', label: '2020年3月', from: '2020-03-01', to: '2020-03-02', clipped: true },
    ])
    expect(monthsOf({ from: '2020-02-01', to: '2020-01-01' }, '01-01')).toEqual([])
  })
  it('cover it without a gap, each day in the month of its key', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 0, max: 2000 }), starts, (from, days, start) => {
        const to = addDays(from, days)
        const months = monthsOf({ from, to }, start)
        expect(months[0]?.from).toBe(from)
        expect(months.at(-1)?.to).toBe(to)
        expect(new Set(months.map((month) => month.key)).size).toBe(months.length)
        months.forEach((month, index) => {
          expect(month.from <= month.to).toBe(true)
          expect([monthKey(month.from, start), monthKey(month.to, start)]).toEqual([month.key, month.key])
          if (index > 0) expect(addDays(months[index - 1]?.to ?? '', 1)).toBe(month.from)
        })
      }),
    )
  })
})
