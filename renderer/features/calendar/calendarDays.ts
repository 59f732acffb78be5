import type { CalendarItem } from '../../../db/domain/aftercareRecords.ts'
import { addDays, addMonths, daysBetween, formatDateChinese } from '../../../db/domain/dates.ts'
import type { Id, LegalDate } from '../../../db/domain/records.ts'
import { sheetHtml } from '../../printSheet.ts'

export type CalendarMode = 'month' | 'week'

export const kindLabels: Record<CalendarItem['kind'], string> = { deadline: '期限', instalment: '发放批次', visit: '回访', reply: '答复', handOver: '资金移交' }
export const stateLabels: Record<CalendarItem['state'], string> = { open: '待办', overdue: '逾期', done: '已办' }
export const weekdays = ['星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日'] as const

/** A Monday to count from. */
const MONDAY = '2024-01-01'
export const mondayOf = (day: LegalDate): LegalDate => addDays(day, -((((daysBetween(MONDAY, day) % 7) + 7) % 7)))

/** The weeks that are shown, each from Monday to Sunday: those of the month, or the one of the day. */
export function weeksOf(mode: CalendarMode, day: LegalDate): LegalDate[][] {
  const week = (monday: LegalDate) => weekdays.map((_name, index) => addDays(monday, index))
  if (mode === 'week') return [week(mondayOf(day))]
  const first = `${day.slice(0, 8)}01`
  const last = addDays(addMonths(first, 1), -1)
  const weeks: LegalDate[][] = []
  for (let monday = mondayOf(first); monday <= last; monday = addDays(monday, 7)) weeks.push(week(monday))
  return weeks
}

export const spanOf = (mode: CalendarMode, day: LegalDate): { from: LegalDate; to: LegalDate } => {
  const days = weeksOf(mode, day).flat()
  return { from: days[0] ?? day, to: days.at(-1) ?? day }
}

/** 2026年11月, or the days of the week. */
export function spanName(mode: CalendarMode, day: LegalDate): string {
  if (mode === 'month') return `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月`
  const { from, to } = spanOf(mode, day)
  return `${formatDateChinese(from)}至${formatDateChinese(to)}`
}

export const turned = (mode: CalendarMode, day: LegalDate, step: 1 | -1): LegalDate => (mode === 'month' ? addMonths(day, step) : addDays(day, 7 * step))

/** The day a key leads to; null for keys that lead nowhere. In the week the days stand below each other. */
export function dayAfterKey(mode: CalendarMode, day: LegalDate, key: string): LegalDate | null {
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, -1)
    case 'ArrowRight':
      return addDays(day, 1)
    case 'ArrowUp':
      return addDays(day, mode === 'week' ? -1 : -7)
    case 'ArrowDown':
      return addDays(day, mode === 'week' ? 1 : 7)
    case 'PageUp':
      return turned(mode, day, -1)
    case 'PageDown':
      return turned(mode, day, 1)
    case 'Home':
      return mondayOf(day)
    case 'End':
      return addDays(mondayOf(day), 6)
    default:
      return null
  }
}

export function byDay(items: readonly CalendarItem[]): Map<LegalDate, CalendarItem[]> {
  const days = new Map<LegalDate, CalendarItem[]>()
  for (const item of items) days.set(item.on, [...(days.get(item.on) ?? []), item])
  return days
}

const sections = { deadline: null, instalment: 'disbursement', handOver: 'disbursement', visit: 'visit', reply: 'measure' } as const

/** Where an item is dealt with. */
export function placeOf({ kind, caseId, leadId }: Pick<CalendarItem, 'kind' | 'caseId' | 'leadId'>): { path: string; query?: { section: string } } | null {
  if (leadId !== null) return { path: `/leads/${leadId}` }
  if (caseId === null) return null
  const section = sections[kind]
  return { path: `/cases/${caseId satisfies Id}`, ...(section && { query: { section } }) }
}

/** `2026-11-20 星期五，3 项，其中逾期 1 项`: what is said of a day without seeing it. */
export function dayName(day: LegalDate, items: readonly CalendarItem[]): string {
  const overdue = items.filter(({ state }) => state === 'overdue').length
  return `${formatDateChinese(day)}，${items.length === 0 ? '没有事项' : `${items.length} 项`}${overdue > 0 ? `，其中逾期 ${overdue} 项` : ''}`
}

/** What is shown as a sheet to hang up, day by day; days without anything are left out. */
export function calendarSheet(items: readonly CalendarItem[], { title, officeName, whose, printedOn }: { title: string; officeName: string; whose: string; printedOn: LegalDate }): string {
  const days = [...byDay(items)].sort(([a], [b]) => (a < b ? -1 : 1))
  return sheetHtml({
    title: `${title}日程`,
    facts: [`单位：${officeName}`, `范围：${whose}`, `打印日期：${formatDateChinese(printedOn)}`, `共 ${items.length} 项`],
    notes: items.length === 0 ? ['这段时间没有事项。'] : [],
    tables: days.map(([day, ofDay]) => ({
      title: `${formatDateChinese(day)}　${weekdays[daysBetween(mondayOf(day), day)] ?? ''}`,
      headings: ['类别', '事项', '当事人', '案号', '承办人', '状态'],
      widths: [18, null, 24, 40, 18, 16],
      rows: ofDay.map((item) => [kindLabels[item.kind], item.text, item.people, item.caseNumber ?? '', item.officerName ?? '', stateLabels[item.state]]),
    })),
  })
}
