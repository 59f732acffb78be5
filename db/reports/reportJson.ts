import type { Basis, FigureRow, FigureTable, Period, Report } from '../domain/reportModel.ts'
import { TOTALS } from './totals.ts'
import type { ReportTotals } from './totals.ts'

/** The annual report as the terminal writes it to .json; amounts in integer fen. Other programs read this: fields are added, never renamed. */
export interface ReportJson {
  period: Period
  basis: Basis
  totals: ReportTotals
  tables: { key: string; title: string; exclusive: boolean; rows: ReportJsonRow[] }[]
}
export interface ReportJsonRow {
  key: string
  label: string
  cases: number
  people: number
  decidedFen: number
  paidFen: number
  events: number
}

/** What the terminal writes of any report: the annual one in its own published shape, every other as its tables. */
export function toReportJson(report: Report): object {
  return report.ask.kind === 'annual' ? annualJson(report) : { kind: report.ask.kind, period: report.ask.period, title: report.title, officeName: report.officeName, tables: report.tables, notes: report.notes }
}

export function annualJson({ ask: { period, basis }, tables }: Report): ReportJson {
  const [first, ...others] = tables
  if (first?.key !== TOTALS) throw new Error('an annual report begins with its headline')
  return {
    period: { from: period.from, to: period.to },
    basis,
    totals: totalsOf(first),
    tables: others.map(({ key, title, exclusive, rows }) => ({ key, title, exclusive, rows: rows.map(rowJson) })),
  }
}

function rowJson({ key, label, values }: FigureRow): ReportJsonRow {
  const of = (column: string) => values[column] ?? 0
  return { key, label, cases: of('cases'), people: of('people'), decidedFen: of('decidedFen'), paidFen: of('paidFen'), events: of('events') }
}

/** The headline as it was before it stood in its table. */
function totalsOf({ rows }: FigureTable): ReportTotals {
  const of = (row: keyof ReportTotals, column: string) => rows.find(({ key }) => key === row)?.values[column] ?? 0
  return {
    accepted: { cases: of('accepted', 'cases'), people: of('accepted', 'people') },
    granted: { cases: of('granted', 'cases'), people: of('granted', 'people'), households: of('granted', 'households'), fen: of('granted', 'decidedFen') },
    refused: { cases: of('refused', 'cases'), people: of('refused', 'people') },
    paid: { cases: of('paid', 'cases'), people: of('paid', 'people'), fen: of('paid', 'paidFen') },
    joint: { cases: of('joint', 'cases'), fen: of('joint', 'jointFen') },
    typical: of('typical', 'cases'),
  }
}
