import { addDays, addMonths, formatDateChinese, parseDate } from '../../../db/domain/dates.ts'
import { monthsOf, statisticalYear, yearPeriod } from '../../../db/domain/periods.ts'
import type { YearStart } from '../../../db/domain/periods.ts'
import type { LegalDate } from '../../../db/domain/records.ts'
import type { Period } from '../../../db/domain/reportModel.ts'

/** A part of a statistical year that one click chooses: the whole, a half, a quarter or a month. */
export interface PeriodPick {
  key: string
  label: string
  kind: 'year' | 'half' | 'quarter' | 'month'
  period: Period
}

const QUARTERS = ['一', '二', '三', '四'] as const

/** The picks of one statistical year, the longest first. Where the year runs from 26 December its months, and so all parts, run 26 to 25. */
export function picksOf(year: number, startsOn: YearStart): PeriodPick[] {
  const months = monthsOf(yearPeriod(year, startsOn), startsOn)
  const span = (first: number, count: number): Period => ({ from: months[first]?.from ?? '', to: months[first + count - 1]?.to ?? '' })
  return [
    { key: 'year', label: '全年', kind: 'year', period: yearPeriod(year, startsOn) },
    { key: 'h1', label: '上半年', kind: 'half', period: span(0, 6) },
    { key: 'h2', label: '下半年', kind: 'half', period: span(6, 6) },
    ...QUARTERS.map((name, index): PeriodPick => ({ key: `q${index + 1}`, label: `${name}季度`, kind: 'quarter', period: span(index * 3, 3) })),
    ...months.map((month, index): PeriodPick => ({ key: `m${index + 1}`, label: `${index + 1}月`, kind: 'month', period: { from: month.from, to: month.to } })),
  ]
}

/** The statistical year and the pick that are exactly this period; `pick` null for a period of the user's own. */
export function readPeriod(period: Period, startsOn: YearStart): { year: number; pick: PeriodPick | null } {
  const year = statisticalYear(period.from, startsOn)
  return { year, pick: picksOf(year, startsOn).find((one) => same(one.period, period)) ?? null }
}

/** From the first day of one statistical year to the last of another: `2020年以来`. */
export function yearsPeriod(first: number, last: number, startsOn: YearStart): Period {
  return { from: yearPeriod(first, startsOn).from, to: yearPeriod(last, startsOn).to }
}

/**
 * The same part of the year before or after: for a pick that pick, for whole statistical years together as many years as they are, otherwise
 * both ends by a year. Null where the casebook's years (1900-2199) end.
 */
export function shiftYear(period: Period, by: 1 | -1, startsOn: YearStart): Period | null {
  const { year, pick } = readPeriod(period, startsOn)
  if (pick) return withinYears(picksOf(year + by, startsOn).find(({ key }) => key === pick.key)?.period ?? null)
  const last = statisticalYear(period.to, startsOn)
  if (same(yearsPeriod(year, last, startsOn), period)) {
    const count = (last - year + 1) * by
    return withinYears(yearsPeriod(year + count, last + count, startsOn))
  }
  // The day after the end moves, so that a period up to the end of February still ends there.
  return withinYears({ from: addMonths(period.from, 12 * by), to: addDays(addMonths(addDays(period.to, 1), 12 * by), -1) })
}

function withinYears(period: Period | null): Period | null {
  return period && 'date' in parseDate(period.from) && 'date' in parseDate(period.to) ? period : null
}

/** `2023年`, `2023年上半年`, `2020—2023年`, otherwise from day to day. Of a year from 26 December the days stand beside it (`periodDays`). */
export function periodName(period: Period, startsOn: YearStart): string {
  const { year, pick } = readPeriod(period, startsOn)
  if (pick) return pick.kind === 'year' ? `${year}年` : `${year}年${pick.label}`
  const last = statisticalYear(period.to, startsOn)
  if (same(yearsPeriod(year, last, startsOn), period)) return `${year}—${last}年`
  return periodDays(period)
}

/** `2023年1月1日至2023年12月31日` */
export function periodDays({ from, to }: Period): string {
  return `${formatDateChinese(from)}至${formatDateChinese(to)}`
}

/** What is wrong with a period typed by hand, by field; null where it may be used. */
export function checkPeriod(from: LegalDate | null, to: LegalDate | null): { from: string | null; to: string | null; period: Period | null } {
  const fromError = from === null ? '请填写开始日期' : readError(from)
  const toError = to === null ? '请填写截止日期' : readError(to)
  if (fromError || toError || from === null || to === null) return { from: fromError, to: toError, period: null }
  if (from > to) return { from: null, to: '截止日期早于开始日期，请调整', period: null }
  return { from: null, to: null, period: { from, to } }
}

function readError(date: LegalDate): string | null {
  const read = parseDate(date)
  return 'error' in read ? read.error : null
}

/** Whether what was remembered from an earlier visit is a period at all. */
export function isPeriod(value: unknown): value is Period {
  if (typeof value !== 'object' || value === null) return false
  const { from, to } = value as { from?: unknown; to?: unknown }
  if (typeof from !== 'string' || typeof to !== 'string') return false
  return checkPeriod(from, to).period !== null
}

function same(a: Period, b: Period): boolean {
  return a.from === b.from && a.to === b.to
}
