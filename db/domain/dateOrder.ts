import type { CheckFinding } from './caseFile.ts'
import { disbursementEffect } from './caseRules.ts'
import type { FieldError } from './errors.ts'
import type { CaseSection, ClosedHow, DisbursementKind, LegalDate } from './records.ts'

/**
 * Dates that cannot be: a thing done tomorrow, or before what it follows from. Each function answers what is wrong with the fields of one form,
 * as fields of that form (relative paths) in words that mend. Missing dates are never a fault here; they are advice.
 * New records refuse these faults, historical ones keep what was found and show them as advice.
 */

/** Something that is said to have happened cannot lie ahead. */
function notAhead(path: string, date: LegalDate | null, today: LegalDate, what: string): FieldError[] {
  return date !== null && date > today ? [{ path, message: `${what}不能晚于今天（${today}），请核对` }] : []
}

function notBefore(path: string, date: LegalDate | null, earliest: LegalDate | null, what: string, earlier: string): FieldError[] {
  if (date === null || earliest === null || date >= earliest) return []
  return [{ path, message: `${what} ${date} 早于${earlier} ${earliest}，请核对两个日期` }]
}

const earliest = (dates: readonly (LegalDate | null)[]) =>
  dates.reduce<LegalDate | null>((first, date) => (date !== null && (first === null || date < first) ? date : first), null)

/**
 * 先行救助 (2016 trial rules): in an emergency money is paid at once and the papers follow, so a decision may come before acceptance and a payment before the decision,
 * each from the day of the advance on.
 */
const isAdvanced = (day: LegalDate | null, advancedOn: LegalDate | null | undefined): boolean => day !== null && advancedOn != null && advancedOn <= day

export function basicsDateFaults(
  fields: { appliedOn: LegalDate | null; acceptedOn: LegalDate | null },
  facts: { decidedOn: readonly (LegalDate | null)[]; advancedOn?: LegalDate | null; today: LegalDate },
): FieldError[] {
  const { appliedOn, acceptedOn } = fields
  const firstDecided = earliest(facts.decidedOn.filter((day) => !isAdvanced(day, facts.advancedOn)))
  return [
    ...notAhead('appliedOn', appliedOn, facts.today, '申请日期'),
    ...notAhead('acceptedOn', acceptedOn, facts.today, '受理日期'),
    ...notBefore('acceptedOn', acceptedOn, appliedOn, '受理日期', '申请日期'),
    ...(acceptedOn !== null && firstDecided !== null && firstDecided < acceptedOn
      ? [{ path: 'acceptedOn', message: `受理日期 ${acceptedOn} 晚于决定日期 ${firstDecided}，请核对两个日期` }]
      : []),
  ]
}

export function decisionDateFaults(
  fields: { decidedOn: LegalDate | null; servedOn: LegalDate | null },
  facts: { acceptedOn: LegalDate | null; paidOn: readonly LegalDate[]; advancedOn?: LegalDate | null; today: LegalDate },
): FieldError[] {
  const { decidedOn, servedOn } = fields
  const firstPaid = earliest(facts.paidOn.filter((day) => !isAdvanced(day, facts.advancedOn)))
  return [
    ...notAhead('decidedOn', decidedOn, facts.today, '决定日期'),
    ...notAhead('servedOn', servedOn, facts.today, '送达日期'),
    ...(isAdvanced(decidedOn, facts.advancedOn) ? [] : notBefore('decidedOn', decidedOn, facts.acceptedOn, '决定日期', '受理日期')),
    ...notBefore('servedOn', servedOn, decidedOn, '送达日期', '决定日期'),
    ...(decidedOn !== null && firstPaid !== null && firstPaid < decidedOn
      ? [{ path: 'decidedOn', message: `决定日期 ${decidedOn} 晚于已登记的发放日期 ${firstPaid}，请核对` }]
      : []),
  ]
}

export function paymentDateFaults(
  fields: { kind: DisbursementKind; happenedOn: LegalDate },
  facts: { decidedOn: LegalDate | null; paidOn: readonly LegalDate[]; advancedOn?: LegalDate | null; today: LegalDate },
): FieldError[] {
  const { label, net } = disbursementEffect[fields.kind]
  const faults = [
    ...notAhead('happenedOn', fields.happenedOn, facts.today, `${label}日期`),
    ...(isAdvanced(fields.happenedOn, facts.advancedOn) ? [] : notBefore('happenedOn', fields.happenedOn, facts.decidedOn, `${label}日期`, '决定日期')),
  ]
  return faults.length > 0 || net >= 0 ? faults : notBefore('happenedOn', fields.happenedOn, earliest(facts.paidOn), `${label}日期`, '首次发放日期')
}

/** Visits, measures and awards: what was done cannot lie ahead; a plan may. */
export function doneDateFaults(path: string, doneOn: LegalDate | null, today: LegalDate, what: string, plan: string): FieldError[] {
  return notAhead(path, doneOn, today, what).map((fault) => ({ ...fault, message: `${what}不能晚于今天（${today}）。${plan}` }))
}

export interface ClosingFacts {
  acceptedOn: LegalDate | null
  recipients: readonly { name: string; decision: { kind: 'grant' | 'refuse'; decidedOn: LegalDate | null; servedOn: LegalDate | null; revokedOn?: LegalDate | null } | null; netPaidFen: number; paidOn: readonly LegalDate[] }[]
  today: LegalDate
}

export function closingDateFaults(how: ClosedHow, closedOn: LegalDate, facts: ClosingFacts): FieldError[] {
  const faults = notAhead('closedOn', closedOn, facts.today, '办结日期')
  faults.push(...notBefore('closedOn', closedOn, facts.acceptedOn, '办结日期', '受理日期'))
  for (const { name, decision, paidOn } of facts.recipients) {
    faults.push(...notBefore('closedOn', closedOn, decision?.decidedOn ?? null, '办结日期', `${name}的决定日期`))
    if (how !== 'paid') continue
    faults.push(...notBefore('closedOn', closedOn, decision?.servedOn ?? null, '办结日期', `${name}的决定书送达日期`))
    faults.push(...notBefore('closedOn', closedOn, earliest(paidOn), '办结日期', `${name}的首次发放日期`))
  }
  return faults
}

/** 办结 = decision served and first payment made, or refused; the other ways of ending are the officer's to judge. Answers what is still missing. */
export function closingFaults(how: ClosedHow, facts: ClosingFacts): CheckFinding[] {
  const undecided = facts.recipients.filter((one) => one.decision === null).map((one) => one.name)
  const names = (list: readonly string[]) => list.join('、')
  const found = (section: CaseSection, text: string): CheckFinding => ({ section, text })
  if (how === 'refused') {
    const others = facts.recipients.filter((one) => one.decision?.kind !== 'refuse').map((one) => one.name)
    return others.length > 0 ? [found('decision', `${names(others)}没有登记不予救助决定，不能按“不予救助”办结。请先登记决定，或换一种办结方式`)] : []
  }
  if (how !== 'paid') return []
  // A revoked grant is no longer to be paid; what becomes of its money is the matter of its own entries.
  const standing = facts.recipients.filter((one) => one.decision !== null && !one.decision.revokedOn)
  const granted = standing.filter((one) => one.decision?.kind === 'grant')
  const unserved = standing.filter((one) => !one.decision?.servedOn).map((one) => one.name)
  const unpaid = granted.filter((one) => one.netPaidFen <= 0).map((one) => one.name)
  return [
    ...(undecided.length > 0 ? [found('decision', `${names(undecided)}还没有登记决定。请先登记决定`)] : []),
    ...(granted.length === 0 ? [found('decision', '本案没有给予救助的决定，不能按“已发放救助金”办结。请先登记决定，或换一种办结方式')] : []),
    ...(unserved.length > 0 ? [found('decision', `${names(unserved)}的决定书还没有填写送达日期。请在“决定”中填写送达日期`)] : []),
    ...(unpaid.length > 0 ? [found('disbursement', `${names(unpaid)}还没有发放。请先在“发放”中登记首次发放`)] : []),
  ]
}
