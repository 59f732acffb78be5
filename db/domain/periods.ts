import { addDays, addMonths, formatDateChinese, yearOf } from './dates.ts'
import type { LegalDate } from './records.ts'
import type { Period } from './reportModel.ts'

/** First day of the statistical year: 1 January, or 26 December of the year before (its months run from the 26th to the 25th). */
export type YearStart = '01-01' | '12-26'

/** The statistical year of that number: 2023 is 2023-01-01…2023-12-31, or 2022-12-26…2023-12-25. */
export function yearPeriod(year: number, startsOn: YearStart): Period {
  return startsOn === '01-01' ? { from: `${year}-01-01`, to: `${year}-12-31` } : { from: `${year - 1}-12-26`, to: `${year}-12-25` }
}

/** The statistical year a day belongs to. */
export function statisticalYear(date: LegalDate, startsOn: YearStart): number {
  return Number(monthKey(date, startsOn).slice(0, 4))
}

/** The statistical month of a day, `YYYY-MM`: with a year from 26 December, 2022-12-26 belongs to `2023-01`. */
export function monthKey(date: LegalDate, startsOn: YearStart): string {
  if (startsOn === '01-01' || date.slice(8) < '26') return date.slice(0, 7)
  return addMonths(`${date.slice(0, 7)}-01`, 1).slice(0, 7)
}

export interface StatisticalMonth extends Period {
  /** `YYYY-MM`, as `monthKey` gives for each of its days. */
  key: string
  /** `2023年1月` */
  label: string
  /** Only a part of the month lies in the period. */
  clipped: boolean
}

/** The months that make up a period, in order; the first and last are clipped to it, so they cover it exactly. Empty where `to` precedes `from`. */
export function monthsOf(period: Period, startsOn: YearStart): StatisticalMonth[] {
  const months: StatisticalMonth[] = []
  let from = period.from
  while (from <= period.to) {
    const key = monthKey(from, startsOn)
    const first = `${key}-01`
    const [begin, end] =
      startsOn === '01-01' ? [first, addDays(addMonths(first, 1), -1)] : [addDays(addMonths(first, -1), 25), `${key}-25`]
    const to = end < period.to ? end : period.to
    months.push({ key, label: `${yearOf(first)}年${Number(key.slice(5))}月`, from, to, clipped: from !== begin || to !== end })
    from = addDays(to, 1)
  }
  return months
}

/** `2023年` for a whole statistical year, otherwise `2023年1月1日至2023年6月30日`. */
export function periodLabel(period: Period, startsOn: YearStart): string {
  const year = statisticalYear(period.from, startsOn)
  const whole = yearPeriod(year, startsOn)
  if (whole.from === period.from && whole.to === period.to) return `${year}年`
  return `${formatDateChinese(period.from)}至${formatDateChinese(period.to)}`
}
