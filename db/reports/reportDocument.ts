import { reportSignatures } from '../documents/tableModel.ts'
import type { TableDocument } from '../documents/tableModel.ts'
import { today } from '../domain/dates.ts'
import type { ExportOptions } from '../domain/exportOptions.ts'
import type { LegalDate } from '../domain/records.ts'
import type { FigureCell, FigureRecord, Report, RosterLine } from '../domain/reportModel.ts'
import { namesBehind, namingOf } from './naming.ts'
import type { Db } from './population.ts'
import { recordsSheet } from './recordsSheet.ts'
import { recordsBehind, rosterBehind } from './reports.ts'
import { reportSheets, reportTables, reportTitle } from './reportSheets.ts'
import { rosterSheet } from './rosterSheet.ts'

export interface DocumentAsk {
  report: Report
  /** The list of what this figure counts in place of the report. */
  cell: FigureCell | null
  /** What the figure of a locked report counted then; left out for today's. */
  records?: readonly FigureRecord[]
  /** The people behind the tables of a locked report; null where it holds none, left out for today's. */
  people?: readonly RosterLine[] | null
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
export async function reportDocument(db: Db, { report, cell, records: locked, people: lockedPeople, options }: DocumentAsk, form: 'workbook' | 'paper', now: LegalDate = today()): Promise<ReportDocument> {
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
  const people = options.roster ? (lockedPeople === undefined ? await rosterBehind(db, ask, now) : lockedPeople) : null
  if (people === null) return { ...document, people: 0 }
  return { ...document, tables: [...tables, rosterSheet(report, people, { naming, madeOn: now })], people: people.length }
}
