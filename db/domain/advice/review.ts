import type { Advice } from '../caseFile.ts'
import { labelOf } from '../codeLists.ts'
import { formatYuan } from '../money.ts'
import { assessmentOf, decisionOf, say, stepOn } from './facts.ts'
import type { AdviceFacts } from './facts.ts'

/** Never above what a court would have awarded (2021 rules): all that is granted, or proposed where nothing is decided yet, with the shares of other offices. */
function awardWarnings(facts: AdviceFacts): Advice[] {
  const awarded = facts.original?.compensationOrderedFen ?? 0
  const own = facts.recipients.reduce((sum, { id }) => {
    const decision = decisionOf(facts, id)
    if (decision === null) return sum + (assessmentOf(facts, id)?.proposedFen ?? 0)
    return decision.revokedOn === null ? sum + decision.amountFen : sum
  }, 0)
  const total = own === 0 ? 0 : facts.jointOffices.reduce((sum, { shareFen }) => sum + shareFen, own)
  if (awarded === 0 || total <= awarded) return []
  const section = facts.decisions.length > 0 ? 'decision' : 'assessment'
  return [say(section, 'warning', `救助金额合计 ${formatYuan(total)} 元超过原案判决赔偿的 ${formatYuan(awarded)} 元。救助金额不得超过法院依法应当判决的赔偿数额，请核对`)]
}

/** What the review has to answer (2021 rules): grounds on which relief is usually not given, help by other organs, an amount beyond the damage. */
export function reviewWarnings(facts: AdviceFacts): Advice[] {
  const list = awardWarnings(facts)
  for (const assessment of facts.assessments) {
    const recipient = facts.recipients.find((one) => one.id === assessment.recipientId)
    if (!recipient) continue
    const { name } = recipient.person
    const granting = assessment.proposal === 'grant' || decisionOf(facts, recipient.id)?.kind === 'grant'
    const open = assessment.grounds.filter((ground) => ground.answer === '')
    if (granting && open.length > 0) {
      list.push(say('assessment', 'warning', `${name}有一般不予救助的情形：${open.map((ground) => labelOf('refusalGround', ground.code)).join('、')}。仍要救助的，请逐项写明理由`))
    }
    if (granting && assessment.damageFen !== null && assessment.proposedFen !== null) {
      const left = assessment.damageFen - (assessment.compensationFen ?? 0) - (assessment.otherHelpFen ?? 0)
      if (assessment.proposedFen > left) list.push(say('assessment', 'warning', `${name}的建议金额超过实际损失减去已获赔偿和救助后的数额，请核对`))
    }
    if (assessment.proposal === 'grant' && assessment.proposedFen === null) list.push(say('assessment', 'missing', `${name}的审查意见是给予救助，还没有填写建议金额`))
    if (granting && assessment.helpedElsewhere === null) list.push(say('assessment', 'missing', `还没有查${name}是否已由公安、法院、司法行政机关救助`))
    if (assessment.helpedElsewhere === 'unknown' && stepOn(facts, 'askedElsewhere') === null && decisionOf(facts, recipient.id) === null) {
      list.push(say('assessment', 'missing', `还不清楚${name}是否已由其他机关救助，可以函询公安、法院、司法行政机关`))
    }
    if (assessment.reviewedOn !== null && facts.acceptedOn !== null && assessment.reviewedOn < facts.acceptedOn && stepOn(facts, 'advanced') === null) {
      list.push(say('assessment', 'warning', `${name}的审查日期 ${assessment.reviewedOn} 早于受理日期 ${facts.acceptedOn}，请核对`))
    }
  }
  if (facts.closedOn === null && stepOn(facts, 'askedElsewhere') !== null && stepOn(facts, 'answeredElsewhere') === null) {
    list.push(say('assessment', 'next', `已于 ${stepOn(facts, 'askedElsewhere')} 函询其他机关是否已救助，收到复函后请登记`))
  }
  return list
}
