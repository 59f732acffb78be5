import { addDays, weekday } from './dates.ts'
import type { LegalDate } from './records.ts'
import type { DayChange, WorkingDays } from './workingDays.ts'

/** For tests: every day from one to the other. */
export function walk(from: LegalDate, to: LegalDate): LegalDate[] {
  const days: LegalDate[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

/** For tests: the clock in the obvious way, looking at every day. */
export function naive(changes: readonly DayChange[]): WorkingDays {
  const isWorkingDay = (day: LegalDate) => {
    const change = changes.findLast((one) => one.day === day)
    return change ? !change.off : !['星期六', '星期日'].includes(weekday(day))
  }
  return {
    isWorkingDay,
    after(from, n) {
      let day = from
      for (let left = n; left > 0; ) {
        day = addDays(day, 1)
        if (isWorkingDay(day)) left -= 1
      }
      return day
    },
    between: (from, to) => (to <= from ? 0 : walk(addDays(from, 1), to).filter(isWorkingDay).length),
  }
}
