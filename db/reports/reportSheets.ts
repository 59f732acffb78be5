import type { RowSpan, TableModel, TableValues } from '../documents/tableModel.ts'
import { everyCodeOf, labelOf } from '../domain/codeLists.ts'
import { formatDateChinese } from '../domain/dates.ts'
import type { LegalDate } from '../domain/records.ts'
import type { AnnualReport, ReportRow, ReportTable, ReportTotals } from '../domain/reportModel.ts'
import { rowLabel } from './annual.ts'
import type { RosterLine } from './roster.ts'
import { basisExplained, basisLabels } from './wording.ts'

/** The report as sheets: 年度统计表 on one page in the look of an official table, and 名册, the people behind it. */
export function reportSheets(report: AnnualReport, people: readonly RosterLine[], madeOn: LegalDate): TableModel[] {
  return [summarySheet(report, madeOn), rosterSheet(report, people, madeOn)]
}

function headLines(report: AnnualReport, madeOn: LegalDate): string[] {
  const { from, to } = report.period
  return [
    `制表单位：${report.officeName}　　统计期间：${formatDateChinese(from)}至${formatDateChinese(to)}`,
    `统计口径：${basisLabels[report.basis]}　　制表日期：${formatDateChinese(madeOn)}　　金额单位：元`,
  ]
}

/** Cells that make no sense for a figure stay a dash, so that nobody takes them for nought. */
const DASH = '—'

function summarySheet(report: AnnualReport, madeOn: LegalDate): TableModel {
  const rows: TableValues[] = []
  const spans: RowSpan[] = []
  const section = (group: string, lines: TableValues[]) => {
    const from = rows.length
    rows.push(...lines.map((line) => ({ ...line, group })))
    if (lines.length > 1) spans.push({ key: 'group', from, to: rows.length - 1 })
  }
  section('总体情况（各按自己的日期）', totalsLines(report.totals))
  for (const table of report.tables) section(`${table.title}${table.exclusive ? '' : '（不可加总）'}`, tableLines(table))
  return {
    name: '年度统计表',
    title: '国家司法救助年度统计表',
    subtitle: headLines(report, madeOn),
    columns: [
      { key: 'group', label: '分类', kind: 'text', width: 28 },
      { key: 'item', label: '项目', kind: 'text', width: 34 },
      { key: 'cases', label: '件数', kind: 'count', width: 9 },
      { key: 'people', label: '人数', kind: 'count', width: 9 },
      { key: 'households', label: '户数', kind: 'count', width: 9 },
      { key: 'decidedFen', label: '决定金额', kind: 'yuan', width: 17 },
      { key: 'paidFen', label: '发放金额', kind: 'yuan', width: 17 },
      { key: 'events', label: '次数', kind: 'count', width: 9 },
    ],
    rows,
    spans,
    notes: [report.sentence, ...report.notes.map((note, i) => `注${i + 1}：${note}`), ...report.tables.map(({ title, note }) => `${title}：${note}`)],
    orientation: 'portrait',
  }
}

function totalsLines({ accepted, granted, refused, paid, joint, typical }: ReportTotals): TableValues[] {
  const blank = { cases: DASH, people: DASH, households: DASH, decidedFen: DASH, paidFen: DASH, events: DASH }
  return [
    { ...blank, item: '受理（人数为救助申请人）', cases: accepted.cases, people: accepted.people },
    { ...blank, item: '给予救助', cases: granted.cases, people: granted.people, households: granted.households, decidedFen: granted.fen },
    { ...blank, item: '不予救助', cases: refused.cases, people: refused.people },
    { ...blank, item: '发放救助金（扣除退回、追回）', cases: paid.cases, people: paid.people, paidFen: paid.fen },
    { ...blank, item: '联合救助总额（本院和其他单位，不计入上面各项）', cases: joint.cases, decidedFen: joint.fen },
    { ...blank, item: '入选典型案例', cases: typical },
  ]
}

function tableLines(table: ReportTable): TableValues[] {
  const isEvents = table.key === 'visit' || table.key === 'measure'
  const line = (item: string, { cases, people, decidedFen, paidFen, events }: Omit<ReportRow, 'key' | 'label'>): TableValues =>
    isEvents
      ? { item, cases, people, households: DASH, decidedFen: DASH, paidFen: DASH, events }
      : { item, cases, people, households: DASH, decidedFen, paidFen, events: DASH }
  if (table.rows.length === 0) return [{ item: '统计期间内没有', cases: DASH, people: DASH, households: DASH, decidedFen: DASH, paidFen: DASH, events: DASH }]
  const lines = table.rows.map((row) => line(row.label, row))
  const sum = (pick: (row: ReportRow) => number) => table.rows.reduce((all, row) => all + pick(row), 0)
  if (table.exclusive) {
    lines.push(line('小计', { cases: sum((row) => row.cases), people: sum((row) => row.people), decidedFen: sum((row) => row.decidedFen), paidFen: sum((row) => row.paidFen), events: 0 }))
  }
  return lines
}

function rosterSheet(report: AnnualReport, people: readonly RosterLine[], madeOn: LegalDate): TableModel {
  const order = everyCodeOf('specialGroup').map(({ code }) => code)
  const counting = people.filter((line) => line.counts)
  const sum = (pick: (line: RosterLine) => number) => people.reduce((all, line) => all + pick(line), 0)
  const someReturned = counting.length < people.length
  return {
    name: '名册',
    title: '国家司法救助对象名册',
    subtitle: headLines(report, madeOn),
    columns: [
      { key: 'serial', label: '序号', kind: 'count', width: 6 },
      { key: 'caseNumber', label: '救助案号', kind: 'text', width: 26 },
      { key: 'name', label: '姓名', kind: 'text', width: 10 },
      { key: 'groups', label: '特殊群体', kind: 'text', width: 24 },
      { key: 'category', label: '救助情形', kind: 'text', width: 30 },
      { key: 'charge', label: '原案案由', kind: 'text', width: 12 },
      { key: 'leadSource', label: '线索来源', kind: 'text', width: 22 },
      { key: 'acceptedOn', label: '受理日期', kind: 'date', width: 12 },
      { key: 'decidedOn', label: '决定日期', kind: 'date', width: 12 },
      { key: 'decidedFen', label: '决定金额', kind: 'yuan', width: 14 },
      { key: 'paidOn', label: '发放日期', kind: 'date', width: 12 },
      { key: 'paidFen', label: '发放金额', kind: 'yuan', width: 14 },
      ...(someReturned ? [{ key: 'remark', label: '说明', kind: 'text', width: 22 } as const] : []),
    ],
    rows: people.map((line, i) => ({
      serial: i + 1,
      caseNumber: line.caseNumber,
      name: line.name,
      groups: [...line.specialGroups].sort((a, b) => order.indexOf(a) - order.indexOf(b)).map((code) => labelOf('specialGroup', code)).join('、'),
      category: labelOf('category', line.category),
      charge: line.charge === null ? null : rowLabel(line.charge, 'charge'),
      leadSource: labelOf('leadSource', line.leadSource),
      acceptedOn: line.acceptedOn,
      decidedOn: line.decidedOn,
      decidedFen: line.counts ? line.decidedFen : null,
      paidOn: line.paidOn,
      paidFen: line.paidFen,
      remark: line.counts ? null : '本期净退回，不计入人数',
    })),
    total: {
      serial: '合计',
      caseNumber: `${new Set(counting.map((line) => line.caseId)).size}件${counting.length}人`,
      decidedFen: sum((line) => line.decidedFen),
      paidFen: sum((line) => line.paidFen),
    },
    notes: [`${basisLabels[report.basis]}统计：${basisExplained[report.basis]}`, '本名册含个人信息，仅供本院工作使用，请妥善保管。'],
    orientation: 'landscape',
    frozenColumns: 3,
  }
}
