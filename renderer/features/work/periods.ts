import { addMonths, today } from '../../../db/domain/dates.ts'
import { monthsOf, statisticalYear, yearPeriod } from '../../../db/domain/periods.ts'
import type { YearStart } from '../../../db/domain/periods.ts'
import type { LegalDate } from '../../../db/domain/records.ts'

/** How a list is limited in time: a period that moves with the day, or two days of one's own choosing. */
export interface PeriodFilter {
  preset: string | null
  from: LegalDate | null
  to: LegalDate | null
}
export const noPeriod: PeriodFilter = { preset: null, from: null, to: null }

export const periodPresets = [
  { value: 'month', label: '本月' },
  { value: 'lastMonth', label: '上月' },
  { value: 'year', label: '本年' },
  { value: 'lastYear', label: '上年' },
  { value: 'own', label: '自选日期' },
] as const

/** The days a filter stands for today, in the office's own statistical year and months. */
export function daysOf(filter: PeriodFilter, startsOn: YearStart, day: LegalDate = today()): { from: LegalDate | null; to: LegalDate | null } {
  const year = statisticalYear(day, startsOn)
  switch (filter.preset) {
    case 'year':
      return yearPeriod(year, startsOn)
    case 'lastYear':
      return yearPeriod(year - 1, startsOn)
    case 'month':
    case 'lastMonth': {
      const months = [...monthsOf(yearPeriod(year - 1, startsOn), startsOn), ...monthsOf(yearPeriod(year, startsOn), startsOn)]
      const at = months.findIndex(({ from, to }) => from <= day && day <= to)
      const month = months[filter.preset === 'month' ? at : at - 1]
      return month ? { from: month.from, to: month.to } : { from: addMonths(day, -1), to: day }
    }
    case 'own':
      return { from: legal(filter.from), to: legal(filter.to) }
    default:
      return { from: null, to: null }
  }
}

/** A day that is still being typed limits nothing yet. */
const legal = (date: LegalDate | null) => (date !== null && /^\d{4}-\d{2}-\d{2}$/.test(date) ? date : null)
