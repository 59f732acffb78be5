import type { Advice } from '../caseFile.ts'
import { formatYuan } from '../money.ts'
import { balanceOfOne, say, whoOf } from './facts.ts'
import type { AdviceFacts } from './facts.ts'

/** The report to whoever sent the lead, and what is still owed after closing. */
export function aftercareSteps(facts: AdviceFacts): Advice[] {
  const steps: Advice[] = []
  if (facts.closedOn === null) return steps
  const reported = facts.steps.some((step) => step.kind === 'reportedBack')
  const senders = reported ? [] : facts.leads.filter((lead) => lead.reportBack && lead.reportedOn === null)
  if (senders.length > 0) steps.push(say('basics', 'next', `已办结，请向${senders.map((lead) => lead.sendingUnit ?? '线索移送单位').join('、')}反馈办理结果`))
  if (facts.closedHow === 'paid' && facts.balance.outstandingFen > 0) steps.push(outstanding(facts))
  return steps
}

export function outstanding(facts: AdviceFacts): Advice {
  const waiting = facts.recipients.filter((recipient) => balanceOfOne(facts, recipient.id).outstandingFen > 0)
  return say('disbursement', 'next', `待发放 ${formatYuan(facts.balance.outstandingFen)} 元${whoOf(facts, waiting, (who) => `（${who}）`)}，发放后请登记`)
}
