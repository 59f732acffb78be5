import type { TableColumn, TableModel } from '../documents/tableModel.ts'
import { formatDateChinese } from '../domain/dates.ts'
import { figureWords } from '../domain/figureWords.ts'
import type { LegalDate } from '../domain/records.ts'
import type { FigureCell, FigureRecord, Report } from '../domain/reportModel.ts'
import { noSuchCell } from './definition.ts'
import type { NamesBehind, Naming } from './naming.ts'

/** The records behind one figure as a table of its own; the figure in words is its title. @throws CasebookError 'invalid' for a figure the report does not have */
export function recordsSheet(report: Report, cell: FigureCell, records: readonly FigureRecord[], { naming, named, madeOn }: { naming: Naming; named: NamesBehind; madeOn: LegalDate }): TableModel {
  const words = figureWords(report, cell)
  if (!words) throw noSuchCell()
  const { from, to } = report.ask.period
  const cases = new Set(records.flatMap(({ caseId }) => caseId ?? [])).size
  const hasPaid = records.some(({ paidFen }) => paidFen !== undefined)
  const hasMoney = records.some(({ fen }) => fen !== null)
  const columns: TableColumn[] = [
    { key: 'serial', label: '序号', kind: 'count' },
    { key: 'title', label: '案号', kind: 'text' },
    { key: 'person', label: '姓名', kind: 'text' },
    { key: 'date', label: '日期', kind: 'date' },
    ...(hasMoney ? [{ key: 'fen', label: hasPaid ? '决定额（元）' : '金额（元）', kind: 'yuan' } as const] : []),
    ...(hasPaid ? [{ key: 'paidFen', label: '发放额（元）', kind: 'yuan' } as const] : []),
    { key: 'detail', label: '说明', kind: 'text' },
  ]
  const sum = (of: (record: FigureRecord) => number | null | undefined) => records.reduce((all, record) => all + (of(record) ?? 0), 0)
  return {
    name: words.title,
    title: `${words.title}　${words.figures}`,
    subtitle: [
      `国家司法救助${report.title}　　${formatDateChinese(from)}至${formatDateChinese(to)}　　${words.note}`,
      `制表单位：${report.officeName}　　制表日期：${formatDateChinese(madeOn)}　　共 ${records.length} 条${cases > 0 ? `，涉及 ${cases} 件案件` : ''}`,
    ],
    columns,
    rows: records.map((record, index) => {
      const known = named(record)
      return {
        serial: index + 1,
        title: naming.text(record.title, known),
        person: naming.person(record.personName, known),
        date: record.date,
        fen: record.fen,
        paidFen: record.paidFen ?? null,
        detail: naming.text(record.detail, known),
      }
    }),
    ...(records.length > 0 && (hasMoney || hasPaid) && { total: { serial: '合计', fen: hasMoney ? sum(({ fen }) => fen) : null, paidFen: hasPaid ? sum(({ paidFen }) => paidFen) : null } }),
    notes: [naming.note],
    orientation: 'portrait',
    frozenColumns: 3,
  }
}
