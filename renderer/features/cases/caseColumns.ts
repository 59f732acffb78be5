import type { CaseListItem, CaseListPerson } from '../../../db/domain/caseList.ts'
import { stageLabels } from '../../../db/domain/caseRules.ts'
import { labelOf } from '../../../db/domain/codeLists.ts'
import type { CodeListName } from '../../../db/domain/codeLists.ts'
import { deadlineText } from '../../../db/domain/deadlines.ts'
import { formatYuan } from '../../../db/domain/money.ts'
import type { Outcome } from '../../../db/domain/records.ts'
import type { CaseSort } from './useCaseList.ts'

interface ColumnBase {
  key: string
  title: string
  /** In px; the list scrolls sideways. */
  width: number
  /** Stays in sight at the right edge until the list is scrolled to its own place. */
  pinned?: true
  align?: 'right' | 'center'
  sort?: CaseSort
}
/** A cell of the case spans the lines of its people; a cell of a person stands on that person's line. */
export type CaseColumn =
  | (ColumnBase & { level: 'case'; text: (item: CaseListItem, place: number) => string })
  | (ColumnBase & { level: 'person'; text: (person: CaseListPerson) => string })

const outcomeLabels: Record<Outcome, string> = { granted: '给予救助', refused: '不予救助' }

const several = (list: CodeListName, codes: readonly string[]) => codes.map((code) => labelOf(list, code)).join('、')

/** The columns of the office's own ledger, in its order; 状态 and 期限 are added at their end. */
export const caseColumns: readonly CaseColumn[] = [
  { key: 'place', title: '序号', width: 48, align: 'right', level: 'case', text: (_item, place) => String(place + 1) },
  { key: 'caseNumber', title: '救助案号', width: 216, level: 'case', sort: 'number', text: (item) => item.caseNumber ?? '未编号' },
  { key: 'acceptedOn', title: '受理日期', width: 104, level: 'case', sort: 'acceptedOn', text: (item) => item.acceptedOn ?? '' },
  { key: 'name', title: '申请人姓名', width: 104, level: 'person', text: (person) => person.name },
  { key: 'sex', title: '性别', width: 52, align: 'center', level: 'person', text: (person) => labelOf('sex', person.sex) },
  { key: 'birthDate', title: '出生日期', width: 104, level: 'person', text: (person) => person.birthDate ?? '' },
  { key: 'paper', title: '身份证号码', width: 172, level: 'person', text: (person) => person.paperMasked ?? '' },
  { key: 'phone', title: '联系电话', width: 116, level: 'person', text: (person) => person.phoneMasked ?? '' },
  { key: 'category', title: '救助情形', width: 172, level: 'case', text: (item) => labelOf('category', item.category) },
  { key: 'groups', title: '特殊群体', width: 156, level: 'person', text: (person) => several('specialGroup', person.specialGroups) },
  { key: 'charge', title: '原案案由', width: 100, level: 'case', text: (item) => item.chargeText || labelOf('charge', item.charge) },
  { key: 'leadSource', title: '线索来源', width: 156, level: 'case', text: (item) => labelOf('leadSource', item.leadSource) },
  { key: 'outcome', title: '审查结果', width: 88, level: 'person', text: (person) => (person.outcome ? outcomeLabels[person.outcome] : '') },
  { key: 'amount', title: '救助金额（元）', width: 120, align: 'right', pinned: true, level: 'person', text: (person) => (person.outcome === 'granted' && person.amountFen !== null ? formatYuan(person.amountFen) : '') },
  { key: 'decidedOn', title: '决定日期', width: 108, level: 'person', sort: 'decidedOn', text: (person) => person.decidedOn ?? '' },
  { key: 'paidOn', title: '发放日期', width: 104, level: 'person', text: (person) => person.paidOn ?? '' },
  { key: 'officer', title: '承办人', width: 88, level: 'case', text: (item) => item.officerName ?? '' },
  { key: 'visitedOn', title: '回访日期', width: 104, level: 'person', text: (person) => person.visitedOn ?? '' },
  { key: 'visitWay', title: '回访方式', width: 80, level: 'person', text: (person) => labelOf('visitWay', person.visitWay) },
  { key: 'measures', title: '其他救助措施', width: 156, level: 'person', text: (person) => several('measure', person.measures) },
  { key: 'typical', title: '典型案例', width: 80, align: 'center', level: 'case', text: (item) => (item.typical ? '是' : '') },
  { key: 'remark', title: '备注', width: 200, level: 'case', text: (item) => item.remark ?? '' },
  { key: 'stage', title: '状态', width: 96, pinned: true, level: 'case', text: (item) => stageLabels[item.stage] },
  { key: 'deadline', title: '期限', width: 144, pinned: true, level: 'case', text: (item) => (item.deadline ? deadlineText(item.deadline) : '') },
]

/**
 * The columns where room is scarce, as at a large text scale: without the running number, and the case number and what stays in sight at the right edge as
 * narrow as they can be, so that a name and a day still stand between them.
 */
export const narrowColumns: readonly CaseColumn[] = caseColumns.filter(({ key }) => key !== 'place').map((column) => ({ ...column, width: { caseNumber: 212, amount: 124, stage: 88, deadline: 132 }[column.key] ?? column.width }))

/** How many lines a case takes: one for each person, and one where there is none yet. */
export const linesOf = (item: CaseListItem): number => Math.max(1, item.people.length)

/** Cases as text that spreadsheets paste into cells, with headings: one line per person, the case's cells on the first of them as in the ledger. */
export function casesAsTable(items: readonly { item: CaseListItem; place: number }[]): string {
  const clean = (text: string) => text.replace(/[\t\r\n]+/g, ' ')
  const lines = [caseColumns.map(({ title }) => title).join('\t')]
  for (const { item, place } of items) {
    for (let line = 0; line < linesOf(item); line += 1) {
      const person = item.people[line]
      lines.push(
        caseColumns.map((column) => (column.level === 'case' ? (line === 0 ? clean(column.text(item, place)) : '') : person ? clean(column.text(person)) : '')).join('\t'),
      )
    }
  }
  return lines.join('\n')
}
