import type { HeaderGroup, RowSpan, TableColumn, TableModel, TableValues } from '../documents/tableModel.ts'
import type { CaseListItem, CaseListPerson } from '../domain/caseList.ts'
import { everyCodeOf, labelOf } from '../domain/codeLists.ts'
import type { CodeListName } from '../domain/codeLists.ts'
import type { LegalDate } from '../domain/records.ts'

/** What the list does not hold of a person and the ledger needs; see ledgerDetails. */
export interface PersonDetails {
  /** In full, or masked for somebody who may not see it. */
  paperNumber: string | null
  phone: string | null
  /** In the ledger's own words where no code says it. */
  measures: string[]
  /** What only the office's own layout has columns for, by the fields of a ledger. */
  more: TableValues
}
export interface LedgerDetails {
  people: ReadonlyMap<string, PersonDetails>
  /** Levels of a case's typical awards, by case; codes. */
  awards: ReadonlyMap<string, string[]>
}

/** Columns and their order as offices keep their ledger, so that what goes out can be read in again. */
const columns: readonly TableColumn[] = [
  { key: 'serial', label: '序号', kind: 'count', width: 6 },
  { key: 'caseNumber', label: '救助案号', kind: 'text', width: 26 },
  { key: 'acceptedOn', label: '受理日期', kind: 'date', width: 12 },
  { key: 'name', label: '申请人姓名', kind: 'text', width: 12 },
  { key: 'sex', label: '性别', kind: 'text', width: 6 },
  { key: 'birthDate', label: '出生日期', kind: 'date', width: 12 },
  { key: 'paperNumber', label: '身份证号码', kind: 'text', width: 22 },
  { key: 'phone', label: '联系电话', kind: 'text', width: 14 },
  { key: 'category', label: '救助情形', kind: 'text', width: 24 },
  { key: 'specialGroups', label: '特殊群体', kind: 'text', width: 24 },
  { key: 'charge', label: '原案案由', kind: 'text', width: 12 },
  { key: 'leadSource', label: '线索来源', kind: 'text', width: 18 },
  { key: 'outcome', label: '审查结果', kind: 'text', width: 10 },
  { key: 'amountFen', label: '救助金额（元）', kind: 'yuan', width: 14 },
  { key: 'decidedOn', label: '决定日期', kind: 'date', width: 12 },
  { key: 'paidOn', label: '发放日期', kind: 'date', width: 12 },
  { key: 'officerName', label: '承办人', kind: 'text', width: 10 },
  { key: 'visitedOn', label: '回访日期', kind: 'date', width: 12 },
  { key: 'visitWay', label: '回访方式', kind: 'text', width: 10 },
  { key: 'measures', label: '其他救助措施', kind: 'text', width: 16 },
  { key: 'typical', label: '典型案例', kind: 'text', width: 8 },
  { key: 'remark', label: '备注', kind: 'text', width: 16 },
]

/** One cell over all people of a case, as in the office's own ledger. */
const merged = ['serial', 'caseNumber']

/**
 * The case list as a ledger: one row a person under their case, refused ones included, and the sum of the amounts granted.
 * @param layout the columns, where they are not those above
 */
export function caseLedger(cases: readonly CaseListItem[], details: LedgerDetails, layout: { columns: readonly TableColumn[]; groups: HeaderGroup[] } = { columns, groups: [] }): TableModel {
  const rows: TableValues[] = []
  const spans: RowSpan[] = []
  const has = (key: string) => layout.columns.some((column) => column.key === key)
  const spanned = merged.filter(has)
  for (const [index, item] of cases.entries()) {
    const from = rows.length
    const whole = caseCells(item, index + 1, details.awards.get(item.id) ?? [])
    if (item.people.length === 0) rows.push(whole)
    for (const person of item.people) rows.push({ ...whole, ...personCells(person, details.people.get(person.recipientId)) })
    if (item.people.length > 1) for (const key of spanned) spans.push({ key, from, to: rows.length - 1 })
  }
  const people = cases.flatMap((item) => item.people)
  return {
    name: '司法救助台账',
    title: `国家司法救助案件台账${yearsOf(cases)}`,
    subtitle: [],
    columns: [...layout.columns],
    ...(layout.groups.length > 0 && { groups: layout.groups }),
    rows,
    spans,
    total: { [layout.columns[0]?.key ?? 'serial']: '合计', amountFen: people.reduce((sum, person) => sum + (person.amountFen ?? 0), 0) },
    notes: [],
    orientation: 'landscape',
    frozenColumns: 1 + layout.columns.findIndex(({ key }) => key === 'name' || key === 'nameAndPaper'),
  }
}

function yearsOf(cases: readonly CaseListItem[]): string {
  const years = cases.flatMap(({ acceptedOn, people }) => {
    const day: LegalDate | undefined = acceptedOn ?? people.find((person) => person.decidedOn !== null)?.decidedOn ?? undefined
    return day === undefined ? [] : [day.slice(0, 4)]
  })
  if (years.length === 0) return ''
  const [first, last] = [years.reduce((a, b) => (a < b ? a : b)), years.reduce((a, b) => (a > b ? a : b))]
  return first === last ? `（${first}年）` : `（${first}—${last}年）`
}

const label = (list: CodeListName, code: string | null) => (code === null ? null : labelOf(list, code))

function caseCells(item: CaseListItem, serial: number, awards: readonly string[]): TableValues {
  return {
    serial,
    // Said, so that it is not taken for a further person of the case above when it is read in again.
    caseNumber: item.caseNumber ?? '无案号',
    acceptedOn: item.acceptedOn,
    category: label('category', item.category),
    // The office's own words say more than the code they were put under.
    charge: item.chargeText ?? label('charge', item.charge),
    leadSource: label('leadSource', item.leadSource),
    officerName: item.officerName,
    typical: item.typical ? typicalText(awards) : null,
    remark: item.remark,
  }
}

/** An award of which an old ledger said no more than 是. */
const UNSTATED = 'unstated'

/** The highest level known, as ledgers name it; 是 where none is. */
function typicalText(awards: readonly string[]): string {
  const highest = everyCodeOf('awardLevel').findLast(({ code }) => code !== UNSTATED && awards.includes(code))
  return highest?.label ?? '是'
}

function personCells(person: CaseListPerson, details: PersonDetails | undefined): TableValues {
  return {
    name: person.name,
    nameAndPaper: [person.name, details?.paperNumber].filter(Boolean).join(' '),
    sex: label('sex', person.sex),
    birthDate: person.birthDate,
    paperNumber: details?.paperNumber ?? null,
    phone: details?.phone ?? null,
    specialGroups: person.specialGroups.map((code) => labelOf('specialGroup', code)).join('、'),
    outcome: person.outcome === null ? null : person.outcome === 'granted' ? '给予救助' : '不予救助',
    amountFen: person.amountFen,
    decidedOn: person.decidedOn,
    paidOn: person.paidOn,
    visitedOn: person.visitedOn,
    visitWay: label('visitWay', person.visitWay),
    measures: details?.measures.join('、') ?? null,
    ...details?.more,
  }
}
