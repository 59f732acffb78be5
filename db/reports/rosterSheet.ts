import type { TableModel } from '../documents/tableModel.ts'
import type { LegalDate } from '../domain/records.ts'
import type { Report, RosterLine } from '../domain/reportModel.ts'
import type { Naming } from './naming.ts'
import { headLines } from './reportSheets.ts'
import { basisExplained, basisLabels } from './wording.ts'

/** 名册: the people behind the tables of the annual report, by name. */
export function rosterSheet(report: Report, people: readonly RosterLine[], { naming, madeOn }: { naming: Naming; madeOn: LegalDate }): TableModel {
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
      name: naming.person(line.name, [line]),
      groups: line.groups,
      category: line.category,
      charge: line.charge,
      leadSource: line.leadSource,
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
    notes: [`${basisLabels[report.ask.basis]}统计：${basisExplained[report.ask.basis]}`, naming.note],
    orientation: 'landscape',
    frozenColumns: 3,
  }
}
