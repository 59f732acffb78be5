import { sql } from 'kysely'
import { everyCodeOf, labelOf } from '../domain/codeLists.ts'
import type { LegalDate } from '../domain/records.ts'
import type { Basis, Period, RosterLine } from '../domain/reportModel.ts'
import { readOffice } from '../store/office.ts'
import { rowLabel } from './breakdownTables.ts'
import { namesBehind } from './naming.ts'
import { counted, scopesOf } from './population.ts'
import type { CountedRow, Db } from './population.ts'

interface Line extends CountedRow {
  case_number: string | null
  name: string
  category: string | null
  lead_source: string | null
  charge: string | null
  accepted_on: string | null
  decided_on: string | null
  last_paid: string | null
}

/** Everybody whom the tables of this basis count, in the order of the case numbers, read in the transaction given. Its sums are those of an exclusive table. */
export async function roster(trx: Db, { period, basis, today }: { period: Period; basis: Basis; today: LegalDate }): Promise<RosterLine[]> {
  const { yearStartsOn } = await readOffice(trx)
  const scope = (await scopesOf(trx, period, yearStartsOn))[basis]
  const lastPaid = sql`select max(e.happened_on) from disbursement as e where e.case_id = p.case_id and e.recipient_id = p.recipient_id and e.kind in ('paid', 'repaid')`
  const { rows } = await sql<Line>`
    select p.*, c.case_number as case_number, c.accepted_on as accepted_on, h.name as name,
      (select d.decided_on from decision as d where d.case_id = p.case_id and d.recipient_id = p.recipient_id and d.deleted_at is null) as decided_on,
      ${basis === 'paid' ? sql`p.day` : sql`(${lastPaid})`} as last_paid
    from (${counted(scope, { attributes: true })}) as p cross join relief_case as c cross join recipient as r cross join person as h
    where c.id = p.case_id and r.id = p.recipient_id and h.id = r.person_id and (p.person = 1 or p.paid_fen <> 0)
    order by c.number_year, c.number_seq, c.accepted_on, c.id, r.ordinal`.execute(trx)
  const { rows: groups } = await sql<{ recipient_id: string; group_code: string }>`
    select g.recipient_id as recipient_id, g.group_code as group_code
    from (${counted(scope)}) as p cross join recipient_group as g where g.recipient_id = p.recipient_id`.execute(trx)
  const groupsOf = new Map<string, string[]>()
  for (const { recipient_id, group_code } of groups) groupsOf.set(recipient_id, [...(groupsOf.get(recipient_id) ?? []), group_code])
  const order = everyCodeOf('specialGroup').map(({ code }) => code)
  const named = await namesBehind(trx, rows.map(({ case_id }) => ({ caseId: case_id, leadId: null })), today)
  return rows.map((row) => ({
    caseId: row.case_id,
    caseNumber: row.case_number,
    name: row.name,
    minor: named({ caseId: row.case_id, leadId: null }).some((one) => one.minor && one.name === row.name),
    groups: (groupsOf.get(row.recipient_id) ?? []).sort((a, b) => order.indexOf(a) - order.indexOf(b)).map((code) => labelOf('specialGroup', code)).join('、'),
    category: labelOf('category', row.category),
    leadSource: labelOf('leadSource', row.lead_source),
    charge: row.charge === null ? null : rowLabel(row.charge, 'charge'),
    acceptedOn: row.accepted_on,
    decidedOn: row.decided_on,
    paidOn: row.last_paid,
    decidedFen: row.decided_fen,
    paidFen: row.paid_fen,
    counts: row.person === 1,
  }))
}
