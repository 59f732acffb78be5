import type { Advice } from '../caseFile.ts'
import { formatYuan } from '../money.ts'
import { overCap } from '../moneyRules.ts'
import { wasMinor } from '../visitRule.ts'
import { outstanding } from './aftercare.ts'
import { agreedAbove } from './approval.ts'
import { balanceOfOne, decisionOf, say, stepOn } from './facts.ts'
import type { AdviceFacts } from './facts.ts'

/** The last day money came for the case: said on the case, or given to it in the annual pool. */
const arrivedOn = (facts: AdviceFacts) => [stepOn(facts, 'fundsArrived'), ...facts.fundsArrivals.map((one) => one.happenedOn)].filter((day) => day !== null).sort().at(-1) ?? null

/** Funds, payment, the shares of other offices, and what a revocation leaves to be done. */
export function moneySteps(facts: AdviceFacts): Advice[] {
  const steps: Advice[] = []
  for (const decision of facts.decisions) {
    if (decision.kind !== 'grant' || decision.revokedOn === null) continue
    const name = facts.recipients.find((recipient) => recipient.id === decision.recipientId)?.person.name ?? ''
    const { netPaidFen, outstandingFen } = balanceOfOne(facts, decision.recipientId)
    if (netPaidFen > 0) steps.push(say('disbursement', 'next', `${name}的决定已撤销，已发放的 ${formatYuan(netPaidFen)} 元还没有追回。追回后请登记`))
    if (outstandingFen > 0) steps.push(say('disbursement', 'next', `${name}的决定已撤销，请对未发放的 ${formatYuan(outstandingFen)} 元登记取消发放`))
  }
  // Our own money comes first: the shares of others stand below it.
  const unpaid = facts.jointOffices.filter((office) => office.paidOn === null && facts.decisions.some((decision) => decision.kind === 'grant'))
  const shares = unpaid.length === 0 ? [] : [say('joint', 'next', `${unpaid.map((office) => office.name).join('、')}的联合救助份额还没有登记发放`)]
  if (facts.closedOn !== null) return [...steps, ...shares]
  const owed = facts.decisions.some((decision) => decision.kind === 'grant' && decision.revokedOn === null && balanceOfOne(facts, decision.recipientId).outstandingFen > 0)
  if (!owed) return [...steps, ...shares]
  const arrived = arrivedOn(facts)
  const requested = stepOn(facts, 'fundsRequested')
  const told = stepOn(facts, 'collectTold')
  if (arrived === null && requested !== null) steps.push(say('disbursement', 'next', `资金已于 ${requested} 申请，到账后请登记`))
  if (arrived !== null && (told === null || told < arrived) && facts.balance.netPaidFen === 0) steps.push(say('disbursement', 'next', `资金已于 ${arrived} 到账，请通知领取并登记`))
  return [...steps, outstanding(facts), ...shares]
}

export function moneyWarnings(facts: AdviceFacts): Advice[] {
  const list: Advice[] = []
  for (const recipient of facts.recipients) {
    const { name } = recipient.person
    const { netPaidFen, outstandingFen, decidedFen } = balanceOfOne(facts, recipient.id)
    if (outstandingFen < 0) list.push(say('disbursement', 'warning', `${name}的发放和取消合计超过决定金额 ${formatYuan(decidedFen)} 元，请核对`))
    if (netPaidFen < 0) list.push(say('disbursement', 'warning', `${name}的退回和追回超过已发放的金额，请核对`))
    const decision = decisionOf(facts, recipient.id)
    const cap = decision?.kind === 'grant' ? facts.capOn(decision.decidedOn ?? facts.today) : null
    if (decision && cap && decision.amountFen > cap.fen && (decision.overCapReason === null || !agreedAbove(facts))) {
      list.push(
        say('decision', 'warning', decision.overCapReason === null ? `${name}的${overCap(decision.amountFen, cap)}，没有记录理由` : `${name}的${overCap(decision.amountFen, cap)}，请确认已按规定报上级审批`),
      )
    }
    // A minor's money belongs into a supervised account, or the entry says why not (2018 opinion; supervision as the source document shows it).
    const bare = facts.disbursements.filter((entry) => entry.recipientId === recipient.id && (entry.kind === 'paid' || entry.kind === 'repaid') && entry.method !== 'supervised' && entry.supervisedFundId === null && entry.note === null && entry.reason === null)
    const explained = recipient.unsupervisedReason !== null || facts.notes.some((note) => note.text.includes('监管'))
    if (!facts.historical && !explained && bare.some((entry) => wasMinor(recipient, entry.happenedOn))) {
      list.push(say('disbursement', 'warning', `${name}是未成年人，救助金没有转入监管账户，也没有说明原因。请在“救助金监管”中说明不设监管的理由`))
    }
  }
  return list
}
