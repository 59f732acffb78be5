import { CasebookError } from '../domain/errors.ts'
import { KEPT, ledgerFields } from '../domain/ledgerFields.ts'
import type { LedgerField } from '../domain/ledgerFields.ts'
import type { MoneyUnit } from '../domain/money.ts'
import { squeeze } from '../domain/text.ts'
import type { Sheet } from './cells.ts'
import { recognise } from './ledgerHeadings.ts'

/** What a column of a ledger may hold. */
export type Field = LedgerField

const labels = new Map<Field, string>(ledgerFields.map(({ field, label }) => [field, label]))

/** Fields of one person alone: a merged cell over several people says nothing certain about the second. */
export const ofOnePerson: ReadonlySet<Field> = new Set<Field>([
  'name', 'sex', 'birthDate', 'ethnicity', 'paper', 'phone', 'relation', 'accountHolder', 'bankName', 'bankAccount', 'requested', 'amount', 'decisionNumber', 'serial', 'caseNumber',
]) // prettier-ignore

/** The last heading of a file of refused rows. */
export const REASON = '原因'

export interface Column {
  /** The heading as the file has it; of two rows of headings both, joined by “·”. */
  heading: string
  field: Field | null
  /** The unit an amount's heading states. */
  unit: MoneyUnit | null
  /** Of a column that is no field, whether its words are kept in a note of the case. */
  kept: boolean
}

export interface Header {
  /** First and last row of the headings, counted from 1. */
  firstRow: number
  lastRow: number
  columns: Column[]
  /** Index of the column of each field found. */
  at: Map<Field, number>
}

export function meaningOf(field: Field | null): string | null {
  return field === null ? null : (labels.get(field) ?? null)
}

/** What becomes of a column, as a person chooses it; null where nothing does. */
export function choiceOf({ field, kept }: Pick<Column, 'field' | 'kept'>): string | null {
  return meaningOf(field) ?? (kept ? KEPT : null)
}

/** Finds the heading row, or two of them one above the other, among the first 40 rows. Null where the sheet is no ledger. */
export function findHeader(sheet: Sheet): Header | null {
  const last = Math.min(sheet.rows.length, 40)
  const best = (height: number): Header | null => {
    let found: Header | null = null
    for (let row = 1; row <= last; row++) {
      const header = headerAt(sheet, row, height)
      if (header && (!found || header.at.size > found.at.size)) found = header
    }
    return found
  }
  const [one, two] = [best(1), best(2)]
  if (!one || !two) return one ?? two
  // Of the same lower row the pair knows better: a lone 姓名 may be the victim's by what stands over it.
  return two.lastRow === one.lastRow || two.at.size > one.at.size ? two : one
}

/**
 * Two rows are a pair of headings only where the upper one names a column by itself, or holds nothing but short heads over more headings: else a title or the
 * first case would be taken in.
 */
function isPair(sheet: Sheet, row: number): boolean {
  const [upper, lower] = [texts(sheet, row), texts(sheet, row + 1)]
  if (upper.some((text, i) => text !== '' && !lower[i] && recognise(text, '') !== null)) return true
  const [heads, below] = [upper.filter(Boolean), lower.filter(Boolean)]
  const areHeads = heads.length >= 2 && heads.length < below.length && heads.every((text) => text.length <= 8 && !/[:：\d]/.test(text))
  return areHeads && below.every((text) => text.length <= 20 && !/\d{3}/.test(text))
}

/** What a ledger cannot be read without. */
export function missingIn({ at }: Pick<Header, 'at'>): string[] {
  const missing: string[] = []
  if (!at.has('name')) missing.push(meaningOf('name') ?? '')
  if (!at.has('caseNumber') && !at.has('amount') && !at.has('paper')) missing.push('救助案号、救助金额、身份证件号码中的一列')
  return missing
}

function headerAt(sheet: Sheet, row: number, height: number): Header | null {
  const header = rowsAsHeader(sheet, row, height)
  return header && header.at.size >= 4 && missingIn(header).length === 0 ? header : null
}

/** One row or two as headings, whether they make a ledger or not. */
export function rowsAsHeader(sheet: Sheet, row: number, height: number): Header | null {
  if (height === 2 && !isPair(sheet, row)) return null
  const upper = shown(sheet, row)
  const lower = height === 2 ? shown(sheet, row + 1) : []
  const columns: Column[] = []
  const ranks: number[] = []
  let group = ''
  for (let i = 0; i < Math.max(upper.length, lower.length); i++) {
    if (upper[i]) group = upper[i] ?? ''
    const child = lower[i] ?? ''
    // A heading merged over several columns stands in the first of them only.
    const parent = child ? group : (upper[i] ?? '')
    const heading = child && parent && child !== parent ? `${parent}·${child}` : child || parent
    const match = recognise(squeeze(parent), squeeze(child))
    columns.push({ heading, field: match?.field ?? null, unit: unitIn(squeeze(parent + child)), kept: true })
    ranks.push(match?.rank ?? Number.MAX_SAFE_INTEGER)
  }
  const at = new Map<Field, number>()
  columns.forEach(({ field }, i) => {
    if (field === null) return
    const other = at.get(field)
    if (other === undefined || (ranks[i] ?? 0) < (ranks[other] ?? 0)) at.set(field, i)
  })
  const last = columns.at(-1)
  if (last?.heading === REASON) last.kept = false
  // Of two numbers the decision's is its own; a lone one is what the office knows its cases by.
  const lone = at.has('caseNumber') ? undefined : at.get('decisionNumber')
  if (lone !== undefined) {
    at.delete('decisionNumber')
    at.set('caseNumber', lone)
  }
  const fieldAt = new Map([...at].map(([field, i]) => [i, field]))
  for (const [i, column] of columns.entries()) column.field = fieldAt.get(i) ?? null
  return { firstRow: row, lastRow: row + height - 1, columns, at }
}

/** What a person says a column is: its heading, of equal ones in their order, and the label of a field, `KEPT`, or null for what is left out. */
export interface ColumnChoice {
  heading: string
  meaning: string | null
}

/**
 * The headings with the meanings a person gave; columns that are not named keep theirs unless another took it.
 * @throws CasebookError 'invalid' for a meaning there is not or that two columns have
 */
export function withMeanings(header: Header, choices: readonly ColumnChoice[]): Header {
  const left = [...choices]
  const chosen = header.columns.map((column) => {
    const found = left.findIndex(({ heading }) => heading === column.heading)
    return found < 0 ? null : (left.splice(found, 1)[0] ?? null)
  })
  const at = new Map<Field, number>()
  chosen.forEach((choice, index) => {
    if (!choice || choice.meaning === null || choice.meaning === KEPT) return
    const field = ledgerFields.find(({ label }) => label === choice.meaning)?.field
    if (!field) throw new CasebookError('invalid', `没有“${choice.meaning}”这一项，请从列表中选择。`)
    if (at.has(field)) throw new CasebookError('invalid', `有两列都指定为“${choice.meaning}”，请只保留一列。`)
    at.set(field, index)
  })
  header.columns.forEach(({ field }, index) => {
    if (!chosen[index] && field !== null && !at.has(field)) at.set(field, index)
  })
  const fieldAt = new Map([...at].map(([field, index]) => [index, field]))
  return { ...header, at, columns: header.columns.map((column, index) => ({ ...column, field: fieldAt.get(index) ?? null, kept: chosen[index] ? chosen[index].meaning !== null : column.kept })) }
}

function shown(sheet: Sheet, row: number): string[] {
  return (sheet.rows[row - 1] ?? []).map((cell) => cell.text.replace(/\s+/g, ''))
}

function texts(sheet: Sheet, row: number): string[] {
  return (sheet.rows[row - 1] ?? []).map((cell) => squeeze(cell.text))
}

function unitIn(heading: string): MoneyUnit | null {
  if (/万元|[(（]万[)）]/.test(heading)) return 'wan'
  return /[(（/,，]元[)）]?|人民币元/.test(heading) ? 'yuan' : null
}

/** The unit stated above the headings, e.g. 单位：万元. */
export function unitAbove(sheet: Sheet, header: Header): MoneyUnit | null {
  for (const row of sheet.rows.slice(0, header.firstRow - 1)) {
    for (const cell of row) {
      const match = /单位[:：]?(?:人民币)?(万?元)/.exec(squeeze(cell.text))
      if (match) return match[1] === '万元' ? 'wan' : 'yuan'
    }
  }
  return null
}

/** Whether a row repeats the headings, as ledgers put together from printed pages do. */
export function repeatsHeader(sheet: Sheet, header: Header, row: number): boolean {
  const here = texts(sheet, row)
  return [header.firstRow, header.lastRow].some((at) => {
    const there = texts(sheet, at)
    const filled = here.filter(Boolean).length
    return filled >= 3 && here.every((text, i) => !text || text === there[i])
  })
}
