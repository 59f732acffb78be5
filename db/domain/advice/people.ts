import type { Advice } from '../caseFile.ts'
import { checkPaper, isPaperType, paperTypeLabels } from '../identity.ts'
import { checkPhone } from '../phone.ts'
import { wasMinor } from '../visitRule.ts'
import { assessmentOf, decisionOf, say } from './facts.ts'
import type { AdviceFacts } from './facts.ts'

export function personWarnings(facts: AdviceFacts): Advice[] {
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

/** Minors apart (2018 opinion on relief of minors): a guardian may be the offender, contact must be safe, hearings are not public. */
export function minorWarnings(facts: AdviceFacts): Advice[] {
  const list: Advice[] = []
  const minors = facts.recipients.filter((recipient) => wasMinor(recipient, facts.appliedOn ?? facts.today))
  for (const recipient of minors) {
    const { name, safeContact } = recipient.person
    if (recipient.guardianIsOffender && safeContact === null) list.push(say('recipients', 'missing', `${name}的监护人是本案加害人，还没有填写安全联系方式`))
    if (recipient.guardianIsOffender && recipient.accountHolder !== null && recipient.accountHolder === recipient.guardianName) {
      list.push(say('recipients', 'warning', `${name}的开户名是本案加害人${recipient.guardianName}，请另行确定收款人`))
    }
    if (decisionOf(facts, recipient.id)?.kind === 'grant' && !recipient.specialGroups.includes('minor')) list.push(say('recipients', 'missing', `${name}是未成年人，还没有标注特殊群体“未成年人”`))
  }
  if (minors.length > 0 && facts.hearings.some((hearing) => hearing.isPublic)) list.push(say('hearing', 'warning', '本案有未成年人，听证一般不公开进行。请核对是否公开'))
  return list
}

/** Relief is given once for one original case and person (一次性原则); a repeat warns until the review answers it in writing. */
export function repeatWarnings(facts: AdviceFacts): Advice[] {
  const list = facts.otherCases.flatMap((other) => {
    const name = facts.recipients.find((recipient) => recipient.id === other.recipientId)?.person.name ?? ''
    const number = other.caseNumber ?? '（未编号案件）'
    if (assessmentOf(facts, other.recipientId)?.repeatAnswer) return []
    if (other.sameOriginal) return [say('recipients', 'warning', `${name}因同一原案已在 ${number} 中${other.granted ? '获得救助' : '申请救助'}。同一案件、同一人一般只救助一次，请核实并在“审查”中说明理由`)]
    return facts.historical || !other.granted ? [] : [say('recipients', 'warning', `${name}曾在 ${number} 中获得救助，请核实是否为同一原案，并在“审查”中说明`)]
  })
  for (const recipient of facts.recipients) {
    const assessment = assessmentOf(facts, recipient.id)
    if (assessment?.helpedElsewhere === 'yes' && assessment.elsewhereNote === null) list.push(say('assessment', 'warning', `${recipient.person.name}已由其他机关救助，请写明哪个机关、多少金额，以及仍须救助的理由`))
  }
  return list
}
