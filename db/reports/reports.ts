import { today } from '../domain/dates.ts'
import type { LegalDate } from '../domain/records.ts'
import { aboutReport } from '../domain/reportModel.ts'
import type { FigureCell, FigureRecord, Report, ReportAsk, ReportKind } from '../domain/reportModel.ts'
import { auditEnd } from '../store/audit.ts'
import { readOffice } from '../store/office.ts'
import { readReference } from '../store/reference.ts'
import { annual } from './annual.ts'
import type { Asked, CellRecords, ReportDefinition } from './definition.ts'
import type { Db } from './population.ts'
import { leads } from './work/leads.ts'
import { supportMeasures } from './work/measures.ts'
import { moneyFlow } from './work/money.ts'
import { officers } from './work/officers.ts'
import { timeliness } from './work/timeliness.ts'
import { typical } from './work/typical.ts'
import { visits } from './work/visits.ts'
import { years } from './work/years.ts'

const definitions: Record<ReportKind, ReportDefinition> = { annual, years, timeliness, visits, measures: supportMeasures, officers, leads, money: moneyFlow, typical }

/** Everything of one report is read at one moment. */
function read<T>(db: Db, { kind, period, basis }: ReportAsk, now: LegalDate, work: (trx: Db, definition: ReportDefinition, asked: Asked, officeName: string) => Promise<T>): Promise<T> {
  return db.transaction().setAccessMode('read only').execute(async (trx) => {
    const office = await readOffice(trx)
    return work(trx, definitions[kind], { period, basis, startsOn: office.yearStartsOn, today: now, reference: await readReference(trx) }, office.name)
  })
}

async function made(trx: Db, ask: ReportAsk, definition: ReportDefinition, asked: Asked, officeName: string): Promise<Report> {
  const { tables, notes, sentence = null } = await definition.make(trx, asked)
  return { ask, title: aboutReport(ask.kind).title, officeName, tables, sentence, notes: [...notes] }
}

/** The report asked for; money in fen. `now` is the day that tells what is overdue. */
export const makeReport = (db: Db, ask: ReportAsk, now: LegalDate = today()): Promise<Report> =>
  read(db, ask, now, (trx, definition, asked, officeName) => made(trx, ask, definition, asked, officeName))

export interface WholeReport {
  report: Report
  everything: CellRecords
  /** The newest audit entry at that moment. */
  audit: { seq: number; head: string }
}

/** The report with the records behind each of its figures, and the end of the audit trail: all of one moment. */
export const wholeReport = (db: Db, ask: ReportAsk, now: LegalDate = today()): Promise<WholeReport> =>
  read(db, ask, now, async (trx, definition, asked, officeName) => ({
    report: await made(trx, ask, definition, asked, officeName),
    everything: await definition.everything(trx, asked),
    audit: await auditEnd(trx),
  }))

/** What one figure of the report counts, oldest first. @throws CasebookError 'invalid' for a figure the report does not have */
export const recordsBehind = (db: Db, ask: ReportAsk, cell: FigureCell, now: LegalDate = today()): Promise<FigureRecord[]> =>
  read(db, ask, now, (trx, definition, asked) => definition.records(trx, asked, cell))
