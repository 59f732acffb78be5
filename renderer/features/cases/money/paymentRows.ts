import type { CaseFile } from '../../../../db/domain/caseFile.ts'
import { balanceOf, disbursementEffect, mostFor } from '../../../../db/domain/caseRules.ts'
import { batchBalance, outsideBalance } from '../../../../db/domain/instalments.ts'
import { today } from '../../../../db/domain/dates.ts'
import type { DisbursementKind, Fen, Id, LegalDate, Recipient } from '../../../../db/domain/records.ts'
import { wasMinor } from '../../../../db/domain/visitRule.ts'
import { batchName, openFundOf, planOf } from '../../money/moneyWords.ts'

/** What a payment entry may name for one person: the batch it belongs to and the supervised account it goes to or comes from. */

type Facts = Pick<CaseFile, 'disbursements' | 'instalmentPlans' | 'supervisedFunds' | 'balance'>
export interface BatchChoice {
  /** Null: no batch, or for a cancellation the last batches first. */
  id: Id | null
  label: string
  mostFen: Fen
}
export interface PaymentRow {
  recipientId: Id
  include: boolean
  amountFen: Fen | null
  instalmentId: Id | null
  supervisedFundId: Id | null
}

const isMove = (kind: DisbursementKind) => kind === 'paid' || kind === 'repaid'

/** Batches for an entry of this kind, with the most each can take; empty where no batch can be named. */
export function batchChoices(file: Facts, recipientId: Id, kind: DisbursementKind): BatchChoice[] {
  const entries = file.disbursements.filter((entry) => entry.recipientId === recipientId)
  const plans = file.instalmentPlans.filter((plan) => plan.recipientId === recipientId)
  const present = planOf(plans, recipientId)?.instalments ?? []
  const takesBack = disbursementEffect[kind].net < 0
  const named = (takesBack ? plans.flatMap((plan) => plan.instalments) : present).flatMap((batch): BatchChoice[] => {
    const mostFen = mostFor(kind, batchBalance(batch, entries))
    const old = present.some(({ id }) => id === batch.id) ? '' : '原计划'
    return mostFen > 0 ? [{ id: batch.id, label: `${old}${batchName(batch)}（${batch.dueOn}）`, mostFen }] : []
  })
  if (named.length === 0) return []
  const balance = file.balance.byRecipient[recipientId] ?? balanceOf(0, [])
  const none = kind === 'cancelled' ? mostFor(kind, balance) : mostFor(kind, outsideBalance(balance.decidedFen, present, entries))
  return [...named, ...(none > 0 ? [{ id: null, label: kind === 'cancelled' ? '不分批次（从最后一批起取消）' : '不属于任何批次', mostFen: none }] : [])]
}

/** The batch an entry most likely means: what failed before, else what is due first; the last one paid where money comes back. */
function likelyBatch(file: Facts, recipientId: Id, kind: DisbursementKind, choices: readonly BatchChoice[]): BatchChoice | null {
  if (kind === 'cancelled') return choices.find(({ id }) => id === null) ?? null
  if (disbursementEffect[kind].net < 0) {
    const last = file.disbursements.findLast((entry) => entry.recipientId === recipientId && isMove(entry.kind) && entry.instalmentId !== null)
    return choices.find(({ id }) => id === last?.instalmentId) ?? null
  }
  const states = new Map(planOf(file.instalmentPlans, recipientId)?.instalments.map((batch) => [batch.id, batch.state]))
  const broken = kind === 'repaid' ? choices.find(({ id }) => id !== null && ['failed', 'returned'].includes(states.get(id) ?? '')) : undefined
  return broken ?? choices[0] ?? null
}

export interface FundChoice {
  id: Id
  label: string
}
/** Supervised accounts an entry can concern: open ones for money on its way, those that received money where it is taken back. */
export function fundChoices(file: Facts, recipientId: Id, kind: DisbursementKind): FundChoice[] {
  if (kind === 'cancelled') return []
  const own = file.supervisedFunds.filter((fund) => fund.recipientId === recipientId)
  const fit = disbursementEffect[kind].net < 0 ? own.filter(({ depositedFen }) => depositedFen > 0) : own.filter(({ endedOn }) => endedOn === null)
  return fit.map(({ id, supervisor }) => ({ id, label: `${supervisor}的监管账户` }))
}

/** The row of one person as the form starts. `batchId`: the batch the form was opened from. */
export function startRow(file: Facts, recipientId: Id, kind: DisbursementKind, mostFen: Fen, alone: boolean, batchId: Id | null): PaymentRow {
  const choices = batchChoices(file, recipientId, kind)
  const opened = choices.find(({ id }) => id !== null && id === batchId)
  const batch = opened ?? likelyBatch(file, recipientId, kind, choices)
  const moves = isMove(kind)
  return {
    recipientId,
    include: batchId === null ? moves || alone : opened !== undefined,
    // Giving out what is owed is the usual case; taking back never is.
    amountFen: moves || kind === 'failed' ? (batch?.mostFen ?? mostFen) : null,
    instalmentId: batch?.id ?? null,
    supervisedFundId: fundChoices(file, recipientId, kind)[0]?.id ?? null,
  }
}

/** Bank transfer, or the supervised account where everybody who is paid has one. */
export const startMethod = (file: Facts, kind: DisbursementKind, rows: readonly PaymentRow[]): string | null => {
  if (!isMove(kind)) return null
  const included = rows.filter(({ include }) => include)
  return included.length > 0 && included.every(({ recipientId }) => openFundOf(file.supervisedFunds, recipientId) !== null) ? 'supervised' : 'bank'
}

/** The guardian who is the offender and would take the money, by name; null where none would. */
export function offenderTaking(recipient: Recipient | undefined, takers: readonly (string | null)[]): string | null {
  if (!recipient?.guardianIsOffender || recipient.guardianName === null) return null
  return takers.some((one) => one?.trim() === recipient.guardianName) ? recipient.guardianName : null
}

/** The same for a whole form: whoever is written as payee or as collecting, else who is paid if nothing is written. A supervised account is nobody's own. */
export function offenderIn(recipients: readonly Recipient[], kind: DisbursementKind, form: { rows: readonly PaymentRow[]; method: string | null; payee: string | null; collectedBy: string | null }): string | null {
  if (!isMove(kind)) return null
  for (const { recipientId, supervisedFundId } of form.rows.filter(({ include }) => include)) {
    const one = recipients.find(({ id }) => id === recipientId)
    const usual = form.method === 'supervised' && supervisedFundId !== null ? null : (one?.accountHolder ?? one?.person.name ?? null)
    const written = form.rows.length === 1 && form.payee?.trim() ? form.payee : null
    const found = offenderTaking(one, [written ?? usual, form.collectedBy])
    if (found !== null) return found
  }
  return null
}

/** A minor whose money would go unsupervised, without a reason on record, by name; null where there is none. */
export function unsupervisedMinor(recipients: readonly Recipient[], kind: DisbursementKind, form: { rows: readonly PaymentRow[]; method: string | null; happenedOn: LegalDate | null }): string | null {
  if (!isMove(kind) || form.method === 'supervised') return null
  const minors = recipients.filter((recipient) => {
    const paid = form.rows.some((row) => row.include && row.recipientId === recipient.id)
    return paid && recipient.unsupervisedReason === null && wasMinor(recipient, form.happenedOn ?? today())
  })
  return minors.map(({ person }) => person.name).join('、') || null
}

/** What the entry must explain in writing: the label of the field, null where nothing is asked. */
export function reasonAsked(kind: DisbursementKind, method: string | null, { offender, minor }: { offender: boolean; minor: boolean }): string | null {
  const { label, net } = disbursementEffect[kind]
  if (net < 0 || kind === 'failed' || kind === 'cancelled') return `${label}的原因`
  if (offender) return '由其收款或代领的理由'
  if (minor) return '不转入监管账户的理由'
  return method === 'cash' ? '现金发放的批准人和理由' : null
}
