import { CasebookError } from '../domain/errors.ts'
import { today } from '../domain/dates.ts'
import { formatYuan, parseMoney } from '../domain/money.ts'
import type { MoneyUnit } from '../domain/money.ts'
import type { Fen, LegalDate } from '../domain/records.ts'
import { squeeze } from '../domain/text.ts'
import { EMPTY } from './cells.ts'
import type { Cell, Sheet } from './cells.ts'
import { Findings } from './findings.ts'
import type { RowContext } from './ledgerCells.ts'
import { meaningOf, missingIn, ofOnePerson, repeatsHeader, unitAbove } from './ledgerColumns.ts'
import type { Field, Header } from './ledgerColumns.ts'
import { LedgerCases } from './ledgerCases.ts'
import { checkPerson } from './ledgerChecks.ts'
import { readRow } from './ledgerRow.ts'
import { becomes, resultText } from './becomes.ts'
import { unmended } from './mending.ts'
import type { Mending } from './mending.ts'
import { MergedCells } from './mergedCells.ts'
import { fromFile } from './ledgerSource.ts'
import type { LedgerSource } from './ledgerSource.ts'
import type { LedgerReading, RowReport } from './ledgerTypes.ts'

export type { LedgerCase, LedgerMeasure, LedgerPerson, LedgerReading, LedgerTotals, RowKind, RowReport } from './ledgerTypes.ts'

export interface LedgerOptions {
  /** The usual limit of relief for a decision of that date, in fen; amounts above it are flagged. */
  cap?: (date: LegalDate) => { fen: Fen } | null
  today?: LegalDate
  /** A ledger file unless said otherwise. */
  source?: LedgerSource
  /** What a person said of some rows. */
  mending?: Mending
  cancelled?: () => boolean
}

/**
 * Understands the rows of a ledger of relief cases whose headings are known: one row per person, cells of one case merged or left empty for its further people,
 * totals and footers left out. Touches no database. Without the columns that a ledger needs no row is read. @throws CasebookError 'cancelled'
 */
export function readRows(sheet: Sheet, header: Header, options: LedgerOptions = {}): LedgerReading {
  const merged = new MergedCells(sheet.merges)
  const context: RowContext = {
    heading: (field) => header.columns[header.at.get(field) ?? -1]?.heading ?? meaningOf(field) ?? '',
    has: (field) => header.at.has(field),
    columnOf: (field) => header.at.get(field) ?? -1,
    unit: header.columns[header.at.get('amount') ?? -1]?.unit ?? unitAbove(sheet, header),
    date1904: sheet.date1904,
    today: options.today ?? today(),
    source: options.source ?? fromFile,
  }
  const mending = options.mending ?? unmended
  const reports: RowReport[] = []
  const cases = new LedgerCases(context)
  let fileTotalFen: Fen | null = null
  const missing = missingIn(header)
  for (let row = header.lastRow + 1; row <= sheet.rows.length && missing.length === 0; row++) {
    if (options.cancelled?.()) throw new CasebookError('cancelled', '已取消读取，没有改动任何内容。')
    const skipped = reasonToSkip(sheet, header, row)
    if (skipped) {
      if (skipped.total) fileTotalFen = totalOf(sheet, header, row, context.unit) ?? fileTotalFen
      reports.push({ row, kind: 'skip', reasons: [skipped.reason], stops: [], asks: [], mended: false, cells: [], becomes: [], understood: null })
      continue
    }
    const cells = cellsOf(sheet, header, merged, row)
    const shown = { row, mended: mending.touches(row), cells: shownCells(sheet, header, cells, row, mending) }
    if (mending.leavesOut(row)) {
      reports.push({ ...shown, kind: 'skip', reasons: [LEFT_OUT], stops: [], asks: [], becomes: [], understood: null })
      continue
    }
    const found = new Findings()
    const parts = mending.parts(row, cells, header).map((part) => ({ part, ...readRow(row, part, found, { ...context, onePerson: mending.isOnePerson(row) }) }))
    const amountAt = header.at.get('amount')
    if (merged.covers(row, amountAt) && amountAt !== undefined && mending.text(row, amountAt) === null && parts.length === 1) {
      found.ask(`${context.heading('amount')}：金额与上一行合并成一格，看不出每人多少，请拆开分别填写`)
    }
    if (parts.length > 1) checkShares(parts, cells, found, context)
    const said = mending.said(row, cells, header)
    if (said !== null) found.note(said)
    for (const [index, { part, facts, person }] of parts.entries()) {
      if (said !== null) facts.remark = facts.remark === null ? said : `${facts.remark}；${said}`
      checkPerson(facts, person, found, context, options.cap)
      const above = index > 0 || merged.covers(row, header.at.get('caseNumber'))
      cases.add(facts, person, found, above ? 'above' : mending.belongs(row), part)
    }
    reports.push({ ...shown, kind: found.kind, reasons: found.reasons, stops: found.stops, asks: found.asks, becomes: shownBecomes(header, parts), understood: understoodOf(parts) })
  }
  const { list, totals, together } = cases.finish()
  if (fileTotalFen !== null && fileTotalFen !== totals.fen) {
    const last = reports.findLast((report) => report.kind === 'skip' && report.reasons[0]?.startsWith('合计行'))
    last?.reasons.push(`${context.source.rows}写的合计是 ${formatYuan(fileTotalFen)} 元，能读入的各行相加是 ${formatYuan(totals.fen)} 元，请核对`)
  }
  return {
    sheet: sheet.name,
    headerRow: header.lastRow,
    columns: header.columns.flatMap(({ heading, field }, index) => (heading ? [{ heading, meaning: meaningOf(field), index }] : [])),
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

/** What a row says of its case and of one person in it. */
type Part = ReturnType<typeof readRow>

/** What the people of one cell get together is what stood in the cell. */
function checkShares(parts: readonly Part[], cells: ReadonlyMap<Field, Cell>, found: Findings, { unit, heading }: RowContext): void {
  const whole = parseMoney(cells.get('amount')?.text ?? '', { unit: unit ?? 'yuan' })
  const shared = parts.reduce((sum, { person }) => sum + (person.amountFen ?? 0), 0)
  if (!('fen' in whole) || whole.fen === shared) return
  found.warn(`${heading('amount')}：各人相加是 ${formatYuan(shared)} 元，台账这一格是 ${formatYuan(whole.fen)} 元，请核对`)
}

const LEFT_OUT = '按您的选择不导入'

/** The texts of the columns with a heading, as they stand or as somebody mended them. */
function shownCells(sheet: Sheet, header: Header, cells: ReadonlyMap<Field, Cell>, row: number, mending: Mending): string[] {
  const own = sheet.rows[row - 1] ?? []
  return header.columns.flatMap(({ heading, field }, index) => (heading ? [mending.text(row, index) ?? (field === null ? own[index] : cells.get(field))?.text ?? ''] : []))
}

function shownBecomes(header: Header, parts: readonly Part[]): string[] {
  return header.columns.flatMap(({ heading, field }) => (heading ? [[...new Set(parts.map(({ facts, person }) => becomes(field, facts, person)))].join('；')] : []))
}

function understoodOf(parts: readonly Part[]): RowReport['understood'] {
  const [first] = parts
  if (!first) return null
  const { facts, person } = first
  const dates = [
    ['受理', facts.acceptedOn],
    ['决定', person.decidedOn],
    ['发放', person.paidOn],
    ['回访', person.visitOn],
  ] as const
  const amounts = parts.flatMap((part) => part.person.amountFen ?? [])
  return {
    caseNumber: facts.caseNumber ?? '',
    name: parts.map((part) => part.person.name).join('、'),
    result: resultText(person),
    fen: amounts.length === 0 ? null : amounts.reduce((sum, fen) => sum + fen, 0),
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
