import { today } from '../domain/dates.ts'
import { CasebookError } from '../domain/errors.ts'
import type { OwnDefinition } from '../domain/ownReports.ts'
import type { Id, LegalDate } from '../domain/records.ts'
import { aboutReport } from '../domain/reportModel.ts'
import type { FigureCell, FigureRecord, Period, Report, ReportAsk, ReportKind, RosterLine } from '../domain/reportModel.ts'
import { auditEnd } from '../store/audit.ts'
import { readOffice } from '../store/office.ts'
import { readOwnReport } from '../store/ownReports.ts'
import { readReference } from '../store/reference.ts'
import { atOneMoment } from '../store/store.ts'
import { annual } from './annual.ts'
import type { Asked, CellRecords, ReportDefinition } from './definition.ts'
import { groups } from './people/groups.ts'
import { ownReport } from './people/ownReport.ts'
import type { Db } from './population.ts'
import { roster } from './roster.ts'
import { cards } from './work/cards.ts'
import { leads } from './work/leads.ts'
import { supportMeasures } from './work/measures.ts'
import { moneyFlow } from './work/money.ts'
import { officers } from './work/officers.ts'
import { timeliness } from './work/timeliness.ts'
import { sources } from './work/sources.ts'
import { typical } from './work/typical.ts'
import { visits } from './work/visits.ts'
import { years } from './work/years.ts'
import { workText } from './workText.ts'

const definitions: Record<Exclude<ReportKind, 'own'>, ReportDefinition> = { annual, years, work: workText, groups, sources, leads, timeliness, officers, money: moneyFlow, visits, measures: supportMeasures, typical, cards }

/** What is asked for: one of the catalogue, or one of the office's own. @throws CasebookError 'not-found' for an own report that is no more */
async function wanted(db: Db, { kind, ownId }: ReportAsk): Promise<{ title: string; definition: ReportDefinition }> {
  if (kind !== 'own') return { title: aboutReport(kind).title, definition: definitions[kind] }
  const own = ownId === undefined ? null : await readOwnReport(db, ownId)
  if (!own) throw new CasebookError('not-found', '没有找到这张自定义报表，可能已被移走。请回到报表目录重新选择。')
  return { title: own.name, definition: ownReport(own.name, own.definition) }
}

/** Everything of one report is read at one moment. */
function read<T>(db: Db, { period, basis }: Pick<ReportAsk, 'period' | 'basis'>, now: LegalDate, work: (trx: Db, asked: Asked, officeName: string) => Promise<T>): Promise<T> {
  return atOneMoment(db, async (trx) => {
    const office = await readOffice(trx)
    return work(trx, { period, basis, startsOn: office.yearStartsOn, today: now, reference: await readReference(trx) }, office.name)
  })
}

async function reportOf(db: Db, ask: ReportAsk, { title, definition }: { title: string; definition: ReportDefinition }, asked: Asked, officeName: string): Promise<Report> {
  const { tables, notes, sentence = null, paragraphs } = await definition.make(db, asked)
  return { ask, title, officeName, tables, sentence, ...(paragraphs && { paragraphs }), notes: [...notes] }
}

/** The report asked for; money in fen. `now` is the day that tells what is overdue. @throws CasebookError 'not-found' for an own report that is no more */
export const makeReport = (db: Db, ask: ReportAsk, now: LegalDate = today()): Promise<Report> => read(db, ask, now, async (trx, asked, officeName) => reportOf(trx, ask, await wanted(trx, ask), asked, officeName))

export interface WholeReport {
  report: Report
  everything: CellRecords
  /** The newest audit entry at that moment. */
  audit: { seq: number; head: string }
  /** The people behind the tables; null for a report that has no list of names, or where it was not asked for. */
  roster: RosterLine[] | null
}

/** The report with the records behind each of its figures, and the end of the audit trail: all of one moment. */
export const wholeReport = (db: Db, ask: ReportAsk, now: LegalDate = today(), { names = false }: { names?: boolean } = {}): Promise<WholeReport> =>
  read(db, ask, now, async (trx, asked, officeName) => {
    const found = await wanted(trx, ask)
    const list = names && hasRoster(ask) ? await roster(trx, asked) : null
    return { report: await reportOf(trx, ask, found, asked, officeName), everything: await found.definition.everything(trx, asked), audit: await auditEnd(trx), roster: list }
  })

/** Whether names stand behind the whole report, not only behind its figures. */
const hasRoster = ({ kind }: ReportAsk): boolean => kind === 'annual'

/** The people behind the tables of a report as it is today; null for one that has no list of names. */
export const rosterBehind = (db: Db, ask: ReportAsk, now: LegalDate = today()): Promise<RosterLine[] | null> => read(db, ask, now, async (trx, asked) => (hasRoster(ask) ? roster(trx, asked) : null))

/** An own report that is not saved yet. */
export const tryReport = (db: Db, own: OwnDefinition, period: Period, now: LegalDate = today()): Promise<Report> => {
  const ask: ReportAsk = { kind: 'own', period, basis: own.basis }
  return read(db, ask, now, (trx, asked, officeName) => reportOf(trx, ask, { title: TRIED, definition: ownReport(TRIED, own) }, asked, officeName))
}
const TRIED = '尚未保存的报表'
/** What one of its figures counts. */
export const triedRecords = (db: Db, own: OwnDefinition, period: Period, cell: FigureCell, now: LegalDate = today()): Promise<FigureRecord[]> =>
  read(db, { period, basis: own.basis }, now, (trx, asked) => ownReport(TRIED, own).records(trx, asked, cell))

/** What one figure of the report counts, oldest first. @throws CasebookError 'invalid' for a figure the report does not have, 'not-found' as `makeReport` */
export const recordsBehind = (db: Db, ask: ReportAsk, cell: FigureCell, now: LegalDate = today()): Promise<FigureRecord[]> =>
  read(db, ask, now, async (trx, asked) => (await wanted(trx, ask)).definition.records(trx, asked, cell))

/** The records of one case only. */
const ofCase = (cells: CellRecords, id: Id): CellRecords =>
  Object.fromEntries(Object.entries(cells).map(([table, rows]) => [table, Object.fromEntries(Object.entries(rows).map(([row, columns]) => [row, Object.fromEntries(Object.entries(columns).map(([column, list]) => [column, list.filter(({ caseId }) => caseId === id)]))]))]))

/** The records of one case behind every figure of the report, and behind those of another period: what tells why a case counts or not. What `onStep` throws stops the work. */
export const caseInReport = (db: Db, ask: ReportAsk, caseId: Id, otherwise: Period, now: LegalDate = today(), onStep: (done: number, total: number) => void = () => {}): Promise<{ report: Report; within: CellRecords; otherwise: CellRecords }> =>
  read(db, ask, now, async (trx, asked, officeName) => {
    const found = await wanted(trx, ask)
    const counted = async (period: Period) => ofCase(await found.definition.everything(trx, { ...asked, caseId, period }), caseId)
    const report = await reportOf(trx, ask, found, asked, officeName)
    onStep(1, 3)
    const within = await counted(ask.period)
    onStep(2, 3)
    return { report, within, otherwise: await counted(otherwise) }
  })
