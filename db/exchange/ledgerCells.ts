import { findCode, findCodes } from '../domain/codeLists.ts'
import { fromExcelSerial, monthsOf, parseDate } from '../domain/dates.ts'
import { parseMoney } from '../domain/money.ts'
import type { MoneyUnit } from '../domain/money.ts'
import type { LegalDate } from '../domain/records.ts'
import { foldWidth, quote } from '../domain/text.ts'
import { EMPTY } from './cells.ts'
import type { Cell } from './cells.ts'
import type { Findings } from './findings.ts'
import type { Field } from './ledgerColumns.ts'
import type { LedgerSource } from './ledgerSource.ts'
import type { Mend } from './mending.ts'

/** What offices write where there is nothing. */
const NOTHING = /^(?:[-—–－/\\、.。*]+|无|无案号|未编号|未填|不详|未知|空|暂无|没有|N\/A)$/i

/** Whether a text says that there is nothing. */
export const isNothing = (text: string): boolean => text === '' || NOTHING.test(text)

export interface RowContext {
  /** The heading of a field's column, for the messages. */
  heading: (field: Field) => string
  /** Whether the ledger has a column for it. */
  has: (field: Field) => boolean
  /** Its column, counted from 0; only of a field the ledger has. */
  columnOf: (field: Field) => number
  /** The unit of an amount's column, where headings or the lines above them state it. */
  unitOf: (field: Field) => MoneyUnit | null
  date1904: boolean
  today: LegalDate
  source: LedgerSource
  /** Somebody said that the name is that of one person, whatever it looks like. */
  onePerson?: boolean
}

/** Reads the cells of one row by their kind, and says in `found` what could not be read. */
export class CellReader {
  readonly found: Findings
  readonly #cells: Map<Field, Cell>
  readonly #context: RowContext
  /** Words that fit no field, for the remark, so that nothing of the ledger is lost. */
  readonly kept: string[] = []

  constructor(cells: Map<Field, Cell>, found: Findings, context: RowContext) {
    this.#cells = cells
    this.found = found
    this.#context = context
    for (const [field, cell] of cells) {
      if (cell.noResult) found.fail(`${context.heading(field)}：单元格是公式，文件里没有保存结果，请在 WPS 或 Excel 中打开并保存一次，再重新选择文件`)
    }
  }

  get today(): LegalDate {
    return this.#context.today
  }

  has(field: Field): boolean {
    return this.#context.has(field)
  }

  cell(field: Field): Cell {
    return this.#cells.get(field) ?? EMPTY
  }

  heading(field: Field): string {
    return this.#context.heading(field)
  }

  /** Another text in place of a cell's, as an answer. */
  put(field: Field, text: string): Mend {
    return { kind: 'cell', column: this.#context.columnOf(field), text }
  }

  get onePerson(): boolean {
    return this.#context.onePerson === true
  }

  /** The words of a cell, folded; null where it is empty or says that there is nothing. */
  text(field: Field): string | null {
    const text = foldWidth(this.cell(field).text).trim()
    return isNothing(text) ? null : text
  }

  /** The words of a cell as they stand, for texts that people read; null as in `text`. */
  words(field: Field): string | null {
    const text = this.cell(field).text.trim()
    return this.text(field) === null ? null : text
  }

  /** Puts words that find no place of their own into the remark. */
  keep(field: Field, text = this.words(field) ?? ''): void {
    this.kept.push(`${this.heading(field)}：${text}`)
  }

  /** The words of a cell where the casebook has room for them, else they are kept in the remark. @param most characters the form takes */
  short(field: Field, most: number): string | null {
    const text = this.words(field)
    if (text === null || [...text].length <= most) return text
    this.keep(field)
    this.found.warn(`${this.heading(field)}：超过 ${most} 个字，已记入备注，请核对`)
    return null
  }

  /** A day in any usual form, a real date cell, or the bare serial number of one. */
  date(field: Field): LegalDate | null {
    const cell = this.cell(field)
    const text = this.text(field)
    if (text === null) return null
    if (cell.isDate) return this.checkAhead(field, cell.text)
    // Five digits: the serial number of a day, as such or as a .csv keeps it.
    const serial = typeof cell.value === 'number' ? cell.value : /^\d{5}$/.test(text) ? Number(text) : 0
    if (serial >= 10_000 && serial < 100_000) {
      const date = fromExcelSerial(serial, { date1904: this.#context.date1904 })
      if (date) return this.checkAhead(field, date)
    }
    if (!/\d|[〇一二三四五六七八九十]{2}/.test(text)) {
      this.keep(field)
      this.found.warn(`${this.heading(field)}：${quote(text)}不是日期，已记入备注，日期留空`)
      return null
    }
    const parsed = parseDate(text)
    if ('date' in parsed) return this.checkAhead(field, parsed.date)
    const months = monthsOf(text)
    if (months.length === 0 && !/^\d{4}年?度?$/.test(text)) this.found.fail(`${this.heading(field)}：${parsed.error}`)
    else {
      // What it says is kept in the remark, as of every cell that is mended.
      this.found.ask(`${this.heading(field)}：${parsed.error}，或选择怎样登记`, `month/${field}/${months.length}`, [
        ...months.map((month) => ({ label: `按 ${Number(month.slice(0, 4))} 年 ${Number(month.slice(5))} 月 1 日登记`, mends: [this.put(field, `${month}-01`)] })),
        { label: '日期留空', mends: [this.put(field, '')] },
      ])
    }
    return null
  }

  checkAhead(field: Field, date: LegalDate): LegalDate {
    if (date > this.today) this.found.warn(`${this.heading(field)}：${date} 晚于今天，已照原样读入，请核对`)
    return date
  }

  /** An amount in fen; null where there is none or it cannot be read. */
  amount(field: 'amount' | 'requested'): number | null {
    const text = this.text(field)
    if (text === null) return null
    const unit = this.#context.unitOf(field)
    const parsed = parseMoney(text, { unit: unit ?? 'yuan' })
    if ('error' in parsed) {
      this.found.fail(`${this.heading(field)}：${parsed.error}`)
      return null
    }
    if (parsed.fen > 0 && parsed.fen < 10_000 && unit === null) {
      this.found.warn(`${this.heading(field)}：按元读作 ${text} 元，数额很小，请核对；单位是万元的，请在表头写明“（万元）”后重新选择文件`)
    }
    return parsed.fen
  }

  /** One code of a list; words not in it go into the remark. */
  code(field: Field, list: 'leadSource' | 'relation' | 'visitWay' | 'ethnicity'): string | null {
    const text = this.text(field)
    if (text === null) return null
    const code = findCode(list, text)
    if (code === null) this.#unlisted(field, text)
    return code
  }

  /** Several codes in one cell; words not in the list go into the remark. */
  groups(): string[] {
    const { codes, unknown } = findCodes('specialGroup', this.text('specialGroups') ?? '')
    for (const text of unknown) this.#unlisted('specialGroups', text)
    return codes
  }

  #unlisted(field: Field, text: string): void {
    this.keep(field, text)
    this.found.warn(`${this.heading(field)}：${quote(text)}不在选项之列，已记入备注，以后可在案件中选定`)
  }
}
