import { createHash } from 'node:crypto'
import { bankMeanings } from '../domain/aftercareRecords.ts'
import type { BankColumn, BankMeaning } from '../domain/aftercareRecords.ts'
import { CasebookError } from '../domain/errors.ts'
import { parseDate } from '../domain/dates.ts'
import { parseMoney } from '../domain/money.ts'
import type { MoneyUnit } from '../domain/money.ts'
import type { Fen, LegalDate } from '../domain/records.ts'
import { foldWidth, squeeze } from '../domain/text.ts'
import type { Cell, Table } from './cells.ts'
import { placesOf, proposeColumns, sameHeadings } from './sheetColumns.ts'
import type { ColumnSpec, SheetLayout } from './sheetColumns.ts'

/** A bank's list of what became of transfers. Layouts differ: columns are told by their headings, else by what stands under them, else by the officer. */

export interface BankRow {
  /** As the file counts its rows. */
  row: number
  name: string
  /** Digits only. */
  account: string
  amountFen: Fen | null
  succeeded: boolean
  /** Whether the file says plainly what became of it. */
  understood: boolean
  reason: string | null
  happenedOn: LegalDate | null
  /** The account stood as a number of more than fifteen digits: its end may have been lost in the spreadsheet. */
  blurred: boolean
  /** The same for the same row in whatever file it stands, and another for a second row of the same content. */
  reference: string
}
export interface BankList {
  columns: BankColumn[]
  rows: BankRow[]
  /** Of the total row, where the file has one. */
  totalFen: Fen | null
}

const needed: readonly BankMeaning[] = ['name', 'account', 'amount']
const labels: Record<BankMeaning, string> = { name: '户名', account: '账号', amount: '金额', result: '处理结果', reason: '失败原因', date: '日期', reference: '摘要' }
const total = /^(?:合计|总计|共计|小计|总金额|合计金额)/
const good = /成功|已入账|已发放|已付|已到账|完成/
const bad = /失败|不成功|未成功|未入账|未完成|退回|退汇|退票|拒绝|错误|不符|异常|未发放|未付/

const digitsOf = (text: string) => foldWidth(text).replace(/\D/g, '')
const textOf = (row: readonly Cell[], column: number | undefined) => (column === undefined ? '' : foldWidth(row[column]?.text ?? '').trim())
const isAccount = (text: string) => /^\d{12,30}$/.test(foldWidth(text).replace(/[\s-]/g, ''))

const spec: ColumnSpec<BankMeaning> = {
  headings: [
    ['reason', [/失败原因|原因|错误信息|返回信息|处理信息|退汇/]],
    ['result', [/处理结果|交易结果|结果|处理状态|交易状态|状态|是否成功/]],
    ['account', [/账号|帐号|卡号|账户号/]],
    ['name', [/户名|姓名|收款人|账户名|帐户名/]],
    ['amount', [/金额|发生额|实发/]],
    ['date', [/日期|时间/]],
    ['reference', [/摘要|附言|用途|备注/]],
  ],
  // The payer's own account and name stand in many lists; they are not what is looked for.
  others: /付款|本方|转出|序号/,
  contents: [
    ['account', isAccount],
    ['result', (text) => text.length <= 8 && (good.test(text) || bad.test(text))],
  ],
  inRows: isAccount,
  fewest: { filled: 3, known: 2 },
}

function layoutOf(table: Table, chosen: readonly BankColumn[] | null): SheetLayout<BankMeaning> {
  const layouts = table.sheets.filter((one) => !one.hidden).flatMap((sheet) => proposeColumns(sheet, spec, chosen) ?? [])
  if (chosen !== null) {
    const same = layouts.find(({ columns }) => sameHeadings(columns, chosen))
    if (layouts.length > 0 && !same) throw new CasebookError('invalid', '文件的列与刚才试读时不同，没有登记。请重新选择文件。')
    if (same) return same
  }
  const best = layouts.reduce<SheetLayout<BankMeaning> | null>((most, one) => (one.known > (most?.known ?? 0) ? one : most), null)
  if (!best) throw new CasebookError('invalid', '这个文件里没有找到户名、账号、金额的列，不像银行的发放结果。请核对是否选错了文件。')
  return best
}

/** Reads a list as it was found. Total rows, notes and blank rows are no payments. @throws CasebookError 'invalid' where needed columns are not known */
export function readBankList(table: Table, chosen: readonly BankColumn[] | null): BankList {
  const { sheet, header, columns } = layoutOf(table, chosen)
  const places = placesOf(columns)
  const [name, account, amount, result, reason, date, reference] = bankMeanings.map((meaning) => places.get(meaning))
  const lacking = lackingColumns(columns)
  // The officer completes the columns on the page: without them nothing can be matched, but what was found is shown.
  if (lacking.length > 0) return { columns, rows: [], totalFen: null }
  const unit: MoneyUnit = /万元/.test(columns[amount ?? -1]?.heading ?? '') ? 'wan' : 'yuan'
  const fenOf = (text: string): Fen | null => {
    const read = parseMoney(text, { unit })
    return 'fen' in read && read.fen > 0 ? read.fen : null
  }
  const rows: BankRow[] = []
  const seen = new Map<string, number>()
  let totalFen: Fen | null = null
  for (const [index, row] of sheet.rows.entries()) {
    if (index <= header) continue
    const texts = row.map((cell) => foldWidth(cell.text).trim())
    const number = digitsOf(textOf(row, account))
    const amountFen = fenOf(textOf(row, amount))
    if (texts.some((text) => total.test(squeeze(text))) && number.length < 8) {
      totalFen ??= amountFen
      continue
    }
    const person = squeeze(textOf(row, name))
    // A note or a second heading: nothing to pay and nobody to pay it to.
    if (number.length < 6 && (amountFen === null || person === '')) continue
    const said = textOf(row, result)
    const why = textOf(row, reason)
    const failed = result === undefined ? why !== '' : bad.test(said)
    const understood = result === undefined || failed || good.test(said)
    const day = parseDate(textOf(row, date))
    const happenedOn = 'date' in day ? day.date : null
    const succeeded = understood && !failed
    const content = JSON.stringify([number, person, amountFen, happenedOn, succeeded, ...(happenedOn === null ? texts : [textOf(row, reference)])])
    const again = (seen.get(content) ?? 0) + 1
    seen.set(content, again)
    rows.push({
      row: index + 1,
      name: person,
      account: number,
      amountFen,
      succeeded,
      understood,
      reason: why !== '' ? why : understood && succeeded ? null : said === '' ? null : said,
      happenedOn,
      blurred: account !== undefined && typeof row[account]?.value === 'number' && number.length > 15,
      reference: createHash('sha256').update(`${content}#${again}`).digest('hex'),
    })
  }
  return { columns, rows, totalFen }
}

/** What the officer has to complete before anything can be matched; empty where nothing is missing. */
export function lackingColumns(columns: readonly BankColumn[]): string[] {
  const known = new Set(columns.map((column) => column.meaning))
  return [...needed.filter((meaning) => !known.has(meaning)).map((meaning) => labels[meaning]), ...(known.has('result') || known.has('reason') ? [] : ['处理结果'])]
}
