import type { Advice } from '../caseFile.ts'
import { labelOf } from '../codeLists.ts'
import { visitorsOf } from '../visitFaults.ts'
import { firstPaidOn, wasMinor } from '../visitRule.ts'
import { say, whoOf } from './facts.ts'
import type { AdviceFacts } from './facts.ts'

/** Recipients who were paid and whom nobody has planned to visit since, where the office's rule wants a visit. */
function unplanned(facts: AdviceFacts): AdviceFacts['recipients'] {
  return facts.recipients.filter((recipient) => {
    const paidOn = firstPaidOn(facts, recipient.id)
    if (paidOn === null) return false
    const rule = facts.visitRule(paidOn)
    if ((wasMinor(recipient, paidOn) ? rule.minorTimes : rule.times) === 0) return false
    return !facts.visits.some((visit) => (visit.recipientId === recipient.id || visit.recipientId === null) && (visit.doneOn ?? visit.dueOn ?? '') >= paidOn)
  })
}

/** Asks for visits where none is planned. While a case is open its decision, payment and closing come first; afterwards this does. */
export function visitPlanSteps(facts: AdviceFacts): Advice[] {
  const wanting = unplanned(facts)
  if (wanting.length > 0) return [say('visit', 'next', `还没有安排回访，请按本单位规则安排回访${whoOf(facts, wanting, (who) => `（${who}）`)}`)]
  return facts.closedHow === 'paid' && facts.visits.length === 0 ? [say('visit', 'next', '还没有安排回访，请填写计划回访日期')] : []
}

/** Visits that are due, and what the last one found to be mended. */
export function visitSteps(facts: AdviceFacts): Advice[] {
  const due = facts.visits.filter((visit) => visit.doneOn === null && visit.dueOn !== null && visit.dueOn <= facts.today)
  const steps = due.map((visit) => say('visit', 'next', `计划 ${visit.dueOn} 回访，${visit.dueOn === facts.today ? '今天到期' : '已逾期'}。回访后请记录`))
  if (facts.closedOn !== null) steps.push(...visitPlanSteps(facts))
  for (const measure of facts.measures) {
    if (measure.doneOn !== null || measure.refusedOn !== null) continue
    const visit = facts.visits.findLast((one) => one.doneOn !== null && one.measuresChecked.some((check) => check.measureId === measure.id))
    const found = visit?.measuresChecked.find((check) => check.measureId === measure.id)?.carriedOut
    const what = `“${labelOf('measure', measure.kind)}”`
    if (found === 'yes') steps.push(say('measure', 'next', `${visit?.doneOn} 回访时${what}已经落实，请登记落实日期`))
    const urged = facts.letters.some((letter) => letter.measureId === measure.id && letter.sentOn >= (visit?.doneOn ?? ''))
    if ((found === 'no' || found === 'partly') && !urged) steps.push(say('measure', 'next', `${visit?.doneOn} 回访时${what}${found === 'no' ? '还没有落实' : '只落实了一部分'}，请发工作联系函督促`))
  }
  return steps
}

/** A visit has two visitors, and where somebody is at home a signature or 捺印; what lacks is asked about, never refused. */
export function visitWarnings(facts: AdviceFacts): Advice[] {
  return facts.visits.flatMap(({ doneOn, way, visitors, receipt }) =>
    doneOn === null
      ? []
      : [
          ...(visitorsOf(visitors).length === 1 ? [say('visit', 'warning', `${doneOn} 的回访只填写了一名回访人，回访一般由两人进行，请核对`)] : []),
          ...(way === 'home' && receipt === null ? [say('visit', 'missing', `${doneOn} 的上门回访没有登记被回访人签名或者捺印`)] : []),
        ],
  )
}
