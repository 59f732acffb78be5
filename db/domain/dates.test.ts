import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { addDays, addMonths, ageOn, compare, daysBetween, formatDate, formatDateChinese, fromExcelSerial, isLegalDate, parseDate, today, toExcelSerial, weekday } from './dates.ts'

const anyDate = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2199-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const middleDate = anyDate.filter((date) => date > '1950' && date < '2150')

test.each([
  '20231115', '2023.11.15', '2023-11-15', '2023/11/15', '2023年11月15日', '2023年11月15号', '2023年11月15', '２０２３年１１月１５日', '２０２３．１１．１５',
  '2023-11-15 00:00:00', '2023-11-15T00:00', '2023-11-15 星期三', '2023年11月15日（星期三）', ' 2023 - 11 - 15 ', '2023 11 15', '2023、11、15', '2023.11.15.',
  '二〇二三年十一月十五日', '二○二三年十一月十五日', '二零二三年十一月十五日', '2023—11—15',
])('reads %s', (text) => {
  expect(parseDate(text)).toEqual({ date: '2023-11-15' })
})

test.each([
  ['2023/1/5', '2023-01-05'],
  ['2024-02-29', '2024-02-29'],
  ['二〇二四年二月二十日', '2024-02-20'],
  ['二〇二四年十月三十一日', '2024-10-31'],
  [20231115, '2023-11-15'],
  [44645, '2022-03-25'],
  [44655, '2022-04-04'],
])('reads %s as %s', (input, date) => {
  expect(parseDate(input)).toEqual({ date })
})

test.each([
  ['', '请填写日期'],
  ['2023-02-30', '2023 年 2 月没有 30 日'],
  ['2023-02-29', '2 月没有 29 日'],
  ['20231301', '没有 13 月'],
  ['2023-00-10', '没有 0 月'],
  ['2023-10-00', '没有 0 日'],
  ['2023年11月', '请补上日'],
  ['202311', '请补上日'],
  ['2023.11', '请补上日'],
  ['2023', '请补上月、日'],
  ['11月15日', '缺少年份'],
  ['11-15', '缺少年份'],
  ['23.11.15', '四位'],
  ['231115', '四位'],
  ['11/15/2023', '年、月、日的顺序'],
  ['1023-11-15', '1900 至 2199'],
  ['44645', '没有看懂日期'],
  ['2023-11-15至2023-11-20', '没有看懂日期'],
  ['待定', '没有看懂日期'],
  [3, '没有看懂日期'],
  [Number.NaN, '没有看懂日期'],
  [131002199001011000, '没有看懂日期'],
  [20230230, '没有 30 日'],
])('refuses %s in words', (input, words) => {
  expect(parseDate(input)).toEqual({ error: expect.stringContaining(words) })
})

describe('serial numbers of spreadsheets', () => {
  test.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [60, null],
    [61, '1900-03-01'],
    [0, null],
    [-1, null],
    [44645, '2022-03-25'],
    [44645.75, '2022-03-25'],
    [109574, '2199-12-31'],
    [109575, null],
    [Number.NaN, null],
    [Number.POSITIVE_INFINITY, null],
  ])('1900 system: %d', (serial, date) => {
    expect(fromExcelSerial(serial)).toBe(date)
  })
  test.each([
    [0, '1904-01-01'],
    [43183, '2022-03-25'],
    [-1461, null],
  ])('1904 system: %d', (serial, date) => {
    expect(fromExcelSerial(serial, { date1904: true })).toBe(date)
  })
  it('there and back', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(fromExcelSerial(toExcelSerial(date))).toBe(date)
        expect(fromExcelSerial(toExcelSerial(date) + 0.5)).toBe(date)
      }),
    )
  })
})

describe('reckoning', () => {
  test.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2023-01-31', 1, '2023-02-28'],
    ['2023-03-31', -1, '2023-02-28'],
    ['2023-12-15', 1, '2024-01-15'],
    ['2023-01-15', -1, '2022-12-15'],
    ['2023-01-15', -25, '2020-12-15'],
    ['2024-02-29', 12, '2025-02-28'],
  ])('%s and %d months is %s', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected)
  })
  test.each([
    ['2005-05-20', '2023-05-19', 17],
    ['2005-05-20', '2023-05-20', 18],
    ['2004-02-29', '2022-02-27', 17],
    ['2004-02-29', '2022-02-28', 18],
    ['2023-05-20', '2023-05-20', 0],
  ])('born %s, on %s aged %d', (birth, date, age) => {
    expect(ageOn(birth, date)).toBe(age)
  })
  it('weekdays and writing', () => {
    expect(weekday('2023-11-15')).toBe('星期三')
    expect(formatDate('2023-11-15')).toBe('2023-11-15 星期三')
    expect(formatDateChinese('2023-01-05')).toBe('2023年1月5日')
    expect(formatDate(null) + formatDateChinese(null)).toBe('')
  })
  it('today is the day of this computer', () => {
    expect(today(new Date(2023, 10, 15, 0, 0, 1))).toBe('2023-11-15')
    expect(today(new Date(2023, 10, 15, 23, 59, 59))).toBe('2023-11-15')
    expect(isLegalDate(today())).toBe(true)
  })
  it('sorts missing days last', () => {
    expect(['2023-01-02', null, '2023-01-01'].sort(compare)).toEqual(['2023-01-01', '2023-01-02', null])
  })
  it.each(['2023-02-30', '2023-2-3', '1899-12-31', '2200-01-01', '2023-11-15 ', ''])('%j is no legal date', (text) => {
    expect(isLegalDate(text)).toBe(false)
  })
})

describe('laws', () => {
  it('every way of writing a day is read back', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        const [year, month, day] = date.split('-')
        for (const text of [date, `${year}${month}${day}`, `${year}.${Number(month)}.${Number(day)}`, formatDateChinese(date), formatDate(date)]) {
          expect(parseDate(text)).toEqual({ date })
        }
        expect(isLegalDate(date)).toBe(true)
      }),
    )
  })
  it('days added can be taken off', () => {
    fc.assert(
      fc.property(middleDate, fc.integer({ min: -10000, max: 10000 }), (date, days) => {
        expect(addDays(addDays(date, days), -days)).toBe(date)
        expect(daysBetween(date, addDays(date, days))).toBe(days)
      }),
    )
  })
  it('an age lies between two birthdays', () => {
    fc.assert(
      fc.property(middleDate, middleDate, (birth, date) => {
        const age = ageOn(birth, date)
        expect(addMonths(birth, age * 12) <= date && date < addMonths(birth, (age + 1) * 12)).toBe(true)
      }),
    )
  })
  it('any text or number gives a real day or words', () => {
    const signs = fc.constantFrom(...'0123456789-./年月日 一二十〇')
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: signs, maxLength: 12 }), fc.double()), (input) => {
        const result = parseDate(input)
        if ('date' in result) expect(isLegalDate(result.date)).toBe(true)
        else expect(result.error).toMatch(/\p{Script=Han}/u)
      }),
      { numRuns: 2000 },
    )
  })
})
