import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CalendarItem } from '../../../db/domain/aftercareRecords.ts'
import { addDays, daysBetween, weekday } from '../../../db/domain/dates.ts'
import { byDay, calendarSheet, dayAfterKey, dayName, mondayOf, placeOf, spanName, spanOf, turned, weekdays, weeksOf } from './calendarDays.ts'

const item = (more: Partial<CalendarItem>): CalendarItem => ({ on: '2026-11-20', kind: 'visit', text: '计划回访', caseId: 'c1', leadId: null, caseNumber: '某检救〔2026〕1号', people: '王某', officerName: '李检察官', state: 'open', ...more })
const day = fc.integer({ min: -20_000, max: 20_000 }).map((days) => addDays('2024-02-29', days))

describe('the days of the calendar', () => {
  it('are whole weeks that hold the month and no week without a day of it', () => {
    fc.assert(
      fc.property(day, (on) => {
        const weeks = weeksOf('month', on)
        const days = weeks.flat()
        expect(days).toContain(on)
        for (const week of weeks) expect(week.some((one) => one.slice(0, 7) === on.slice(0, 7))).toBe(true)
        for (const [index, one] of days.entries()) expect(daysBetween(days[0] ?? '', one)).toBe(index)
        for (const week of weeks) expect(week.map((one) => weekday(one))).toEqual([...weekdays])
        expect(days.filter((one) => one.slice(0, 7) === on.slice(0, 7)).at(-1)?.slice(0, 7)).not.toBe(addDays(days.filter((one) => one.slice(0, 7) === on.slice(0, 7)).at(-1) ?? '', 1).slice(0, 7))
        // What can be asked for at once.
        expect(days.length).toBeLessThanOrEqual(42)
      }),
    )
  })
  it('of a week begin on its Monday', () => {
    expect(spanOf('week', '2026-11-22')).toEqual({ from: '2026-11-16', to: '2026-11-22' })
    expect(spanOf('month', '2026-11-22')).toEqual({ from: '2026-10-26', to: '2026-12-06' })
    expect(mondayOf('1999-12-31')).toBe('1999-12-27')
    expect([spanName('month', '2026-11-22'), spanName('week', '2026-11-22')]).toEqual(['2026年11月', '2026年11月16日至2026年11月22日'])
  })
  it('are walked by keys, months by their ends', () => {
    const from = (key: string, mode: 'month' | 'week' = 'month') => dayAfterKey(mode, '2026-01-31', key)
    expect(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', 'x'].map((key) => from(key))).toEqual(['2026-01-30', '2026-02-01', '2026-01-24', '2026-02-07', '2025-12-31', '2026-02-28', '2026-01-26', '2026-02-01', null])
    expect(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'].map((key) => from(key, 'week'))).toEqual(['2026-01-30', '2026-02-01', '2026-01-24', '2026-02-07'])
    expect(turned('month', '2024-01-31', 1)).toBe('2024-02-29')
  })
})

describe('what stands on a day', () => {
  it('opens where it is dealt with', () => {
    expect(placeOf(item({}))).toEqual({ path: '/cases/c1', query: { section: 'visit' } })
    expect(placeOf(item({ kind: 'instalment' }))).toEqual({ path: '/cases/c1', query: { section: 'disbursement' } })
    expect(placeOf(item({ kind: 'reply' }))).toEqual({ path: '/cases/c1', query: { section: 'measure' } })
    expect(placeOf(item({ kind: 'deadline' }))).toEqual({ path: '/cases/c1' })
    expect(placeOf(item({ kind: 'deadline', caseId: null, leadId: 'l1' }))).toEqual({ path: '/leads/l1' })
    expect(placeOf(item({ caseId: null }))).toBeNull()
  })
  it('keeps its order, and is counted for who does not see it', () => {
    const items = [item({ text: '一' }), item({ on: '2026-11-21' }), item({ text: '二', state: 'overdue' })]
    expect(byDay(items).get('2026-11-20')?.map(({ text }) => text)).toEqual(['一', '二'])
    expect(dayName('2026-11-20', byDay(items).get('2026-11-20') ?? [])).toBe('2026年11月20日，2 项，其中逾期 1 项')
    expect(dayName('2026-11-19', [])).toBe('2026年11月19日，没有事项')
  })
  it('is printed day by day, in the order of the days, its texts escaped', () => {
    const html = calendarSheet([item({ on: '2026-11-21', people: '<i>赵某' }), item({})], { title: '2026年11月', officeName: '某院', whose: '全部人员', printedOn: '2026-11-22' })
    expect(html.indexOf('2026年11月20日　星期五')).toBeGreaterThan(0)
    expect(html.indexOf('2026年11月20日　星期五')).toBeLessThan(html.indexOf('2026年11月21日　星期六'))
    expect(html).not.toContain('<i>')
    expect(html).toContain('2026年11月日程')
    expect(calendarSheet([], { title: '2026年11月', officeName: '某院', whose: '全部人员', printedOn: '2026-11-22' })).toContain('这段时间没有事项')
  })
})
