import type { CaseFile } from '../../../db/domain/caseFile.ts'
import { mostFor } from '../../../db/domain/caseRules.ts'
import type { Disbursement, DisbursementKind, Fen, Id } from '../../../db/domain/records.ts'

export interface PaymentKind {
  kind: DisbursementKind
  /** The verb on the button. */
  action: string
  /** What it means, in plain words. */
  meaning: string
}

export const paymentKinds: readonly PaymentKind[] = [
  { kind: 'paid', action: '登记发放', meaning: '救助金已经付给救助对象，或已转入监管账户。' },
  { kind: 'repaid', action: '重新发放', meaning: '付款失败或退回以后，再次付给救助对象。' },
  { kind: 'failed', action: '发放失败', meaning: '银行退票等原因没有付成。不改变金额，仍然待发放。' },
  { kind: 'returned', action: '退回', meaning: '付出去的钱退了回来。退回的金额重新成为待发放。' },
  { kind: 'recovered', action: '追回', meaning: '因骗取、错付等依法收回，不再发放。' },
  { kind: 'cancelled', action: '取消发放', meaning: '还没有发的不再发放，如本人放弃或去世。' },
]

/** Who an entry of this kind may concern now, and the most it may be for each. */
export function eligible(file: Pick<CaseFile, 'recipients' | 'decisions' | 'disbursements' | 'balance'>, kind: DisbursementKind): { recipientId: Id; mostFen: Fen }[] {
  return file.recipients.flatMap(({ id }) => {
    const balance = file.balance.byRecipient[id]
    const granted = file.decisions.some((decision) => decision.recipientId === id && decision.kind === 'grant')
    if (!granted || !balance) return []
    const entries = file.disbursements.filter((entry) => entry.recipientId === id)
    if (kind === 'repaid' && !awaitsRepayment(entries)) return []
    const mostFen = mostFor(kind, balance)
    return mostFen > 0 ? [{ recipientId: id, mostFen }] : []
  })
}

/** Whether something came back or did not arrive that was not paid again since. */
function awaitsRepayment(entries: readonly Disbursement[]): boolean {
  const sum = (kind: DisbursementKind) => entries.reduce((total, entry) => total + (entry.kind === kind ? entry.amountFen : 0), 0)
  return sum('failed') + sum('returned') > sum('repaid')
}
