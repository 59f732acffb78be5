import { agencySteps } from './advice/agencies.ts'
import { approvalSteps, approvalWarnings } from './advice/approval.ts'
import { aftercareSteps } from './advice/aftercare.ts'
import type { AdviceFacts } from './advice/facts.ts'
import { missing } from './advice/missing.ts'
import { moneySteps, moneyWarnings } from './advice/money.ts'
import { minorWarnings, personWarnings, repeatWarnings } from './advice/people.ts'
import { reviewWarnings } from './advice/review.ts'
import { visitPlanSteps, visitSteps, visitWarnings } from './advice/visits.ts'
import { instalmentSteps, supervisionWarnings } from './advice/supervision.ts'
import { intakeSteps, intakeWarnings, nextSteps } from './advice/steps.ts'
import { dateWarnings } from './advice/dates.ts'
import type { Advice } from './caseFile.ts'

export type { AdviceFacts } from './advice/facts.ts'

/**
 * What to do next, what is missing and what does not fit, in the order of the work. Advice never blocks.
 * A historical case is quiet: nothing to do and nothing missing, only what contradicts itself.
 */
export function adviceFor(facts: AdviceFacts): Advice[] {
  const contradictions = [...dateWarnings(facts), ...moneyWarnings(facts), ...personWarnings(facts)]
  if (facts.historical) return [...contradictions, ...repeatWarnings(facts)]
  return [
    ...visitSteps(facts),
    ...agencySteps(facts),
    ...aftercareSteps(facts),
    ...intakeSteps(facts),
    ...approvalSteps(facts),
    ...nextSteps(facts),
    ...moneySteps(facts),
    ...(facts.closedOn === null ? visitPlanSteps(facts) : []),
    ...instalmentSteps(facts),
    ...contradictions,
    ...intakeWarnings(facts),
    ...repeatWarnings(facts),
    ...minorWarnings(facts),
    ...reviewWarnings(facts),
    ...approvalWarnings(facts),
    ...visitWarnings(facts),
    ...supervisionWarnings(facts),
    ...missing(facts),
  ]
}
