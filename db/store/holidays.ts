import type { DayChange } from '../domain/workingDays.ts'

/** Days off (休) and weekends worked (班) as the State Council announced them, from 2004 on: data of the package chinese-days (MIT), which the window never loads. */
let loaded: Promise<readonly DayChange[]> | null = null

/** `New Year's Day,元旦,1` → `元旦` */
const nameOf = (text: string): string => text.split(',')[1] ?? text

/** Read with the first rule that counts working days, not at sign-in. */
export function builtInHolidays(): Promise<readonly DayChange[]> {
  loaded ??= import('chinese-days/dist/chinese-days.json', { with: { type: 'json' } }).then(({ default: data }) => {
    const of = (days: Record<string, string>, off: boolean): DayChange[] => Object.entries(days).map(([day, text]) => ({ day, off, name: nameOf(text) }))
    return [...of(data.holidays, true), ...of(data.workdays, false)].sort((a, b) => (a.day < b.day ? -1 : 1))
  })
  return loaded
}
