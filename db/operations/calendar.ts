import type { CalendarItem } from '../domain/aftercareRecords.ts'
import { letterTitle } from '../domain/agencyRules.ts'
import { labelOf } from '../domain/codeLists.ts'
import { addDays, daysBetween, today } from '../domain/dates.ts'
import { caseDeadlines, periodEnd } from '../domain/deadlines.ts'
import { instalmentState } from '../domain/instalments.ts'
import { formatYuan } from '../domain/money.ts'
import type { Id, LegalDate } from '../domain/records.ts'
import type { Reference } from '../domain/reference.ts'
import { caseLines, casesAccepted, handOversBetween, instalmentsBetween, leadPeople, leadsReceived, visitsBetween } from '../store/calendarRepository.ts'
import { namesOf } from '../store/caseRepository.ts'
import { caseDatesOf, caseFactsOf } from '../store/deadlineRepository.ts'
import { openCases, unreportedCases } from '../store/dutyRepository.ts'
import { readReference } from '../store/reference.ts'
import { repliesBetween } from '../store/replyRepository.ts'
import type { Reply } from '../store/replyRepository.ts'
import type { Reader } from '../store/store.ts'
import type { Handlers } from './context.ts'
import { refuse } from './guards.ts'

/** A month with the weeks around it. */
const MOST_DAYS = 62
/** How long before its last day a period that has ended may have begun; cases that are open are looked at whatever their age. */
const CASE_DAYS = 200
/** The longest period an office can set for leads is a year. */
const LEAD_DAYS = 400

type Open = Omit<CalendarItem, 'people'> & { personName: string | null }
type Span = { from: LegalDate; to: LegalDate; day: LegalDate }

const stateOf = (on: LegalDate, done: boolean, day: LegalDate): CalendarItem['state'] => (done ? 'done' : on < day ? 'overdue' : 'open')

export const replyText = ({ agency, measureKind, letterKind, number }: Pick<Reply, 'agency' | 'measureKind' | 'letterKind' | 'number'>): string => {
  const what = letterKind === null ? `“${labelOf('measure', measureKind)}”` : letterTitle({ kind: letterKind, number })
  return `${agency ?? '有关单位'}答复${what}`
}

/** Periods of open cases and of those accepted not long before the span; what ended stands on the day it was due. */
async function deadlinesBetween(db: Reader, reference: Reference, { from, to, day }: Span): Promise<Open[]> {
  const ids = new Set<Id>([...(await openCases(db)), ...(await unreportedCases(db))].map((one) => one.caseId))
  for (const id of await casesAccepted(db, addDays(from, -CASE_DAYS), to)) ids.add(id)
  const facts = await caseFactsOf(db, await caseDatesOf(db, [...ids]))
  const due = [...facts].flatMap(([caseId, one]) => caseDeadlines(one, reference, day).flatMap((deadline) => (deadline.dueOn >= from && deadline.dueOn <= to ? [{ caseId, deadline }] : [])))
  const lines = new Map((await caseLines(db, [...new Set(due.map((one) => one.caseId))])).map((line) => [line.caseId, line]))
  return due.map(({ caseId, deadline }) => ({
    on: deadline.dueOn,
    kind: 'deadline',
    text: `${deadline.title}期限届满${deadline.extended ? '（已延期）' : ''}`,
    caseId,
    leadId: null,
    caseNumber: lines.get(caseId)?.caseNumber ?? null,
    officerName: lines.get(caseId)?.officerName ?? null,
    personName: null,
    state: stateOf(deadline.dueOn, deadline.endedOn !== null, day),
  }))
}

async function leadDeadlinesBetween(db: Reader, reference: Reference, { from, to, day }: Span): Promise<Open[]> {
  // The last day depends on the day of receipt alone, and many come on the same day.
  const lastDays = new Map<LegalDate, LegalDate | null>()
  const lastDay = (receivedOn: LegalDate): LegalDate | null => {
    if (!lastDays.has(receivedOn)) lastDays.set(receivedOn, periodEnd('lead', receivedOn, reference))
    return lastDays.get(receivedOn) ?? null
  }
  const due = (await leadsReceived(db, addDays(from, -LEAD_DAYS), to)).flatMap((lead) => {
    const on = lastDay(lead.receivedOn)
    return on !== null && on >= from && on <= to ? [{ ...lead, on }] : []
  })
  const people = await leadPeople(db, due.map((lead) => lead.leadId))
  return due.map(({ leadId, officerName, outcomeOn, on }) => ({
    on,
    kind: 'deadline',
    text: `${reference.period('lead', on).title}期限届满`,
    caseId: null,
    leadId,
    caseNumber: null,
    officerName,
    personName: people.get(leadId) ?? '',
    state: stateOf(on, outcomeOn !== null, day),
  }))
}

async function instalmentItems(db: Reader, { from, to, day }: Span): Promise<Open[]> {
  return (await instalmentsBetween(db, from, to)).flatMap(({ entries, ...one }): Open[] => {
    const state = instalmentState(one, entries, day)
    // Another plan took the place of what was not paid by then.
    if (state === 'cancelled' || (one.superseded === 1 && state !== 'paid')) return []
    const text = `第 ${one.ordinal} 批发放 ${formatYuan(one.amountFen)} 元${state === 'failed' ? '（发放失败，须重新发放）' : state === 'returned' ? '（已退回，须重新发放）' : state === 'partly' ? '（已发放一部分）' : ''}`
    return [{ ...placeOf(one), on: one.dueOn, kind: 'instalment', text, state: stateOf(one.dueOn, state === 'paid', day) }]
  })
}

const placeOf = ({ caseId, caseNumber, officerName, personName }: { caseId: Id; caseNumber: string | null; officerName: string | null; personName: string | null }) => ({
  caseId,
  leadId: null,
  caseNumber,
  officerName,
  personName,
})

/** Everything on the days of a span, from the same records as the duties; what was done stands there too. */
async function itemsBetween(db: Reader, span: Span): Promise<Open[]> {
  const { from, to, day } = span
  const reference = await readReference(db)
  return [
    ...(await deadlinesBetween(db, reference, span)),
    ...(await leadDeadlinesBetween(db, reference, span)),
    ...(await instalmentItems(db, span)),
    ...(await visitsBetween(db, from, to)).flatMap((visit): Open[] => {
      const on = visit.doneOn ?? visit.dueOn
      return on === null ? [] : [{ ...placeOf(visit), on, kind: 'visit', text: visit.doneOn === null ? '计划回访' : '已回访', state: stateOf(on, visit.doneOn !== null, day) }]
    }),
    ...(await repliesBetween(db, from, to)).map((reply): Open => ({ ...placeOf(reply), on: reply.dueOn, kind: 'reply', text: replyText(reply), state: stateOf(reply.dueOn, reply.answered === 1, day) })),
    ...(await handOversBetween(db, from, to)).map(
      (fund): Open => ({ ...placeOf(fund), on: fund.handOverOn, kind: 'handOver', text: `${fund.supervisor}监管的资金到期移交`, state: stateOf(fund.handOverOn, fund.endedOn !== null, day) }),
    ),
  ]
}

const kinds: readonly CalendarItem['kind'][] = ['deadline', 'instalment', 'handOver', 'visit', 'reply']

export const calendarHandlers: Handlers<'calendarList'> = {
  async calendarList({ store }, { from, to, officerName }) {
    if (to < from) refuse([{ path: 'to', message: `结束日期 ${to} 早于开始日期 ${from}，请核对` }])
    if (daysBetween(from, to) >= MOST_DAYS) refuse([{ path: 'to', message: `一次最多查看 ${MOST_DAYS} 天，请缩短日期范围` }])
    const found = (await itemsBetween(store.read, { from, to, day: today() })).filter((item) => officerName === null || item.officerName === officerName)
    const names = await namesOf(store.read, [...new Set(found.flatMap((item) => (item.personName === null && item.caseId !== null ? [item.caseId] : [])))])
    const items = found.map(({ personName, ...item }): CalendarItem => ({ ...item, people: personName ?? names.get(item.caseId ?? '') ?? '' }))
    // Of one day, what is still to be done comes first.
    const key = (item: CalendarItem) => `${item.on} ${item.state === 'done' ? 1 : 0} ${kinds.indexOf(item.kind)} ${item.caseNumber ?? ''} ${item.people}`
    return items.map((item) => ({ item, key: key(item) })).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ item }) => item)
  },
}
