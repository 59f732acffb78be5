import { basicsDateFaults, closingFaults, decisionDateFaults, doneDateFaults, paymentDateFaults } from './dateOrder.ts'
import { ageOn } from './dates.ts'
import { checkPaper, paperTypeLabels, isPaperType } from './identity.ts'
import { formatYuan } from './money.ts'
import { overCap } from './moneyRules.ts'
import { checkPhone } from './phone.ts'
import type { Advice, Balance, CaseFile, CaseSection, Id, LegalDate, Recipient } from './records.ts'
import { squeeze } from './text.ts'
import type { Cap } from './wages.ts'

/** A case file before masking, and what the rules need besides. */
export interface AdviceFacts extends Omit<CaseFile, 'advice' | 'timeline'> {
  today: LegalDate
  capOn(date: LegalDate): Cap | null
  /** Other cases in which one of the recipients stands too. */
  otherCases: readonly { recipientId: Id; caseNumber: string | null; sameOriginal: boolean; granted: boolean }[]
}

/** Categories for which an adult's papers name why no compensation was obtained (items 1, 3 and 4 of the 2021 rules). */
const NEEDS_CAUSE = new Set(['injury', 'death', 'property'])

/**
 * What to do next, what is missing and what does not fit, in the order of the work. Advice never blocks.
 * A historical case is quiet: nothing to do and nothing missing, only what contradicts itself.
 */
export function adviceFor(facts: AdviceFacts): Advice[] {
  const warnings = [...dateWarnings(facts), ...moneyWarnings(facts), ...personWarnings(facts), ...repeatWarnings(facts)]
  return facts.historical ? warnings : [...nextSteps(facts), ...warnings, ...missing(facts)]
}

const say = (section: CaseSection, level: Advice['level'], text: string): Advice => ({ section, level, text })
const balanceOfOne = (facts: AdviceFacts, id: Id): Balance => facts.balance.byRecipient[id] ?? { decidedFen: 0, netPaidFen: 0, cancelledFen: 0, outstandingFen: 0 }
const decisionOf = (facts: AdviceFacts, id: Id) => facts.decisions.find((decision) => decision.recipientId === id) ?? null
const names = (recipients: readonly Recipient[]) => recipients.map((recipient) => recipient.person.name).join('、')
const isMinor = (recipient: Recipient, today: LegalDate) => recipient.person.birthDate !== null && ageOn(recipient.person.birthDate, today) < 18

function nextSteps(facts: AdviceFacts): Advice[] {
  const steps: Advice[] = []
  const overdue = facts.visits.filter((visit) => visit.doneOn === null && visit.dueOn !== null && visit.dueOn <= facts.today)
  for (const visit of overdue) steps.push(say('visit', 'next', `计划 ${visit.dueOn} 回访，${visit.dueOn === facts.today ? '今天到期' : '已过期'}。回访后请记录`))
  if (facts.closedOn !== null) {
    if (facts.closedHow === 'paid' && facts.visits.length === 0) steps.push(say('visit', 'next', '还没有安排回访，请填写计划回访日期'))
    if (facts.closedHow === 'paid' && facts.balance.outstandingFen > 0) steps.push(outstanding(facts))
    return steps
  }
  if (facts.acceptedOn === null && facts.decisions.length === 0) return [...steps, say('basics', 'next', '审查申请材料，符合条件的填写受理日期')]
  const undecided = facts.recipients.filter((recipient) => decisionOf(facts, recipient.id) === null)
  if (undecided.length > 0) steps.push(say('decision', 'next', `登记${names(undecided)}的救助决定`))
  const unserved = facts.recipients.filter((recipient) => decisionOf(facts, recipient.id)?.servedOn === null)
  if (unserved.length > 0) steps.push(say('decision', 'next', `送达${names(unserved)}的决定书，并填写送达日期`))
  if (facts.balance.outstandingFen > 0) steps.push(outstanding(facts))
  const closing = {
    acceptedOn: facts.acceptedOn,
    today: facts.today,
    recipients: facts.recipients.map((recipient) => ({
      name: recipient.person.name,
      decision: decisionOf(facts, recipient.id),
      netPaidFen: balanceOfOne(facts, recipient.id).netPaidFen,
      paidOn: [],
    })),
  }
  if (facts.recipients.length > 0 && unserved.length === 0) {
    if (closingFaults('paid', closing).length === 0) steps.push(say('basics', 'next', '决定书已送达并已发放，可以办结'))
    else if (closingFaults('refused', closing).length === 0) steps.push(say('basics', 'next', '不予救助决定书已送达，可以办结'))
  }
  return steps
}

function outstanding(facts: AdviceFacts): Advice {
  const waiting = facts.recipients.filter((recipient) => balanceOfOne(facts, recipient.id).outstandingFen > 0)
  return say('disbursement', 'next', `待发放 ${formatYuan(facts.balance.outstandingFen)} 元（${names(waiting)}），发放后请登记`)
}

function missing(facts: AdviceFacts): Advice[] {
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
  const adults = facts.recipients.some((recipient) => !isMinor(recipient, facts.appliedOn ?? facts.today))
  need('basics', facts.cause === null && facts.category !== null && NEEDS_CAUSE.has(facts.category) && adults, '这类救助情形要说明未获有效赔偿的原因，还没有填写')
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
      isMinor(recipient, facts.today) && recipient.guardianName === null ? '法定代理人' : null,
      decisionOf(facts, recipient.id)?.kind === 'grant' && recipient.bankAccount === null ? '收款账号' : null,
    ].filter((label) => label !== null)
    need('recipients', lacking.length > 0, `${person.name}还没有填写${lacking.join('、')}`)
    const decision = decisionOf(facts, recipient.id)
    if (!decision) continue
    const gaps = [decision.decidedOn === null ? '决定日期' : null, decision.number === null ? '决定书文号' : null].filter((label) => label !== null)
    need('decision', gaps.length > 0, `${person.name}的决定还没有填写${gaps.join('、')}`)
    need('decision', decision.kind === 'refuse' && decision.reason === null, `${person.name}的不予救助理由还没有填写`)
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

function dateWarnings(facts: AdviceFacts): Advice[] {
  const { today, acceptedOn, appliedOn } = facts
  const warn = (section: CaseSection, faults: readonly { message: string }[], who = '') => faults.map((fault) => say(section, 'warning', `${who}${fault.message}`))
  const paidOn = (recipientId: Id) =>
    facts.disbursements.filter((entry) => entry.recipientId === recipientId && (entry.kind === 'paid' || entry.kind === 'repaid')).map((entry) => entry.happenedOn)
  const nameOf = (recipientId: Id) => facts.recipients.find((recipient) => recipient.id === recipientId)?.person.name ?? ''
  return [
    ...warn('basics', basicsDateFaults({ appliedOn, acceptedOn }, { decidedOn: [], today })),
    // The order of decision and payment is said once, at the later of the two.
    ...facts.decisions.flatMap((decision) => warn('decision', decisionDateFaults(decision, { acceptedOn, paidOn: [], today }), `${nameOf(decision.recipientId)}的`)),
    ...facts.disbursements.flatMap((entry) =>
      warn(
        'disbursement',
        paymentDateFaults(entry, { decidedOn: decisionOf(facts, entry.recipientId)?.decidedOn ?? null, paidOn: paidOn(entry.recipientId), today }),
        `${nameOf(entry.recipientId)}的`,
      ),
    ),
    ...facts.visits.flatMap((visit) => warn('visit', doneDateFaults('doneOn', visit.doneOn, today, '回访日期', '请核对'))),
    ...facts.measures.flatMap((measure) => warn('measure', doneDateFaults('doneOn', measure.doneOn, today, '措施落实日期', '请核对'))),
    ...facts.awards.flatMap((award) => warn('award', doneDateFaults('publishedOn', award.publishedOn, today, '典型案例发布日期', '请核对'))),
  ]
}

function moneyWarnings(facts: AdviceFacts): Advice[] {
  const list: Advice[] = []
  for (const recipient of facts.recipients) {
    const { name } = recipient.person
    const { netPaidFen, outstandingFen, decidedFen } = balanceOfOne(facts, recipient.id)
    if (outstandingFen < 0) list.push(say('disbursement', 'warning', `${name}的发放和取消合计超过决定金额 ${formatYuan(decidedFen)} 元，请核对`))
    if (netPaidFen < 0) list.push(say('disbursement', 'warning', `${name}的退回和追回超过已发放的金额，请核对`))
    const decision = decisionOf(facts, recipient.id)
    const cap = decision?.kind === 'grant' ? facts.capOn(decision.decidedOn ?? facts.today) : null
    if (decision && cap && decision.amountFen > cap.fen) {
      list.push(
        say('decision', 'warning', decision.overCapReason === null ? `${name}的${overCap(decision.amountFen, cap)}，没有记录理由` : `${name}的${overCap(decision.amountFen, cap)}，请确认已按规定报上级审批`),
      )
    }
  }
  return list
}

function personWarnings(facts: AdviceFacts): Advice[] {
  const list: Advice[] = []
  const warn = (text: string) => list.push(say('recipients', 'warning', text))
  for (const recipient of facts.recipients) {
    const { person } = recipient
    if (person.paperNumber !== null) {
      const checked = checkPaper(person.paperType, person.paperNumber, { today: facts.today })
      if (!checked.ok) warn(`${person.name}的证件号码不正确：${checked.error}`)
      else {
        const paper = isPaperType(person.paperType) ? paperTypeLabels[person.paperType] : '证件'
        if (checked.sex && person.sex && checked.sex !== person.sex) warn(`${person.name}的性别与${paper}号码不符，请核对`)
        if (checked.birthDate && person.birthDate && checked.birthDate !== person.birthDate) warn(`${person.name}的出生日期 ${person.birthDate} 与${paper}号码中的 ${checked.birthDate} 不符，请核对`)
        for (const warning of checked.warnings) warn(`${person.name}：${warning}`)
      }
    }
    const phone = facts.historical || person.phone === null ? undefined : checkPhone(person.phone).warning
    if (phone) warn(`${person.name}：${phone}`)
    if (recipient.guardianIsOffender) warn(`${person.name}的监护人是本案加害人，不宜作为收款人。请另行确定收款人，并用安全联系方式联系`)
  }
  if (facts.original?.reachedProcuratorate === false) {
    list.push(say('original', 'warning', '原案没有进入检察环节，一般不属于检察机关国家司法救助范围。可移送有关机关或转社会救助'))
  }
  return list
}

/** Relief is given once for one original case and person; a repeat must be explained. */
function repeatWarnings(facts: AdviceFacts): Advice[] {
  return facts.otherCases.flatMap((other) => {
    const name = facts.recipients.find((recipient) => recipient.id === other.recipientId)?.person.name ?? ''
    const number = other.caseNumber ?? '（未编号案件）'
    if (other.sameOriginal) return [say('recipients', 'warning', `${name}因同一原案已在 ${number} 中${other.granted ? '获得救助' : '申请救助'}。同一案件、同一人一般只救助一次，请核实并说明理由`)]
    return facts.historical || !other.granted ? [] : [say('recipients', 'warning', `${name}曾在 ${number} 中获得救助，请核实是否为同一原案`)]
  })
}
