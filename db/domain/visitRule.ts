import { disbursementEffect } from './caseRules.ts'
import { addDays, addMonths, ageOn } from './dates.ts'
import type { Decision, Disbursement, Id, LegalDate, Recipient, Visit } from './records.ts'

/** How often an office visits those it has helped. No national text sets an interval: every office sets its own. */
export interface VisitRule {
  /** Days from the first payment to the first visit. */
  firstAfterDays: number
  /** Months from one visit to the next. */
  everyMonths: number
  /** How many visits; none where it is 0. */
  times: number
  minorFirstAfterDays: number
  minorEveryMonths: number
  minorTimes: number
}

/** What comes with the program, more for minors: 本单位自定, every figure may be set otherwise. */
export const builtInVisitRule: VisitRule = { firstAfterDays: 90, everyMonths: 6, times: 2, minorFirstAfterDays: 60, minorEveryMonths: 3, minorTimes: 4 }

/** One turn of the rule: the visit that is to be made by `dueOn`. */
export interface VisitTurn {
  /** From 1. */
  ordinal: number
  dueOn: LegalDate
}

/** The turns of somebody first paid on that day, in order. Months are counted from the first turn, so that month ends are kept (31 August, 28 February, 31 August). */
export function visitTurns(rule: VisitRule, paidOn: LegalDate, minor: boolean): VisitTurn[] {
  const first = addDays(paidOn, minor ? rule.minorFirstAfterDays : rule.firstAfterDays)
  const every = minor ? rule.minorEveryMonths : rule.everyMonths
  return Array.from({ length: minor ? rule.minorTimes : rule.times }, (_none, index) => ({ ordinal: index + 1, dueOn: addMonths(first, every * index) }))
}

/** A visit that stands, or was taken away: the rule does not bring back what somebody took away. */
export interface StandingVisit extends Pick<Visit, 'recipientId' | 'dueOn' | 'doneOn' | 'origin'> {
  ordinal: number | null
  deleted: boolean
}

export interface VisitFacts {
  recipients: readonly Pick<Recipient, 'id' | 'person' | 'specialGroups'>[]
  decisions: readonly Pick<Decision, 'recipientId' | 'kind' | 'revokedOn'>[]
  disbursements: readonly Pick<Disbursement, 'recipientId' | 'kind' | 'amountFen' | 'happenedOn'>[]
}

/** The day of the first payment of which something stayed with the person; null where nothing did, or the grant was revoked. */
export function firstPaidOn({ decisions, disbursements }: Omit<VisitFacts, 'recipients'>, recipientId: Id): LegalDate | null {
  if (!decisions.some((decision) => decision.recipientId === recipientId && decision.kind === 'grant' && decision.revokedOn === null)) return null
  const own = disbursements.filter((entry) => entry.recipientId === recipientId)
  if (own.reduce((sum, entry) => sum + disbursementEffect[entry.kind].net * entry.amountFen, 0) <= 0) return null
  return own.flatMap((entry) => (disbursementEffect[entry.kind].net > 0 ? [entry.happenedOn] : [])).reduce<LegalDate | null>((first, day) => (first === null || day < first ? day : first), null)
}

/**
 * Whether somebody is a minor on a day; where no birth date is on record, as the office marked them. Visits go by the day of the first payment: what was planned then
 * goes on as planned when the person turns 18.
 */
export const wasMinor = ({ person, specialGroups }: Pick<Recipient, 'person' | 'specialGroups'>, on: LegalDate): boolean =>
  person.birthDate === null ? specialGroups.includes('minor') : ageOn(person.birthDate, on) < 18

/** Visited without the neighbours noticing (便装、不公开身份): minors, and whoever asked to be reached in a safe way. */
export const wantsDiscretion = (recipient: Pick<Recipient, 'person' | 'specialGroups'>, on: LegalDate): boolean => wasMinor(recipient, on) || recipient.person.safeContact !== null

/**
 * What the rule still wants planned, for each person who was granted and paid something. A turn is taken up by the visit planned for it, moved by hand or taken
 * away since, and by any other visit to the person or to everybody of the case that falls into its stretch: after the turn before (or on or after the payment) up to
 * its own day. Nothing that stands is moved, and what is planned once is not planned again.
 */
export function wantedTurns(facts: VisitFacts, visits: readonly StandingVisit[], ruleOn: (day: LegalDate) => VisitRule): (VisitTurn & { recipientId: Id; discreet: boolean })[] {
  return facts.recipients.flatMap((recipient) => {
    const paidOn = firstPaidOn(facts, recipient.id)
    if (paidOn === null) return []
    const turns = visitTurns(ruleOn(paidOn), paidOn, wasMinor(recipient, paidOn))
    const planned = new Set(visits.filter((visit) => visit.origin === 'rule' && visit.recipientId === recipient.id).map((visit) => visit.ordinal))
    const others = visits
      .filter((visit) => visit.origin !== 'rule' && !visit.deleted && (visit.recipientId === recipient.id || visit.recipientId === null))
      .flatMap((visit) => visit.doneOn ?? visit.dueOn ?? [])
    return turns
      .filter(({ ordinal, dueOn }, index) => {
        const before = turns[index - 1]?.dueOn
        return !planned.has(ordinal) && !others.some((day) => (before === undefined ? day >= paidOn : day > before) && day <= dueOn)
      })
      .map((turn) => ({ ...turn, recipientId: recipient.id, discreet: wantsDiscretion(recipient, paidOn) }))
  })
}
