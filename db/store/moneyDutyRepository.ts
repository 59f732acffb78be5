import { batchBalance, instalmentState } from '../domain/instalments.ts'
import type { DisbursementKind, Fen, Id, LegalDate } from '../domain/records.ts'
import { groupBy } from './groups.ts'
import { rows } from './store.ts'
import type { Reader } from './store.ts'

/** What is to be paid and handed over, read from the cases that owe something and the accounts that are open only. */

export interface OwedCase {
  caseId: Id
  caseNumber: string | null
  officerName: string | null
  closed: number
  /** One of its decisions was revoked: what it left is to be cancelled, not paid. */
  revoked: number
  outstandingFen: Fen
}
interface BatchRow {
  id: Id
  caseId: Id
  recipientId: Id
  ordinal: number
  dueOn: LegalDate
  amountFen: Fen
}
interface EntryRow {
  caseId: Id
  recipientId: Id
  kind: DisbursementKind
  amountFen: Fen
  instalmentId: Id | null
  reason: string | null
}
export interface DueBatch extends BatchRow {
  personName: string
  state: ReturnType<typeof instalmentState>
  remainingFen: Fen
  /** Why the transfer before failed or came back. */
  reason: string | null
}
export interface CaseMoney extends OwedCase {
  /** Batches that are not settled, by day. */
  batches: DueBatch[]
  /** Owed and in no batch. */
  outsideFen: Fen
  /** Of those paid at once: whose last transfer failed or came back. */
  broken: { recipientId: Id; personName: string; kind: 'failed' | 'returned'; reason: string | null }[]
}

export const moneyDutyStatements = {
  owed: `select s.case_id as caseId, c.case_number as caseNumber, c.officer_name as officerName, c.closed_on is not null as closed,
    exists (select 1 from decision d where d.case_id = c.id and d.revoked_on is not null and d.deleted_at is null) as revoked, s.granted_fen - s.paid_fen - s.cancelled_fen as outstandingFen
    from case_summary s indexed by case_summary_owed cross join relief_case c on c.id = s.case_id
    where s.granted_fen - s.paid_fen - s.cancelled_fen > 0 and s.historical = 0 and (c.closed_on is null or c.closed_how = 'paid')`,
  batches: `select i.id, i.case_id as caseId, i.recipient_id as recipientId, i.ordinal, i.due_on as dueOn, i.amount_fen as amountFen
    from json_each(?) j cross join instalment i on i.case_id = j.value and i.deleted_at is null
    cross join instalment_plan n on n.id = i.plan_id and n.superseded_at is null and n.deleted_at is null
    cross join decision d on d.recipient_id = i.recipient_id and d.deleted_at is null and d.kind = 'grant' and d.revoked_on is null order by i.due_on, i.ordinal`,
  entries: `select e.case_id as caseId, e.recipient_id as recipientId, e.kind, e.amount_fen as amountFen, e.instalment_id as instalmentId, e.reason
    from json_each(?) j cross join disbursement e on e.case_id = j.value order by e.happened_on, e.id`,
  people: `select r.id, p.name from json_each(?) j cross join recipient r on r.case_id = j.value cross join person p on p.id = r.person_id`,
  handOvers: `select f.case_id as caseId, c.case_number as caseNumber, c.officer_name as officerName, p.name as personName, f.supervisor, f.hand_over_on as dueOn
    from supervised_fund f indexed by supervised_fund_hand_over cross join relief_case c on c.id = f.case_id cross join recipient r on r.id = f.recipient_id cross join person p on p.id = r.person_id
    where f.hand_over_on is not null and f.hand_over_on <= ? and f.ended_on is null and f.deleted_at is null and c.deleted_at is null and c.historical = 0 order by f.hand_over_on, f.id`,
} as const

/** Everything owed in cases that are not historical; of the closed ones those that were closed with a payment, for the others ended without paying it all. */
export async function owedMoney(db: Reader, day: LegalDate): Promise<Map<Id, CaseMoney>> {
  const owed = await rows<OwedCase>(db, moneyDutyStatements.owed, [])
  if (owed.length === 0) return new Map()
  const ids = [JSON.stringify(owed.map((one) => one.caseId))]
  const batches = groupBy(await rows<BatchRow>(db, moneyDutyStatements.batches, ids), (one) => one.caseId)
  const entries = groupBy(await rows<EntryRow>(db, moneyDutyStatements.entries, ids), (one) => one.caseId)
  const names = new Map((await rows<{ id: Id; name: string }>(db, moneyDutyStatements.people, ids)).map((one) => [one.id, one.name]))
  return new Map(
    owed.map((one) => {
      const own = entries.get(one.caseId) ?? []
      const open = (batches.get(one.caseId) ?? []).flatMap((batch): DueBatch[] => {
        const named = own.filter((entry) => entry.instalmentId === batch.id)
        const remainingFen = batchBalance(batch, named).outstandingFen
        return remainingFen > 0 ? [{ ...batch, personName: names.get(batch.recipientId) ?? '', remainingFen, state: instalmentState(batch, named, day), reason: named.at(-1)?.reason ?? null }] : []
      })
      const inPlan = new Set((batches.get(one.caseId) ?? []).map((batch) => batch.recipientId))
      const last = new Map(own.filter((entry) => !inPlan.has(entry.recipientId)).map((entry) => [entry.recipientId, entry]))
      const broken = [...last.values()].flatMap(({ recipientId, kind, reason }) =>
        kind === 'failed' || kind === 'returned' ? [{ recipientId, personName: names.get(recipientId) ?? '', kind, reason }] : [],
      )
      return [one.caseId, { ...one, batches: open, outsideFen: one.outstandingFen - open.reduce((sum, batch) => sum + batch.remainingFen, 0), broken }]
    }),
  )
}

export interface HandOver {
  caseId: Id
  caseNumber: string | null
  officerName: string | null
  personName: string
  supervisor: string
  dueOn: LegalDate
}
/** Supervised accounts that are to be handed over by a day, with those that are overdue. */
export const handOversUntil = (db: Reader, day: LegalDate): Promise<HandOver[]> => rows<HandOver>(db, moneyDutyStatements.handOvers, [day])
