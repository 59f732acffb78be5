import { approvalDayFaults } from '../approvalRounds.ts'
import type { Advice } from '../caseFile.ts'
import { stepSections } from '../caseworkRecords.ts'
import { basicsDateFaults, decisionDateFaults, doneDateFaults, paymentDateFaults } from '../dateOrder.ts'
import type { CaseSection, Id } from '../records.ts'
import { advancedOn, stepDateFaults } from '../stepRules.ts'
import { decisionOf, say } from './facts.ts'
import type { AdviceFacts } from './facts.ts'

/** Days that contradict each other. New cases refuse them when they are typed; in historical ones they are kept and told. */
export function dateWarnings(facts: AdviceFacts): Advice[] {
  const { today, acceptedOn, appliedOn } = facts
  const warn = (section: CaseSection, faults: readonly { message: string }[], who = '') => faults.map((fault) => say(section, 'warning', `${who}${fault.message}`))
  const paidOn = (recipientId: Id) =>
    facts.disbursements.filter((entry) => entry.recipientId === recipientId && (entry.kind === 'paid' || entry.kind === 'repaid')).map((entry) => entry.happenedOn)
  /** The decision an entry follows from; one that was revoked and taken anew is not the one earlier entries followed from. */
  const decidedBefore = (entry: { recipientId: Id; happenedOn: string }) => {
    const decision = decisionOf(facts, entry.recipientId)
    const anew = facts.decisionChanges.some((change) => change.decisionId === decision?.id && change.kind === 'revoke') && decision?.revokedOn === null
    return decision === null || (anew && entry.happenedOn < (decision.decidedOn ?? '')) ? null : decision.decidedOn
  }
  const advance = advancedOn(facts.steps)
  const nameOf = (recipientId: Id) => facts.recipients.find((recipient) => recipient.id === recipientId)?.person.name ?? ''
  return [
    ...warn('basics', basicsDateFaults({ appliedOn, acceptedOn }, { decidedOn: [], today })),
    // The order of decision and payment is said once, at the later of the two.
    ...facts.decisions.flatMap((decision) => warn('decision', decisionDateFaults(decision, { acceptedOn, paidOn: [], advancedOn: advance, today }), `${nameOf(decision.recipientId)}的`)),
    ...facts.disbursements.flatMap((entry) =>
      warn(
        'disbursement',
        paymentDateFaults(entry, { decidedOn: decidedBefore(entry), paidOn: paidOn(entry.recipientId), advancedOn: advance, today }),
        `${nameOf(entry.recipientId)}的`,
      ),
    ),
    ...facts.steps.flatMap((step) => warn(stepSections[step.kind], stepDateFaults(step, { appliedOn, others: facts.steps.filter((other) => other.id !== step.id), today }))),
    ...facts.approvals.flatMap((approval) => warn('approval', approvalDayFaults(approval, today), `“${approval.stepName}”的`)),
    ...facts.visits.flatMap((visit) => warn('visit', doneDateFaults('doneOn', visit.doneOn, today, '回访日期', '请核对'))),
    ...facts.measures.flatMap((measure) => warn('measure', doneDateFaults('doneOn', measure.doneOn, today, '措施落实日期', '请核对'))),
    ...facts.awards.flatMap((award) => warn('award', doneDateFaults('publishedOn', award.publishedOn, today, '典型案例发布日期', '请核对'))),
  ]
}
