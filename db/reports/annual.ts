import { everyCodeOf } from '../domain/codeLists.ts'
import type { CodeListName } from '../domain/codeLists.ts'
import { monthsOf } from '../domain/periods.ts'
import type { YearStart } from '../domain/periods.ts'
import { ALL } from '../domain/reportModel.ts'
import type { Basis, FigureColumn, FigureRow, FigureTable, Period } from '../domain/reportModel.ts'
import { breakdowns, bySpecialGroup } from './breakdowns.ts'
import { breakdownTables, rowLabel } from './breakdownTables.ts'
import type { BreakdownDefinition } from './breakdownTables.ts'
import type { BreakdownKey, Figures } from './breakdowns.ts'
import { NONE, wants } from './definition.ts'
import type { Asked, Made, ReportDefinition } from './definition.ts'
import { scopesOf } from './population.ts'
import type { Db, Scope } from './population.ts'
import { everythingOf, recordsOf } from './records.ts'
import { TOTALS, headline, totalsTable } from './totals.ts'
import type { ReportTotals } from './totals.ts'
import { notesOf, sentenceOf, tableNote } from './wording.ts'

/** A year has twelve months, thirteen where a free period cuts two: up to here months without figures are shown too. */
const MONTHS_SHOWN_EMPTY = 13

/** The annual report: headline by each figure's own date, tables by the chosen basis. A period of any length, both ends included. */
export const annual: ReportDefinition = {
  keys: [TOTALS, ...breakdownTables.map(({ key }) => key)],
  make: async (db, asked) => annualOf(db, await scopesOf(db, asked.period, asked.startsOn), asked),
  records: async (db, { period, startsOn, basis }, cell) => recordsOf(db, await scopesOf(db, period, startsOn), basis, cell),
  everything: async (db, { period, startsOn, basis, caseId, tables }) => everythingOf(db, await scopesOf(db, period, startsOn, caseId), basis, tables),
}

/** The report for these ways of walking; `annual` chooses them. */
export async function annualOf(db: Db, scopes: Record<Basis, Scope>, { basis, today, tables }: Pick<Asked, 'basis' | 'today' | 'tables'>): Promise<Made & { sentence: string }> {
  const { period, startsOn } = scopes[basis]
  const { totals, caveats } = await headline(db, scopes)
  const wanted = breakdownTables.filter(({ key }) => wants({ tables }, key))
  const figures = await breakdowns(db, scopes[basis], wanted.map(({ key }) => key))
  // The sentence speaks of the people granted in the period, also where the tables go by another date.
  const groups = basis === 'decided' && wants({ tables }, 'specialGroup') ? figures : await bySpecialGroup(db, scopes.decided)
  const groupPeople = groups.flatMap(({ table, key, people }) => (table === 'specialGroup' && key !== null ? [{ code: key, people }] : []))
  return {
    tables: [...(wants({ tables }, TOTALS) ? [totalsTable(totals)] : []), ...wanted.map((definition) => tableOf(definition, figures, { scope: scopes[basis], totals }))],
    sentence: sentenceOf({ period, startsOn, totals, groupPeople, today }),
    notes: notesOf({ basis, caveats, startsOn }),
  }
}

function tableOf({ key, title, heading, list, columns }: BreakdownDefinition, figures: readonly Figures[], { scope, totals }: { scope: Scope; totals: ReportTotals }): FigureTable {
  const found = figures.filter((row) => row.table === key && (row.people > 0 || row.paid_fen !== 0 || row.events > 0))
  const shown = list === null ? monthRows(found, scope.period, scope.startsOn) : codeRows(found, list)
  const rows = shown.map((row) => rowOf(row, columns))
  const exclusive = isExclusive(key, scope.basis, rows, totals)
  return { key, title, note: tableNote(key, scope.basis, exclusive), heading, columns: [...columns], rows, total: exclusive && rows.length > 0 ? sumOf(rows, columns) : null, exclusive }
}

/**
 * Whether the rows part the whole. Months do by acceptance, since a case has one such date; by decision unless the people of a case were decided
 * in different months; by payment never, since a person may be paid in several.
 */
function isExclusive(key: BreakdownKey, basis: Basis, rows: readonly FigureRow[], totals: ReportTotals): boolean {
  if (key === 'specialGroup' || key === 'visit' || key === 'measure') return false
  if (key !== 'month' || basis === 'accepted') return true
  return basis === 'decided' && rows.reduce((sum, { values }) => sum + (values['cases'] ?? 0), 0) === totals.granted.cases
}

interface Shown {
  key: string
  label: string
  figures: Figures | undefined
}
function rowOf({ key, label, figures }: Shown, columns: readonly FigureColumn[]): FigureRow {
  const { cases = 0, people = 0, decided_fen: decidedFen = 0, paid_fen: paidFen = 0, events = 0 } = figures ?? {}
  const all: Record<string, number> = { cases, people, decidedFen, paidFen, events }
  return { key, label, values: Object.fromEntries(columns.map((column) => [column.key, all[column.key] ?? 0])) }
}
function sumOf(rows: readonly FigureRow[], columns: readonly FigureColumn[]): FigureRow {
  return { key: ALL, label: '合计', values: Object.fromEntries(columns.map(({ key }) => [key, rows.reduce((sum, { values }) => sum + (values[key] ?? 0), 0)])) }
}

function monthRows(found: readonly Figures[], period: Period, startsOn: YearStart): Shown[] {
  const byKey = new Map(found.map((row) => [row.key, row]))
  const months = monthsOf(period, startsOn)
  return months
    .filter(({ key }) => months.length <= MONTHS_SHOWN_EMPTY || byKey.has(key))
    .map(({ key, label }) => ({ key, label, figures: byKey.get(key) }))
}

/** The list's codes in its order, then codes the list does not hold, charges in the office's own words, and last what was not filled in. */
function codeRows(found: readonly Figures[], list: CodeListName): Shown[] {
  const order = new Map(everyCodeOf(list).map((entry, index) => [entry.code, index]))
  const rank = ({ key }: Figures): number => (key === null ? Infinity : (order.get(key) ?? Number.MAX_SAFE_INTEGER))
  return [...found]
    .sort((a, b) => rank(a) - rank(b) || (a.key ?? '').localeCompare(b.key ?? '', 'zh-CN'))
    .map((row) => ({ key: row.key ?? NONE, label: rowLabel(row.key, list), figures: row }))
}
