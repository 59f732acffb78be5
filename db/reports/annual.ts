import { everyCodeOf, labelOf } from '../domain/codeLists.ts'
import type { CodeListName } from '../domain/codeLists.ts'
import { monthsOf } from '../domain/periods.ts'
import type { YearStart } from '../domain/periods.ts'
import type { AnnualReport, Basis, Period, ReportRow, ReportTable, ReportTableKey, ReportTotals } from '../domain/reportModel.ts'
import { readOffice } from '../store/office.ts'
import { breakdowns, bySpecialGroup } from './breakdowns.ts'
import type { Figures } from './breakdowns.ts'
import { FREE_TEXT, scopesOf } from './population.ts'
import type { Db, Scope } from './population.ts'
import { headline } from './totals.ts'
import { notesOf, sentenceOf, tableNote } from './wording.ts'

/** Key of the row of what was not filled in. */
export const NONE = 'none'

/** The tables in their order; those of a code list show its labels in its order. */
export const tableDefinitions: readonly { key: ReportTableKey; title: string; list: CodeListName | null }[] = [
  { key: 'month', title: '按月份统计', list: null },
  { key: 'category', title: '按救助情形统计', list: 'category' },
  { key: 'specialGroup', title: '按特殊群体统计', list: 'specialGroup' },
  { key: 'leadSource', title: '按线索来源统计', list: 'leadSource' },
  { key: 'charge', title: '按原案类型统计', list: 'charge' },
  { key: 'visit', title: '回访情况', list: 'visitWay' },
  { key: 'measure', title: '多元救助措施', list: 'measure' },
]

/** A year has twelve months, thirteen where a free period cuts two: up to here months without figures are shown too. */
const MONTHS_SHOWN_EMPTY = 13

/**
 * The annual report: headline by each figure's own date, tables by the chosen basis, all read at one moment.
 * Money in fen. A period of any length, both ends included.
 */
export async function annualReport(db: Db, period: Period, basis: Basis): Promise<AnnualReport> {
  return db.transaction().setAccessMode('read only').execute(async (trx) => {
    const office = await readOffice(trx)
    return reportOf(trx, office.name, await scopesOf(trx, period, office.yearStartsOn), basis)
  })
}

/** The report for these ways of walking; `annualReport` chooses them. */
export async function reportOf(db: Db, officeName: string, scopes: Record<Basis, Scope>, basis: Basis): Promise<AnnualReport> {
  const { period, startsOn } = scopes[basis]
  const { totals, caveats } = await headline(db, scopes)
  const figures = await breakdowns(db, scopes[basis])
  // The sentence speaks of the people granted in the period, also where the tables go by another date.
  const groups = basis === 'decided' ? figures : await bySpecialGroup(db, scopes.decided)
  const groupPeople = groups.flatMap(({ table, key, people }) => (table === 'specialGroup' && key !== null ? [{ code: key, people }] : []))
  return {
    period,
    basis,
    officeName,
    totals,
    tables: tableDefinitions.map((definition) => tableOf(definition, figures, { scope: scopes[basis], totals })),
    sentence: sentenceOf({ period, startsOn, totals, groupPeople }),
    notes: notesOf({ basis, caveats, startsOn }),
  }
}

function tableOf(
  { key, title, list }: (typeof tableDefinitions)[number],
  figures: readonly Figures[],
  { scope, totals }: { scope: Scope; totals: ReportTotals },
): ReportTable {
  const found = figures.filter((row) => row.table === key && (row.people > 0 || row.paid_fen !== 0 || row.events > 0))
  const rows = list === null ? monthRows(found, scope.period, scope.startsOn) : codeRows(found, list)
  const exclusive = isExclusive(key, scope.basis, rows, totals)
  return { key, title, exclusive, note: tableNote(key, scope.basis, exclusive), rows }
}

/**
 * Whether the rows part the whole. Months do by acceptance, since a case has one such date; by decision unless the people of a case were decided
 * in different months; by payment never, since a person may be paid in several.
 */
function isExclusive(key: ReportTableKey, basis: Basis, rows: readonly ReportRow[], totals: ReportTotals): boolean {
  if (key === 'specialGroup' || key === 'visit' || key === 'measure') return false
  if (key !== 'month' || basis === 'accepted') return true
  return basis === 'decided' && rows.reduce((sum, row) => sum + row.cases, 0) === totals.granted.cases
}

function rowOf(key: string, label: string, figures: Figures | undefined): ReportRow {
  const { cases = 0, people = 0, decided_fen: decidedFen = 0, paid_fen: paidFen = 0, events = 0 } = figures ?? {}
  return { key, label, cases, people, decidedFen, paidFen, events }
}

function monthRows(found: readonly Figures[], period: Period, startsOn: YearStart): ReportRow[] {
  const byKey = new Map(found.map((row) => [row.key, row]))
  const months = monthsOf(period, startsOn)
  return months
    .filter(({ key }) => months.length <= MONTHS_SHOWN_EMPTY || byKey.has(key))
    .map(({ key, label }) => rowOf(key, label, byKey.get(key)))
}

/** The list's codes in its order, then codes the list does not hold, charges in the office's own words, and last what was not filled in. */
function codeRows(found: readonly Figures[], list: CodeListName): ReportRow[] {
  const order = new Map(everyCodeOf(list).map((entry, index) => [entry.code, index]))
  const rank = ({ key }: Figures): number => (key === null ? Infinity : (order.get(key) ?? Number.MAX_SAFE_INTEGER))
  return [...found]
    .sort((a, b) => rank(a) - rank(b) || (a.key ?? '').localeCompare(b.key ?? '', 'zh-CN'))
    .map((row) => rowOf(row.key ?? NONE, rowLabel(row.key, list), row))
}

/** What a row is called; `key` null for what was not filled in. */
export function rowLabel(key: string | null, list: CodeListName): string {
  if (key === null) return '未填写'
  return key.startsWith(FREE_TEXT) ? key.slice(FREE_TEXT.length) : labelOf(list, key)
}
