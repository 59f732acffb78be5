import { reportSignatures } from '../documents/tableModel.ts'
import type { TableDocument } from '../documents/tableModel.ts'
import { today } from '../domain/dates.ts'
import type { ExportOptions } from '../domain/exportOptions.ts'
import type { LegalDate } from '../domain/records.ts'
import type { FigureCell, FigureRecord, Report } from '../domain/reportModel.ts'
import { namesBehind, namingOf } from './naming.ts'
import type { Db } from './population.ts'
import { recordsSheet } from './recordsSheet.ts'
import { recordsBehind } from './reports.ts'
import { reportSheets, reportTables, reportTitle } from './reportSheets.ts'
import { roster } from './roster.ts'
import { rosterSheet } from './rosterSheet.ts'

export interface DocumentAsk {
  report: Report
  /** The list of what this figure counts in place of the report. */
  cell: FigureCell | null
  /** What the figure of a locked report counted then; left out for today's. */
  records?: readonly FigureRecord[]
  options: Pick<ExportOptions, 'names' | 'roster'>
}

/** What leaves the program: a report with its roster, or the list behind one of its figures. `people`: how many entries name somebody. */
export interface ReportDocument extends TableDocument {
  people: number
  report: Report
}

/**
 * @param form a workbook has the annual report on one page; files and papers that are read from top to bottom have its tables below each other
 * @throws CasebookError 'invalid' for a figure the report does not have
 */
export async function reportDocument(db: Db, { report, cell, records: locked, options }: DocumentAsk, form: 'workbook' | 'paper', now: LegalDate = today()): Promise<ReportDocument> {
  const { ask } = report
  const naming = namingOf(options.names)
  const base = { report, officeName: report.officeName, signatures: reportSignatures }
  if (cell !== null) {
    const records = locked ?? (await recordsBehind(db, ask, cell, now))
    const table = recordsSheet(report, cell, records, { naming, named: await namesBehind(db, records, now), madeOn: now })
    return { ...base, title: table.title, tables: [table], people: records.filter(({ personName }) => personName !== '').length }
  }
  const tables = form === 'workbook' ? reportSheets(report, now) : reportTables(report, now)
  const document = { ...base, title: reportTitle(report), tables }
  if (ask.kind !== 'annual' || !options.roster) return { ...document, people: 0 }
  const lines = await roster(db, ask.period, ask.basis)
  const named = await namesBehind(db, lines.map(({ caseId }) => ({ caseId, leadId: null })), now)
  const people = lines.map((line) => ({ ...line, name: naming.person(line.name, named({ caseId: line.caseId, leadId: null })) }))
  const sheet = rosterSheet(report, people, now)
  return { ...document, tables: [...tables, { ...sheet, notes: [...sheet.notes, naming.note] }], people: people.length }
}
