import { formatDateChinese } from '../domain/dates.ts'
import { maskAccount, maskName, maskNames, maskText } from '../domain/masking.ts'
import { chineseCapital, formatYuan } from '../domain/money.ts'
import { hide } from '../domain/sensitive.ts'
import type { SensitiveField } from '../domain/sensitive.ts'
import type { PaperFacts } from './paperFacts.ts'

/** How a value is written, and what is hidden of it when names are to be left out. */
export type FieldKind = 'text' | 'name' | 'date' | 'dateWords' | 'money' | 'capital' | 'count' | SensitiveField

/** One placeholder. `T`: the entry of the list it stands in; for placeholders of the whole paper `undefined`. */
export interface Field<T> {
  /** What stands between the braces. */
  name: string
  /** What it is, for whoever edits a template and for the list of what is missing. */
  label: string
  kind: FieldKind
  /** Characters of the line that stands where the value is missing. */
  line: number
  /** May rightly be absent: its line is not reported as missing. */
  maybe: boolean
  /** Ends with a full stop, as a sentence of the paper. */
  sentence: boolean
  /** Printed in blank papers too. */
  always: boolean
  read(facts: PaperFacts, entry: T): string | number | null | undefined
}

type Read<T> = Field<T>['read']
type More = Partial<Pick<Field<unknown>, 'line' | 'maybe' | 'sentence' | 'always'>>
const one = <T>(kind: FieldKind, line: number, name: string, label: string, read: Read<T>, more: More = {}): Field<T> => ({
  name,
  label,
  kind,
  line,
  maybe: false,
  sentence: false,
  always: false,
  read,
  ...more,
})

export const text = <T>(name: string, label: string, read: Read<T>, more?: More): Field<T>[] => [one('text', 10, name, label, read, more)]
/** Free text: its line runs over several rows of the page. */
export const long = <T>(name: string, label: string, read: Read<T>, more?: More): Field<T>[] => [one('text', 54, name, label, read, { sentence: true, ...more })]
export const person = <T>(name: string, label: string, read: Read<T>, more?: More): Field<T>[] => [one('name', 8, name, label, read, more)]
export const secret = <T>(kind: SensitiveField, line: number, name: string, label: string, read: Read<T>, more?: More): Field<T>[] => [one(kind, line, name, label, read, more)]
export const count = <T>(name: string, label: string, read: Read<T>, more?: More): Field<T>[] => [one('count', 4, name, label, read, more)]
/** In figures, and as `…大写` in words. */
export const date = <T>(name: string, label: string, read: Read<T>, more?: More): Field<T>[] => [
  one('date', 0, name, label, read, more),
  one('dateWords', 0, `${name}大写`, `${label}（中文数字）`, read, more),
]
/** In figures without the unit, and as `…大写` in capitals. */
export const money = <T>(name: string, label: string, read: Read<T>, more?: More): Field<T>[] => [
  one('money', 10, name, `${label}（元）`, read, more),
  one('capital', 14, `${name}大写`, `${label}（大写）`, read, more),
]

/** Stands for one stroke of a line until the paper is whole: it is no character of any text, so nothing else can be taken for it. */
export const STROKE = '\uFDD0'
const stroke = (length: number): string => STROKE.repeat(length)

/** The line to be filled by hand. */
export function lineOf(field: Pick<Field<never>, 'kind' | 'line'>): string {
  if (field.kind === 'date' || field.kind === 'dateWords') return `${stroke(6)}年${stroke(4)}月${stroke(4)}日`
  return stroke(field.line)
}

const DIGITS = '〇一二三四五六七八九'

/** `二〇二六年十一月二十二日` */
export function dateInWords(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-')
  const small = (text: string): string => {
    const [tens, ones] = [Math.floor(Number(text) / 10), Number(text) % 10]
    return `${tens > 1 ? DIGITS[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 ? DIGITS[ones] : ''}`
  }
  return `${[...year].map((sign) => DIGITS[Number(sign)]).join('')}年${small(month)}月${small(date)}日`
}

/** Characters no document may hold: they reach the casebook through pasting and would make a file that no program opens. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufdd0-\ufdef\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** The value as the paper shows it; null where there is none. */
export function written({ kind, sentence }: Pick<Field<never>, 'kind' | 'sentence'>, value: string | number | null | undefined): string | null {
  if (value === null || value === undefined || value === '') return null
  if (kind === 'money') return formatYuan(Number(value))
  if (kind === 'capital') return chineseCapital(Number(value))
  const plain = String(value).replace(FORBIDDEN, '').replace(/\r\n?/g, '\n').trim()
  if (plain === '') return null
  if (kind === 'date') return formatDateChinese(plain)
  if (kind === 'dateWords') return dateInWords(plain)
  return sentence && !/[。！？；…：.!?;:]$/.test(plain) ? `${plain}。` : plain
}

const namesIn = (text: string): string[] => text.split(/[、，,；;/\s]+/).filter((name) => name.length > 1)

/** The names that must not be read in a paper without names: those of the case's people, not of officers and offices. */
export function namesToHide({ case: file, lead, recipient }: PaperFacts): string[] {
  const people = [...(file?.recipients ?? []), ...(recipient ? [recipient] : [])]
  const names = [
    ...people.flatMap(({ person, guardianName, agentName, accountHolder }) => [person.name, guardianName, agentName, accountHolder]),
    ...(lead?.people.map(({ person }) => person.name) ?? []),
    file?.original?.suspects,
    lead?.suspects,
    ...(file?.disbursements.map(({ payee }) => payee) ?? []),
  ]
  return [...new Set(names.flatMap((name) => namesIn(name ?? '')))]
}

/** The written value without names and numbers of people. */
export function hidden(kind: FieldKind, value: string, names: readonly string[]): string {
  if (kind === 'name') return value.replace(/[^、，,；;/\s]+/g, (name) => maskName(name))
  if (isSecret(kind) && kind !== 'bankAccount') return hide[kind as SensitiveField](value) ?? ''
  if (kind !== 'text' && kind !== 'bankAccount') return value
  return kind === 'bankAccount' ? maskNames(value, names).replace(/\d[\d ]{4,}\d/g, maskAccount) : maskText(value, names)
}

/** Whether it is one of the numbers and addresses that need a permission of their own. */
export const isSecret = (kind: FieldKind): boolean => kind in hide
