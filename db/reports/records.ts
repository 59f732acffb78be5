import { sql } from 'kysely'
import { ALL } from '../domain/reportModel.ts'
import type { Basis, FigureCell, FigureRecord } from '../domain/reportModel.ts'
import { breakdownTables, rowLabel } from './breakdownTables.ts'
import { eventsOfCounted } from './breakdowns.ts'
import type { BreakdownKey } from './breakdowns.ts'
import { NONE, noSuchCell, wants } from './definition.ts'
import type { CellRecords } from './definition.ts'
import { everyTotal, totalsRecords } from './headlineRecords.ts'
import { merged, people, records, unnumbered } from './peopleRecords.ts'
import type { CountedPerson } from './peopleRecords.ts'
import { counted } from './population.ts'
import type { Db, Fragment, Scope } from './population.ts'
import { TOTALS } from './totals.ts'

/**
 * The records behind one figure of the annual report, oldest first. Of people: their number, distinct cases, decided and paid money are those of the
 * cell. Of the event tables: one record an event, naming all its people where it was recorded for a whole case. Behind money that was paid also stand
 * people who on balance gave money back, their `fen` null: they count in the money and not in the people.
 * @throws CasebookError 'invalid' for a figure that the report does not have
 */
export async function recordsOf(db: Db, scopes: Record<Basis, Scope>, basis: Basis, cell: FigureCell): Promise<FigureRecord[]> {
  if (cell.table === TOTALS) return totalsRecords(db, scopes, cell)
  const table = breakdownTables.find(({ key }) => key === cell.table)
  if (!table?.columns.some(({ key }) => key === cell.column)) throw noSuchCell()
  const scope = scopes[basis]
  if (table.key === 'visit' || table.key === 'measure') return eventRecords(db, scope, table.key, cell.row)
  return records(await people(db, counted(scope, { attributes: true, month: table.key === 'month' }), sql`${rowFilter(table.key, cell.row)} and ${columnFilter(cell.column)}`))
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
