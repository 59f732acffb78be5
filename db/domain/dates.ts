import type { LegalDate } from './records.ts'
import { foldWidth, quote } from './text.ts'

export type ParsedDate = { date: LegalDate } | { error: string }

const MIN_YEAR = 1900
const MAX_YEAR = 2199
/** No date is longer, weekday and time included. */
const LONGEST = 60
const DAY = 86_400_000
/** 2199-12-31, counted from 1900-01-01 as 1. */
const LAST_DAY = 109_573
const WEEKDAYS = ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'] as const
const CHINESE_ZERO_TO_NINE = '〇一二三四五六七八九'

/**
 * Reads a day as people type it: `20231115`, `2023.11.15`, `2023-11-15`, `2023/1/5`, `2023年11月15日`, `二〇二三年十一月十五日`, full-width,
 * with a weekday or a time of day behind. A number (not text) of five digits is taken for the serial number of a spreadsheet.
 * Refused in words: days that do not exist, two-digit years, missing parts, other orders, years outside 1900-2199.
 */
export function parseDate(input: string | number): ParsedDate {
  if (typeof input === 'number') return fromNumber(input)
  if (input.length > LONGEST) return { error: `没有看懂日期${quote(input)}，请写成 2023-11-15` }
  const text = foldWidth(input)
    .trim()
    .replace(/[\s,，]*[(]?(?:星期|周|礼拜)[一二三四五六日天][)]?$/, '')
    .replace(/[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/, '')
    .trim()
  if (text === '') return { error: '请填写日期' }
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (compact) return fromParts(compact)
  const plain = fromChineseNumerals(text)
  const full = /^(\d{4})\s*[-‐‑–—./年、 ]\s*(\d{1,2})\s*[-‐‑–—./月、 ]\s*(\d{1,2})\s*[日号.]?$/.exec(plain)
  if (full) return fromParts(full)
  return { error: explain(plain, input) }
}

/** The months (`2021-03`) a text names without a day: `2021.3月`, `二〇二一年三月`, `202103`. `2021.1` may be January, or October that lost its zero. */
export function monthsOf(input: string): string[] {
  const text = fromChineseNumerals(foldWidth(input).trim())
  const match = /^((?:19|20)\d{2})\s*[-./年]\s*(\d{1,2})\s*(?:月份?)?$/.exec(text) ?? /^((?:19|20)\d{2})(0[1-9]|1[0-2])$/.exec(text)
  const [month, year] = [Number(match?.[2]), match?.[1] ?? '']
  if (!match || month < 1 || month > 12) return []
  const months = text === `${year}.1` ? [1, 10] : [month]
  return months.map((one) => `${year}-${String(one).padStart(2, '0')}`)
}

function explain(text: string, original: string): string {
  if (/^\d{4}\s*[-./年]\s*\d{1,2}月?$/.test(text) || /^(19|20)\d{2}(0[1-9]|1[0-2])$/.test(text)) return `${quote(original)}只写到月，请补上日`
  if (/^\d{4}年?$/.test(text)) return `${quote(original)}只写了年份，请补上月、日`
  if (/^\d{1,2}\s*[-./月]\s*\d{1,2}[日号]?$/.test(text)) return `${quote(original)}缺少年份，请写成 2023-11-15 这样的日期`
  if (/^'?\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}[日号]?$/.test(text) || /^\d{6}$/.test(text)) return `${quote(original)}的年份请写四位，例如 2023-11-15`
  if (/^\d{1,2}\s*[-./]\s*\d{1,2}\s*[-./]\s*\d{4}$/.test(text)) return `${quote(original)}请按年、月、日的顺序写，例如 2023-11-15`
  return `没有看懂日期${quote(original)}，请写成 2023-11-15、20231115 或 2023年11月15日`
}

function fromNumber(value: number): ParsedDate {
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(String(value))
  if (compact) return fromParts(compact)
  const date = value >= 10_000 && value < 100_000 ? fromExcelSerial(value) : null
  return date ? { date } : { error: `没有看懂日期${quote(String(value))}，请写成 2023-11-15` }
}

function fromParts(match: RegExpExecArray): ParsedDate {
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (year < MIN_YEAR || year > MAX_YEAR) return { error: `年份 ${year} 不在 ${MIN_YEAR} 至 ${MAX_YEAR} 年之间，请核对` }
  if (month < 1 || month > 12) return { error: `没有 ${month} 月，请核对日期` }
  if (day < 1 || day > daysIn(year, month)) return { error: `${year} 年 ${month} 月没有 ${day} 日，请核对` }
  return { date: iso(year, month, day) }
}

/** `二〇二三年十一月十五日` → `2023年11月15日`; text without such numerals stays. */
function fromChineseNumerals(text: string): string {
  if (!/[一二三四五六七八九十]/.test(text)) return text
  const digits = text.replace(/[零○]/g, '〇')
  return digits
    .replace(/([一二三四五六七八九])?十([一二三四五六七八九])?/g, (_all, tens?: string, ones?: string) => String(digitOf(tens ?? '一') * 10 + digitOf(ones ?? '〇')))
    .replace(/[〇一二三四五六七八九]/g, (sign) => String(digitOf(sign)))
}

function digitOf(sign: string): number {
  return CHINESE_ZERO_TO_NINE.indexOf(sign)
}

/** Whether this is a real day written `YYYY-MM-DD` within the years Casebook keeps. */
export function isLegalDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return match !== null && 'date' in fromParts(match)
}

/**
 * The day of a spreadsheet's serial number, times of day cut off. In the 1900 system numbers up to 59 count from 1900-01-01 as 1; number 60
 * is the 29 February 1900 that never was (a Lotus error kept by Excel), so everything after it is one too high (ECMA-376 18.17.4.1).
 * Null for 60, for numbers before the first day, and outside the years Casebook keeps.
 */
export function fromExcelSerial(serial: number, options: { date1904?: boolean } = {}): LegalDate | null {
  if (!Number.isFinite(serial)) return null
  const days = Math.floor(serial)
  let since1900: number
  if (options.date1904) since1900 = days + 1461
  else if (days === 60 || days < 1) return null
  else since1900 = days < 60 ? days : days - 1
  if (since1900 < 1 || since1900 > LAST_DAY) return null
  return fromUtc(Date.UTC(1900, 0, 1) + (since1900 - 1) * DAY)
}

/** The real day written as eight digits in a number (`19901301` is none); null where it is not one. */
export function fromEightDigits(text: string): LegalDate | null {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  const read = match && fromParts(match)
  return read && 'date' in read ? read.date : null
}

/** The serial number of a day in the 1900 system, for writing real dates into spreadsheets. */
export function toExcelSerial(date: LegalDate): number {
  const days = (toUtc(date) - Date.UTC(1900, 0, 1)) / DAY + 1
  return days < 60 ? days : days + 1
}

function toUtc(date: LegalDate): number {
  return Date.UTC(yearOf(date), monthNumber(date) - 1, dayNumber(date))
}

function fromUtc(instant: number): LegalDate {
  return new Date(instant).toISOString().slice(0, 10)
}

function iso(year: number, month: number, day: number): LegalDate {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

export function yearOf(date: LegalDate): number {
  return Number(date.slice(0, 4))
}

function monthNumber(date: LegalDate): number {
  return Number(date.slice(5, 7))
}

function dayNumber(date: LegalDate): number {
  return Number(date.slice(8, 10))
}

export function addDays(date: LegalDate, days: number): LegalDate {
  return fromUtc(toUtc(date) + days * DAY)
}

/** Days from `from` to `to`; negative where `to` is earlier. */
export function daysBetween(from: LegalDate, to: LegalDate): number {
  return (toUtc(to) - toUtc(from)) / DAY
}

/** The same day of a later (or earlier) month; the month's last day where it has no such day (民法典 第二百零二条). */
export function addMonths(date: LegalDate, months: number): LegalDate {
  const index = yearOf(date) * 12 + monthNumber(date) - 1 + months
  const [year, month] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1]
  return iso(year, month, Math.min(dayNumber(date), daysIn(year, month)))
}

/** `星期三` */
export function weekday(date: LegalDate): string {
  return WEEKDAYS[new Date(toUtc(date)).getUTCDay()] ?? ''
}

/** `2023-11-15 星期三`: what was understood, to show beside a field. Empty for null. */
export function formatDate(date: LegalDate | null): string {
  return date ? `${date} ${weekday(date)}` : ''
}

/** `2023年11月15日`, as in papers. Empty for null. */
export function formatDateChinese(date: LegalDate | null): string {
  return date ? `${yearOf(date)}年${monthNumber(date)}月${dayNumber(date)}日` : ''
}

/** Full years of age on a day, reached on the birthday itself (born on 29 February: on the 28th of common years). Negative before birth. */
export function ageOn(birth: LegalDate, date: LegalDate): number {
  const years = yearOf(date) - yearOf(birth)
  return addMonths(birth, years * 12) <= date ? years : years - 1
}

/** Order of two days for sorting; missing days come last. */
export function compare(a: LegalDate | null, b: LegalDate | null): -1 | 0 | 1 {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return a < b ? -1 : 1
}

/** The day on this computer's calendar. */
export function today(now: Date = new Date()): LegalDate {
  return iso(now.getFullYear(), now.getMonth() + 1, now.getDate())
}
