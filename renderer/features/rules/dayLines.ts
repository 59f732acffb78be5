import { addDays, weekday, yearOf } from '../../../db/domain/dates.ts'
import { knownThrough, ownDays } from '../../../db/domain/reference.ts'
import type { LegalDate } from '../../../db/domain/records.ts'
import type { NoticeLine } from '../../../db/domain/holidayNotice.ts'
import type { DayChange } from '../../../db/domain/workingDays.ts'
import { ownEntries } from './referenceLines.ts'
import type { Line } from './referenceLines.ts'

export type DayLine = Line<'holiday'>

const lastOf = (line: Pick<DayLine, 'key' | 'value'>): LegalDate => line.value.through ?? line.key

/** Every day of some lines. */
export function daysOf(lines: readonly DayLine[]): DayChange[] {
  return lines.flatMap((line) => {
    const days: DayChange[] = []
    for (let day = line.key; day <= lastOf(line); day = addDays(day, 1)) days.push({ day, off: line.value.off, name: line.value.name })
    return days
  })
}

/** The lines of a year in their order; a line that spans two years stands in both. */
export function linesOfYear(lines: readonly DayLine[], year: number): DayLine[] {
  return lines.filter((line) => yearOf(line.key) === year || yearOf(lastOf(line)) === year).sort((a, b) => (a.key < b.key ? -1 : 1))
}

/** Last day whose arrangement is on record. */
export function knownUntil(lines: readonly DayLine[]): LegalDate {
  return knownThrough(daysOf(lines.filter((line) => line.id === null)), ownDays(ownEntries(lines)))
}

/**
 * The year whose arrangement is still to be entered, or null: the present year at any time, the next one from November on, when it is announced.
 */
export function missingYear(lines: readonly DayLine[], today: LegalDate): number | null {
  const known = yearOf(knownUntil(lines))
  const year = yearOf(today)
  if (known < year) return known + 1
  return known === year && today.slice(5) >= '11-01' ? year + 1 : null
}

/** Lines of a notice that say something new; days already on record as they are said are left out. */
export function newLines(notice: readonly NoticeLine[], lines: readonly DayLine[]): NoticeLine[] {
  const known = new Map(daysOf(lines.filter((line) => line.id === null)).map(({ day, off }) => [day, off]))
  for (const { day, off } of daysOf(lines.filter((line) => line.id !== null))) known.set(day, off)
  return notice.filter((line) => {
    for (let day = line.day; day <= (line.through ?? line.day); day = addDays(day, 1)) if (known.get(day) !== line.off) return true
    return false
  })
}

/** `2026-02-15 星期日 至 2026-02-23 星期一` */
export function rangeText(day: LegalDate, through: LegalDate | null): string {
  return `${day} ${weekday(day)}${through === null ? '' : ` 至 ${through} ${weekday(through)}`}`
}

/** Whether every day of a line is a weekend that is off, or a weekday that is worked: the line changes nothing. */
export function changesNothing(day: LegalDate, through: LegalDate | null, off: boolean): boolean {
  for (let one = day; one <= (through ?? day); one = addDays(one, 1)) if (['星期六', '星期日'].includes(weekday(one)) !== off) return false
  return true
}
