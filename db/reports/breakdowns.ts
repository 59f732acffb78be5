import { sql } from 'kysely'
import { counted } from './population.ts'
import type { Db, Fragment, Scope } from './population.ts'

/** The tables that break the figures down, whatever the basis. */
export type BreakdownKey = 'month' | 'category' | 'specialGroup' | 'leadSource' | 'charge' | 'visit' | 'measure'

/** A row of a table before its label is known; `key` null stands for what was not filled in. */
export interface Figures {
  table: BreakdownKey
  key: string | null
  cases: number
  people: number
  decided_fen: number
  paid_fen: number
  events: number
}

/** People of a case put together; a case counts where one of its people does. */
const caseFigures = sql`max(p.person) as cases, sum(p.person) as people, sum(p.decided_fen) as decided_fen, sum(p.paid_fen) as paid_fen`
const sums = sql`sum(cases) as cases, sum(people) as people, sum(decided_fen) as decided_fen, sum(paid_fen) as paid_fen, 0 as events`

/** Tables whose rows part the cases: each case is in one row of each. One walk for the three, summed first by all three together. */
async function byAttribute(db: Db, scope: Scope): Promise<Figures[]> {
  const table = (key: BreakdownKey, column: Fragment) => sql`select ${sql.lit(key)} as "table", ${column} as key, ${sums} from cube group by ${column}`
  const { rows } = await sql<Figures>`
    with cube as materialized (
      select category, lead_source, charge, sum(cases) as cases, sum(people) as people, sum(decided_fen) as decided_fen, sum(paid_fen) as paid_fen
      from (
        select min(p.category) as category, min(p.lead_source) as lead_source, min(p.charge) as charge, ${caseFigures}
        from (${counted(scope, { attributes: true })}) as p group by p.case_id
      ) as by_case
      group by category, lead_source, charge
    )
    ${table('category', sql`category`)} union all ${table('leadSource', sql`lead_source`)} union all ${table('charge', sql`charge`)}`.execute(db)
  return rows
}

async function byMonth(db: Db, scope: Scope): Promise<Figures[]> {
  const { rows } = await sql<Figures>`
    select 'month' as "table", month as key, ${sums}
    from (select p.month as month, ${caseFigures} from (${counted(scope, { month: true })}) as p group by p.case_id, p.month) as by_case
    group by month`.execute(db)
  return rows
}

/** One person may belong to several groups, so these rows overlap. */
export async function bySpecialGroup(db: Db, scope: Scope): Promise<Figures[]> {
  const { rows } = await sql<Figures>`
    select 'specialGroup' as "table", group_code as key, ${sums}
    from (
      select g.group_code as group_code, ${caseFigures}
      from (${counted(scope)}) as p cross join recipient_group as g
      where g.recipient_id = p.recipient_id
      group by p.case_id, g.group_code
    ) as by_case
    group by group_code`.execute(db)
  return rows
}

/** Visits done and support measures of the people who count, whenever they happened. One recorded for a whole case is one event for all its people who count. */
const eventSources = {
  visit: { from: sql`visit`, key: sql`way`, counts: sql`and v.done_on is not null` },
  measure: { from: sql`support_measure`, key: sql`kind`, counts: sql`` },
}

async function byEvent(db: Db, scope: Scope, table: 'visit' | 'measure'): Promise<Figures[]> {
  const { key } = eventSources[table]
  const { rows } = await sql<Figures>`
    select ${sql.lit(table)} as "table", key as key, count(*) as cases, sum(people) as people, 0 as decided_fen, 0 as paid_fen, sum(events) as events
    from (
      select v.${key} as key, count(distinct p.recipient_id) as people, count(distinct v.id) as events
      from ${eventsOfCounted(scope, table)}
      group by p.case_id, v.${key}
    ) as by_case
    group by key`.execute(db)
  return rows
}

/** What follows `from` for the events of those who count: `p` a person in a case, `v` the visit or measure, `joins` what else is needed. */
export function eventsOfCounted(scope: Scope, table: 'visit' | 'measure', joins: Fragment = sql``): Fragment {
  const { from, counts } = eventSources[table]
  return sql`(${counted(scope)}) as p cross join ${from} as v ${joins}
    where v.case_id = p.case_id and (v.recipient_id is null or v.recipient_id = p.recipient_id) and v.deleted_at is null ${counts} and p.person = 1`
}

/** Each walk and the tables whose figures it gives. */
const walks: readonly { gives: readonly BreakdownKey[]; walk: (db: Db, scope: Scope) => Promise<Figures[]> }[] = [
  { gives: ['month'], walk: byMonth },
  { gives: ['category', 'leadSource', 'charge'], walk: byAttribute },
  { gives: ['specialGroup'], walk: bySpecialGroup },
  { gives: ['visit'], walk: (db, scope) => byEvent(db, scope, 'visit') },
  { gives: ['measure'], walk: (db, scope) => byEvent(db, scope, 'measure') },
]

/** The figures of these tables in as few walks as there are kinds of tables. */
export async function breakdowns(db: Db, scope: Scope, tables: readonly BreakdownKey[]): Promise<Figures[]> {
  const figures: Figures[] = []
  for (const { gives, walk } of walks) if (gives.some((key) => tables.includes(key))) figures.push(...(await walk(db, scope)))
  return figures
}
