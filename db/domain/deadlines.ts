import { stepsFor } from './approvalChain.ts'
import { proposedFen } from './approvalRounds.ts'
import type { Approval, CaseStep, Deadline, DeadlineExtension, PeriodKey, StepKind } from './caseworkRecords.ts'
import { addDays, daysBetween } from './dates.ts'
import { periodStartChoices } from './periodRules.ts'
import type { PeriodRule, PeriodStart } from './periodRules.ts'
import type { Reference } from './reference.ts'
import type { DisbursementKind, Fen, LegalDate } from './records.ts'

/** What the periods of a case are reckoned from; a `CaseFile` with `reportBack` is one. */
export interface DeadlineFacts {
  appliedOn: LegalDate | null
  acceptedOn: LegalDate | null
  closedOn: LegalDate | null
  /** Imported or logged late: nothing runs. */
  historical: boolean
  steps: readonly Pick<CaseStep, 'kind' | 'happenedOn'>[]
  /** Everybody relief is asked for; the review ends when all have a decision. */
  recipients: readonly unknown[]
  decisions: readonly { decidedOn: LegalDate | null }[]
  approvals: readonly Pick<Approval, 'round' | 'ordinal' | 'kind' | 'answeredOn' | 'result' | 'amountFen'>[]
  /** What the reviews propose decides how far up the chain goes, where the approvals name no amount. */
  assessments: readonly { proposedFen: Fen | null }[]
  disbursements: readonly { kind: DisbursementKind; happenedOn: LegalDate }[]
  /** The last payment, once nothing is owed any more; null while something is, or nothing was ever paid. */
  settledOn: LegalDate | null
  extensions: readonly Pick<DeadlineExtension, 'rule' | 'untilOn'>[]
  /** The sender of the lead wants to hear what became of it. */
  reportBack: boolean
}

/** One period as the facts have it, before the rule says how long it is. */
interface Run {
  startedOn: LegalDate
  /** The first event that ends it; null while it runs. */
  endedOn: LegalDate | null
  /** Spans that do not count: the day it stopped, the day it went on. */
  pauses: readonly Pause[]
}
interface Pause {
  from: LegalDate
  to: LegalDate
}

const earliest = (days: readonly (LegalDate | null | undefined)[]): LegalDate | null =>
  days.reduce<LegalDate | null>((first, day) => (day && (first === null || day < first) ? day : first), null)
const latest = (days: readonly LegalDate[]): LegalDate | null => days.reduce<LegalDate | null>((last, day) => (last === null || day > last ? day : last), null)

/**
 * The periods of a case that run or have ended: running ones soonest first, then ended ones, the last ended first. None for a historical case.
 * The version of each rule is that of the day its period starts.
 */
export function caseDeadlines(facts: DeadlineFacts, reference: Reference, today: LegalDate): Deadline[] {
  if (facts.historical) return []
  const list = (['supplementNotice', 'supplement', 'review', 'collect', 'reportBack'] as const).flatMap((key) => {
    const found = runsOf(key, facts, reference)
    const until = latest(facts.extensions.filter((extension) => extension.rule === key).map((extension) => extension.untilOn))
    // An extension is of the run that is last: earlier ones have ended.
    return found.map(({ rule, run }, index) => deadlineOf(rule, run, index === found.length - 1 ? until : null, reference, today))
  })
  return list.sort(byUrgency)
}

/** The period in which the office deals with a lead: from its receipt until its outcome is recorded. The default length is the office's own, no text sets one. */
export function leadDeadline(lead: { receivedOn: LegalDate; outcomeOn: LegalDate | null; historical: boolean }, reference: Reference, today: LegalDate): Deadline | null {
  const rule = reference.period('lead', lead.receivedOn)
  if (lead.historical || !rule.enabled) return null
  return deadlineOf(rule, { startedOn: lead.receivedOn, endedOn: lead.outcomeOn, pauses: [] }, null, reference, today)
}

export function byUrgency(a: Deadline, b: Deadline): number {
  if (a.endedOn === null && b.endedOn === null) return a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0
  if (a.endedOn === null || b.endedOn === null) return a.endedOn === null ? -1 : 1
  return a.endedOn > b.endedOn ? -1 : a.endedOn < b.endedOn ? 1 : 0
}

/** The days a period may start from, by what the office has chosen; several where the same thing happens again (a second arrival of funds). */
function startsOf(start: PeriodStart, facts: DeadlineFacts): LegalDate[] {
  const steps = (kind: StepKind) => facts.steps.filter((step) => step.kind === kind).map((step) => step.happenedOn).sort() // prettier-ignore
  const one = (day: LegalDate | null): LegalDate[] => (day === null ? [] : [day])
  switch (start) {
    case 'received':
      return []
    case 'applied':
      return one(facts.appliedOn)
    case 'materialsListed':
      return steps('materialsListed').slice(0, 1)
    case 'supplementAsked':
      return steps('supplementAsked')
    case 'accepted':
      return one(facts.acceptedOn)
    case 'fundsArrived':
      return [...new Set(steps('fundsArrived'))]
    case 'decided':
      return one(decidedOn(facts))
    case 'closed':
      return one(facts.closedOn)
  }
}

/** The day the last recipient got a decision; null while one has none, or where a day is not on record. */
function decidedOn({ recipients, decisions }: DeadlineFacts): LegalDate | null {
  const days = decisions.flatMap((decision) => decision.decidedOn ?? [])
  return days.length > 0 && days.length >= recipients.length ? latest(days) : null
}

/**
 * The day the office's own part of the chain was gone through in the round that runs, or said no: 审批意见 in the sense of 中政委〔2014〕3号.
 * Steps outside the office (政法委, the higher office) are timed apart and do not lengthen it.
 */
function ownApprovalOn(facts: DeadlineFacts, reference: Reference): LegalDate | null {
  const round = Math.max(...facts.approvals.map((approval) => approval.round))
  const own = facts.approvals.filter((approval) => approval.round === round && approval.kind !== 'outside' && approval.answeredOn !== null)
  const refused = own.find((approval) => approval.result === 'rejected')
  if (refused) return refused.answeredOn
  if (own.some((approval) => approval.result === 'returned')) return null
  const agreed = own.filter((approval) => approval.result === 'agreed').flatMap((approval) => approval.answeredOn ?? [])
  const last = latest(agreed)
  if (last === null) return null
  const amount = own.reduce<Fen | null>((most, approval) => (approval.amountFen === null ? most : Math.max(most ?? 0, approval.amountFen)), proposedFen(facts.assessments))
  const needed = stepsFor(reference.chain(facts.acceptedOn ?? last), amount).filter((step) => step.kind !== 'outside')
  return agreed.length >= needed.length ? last : null
}

function runsOf(key: Exclude<PeriodKey, 'lead'>, facts: DeadlineFacts, reference: Reference): { rule: PeriodRule; run: Run }[] {
  const steps = (kind: StepKind) => facts.steps.filter((step) => step.kind === kind).map((step) => step.happenedOn)
  const over = [...steps('lapsed'), ...steps('transferredOut'), facts.closedOn]
  // A decision without a day still ends what comes before it; when, nobody knows, so nothing is said.
  const decided = decidedOn(facts)
  if (key !== 'collect' && key !== 'reportBack' && decided === null && facts.decisions.length > 0 && facts.decisions.length >= facts.recipients.length) return []
  return candidates(key, facts, reference).flatMap(({ rule, startedOn }) => {
    if (!rule.enabled) return []
    // What was advanced (先行救助) is decided before its papers are accepted: no review is left to be made in time.
    if (key === 'review' && decided !== null && decided < startedOn) return []
    // What came after everything was paid made that good: nobody is told to collect it.
    if (key === 'collect' && facts.settledOn !== null && facts.settledOn < startedOn) return []
    const since = (days: readonly (LegalDate | null | undefined)[]) => earliest(days.filter((day) => day && day >= startedOn))
    switch (key) {
      case 'supplementNotice': {
        const accepted = since([facts.acceptedOn, decided, ...over])
        const pauses = pausesOf(steps('supplementAsked'), steps('supplemented'))
        // While the person is supplementing nothing runs against the office: the notice was given.
        const waiting = pauses.find((pause) => pause.to === null)
        return [{ rule, run: { startedOn, endedOn: earliest([accepted, waiting?.from]), pauses: pauses.flatMap(({ from, to }) => (to === null ? [] : { from, to })) } }]
      }
      case 'supplement':
        return [{ rule, run: { startedOn, endedOn: since([...steps('supplemented'), facts.acceptedOn, decided, ...over]), pauses: [] } }]
      case 'review':
        // 补正 comes before 受理 and never stops these days.
        return [{ rule, run: { startedOn, endedOn: since([facts.approvals.length > 0 ? ownApprovalOn(facts, reference) : null, decided, ...over]), pauses: [] } }]
      case 'collect': {
        const paid = facts.disbursements.filter((entry) => entry.kind === 'paid' || entry.kind === 'repaid').map((entry) => entry.happenedOn)
        return [{ rule, run: { startedOn, endedOn: since([...steps('collectTold'), ...paid, facts.closedOn]), pauses: [] } }]
      }
      case 'reportBack':
        return facts.reportBack ? [{ rule, run: { startedOn, endedOn: since(steps('reportedBack')), pauses: [] } }] : []
    }
  })
}

/** A version of the rule may start from another event than the one before it; the one that holds on the day it would start is asked. */
function candidates(key: PeriodKey, facts: DeadlineFacts, reference: Reference): { rule: PeriodRule; startedOn: LegalDate }[] {
  return periodStartChoices[key].flatMap((start) =>
    startsOf(start, facts).flatMap((startedOn) => {
      const rule = reference.period(key, startedOn)
      return rule.start === start ? [{ rule, startedOn }] : []
    }),
  )
}

/** Each notice stops the clock until the next supplement; `to` null: still waited for. */
function pausesOf(asked: readonly LegalDate[], supplemented: readonly LegalDate[]): { from: LegalDate; to: LegalDate | null }[] {
  const pauses: { from: LegalDate; to: LegalDate | null }[] = []
  for (const from of [...asked].sort()) {
    const before = pauses.at(-1)
    if (before && (before.to === null || before.to > from)) continue
    pauses.push({ from, to: earliest(supplemented.filter((day) => day >= from)) })
  }
  return pauses
}

function deadlineOf(rule: PeriodRule, run: Run, until: LegalDate | null, reference: Reference, today: LegalDate): Deadline {
  const { days } = reference
  const count = (from: LegalDate, to: LegalDate) => (to <= from ? 0 : rule.unit === 'day' ? daysBetween(from, to) : days.between(from, to))
  /** Days that have run by the end of `day`, pauses left out. */
  const runBy = (day: LegalDate) =>
    run.pauses.reduce((sum, { from, to }) => {
      const begin = from < run.startedOn ? run.startedOn : from
      return sum - count(begin, to < day ? to : day)
    }, count(run.startedOn, day))
  const dueOn = until ?? (rule.unit === 'day' ? dayOrNext(addDays(run.startedOn, rule.length), days) : dueWorkingDay(rule.length, run, days))
  const length = Math.max(runBy(dueOn), until === null && rule.unit === 'workingDay' ? rule.length : 0)
  const day = runBy(run.endedOn ?? today)
  const state = run.endedOn !== null ? (run.endedOn <= dueOn ? 'kept' : 'missed') : today > dueOn ? 'overdue' : day * 10 >= length * 8 ? 'near' : 'running'
  return { rule: rule.key, title: rule.title, startedOn: run.startedOn, dueOn, unit: rule.unit, length, day, endedOn: run.endedOn, state, extended: until !== null }
}

/** The last day of a period that starts on that day, as long as nothing stops or extends it; null where the office does not watch it. */
export function periodEnd(key: PeriodKey, startedOn: LegalDate, reference: Reference): LegalDate | null {
  const rule = reference.period(key, startedOn)
  if (!rule.enabled) return null
  return rule.unit === 'day' ? dayOrNext(addDays(startedOn, rule.length), reference.days) : reference.days.after(startedOn, rule.length)
}

/** A period whose last day is no working day ends with the next working day (民法典 第二百零三条). */
function dayOrNext(day: LegalDate, days: Reference['days']): LegalDate {
  return days.isWorkingDay(day) ? day : days.after(day, 1)
}

/** After a pause the days that were left go on, one at least: the day the papers come in does not count itself. */
function dueWorkingDay(length: number, run: Run, days: Reference['days']): LegalDate {
  let [from, left] = [run.startedOn, length]
  for (const pause of run.pauses) {
    if (pause.to < from) continue
    const used = days.between(from, pause.from)
    if (used > left) break // run out before it was stopped
    left = Math.max(1, left - used)
    from = pause.to
  }
  return days.after(from, left)
}

const unitText = { workingDay: '个工作日', day: '天' } as const

/** How far a period has run, in short: `第 7/10 个工作日`. */
export const deadlineDay = ({ day, length, unit }: Pick<Deadline, 'day' | 'length' | 'unit'>): string => `第 ${day}/${length} ${unitText[unit]}`

/** The days of a period as lists and the case page show them: `审查：第 7/10 个工作日`. */
export function deadlineText(deadline: Deadline): string {
  const { title, day, length, state } = deadline
  const unit = unitText[deadline.unit]
  const extended = deadline.extended ? '（已延期）' : ''
  if (state === 'kept') return `${title}：用了 ${day} ${unit}，没有逾期${extended}`
  // On the days off that follow the last day it is late by no working day yet.
  const late = day > length ? ` ${day - length} ${unit}` : ''
  if (state === 'missed') return `${title}：用了 ${day} ${unit}，逾期${late}${extended}`
  return `${title}：${deadlineDay(deadline)}${state === 'overdue' ? `，已逾期${late}` : ''}${extended}`
}
