import type { FundsEntry, FundsKind } from '../domain/aftercareRecords.ts'
import type { Balance, Fen, Id } from '../domain/records.ts'
import type { Period } from '../domain/reportModel.ts'
import { namesOf } from './caseRepository.ts'
import { netFen } from './netPaid.ts'
import { rows } from './store.ts'
import type { Reader } from './store.ts'
import type { Row } from './tables.ts'

async function toEntries(db: Reader, found: readonly Row<'funds_entry'>[]): Promise<FundsEntry[]> {
  const allocations = await rows<{ id: Id; entryId: Id; caseId: Id; caseNumber: string | null; amountFen: Fen }>(
    db,
    'select a.id, a.funds_entry_id as entryId, a.case_id as caseId, c.case_number as caseNumber, a.amount_fen as amountFen ' +
      'from json_each(?) j cross join funds_allocation a on a.funds_entry_id = j.value and a.deleted_at is null cross join relief_case c on c.id = a.case_id and c.deleted_at is null order by a.id',
    [JSON.stringify(found.map((row) => row.id))],
  )
  const names = await namesOf(db, [...new Set(allocations.map((one) => one.caseId))])
  return found.map((row) => ({
    id: row.id,
    version: row.version,
    kind: row.kind as FundsKind,
    happenedOn: row.happened_on,
    amountFen: row.amount_fen,
    source: row.source,
    year: row.year,
    document: row.document,
    note: row.note,
    allocations: allocations
      .filter((one) => one.entryId === row.id)
      .map(({ id, caseId, caseNumber, amountFen }) => ({ id, caseId, caseNumber, people: names.get(caseId) ?? '', amountFen })),
  }))
}

/** Movements of the pool of one statistical year, by day. */
export async function fundsEntries(db: Reader, year: number): Promise<FundsEntry[]> {
  return toEntries(db, await db.selectFrom('funds_entry').selectAll().where('year', '=', year).where('deleted_at', 'is', null).orderBy('happened_on').orderBy('id').execute())
}

export async function fundsEntry(db: Reader, id: Id): Promise<FundsEntry | null> {
  return (await toEntries(db, await db.selectFrom('funds_entry').selectAll().where('id', '=', id).execute()))[0] ?? null
}

export const netPaidQuery =
  `select sum(${netFen('e')}) as fen ` +
  'from disbursement e where happened_on >= ? and happened_on <= ? and case_id not in (select id from relief_case where deleted_at is not null)'

/** What this office paid in a period, less what came back in it; each entry counts on its own day. */
export async function netPaidBetween(db: Reader, { from, to }: Period): Promise<Fen> {
  const [sum] = await rows<{ fen: Fen | null }>(
    db,
    netPaidQuery,
    [from, to],
  )
  return sum?.fen ?? 0
}

/** Of the whole office: what was ever decided, and what became of it. */
export async function balanceOfAll(db: Reader): Promise<Balance> {
  const [sum] = await rows<{ decidedFen: Fen | null; netPaidFen: Fen | null; cancelledFen: Fen | null }>(db, 'select sum(granted_fen) as decidedFen, sum(paid_fen) as netPaidFen, sum(cancelled_fen) as cancelledFen from case_summary', [])
  const [decidedFen, netPaidFen, cancelledFen] = [sum?.decidedFen ?? 0, sum?.netPaidFen ?? 0, sum?.cancelledFen ?? 0]
  return { decidedFen, netPaidFen, cancelledFen, outstandingFen: decidedFen - netPaidFen - cancelledFen }
}

/** Decided and neither paid nor cancelled, over all cases. */
export const outstandingQuery =
  'select sum(s.granted_fen - s.paid_fen - s.cancelled_fen) as fen from case_summary s indexed by case_summary_owed where s.historical in (0, 1) and s.granted_fen - s.paid_fen - s.cancelled_fen > 0'
export async function outstandingOfAll(db: Reader): Promise<Fen> {
  const [sum] = await rows<{ fen: Fen | null }>(db, outstandingQuery, [])
  return sum?.fen ?? 0
}
