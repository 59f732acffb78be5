import { caseDeadlines } from '../domain/deadlines.ts'
import type { Basis, Period } from '../domain/reportModel.ts'
import { caseDatesOf, caseFactsOf } from '../store/deadlineRepository.ts'
import { readReference } from '../store/reference.ts'
import type { Row } from '../store/tables.ts'
import type { Db } from './population.ts'
import { ageBand } from './testAges.ts'

/** For tests: the tables of most reports of the catalogue counted a second time, in plain loops over fetched rows and sharing nothing with the reports. */

export type Values = Record<string, number | null>
/** `kind/table` → row → column; the row `*` is the total. Rows of nothing but noughts are left out. */
export type Recounted = Record<string, Map<string, Values>>

/** Somebody whom the basis counts, or by payment one movement of his money. */
interface Mover {
  recipient: Row<'recipient'>
  reliefCase: Row<'relief_case'>
  day: string
  granted: number | null
  net: number
}

export const worthShowing = (values: Values): boolean => Object.values(values).some((value) => value !== 0 && value !== null)

export async function recountKinds(db: Db, { from, to }: Period, basis: Basis, startsOn: '01-01' | '12-26', today: string): Promise<Recounted> {
  const fetched = async <K extends 'relief_case' | 'recipient' | 'person' | 'recipient_group' | 'decision' | 'disbursement' | 'visit' | 'support_measure' | 'typical_award' | 'joint_office' | 'lead' | 'letter' | 'agency' | 'funds_entry' | 'supervised_fund' | 'supervised_entry' | 'approval'>(table: K): Promise<Row<K>[]> =>
    ((await db.selectFrom(table as 'relief_case').selectAll().execute()) as unknown as Row<K>[]).filter((row) => !('deleted_at' in row) || row.deleted_at === null)
  const cases = await fetched('relief_case')
  const caseOf = (id: string | null) => cases.find((one) => one.id === id)
  const ofLiveCase = <T extends { case_id: string }>(list: readonly T[]): T[] => list.filter(({ case_id }) => caseOf(case_id) !== undefined)
  const recipients = ofLiveCase(await fetched('recipient'))
  const persons = await fetched('person')
  const groups = await fetched('recipient_group')
  const decisions = ofLiveCase(await fetched('decision'))
  const entries = ofLiveCase(await fetched('disbursement'))
  const visits = ofLiveCase(await fetched('visit'))
  const measures = ofLiveCase(await fetched('support_measure'))
  const awards = ofLiveCase(await fetched('typical_award'))
  const shares = ofLiveCase(await fetched('joint_office'))
  const letters = ofLiveCase(await fetched('letter'))
  const agencies = await fetched('agency')
  const leads = await fetched('lead')
  const funds = await fetched('funds_entry')
  const accounts = ofLiveCase(await fetched('supervised_fund'))
  const accountMoves = ofLiveCase(await fetched('supervised_entry'))
  const approvals = ofLiveCase(await fetched('approval'))

  const within = (day: string | null | undefined): day is string => typeof day === 'string' && day >= from && day <= to
  const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)
  const size = (values: readonly unknown[]) => new Set(values).size
  const permille = (part: number, whole: number) => (whole === 0 ? null : Math.round((part * 1000) / whole))
  const signed = ({ kind, amount_fen }: Row<'disbursement'>) => (kind === 'paid' || kind === 'repaid' ? amount_fen : kind === 'returned' || kind === 'recovered' ? -amount_fen : 0)
  const monthOf = (day: string) => {
    const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
    const index = year * 12 + month - 1 + (startsOn === '12-26' && date >= 26 ? 1 : 0)
    return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
  }
  const yearOf = (day: string) => Number(monthOf(day).slice(0, 4))
  const daysFrom = (a: string, b: string) => Math.round((Date.parse(b) - Date.parse(a)) / 86_400_000)
  const last = (days: readonly (string | null)[]) => days.flatMap((day) => day ?? []).sort().at(-1) ?? null

  /** Rows by their keys, and the whole as `*`. */
  function tabulate<T>(items: readonly T[], keysOf: (item: T) => readonly (string | null)[], count: (items: readonly T[]) => Values, whole = true): Map<string, Values> {
    const keys = new Set(items.flatMap((item) => keysOf(item)))
    const rows = [...keys].map((key): [string, Values] => [key ?? 'none', count(items.filter((item) => keysOf(item).includes(key)))])
    return new Map([...rows, ...(whole ? [['*', count(items)] as [string, Values]] : [])].filter(([, values]) => worthShowing(values)))
  }

  const movers = recipients.flatMap((recipient): Mover[] => {
    const reliefCase = caseOf(recipient.case_id)
    if (!reliefCase) return []
    const decision = decisions.find((one) => one.recipient_id === recipient.id)
    const granted = decision?.kind === 'grant' ? decision.amount_fen : null
    const own = entries.filter((one) => one.recipient_id === recipient.id)
    if (basis === 'paid') return own.flatMap((one) => (within(one.happened_on) && signed(one) !== 0 ? [{ recipient, reliefCase, day: one.happened_on, granted, net: signed(one) }] : []))
    const day = basis === 'accepted' ? reliefCase.accepted_on : decision?.decided_on
    return granted !== null && within(day) ? [{ recipient, reliefCase, day, granted, net: sum(own.map(signed)) }] : []
  })
  /** Once each; by payment only those who on balance received money here. */
  const counting = (list: readonly Mover[]): Mover[] =>
    list.filter((one, index) => list.findIndex((other) => other.recipient.id === one.recipient.id) === index && (basis !== 'paid' || sum(list.filter((other) => other.recipient.id === one.recipient.id).map(({ net }) => net)) > 0))
  const few = (list: readonly Mover[]): Values => {
    const people = counting(list)
    return { cases: size(people.map(({ reliefCase }) => reliefCase.id)), people: people.length, decidedFen: sum(people.map(({ granted }) => granted ?? 0)), paidFen: sum(list.map(({ net }) => net)) }
  }
  const full = (list: readonly Mover[]): Values => {
    const people = counting(list)
    const theirs = (event: { case_id: string; recipient_id: string | null }) => people.some(({ recipient }) => recipient.case_id === event.case_id && (event.recipient_id === null || event.recipient_id === recipient.id))
    const homes = people.map(({ recipient }) => persons.find(({ id }) => id === recipient.person_id)).map((person) => person?.household_id ?? person?.id)
    return { ...few(list), households: size(homes), visits: visits.filter((one) => one.done_on !== null && theirs(one)).length, supports: measures.filter(theirs).length }
  }
  const groupsOf = ({ recipient }: Mover) => groups.filter((one) => one.recipient_id === recipient.id).map((one) => one.group_code)
  const personOf = ({ recipient }: Mover) => persons.find(({ id }) => id === recipient.person_id)
  const ageOf = (one: Mover) => ageBand(personOf(one)?.birth_date ?? null, one.day)

  const received = leads.filter((one) => within(one.received_on))
  const bySource = (list: readonly Row<'lead'>[]): Values => {
    const turned = list.filter(({ outcome }) => outcome === 'case')
    const grants = decisions.filter((one) => one.kind === 'grant' && turned.some(({ case_id }) => case_id === one.case_id))
    return { leads: list.length, turned: turned.length, share: permille(turned.length, list.length), people: grants.length, decidedFen: sum(grants.map(({ amount_fen }) => amount_fen)), paidFen: sum(entries.filter((one) => grants.some(({ recipient_id }) => recipient_id === one.recipient_id)).map(signed)) }
  }
  const helping = [
    ...received.map((one) => ({ what: 'lead', agency: one.sending_unit, fulfilled: one.outcome === 'case', fen: 0 })),
    ...measures.filter((one) => within(one.done_on ?? one.promised_on ?? one.asked_on)).map((one) => ({ what: 'measure', agency: agencies.find(({ id }) => id === one.agency_id)?.name ?? one.agency, fulfilled: one.done_on !== null, fen: one.value_fen ?? 0 })),
    ...letters.filter((one) => within(one.sent_on)).map((one) => ({ what: 'letter', agency: agencies.find(({ id }) => id === one.agency_id)?.name ?? null, fulfilled: one.replied_on !== null, fen: 0 })),
  ].filter(({ agency }) => agency !== null)

  const moved = entries.filter((one) => within(one.happened_on))
  const flows = [
    ...funds.filter((one) => one.kind === 'arrived' && within(one.happened_on)).map((one) => ({ what: 'arrived', day: one.happened_on, fen: one.amount_fen, source: one.source })),
    ...decisions.flatMap((one) => (one.kind === 'grant' && within(one.decided_on) ? [{ what: 'decided', day: one.decided_on, fen: one.amount_fen, source: null }] : [])),
    ...moved.map((one) => ({ what: one.kind, day: one.happened_on, fen: one.amount_fen, source: null })),
  ]
  const owed = decisions.flatMap((one) => {
    if (one.kind !== 'grant' || one.revoked_on !== null || one.decided_on === null || one.decided_on > to) return []
    const gone = entries.filter((entry) => entry.recipient_id === one.recipient_id && entry.happened_on <= to).map(({ kind, amount_fen }) => (kind === 'paid' || kind === 'repaid' || kind === 'cancelled' ? amount_fen : kind === 'returned' ? -amount_fen : 0))
    const rest = one.amount_fen + one.earlier_fen - sum(gone)
    return rest > 0 ? [{ case_id: one.case_id, recipient_id: one.recipient_id, fen: rest }] : []
  })
  const years = Array.from({ length: yearOf(to) - yearOf(from) + 1 }, (_, index) => yearOf(from) + index)
  const pool = [
    ...funds.map(({ year, kind, amount_fen }) => ({ year, kind, fen: kind === 'returned' ? -amount_fen : amount_fen })),
    ...entries.map((one) => ({ year: yearOf(one.happened_on), kind: 'paid', fen: -signed(one) })),
  ].filter(({ year }) => years.includes(year))
  const kept = [
    ...entries.flatMap((one) => (one.supervised_fund_id === null ? [] : [{ fund: one.supervised_fund_id, kind: 'deposit', day: one.happened_on, fen: signed(one) }])),
    ...accountMoves.map((one) => ({ fund: one.supervised_fund_id, kind: one.kind, day: one.happened_on, fen: one.kind === 'interest' ? (one.amount_fen ?? 0) : one.kind === 'withdrawal' || one.kind === 'handOver' ? -(one.amount_fen ?? 0) : 0 })),
  ].flatMap((one) => accounts.filter(({ id }) => id === one.fund && one.day <= to).map(({ supervisor }) => ({ ...one, supervisor })))
  const part = (list: readonly { kind: string; fen: number }[], ...kinds: string[]) => sum(list.filter(({ kind }) => kinds.includes(kind)).map(({ fen }) => fen))

  const spans = cases.flatMap((one) => {
    const decided = last(decisions.filter(({ case_id }) => case_id === one.id).map(({ decided_on }) => decided_on))
    const paid = entries.filter(({ case_id, kind }) => case_id === one.id && kind === 'paid').map(({ happened_on }) => happened_on).sort()[0] ?? null
    return [['applied', one.applied_on, one.accepted_on], ['reviewed', one.accepted_on, decided], ['paid', decided, paid], ['whole', one.accepted_on, paid]] as const
  })
  const outside = approvals.filter(({ kind }) => kind === 'outside').map((one) => [one.step_name, one.sent_on, one.answered_on] as const)
  const timed = (list: readonly (readonly [stage: string, from: string | null, to: string | null])[]) => {
    const known = list.flatMap(([stage, first, end]) => (first !== null && end !== null && first <= end && within(end) ? [{ stage, days: daysFrom(first, end) }] : []))
    return tabulate(known, ({ stage }) => [stage], (some) => ({ count: some.length, average: Math.round((sum(some.map(({ days }) => days)) * 10) / some.length), longest: Math.max(...some.map(({ days }) => days)) * 10 }), false)
  }
  // When a period begins, is due and ends are rules of the domain with tests of their own: taken from there for every case, and only counted here.
  const reference = await readReference(db)
  const clocks = [...(await caseFactsOf(db, await caseDatesOf(db, cases.map(({ id }) => id)))).values()].flatMap((facts) => caseDeadlines(facts, reference, today))
  const settled = clocks.filter(({ startedOn, endedOn, dueOn }) => within(startedOn) && (endedOn !== null || today > dueOn))

  const officerOf = ({ case_id }: { case_id: string }) => caseOf(case_id)?.officer_name ?? null
  /** Who was visited or helped; what was recorded for a whole case is one. */
  const whose = ({ recipient_id, case_id }: { recipient_id: string | null; case_id: string }) => recipient_id ?? `case ${case_id}`
  const timely = visits.filter(({ due_on, done_on }) => within(due_on) || within(done_on))
  const madeNow = timely.filter(({ done_on }) => within(done_on))
  const ofVisits = (list: readonly Row<'visit'>[]): Values => {
    const due = list.filter(({ due_on }) => within(due_on))
    const onTime = due.filter(({ due_on, done_on }) => done_on !== null && due_on !== null && done_on <= due_on).length
    const late = due.filter(({ done_on }) => done_on !== null).length - onTime
    const missed = due.filter(({ due_on, done_on }) => done_on === null && due_on !== null && due_on < today).length
    return { due: due.length, kept: onTime, late, missed, share: permille(onTime, onTime + late + missed), ...ofDone(list.filter(({ done_on }) => within(done_on))) }
  }
  const ofDone = (list: readonly Row<'visit'>[]): Values => ({ done: list.length, people: size(list.map(whose)) })
  const dayOf = ({ done_on, promised_on, asked_on }: Row<'support_measure'>) => done_on ?? promised_on ?? asked_on
  const helped = measures.filter((one) => within(dayOf(one)))
  const ofMeasures = (list: readonly Row<'support_measure'>[]): Values => {
    const done = list.filter(({ done_on }) => done_on !== null).length
    return { events: list.length, people: size(list.map(whose)), cases: size(list.map(({ case_id }) => case_id)), done, open: list.length - done, value: sum(list.map(({ value_fen }) => value_fen ?? 0)) }
  }
  const ofLeads = (list: readonly Row<'lead'>[]): Values => {
    const ended = list.filter(({ outcome }) => outcome !== null).length
    const days = list.flatMap(({ received_on, outcome_on }) => (outcome_on === null ? [] : [Math.max(0, daysFrom(received_on, outcome_on))]))
    const by = (wanted: string) => list.filter(({ outcome }) => outcome === wanted).length
    return { received: list.length, ended, share: permille(ended, list.length), case: by('case'), social: by('socialAssistance'), days: days.length === 0 ? null : Math.round((sum(days) * 10) / days.length) }
  }
  /** Everything that somebody did, whoever it was. */
  const ofOfficer = (name: string | null, everybody = false): Values => {
    const own = <T>(list: readonly T[], whoDid: (one: T) => string | null) => (everybody ? list : list.filter((one) => whoDid(one) === name))
    const mine = own(cases, ({ officer_name }) => officer_name)
    const decided = own(decisions, officerOf).filter(({ decided_on }) => within(decided_on))
    return {
      accepted: mine.filter(({ accepted_on }) => within(accepted_on)).length,
      decided: size(decided.map(({ case_id }) => case_id)),
      people: decided.length,
      decidedFen: sum(decided.map(({ kind, amount_fen }) => (kind === 'grant' ? amount_fen : 0))),
      closed: mine.filter(({ closed_on }) => within(closed_on)).length,
      open: mine.filter(({ historical, accepted_on, closed_on }) => historical === 0 && accepted_on !== null && accepted_on <= to && (closed_on === null || closed_on > to)).length,
      visit: own(madeNow, officerOf).length,
      paidFen: sum(own(moved, officerOf).map(signed)),
    }
  }
  const officerNames = [...new Set(cases.map(({ officer_name }) => officer_name))]

  const seen = awards.filter((one) => within(one.published_on ?? last(decisions.filter(({ case_id }) => case_id === one.case_id).map(({ decided_on }) => decided_on))))
  const jointly = shares.filter((one) => decisions.some(({ case_id, kind, decided_on }) => case_id === one.case_id && kind === 'grant' && within(decided_on)))

  return {
    'groups/specialGroup': tabulate(movers, (one) => (groupsOf(one).length === 0 ? [null] : groupsOf(one)), full),
    'groups/overlap': tabulate(movers, (one) => [String(Math.min(3, groupsOf(one).length))], few),
    'groups/age': tabulate(movers, (one) => [ageOf(one)], few),
    'groups/sex': tabulate(movers, (one) => [personOf(one)?.sex ?? null], few),
    'sources/lead': tabulate(received, ({ source }) => [source], bySource),
    'sources/sender': tabulate(received, ({ sending_unit }) => [sending_unit], bySource),
    'sources/leadSource': tabulate(movers, ({ reliefCase }) => [reliefCase.lead_source], few),
    'sources/agency': tabulate(helping, ({ agency }) => [agency], (list) => {
      const of = (what: string, fulfilled = false) => list.filter((one) => one.what === what && (!fulfilled || one.fulfilled)).length
      return { leads: of('lead'), turned: of('lead', true), measures: of('measure'), done: of('measure', true), value: sum(list.map(({ fen }) => fen)), letters: of('letter'), replied: of('letter', true) }
    }),
    'money/month': tabulate(flows, ({ day }) => [monthOf(day)], (list) => {
      const of = (...whats: string[]) => sum(list.filter(({ what }) => whats.includes(what)).map(({ fen }) => fen))
      return { arrived: of('arrived'), decided: of('decided'), paid: of('paid', 'repaid'), returned: of('returned'), recovered: of('recovered'), net: of('paid', 'repaid') - of('returned', 'recovered'), cancelled: of('cancelled'), failed: list.filter(({ what }) => what === 'failed').length }
    }),
    'money/source': tabulate(flows.filter(({ what }) => what === 'arrived'), ({ source }) => [source], (list) => ({ times: list.length, arrived: sum(list.map(({ fen }) => fen)) })),
    'money/outstanding': tabulate(owed, ({ case_id }) => [caseOf(case_id)?.officer_name ?? null], (list) => ({ cases: size(list.map(({ case_id }) => case_id)), people: size(list.map(({ recipient_id }) => recipient_id)), fen: sum(list.map(({ fen }) => fen)) })),
    'money/pool': tabulate(pool, ({ year }) => [String(year)], (list) => ({ requested: part(list, 'requested'), carriedIn: part(list, 'carriedIn'), arrived: part(list, 'arrived'), returned: part(list, 'returned'), paid: part(list, 'paid'), balance: part(list, 'carriedIn', 'arrived', 'returned', 'paid') }), false),
    'money/supervised': tabulate(kept, ({ supervisor }) => [supervisor], (list) => {
      const now = list.filter(({ day }) => day >= from)
      return { deposit: part(now, 'deposit'), interest: part(now, 'interest'), withdrawal: part(now, 'withdrawal'), handOver: part(now, 'handOver'), balance: sum(list.map(({ fen }) => fen)) }
    }),
    'typical/level': tabulate(seen, ({ level }) => [level], (list) => ({ awards: list.length, cases: size(list.map(({ case_id }) => case_id)) })),
    'typical/office': tabulate(jointly, ({ name }) => [name], (list) => ({ cases: size(list.map(({ case_id }) => case_id)), share: sum(list.map(({ share_fen }) => share_fen)) })),
    'visits/month': tabulate(timely, ({ due_on, done_on }) => [within(due_on) ? monthOf(due_on) : monthOf(done_on ?? '')], ofVisits),
    'visits/officer': tabulate(timely, (one) => [officerOf(one)], ofVisits),
    'visits/way': tabulate(madeNow, ({ way }) => [way], ofDone),
    'visits/satisfaction': tabulate(madeNow, ({ satisfaction }) => [satisfaction], ofDone),
    'measures/kind': tabulate(helped, ({ kind }) => [kind], ofMeasures),
    'measures/agency': tabulate(helped, (one) => [agencies.find(({ id }) => id === one.agency_id)?.name ?? one.agency], ofMeasures),
    'measures/month': tabulate(helped, (one) => [monthOf(dayOf(one) ?? '')], ofMeasures),
    'leads/source': tabulate(received, ({ source }) => [source], ofLeads),
    'leads/unit': tabulate(received, ({ sending_unit }) => [sending_unit], ofLeads),
    'leads/month': tabulate(received, ({ received_on }) => [monthOf(received_on)], ofLeads),
    'leads/outcome': tabulate(received, ({ outcome }) => [outcome], (list) => ({ received: list.length })),
    'officers/officer': new Map([...officerNames.map((name): [string, Values] => [name ?? 'none', ofOfficer(name)]), ['*', ofOfficer(null, true)] as [string, Values]].filter(([, values]) => worthShowing(values))),
    'timeliness/stage': timed(spans),
    'timeliness/outside': timed(outside),
    'timeliness/period': tabulate(settled, ({ title }) => [title], (list) => {
      const inTime = list.filter(({ endedOn, dueOn }) => endedOn !== null && endedOn <= dueOn).length
      return { count: list.length, kept: inTime, missed: list.length - inTime, share: permille(inTime, list.length) }
    }),
  }
}
