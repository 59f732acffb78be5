import type { Advice } from '../caseFile.ts'
import { brokenText } from '../instalments.ts'
import { formatYuan } from '../money.ts'
import { wasMinor } from '../visitRule.ts'
import { balanceOfOne, decisionOf, say } from './facts.ts'
import type { AdviceFacts } from './facts.ts'

const yuan = (fen: number) => `${formatYuan(fen)} 元`
const planOf = (facts: AdviceFacts, recipientId: string) => facts.instalmentPlans.find((plan) => plan.recipientId === recipientId && plan.supersededAt === null) ?? null
const granted = (facts: AdviceFacts) =>
  facts.recipients.filter((recipient) => {
    const decision = decisionOf(facts, recipient.id)
    return decision?.kind === 'grant' && decision.revokedOn === null
  })

/** Batches that are due, transfers that failed or came back, accounts to be handed over. */
export function instalmentSteps(facts: AdviceFacts): Advice[] {
  const steps: Advice[] = []
  for (const recipient of granted(facts)) {
    const { name } = recipient.person
    const plan = planOf(facts, recipient.id)
    for (const batch of plan?.instalments ?? []) {
      const what = `${name}第 ${batch.ordinal} 批 ${yuan(batch.amountFen)}`
      const reason = facts.disbursements.findLast((entry) => entry.instalmentId === batch.id)?.reason ?? null
      if (batch.state === 'failed' || batch.state === 'returned') steps.push(say('disbursement', 'next', brokenText(batch.state, reason, what)))
      else if (batch.state === 'overdue' || batch.state === 'due') steps.push(say('disbursement', 'next', `${what}应于 ${batch.dueOn} 发放，${batch.state === 'due' ? '今天到期' : '已逾期'}。发放后请登记`))
    }
    const last = facts.disbursements.findLast((entry) => entry.recipientId === recipient.id)
    if (!plan && last && (last.kind === 'failed' || last.kind === 'returned') && balanceOfOne(facts, recipient.id).outstandingFen > 0) {
      steps.push(say('disbursement', 'next', brokenText(last.kind, last.reason, `${name} ${yuan(last.amountFen)}`)))
    }
  }
  for (const fund of facts.supervisedFunds) {
    if (fund.endedOn !== null || fund.handOverOn === null || fund.handOverOn > facts.today) continue
    const name = facts.recipients.find((recipient) => recipient.id === fund.recipientId)?.person.name ?? ''
    steps.push(say('disbursement', 'next', `${name}的监管资金应于 ${fund.handOverOn} 移交，账上还有 ${yuan(fund.balanceFen)}。移交后请登记`))
  }
  return steps
}

/** Plans that no longer cover what is owed, agreements that no longer fit the persons. */
export function supervisionWarnings(facts: AdviceFacts): Advice[] {
  const list: Advice[] = []
  for (const recipient of granted(facts)) {
    const { name } = recipient.person
    const plan = planOf(facts, recipient.id)
    if (plan) {
      const settled = new Set(plan.instalments.map((batch) => batch.id))
      const own = facts.disbursements.filter((entry) => entry.instalmentId !== null && settled.has(entry.instalmentId))
      const cancelled = own.reduce((sum, entry) => (entry.kind === 'cancelled' || entry.kind === 'recovered' ? sum + entry.amountFen : sum), 0)
      const planned = plan.instalments.reduce((sum, batch) => sum + batch.amountFen - batch.netPaidFen, 0) - cancelled
      const { outstandingFen } = balanceOfOne(facts, recipient.id)
      if (planned !== outstandingFen) list.push(say('disbursement', 'warning', `${name}的分期计划还有 ${yuan(planned)}，待发放的是 ${yuan(outstandingFen)}。请变更分期计划`))
    }
    const funds = facts.supervisedFunds.filter((fund) => fund.recipientId === recipient.id)
    const paid = facts.disbursements.filter((entry) => entry.recipientId === recipient.id)
    if (funds.length === 0 && paid.some((entry) => entry.method === 'supervised')) list.push(say('disbursement', 'missing', `${name}的救助金已转入监管账户，还没有登记监管协议`))
    if (funds.length === 0 && paid.length === 0 && wasMinor(recipient, facts.today) && recipient.unsupervisedReason === null) {
      list.push(say('disbursement', 'missing', `${name}是未成年人，还没有登记监管协议。不设监管的，请说明理由`))
    }
    for (const fund of funds) {
      if (fund.endedOn !== null || fund.guardian === null) continue
      if (recipient.guardianIsOffender && fund.guardian === recipient.guardianName) {
        list.push(say('disbursement', 'warning', `${name}的监管协议由本案加害人${fund.guardian}作为监护人签订，请另行确定监护人并变更协议`))
      } else if (recipient.guardianName !== null && fund.guardian !== recipient.guardianName) {
        list.push(say('disbursement', 'warning', `${name}的监护人是${recipient.guardianName}，监管协议上是${fund.guardian}。监护人已变更的，请变更协议`))
      }
    }
  }
  return list
}
