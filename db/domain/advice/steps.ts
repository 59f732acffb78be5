import type { Advice } from '../caseFile.ts'
import { closingFaults } from '../dateOrder.ts'
import { advancedOn, isSupplementing } from '../stepRules.ts'
import { closingFacts, decisionOf, say, stepOn, whoOf } from './facts.ts'
import type { AdviceFacts } from './facts.ts'

/** From the application to acceptance. Sources: 2016 trial rules on 收取材料清单, 一次性告知 and 补正; 2014 opinion on 先行救助. */
export function intakeSteps(facts: AdviceFacts): Advice[] {
  if (facts.closedOn !== null) return []
  const transferredOn = stepOn(facts, 'transferredOut')
  if (transferredOn !== null) return [say('basics', 'next', `已于 ${transferredOn} 移送其他机关，可以按“移送其他机关”办结`)]
  const lapsedOn = stepOn(facts, 'lapsed')
  if (lapsedOn !== null && facts.acceptedOn === null) return [say('basics', 'next', '救助申请人逾期未补正，视为放弃申请。可以按“撤回申请”办结')]
  const advance = facts.acceptedOn === null ? advancedOn(facts.steps) : null
  const papers = advance === null ? [] : [say('material', 'next', `已于 ${advance} 先行救助，请及时补齐申请材料并登记受理`)]
  if (facts.acceptedOn !== null || facts.decisions.length > 0) return papers
  if (isSupplementing(facts.steps)) {
    const running = facts.deadlines.find((deadline) => deadline.rule === 'supplement' && deadline.endedOn === null)
    if (running && running.state === 'overdue') return [say('material', 'next', `补正期限已于 ${running.dueOn} 届满。没有补正的，请登记“逾期未补正”；已补正的，请登记收到补正材料`)]
    return [say('material', 'next', `已通知补正${running ? `，${running.dueOn} 届满` : ''}。收到补正材料后请登记，符合条件的填写受理日期`)]
  }
  if (advance !== null) return papers
  if (facts.category === 'treatment') return [say('approval', 'next', '急需救治的，经分管检察长批准可以先行救助，申请材料随后补齐。不先行救助的，审查申请材料后填写受理日期')]
  const wanting = facts.materials.filter((material) => material.receivedOn === null)
  if (wanting.length > 0) return [say('material', 'next', `还缺 ${wanting.length} 份申请材料。请通知补正；材料齐全、符合条件的填写受理日期`)]
  return [say('basics', 'next', '审查申请材料，符合条件的填写受理日期')]
}

/** Nobody has given up an application before the time for the supplement is over (2016 trial rules: thirty days). */
export function intakeWarnings(facts: AdviceFacts): Advice[] {
  return facts.deadlines.flatMap(({ rule, dueOn, endedOn }) =>
    rule === 'supplement' && endedOn !== null && endedOn <= dueOn && facts.steps.some((step) => step.kind === 'lapsed' && step.happenedOn === endedOn)
      ? [say('material', 'warning', `补正期限到 ${dueOn} 才届满，${endedOn} 还不能视为放弃申请，请核对日期`)]
      : [],
  )
}

/** From the decision to closing. */
export function nextSteps(facts: AdviceFacts): Advice[] {
  if (facts.closedOn !== null) return []
  const steps: Advice[] = []
  const undecided = facts.recipients.filter((recipient) => decisionOf(facts, recipient.id) === null)
  // What went to another organ is decided there.
  const begun = (facts.acceptedOn !== null || facts.decisions.length > 0) && stepOn(facts, 'transferredOut') === null
  // While it is with those who approve, `approvalSteps` says what comes next.
  if (begun && undecided.length > 0 && (facts.approvals.length === 0 || facts.decisions.length > 0)) {
    const reviewed = facts.assessments.some((assessment) => assessment.proposal !== null) || facts.approvals.length > 0 || facts.decisions.length > 0
    if (!reviewed) steps.push(say('assessment', 'next', '登记审查意见和建议金额'))
    // Where there is a proposal, `approvalSteps` says first who has to approve it.
    steps.push(say('decision', 'next', `登记${whoOf(facts, undecided, (who) => `${who}的`)}救助决定`))
  }
  const unserved = facts.recipients.filter((recipient) => {
    const decision = decisionOf(facts, recipient.id)
    return decision !== null && decision.servedOn === null && decision.revokedOn === null
  })
  if (unserved.length > 0) steps.push(say('decision', 'next', `送达${whoOf(facts, unserved, (who) => `${who}的`)}决定书，并填写送达日期`))
  const closing = closingFacts(facts)
  if (facts.recipients.length > 0 && unserved.length === 0) {
    if (closingFaults('paid', closing).length === 0) steps.push(say('basics', 'next', '决定书已送达并已发放，可以办结'))
    else if (facts.decisions.every((decision) => decision.revokedOn !== null) && facts.decisions.length === facts.recipients.length && facts.balance.outstandingFen === 0 && facts.balance.netPaidFen === 0) {
      steps.push(say('basics', 'next', '决定已撤销，可以按“终止”办结，或者重新登记决定'))
    } else if (closingFaults('refused', closing).length === 0) steps.push(say('basics', 'next', '不予救助决定书已送达，可以办结'))
  }
  return steps
}
