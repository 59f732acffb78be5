import { disbursementEffect, mostFor } from './caseRules.ts'
import { formatYuan } from './money.ts'
import type { Cap } from './wages.ts'
import type { FieldError } from './errors.ts'
import type { Balance, DisbursementKind, Fen } from './records.ts'

/** What money cannot do, in the words of the form. Paths are relative to the form. */

const yuan = (fen: Fen) => `${formatYuan(fen)} 元`

/** A payment entry that would pay more than is owed, or take back more than was paid. */
export function paymentFaults(kind: DisbursementKind, amountFen: Fen, balance: Balance): FieldError[] {
  const most = mostFor(kind, balance)
  if (amountFen <= most) return []
  const { label, net } = disbursementEffect[kind]
  const sums = `决定 ${yuan(balance.decidedFen)}，已发放 ${yuan(balance.netPaidFen)}，已取消 ${yuan(balance.cancelledFen)}`
  if (net < 0) {
    return [
      most <= 0
        ? { path: 'amountFen', message: `还没有发放过救助金，不能登记${label}（${sums}）。请先登记发放` }
        : { path: 'amountFen', message: `${label}金额 ${yuan(amountFen)}超过已发放的 ${yuan(most)}（${sums}）。请核对金额` },
    ]
  }
  return [
    most <= 0
      ? { path: 'amountFen', message: `已经没有待发放的救助金，不能再登记${label}（${sums}）。请核对决定金额和发放记录` }
      : { path: 'amountFen', message: `${label}金额 ${yuan(amountFen)}超过待发放的 ${yuan(most)}（${sums}）。请核对金额` },
  ]
}

/** What a decision of this kind and amount breaks, given what was already paid and what the cap is. */
export function decisionFaults(
  fields: { kind: 'grant' | 'refuse'; amountFen: Fen; overCapReason: string | null },
  facts: { balance: Balance; cap: Cap | null },
): FieldError[] {
  const { kind, amountFen, overCapReason } = fields
  const settled = facts.balance.netPaidFen + facts.balance.cancelledFen
  if (kind === 'refuse') {
    return [
      ...(amountFen !== 0 ? [{ path: 'amountFen', message: '不予救助的决定没有金额，请清空金额' }] : []),
      ...(settled !== 0
        ? [{ path: 'kind', message: `已有发放记录（已发放 ${yuan(facts.balance.netPaidFen)}，已取消 ${yuan(facts.balance.cancelledFen)}），不能改为不予救助。请核对发放记录` }]
        : []),
    ]
  }
  if (amountFen <= 0) return [{ path: 'amountFen', message: '请填写救助金额' }]
  const faults: FieldError[] = []
  if (amountFen < settled) {
    const { netPaidFen, cancelledFen } = facts.balance
    faults.push({
      path: 'amountFen',
      message: `决定金额 ${yuan(amountFen)}少于已发放和已取消的合计 ${yuan(settled)}（已发放 ${yuan(netPaidFen)}，已取消 ${yuan(cancelledFen)}）。请核对金额，或先登记退回`,
    })
  }
  if (facts.cap && amountFen > facts.cap.fen && !overCapReason) {
    faults.push({ path: 'overCapReason', message: `${overCap(amountFen, facts.cap)}。请填写超过限额的理由，并按规定报上级审批` })
  }
  return faults
}

/** The sentence on a grant above the cap, with the numbers it rests on. */
export function overCap(amountFen: Fen, cap: Cap): string {
  return `决定金额 ${yuan(amountFen)}超过救助限额 ${yuan(cap.fen)}（按${cap.wageYear}年职工年平均工资 ${yuan(cap.annual * 100)}计算 ${cap.months} 个月）`
}
