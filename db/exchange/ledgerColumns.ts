import { CasebookError } from '../domain/errors.ts'
import { ledgerFields } from '../domain/ledgerFields.ts'
import type { LedgerField } from '../domain/ledgerFields.ts'
import type { MoneyUnit } from '../domain/money.ts'
import { squeeze } from '../domain/text.ts'
import type { Sheet } from './cells.ts'

/** What a column of a ledger may hold. */
export type Field = LedgerField

/** The headings offices use for each field, the clearest first: where two columns fit, the clearer one is taken. */
const headings: Record<Field, string[]> = {
  serial: ['序号', '编号', '序列'],
  caseNumber: ['救助案号', '救助案件案号', '救助案件编号', '司法救助案号', '案号', '案件编号', '文号', '决定书文号'],
  acceptedOn: ['受理日期', '受理时间', '受案日期', '立案日期', '收案日期', '受理'],
  name: ['申请人姓名', '救助申请人姓名', '救助申请人', '救助对象姓名', '救助对象', '被救助人姓名', '被救助人', '受救助人', '申请人', '姓名'],
  sex: ['性别', '申请人性别'],
  birthDate: ['出生日期', '出生年月日', '出生年月', '生日'],
  paper: ['身份证号码', '身份证号', '身份证件号码', '公民身份号码', '身份号码', '证件号码', '证件号', '身份证', '申请人身份证号', '申请人身份证号码'],
  phone: ['联系电话', '联系方式', '电话', '手机', '手机号', '手机号码', '电话号码'],
  relation: ['与被害人关系', '与被害人的关系', '与原案被害人关系', '与受害人关系', '关系'],
  category: ['救助情形', '救助类型', '救助类别', '救助事由', '符合情形', '情形'],
  specialGroups: ['特殊群体', '特殊人群', '重点人群', '人员类别', '群体类别', '救助对象类别'],
  charge: ['原案案由', '原案罪名', '案由', '罪名', '涉嫌罪名', '案件类型', '原案类型'],
  leadSource: ['线索来源', '案件来源', '来源'],
  outcome: ['审查结果', '审查结论', '办理结果', '处理结果', '决定结果', '审批结果', '是否救助', '结果'],
  amount: ['救助金额', '决定救助金额', '救助金', '决定金额', '救助金数额', '批准金额', '审批金额', '救助款', '发放金额', '实发金额', '金额'],
  decidedOn: ['决定日期', '决定时间', '审批日期', '审批时间', '批准日期', '批准时间', '审批', '决定'],
  paidOn: ['发放日期', '发放时间', '支付日期', '领款日期', '拨付日期', '发放'],
  officer: ['承办人', '承办检察官', '办案人', '经办人', '主办检察官'],
  visitOn: ['回访日期', '回访时间', '回访'],
  visitWay: ['回访方式', '回访形式'],
  measures: ['其他救助措施', '多元救助措施', '多元救助', '其他救助', '社会救助措施', '帮扶措施', '社会化帮扶'],
  typical: ['典型案例', '是否典型案例', '入选典型案例'],
  remark: ['备注', '说明', '其他情况'],
}

const labels = new Map<Field, string>(ledgerFields.map(({ field, label }) => [field, label]))

const known = new Map(
  (Object.keys(headings) as Field[]).flatMap((field) => headings[field].map((heading, rank) => [heading, { field, rank }] as const)),
)

/** A heading over these columns speaks of somebody who is not relieved: their name and papers must not be taken for the recipient's. */
const SOMEBODY_ELSE = /被害人|受害人|死者|嫌疑人|被告人|罪犯|加害人|侵害人|侵权人|监护人|代理人|代领人|联系人/

/** Headings whose columns have short names of their own: 结果 under 回访 is not the decision, 案号 under 原案 not the relief case's. */
const OWN_FIELDS: { group: RegExp; fields: Field[] }[] = [
  { group: /回访/, fields: ['visitOn', 'visitWay'] },
  { group: /原案|刑事案件|诉讼/, fields: ['charge'] },
]

/** Fields of one person alone: a merged cell over several people says nothing certain about the second. */
export const ofOnePerson: ReadonlySet<Field> = new Set<Field>(['name', 'sex', 'birthDate', 'paper', 'phone', 'relation', 'amount', 'serial', 'caseNumber'])

export interface Column {
  /** The heading as the file has it; of two rows of headings both, joined by “·”. */
  heading: string
  field: Field | null
  /** The unit an amount's heading states. */
  unit: MoneyUnit | null
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

/** Two rows are a pair of headings only where the upper one names a column by itself; else a title or the first case would be taken in. */
function isPair(sheet: Sheet, row: number): boolean {
  const [upper, lower] = [texts(sheet, row), texts(sheet, row + 1)]
  return upper.some((text, i) => text !== '' && !lower[i] && recognise(text, '') !== null)
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
    columns.push({ heading, field: match?.field ?? null, unit: unitIn(squeeze(parent + child)) })
    ranks.push(match?.rank ?? Number.MAX_SAFE_INTEGER)
  }
  const at = new Map<Field, number>()
  columns.forEach(({ field }, i) => {
    if (field === null) return
    const other = at.get(field)
    if (other === undefined || (ranks[i] ?? 0) < (ranks[other] ?? 0)) at.set(field, i)
  })
  for (const [i, column] of columns.entries()) {
    if (column.field !== null && at.get(column.field) !== i) column.field = null
  }
  return { firstRow: row, lastRow: row + height - 1, columns, at }
}

/** Whether a column of this heading speaks of the person relieved and the relief case, so that its content may say what it is. */
export function ofTheRecipient(heading: string): boolean {
  return (!SOMEBODY_ELSE.test(heading) || /申请人|救助/.test(heading)) && !OWN_FIELDS.some(({ group }) => group.test(heading))
}

/** What a person says a column is: its heading, of equal ones in their order, and the label of a field or null. */
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
    if (!choice || choice.meaning === null) return
    const field = ledgerFields.find(({ label }) => label === choice.meaning)?.field
    if (!field) throw new CasebookError('invalid', `没有“${choice.meaning}”这一项，请从列表中选择。`)
    if (at.has(field)) throw new CasebookError('invalid', `有两列都指定为“${choice.meaning}”，请只保留一列。`)
    at.set(field, index)
  })
  header.columns.forEach(({ field }, index) => {
    if (!chosen[index] && field !== null && !at.has(field)) at.set(field, index)
  })
  const fieldAt = new Map([...at].map(([field, index]) => [index, field]))
  return { ...header, at, columns: header.columns.map((column, index) => ({ ...column, field: fieldAt.get(index) ?? null })) }
}

function shown(sheet: Sheet, row: number): string[] {
  return (sheet.rows[row - 1] ?? []).map((cell) => cell.text.replace(/\s+/g, ''))
}

function texts(sheet: Sheet, row: number): string[] {
  return (sheet.rows[row - 1] ?? []).map((cell) => squeeze(cell.text))
}

function recognise(parent: string, child: string): { field: Field; rank: number } | null {
  const [over, own] = [bare(parent), bare(child || parent)]
  if (!child) return known.get(own) ?? null
  if (SOMEBODY_ELSE.test(over) && !/申请人|救助/.test(over)) return null
  const whole = known.get(over + own)
  if (whole) return whole
  const match = known.get(own) ?? null
  const strict = OWN_FIELDS.find(({ group }) => group.test(over))
  return match && strict && !strict.fields.includes(match.field) ? null : match
}

/** Without units, explanations in brackets, numbering and marks such as * for required. */
function bare(heading: string): string {
  return heading.replace(/[(（【[][^)）】\]]*[)）】\]]/g, '').replace(/^[\d.、]+/, '').replace(/[:：*※]/g, '')
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
