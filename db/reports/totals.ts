import { sql } from 'kysely'
import type { Fen } from '../domain/records.ts'
import type { Basis, FigureColumn, FigureTable, Period } from '../domain/reportModel.ts'
import { counted, decisions, live, within } from './population.ts'
import type { Db, Scope } from './population.ts'

/** Headline figures, each by its own date whatever the basis of the tables (domain rules: Counting). */
export interface ReportTotals {
  accepted: { cases: number; people: number }
  granted: { cases: number; people: number; households: number; fen: Fen }
  refused: { cases: number; people: number }
  paid: { cases: number; people: number; fen: Fen }
  /** 联合救助总额: of cases granted jointly with other offices, what we decided and what they pay, by the date of our decision. */
  joint: { cases: number; fen: Fen }
  typical: number
}

/** Key of the headline's table, the first of the annual report. */
export const TOTALS = 'totals'

const totalsColumns: readonly FigureColumn[] = [
  { key: 'cases', label: '件', unit: 'count' },
  { key: 'people', label: '人', unit: 'count' },
  { key: 'households', label: '户', unit: 'count' },
  { key: 'decidedFen', label: '决定额（元）', unit: 'fen' },
  { key: 'paidFen', label: '发放额（元）', unit: 'fen' },
  { key: 'jointFen', label: '联合总额（元）', unit: 'fen' },
]

/** The headline as a table; null stands where a figure makes no sense, so that nobody takes it for nought. */
export function totalsTable({ accepted, granted, refused, paid, joint, typical }: ReportTotals): FigureTable {
  const row = (key: keyof ReportTotals, label: string, note: string, figures: Record<string, number>) => ({ key, label, note, values: Object.fromEntries(totalsColumns.map((column) => [column.key, figures[column.key] ?? null])) })
  return {
    key: TOTALS,
    title: '总体情况',
    note: '各按自己的日期，不随统计口径变化；各行不能相加。',
    heading: '项目',
    columns: [...totalsColumns],
    rows: [
      row('accepted', '受理', '按受理日期', accepted),
      row('granted', '给予救助', '按决定日期', { cases: granted.cases, people: granted.people, households: granted.households, decidedFen: granted.fen }),
      row('refused', '不予救助', '按决定日期', refused),
      row('paid', '本院发放', '按发放日期', { cases: paid.cases, people: paid.people, paidFen: paid.fen }),
      row('joint', '联合救助总额', '按决定日期，含其他单位', { cases: joint.cases, jointFen: joint.fen }),
      row('typical', '典型案例', '按公布日期', { cases: typical }),
    ],
    total: null,
    exclusive: false,
  }
}

/** What the headline leaves out or dates by another day; for the notes under the report. */
export interface Caveats {
  /** Typical cases in the headline whose date of publication is unknown: dated by their case's decision. */
  typicalByDecision: number
  /** Typical cases without either date, in no period. */
  typicalUndated: number
  /** Grants without the date of decision, in no period. */
  grantsUndated: number
  /** Cases without the date of acceptance, in no period. */
  casesUndated: number
  /** People whose money of the period came back on balance. */
  peopleReturned: number
}

export interface Headline {
  totals: ReportTotals
  caveats: Caveats
}

/** The first row of a query that always answers one. */
async function one<T>(query: { execute(db: Db): Promise<{ rows: T[] }> }, db: Db): Promise<T> {
  const { rows } = await query.execute(db)
  const row = rows[0]
  if (row === undefined) throw new Error('an aggregate without a row')
  return row
}

/** The headline figures, each by its own date within the period whatever the basis of the tables (domain rules, Counting). */
export async function headline(db: Db, scopes: Record<Basis, Scope>): Promise<Headline> {
  const { period } = scopes.decided
  const accepted = await one(
    sql<{ cases: number; people: number }>`
      select count(*) as cases, coalesce(sum((select count(*) from recipient as r where r.case_id = c.id and r.deleted_at is null)), 0) as people
      from relief_case as c where ${live(scopes.accepted)} and ${within('c.accepted_on', scopes.accepted)}`,
    db,
  )
  const granted = await one(
    sql<{ cases: number; people: number; households: number; fen: number }>`
      select count(distinct p.case_id) as cases, count(*) as people, count(distinct coalesce(h.household_id, h.id)) as households,
        coalesce(sum(p.decided_fen), 0) as fen
      from (${decisions(scopes.decided, 'grant')}) as p cross join recipient as r cross join person as h
      where r.case_id = p.case_id and r.id = p.recipient_id and h.id = r.person_id`,
    db,
  )
  const refused = await one(
    sql<{ cases: number; people: number }>`select count(distinct p.case_id) as cases, count(*) as people from (${decisions(scopes.decided, 'refuse')}) as p`,
    db,
  )
  const paid = await one(
    sql<{ cases: number; people: number; fen: number; returned: number }>`
      select count(distinct case when p.person = 1 then p.case_id end) as cases, coalesce(sum(p.person), 0) as people,
        coalesce(sum(p.paid_fen), 0) as fen, coalesce(sum(1 - p.person), 0) as returned
      from (${counted(scopes.paid)}) as p`,
    db,
  )
  const joint = await one(
    sql<{ cases: number; fen: number }>`select count(*) as cases, coalesce(sum(j.ours + j.theirs), 0) as fen from (${jointCases(period)}) as j`,
    db,
  )
  const typical = await one(
    sql<{ n: number; by_decision: number; undated: number }>`
      select coalesce(sum(case when ${awardDay} between ${period.from} and ${period.to} then 1 else 0 end), 0) as n,
        coalesce(sum(case when a.published_on is null and ${awardDay} between ${period.from} and ${period.to} then 1 else 0 end), 0) as by_decision,
        coalesce(sum(case when ${awardDay} is null then 1 else 0 end), 0) as undated
      from typical_award as a cross join relief_case as c
      where a.deleted_at is null and c.id = a.case_id and c.deleted_at is null`,
    db,
  )
  const undated = await one(
    sql<{ grants: number; cases: number }>`
      select
        (select count(*) from decision as d cross join relief_case as c
          where d.decided_on is null and d.kind = 'grant' and d.deleted_at is null and c.id = d.case_id and c.deleted_at is null) as grants,
        (select count(*) from relief_case as c where c.accepted_on is null and c.deleted_at is null) as cases`,
    db,
  )
  return {
    totals: {
      accepted: { cases: accepted.cases, people: accepted.people },
      granted: { cases: granted.cases, people: granted.people, households: granted.households, fen: granted.fen },
      refused: { cases: refused.cases, people: refused.people },
      paid: { cases: paid.cases, people: paid.people, fen: paid.fen },
      joint,
      typical: typical.n,
    },
    caveats: {
      typicalByDecision: typical.by_decision,
      typicalUndated: typical.undated,
      grantsUndated: undated.grants,
      casesUndated: undated.cases,
      peopleReturned: paid.returned,
    },
  }
}

/** Cases granted in the period together with other offices: our amount decided in it and the shares of the others. Begins with the offices, which are few. */
export const jointCases = ({ from, to }: Period) => sql`
  select d.case_id as case_id, max(d.decided_on) as day, sum(d.amount_fen) as ours, o.theirs as theirs
  from (select case_id, sum(share_fen) as theirs from joint_office where deleted_at is null group by case_id) as o
    cross join relief_case as c cross join decision as d
  where c.id = o.case_id and c.deleted_at is null and d.case_id = o.case_id and d.deleted_at is null and d.kind = 'grant' and d.decided_on between ${from} and ${to}
  group by o.case_id`

/** The day an award `a` counts on: its publication, or where that is unknown (old ledgers) its case's last decision. */
export const awardDay = sql`coalesce(a.published_on, (select max(d.decided_on) from decision as d where d.case_id = a.case_id and d.deleted_at is null))`
