import { CasebookError } from '../domain/errors.ts'
import { today } from '../domain/dates.ts'
import { KEPT } from '../domain/ledgerFields.ts'
import { formatYuan, parseMoney } from '../domain/money.ts'
import type { MoneyUnit } from '../domain/money.ts'
import type { Fen, LegalDate } from '../domain/records.ts'
import { squeeze } from '../domain/text.ts'
import { EMPTY } from './cells.ts'
import type { Cell, Sheet } from './cells.ts'
import { Findings } from './findings.ts'
import { isNothing } from './ledgerCells.ts'
import type { RowContext } from './ledgerCells.ts'
import { choiceOf, meaningOf, missingIn, ofOnePerson, repeatsHeader, unitAbove } from './ledgerColumns.ts'
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
  const above = unitAbove(sheet, header)
  const context: RowContext = {
    heading: (field) => header.columns[header.at.get(field) ?? -1]?.heading ?? meaningOf(field) ?? '',
    has: (field) => header.at.has(field),
    columnOf: (field) => header.at.get(field) ?? -1,
    unitOf: (field) => header.columns[header.at.get(field) ?? -1]?.unit ?? above,
    date1904: sheet.date1904,
    today: options.today ?? today(),
    source: options.source ?? fromFile,
  }
  const mending = options.mending ?? unmended
  const reports: RowReport[] = []
  const cases = new LedgerCases(context)
  let fileTotalFen: Fen | null = null
  /** What the rows of parts give. */
  const parts: (Fen | null)[] = []
  const missing = missingIn(header)
  for (let row = header.lastRow + 1; row <= sheet.rows.length && missing.length === 0; row++) {
    if (options.cancelled?.()) throw new CasebookError('cancelled', '已取消读取，没有改动任何内容。')
    const skipped = reasonToSkip(sheet, header, row)
    if (skipped) {
      const fen = skipped.total ? totalOf(sheet, header, row, context.unitOf('amount')) : null
      if (skipped.total === 'all') fileTotalFen = fen ?? fileTotalFen
      if (skipped.total === 'part') parts.push(fen)
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
    const people = mending.parts(row, cells, header).map((part) => ({ part, ...readRow(row, part, found, { ...context, onePerson: mending.isOnePerson(row) }) }))
    const amountAt = header.at.get('amount')
    if (merged.covers(row, amountAt) && amountAt !== undefined && mending.text(row, amountAt) === null && people.length === 1) {
      found.ask(`${context.heading('amount')}：金额与上一行合并成一格，看不出每人多少，请拆开分别填写`)
    }
    if (people.length > 1) checkShares(people, cells, found, context)
    const [first] = people
    if (first) first.person.besides = besides(sheet, header, merged, row, mending)
    const said = mending.said(row, cells, header)
    if (said !== null) found.note(said)
    for (const [index, { part, facts, person }] of people.entries()) {
      if (said !== null) facts.remark = facts.remark === null ? said : `${facts.remark}；${said}`
      checkPerson(facts, person, found, context, options.cap)
      const above = index > 0 || merged.covers(row, header.at.get('caseNumber'))
      cases.add(facts, person, found, above ? 'above' : mending.belongs(row), part)
    }
    reports.push({ ...shown, kind: found.kind, reasons: found.reasons, stops: found.stops, asks: found.asks, becomes: shownBecomes(header, people, shown.cells), understood: understoodOf(people) })
  }
  const { list, totals, together } = cases.finish()
  // A sheet of one year ends with 本年合计.
  if (fileTotalFen === null && parts.length === 1 && closingPart(reports)) fileTotalFen = parts[0] ?? null
  if (fileTotalFen !== null && fileTotalFen !== totals.fen) {
    const last = reports.findLast((report) => report.kind === 'skip' && /^[合小]计行/.test(report.reasons[0] ?? ''))
    last?.reasons.push(`${context.source.rows}写的合计是 ${formatYuan(fileTotalFen)} 元，能读入的各行相加是 ${formatYuan(totals.fen)} 元，请核对`)
  }
  return {
    sheet: sheet.name,
    headerRow: header.lastRow,
    columns: header.columns.flatMap(({ heading, ...column }, index) => (heading ? [{ heading, meaning: choiceOf(column), index }] : [])),
    samples: header.columns.flatMap(({ heading }, index) => (heading ? [sampleOf(sheet, header, index)] : [])),
    missing,
    cases: list,
    together,
    rows: reports,
    totals: { ...totals, fileTotalFen },
  }
}

/** Whether the one row of a part stands below all records, and so gives the total. */
function closingPart(reports: readonly RowReport[]): boolean {
  const last = reports.findLastIndex(({ reasons, understood }) => understood !== null || reasons[0]?.startsWith('小计行'))
  return reports[last]?.understood === null
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
function checkShares(parts: readonly Part[], cells: ReadonlyMap<Field, Cell>, found: Findings, { unitOf, heading }: RowContext): void {
  const whole = parseMoney(cells.get('amount')?.text ?? '', { unit: unitOf('amount') ?? 'yuan' })
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

/** @param shown the texts of the columns with a heading */
function shownBecomes(header: Header, parts: readonly Part[], shown: readonly string[]): string[] {
  const read = (field: Field | null) => [...new Set(parts.map(({ facts, person }) => becomes(field, facts, person)))].join('；')
  return header.columns.filter(({ heading }) => heading).map(({ field, kept }, index) => (field === null && kept && shown[index] ? KEPT : read(field)))
}

/** What stands in the columns that are no field and are kept, merged cells filled in. */
function besides(sheet: Sheet, header: Header, merged: MergedCells, row: number, mending: Mending): string[] {
  return header.columns.flatMap(({ heading, field, kept }, index) => {
    if (field !== null || !kept || heading === '') return []
    const text = (mending.text(row, index) ?? sheet.rows[merged.topOf(row, index) - 1]?.[index]?.text ?? '').trim()
    return isNothing(text) ? [] : [`${heading}：${text.replace(/\s*\n\s*/g, '；')}`]
  })
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
const SUBTOTAL = /^(?:.{0,6}小计|本[页月季年].{0,2}计|(?:全年|年度|半年|[上下]半年)[合总共]计|[\d一二三四]{1,4}(?:年度?|月份?|季度)[合总共]计)/
const FOOTER = /^(?:填表人|填报人|制表人?|审核人?|复核人?|负责人|填报单位|填报日期|填报时间|统计人|经办人|注|备注|说明|附注|单位)[:：\d.、]/
/** 分管领导：　部门负责人：, as signatures stand under a table. */
const SIGNED = /^[\u4e00-\u9fff]{2,8}[:：]/

function reasonToSkip(sheet: Sheet, header: Header, row: number): { reason: string; total?: 'all' | 'part' } | null {
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
  if (FOOTER.test(first) || SIGNED.test(first)) {
    const text = (field: Field) => squeeze(cells[header.at.get(field) ?? -1]?.text ?? '')
    const noRecord = text('amount') === '' && !/\d/.test(text('paper')) && !/\d/.test(text('caseNumber'))
    if (noRecord) return { reason: '表尾说明，不是案件' }
  }
  if (has('paper')) return null
  // Counts such as 37人 may stand in the column of the names.
  if (SUBTOTAL.test(first)) return { reason: '小计行，不是案件', total: 'part' }
  if (TOTAL.test(first)) return { reason: '合计行，不是案件', total: 'all' }
  const name = squeeze(cells[header.at.get('name') ?? -1]?.text ?? '')
  const word = filled.find((text) => SUBTOTAL.test(text) || TOTAL.test(text))
  // The word may stand behind the amounts, where the columns are in another order.
  if (word !== undefined && (name === '' || name === word)) return SUBTOTAL.test(word) ? { reason: '小计行，不是案件', total: 'part' } : { reason: '合计行，不是案件', total: 'all' }
  if (has('name')) return null
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
