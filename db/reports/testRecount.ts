import type { Basis, Period } from '../domain/reportModel.ts'
import type { Row } from '../store/tables.ts'
import type { BreakdownKey } from './breakdowns.ts'
import type { Db } from './population.ts'
import type { ReportJsonRow } from './reportJson.ts'
import type { ReportTotals } from './totals.ts'

/**
 * For tests: the report counted a second time, in plain loops over fetched rows, from the words of the rule and sharing nothing with the queries.
 * Rows without figures are left out; labels are not this file's business.
 */
export interface Recount {
  totals: ReportTotals
  tables: Record<BreakdownKey, Map<string, Omit<ReportJsonRow, 'key' | 'label'>>>
}

interface Counted {
  caseId: string
  recipientId: string
  month: string
  counts: boolean
  decided: number
  paid: number
}

export async function recount(db: Db, period: Period, basis: Basis, startsOn: '01-01' | '12-26'): Promise<Recount> {
  const cases = (await db.selectFrom('relief_case').selectAll().execute()).filter((row) => row.deleted_at === null)
  const originals = await db.selectFrom('original_case').selectAll().execute()
  const liveCases = new Set(cases.map((row) => row.id))
  const recipients = (await db.selectFrom('recipient').selectAll().execute()).filter((row) => row.deleted_at === null && liveCases.has(row.case_id))
  const persons = await db.selectFrom('person').selectAll().execute()
  const groups = await db.selectFrom('recipient_group').selectAll().execute()
  const decisions = (await db.selectFrom('decision').selectAll().execute()).filter((row) => row.deleted_at === null && liveCases.has(row.case_id))
  const entries = (await db.selectFrom('disbursement').selectAll().execute()).filter((row) => liveCases.has(row.case_id))
  const visits = (await db.selectFrom('visit').selectAll().execute()).filter((row) => row.deleted_at === null && row.done_on !== null)
  const measures = (await db.selectFrom('support_measure').selectAll().execute()).filter((row) => row.deleted_at === null)
  const awards = (await db.selectFrom('typical_award').selectAll().execute()).filter((row) => row.deleted_at === null && liveCases.has(row.case_id))
  const shares = (await db.selectFrom('joint_office').selectAll().execute()).filter((row) => row.deleted_at === null && liveCases.has(row.case_id))

  const inPeriod = (day: string | null) => day !== null && day >= period.from && day <= period.to
  const size = (values: Iterable<unknown>) => new Set(values).size
  const plus = (numbers: Iterable<number>) => [...numbers].reduce((sum, n) => sum + n, 0)
  const signed = (entry: Row<'disbursement'>) => {
    if (entry.kind === 'paid' || entry.kind === 'repaid') return entry.amount_fen
    if (entry.kind === 'returned' || entry.kind === 'recovered') return -entry.amount_fen
    return 0
  }
  const monthOf = (day: string) => {
    const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
    const index = year * 12 + month - 1 + (startsOn === '12-26' && date >= 26 ? 1 : 0)
    return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
  }
  const netOf = (recipientId: string, when: (day: string) => boolean) => plus(entries.filter((e) => e.recipient_id === recipientId && when(e.happened_on)).map(signed))
  const grantOf = (recipientId: string) => decisions.find((d) => d.recipient_id === recipientId && d.kind === 'grant')

  const accepted = cases.filter((row) => inPeriod(row.accepted_on))
  const granted = decisions.filter((d) => d.kind === 'grant' && inPeriod(d.decided_on))
  const refused = decisions.filter((d) => d.kind === 'refuse' && inPeriod(d.decided_on))
  const paid = recipients.map((r) => ({ r, net: netOf(r.id, inPeriod) })).filter(({ net }) => net > 0)
  const householdOf = (recipientId: string) => {
    const person = persons.find((p) => p.id === recipients.find((r) => r.id === recipientId)?.person_id)
    return person?.household_id ?? person?.id
  }
  const decidedDay = (caseId: string) => {
    const days = decisions.filter((d) => d.case_id === caseId).flatMap((d) => (d.decided_on === null ? [] : [d.decided_on]))
    return days.length === 0 ? null : (days.sort().at(-1) ?? null)
  }
  const jointGrants = granted.filter((d) => shares.some((s) => s.case_id === d.case_id))
  const totals: ReportTotals = {
    accepted: { cases: accepted.length, people: recipients.filter((r) => accepted.some((c) => c.id === r.case_id)).length },
    granted: {
      cases: size(granted.map((d) => d.case_id)),
      people: granted.length,
      households: size(granted.map((d) => householdOf(d.recipient_id))),
      fen: plus(granted.map((d) => d.amount_fen)),
    },
    refused: { cases: size(refused.map((d) => d.case_id)), people: refused.length },
    paid: { cases: size(paid.map(({ r }) => r.case_id)), people: paid.length, fen: plus(entries.filter((e) => inPeriod(e.happened_on)).map(signed)) },
    joint: {
      cases: size(jointGrants.map((d) => d.case_id)),
      fen: plus(jointGrants.map((d) => d.amount_fen)) + plus(shares.filter((s) => jointGrants.some((d) => d.case_id === s.case_id)).map((s) => s.share_fen)),
    },
    typical: awards.filter((a) => inPeriod(a.published_on ?? decidedDay(a.case_id))).length,
  }

  const counted: Counted[] = []
  const countedByMonth: Counted[] = []
  for (const r of recipients) {
    const grant = grantOf(r.id)
    const base = { caseId: r.case_id, recipientId: r.id }
    if (basis === 'paid') {
      const net = netOf(r.id, inPeriod)
      counted.push({ ...base, month: '', counts: net > 0, decided: net > 0 ? (grant?.amount_fen ?? 0) : 0, paid: net })
      for (const month of new Set(entries.filter((e) => e.recipient_id === r.id && inPeriod(e.happened_on)).map((e) => monthOf(e.happened_on)))) {
        const part = netOf(r.id, (day) => inPeriod(day) && monthOf(day) === month)
        countedByMonth.push({ ...base, month, counts: part > 0, decided: part > 0 ? (grant?.amount_fen ?? 0) : 0, paid: part })
      }
      continue
    }
    const day = basis === 'accepted' ? (cases.find((c) => c.id === r.case_id)?.accepted_on ?? null) : (grant?.decided_on ?? null)
    if (grant === undefined || day === null || !inPeriod(day)) continue
    const one = { ...base, month: monthOf(day), counts: true, decided: grant.amount_fen, paid: netOf(r.id, () => true) }
    counted.push(one)
    countedByMonth.push(one)
  }

  const tabulate = (list: readonly Counted[], keysOf: (one: Counted) => readonly string[]) => {
    const rows = new Map<string, Counted[]>()
    for (const one of list) for (const key of keysOf(one)) rows.set(key, [...(rows.get(key) ?? []), one])
    const figures = [...rows].map(([key, ones]) => {
      const people = ones.filter((one) => one.counts)
      const row = { cases: size(people.map((one) => one.caseId)), people: people.length, decidedFen: plus(ones.map((one) => one.decided)), paidFen: plus(ones.map((one) => one.paid)), events: 0 }
      return [key, row] as const
    })
    return new Map(figures.filter(([, row]) => row.people > 0 || row.paidFen !== 0))
  }
  const caseOf = (one: Counted) => cases.find((c) => c.id === one.caseId)
  const chargeOf = (one: Counted) => {
    const original = originals.find((o) => o.id === caseOf(one)?.original_case_id)
    if (original?.charge) return original.charge
    return original?.charge_text ? `text:${original.charge_text}` : 'none'
  }
  const happened = (list: readonly { case_id: string; recipient_id: string | null; key: string | null }[]) => {
    const people = counted.filter((one) => one.counts)
    const rows = new Map<string, { cases: Set<string>; people: Set<string>; events: number }>()
    for (const event of list) {
      const its = people.filter((one) => one.caseId === event.case_id && (event.recipient_id === null || event.recipient_id === one.recipientId))
      if (its.length === 0) continue
      const row = rows.get(event.key ?? 'none') ?? { cases: new Set(), people: new Set(), events: 0 }
      row.cases.add(event.case_id)
      for (const one of its) row.people.add(one.recipientId)
      row.events += 1
      rows.set(event.key ?? 'none', row)
    }
    return new Map([...rows].map(([key, row]) => [key, { cases: row.cases.size, people: row.people.size, decidedFen: 0, paidFen: 0, events: row.events }]))
  }
  return {
    totals,
    tables: {
      month: tabulate(countedByMonth, (one) => [one.month]),
      category: tabulate(counted, (one) => [caseOf(one)?.category ?? 'none']),
      leadSource: tabulate(counted, (one) => [caseOf(one)?.lead_source ?? 'none']),
      charge: tabulate(counted, (one) => [chargeOf(one)]),
      specialGroup: tabulate(counted, (one) => groups.filter((g) => g.recipient_id === one.recipientId).map((g) => g.group_code)),
      visit: happened(visits.map((v) => ({ ...v, key: v.way }))),
      measure: happened(measures.map((m) => ({ ...m, key: m.kind }))),
    },
  }
}
