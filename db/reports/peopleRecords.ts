import { sql } from 'kysely'
import type { FigureRecord } from '../domain/reportModel.ts'
import { rowLabel } from './breakdownTables.ts'
import type { Db, Fragment } from './population.ts'

/** The record of a case of which nobody has a number yet. */
export const unnumbered = '未编号'

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
export interface CountedPerson {
  record: FigureRecord
  row: PersonRow
}
/** Without what puts them there. */
export const records = (list: readonly { record: FigureRecord }[]): FigureRecord[] => list.map(({ record }) => record)

/** The people of a population that pass the filter, oldest first; `p` is one of them. */
export async function people(db: Db, population: Fragment, filter: Fragment = sql`1 = 1`): Promise<CountedPerson[]> {
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

/** One entry for each id, with all the names that stood beside it, in their order. */
export function merged<T extends { id: string; name: string | null }>(rows: readonly T[]): { row: T; names: string }[] {
  const byId = new Map<string, { row: T; names: string[] }>()
  for (const row of rows) {
    const entry = byId.get(row.id) ?? { row, names: [] }
    if (row.name !== null) entry.names.push(row.name)
    byId.set(row.id, entry)
  }
  return [...byId.values()].map(({ row, names }) => ({ row, names: names.join('、') }))
}
