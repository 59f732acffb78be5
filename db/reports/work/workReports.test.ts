import fc from 'fast-check'
import { afterEach, expect, it } from 'vitest'
import { ALL, fenIn, reportKinds } from '../../domain/reportModel.ts'
import type { FigureCell, FigureTable, Period, ReportKind } from '../../domain/reportModel.ts'
import { yearPeriod } from '../../domain/periods.ts'
import type { Store } from '../../store/store.ts'
import { openTestStore } from '../../store/testStore.ts'
import { change } from '../../store/unitOfWork.ts'
import { annualJson } from '../reportJson.ts'
import { makeReport, recordsBehind } from '../reports.ts'
import { anyCase, anyLead, anyPeriod } from '../testArbitraries.ts'
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
    const caseIds: string[] = []
    for (const [index, facts] of cases.entries()) caseIds.push(await write({ officerName: index % 2 === 0 ? '甲' : '乙', ...facts }))
    for (const lead of leads) await writeLead(unit, lead, caseIds)
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
it('whatever the casebook holds, every figure opens what it counts, and parts make the whole', { timeout: 180_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyCase, { maxLength: 5 }), fc.array(anyLead, { maxLength: 3 }), anyPeriod, async (cases, leads, period) => {
      const store = await casebook(cases, leads)
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

it('a case is open at the end of the period until the day it was closed, historical cases never', async () => {
  const one = (closedOn: string | null, running = true): CaseFacts => ({ running, acceptedOn: '2023-03-01', closedOn, people: [{}] })
  const store = await casebook([one(null), one('2023-06-29'), one('2023-06-30'), one('2023-07-01'), one(null, false), { ...one(null), acceptedOn: '2023-07-01' }])
  expect((await tableIn(store, 'officers', { from: '2023-01-01', to: '2023-06-30' }, 'officer')).total?.values).toMatchObject({ accepted: 5, closed: 2, open: 2 })
})

it('a lead counts by itself where the case it led to lies in the recycle bin', async () => {
  const store = await casebook([{ recycled: true, people: [{}] }], [{ receivedOn: '2023-02-01', outcome: 'case', outcomeOn: '2023-02-05', caseIndex: 0, recycled: false }])
  const year = { from: '2023-01-01', to: '2023-12-31' }
  expect((await tableIn(store, 'leads', year, 'source')).total?.values).toMatchObject({ received: 1, case: 1 })
  expect(await workRecords(store, 'leads', year, { table: 'source', row: ALL, column: 'received' })).toMatchObject([{ caseId: null, title: '线索' }])
})
