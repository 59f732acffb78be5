import { isLegalDate } from './dates.ts'
import type { LegalDate } from './records.ts'
import { foldWidth } from './text.ts'

/** One line of a notice on holidays: a run of days off, or one weekend day that is worked. */
export interface NoticeLine {
  day: LegalDate
  through: LegalDate | null
  off: boolean
  name: string
}

const iso = (year: number, month: number, day: number): LegalDate => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

/** The year a notice is for, as its heading says: 关于2027年部分节假日安排的通知. */
export function noticeYear(text: string): number | null {
  const match = /(20\d{2})年(?:部分)?节假日/.exec(foldWidth(text).replace(/\s+/g, '')) ?? /(20\d{2})年/.exec(foldWidth(text))
  return match ? Number(match[1]) : null
}

/**
 * Understands the yearly notice of the State Council's office (部分节假日安排的通知): `春节：2月15日（农历腊月二十八、周日）至23日（周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。`
 * Lines it does not understand are left out; the user sees what was understood before anything is saved.
 * @param year the days belong to, unless a day names its own
 */
export function parseHolidayNotice(text: string, year: number): NoticeLine[] {
  const lines: NoticeLine[] = []
  let name = ''
  // Brackets hold the weekday and the lunar day, which say nothing new.
  const plain = foldWidth(text).replace(/\([^()]*\)/g, '').replace(/[ \t　]+/g, '') // prettier-ignore
  for (const sentence of plain.split(/[。;\n\r]+/)) {
    const heading = /^(?:[一二三四五六七八九十]+、|\d+[.、])?([^:：\d]{2,12})[:：]/.exec(sentence)
    if (heading?.[1]) name = heading[1]
    if (name === '') continue
    for (const clause of sentence.split(/[,，]/)) {
      if (clause.includes('放假') || clause.includes('休息')) lines.push(...daysOff(clause, year, name))
      else if (clause.includes('上班')) lines.push(...daysWorked(clause, year, name))
    }
  }
  const valid = lines.filter(({ day, through }) => isLegalDate(day) && (through === null || (isLegalDate(through) && through > day)))
  return valid.filter((line, index) => valid.findIndex((one) => one.day === line.day) === index).sort((a, b) => (a.day < b.day ? -1 : 1))
}

function daysOff(clause: string, year: number, name: string): NoticeLine[] {
  return [...clause.matchAll(/(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:至(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日)?/g)].map((match) => {
    const [first, month, day] = [Number(match[1] ?? year), Number(match[2]), Number(match[3])]
    const lastMonth = Number(match[5] ?? month)
    const through = match[6] === undefined ? null : iso(Number(match[4] ?? (lastMonth < month ? first + 1 : first)), lastMonth, Number(match[6]))
    return { day: iso(first, month, day), through, off: true, name }
  })
}

function daysWorked(clause: string, year: number, name: string): NoticeLine[] {
  return [...clause.matchAll(/(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日/g)].map((match) => ({
    day: iso(Number(match[1] ?? year), Number(match[2]), Number(match[3])),
    through: null,
    off: false,
    name,
  }))
}
