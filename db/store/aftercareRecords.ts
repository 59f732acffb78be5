import type { AgencyPage, CaseAftercare, Instalment, InstalmentPlan, Letter, Rhythm, SupervisedEntry, SupervisedFund, SupervisorKind } from '../domain/aftercareRecords.ts'
import { today } from '../domain/dates.ts'
import { batchBalance, instalmentState } from '../domain/instalments.ts'
import type { Disbursement, Id } from '../domain/records.ts'
import { supervisedSums } from '../domain/supervision.ts'
import { arrivalsFor } from './deadlineRepository.ts'
import type { Reader } from './store.ts'
import type { Row } from './tables.ts'

/** Rows of what comes after the decision as the records every layer above knows; states and sums are derived from the payment entries. */

const toInstalment = (row: Row<'instalment'>, superseded: boolean, entries: readonly Disbursement[], day: string): Instalment => {
  const batch = { id: row.id, amountFen: row.amount_fen, dueOn: row.due_on }
  const named = entries.filter((entry) => entry.instalmentId === row.id)
  const state = instalmentState(batch, named, day)
  return {
    ...batch,
    version: row.version,
    recipientId: row.recipient_id,
    planId: row.plan_id,
    ordinal: row.ordinal,
    purpose: row.purpose,
    // A batch that another plan took the place of before anything was paid is no longer to be paid.
    state: superseded && (state === 'waiting' || state === 'due' || state === 'overdue') ? 'cancelled' : state,
    netPaidFen: batchBalance(batch, named).netPaidFen,
  }
}

export const toPlan = (row: Row<'instalment_plan'>, instalments: Instalment[]): InstalmentPlan => ({
  id: row.id,
  version: row.version,
  recipientId: row.recipient_id,
  rhythm: row.rhythm as Rhythm,
  fixedOn: row.fixed_on,
  approver: row.approver,
  reason: row.reason,
  supersededAt: row.superseded_at,
  instalments,
})

export const toSupervisedEntry = (row: Row<'supervised_entry'>): SupervisedEntry => ({
  id: row.id,
  version: row.version,
  kind: row.kind as SupervisedEntry['kind'],
  happenedOn: row.happened_on,
  amountFen: row.amount_fen,
  purpose: row.purpose,
  voucher: row.voucher,
  reason: row.reason,
})

export const toSupervisedFund = (row: Row<'supervised_fund'>, entries: SupervisedEntry[], disbursements: readonly Disbursement[]): SupervisedFund => ({
  id: row.id,
  version: row.version,
  recipientId: row.recipient_id,
  supervisor: row.supervisor,
  supervisorKind: row.supervisor_kind as SupervisorKind,
  supervisorContact: row.supervisor_contact,
  guardian: row.guardian,
  bankName: row.bank_name,
  bankAccount: row.bank_account,
  agreedOn: row.agreed_on,
  handOverOn: row.hand_over_on,
  endedOn: row.ended_on,
  endReason: row.end_reason,
  note: row.note,
  entries,
  ...supervisedSums(disbursements.filter((entry) => entry.supervisedFundId === row.id), entries, today()),
})

/** Plans of a case, the present one of each recipient before those it took the place of. */
export async function plansOf(db: Reader, caseId: Id, disbursements: readonly Disbursement[]): Promise<InstalmentPlan[]> {
  const plans = await db.selectFrom('instalment_plan').selectAll().where('case_id', '=', caseId).where('deleted_at', 'is', null).orderBy('id', 'desc').execute()
  if (plans.length === 0) return []
  const batches = await db.selectFrom('instalment').selectAll().where('case_id', '=', caseId).where('deleted_at', 'is', null).orderBy('ordinal').execute()
  const day = today()
  return plans.map((plan) =>
    toPlan(
      plan,
      batches.filter((batch) => batch.plan_id === plan.id).map((batch) => toInstalment(batch, plan.superseded_at !== null, disbursements, day)),
    ),
  )
}

/** Supervised accounts of a case with their entries by day. */
export async function supervisedFundsOf(db: Reader, caseId: Id, disbursements: readonly Disbursement[]): Promise<SupervisedFund[]> {
  const funds = await db.selectFrom('supervised_fund').selectAll().where('case_id', '=', caseId).where('deleted_at', 'is', null).orderBy('id').execute()
  if (funds.length === 0) return []
  const entries = await db
    .selectFrom('supervised_entry')
    .selectAll()
    .where('supervised_fund_id', 'in', funds.map((fund) => fund.id))
    .where('deleted_at', 'is', null)
    .orderBy('happened_on')
    .orderBy('id')
    .execute()
  return funds.map((fund) => toSupervisedFund(fund, entries.filter((entry) => entry.supervised_fund_id === fund.id).map(toSupervisedEntry), disbursements))
}

export const toLetter = (row: Row<'letter'> & { case_number: string | null; agency_name: string }): Letter => ({
  id: row.id,
  version: row.version,
  caseId: row.case_id,
  caseNumber: row.case_number,
  measureId: row.measure_id,
  agencyId: row.agency_id,
  agencyName: row.agency_name,
  kind: row.kind as Letter['kind'],
  number: row.number,
  sentOn: row.sent_on,
  replyDueOn: row.reply_due_on,
  repliedOn: row.replied_on,
  reply: row.reply,
  content: row.content,
})

/** Letters with what they are shown with. */
const letters = (db: Reader) =>
  db
    .selectFrom('letter as l')
    .innerJoin('agency as a', 'a.id', 'l.agency_id')
    .innerJoin('relief_case as c', 'c.id', 'l.case_id')
    .selectAll('l')
    .select(['a.name as agency_name', 'c.case_number', 'c.historical'])
    .where('l.deleted_at', 'is', null)
    .orderBy('l.sent_on')
    .orderBy('l.id')

export const lettersOfCase = async (db: Reader, caseId: Id): Promise<Letter[]> => (await letters(db).where('l.case_id', '=', caseId).execute()).map(toLetter)
export const lettersOfAgency = async (db: Reader, agencyId: Id): Promise<AgencyPage['letters']> =>
  (await letters(db).where('l.agency_id', '=', agencyId).where('c.deleted_at', 'is', null).execute()).map((row) => ({ ...toLetter(row), historical: row.historical === 1 }))

/** What aftercare adds to a case. */
export async function caseAftercareOf(db: Reader, caseId: Id, disbursements: readonly Disbursement[]): Promise<CaseAftercare> {
  return {
    fundsArrivals: await arrivalsFor(db, caseId),
    instalmentPlans: await plansOf(db, caseId, disbursements),
    supervisedFunds: await supervisedFundsOf(db, caseId, disbursements),
    letters: await lettersOfCase(db, caseId),
  }
}
