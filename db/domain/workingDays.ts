import { addDays, daysBetween } from './dates.ts'
import type { LegalDate } from './records.ts'

/** The working-day clock of periods counted in 工作日. The day a period starts from does not count itself (民法典 第二百零一条). */
export interface WorkingDays {
  isWorkingDay(day: LegalDate): boolean
  /** The n-th working day after `from`, which does not count itself. @throws RangeError where n is no positive whole number */
  after(from: LegalDate, n: number): LegalDate
  /** Working days after `from` up to and including `to`; 0 where `to` is not later. */
  between(from: LegalDate, to: LegalDate): number
}

/** A day that is not what its weekday says: a holiday on a weekday, a weekend that is worked (调休上班). */
export interface DayChange {
  day: LegalDate
  /** Off work (休), else worked (班). */
  off: boolean
  /** 春节, 国庆节, or what the office calls it. */
  name: string
}

/** A Monday. */
const MONDAY: LegalDate = '1899-12-25'
const MOST_DAYS = 100_000

/** A year has few days and a workbench asks for the same ones thousands of times. */
const known = new Map<LegalDate, number>()
const MOST_KNOWN = 10_000
function numberOf(day: LegalDate): number {
  const found = known.get(day)
  if (found !== undefined) return found
  if (known.size >= MOST_KNOWN) known.clear()
  const number = daysBetween(MONDAY, day)
  known.set(day, number)
  return number
}
/** Mondays to Fridays among the first `days` days from a Monday on; `days` may be negative. */
function weekdaysIn(days: number): number {
  const weeks = Math.floor(days / 7)
  return weeks * 5 + Math.min(days - weeks * 7, 5)
}
const isWeekday = (number: number): boolean => (((number % 7) + 7) % 7) < 5

/**
 * A clock over weekends and the given changes; of two for the same day the later in the list holds. Outside them only weekends are off.
 * `between` costs two binary searches, so a case that has been overdue for years costs no more than one of today.
 */
export function workingDaysOf(changes: Iterable<DayChange>): WorkingDays {
  const changed = new Map<number, boolean>()
  for (const { day, off } of changes) changed.set(numberOf(day), !off)
  // Only what differs from the weekday, in order, with how many working days more or fewer there are up to and including it.
  const days = [...changed].filter(([number, works]) => works !== isWeekday(number)).sort(([a], [b]) => a - b)
  const numbers = days.map(([number]) => number)
  const sums: number[] = [0]
  for (const [, works] of days) sums.push((sums.at(-1) ?? 0) + (works ? 1 : -1))

  /** Working days from the Monday above up to and including this one. */
  function upTo(number: number): number {
    let [low, high] = [0, numbers.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((numbers[middle] ?? 0) <= number) low = middle + 1
      else high = middle
    }
    return weekdaysIn(number + 1) + (sums[low] ?? 0)
  }
  const works = (number: number): boolean => changed.get(number) ?? isWeekday(number)

  return {
    isWorkingDay: (day) => works(numberOf(day)),
    after(from, n) {
      if (!Number.isSafeInteger(n) || n < 1 || n > MOST_DAYS) throw new RangeError(`no such number of working days: ${n}`)
      const start = numberOf(from)
      let number = start
      for (let left = n; left > 0; ) {
        number += 1
        if (works(number)) left -= 1
      }
      return addDays(from, number - start)
    },
    between: (from, to) => (to <= from ? 0 : upTo(numberOf(to)) - upTo(numberOf(from))),
  }
}
