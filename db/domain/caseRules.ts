import type { Balance, ClosedHow, DisbursementKind, Fen, LegalDate, Outcome, Stage } from './records.ts'

/** The facts a stage is derived from. */
export interface StageFacts {
  acceptedOn: LegalDate | null
  closedOn: LegalDate | null
  closedHow: ClosedHow | null
  archivedOn: LegalDate | null
  /** One outcome per recipient; null while undecided. */
  outcomes: readonly (Outcome | null)[]
  balance: Balance
  /** See `isSupplementing` and `isApproving`; false where no steps and approvals are recorded. */
  supplementing?: boolean
  approving?: boolean
}

/** Where the case stands. Never stored as a choice: it follows from what was recorded. */
export function stageOf(facts: StageFacts): Stage {
  if (facts.archivedOn) return 'archived'
  if (facts.closedOn) return 'closed'
  const decided = facts.outcomes.filter((outcome) => outcome !== null)
  if (decided.length > 0 && decided.length === facts.outcomes.length) {
    if (decided.every((outcome) => outcome === 'refused')) return 'refused'
    // Where everything was cancelled nothing was paid, and the page must not say so.
    if (facts.balance.netPaidFen <= 0) return 'decided'
    return facts.balance.outstandingFen > 0 ? 'paying' : 'paid'
  }
  if (decided.length > 0) return 'decided'
  // Before acceptance too: relief may be advanced first (先行救助).
  if (facts.approving) return 'approving'
  if (facts.acceptedOn) return 'accepted'
  return facts.supplementing ? 'supplementing' : 'applied'
}

export const stageLabels: Record<Stage, string> = {
  applied: '已申请',
  supplementing: '补正中',
  accepted: '审查中',
  approving: '审批中',
  decided: '已决定',
  paying: '发放中',
  paid: '已发放',
  refused: '不予救助',
  closed: '办结',
  archived: '已归档',
}

export const closedHowLabels: Record<ClosedHow, string> = {
  paid: '已发放救助金',
  refused: '不予救助',
  withdrawn: '撤回申请',
  ended: '终止',
  transferred: '移送其他机关',
}

/** How each kind of entry moves the money: `net` is added to what was paid, `cancelled` to what need no longer be paid. */
export const disbursementEffect: Record<DisbursementKind, { label: string; net: 1 | 0 | -1; cancelled: 0 | 1 }> = {
  paid: { label: '发放', net: 1, cancelled: 0 },
  repaid: { label: '重新发放', net: 1, cancelled: 0 },
  failed: { label: '发放失败', net: 0, cancelled: 0 },
  returned: { label: '退回', net: -1, cancelled: 0 },
  recovered: { label: '追回', net: -1, cancelled: 1 },
  cancelled: { label: '取消发放', net: 0, cancelled: 1 },
}

/**
 * decided = net paid + outstanding + cancelled, always. Returned money is owed again (it may be re-paid);
 * recovered money is not (it is taken back for good), so it counts as cancelled too.
 * @param earlierFen what was cancelled under a decision that was revoked, before the present one was taken in its place: it is settled with that one
 */
export function balanceOf(decidedFen: Fen, entries: readonly { kind: DisbursementKind; amountFen: Fen }[], earlierFen: Fen = 0): Balance {
  let netPaidFen = 0
  let cancelledFen = 0 - earlierFen
  for (const { kind, amountFen } of entries) {
    netPaidFen += disbursementEffect[kind].net * amountFen
    cancelledFen += disbursementEffect[kind].cancelled * amountFen
  }
  return { decidedFen, netPaidFen, cancelledFen, outstandingFen: decidedFen - netPaidFen - cancelledFen }
}

/** The most an entry of this kind may be now, in fen; what exceeds it is impossible money and is refused. */
export function mostFor(kind: DisbursementKind, balance: Balance): Fen {
  return disbursementEffect[kind].net < 0 ? balance.netPaidFen : balance.outstandingFen
}
