import type { CodeListName } from './codeLists.ts'

/** One column of the grid for old cases. */
export interface GridColumn {
  /** A field of the ledger, in db/exchange/ledgerColumns.ts. */
  key: string
  heading: string
  /** What is typed here; dates, amounts and words of a list are understood as in an imported ledger. */
  kind: 'text' | 'date' | 'money' | 'code'
  list?: CodeListName
  /** Whether a new row proposes what stands in the row above. */
  repeats?: true
}

/** The columns in which old cases are typed or pasted: those of the office's own ledger, in its order, without the serial number. */
export const gridColumns: readonly GridColumn[] = [
  { key: 'caseNumber', heading: '救助案号', kind: 'text' },
  { key: 'acceptedOn', heading: '受理日期', kind: 'date' },
  { key: 'name', heading: '申请人姓名', kind: 'text' },
  { key: 'sex', heading: '性别', kind: 'code', list: 'sex' },
  { key: 'birthDate', heading: '出生日期', kind: 'date' },
  { key: 'paper', heading: '身份证号码', kind: 'text' },
  { key: 'phone', heading: '联系电话', kind: 'text' },
  { key: 'category', heading: '救助情形', kind: 'code', list: 'category', repeats: true },
  { key: 'specialGroups', heading: '特殊群体', kind: 'code', list: 'specialGroup' },
  { key: 'charge', heading: '原案案由', kind: 'code', list: 'charge' },
  { key: 'leadSource', heading: '线索来源', kind: 'code', list: 'leadSource', repeats: true },
  { key: 'outcome', heading: '审查结果', kind: 'text' },
  { key: 'amount', heading: '救助金额（元）', kind: 'money' },
  { key: 'decidedOn', heading: '决定日期', kind: 'date' },
  { key: 'paidOn', heading: '发放日期', kind: 'date' },
  { key: 'officer', heading: '承办人', kind: 'text', repeats: true },
  { key: 'visitOn', heading: '回访日期', kind: 'date' },
  { key: 'visitWay', heading: '回访方式', kind: 'code', list: 'visitWay' },
  { key: 'measures', heading: '其他救助措施', kind: 'code', list: 'measure' },
  { key: 'typical', heading: '典型案例', kind: 'text' },
  { key: 'remark', heading: '备注', kind: 'text' },
]

/** Most rows at a sitting. */
export const GRID_ROWS = 200
