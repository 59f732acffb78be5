import type { Advice } from '../caseFile.ts'
import { labelOf } from '../codeLists.ts'
import type { CaseSection, Recipient } from '../records.ts'
import { squeeze } from '../text.ts'
import { wasMinor } from '../visitRule.ts'
import { decisionOf, names, say } from './facts.ts'
import type { AdviceFacts } from './facts.ts'

/** Categories for which an adult's papers name why no compensation was obtained (items 1, 3 and 4 of the 2021 rules). For minors no cause is asked (2018 opinion). */
const NEEDS_CAUSE = new Set(['injury', 'death', 'property'])

/**
 * Papers every application comes with (materials of the 2021 rules): 申请书, 身份证明, 损害结果, 生活困难, 是否获得赔偿; relatives show their kinship, an agent the authorisation.
 * Whose claim rests on a civil judgement (items 6 and 7) shows it.
 */
const JUDGED = new Set(['support', 'civilInjury'])
const ALWAYS = ['application', 'identity', 'damage', 'hardship', 'compensation'] as const

function papersWanted(facts: AdviceFacts): string[] {
  const relatives = facts.recipients.some((recipient) => recipient.relation !== null && recipient.relation !== 'self')
  const agents = facts.appliedBy === 'agent' || facts.recipients.some((recipient) => recipient.agentName !== null)
  return [...ALWAYS, ...(relatives || facts.category === 'death' ? ['kinship'] : []), ...(facts.category !== null && JUDGED.has(facts.category) ? ['judgement'] : []), ...(agents ? ['authorisation'] : [])]
}

/** Whether the reason why no compensation was obtained ought to be named and is not. */
export const lacksCause = (facts: AdviceFacts): boolean =>
  facts.cause === null && facts.category !== null && NEEDS_CAUSE.has(facts.category) && facts.recipients.some((recipient) => !wasMinor(recipient, facts.appliedOn ?? facts.today))

export function missing(facts: AdviceFacts): Advice[] {
  const list: Advice[] = []
  const need = (section: CaseSection, absent: boolean, text: string) => {
    if (absent) list.push(say(section, 'missing', text))
  }
  const basics = [
    [facts.caseNumber, '案号'],
    [facts.category, '救助情形'],
    [facts.leadSource, '线索来源'],
    [facts.officerName, '承办人'],
    [facts.appliedOn, '申请日期'],
  ].flatMap(([value, label]) => (value === null ? [label] : []))
  need('basics', basics.length > 0, `还没有填写${basics.join('、')}`)
  need('basics', lacksCause(facts), '这类救助情形要说明未获有效赔偿的原因，还没有填写')
  const original = facts.original
  need('original', original === null || (original.number === null && original.charge === null && original.chargeText === null), '还没有填写原案的案号和案由')
  need('original', original?.reachedProcuratorate == null, '还没有填写原案是否进入检察环节')
  for (const recipient of facts.recipients) {
    const { person } = recipient
    const lacking = [
      person.paperNumber === null && person.paperType !== 'none' ? '证件号码' : null,
      person.phone === null && recipient.guardianPhone === null ? '联系电话' : null,
      person.birthDate === null ? '出生日期' : null,
      recipient.relation === null ? '与被害人关系' : null,
      wasMinor(recipient, facts.today) && recipient.guardianName === null ? '法定代理人' : null,
      decisionOf(facts, recipient.id)?.kind === 'grant' && recipient.bankAccount === null ? '银行账号' : null,
    ].filter((label) => label !== null)
    need('recipients', lacking.length > 0, `${person.name}还没有填写${lacking.join('、')}`)
    const decision = decisionOf(facts, recipient.id)
    if (!decision) continue
    const gaps = [decision.decidedOn === null ? '决定日期' : null, decision.number === null ? '决定书文号' : null].filter((label) => label !== null)
    need('decision', gaps.length > 0, `${person.name}的决定还没有填写${gaps.join('、')}`)
    need('decision', decision.kind === 'refuse' && decision.reason === null, `${person.name}的不予救助理由还没有填写`)
  }
  // Said once a list was begun: an office that keeps its papers elsewhere is not told of each.
  if (facts.materials.length > 0 && facts.closedOn === null) {
    const received = new Set(facts.materials.filter((material) => material.receivedOn !== null).map((material) => material.kind))
    const lacking = papersWanted(facts).filter((kind) => !received.has(kind))
    need('material', lacking.length > 0, `还没有收到${lacking.map((kind) => labelOf('material', kind)).join('、')}`)
  }
  for (const step of facts.steps) {
    need('approval', step.kind === 'advanced' && step.party === null, '先行救助还没有填写批准人')
    need('disbursement', step.kind === 'fundsArrived' && step.amountFen === null, '资金到账还没有填写金额')
  }
  const homes = new Map<string, Recipient[]>()
  for (const recipient of facts.recipients) {
    const home = squeeze(recipient.person.residence ?? '')
    if (home !== '') homes.set(home, [...(homes.get(home) ?? []), recipient])
  }
  for (const together of homes.values()) {
    const apart = together.length > 1 && new Set(together.map((recipient) => recipient.person.householdId ?? recipient.id)).size > 1
    need('recipients', apart, `${names(together)}住址相同，但没有设为同一户。是同一户的请在救助对象中设置`)
  }
  return list
}
