import { today } from '../domain/dates.ts'
import type { LegalDate } from '../domain/records.ts'
import { aboutReport } from '../domain/reportModel.ts'
import type { FigureCell, FigureRecord, Report, ReportAsk, ReportKind } from '../domain/reportModel.ts'
import { readOffice } from '../store/office.ts'
import { readReference } from '../store/reference.ts'
import { annual } from './annual.ts'
import type { Asked, ReportDefinition } from './definition.ts'
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

/** The report asked for; money in fen. `now` is the day that tells what is overdue. */
export const makeReport = (db: Db, ask: ReportAsk, now: LegalDate = today()): Promise<Report> =>
  read(db, ask, now, async (trx, definition, asked, officeName) => {
    const { tables, notes, sentence = null } = await definition.make(trx, asked)
    return { ask, title: aboutReport(ask.kind).title, officeName, tables, sentence, notes: [...notes] }
  })

/** What one figure of the report counts, oldest first. @throws CasebookError 'invalid' for a figure the report does not have */
export const recordsBehind = (db: Db, ask: ReportAsk, cell: FigureCell, now: LegalDate = today()): Promise<FigureRecord[]> =>
  read(db, ask, now, (trx, definition, asked) => definition.records(trx, asked, cell))
