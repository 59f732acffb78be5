import { closedHowLabels, disbursementEffect } from './caseRules.ts'
import { today } from './dates.ts'
import { formatYuan } from './money.ts'
import type { CaseFile, LegalDate, TimelineEntry } from './records.ts'

/** An act in the audit trail of a case. */
export interface TimelineEvent {
  at: string
  who: string
  action: string
  reason: string | null
}

/**
 * What happened in a case, newest first: what the records say happened (by day) and who changed the casebook (by instant).
 * Within one day the acts come above the facts, because an act is usually the recording of a fact.
 */
export function timelineOf(
  file: Pick<CaseFile, 'appliedOn' | 'acceptedOn' | 'closedOn' | 'closedHow' | 'archivedOn' | 'recipients' | 'decisions' | 'disbursements' | 'visits' | 'measures' | 'awards'>,
  events: readonly TimelineEvent[],
  labels: { measure(code: string): string; way(code: string): string; level(code: string): string },
): TimelineEntry[] {
  const names = new Map(file.recipients.map((recipient) => [recipient.id, recipient.person.name]))
  const of = (recipientId: string | null) => (recipientId !== null && names.has(recipientId) ? `（${names.get(recipientId)}）` : '')
  const facts: TimelineEntry[] = []
  const add = (at: LegalDate | null, what: string, who: string | null = null) => {
    if (at !== null) facts.push({ at, who, what })
  }
  add(file.appliedOn, '申请救助')
  add(file.acceptedOn, '受理')
  for (const decision of file.decisions) {
    add(decision.decidedOn, decision.kind === 'grant' ? `决定给予救助 ${formatYuan(decision.amountFen)} 元${of(decision.recipientId)}` : `决定不予救助${of(decision.recipientId)}`)
    add(decision.servedOn, `决定书送达${of(decision.recipientId)}`)
  }
  for (const entry of file.disbursements) {
    add(entry.happenedOn, `${disbursementEffect[entry.kind].label} ${formatYuan(entry.amountFen)} 元${of(entry.recipientId)}`, entry.createdBy)
  }
  for (const visit of file.visits) add(visit.doneOn, `回访${visit.way ? `（${labels.way(visit.way)}）` : ''}${of(visit.recipientId)}`, visit.visitors)
  for (const measure of file.measures) {
    add(measure.doneOn, `落实${labels.measure(measure.kind)}${of(measure.recipientId)}`, measure.agency)
    if (measure.doneOn === null) add(measure.promisedOn, `商定${labels.measure(measure.kind)}${of(measure.recipientId)}`, measure.agency)
  }
  for (const award of file.awards) add(award.publishedOn, `入选${labels.level(award.level)}典型案例`)
  add(file.closedOn, `办结${file.closedHow ? `（${closedHowLabels[file.closedHow]}）` : ''}`)
  add(file.archivedOn, '归档')

  const acts = events.map((event): TimelineEntry => ({ at: event.at, who: event.who, what: event.reason ? `${event.action}：${event.reason}` : event.action }))
  const day = (entry: TimelineEntry) => (entry.at.length > 10 ? today(new Date(entry.at)) : entry.at)
  return [...acts.reverse(), ...facts.reverse()].sort((a, b) => (day(a) === day(b) ? 0 : day(a) < day(b) ? 1 : -1))
}
