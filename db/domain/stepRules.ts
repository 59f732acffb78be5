import type { CaseStep, StepKind } from './caseworkRecords.ts'
import { stepLabels } from './caseworkRecords.ts'
import { daysBetween } from './dates.ts'
import type { FieldError } from './errors.ts'
import type { LegalDate } from './records.ts'

type Taken = Pick<CaseStep, 'kind' | 'happenedOn'>

/** Steps that answer another: they cannot come before what they answer. */
const ANSWERS: Partial<Record<StepKind, StepKind>> = { supplemented: 'supplementAsked', lapsed: 'supplementAsked', answeredElsewhere: 'askedElsewhere' }
/** Steps that make no sense before there is an application. */
const AFTER_APPLICATION: ReadonlySet<StepKind> = new Set(['supplementAsked', 'supplemented', 'lapsed', 'advanced'])

const firstOf = (steps: readonly Taken[], kind: StepKind): LegalDate | null =>
  steps.reduce<LegalDate | null>((first, step) => (step.kind === kind && (first === null || step.happenedOn < first) ? step.happenedOn : first), null)

/**
 * Days of a step that cannot be. What is merely unusual is advice.
 * @param others the other steps of the case, without this one
 */
export function stepDateFaults(step: Taken, facts: { appliedOn: LegalDate | null; others: readonly Taken[]; today: LegalDate }): FieldError[] {
  const { kind, happenedOn } = step
  const fault = (message: string): FieldError[] => [{ path: 'happenedOn', message }]
  if (happenedOn > facts.today) return fault(`“${stepLabels[kind]}”的日期不能晚于今天（${facts.today}），请核对`)
  const asked = ANSWERS[kind]
  const askedOn = asked ? firstOf(facts.others, asked) : null
  if (asked && askedOn !== null && happenedOn < askedOn) return fault(`“${stepLabels[kind]}” ${happenedOn} 早于“${stepLabels[asked]}” ${askedOn}，请核对两个日期`)
  if (AFTER_APPLICATION.has(kind) && facts.appliedOn !== null && happenedOn < facts.appliedOn) return fault(`“${stepLabels[kind]}” ${happenedOn} 早于申请日期 ${facts.appliedOn}，请核对两个日期`)
  return []
}

/** 补录: entered more than one day after it happened; yesterday evening is still entered in time. */
export const isLate = (happenedOn: LegalDate, enteredOn: LegalDate): boolean => daysBetween(happenedOn, enteredOn) > 1

/** Told what is missing, and since then neither supplied, lapsed nor accepted: the time is the applicant's. */
export function isSupplementing(steps: readonly Taken[]): boolean {
  return steps.some((asked) => asked.kind === 'supplementAsked' && !steps.some((step) => (step.kind === 'supplemented' || step.kind === 'lapsed') && step.happenedOn >= asked.happenedOn))
}

/** The first day on which money was advanced before the papers (先行救助); null where none was. */
export const advancedOn = (steps: readonly Taken[]): LegalDate | null => firstOf(steps, 'advanced')
