import type { InstalmentState, Rhythm } from './aftercareRecords.ts'
import { balanceOf, disbursementEffect, mostFor } from './caseRules.ts'
import { addMonths, yearOf } from './dates.ts'
import type { FieldError } from './errors.ts'
import { formatYuan } from './money.ts'
import type { Balance, DisbursementKind, Fen, Id, LegalDate } from './records.ts'

/** Batches of a grant: when each is due, how much it is, and what became of it. */

const yuan = (fen: Fen) => `${formatYuan(fen)} 元`

export const rhythmLabels: Record<Rhythm, string> = { once: '一次', month: '按月', quarter: '按季', term: '按学期', free: '自定日期' }

/** The first day of a school term behind a day: 1 March or 1 September. */
function nextTerm(date: LegalDate): LegalDate {
  const year = yearOf(date)
  return [`${year}-03-01`, `${year}-09-01`].find((term) => term > date) ?? `${year + 1}-03-01`
}

/** Days of the batches. Months are counted from the first day, so a month without it ends earlier and the next one has it again: 31 Jan, 28 Feb, 31 Mar. */
export function dueDates(rhythm: Rhythm, from: LegalDate, count: number): LegalDate[] {
  if (rhythm === 'once') return [from]
  if (rhythm === 'term') {
    const days = [from]
    while (days.length < count) days.push(nextTerm(days.at(-1) ?? from))
    return days
  }
  const step = rhythm === 'quarter' ? 3 : 1
  return Array.from({ length: count }, (_, index) => addMonths(from, index * step))
}

/** Equal amounts; the last batch also takes the fen that do not divide. */
export function splitFen(amountFen: Fen, count: number): Fen[] {
  const each = Math.floor(amountFen / count)
  return Array.from({ length: count }, (_, index) => (index === count - 1 ? amountFen - each * (count - 1) : each))
}

/** What a form starts from. Empty where a batch would get less than one fen. */
export function proposeInstalments(rhythm: Rhythm, from: LegalDate, amountFen: Fen, count: number): { dueOn: LegalDate; amountFen: Fen }[] {
  const days = dueDates(rhythm, from, count)
  const amounts = splitFen(amountFen, days.length)
  return amounts.some((fen) => fen < 1) ? [] : days.map((dueOn, index) => ({ dueOn, amountFen: amounts[index] ?? 0 }))
}

export interface InstalmentEntry {
  kind: DisbursementKind
  amountFen: Fen
  instalmentId: Id | null
}

/** State of one batch by the entries that name it, in the order they happened. Nothing is stored and no day is moved. */
export function instalmentState(batch: { amountFen: Fen; dueOn: LegalDate }, entries: readonly Omit<InstalmentEntry, 'instalmentId'>[], today: LegalDate): InstalmentState {
  const { netPaidFen, outstandingFen } = balanceOf(batch.amountFen, entries)
  if (outstandingFen <= 0) return netPaidFen > 0 ? 'paid' : 'cancelled'
  if (netPaidFen > 0) return 'partly'
  const last = entries.at(-1)?.kind
  if (last === 'failed' || last === 'returned') return last
  return batch.dueOn < today ? 'overdue' : batch.dueOn === today ? 'due' : 'waiting'
}

interface Batch {
  id: Id
  ordinal: number
  amountFen: Fen
}

/** What may still be paid of a batch and what was paid of it. */
export const batchBalance = (batch: Pick<Batch, 'id' | 'amountFen'>, entries: readonly InstalmentEntry[]): Balance =>
  balanceOf(batch.amountFen, entries.filter((entry) => entry.instalmentId === batch.id))

/** The part of a grant that no batch of the present plan covers: paid before the plan, or decided after it. */
export function outsideBalance(decidedFen: Fen, batches: readonly Batch[], entries: readonly InstalmentEntry[]): Balance {
  const inPlan = new Set(batches.map((batch) => batch.id))
  const planned = batches.reduce((sum, batch) => sum + batch.amountFen, 0)
  return balanceOf(decidedFen - planned, entries.filter((entry) => entry.instalmentId === null || !inPlan.has(entry.instalmentId)))
}

/** An entry must fit its batch, and one without a batch what the plan does not cover: only so can every batch be explained by its own entries. */
export function batchFaults(
  fields: { kind: DisbursementKind; amountFen: Fen },
  batch: Batch | null,
  facts: { decidedFen: Fen; batches: readonly Batch[]; entries: readonly InstalmentEntry[] },
): FieldError[] {
  const { label } = disbursementEffect[fields.kind]
  if (batch) {
    const most = mostFor(fields.kind, batchBalance(batch, facts.entries))
    if (fields.amountFen > most) return [{ path: 'amountFen', message: `第 ${batch.ordinal} 批最多可以登记${label} ${yuan(Math.max(0, most))}。请核对金额或批次` }]
  }
  if (facts.batches.length === 0 || (batch && facts.batches.some((one) => one.id === batch.id))) return []
  const most = mostFor(fields.kind, outsideBalance(facts.decidedFen, facts.batches, facts.entries))
  if (fields.amountFen <= most) return []
  const superseded = batch && `第 ${batch.ordinal} 批属于已被替代的计划，不能再登记${label}。请选择现在计划中的批次`
  return [{ path: 'instalmentId', message: superseded ?? `已安排分期发放，请选择这笔${label}属于哪一批` }]
}

/** One cancellation for several batches: first what no batch covers, then from the last batch backwards. What exceeds it all stays whole, and is refused. */
export function spreadCancellation(amountFen: Fen, facts: { decidedFen: Fen; batches: readonly Batch[]; entries: readonly InstalmentEntry[] }): { instalmentId: Id | null; amountFen: Fen }[] {
  const outside = Math.max(0, outsideBalance(facts.decidedFen, facts.batches, facts.entries).outstandingFen)
  const parts: { instalmentId: Id | null; amountFen: Fen }[] = []
  let left = amountFen
  for (const [instalmentId, most] of [
    [null, outside] as const,
    ...[...facts.batches].reverse().map((batch) => [batch.id, batchBalance(batch, facts.entries).outstandingFen] as const),
  ]) {
    const take = Math.min(left, most)
    if (take > 0) parts.push({ instalmentId, amountFen: take })
    left -= Math.max(0, take)
  }
  return left > 0 ? [{ instalmentId: null, amountFen }] : parts
}

/** What a plan cannot be: it must cover exactly what is still to be paid. Paths are relative to the form. */
export function planFaults(
  fields: { instalments: readonly { dueOn: LegalDate; amountFen: Fen }[]; approver: string | null; reason: string | null },
  facts: { balance: Balance; decidedOn: LegalDate | null; replaces: boolean },
): FieldError[] {
  const faults: FieldError[] = []
  const total = fields.instalments.reduce((sum, one) => sum + one.amountFen, 0)
  const { decidedFen, netPaidFen, cancelledFen, outstandingFen } = facts.balance
  if (total !== outstandingFen) {
    const sums = `决定 ${yuan(decidedFen)}，已发放 ${yuan(netPaidFen)}，已取消 ${yuan(cancelledFen)}`
    faults.push({ path: 'instalments', message: `各批合计 ${yuan(total)}，应为待发放的 ${yuan(outstandingFen)}（${sums}）。请调整各批金额` })
  }
  for (const [index, one] of fields.instalments.entries()) {
    const before = fields.instalments[index - 1]
    const path = `instalments.${index}.dueOn`
    if (before && one.dueOn < before.dueOn) faults.push({ path, message: `第 ${index + 1} 批的日期 ${one.dueOn} 早于上一批 ${before.dueOn}，请按日期先后排列` })
    if (facts.decidedOn !== null && one.dueOn < facts.decidedOn) {
      faults.push({ path, message: `第 ${index + 1} 批的日期 ${one.dueOn} 早于决定日期 ${facts.decidedOn}，请核对` })
    }
  }
  if (facts.replaces) {
    if (fields.approver === null) faults.push({ path: 'approver', message: '变更分期计划须经批准，请填写批准人' })
    if (fields.reason === null) faults.push({ path: 'reason', message: '请填写变更分期计划的原因' })
  }
  return faults
}

/** A transfer that did not last, in words: 发放失败（户名不符），请核对账户后重新发放. */
export function brokenText(kind: 'failed' | 'returned', reason: string | null, what: string): string {
  const happened = `${what}${kind === 'failed' ? '发放失败' : '已退回'}${reason === null ? '' : `（${reason}）`}`
  return `${happened}，请核对账户后重新发放`
}
