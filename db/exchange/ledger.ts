import { CasebookError } from '../domain/errors.ts'
import { today } from '../domain/dates.ts'
import { formatYuan, parseMoney } from '../domain/money.ts'
import type { MoneyUnit } from '../domain/money.ts'
import type { Fen, LegalDate } from '../domain/records.ts'
import { squeeze } from '../domain/text.ts'
import { EMPTY } from './cells.ts'
import type { Cell, Sheet, Table } from './cells.ts'
import { Findings } from './findings.ts'
import type { RowContext } from './ledgerCells.ts'
import { meaningOf, missingIn, ofOnePerson, repeatsHeader, unitAbove } from './ledgerColumns.ts'
import type { Field, Header } from './ledgerColumns.ts'
import { LedgerCases } from './ledgerCases.ts'
import { checkPerson } from './ledgerChecks.ts'
import { readRow } from './ledgerRow.ts'
import type { CaseFacts } from './ledgerRow.ts'
import { MergedCells } from './mergedCells.ts'
import { chooseSheet } from './ledgerSheets.ts'
import { fromFile } from './ledgerSource.ts'
import type { LedgerSource } from './ledgerSource.ts'
import type { LedgerPerson, LedgerReading, RowReport } from './ledgerTypes.ts'

export type { LedgerCase, LedgerMeasure, LedgerPerson, LedgerReading, LedgerTotals, RowKind, RowReport } from './ledgerTypes.ts'

export interface LedgerOptions {
  /** Which sheet; else the one that looks most like a ledger. */
  sheet?: string
  /** The usual limit of relief for a decision of that date, in fen; amounts above it are flagged. */
  cap?: (date: LegalDate) => { fen: Fen } | null
  today?: LegalDate
  /** A ledger file unless said otherwise. */
  source?: LedgerSource
  cancelled?: () => boolean
}

/**
 * Understands a ledger of relief cases: one or two rows of headings found by name, one row per person, cells of one case merged or left empty
 * for its further people, totals and footers left out. Touches no database. Throws CasebookError 'invalid' where the file is no ledger
 * or 'cancelled'.
 */
export function readLedger(table: Table, options: LedgerOptions = {}): LedgerReading {
  const { sheet, header } = chooseSheet(table, options.sheet ?? null)
  return readRows(sheet, header, options)
}

/** The same for rows whose headings are known. Without the columns that a ledger needs no row is read. @throws CasebookError 'cancelled' */
export function readRows(sheet: Sheet, header: Header, options: LedgerOptions = {}): LedgerReading {
  const merged = new MergedCells(sheet.merges)
  const context: RowContext = {
    heading: (field) => header.columns[header.at.get(field) ?? -1]?.heading ?? meaningOf(field) ?? '',
    has: (field) => header.at.has(field),
    unit: header.columns[header.at.get('amount') ?? -1]?.unit ?? unitAbove(sheet, header),
    date1904: sheet.date1904,
    today: options.today ?? today(),
    source: options.source ?? fromFile,
  }
  const reports: RowReport[] = []
  const cases = new LedgerCases(context)
  let fileTotalFen: Fen | null = null
  const missing = missingIn(header)
  for (let row = header.lastRow + 1; row <= sheet.rows.length && missing.length === 0; row++) {
    if (options.cancelled?.()) throw new CasebookError('cancelled', '已取消读取，没有改动任何内容。')
    const skipped = reasonToSkip(sheet, header, row)
    if (skipped) {
      if (skipped.total) fileTotalFen = totalOf(sheet, header, row, context.unit) ?? fileTotalFen
      reports.push({ row, kind: 'skip', reasons: [skipped.reason], stops: [], understood: null })
      continue
    }
    const cells = cellsOf(sheet, header, merged, row)
    const found = new Findings()
    const { facts, person } = readRow(row, cells, found, context)
    if (merged.covers(row, header.at.get('amount'))) {
      found.ask(`${context.heading('amount')}：金额与上一行合并成一格，看不出每人多少，${context.source.mend('拆开分别填写')}`)
    }
    checkPerson(facts, person, found, context, options.cap)
    cases.add(facts, person, found, merged.covers(row, header.at.get('caseNumber')), cells)
    reports.push({ row, kind: found.kind, reasons: found.reasons, stops: found.stops, understood: understoodOf(facts, person) })
  }
  const { list, totals, together } = cases.finish()
  if (fileTotalFen !== null && fileTotalFen !== totals.fen) {
    const last = reports.findLast((report) => report.kind === 'skip' && report.reasons[0]?.startsWith('合计行'))
    last?.reasons.push(`${context.source.rows}写的合计是 ${formatYuan(fileTotalFen)} 元，能读入的各行相加是 ${formatYuan(totals.fen)} 元，请核对`)
  }
  return {
    sheet: sheet.name,
    headerRow: header.lastRow,
    columns: header.columns.flatMap(({ heading, field }) => (heading ? [{ heading, meaning: meaningOf(field) }] : [])),
    samples: header.columns.flatMap(({ heading }, index) => (heading ? [sampleOf(sheet, header, index)] : [])),
    missing,
    cases: list,
    together,
    rows: reports,
    totals: { ...totals, fileTotalFen },
  }
}

/** The first few different texts of a column. */
function sampleOf(sheet: Sheet, header: Header, column: number): string[] {
  const found = new Set<string>()
  for (let row = header.lastRow; row < sheet.rows.length && row < header.lastRow + 50 && found.size < 3; row++) {
    const text = sheet.rows[row]?.[column]?.text.trim() ?? ''
    if (text !== '') found.add(text.length > 40 ? `${text.slice(0, 40)}…` : text)
  }
  return [...found]
}

function understoodOf(facts: CaseFacts, person: LedgerPerson): RowReport['understood'] {
  const dates = [
    ['受理', facts.acceptedOn],
    ['决定', person.decidedOn],
    ['发放', person.paidOn],
    ['回访', person.visitOn],
  ] as const
  return {
    caseNumber: facts.caseNumber ?? '',
    name: person.name,
    result: person.outcome === 'granted' ? '给予救助' : person.outcome === 'refused' ? '不予救助' : '尚未决定',
    fen: person.amountFen,
    dates: dates.flatMap(([what, date]) => (date === null ? [] : [`${what} ${date}`])).join('，'),
  }
}

const TOTAL = /^(?:合计|总计|共计|累计|合计金额|总合计)[:：]?/
const SUBTOTAL = /^(?:.{0,6}小计|本[页月季].{0,2}计|[\d一二三四]{1,4}(?:年度?|月份?|季度)[合总共]计)/
const FOOTER = /^(?:填表人|填报人|制表人?|审核人?|复核人?|负责人|填报单位|填报日期|填报时间|统计人|经办人|注|备注|说明|附注|单位)[:：\d.、]/

function reasonToSkip(sheet: Sheet, header: Header, row: number): { reason: string; total?: true } | null {
  const cells = sheet.rows[row - 1] ?? []
  const filled = cells.map((cell) => squeeze(cell.text)).filter(Boolean)
  const first = filled[0]
  if (first === undefined) return { reason: '空行' }
  if (repeatsHeader(sheet, header, row)) return { reason: '重复的表头' }
  const has = (field: Field) => {
    const at = header.at.get(field)
    const text = at === undefined ? '' : squeeze(cells[at]?.text ?? '')
    return text !== '' && text !== first
  }
  if (has('paper')) return null
  // Counts such as 37人 may stand in the column of the names.
  if (SUBTOTAL.test(first)) return { reason: '小计行，不是案件' }
  if (TOTAL.test(first)) return { reason: '合计行，不是案件', total: true }
  const name = squeeze(cells[header.at.get('name') ?? -1]?.text ?? '')
  const word = filled.find((text) => SUBTOTAL.test(text) || TOTAL.test(text))
  // The word may stand behind the amounts, where the columns are in another order.
  if (word !== undefined && (name === '' || name === word)) return SUBTOTAL.test(word) ? { reason: '小计行，不是案件' } : { reason: '合计行，不是案件', total: true }
  if (has('name')) return null
  if (FOOTER.test(first)) return { reason: '表尾说明，不是案件' }
  const known = [...header.at.values()].filter((at) => squeeze(cells[at]?.text ?? '') !== '').length
  // A line of text under the table or a heading inside it (such as a year over its cases), or a number prepared for a case to come.
  if (filled.length === 1 && known <= 1 && !has('amount')) return { reason: '只有一格有内容，不像案件' }
  return null
}

/** The total as the file states it; a formula that was saved without being reckoned says nothing. */
function totalOf(sheet: Sheet, header: Header, row: number, unit: MoneyUnit | null): Fen | null {
  const cell = sheet.rows[row - 1]?.[header.at.get('amount') ?? -1] ?? EMPTY
  if (cell.text === '' || (cell.formula && cell.value === 0)) return null
  const parsed = parseMoney(cell.text, { unit: unit ?? 'yuan' })
  return 'fen' in parsed ? parsed.fen : null
}

function cellsOf(sheet: Sheet, header: Header, merged: MergedCells, row: number): Map<Field, Cell> {
  const cells = new Map<Field, Cell>()
  for (const [field, at] of header.at) {
    const from = ofOnePerson.has(field) ? row : merged.topOf(row, at)
    cells.set(field, sheet.rows[from - 1]?.[at] ?? EMPTY)
  }
  return cells
}
