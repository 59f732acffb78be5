import type { AnnualReport, Basis, Period, ReportRow, ReportTotals } from '../domain/reportModel.ts'

/** The report as the terminal writes it to .json; amounts in integer fen. Other programs read this: fields are added, never renamed. */
export interface ReportJson {
  period: Period
  basis: Basis
  totals: ReportTotals
  tables: { key: string; title: string; exclusive: boolean; rows: ReportRow[] }[]
}

export function toReportJson({ period, basis, totals, tables }: AnnualReport): ReportJson {
  return {
    period: { from: period.from, to: period.to },
    basis,
    totals,
    tables: tables.map(({ key, title, exclusive, rows }) => ({ key, title, exclusive, rows })),
  }
}
