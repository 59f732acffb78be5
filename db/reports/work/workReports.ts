import { workReports } from '../../domain/figureModel.ts'
import type { FigureCell, FigureRecord, WorkReport, WorkReportKind } from '../../domain/figureModel.ts'
import { today } from '../../domain/dates.ts'
import type { LegalDate } from '../../domain/records.ts'
import type { Period } from '../../domain/reportModel.ts'
import { readOffice } from '../../store/office.ts'
import { readReference } from '../../store/reference.ts'
import type { Db } from '../population.ts'
import type { Asked, WorkReportDefinition } from './engine.ts'
import { leads } from './leads.ts'
import { supportMeasures } from './measures.ts'
import { moneyFlow } from './money.ts'
import { officers } from './officers.ts'
import { timeliness } from './timeliness.ts'
import { typical } from './typical.ts'
import { visits } from './visits.ts'
import { years } from './years.ts'

const definitions: Record<WorkReportKind, WorkReportDefinition> = { years, timeliness, visits, measures: supportMeasures, officers, leads, money: moneyFlow, typical }

/** Everything of one report is read at one moment. */
function read<T>(db: Db, period: Period, now: LegalDate, work: (trx: Db, asked: Asked, officeName: string) => Promise<T>): Promise<T> {
  return db.transaction().setAccessMode('read only').execute(async (trx) => {
    const office = await readOffice(trx)
    return work(trx, { period, startsOn: office.yearStartsOn, today: now, reference: await readReference(trx) }, office.name)
  })
}

/** Both ends of the period are included. @param now the day that tells what is overdue */
export const workReport = (db: Db, kind: WorkReportKind, period: Period, now: LegalDate = today()): Promise<WorkReport> =>
  read(db, period, now, async (trx, asked, officeName) => ({
    kind,
    title: workReports.find((one) => one.kind === kind)?.title ?? '',
    officeName,
    period,
    tables: await definitions[kind].tables(trx, asked),
    notes: [...definitions[kind].notes],
  }))

/** What one figure counts, oldest first. @throws CasebookError 'invalid' for a figure the report does not have */
export const workRecords = (db: Db, kind: WorkReportKind, period: Period, cell: FigureCell, now: LegalDate = today()): Promise<FigureRecord[]> =>
  read(db, period, now, (trx, asked) => definitions[kind].records(trx, asked, cell))
