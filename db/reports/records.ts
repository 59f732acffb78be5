import { sql } from 'kysely'
import { labelOf } from '../domain/codeLists.ts'
import { formatYuan } from '../domain/money.ts'
import { ALL } from '../domain/reportModel.ts'
import type { Basis, FigureCell, FigureRecord } from '../domain/reportModel.ts'
import { breakdownTables, rowLabel } from './breakdownTables.ts'
import { eventsOfCounted } from './breakdowns.ts'
import type { BreakdownKey } from './breakdowns.ts'
import { noSuchCell, wants } from './definition.ts'
import type { CellRecords } from './definition.ts'
import { counted, decisions, live, within } from './population.ts'
import type { Db, Fragment, Scope } from './population.ts'
import { TOTALS, awardDay, jointCases } from './totals.ts'
import type { ReportTotals } from './totals.ts'

/** Key of the row of what was not filled in. */
export const NONE = 'none'
/** The record of a case of which nobody has a number yet. */
export const unnumbered = '未编号'

/**
 * The records behind one figure of the annual report, oldest first. Of people: their number, distinct cases, decided and paid money are those of the
 * cell. Of the event tables: one record an event, naming all its people where it was recorded for a whole case. Behind money that was paid also stand
 * people who on balance gave money back, their `fen` null: they count in the money and not in the people.
 * @throws CasebookError 'invalid' for a figure that the report does not have
 */
export async function recordsOf(db: Db, scopes: Record<Basis, Scope>, basis: Basis, cell: FigureCell): Promise<FigureRecord[]> {
  if (cell.table === TOTALS) return totalsRecords(db, cell, scopes)
  const table = breakdownTables.find(({ key }) => key === cell.table)
  if (!table?.columns.some(({ key }) => key === cell.column)) throw noSuchCell()
  const scope = scopes[basis]
  if (table.key === 'visit' || table.key === 'measure') return eventRecords(db, scope, table.key, cell.row)
  return records(await people(db, counted(scope, { attributes: true, month: table.key === 'month' }), sql`${rowFilter(table.key, cell.row)} and ${columnFilter(cell.column)}`))
}

/** Joint relief and typical cases are few: those of one case are picked from all. */
const ofCase = ({ caseId }: Scope, list: FigureRecord[]): FigureRecord[] => (caseId === undefined ? list : list.filter((record) => record.caseId === caseId))

/** What each row of the headline counts, before its columns leave some out. */
const totalsRows: Record<keyof ReportTotals, { columns: readonly string[]; read: (db: Db, scopes: Record<Basis, Scope>) => Promise<FigureRecord[]> }> = {
  accepted: { columns: ['cases', 'people'], read: (db, { accepted }) => acceptedRecords(db, accepted) },
  granted: { columns: ['cases', 'people', 'households', 'decidedFen'], read: async (db, { decided }) => records(await people(db, decisions(decided, 'grant', { attributes: true }))) },
  refused: { columns: ['cases', 'people'], read: async (db, { decided }) => records(await people(db, decisions(decided, 'refuse', { attributes: true }))) },
  paid: { columns: ['cases', 'people', 'paidFen'], read: async (db, { paid }) => records(await people(db, counted(paid, { attributes: true }))) },
  joint: { columns: ['cases', 'jointFen'], read: async (db, { decided }) => ofCase(decided, await jointRecords(db, decided)) },
  typical: { columns: ['cases'], read: async (db, { decided }) => ofCase(decided, await awardRecords(db, decided)) },
}
const isTotalsRow = (row: string): row is keyof ReportTotals => Object.hasOwn(totalsRows, row)

/** Whether a record of a headline's row counts in this column: a case without anybody not among the people, and who on balance gave money back only in the money. */
function inColumn(row: keyof ReportTotals, column: string, { recipientId, fen }: FigureRecord): boolean {
  if (row === 'accepted' && column === 'people') return recipientId !== null
  return row !== 'paid' || column === 'paidFen' || fen !== null
}

async function totalsRecords(db: Db, { row, column }: FigureCell, scopes: Record<Basis, Scope>): Promise<FigureRecord[]> {
  if (!isTotalsRow(row) || !totalsRows[row].columns.includes(column)) throw noSuchCell()
  return (await totalsRows[row].read(db, scopes)).filter((record) => inColumn(row, column, record))
}

/** The records of every figure of these tables at once, of all where none are named; `recordsOf` gives those of one figure. */
export async function everythingOf(db: Db, scopes: Record<Basis, Scope>, basis: Basis, tables?: readonly string[]): Promise<CellRecords> {
  const cells: CellRecords = wants({ tables }, TOTALS) ? { [TOTALS]: await everyTotal(db, scopes) } : {}
  const wanted = breakdownTables.filter(({ key }) => wants({ tables }, key))
  if (wanted.length === 0) return cells
  const scope = scopes[basis]
  const byMonth = await people(db, counted(scope, { attributes: true, month: true }))
  const whole = await people(db, counted(scope, { attributes: true }))
  const groups = await groupsOf(db, scope)
  for (const { key, columns } of wanted) {
    if (key === 'visit' || key === 'measure') {
      const rows = grouped(await events(db, scope, key), ({ key: row }) => [row ?? NONE])
      cells[key] = Object.fromEntries([...rows].map(([row, list]) => [row, Object.fromEntries(columns.map((column) => [column.key, records(list)]))]))
      continue
    }
    const rows = grouped(key === 'month' ? byMonth : whole, rowsOfPerson(key, groups))
    cells[key] = Object.fromEntries([...rows].map(([row, list]) => [row, Object.fromEntries(columns.map((column) => [column.key, records(list.filter(({ row: { person } }) => column.key === 'paidFen' || person === 1))]))]))
  }
  return cells
}

async function everyTotal(db: Db, scopes: Record<Basis, Scope>): Promise<CellRecords[string]> {
  const cells: CellRecords[string] = {}
  for (const [row, { columns, read }] of Object.entries(totalsRows)) {
    const all = await read(db, scopes)
    cells[row] = Object.fromEntries(columns.map((column) => [column, isTotalsRow(row) ? all.filter((record) => inColumn(row, column, record)) : []]))
  }
  return cells
}

/** Rows of a table of people that one of them stands in, the sum of all included. */
function rowsOfPerson(table: Exclude<BreakdownKey, 'visit' | 'measure'>, groups: ReadonlyMap<string, readonly string[]>): (one: CountedPerson) => readonly string[] {
  if (table === 'specialGroup') return ({ row }) => groups.get(row.recipient_id) ?? []
  const column = { month: 'month', category: 'category', leadSource: 'lead_source', charge: 'charge' } as const
  return ({ row }) => [row[column[table]] ?? NONE, ALL]
}

async function groupsOf(db: Db, scope: Scope): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ recipient_id: string; group_code: string }>`
    select distinct g.recipient_id as recipient_id, g.group_code as group_code from (${counted(scope)}) as p cross join recipient_group as g where g.recipient_id = p.recipient_id`.execute(db)
  const groups = new Map<string, string[]>()
  for (const { recipient_id, group_code } of rows) groups.set(recipient_id, [...(groups.get(recipient_id) ?? []), group_code])
  return groups
}

function grouped<T>(list: readonly T[], keysOf: (one: T) => readonly string[]): Map<string, T[]> {
  const rows = new Map<string, T[]>()
  for (const one of list) {
    for (const key of keysOf(one)) {
      const row = rows.get(key)
      if (row) row.push(one)
      else rows.set(key, [one])
    }
  }
  return rows
}

/** Who on balance gave money back counts in the money only. */
const columnFilter = (column: string): Fragment => (column === 'paidFen' ? sql`1 = 1` : sql`p.person = 1`)

/** The condition that puts a counted person into this row. */
function rowFilter(table: Exclude<BreakdownKey, 'visit' | 'measure'>, row: string): Fragment {
  if (table === 'specialGroup') {
    if (row === ALL) throw noSuchCell()
    return sql`exists (select 1 from recipient_group as g where g.recipient_id = p.recipient_id and g.group_code = ${row})`
  }
  if (row === ALL) return sql`1 = 1`
  if (table === 'month') return sql`p.month = ${row}`
  const column = { category: sql`p.category`, leadSource: sql`p.lead_source`, charge: sql`p.charge` }[table]
  return row === NONE ? sql`${column} is null` : sql`${column} = ${row}`
}

interface PersonRow {
  case_id: string
  case_number: string | null
  recipient_id: string
  name: string
  day: string
  person: 0 | 1
  decided_fen: number
  paid_fen: number
  category: string | null
  lead_source: string | null
  charge: string | null
  month?: string | null
}
/** A record with what puts it into the rows of a table. */
interface CountedPerson {
  record: FigureRecord
  row: PersonRow
}
const records = (list: readonly { record: FigureRecord }[]): FigureRecord[] => list.map(({ record }) => record)

async function people(db: Db, population: Fragment, filter: Fragment = sql`1 = 1`): Promise<CountedPerson[]> {
  const { rows } = await sql<PersonRow>`
    select p.*, c.case_number as case_number, h.name as name
    from (${population}) as p cross join relief_case as c cross join recipient as r cross join person as h
    where c.id = p.case_id and r.id = p.recipient_id and h.id = r.person_id and (p.person = 1 or p.paid_fen <> 0) and ${filter}
    order by p.day, c.number_year, c.number_seq, c.id, r.ordinal`.execute(db)
  return rows.map((row) => ({
    row,
    record: {
      key: `recipient:${row.recipient_id}`,
      caseId: row.case_id,
      leadId: null,
      recipientId: row.recipient_id,
      title: row.case_number ?? unnumbered,
      personName: row.name,
      date: row.day,
      fen: row.person === 1 ? row.decided_fen : null,
      paidFen: row.paid_fen,
      detail: row.person === 1 ? detailOf(row) : '本期退回、追回多于发放，计入金额，不计入人数',
    },
  }))
}

function detailOf({ category, charge }: { category: string | null; charge: string | null }): string {
  const known = [category && rowLabel(category, 'category'), charge && rowLabel(charge, 'charge')]
  return known.filter(Boolean).join(' · ')
}

/** Everybody who applied in a case accepted in the period; a case without anybody stands for itself. */
async function acceptedRecords(db: Db, scope: Scope): Promise<FigureRecord[]> {
  const { rows } = await sql<{ case_id: string; case_number: string | null; recipient_id: string | null; name: string | null; day: string; category: string | null; kind: string | null }>`
    select c.id as case_id, c.case_number as case_number, r.id as recipient_id, h.name as name, c.accepted_on as day, c.category as category, d.kind as kind
    from relief_case as c
      left join recipient as r on r.case_id = c.id and r.deleted_at is null
      left join person as h on h.id = r.person_id
      left join decision as d on d.recipient_id = r.id and d.deleted_at is null
    where ${live(scope)} and ${within('c.accepted_on', scope)}
    order by c.accepted_on, c.number_year, c.number_seq, c.id, r.ordinal`.execute(db)
  return rows.map((row) => ({
    key: row.recipient_id === null ? `accepted:${row.case_id}` : `recipient:${row.recipient_id}`,
    caseId: row.case_id,
    leadId: null,
    recipientId: row.recipient_id,
    title: row.case_number ?? unnumbered,
    personName: row.name ?? '（未登记救助申请人）',
    date: row.day,
    fen: null,
    detail: [labelOf('category', row.category), row.kind === 'grant' ? '给予救助' : row.kind === 'refuse' ? '不予救助' : '尚未决定'].filter(Boolean).join(' · '),
  }))
}

/** One record a case, with everybody's amounts. */
async function jointRecords(db: Db, { period }: Scope): Promise<FigureRecord[]> {
  const { rows } = await sql<{ id: string; case_number: string | null; day: string; ours: number; theirs: number; name: string | null }>`
    select j.case_id as id, c.case_number as case_number, j.day as day, j.ours as ours, j.theirs as theirs, h.name as name
    from (${jointCases(period)}) as j
      join relief_case as c on c.id = j.case_id
      join recipient as r on r.case_id = j.case_id and r.deleted_at is null
      join person as h on h.id = r.person_id
    order by j.day, c.number_year, c.number_seq, j.case_id, r.ordinal`.execute(db)
  return merged(rows).map(({ row, names }) => ({
    key: `joint:${row.id}`,
    caseId: row.id,
    leadId: null,
    recipientId: null,
    title: row.case_number ?? unnumbered,
    personName: names,
    date: row.day,
    fen: row.ours + row.theirs,
    detail: `本院决定 ${formatYuan(row.ours)} 元，其他单位 ${formatYuan(row.theirs)} 元`,
  }))
}

async function awardRecords(db: Db, { period }: Scope): Promise<FigureRecord[]> {
  const { rows } = await sql<{ id: string; case_id: string; case_number: string | null; level: string; title: string | null; published_on: string | null; day: string; name: string | null }>`
    select a.id as id, a.case_id as case_id, c.case_number as case_number, a.level as level, a.title as title, a.published_on as published_on, ${awardDay} as day, h.name as name
    from typical_award as a
      join relief_case as c on c.id = a.case_id and c.deleted_at is null
      left join recipient as r on r.case_id = c.id and r.deleted_at is null
      left join person as h on h.id = r.person_id
    where a.deleted_at is null and ${awardDay} between ${period.from} and ${period.to}
    order by day, a.id, r.ordinal`.execute(db)
  return merged(rows).map(({ row, names }) => ({
    key: `typical_award:${row.id}`,
    caseId: row.case_id,
    leadId: null,
    recipientId: null,
    title: row.case_number ?? unnumbered,
    personName: names,
    date: row.day,
    fen: null,
    detail: [labelOf('awardLevel', row.level), row.title, row.published_on === null && '没有公布日期，按决定日期计入'].filter(Boolean).join(' · '),
  }))
}

interface EventRow {
  id: string
  case_id: string
  case_number: string | null
  event_recipient: string | null
  name: string | null
  day: string | null
  who: string | null
  done_on: string | null
  key: string | null
}

async function eventRecords(db: Db, scope: Scope, table: 'visit' | 'measure', row: string): Promise<FigureRecord[]> {
  if (row === ALL) throw noSuchCell()
  return records(await events(db, scope, table, row))
}

/** Events of those who count, in one row of the table or in all of them. */
async function events(db: Db, scope: Scope, table: 'visit' | 'measure', only?: string): Promise<{ record: FigureRecord; key: string | null }[]> {
  const key = table === 'visit' ? sql`v.way` : sql`v.kind`
  const columns = table === 'visit' ? sql`v.done_on as day, v.visitors as who` : sql`coalesce(v.done_on, v.promised_on) as day, v.agency as who`
  const inRow = only === undefined ? sql`1 = 1` : only === NONE ? sql`${key} is null` : sql`${key} = ${only}`
  const { rows } = await sql<EventRow>`
    select v.id as id, p.case_id as case_id, c.case_number as case_number, v.recipient_id as event_recipient, h.name as name, v.done_on as done_on, ${key} as key, ${columns}
    from ${eventsOfCounted(scope, table, sql`cross join relief_case as c cross join recipient as r cross join person as h`)}
      and c.id = p.case_id and r.id = p.recipient_id and h.id = r.person_id and ${inRow}
    order by day, c.number_year, c.number_seq, c.id, v.id, r.ordinal`.execute(db)
  return merged(rows).map(({ row: event, names }) => {
    const label = rowLabel(event.key, table === 'visit' ? 'visitWay' : 'measure')
    const circumstances = table === 'visit' ? [event.who && `回访人：${event.who}`] : [event.who, event.done_on === null ? '尚未落实' : '已落实']
    const record: FigureRecord = {
      key: `${table === 'visit' ? 'visit' : 'support_measure'}:${event.id}`,
      caseId: event.case_id,
      leadId: null,
      recipientId: event.event_recipient,
      title: event.case_number ?? unnumbered,
      personName: names,
      date: event.day,
      fen: null,
      detail: [label, ...circumstances].filter(Boolean).join(' · '),
    }
    return { record, key: event.key }
  })
}

/** One entry for each id, with all the names that stood beside it, in their order. */
function merged<T extends { id: string; name: string | null }>(rows: readonly T[]): { row: T; names: string }[] {
  const byId = new Map<string, { row: T; names: string[] }>()
  for (const row of rows) {
    const entry = byId.get(row.id) ?? { row, names: [] }
    if (row.name !== null) entry.names.push(row.name)
    byId.set(row.id, entry)
  }
  return [...byId.values()].map(({ row, names }) => ({ row, names: names.join('、') }))
}
