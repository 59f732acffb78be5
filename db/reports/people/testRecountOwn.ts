import type { DimensionKey, OwnDefinition, OwnMeasureKey } from '../../domain/ownReports.ts'
import type { Period } from '../../domain/reportModel.ts'
import type { Row } from '../../store/tables.ts'
import type { Db } from '../population.ts'
import { ageBand } from '../testAges.ts'

/** For tests: what an own report counts, a second time, in plain loops over fetched rows and sharing nothing with the report. Calendar years only. */

interface Mover {
  recipient: Row<'recipient'> | null
  reliefCase: Row<'relief_case'>
  day: string
  net: number
}

export async function recountOwn(db: Db, own: OwnDefinition, period: Period): Promise<(measure: OwnMeasureKey, row: string | null, column: string | null) => number> {
  const cases = (await db.selectFrom('relief_case').selectAll().execute()).filter((one) => one.deleted_at === null)
  const recipients = (await db.selectFrom('recipient').selectAll().execute()).filter((one) => one.deleted_at === null)
  const persons = await db.selectFrom('person').selectAll().execute()
  const originals = await db.selectFrom('original_case').selectAll().execute()
  const groups = await db.selectFrom('recipient_group').selectAll().execute()
  const decisions = (await db.selectFrom('decision').selectAll().execute()).filter((one) => one.deleted_at === null)
  const entries = await db.selectFrom('disbursement').selectAll().execute()
  const shares = (await db.selectFrom('joint_office').selectAll().execute()).filter((one) => one.deleted_at === null)
  const visits = (await db.selectFrom('visit').selectAll().execute()).filter((one) => one.deleted_at === null && one.done_on !== null)
  const measures = (await db.selectFrom('support_measure').selectAll().execute()).filter((one) => one.deleted_at === null)

  const inPeriod = (day: string | null): day is string => day !== null && day >= period.from && day <= period.to
  const signed = (entry: Row<'disbursement'>) => (entry.kind === 'paid' || entry.kind === 'repaid' ? entry.amount_fen : entry.kind === 'returned' || entry.kind === 'recovered' ? -entry.amount_fen : 0)
  const decisionOf = (one: Mover) => decisions.find((d) => d.recipient_id === one.recipient?.id)
  const amountOf = (one: Mover) => (decisionOf(one)?.kind === 'grant' ? (decisionOf(one)?.amount_fen ?? 0) : null)
  const netToDate = (id: string) => entries.filter((e) => e.recipient_id === id).reduce((sum, e) => sum + signed(e), 0)

  const movers: Mover[] = []
  for (const reliefCase of cases) {
    const mine = recipients.filter((r) => r.case_id === reliefCase.id)
    if (own.basis === 'accepted' && inPeriod(reliefCase.accepted_on)) for (const recipient of mine) movers.push({ recipient, reliefCase, day: reliefCase.accepted_on, net: netToDate(recipient.id) })
    for (const recipient of mine) {
      const decided = decisions.find((d) => d.recipient_id === recipient.id)?.decided_on ?? null
      if (own.basis === 'decided' && inPeriod(decided)) movers.push({ recipient, reliefCase, day: decided, net: netToDate(recipient.id) })
      if (own.basis === 'paid') for (const e of entries) if (e.recipient_id === recipient.id && inPeriod(e.happened_on) && signed(e) !== 0) movers.push({ recipient, reliefCase, day: e.happened_on, net: signed(e) })
    }
  }

  function valuesOf(one: Mover, key: DimensionKey): string[] {
    const original = originals.find((o) => o.id === one.reliefCase.original_case_id)
    const person = persons.find((p) => p.id === one.recipient?.person_id)
    const [year = '', month = ''] = one.day.split('-')
    const amount = amountOf(one)
    const single: Record<Exclude<DimensionKey, 'specialGroup'>, string | number | null | undefined> = {
      year,
      quarter: `${year}-${Math.floor((Number(month) + 2) / 3)}`,
      month: `${year}-${month}`,
      outcome: decisionOf(one)?.kind,
      category: one.reliefCase.category,
      cause: one.reliefCase.cause,
      leadSource: one.reliefCase.lead_source,
      charge: original?.charge ?? (original?.charge_text ? `text:${original.charge_text}` : null),
      stage: original?.stage,
      handlingUnit: original?.handling_unit,
      handlingOffice: original?.handling_office,
      officer: one.reliefCase.officer_name,
      amount: amount === null ? null : amount < 500_000 ? '5000' : amount < 1_000_000 ? '10000' : amount < 2_000_000 ? '20000' : amount < 3_000_000 ? '30000' : amount < 5_000_000 ? '50000' : 'more',
      age: ageBand(person?.birth_date ?? null, one.day),
      sex: person?.sex,
      ethnicity: person?.ethnicity,
      relation: one.recipient?.relation,
      joint: shares.some((s) => s.case_id === one.reliefCase.id) ? '1' : '0',
      urgent: one.reliefCase.urgent,
      historical: one.reliefCase.historical,
    }
    if (key === 'specialGroup') {
      const codes = groups.filter((g) => g.recipient_id === one.recipient?.id).map((g) => g.group_code)
      return codes.length === 0 ? ['none'] : codes
    }
    return [String(single[key] ?? 'none')]
  }
  const passing = movers.filter((one) => own.filters.every(({ dimension, values }) => valuesOf(one, dimension).some((value) => values.map((wanted) => wanted ?? 'none').includes(value))))

  return (measure, row, column) => {
    const here = passing.filter((one) => (row === null || valuesOf(one, own.rows).includes(row)) && (column === null || own.columns === null || valuesOf(one, own.columns).includes(column)))
    const nets = new Map<string, number>()
    for (const one of here) nets.set(one.recipient?.id ?? '', (nets.get(one.recipient?.id ?? '') ?? 0) + one.net)
    const counting = here.filter((one, index) => (own.basis !== 'paid' || (nets.get(one.recipient?.id ?? '') ?? 0) > 0) && here.findIndex((other) => other.recipient?.id === one.recipient?.id) === index)
    const has = (event: { case_id: string; recipient_id: string | null }) => counting.some((one) => event.case_id === one.reliefCase.id && (event.recipient_id === null || event.recipient_id === one.recipient?.id))
    const homes = counting.map((one) => persons.find((p) => p.id === one.recipient?.person_id)).map((person) => person?.household_id ?? person?.id)
    switch (measure) {
      case 'cases':
        return new Set(counting.map((one) => one.reliefCase.id)).size
      case 'people':
        return counting.length
      case 'households':
        return new Set(homes).size
      case 'decidedFen':
        return counting.reduce((sum, one) => sum + (amountOf(one) ?? 0), 0)
      case 'paidFen':
        return here.reduce((sum, one) => sum + one.net, 0)
      case 'visits':
        return visits.filter(has).length
      case 'supports':
        return measures.filter(has).length
    }
  }
}
