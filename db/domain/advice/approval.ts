import { isApproved, lastRound, proposedFen, stepsLeft } from '../approvalRounds.ts'
import type { Advice } from '../caseFile.ts'
import { formatYuan } from '../money.ts'
import type { Fen } from '../records.ts'
import { daysBetween } from '../dates.ts'
import { assessmentOf, decisionOf, say, stepOn } from './facts.ts'
import type { AdviceFacts } from './facts.ts'

/** Who has to approve next. Steps outside the office are timed apart: how long they have been waited for is said, no period runs. */
export function approvalSteps(facts: AdviceFacts): Advice[] {
  const decidedAll = facts.recipients.every((recipient) => decisionOf(facts, recipient.id) !== null)
  if (facts.closedOn !== null || decidedAll || stepOn(facts, 'transferredOut') !== null) return []
  const round = lastRound(facts.approvals)
  const amount = proposedFen(facts.assessments)
  if (round === null) {
    const proposed = facts.assessments.some((assessment) => assessment.proposal !== null)
    return proposed ? [say('approval', 'next', `审查意见已提出，报“${facts.chain.steps[0]?.name ?? '审批人'}”审批`)] : []
  }
  if (round.ended === 'returned') return [say('approval', 'next', '审批已退回补充。修改审查意见后重新报批')]
  if (round.ended === 'rejected') return [say('approval', 'next', '审批没有同意。请按批示登记决定，或者修改审查意见后重新报批')]
  if (round.open) {
    const { stepName, kind, sentOn } = round.open
    const days = sentOn === null ? 0 : daysBetween(sentOn, facts.today)
    const waiting = sentOn === null ? '' : `，${sentOn} 报送，已等候 ${days} 天`
    return [say('approval', 'next', kind === 'outside' ? `等候“${stepName}”批复${waiting}` : `等候“${stepName}”审批${waiting}`)]
  }
  const [next] = stepsLeft(facts.approvals, facts.chain, amount)
  if (next) return [say('approval', 'next', `报“${next.name}”审批`)]
  return facts.decisions.length > 0 ? [] : [say('decision', 'next', '审批已通过，登记救助决定')]
}

/** Somebody above the office agreed: a meeting of its own is no report upward. */
export const agreedAbove = (facts: AdviceFacts): boolean => facts.approvals.some((approval) => approval.kind === 'outside' && approval.result === 'agreed')

/** Above the cap: its reason and the report upward (2021 rules). A decision without the chain gone through, before it was, or of more than was approved. */
export function approvalWarnings(facts: AdviceFacts): Advice[] {
  const list: Advice[] = []
  for (const recipient of facts.recipients) {
    const decision = decisionOf(facts, recipient.id)
    const assessment = assessmentOf(facts, recipient.id)
    const amount = decision?.kind === 'grant' ? decision.amountFen : decision === null ? (assessment?.proposedFen ?? null) : null
    const cap = amount === null ? null : facts.capOn(decision?.decidedOn ?? facts.today)
    if (amount === null || cap === null || amount <= cap.fen) continue
    const { name } = recipient.person
    if (decision === null) list.push(say('assessment', 'warning', `${name}的建议金额 ${formatYuan(amount)} 元超过救助限额 ${formatYuan(cap.fen)} 元${assessment?.overCapReason ? '' : '，没有写明理由'}。须报上一级审批`))
    if (!agreedAbove(facts) && facts.approvals.length > 0) list.push(say('approval', 'warning', `${name}的金额超过救助限额，还没有上级审批（院外审批）同意的记录`))
  }
  if (facts.approvals.length > 0 && facts.decisions.length > 0) {
    const total = facts.decisions.reduce((sum, decision) => sum + decision.amountFen, 0)
    if (!isApproved(facts.approvals, facts.chain, total)) list.push(say('approval', 'warning', '已登记决定，但审批还没有走完。请补登审批结果'))
    const approved = lastRound(facts.approvals)?.steps.reduce<Fen | null>((last, step) => (step.result === 'agreed' ? (step.amountFen ?? last) : last), null) ?? null
    const granted = facts.decisions.reduce((sum, decision) => (decision.kind === 'grant' && decision.revokedOn === null ? sum + decision.amountFen : sum), 0)
    if (approved !== null && granted > approved) list.push(say('decision', 'warning', `决定金额 ${formatYuan(granted)} 元超过批准金额 ${formatYuan(approved)} 元，请核对是决定写错，还是要重新报批`))
    const answered = lastRound(facts.approvals)?.steps.reduce<string | null>((last, step) => (step.answeredOn !== null && (last === null || step.answeredOn > last) ? step.answeredOn : last), null)
    for (const decision of facts.decisions) {
      if (answered && decision.decidedOn !== null && decision.decidedOn < answered) list.push(say('approval', 'warning', `决定日期 ${decision.decidedOn} 早于最后一次批复 ${answered}，请核对`))
    }
  }
  const rounds = new Map(facts.approvals.map((approval) => [`${approval.round}/${approval.ordinal}`, approval]))
  for (const approval of facts.approvals) {
    const before = rounds.get(`${approval.round}/${approval.ordinal - 1}`)
    if (before?.answeredOn && approval.sentOn !== null && approval.sentOn < before.answeredOn) {
      list.push(say('approval', 'warning', `“${approval.stepName}”的报送日期 ${approval.sentOn} 早于“${before.stepName}”的批复日期 ${before.answeredOn}，请核对`))
    }
    if (approval.kind === 'meeting' && approval.result !== null && approval.meetingNumber === null) list.push(say('approval', 'missing', `“${approval.stepName}”还没有填写会议纪要文号`))
  }
  return list
}
