import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { YearStart } from '../domain/periods.ts'
import type { Basis, Period } from '../domain/reportModel.ts'
import { kindsWith, netFen } from '../store/netPaid.ts'
import type { ReadStore } from '../store/store.ts'

/** One report reads everything in one transaction on this, so that its figures belong to one moment. */
export type Db = ReadStore
export type Fragment = RawBuilder<unknown>

/** Which people in which cases a table breaks down. */
export interface Scope {
  period: Period
  basis: Basis
  startsOn: YearStart
  /** Only this case, where asked why; left out for reports. */
  caseId?: string | undefined
  /** How to walk: by the date's index, or over all cases in the order of their ids (see `isWide`). Changes the speed, never the figures. */
  wide: boolean
}

/** A row of `counted`: one person in one case. */
export interface CountedRow {
  case_id: string
  recipient_id: string
  /** The date of the basis; of payments the last one in the period. */
  day: string
  /** 1 where the person counts; 0 for payments of a person who on balance returned as much or more. */
  person: 0 | 1
  decided_fen: number
  paid_fen: number
}

const net = sql.raw(netFen('e'))

/** Looking up more cases than this one by one costs more than walking over all of them in order, where neighbours share a page of the file. */
const WIDE_FROM = 20_000

/** How to walk by each date in this period; one case is reached without a walk. */
export async function scopesOf(db: Db, period: Period, startsOn: YearStart, caseId?: string): Promise<Record<Basis, Scope>> {
  const by = async (basis: Basis): Promise<Scope> => ({ period, basis, startsOn, caseId, wide: caseId === undefined && (await isWide(db, period, basis)) })
  return { accepted: await by('accepted'), decided: await by('decided'), paid: await by('paid') }
}

/** Whether the period holds so much that walking over all cases is the shorter way. */
async function isWide(db: Db, period: Period, basis: Basis): Promise<boolean> {
  const within = sql`between ${period.from} and ${period.to}`
  const some = {
    accepted: sql`select 1 as one from relief_case where deleted_at is null and accepted_on ${within}`,
    decided: sql`select 1 as one from decision where deleted_at is null and decided_on ${within}`,
    paid: sql`select 1 as one from disbursement where happened_on ${within}`,
  }[basis]
  const { rows } = await sql<{ n: number }>`select count(*) as n from (${some} limit ${WIDE_FROM + 1}) as some`.execute(db)
  return (rows[0]?.n ?? 0) > WIDE_FROM
}

/** `column` lies in the period. The coalesce keeps the engine off the date's index where all cases are walked anyway. */
export function within(column: string, { period, wide }: Pick<Scope, 'period' | 'wide'>): Fragment {
  const value = wide ? sql`coalesce(${sql.ref(column)}, '')` : sql.ref(column)
  return sql`${value} between ${period.from} and ${period.to}`
}

/** The case `c` is not in the recycle bin; wide, so that no partial index on another order is taken for the walk. */
export function live({ wide, caseId }: Pick<Scope, 'wide' | 'caseId'>): Fragment {
  const kept = wide ? sql`coalesce(c.deleted_at, '') = ''` : sql`c.deleted_at is null`
  return caseId === undefined ? kept : sql`${kept} and c.id = ${caseId}`
}

/** Statistical month `YYYY-MM` of a date; in a year from 26 December the months run from the 26th to the 25th (as `monthKey` of db/domain/periods.ts). */
export function monthOf(column: string, startsOn: YearStart): Fragment {
  const day = sql.ref(column)
  if (startsOn === '01-01') return sql`substr(${day}, 1, 7)`
  return sql`case
    when substr(${day}, 9, 2) < '26' then substr(${day}, 1, 7)
    when substr(${day}, 6, 2) = '12' then cast(cast(substr(${day}, 1, 4) as integer) + 1 as text) || '-01'
    else substr(${day}, 1, 5) || substr(cast(101 + cast(substr(${day}, 6, 2) as integer) as text), 2, 2) end`
}

/** Marks a charge that the office wrote in its own words because no code says it; an overlong one is known by its beginning. */
export const FREE_TEXT = 'text:'
const chargeKey = sql`coalesce(o.charge, ${sql.lit(FREE_TEXT)} || nullif(substr(trim(o.charge_text), 1, 100), ''))`

/** What else a row of `counted` shall carry, since each costs a look-up: category, lead source and charge of the case, or the statistical month. */
export interface Extras {
  attributes?: boolean
  month?: boolean
}

const attributes = sql`, c.category as category, c.lead_source as lead_source, ${chargeKey} as charge`
const attributesOfGroup = sql`, min(c.category) as category, min(c.lead_source) as lead_source, min(${chargeKey}) as charge`
const original = sql`left join original_case as o on o.id = c.original_case_id`

/**
 * The people a table counts, as the text of a query with the columns of CountedRow. Reading the words of the rule:
 * accepted: recipients with a grant whose case was accepted in the period; decided: whose grant was decided in it; paid: whoever was paid or gave
 * back money in it. `paid_fen` is the net of the period for paid (a return counts on its own date), otherwise the net paid to date.
 */
export function counted(scope: Scope, extras: Extras = {}): Fragment {
  return scope.basis === 'paid' ? payments(scope, extras) : decisions(scope, 'grant', extras)
}

/**
 * Recipients with a decision of this kind. One that was revoked later stays in the figures of the day it was decided on, with the amount it had: what was reported then was true then,
 * and the money that came back counts on its own date. `decided_fen` is the amount as corrected or supplemented since.
 * `cross join` fixes the order of the walk.
 */
export function decisions(scope: Scope, kind: 'grant' | 'refuse', extras: Extras = {}): Fragment {
  const day = scope.basis === 'accepted' ? 'c.accepted_on' : 'd.decided_on'
  const from = scope.basis === 'accepted' || scope.wide ? sql`relief_case as c cross join decision as d` : sql`decision as d cross join relief_case as c`
  // Whoever groups by this id walks in its order: over the cases when wide, otherwise it is the inner table's, so that the date's index leads.
  const caseId = scope.basis === 'accepted' && !scope.wide ? sql`d.case_id` : sql`c.id`
  return sql`
    select ${caseId} as case_id, d.recipient_id as recipient_id, ${sql.ref(day)} as day, 1 as person, d.amount_fen as decided_fen,
      coalesce((select sum(${net}) from disbursement as e where e.case_id = d.case_id and e.recipient_id = d.recipient_id), 0) as paid_fen
      ${extras.attributes ? attributes : sql``} ${extras.month ? sql`, ${monthOf(day, scope.startsOn)} as month` : sql``}
    from ${from} ${extras.attributes ? original : sql``}
    where d.case_id = c.id and ${live(scope)} and d.deleted_at is null and d.kind = ${sql.lit(kind)} and ${within(day, scope)}`
}

/** Recipients with entries that moved money in the period; with the month, one row for each of their months. */
function payments(scope: Scope, extras: Extras): Fragment {
  const month = extras.month ? sql`, ${monthOf('e.happened_on', scope.startsOn)}` : sql``
  const from = scope.wide ? sql`relief_case as c cross join disbursement as e` : sql`disbursement as e cross join relief_case as c`
  const grant = sql`select d.amount_fen from decision as d where d.case_id = n.case_id and d.recipient_id = n.recipient_id and d.kind = 'grant' and d.deleted_at is null`
  return sql`
    select n.*, case when n.paid_fen > 0 then 1 else 0 end as person, case when n.paid_fen > 0 then coalesce((${grant}), 0) else 0 end as decided_fen
    from (
      select c.id as case_id, e.recipient_id as recipient_id, max(e.happened_on) as day, sum(${net}) as paid_fen
        ${extras.attributes ? attributesOfGroup : sql``} ${extras.month ? sql`${month} as month` : sql``}
      from ${from} ${extras.attributes ? original : sql``}
      where e.case_id = c.id and ${live(scope)} and ${within('e.happened_on', scope)} and e.kind not in (${sql.raw(kindsWith(0))})
      group by c.id, e.recipient_id ${month}
    ) as n`
}
