import fc from 'fast-check'
import { afterEach, expect, it } from 'vitest'
import { ALL, fenIn, reportKinds } from '../../domain/reportModel.ts'
import type { FigureCell, FigureTable, Period, ReportKind } from '../../domain/reportModel.ts'
import { yearPeriod } from '../../domain/periods.ts'
import { rows } from '../../store/store.ts'
import type { Store } from '../../store/store.ts'
import { openTestStore } from '../../store/testStore.ts'
import { change } from '../../store/unitOfWork.ts'
import { annualJson } from '../reportJson.ts'
import { makeReport, recordsBehind } from '../reports.ts'
import { anyCase, anyDay, anyPeriod } from '../testArbitraries.ts'
import { caseWriter } from '../testCases.ts'
import type { CaseFacts } from '../testCases.ts'
import { writeLead } from '../testOffice.ts'
import type { LeadFacts } from '../testOffice.ts'

const opened: Store[] = []
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close()
})
const now = '2023-06-30'
const actor = { accountId: null, name: '测试' }

async function casebook(cases: readonly CaseFacts[], leads: readonly LeadFacts[] = []): Promise<Store> {
  const store = await openTestStore()
  opened.push(store)
  await change(store.read, actor, { action: '登记' }, async (unit) => {
    const write = caseWriter(unit)
    for (const [index, facts] of cases.entries()) await write({ officerName: index % 2 === 0 ? '甲' : '乙', ...facts })
    for (const lead of leads) await writeLead(unit, lead)
  })
  return store
}

const workReport = (store: Store, kind: ReportKind, period: Period) => makeReport(store.read, { kind, period, basis: 'decided' }, now)
const workRecords = (store: Store, kind: ReportKind, period: Period, cell: FigureCell) => recordsBehind(store.read, { kind, period, basis: 'decided' }, cell, now)
const tableIn = async (store: Store, kind: ReportKind, period: Period, key: string): Promise<FigureTable> => {
  const table = (await workReport(store, kind, period)).tables.find((one) => one.key === key)
  if (!table) throw new Error(key)
  return table
}
const total = async (store: Store, kind: ReportKind, period: Period, key: string) => (await tableIn(store, kind, period, key)).total?.values ?? null

type Raw = Record<string, string | number | null>
const all = (store: Store, table: string): Promise<Raw[]> => rows<Raw>(store.read, `select * from ${table}`, [])

/** A second count in plain loops over the bare tables; shares nothing with the reports. */
async function recount(store: Store, { from, to }: Period) {
  const within = (day: unknown) => typeof day === 'string' && day >= from && day <= to
  const liveCases = new Map((await all(store, 'relief_case')).filter((row) => row['deleted_at'] === null).map((row) => [row['id'], row]))
  const live = async (table: string) => (await all(store, table)).filter((row) => (row['deleted_at'] ?? null) === null && liveCases.has(row['case_id'] ?? null))
  const sum = (list: Raw[], sign: (row: Raw) => number = () => 1) => list.reduce((all, row) => all + sign(row) * Number(row['amount_fen'] ?? 0), 0)
  const visits = await live('visit')
  const due = visits.filter((row) => within(row['due_on']))
  const kept = due.filter((row) => row['done_on'] !== null && String(row['done_on']) <= String(row['due_on']))
  const late = due.filter((row) => row['done_on'] !== null && String(row['done_on']) > String(row['due_on']))
  const missed = due.filter((row) => row['done_on'] === null && String(row['due_on']) < now)
  const done = visits.filter((row) => within(row['done_on']))
  const measures = (await live('support_measure')).filter((row) => within(row['done_on'] ?? row['promised_on'] ?? row['asked_on']))
  const decisions = (await live('decision')).filter((row) => within(row['decided_on']))
  const granted = decisions.filter((row) => row['kind'] === 'grant')
  const entries = await live('disbursement')
  const moved = entries.filter((row) => within(row['happened_on']))
  const of = (...kinds: string[]) => moved.filter((row) => kinds.includes(String(row['kind'])))
  let outstanding = 0
  for (const decision of await live('decision')) {
    if (decision['kind'] !== 'grant' || decision['decided_on'] === null || String(decision['decided_on']) > to) continue
    const own = entries.filter((row) => row['recipient_id'] === decision['recipient_id'] && String(row['happened_on']) <= to)
    const rest = Number(decision['amount_fen']) - sum(own, (row) => ({ paid: 1, repaid: 1, failed: 0, returned: -1, recovered: 0, cancelled: 1 })[String(row['kind'])] ?? 0)
    if (rest > 0) outstanding += rest
  }
  const leads = (await all(store, 'lead')).filter((row) => row['deleted_at'] === null && within(row['received_on']))
  const ended = leads.filter((row) => row['outcome'] !== null)
  return {
    visits: { due: due.length, kept: kept.length, late: late.length, missed: missed.length, done: done.length },
    measures: { events: measures.length, done: measures.filter((row) => row['done_on'] !== null).length },
    money: { decided: sum(granted), paid: sum(of('paid', 'repaid')), returned: sum(of('returned')), recovered: sum(of('recovered')), net: sum(of('paid', 'repaid')) - sum(of('returned', 'recovered')), cancelled: sum(of('cancelled')), failed: of('failed').length },
    outstanding,
    officers: { accepted: [...liveCases.values()].filter((row) => within(row['accepted_on'])).length, decided: new Set(decisions.map((row) => row['case_id'])).size, people: new Set(decisions.map((row) => row['recipient_id'])).size, decidedFen: sum(granted), visit: done.length },
    leads: { received: leads.length, ended: ended.length, case: leads.filter((row) => row['outcome'] === 'case').length, share: leads.length === 0 ? null : Math.round((ended.length * 1000) / leads.length) },
  }
}

it('whatever the casebook holds, figures equal a second count in plain loops, and every figure opens what it counts', { timeout: 180_000 }, async () => {
  const lead = fc.record({ receivedOn: anyDay, outcome: fc.constantFrom('case', 'ineligible', null), outcomeOn: anyDay, recycled: fc.boolean() } as const)
  await fc.assert(
    fc.asyncProperty(fc.array(anyCase, { maxLength: 5 }), fc.array(lead, { maxLength: 3 }), anyPeriod, async (cases, leads, period) => {
      const store = await casebook(cases, leads)
      const again = await recount(store, period)
      const nothing = (figures: object) => Object.values(figures).every((one) => one === 0 || one === null)
      for (const [kind, key, wanted] of [['visits', 'officer', again.visits], ['visits', 'month', again.visits], ['measures', 'kind', again.measures], ['measures', 'agency', again.measures], ['money', 'month', again.money], ['money', 'outstanding', { fen: again.outstanding }], ['officers', 'officer', again.officers], ['leads', 'source', again.leads]] as const) {
        const found = await total(store, kind, period, key)
        if (found === null) expect(nothing(wanted), `${kind}/${key}`).toBe(true)
        else expect(found, `${kind}/${key}`).toMatchObject(wanted)
      }
      for (const { kind } of reportKinds.filter(({ chooses }) => !chooses)) {
        for (const { key: table, columns, rows: lines, total: last } of (await workReport(store, kind, period)).tables) {
          for (const row of [...lines, ...(last ? [last] : [])]) {
            for (const { key: column, unit, opens } of columns) {
              if (opens === false) continue
              const value = row.values[column]
              // What makes no sense in its row opens nothing.
              const opening = workRecords(store, kind, period, { table, row: row.key, column })
              const records = value === null ? await opening.catch(() => []) : await opening
              const place = `${kind}/${table}/${row.key}/${column}`
              if (value === null) expect(records.length, place).toBe(0)
              // A case or a person may stand behind several records, never the other way round.
              else if (unit === 'count') expect(records.length, place).toBeGreaterThanOrEqual(value ?? 0)
              else if (unit === 'fen' && column !== 'net') expect(records.reduce((sum, record) => sum + fenIn(record, { column }), 0), place).toBe(value)
            }
          }
          // Parts of the whole where every fact is in one row.
          const exclusive = columns.find(({ key: column, label }) => ['due', 'events', 'received', 'paid', 'awards', 'visit'].includes(column) || label === '次')
          if (exclusive && last) expect(lines.reduce((sum, { values }) => sum + (values[exclusive.key] ?? 0), 0), `${kind}/${table}`).toBe(last.values[exclusive.key])
        }
      }
      for (const one of opened.splice(0)) await one.close()
    }),
    { numRuns: 12 },
  )
})

it('compares years with the figures of their annual reports, and says how much more or less', async () => {
  const grant = (decidedOn: string, amountFen: number): CaseFacts => ({ acceptedOn: decidedOn, people: [{ decision: { kind: 'grant', amountFen, decidedOn }, entries: [{ kind: 'paid', amountFen, happenedOn: decidedOn }] }] })
  const store = await casebook([grant('2021-03-01', 1_000_000), grant('2022-03-01', 1_500_000), grant('2022-05-01', 500_000), grant('2023-03-01', 500_000)])
  const table = await tableIn(store, 'years', { from: '2021-01-01', to: '2023-12-31' }, 'year')
  expect(table.rows.map(({ label, values }) => [label, values['grantedCases'], values['grantedFen'], values['grantedFenChange']])).toEqual([['2021年', 1, 1_000_000, null], ['2022年', 2, 2_000_000, 1000], ['2023年', 1, 500_000, -750]])
  const { totals } = annualJson(await makeReport(store.read, { kind: 'annual', period: yearPeriod(2022, '01-01'), basis: 'decided' }))
  expect(table.rows[1]?.values).toMatchObject({ acceptedCases: totals.accepted.cases, grantedPeople: totals.granted.people, paidFen: totals.paid.fen })
  expect(await workRecords(store, 'years', { from: '2021-01-01', to: '2023-12-31' }, { table: 'year', row: '2022', column: 'grantedFen' })).toHaveLength(2)
  await expect(workRecords(store, 'years', { from: '2021-01-01', to: '2023-12-31' }, { table: 'year', row: ALL, column: 'grantedFen' })).rejects.toThrow('没有这一项')
})

it('times the stages by the day they ended, leaving out days in the wrong order', async () => {
  const store = await casebook([
    { acceptedOn: '2023-01-01', people: [{ decision: { kind: 'grant', amountFen: 100, decidedOn: '2023-01-11' }, entries: [{ kind: 'paid', amountFen: 100, happenedOn: '2023-01-21' }] }] },
    { acceptedOn: '2022-12-01', people: [{ decision: { kind: 'grant', amountFen: 100, decidedOn: '2023-01-06' } }] },
    { acceptedOn: '2023-02-01', people: [{ decision: { kind: 'grant', amountFen: 100, decidedOn: '2023-01-01' } }] },
  ])
  const table = await tableIn(store, 'timeliness', { from: '2023-01-01', to: '2023-12-31' }, 'stage')
  expect(table.rows.map(({ label, values }) => [label, values])).toEqual([
    ['申请到受理', { count: 0, average: null, longest: null }],
    ['受理到决定', { count: 2, average: 230, longest: 360 }],
    ['决定到首次发放', { count: 1, average: 100, longest: 100 }],
    ['受理到首次发放', { count: 1, average: 200, longest: 200 }],
  ])
})

it('counts periods and approvals outside by their own dates, whatever else happened in the period', async () => {
  const decided = { kind: 'grant', amountFen: 100, decidedOn: '2022-11-01' } as const
  const store = await casebook([
    // Not accepted yet: the notice is overdue.
    { running: true, appliedOn: '2023-03-01', people: [{}] },
    // Decided the year before; the money came in this one and was not paid.
    { running: true, acceptedOn: '2022-10-10', steps: [{ kind: 'fundsArrived', happenedOn: '2023-02-01' }], people: [{ decision: decided }] },
    // Nothing of this year but the answer.
    { acceptedOn: '2022-12-01', outside: [{ stepName: '政法委审批', sentOn: '2022-12-20', answeredOn: '2023-01-09' }], people: [{}] },
    // The day of acceptance was never noted.
    { people: [{ decision: { ...decided, decidedOn: '2023-01-01' }, entries: [{ kind: 'paid', amountFen: 100, happenedOn: '2023-01-11' }] }] },
  ])
  const year = { from: '2023-01-01', to: '2023-12-31' }
  expect((await tableIn(store, 'timeliness', year, 'period')).total?.values).toEqual({ count: 2, kept: 0, missed: 2, share: 0 })
  expect((await tableIn(store, 'timeliness', year, 'outside')).rows.map(({ label, values }) => [label, values])).toEqual([['政法委审批', { count: 1, average: 200, longest: 200 }]])
  expect((await tableIn(store, 'timeliness', year, 'stage')).rows.find(({ key }) => key === 'paid')?.values).toEqual({ count: 1, average: 100, longest: 100 })
})
