import type { BankTarget } from '../domain/bankMatch.ts'
import { balanceOf } from '../domain/caseRules.ts'
import { batchBalance } from '../domain/instalments.ts'
import type { DisbursementKind, Fen, Id, LegalDate } from '../domain/records.ts'
import { comesOfAge } from '../domain/supervision.ts'
import { groupBy } from './groups.ts'
import { rows } from './store.ts'
import type { Reader } from './store.ts'

interface Owed {
  caseId: Id
  caseNumber: string | null
  recipientId: Id
  personName: string
  holder: string | null
  account: string | null
  fundId: Id | null
  offender: number
  decidedOn: LegalDate | null
  decidedFen: Fen
  earlierFen: Fen
  unsupervisedBirth: LegalDate | null
}
interface Batch {
  id: Id
  recipientId: Id
  ordinal: number
  dueOn: LegalDate
  amountFen: Fen
}
interface Entry {
  recipientId: Id
  kind: DisbursementKind
  amountFen: Fen
  instalmentId: Id | null
}

/** Money that is supervised goes to the account of whoever keeps it. */
const columns =
  'select c.id as caseId, c.case_number as caseNumber, r.id as recipientId, p.name as personName, coalesce(f.supervisor, r.account_holder) as holder, coalesce(f.bank_account, r.bank_account) as account, f.id as fundId, ' +
  'case when r.guardian_is_offender = 1 and f.id is null and r.guardian_name = coalesce(r.account_holder, p.name) then 1 else 0 end as offender, d.decided_on as decidedOn, d.amount_fen as decidedFen, d.earlier_fen as earlierFen, ' +
  // The birth of somebody whose money is not supervised, where no reason for that is on record.
  "case when f.id is null and r.unsupervised_reason is null then p.birth_date end as unsupervisedBirth "
const granted = "cross join person p on p.id = r.person_id cross join decision d on d.recipient_id = r.id and d.kind = 'grant' and d.deleted_at is null and d.revoked_on is null " +
  'left join supervised_fund f on f.case_id = r.case_id and f.recipient_id = r.id and f.ended_on is null and f.deleted_at is null and f.bank_account is not null'

export const bankStatements = {
  /** Everybody of the cases that owe something. */
  owed: `${columns}from case_summary s indexed by case_summary_owed cross join relief_case c on c.id = s.case_id and c.deleted_at is null
    cross join recipient r on r.case_id = c.id and r.deleted_at is null ${granted}
    where s.granted_fen - s.paid_fen - s.cancelled_fen > 0 and s.historical in (0, 1)`,
  /** Whoever else has one of the accounts: they may have been paid already. */
  accounts: `${columns}from recipient r cross join relief_case c on c.id = r.case_id and c.deleted_at is null ${granted}
    where r.deleted_at is null and r.bank_account in (select value from json_each(?))`,
  batches: `select i.id, i.recipient_id as recipientId, i.ordinal, i.due_on as dueOn, i.amount_fen as amountFen
    from json_each(?) j cross join instalment_plan p on p.recipient_id = j.value and p.superseded_at is null and p.deleted_at is null
    cross join instalment i on i.plan_id = p.id and i.deleted_at is null order by i.due_on, i.ordinal`,
  entries: `select e.recipient_id as recipientId, e.kind, e.amount_fen as amountFen, e.instalment_id as instalmentId
    from json_each(?) j cross join disbursement e on e.case_id = j.value order by e.happened_on, e.id`,
  applied: 'select e.bank_reference as reference from json_each(?) j cross join disbursement e on e.bank_reference = j.value and e.bank_reference is not null',
} as const

/** Everybody who may be meant by a list: those to whom something is owed, and the holders of its accounts. */
export async function bankTargets(db: Reader, accounts: readonly string[]): Promise<BankTarget[]> {
  const found = new Map<Id, Owed>()
  for (const one of await rows<Owed>(db, bankStatements.owed, [])) found.set(one.recipientId, one)
  for (const one of await rows<Owed>(db, bankStatements.accounts, [JSON.stringify(accounts)])) found.set(one.recipientId, one)
  const list = [...found.values()]
  const batches = groupBy(await rows<Batch>(db, bankStatements.batches, [JSON.stringify(list.map((one) => one.recipientId))]), (one) => one.recipientId)
  const entries = groupBy(await rows<Entry>(db, bankStatements.entries, [JSON.stringify([...new Set(list.map((one) => one.caseId))])]), (one) => one.recipientId)
  return list.map((one): BankTarget => {
    const own = entries.get(one.recipientId) ?? []
    return {
      caseId: one.caseId,
      caseNumber: one.caseNumber,
      recipientId: one.recipientId,
      name: one.holder ?? one.personName,
      account: one.account,
      supervisedFundId: one.fundId,
      payeeIsOffender: one.offender === 1,
      minorUntil: one.unsupervisedBirth === null ? null : comesOfAge(one.unsupervisedBirth),
      decidedOn: one.decidedOn,
      outstandingFen: balanceOf(one.decidedFen, own, one.earlierFen).outstandingFen,
      batches: (batches.get(one.recipientId) ?? []).flatMap((batch) => {
        const remainingFen = batchBalance(batch, own).outstandingFen
        return remainingFen > 0 ? [{ id: batch.id, ordinal: batch.ordinal, dueOn: batch.dueOn, remainingFen }] : []
      }),
    }
  })
}

/** Which of these lines were applied before, from whatever file. */
export async function appliedReferences(db: Reader, references: readonly string[]): Promise<Set<string>> {
  return new Set((await rows<{ reference: string }>(db, bankStatements.applied, [JSON.stringify(references)])).map((row) => row.reference))
}
