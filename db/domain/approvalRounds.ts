import { stepsFor } from './approvalChain.ts'
import type { ApprovalChain, ChainStep } from './approvalChain.ts'
import type { Approval, ApprovalResult } from './caseworkRecords.ts'
import type { FieldError } from './errors.ts'
import type { Fen, LegalDate } from './records.ts'

/**
 * 审批 as rounds of steps. A round begins with the first step sent and goes up the office's chain one step at a time; 退回 or 不同意 ends it, and what is
 * sent next begins a new round. Earlier rounds stay as they were: they are the history.
 */
type Answered = Pick<Approval, 'round' | 'ordinal' | 'result'>
type Taken = Answered & Pick<Approval, 'stepName' | 'amountFen'>

export interface Round<T> {
  /** From 1. */
  number: number
  /** In the order they were taken. */
  steps: T[]
  /** Sent and not answered. */
  open: T | null
  /** How it ended before the top of the chain; null while it may go on. */
  ended: Exclude<ApprovalResult, 'agreed'> | null
}

/** The newest round; null where nothing was ever sent. */
export function lastRound<T extends Answered>(approvals: readonly T[]): Round<T> | null {
  const number = approvals.reduce((highest, one) => Math.max(highest, one.round), 0)
  if (number === 0) return null
  const steps = approvals.filter((one) => one.round === number).sort((a, b) => a.ordinal - b.ordinal)
  const ending = steps.find((one) => one.result === 'returned' || one.result === 'rejected')?.result
  return { number, steps, open: steps.find((one) => one.result === null) ?? null, ended: ending === 'returned' || ending === 'rejected' ? ending : null }
}

/** Whether the case is with those who approve: a round runs, or was agreed to the top. A decision on everybody ends it (see `stageOf`). */
export function isApproving(approvals: readonly Answered[]): boolean {
  const round = lastRound(approvals)
  return round !== null && round.ended === null
}

/** What the reviews propose for everybody together: the amount that decides how far up the proposal has to go. Null where nothing is proposed. */
export function proposedFen(assessments: readonly { proposedFen: Fen | null }[]): Fen | null {
  const amounts = assessments.flatMap((assessment) => assessment.proposedFen ?? [])
  return amounts.length === 0 ? null : amounts.reduce((sum, fen) => sum + fen, 0)
}

/** The most that was asked for in this round, which decides how far up it has to go. */
export const amountOfRound = (round: Round<Taken> | null, proposedFen: Fen | null): Fen | null => {
  const amounts = [proposedFen, ...(round?.ended === null ? round.steps.map((step) => step.amountFen) : [])].filter((amount) => amount !== null)
  return amounts.length === 0 ? null : Math.max(...amounts)
}

/** The steps of the chain that are still to be taken in the running round; all of them where none runs. */
export function stepsLeft(approvals: readonly Taken[], chain: Pick<ApprovalChain, 'steps'>, amountFen: Fen | null): ChainStep[] {
  const round = lastRound(approvals)
  const running = round === null || round.ended !== null ? null : round
  const taken = new Set(running?.steps.map((step) => step.stepName))
  return stepsFor(chain, amountOfRound(running, amountFen)).filter((step) => !taken.has(step.name))
}

/** Agreed by every step of the chain. */
export function isApproved(approvals: readonly Taken[], chain: Pick<ApprovalChain, 'steps'>, amountFen: Fen | null): boolean {
  const round = lastRound(approvals)
  return round !== null && round.ended === null && round.open === null && stepsLeft(approvals, chain, amountFen).length === 0
}

export type Place = { ok: true; round: number; ordinal: number } | { ok: false; fault: FieldError }

/**
 * Where a new step stands: in the running round, or first in a new one. Out of turn is refused, saying which step is open.
 * @param chain null: an old case, taken down as its papers have it
 */
export function placeOfNext(approvals: readonly Taken[], chain: Pick<ApprovalChain, 'steps'> | null, next: { stepName: string; kind: Approval['kind']; amountFen: Fen | null }): Place {
  const round = lastRound(approvals)
  const running = round === null || round.ended !== null ? null : round
  const place: Place = { ok: true, round: running ? running.number : (round?.number ?? 0) + 1, ordinal: (running?.steps.length ?? 0) + 1 }
  if (chain === null) return place
  const refused = (message: string): Place => ({ ok: false, fault: { path: 'stepName', message } })
  if (running?.open) return refused(`“${running.open.stepName}”还没有答复，不能登记后面的环节。请先登记“${running.open.stepName}”的审批结果`)
  if (running?.steps.some((step) => step.stepName === next.stepName)) return refused(`“${next.stepName}”在本轮已经登记过。要改的，请在原来那一条上修改`)
  const left = stepsLeft(approvals, chain, next.amountFen)
  const first = left[0]
  // A step that is not in the chain is what the office did besides; it may stand anywhere.
  const known = chain.steps.find((step) => step.name === next.stepName)
  if (known && first && left.some((step) => step.name === next.stepName) && first.name !== next.stepName) {
    return refused(`还没有轮到“${next.stepName}”，现在应由“${first.name}”审批。请先登记“${first.name}”`)
  }
  if (known && known.kind !== next.kind) return { ok: false, fault: { path: 'kind', message: `“${known.name}”在审批环节设置中不是这一类，请刷新后再登记` } }
  return place
}

/** What forbids answering, or changing the answer of, a step that is there. */
export function turnFaults(approvals: readonly Taken[], step: Taken, result: ApprovalResult | null): FieldError[] {
  const round = lastRound(approvals)
  if (round === null || step.result === result) return []
  const refused = (message: string): FieldError[] => [{ path: 'result', message }]
  if (step.round < round.number) return refused('这是以前一轮审批的记录，结果不能再改。请在本轮登记')
  const earlier = round.steps.find((one) => one.ordinal < step.ordinal && one.result !== 'agreed')
  if (result !== null && earlier) {
    return refused(
      earlier.result === null
        ? `还没有轮到“${step.stepName}”：“${earlier.stepName}”还没有答复。请先登记“${earlier.stepName}”的审批结果`
        : `“${earlier.stepName}”没有同意，本轮已结束，不能再登记“${step.stepName}”。请重新报批`,
    )
  }
  const later = round.steps.find((one) => one.ordinal > step.ordinal)
  if (later && result !== 'agreed') return refused(`后面的“${later.stepName}”已经登记，这一环节只能是同意。请先把后面的环节移到回收站，再修改`)
  return []
}

/** Days of a step that cannot be. */
export function approvalDayFaults({ sentOn, answeredOn }: Pick<Approval, 'sentOn' | 'answeredOn'>, today: LegalDate): FieldError[] {
  const faults: FieldError[] = []
  if (sentOn !== null && sentOn > today) faults.push({ path: 'sentOn', message: `报送日期不能晚于今天（${today}），请核对` })
  if (answeredOn !== null && answeredOn > today) faults.push({ path: 'answeredOn', message: `批复日期不能晚于今天（${today}），请核对` })
  if (sentOn !== null && answeredOn !== null && answeredOn < sentOn) faults.push({ path: 'answeredOn', message: `批复日期 ${answeredOn} 早于报送日期 ${sentOn}，请核对两个日期` })
  return faults
}

/** A result and its day come together: without the day no period would end, without the result nobody knows who is to act. */
export function approvalFaults(fields: Pick<Approval, 'sentOn' | 'answeredOn' | 'result'>, today: LegalDate): FieldError[] {
  const faults = approvalDayFaults(fields, today)
  if (fields.result !== null && fields.answeredOn === null) faults.push({ path: 'answeredOn', message: '已有审批结果，请填写批复日期' })
  if (fields.result === null && fields.answeredOn !== null) faults.push({ path: 'result', message: '已填写批复日期，请选择审批结果' })
  return faults
}
