import { squeeze } from './text.ts'

/** Where an office's pattern takes the year and the running number, e.g. `冀廊安检救助〔{year}〕{seq}号`. */
const YEAR = '{year}'
const SEQ = '{seq}'

export interface CaseNumber {
  year: number
  seq: number
  /** What stands before the year and its bracket: office and kind of case. */
  prefix: string
}

/**
 * One way of writing case numbers: widths folded, no spaces, any bracket around the year (also `{year}` in a pattern) as 〔〕, the 号 at the end
 * present after 〔year〕number. Two numbers are the same case number where this gives the same text.
 */
export function normalizeCaseNumber(text: string): string {
  return squeeze(text)
    .replace(/[[({【〔〖「『《<〈［（｛](\d{4}|\{year\})年?[\])}】〕〗」』》>〉］）｝]/g, '〔$1〕')
    .replace(/〕第?(\d+|\{seq\})号?$/, '〕$1号')
}

/**
 * Reads a case number: of the given pattern, or without one of the usual shape `…〔2020〕1号` (also `…2020-1`). Any brackets are understood.
 * Null where the text is not such a number.
 */
export function parseCaseNumber(text: string, pattern?: string): CaseNumber | null {
  const normal = normalizeCaseNumber(text)
  if (pattern !== undefined) return parseByPattern(normal, normalizeCaseNumber(pattern))
  const match = /^(.*)〔(\d{4})〕(\d{1,9})号$/.exec(normal) ?? /^(.*?)(?<!\d)((?:19|20)\d{2})(?:[-—年/])第?(\d{1,9})号?$/.exec(normal)
  return match ? caseNumber(match[1] ?? '', match[2], match[3]) : null
}

function parseByPattern(normal: string, pattern: string): CaseNumber | null {
  if (!pattern.includes(YEAR) || !pattern.includes(SEQ)) return null
  const source = pattern
    .replace(/[.*+?^$|\\()[\]]/g, '\\$&')
    .replace(YEAR, '(?<year>\\d{4})')
    .replace(SEQ, '(?<seq>\\d{1,9})')
  const groups = new RegExp(`^${source}$`, 'u').exec(normal)?.groups
  return groups ? caseNumber((pattern.split(YEAR)[0] ?? '').replace(/〔$/, ''), groups.year, groups.seq) : null
}

function caseNumber(prefix: string, yearText: string | undefined, seqText: string | undefined): CaseNumber | null {
  const [year, seq] = [Number(yearText), Number(seqText)]
  return year >= 1980 && year <= 2199 && seq > 0 ? { year, seq, prefix } : null
}

/** Writes a number by the office's pattern. */
export function formatCaseNumber(pattern: string, year: number, seq: number): string {
  return pattern.replace(YEAR, String(year)).replace(SEQ, String(seq))
}

/** The next number of that year: one above the highest in use. Gaps are left alone: they may be numbers given out on paper. */
export function proposeCaseNumber(pattern: string, year: number, existing: Iterable<number>): string {
  let highest = 0
  for (const seq of existing) if (seq > highest) highest = seq
  return formatCaseNumber(pattern, year, highest + 1)
}

/** Missing numbers `from`…`to` (both included) between 1 and the highest in use, of one prefix and year. */
export interface NumberGap {
  prefix: string
  year: number
  from: number
  to: number
}

/** The gaps in running numbers, by prefix and year in the order of the text and year. */
export function missingNumbers(list: Iterable<CaseNumber>): NumberGap[] {
  const series = new Map<string, { prefix: string; year: number; seqs: number[] }>()
  for (const { prefix, year, seq } of list) {
    const key = `${prefix}\n${year}`
    const one = series.get(key)
    if (one) one.seqs.push(seq)
    else series.set(key, { prefix, year, seqs: [seq] })
  }
  const gaps: NumberGap[] = []
  for (const { prefix, year, seqs } of [...series.values()].sort((a, b) => (a.prefix === b.prefix ? a.year - b.year : a.prefix < b.prefix ? -1 : 1))) {
    let next = 1
    for (const seq of seqs.sort((a, b) => a - b)) {
      if (seq > next) gaps.push({ prefix, year, from: next, to: seq - 1 })
      next = Math.max(next, seq + 1)
    }
  }
  return gaps
}

/**
 * Text that sorts as the numbers do (10 after 9, years in order), digits and a hyphen only, so that every database agrees on the order.
 * A case without a number sorts behind the numbered ones of its year.
 */
export function caseSortKey(number: { year: number; seq: number | null }): string {
  return `${String(number.year).padStart(4, '0')}-${number.seq === null ? '9999999999' : String(number.seq).padStart(10, '0')}`
}
