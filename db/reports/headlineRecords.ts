import { sql } from 'kysely'
import { labelOf } from '../domain/codeLists.ts'
import { formatYuan } from '../domain/money.ts'
import type { Basis, FigureCell, FigureRecord } from '../domain/reportModel.ts'
import { noSuchCell } from './definition.ts'
import type { CellRecords } from './definition.ts'
import { merged, people, records, unnumbered } from './peopleRecords.ts'
import { counted, decisions, live, within } from './population.ts'
import type { Db, Scope } from './population.ts'
import { awardDay, jointCases } from './totals.ts'
import type { ReportTotals } from './totals.ts'

/** The records behind the headline of the annual report. */

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

/** The records behind one figure of the headline. @throws CasebookError 'invalid' for a figure it does not have */
export async function totalsRecords(db: Db, scopes: Record<Basis, Scope>, { row, column }: Pick<FigureCell, 'row' | 'column'>): Promise<FigureRecord[]> {
  if (!isTotalsRow(row) || !totalsRows[row].columns.includes(column)) throw noSuchCell()
  return (await totalsRows[row].read(db, scopes)).filter((record) => inColumn(row, column, record))
}

/** The records behind every figure of the headline. */
export async function everyTotal(db: Db, scopes: Record<Basis, Scope>): Promise<CellRecords[string]> {
  const cells: CellRecords[string] = {}
  for (const [row, { columns, read }] of Object.entries(totalsRows)) {
    const all = await read(db, scopes)
    cells[row] = Object.fromEntries(columns.map((column) => [column, isTotalsRow(row) ? all.filter((record) => inColumn(row, column, record)) : []]))
  }
  return cells
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
