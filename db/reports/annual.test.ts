import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { yearPeriod } from '../domain/periods.ts'
import { ALL, bases } from '../domain/reportModel.ts'
import type { Basis, FigureCell, Period, Report } from '../domain/reportModel.ts'
import { openTestStore } from '../store/testStore.ts'
import type { Store } from '../store/store.ts'
import { change } from '../store/unitOfWork.ts'
import { annualOf } from './annual.ts'
import type { BreakdownKey } from './breakdowns.ts'
import { scopesOf } from './population.ts'
import type { Db, Scope } from './population.ts'
import { recordsOf } from './records.ts'
import { annualJson, toReportJson } from './reportJson.ts'
import type { ReportJson } from './reportJson.ts'
import { makeReport, recordsBehind } from './reports.ts'
import { anyCase, anyPeriod } from './testArbitraries.ts'
import { caseWriter } from './testCases.ts'
import type { CaseFacts, PersonFacts } from './testCases.ts'
import { recount } from './testRecount.ts'
import { sentenceOf } from './wording.ts'

const opened: Store[] = []
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close()
})

async function casebook(cases: readonly CaseFacts[], startsOn: '01-01' | '12-26' = '01-01'): Promise<Store> {
  const store = await openTestStore()
  opened.push(store)
  store.raw.prepare('update office set year_starts_on = ?').run(startsOn)
  await change(store.read, { accountId: null, name: '测试' }, { action: '登记' }, async (unit) => {
    const write = caseWriter(unit)
    for (const facts of cases) await write(facts)
  })
  return store
}

const year2023: Period = { from: '2023-01-01', to: '2023-12-31' }
const grant = (amountFen: number, decidedOn: string | null): PersonFacts['decision'] => ({ kind: 'grant', amountFen, decidedOn })
/** The figures in the published shape, with what is said of each table. */
const read = (report: Report) => {
  const json = annualJson(report)
  return { ...report, ...json, tables: json.tables.map((one, index) => ({ ...one, note: report.tables[index + 1]?.note ?? '', total: report.tables[index + 1]?.total ?? null })) }
}
const annualReport = async (db: Db, period: Period, basis: Basis) => read(await makeReport(db, { kind: 'annual', period, basis }))
const reportRecords = (db: Db, period: Period, basis: Basis, cell: FigureCell) => recordsBehind(db, { kind: 'annual', period, basis }, cell)
type ReportTable = ReturnType<typeof read>['tables'][number]
const table = (tables: readonly ReportTable[], key: BreakdownKey): ReportTable => {
  const found = tables.find((one) => one.key === key)
  if (!found) throw new Error(`no table ${key}`)
  return found
}

describe('the headline', () => {
  it('counts each figure by its own date', async () => {
    const store = await casebook([
      {
        acceptedOn: '2022-12-20',
        people: [
          { household: '一户', decision: grant(300_00, '2023-01-05'), entries: [{ kind: 'paid', amountFen: 300_00, happenedOn: '2024-01-02' }] },
          { household: '一户', decision: grant(200_00, '2023-01-05'), entries: [{ kind: 'paid', amountFen: 200_00, happenedOn: '2023-12-31' }] },
        ],
      },
      { acceptedOn: '2023-12-31', people: [{ decision: { kind: 'refuse', amountFen: 0, decidedOn: '2024-01-01' } }, {}] },
      { acceptedOn: '2023-05-01', people: [{ decision: { kind: 'refuse', amountFen: 0, decidedOn: '2023-05-03' } }] },
    ])
    const { totals } = await annualReport(store.read, year2023, 'decided')
    expect(totals).toEqual({
      accepted: { cases: 2, people: 3 },
      granted: { cases: 1, people: 2, households: 1, fen: 500_00 },
      refused: { cases: 1, people: 1 },
      paid: { cases: 1, people: 1, fen: 200_00 },
      joint: { cases: 0, fen: 0 },
      typical: 0,
    })
  })

  it('takes a return from the year it happened in, and says whom it leaves out', async () => {
    const store = await casebook([
      {
        acceptedOn: '2022-01-01',
        category: 'injury',
        people: [
          {
            decision: grant(1000, '2022-02-01'),
            entries: [
              { kind: 'paid', amountFen: 1000, happenedOn: '2022-03-01' },
              { kind: 'returned', amountFen: 1000, happenedOn: '2023-03-01' },
            ],
          },
          { decision: grant(600, '2022-02-01'), entries: [{ kind: 'paid', amountFen: 600, happenedOn: '2023-03-01' }] },
        ],
      },
    ])
    const report = await annualReport(store.read, year2023, 'paid')
    expect(report.totals.paid).toEqual({ cases: 1, people: 1, fen: -400 })
    expect(table(report.tables, 'category').rows).toEqual([{ key: 'injury', label: '重伤或严重残疾', cases: 1, people: 1, decidedFen: 600, paidFen: -400, events: 0 }])
    expect(report.notes.join()).toContain('有1人在统计期间内退回')
    expect(report.sentence).toContain('救助金净退回0.0004万元')
    expect(await reportRecords(store.read, year2023, 'paid', { table: 'category', row: 'injury', column: 'paidFen' })).toMatchObject([
      { paidFen: -1000, fen: null, detail: '本期退回、追回多于发放，计入金额，不计入人数' },
      { paidFen: 600, fen: 600 },
    ])
    expect(await reportRecords(store.read, year2023, 'paid', { table: 'category', row: 'injury', column: 'people' })).toMatchObject([{ paidFen: 600, fen: 600 }])
  })

  it('dates an old typical case by its decision and says so', async () => {
    const person: PersonFacts = { decision: grant(1000, '2023-02-01') }
    const store = await casebook([
      { people: [person], awards: [{ publishedOn: null }, { publishedOn: '2024-05-01' }, { publishedOn: '2023-05-01', recycled: true }] },
      { people: [{ decision: grant(1, null) }], awards: [{ publishedOn: null }] },
    ])
    const report = await annualReport(store.read, year2023, 'decided')
    expect(report.totals.typical).toBe(1)
    expect(report.notes.filter((note) => note.includes('典型案例中'))).toHaveLength(1)
    expect(report.notes.join()).toContain('另有1件典型案例既没有公布日期也没有决定日期')
    expect(report.notes.join()).toContain('有1人的给予救助决定没有填写决定日期')
    expect(report.notes.join()).toContain('有2件案件没有填写受理日期')
    expect(await reportRecords(store.read, year2023, 'decided', { table: 'totals', row: 'typical', column: 'cases' })).toMatchObject([{ date: '2023-02-01', detail: '省级 · 没有公布日期，按决定日期计入' }])
  })

  it('leaves out what is in the recycle bin', async () => {
    const people: PersonFacts[] = [{ decision: grant(1000, '2023-02-01'), entries: [{ kind: 'paid', amountFen: 1000, happenedOn: '2023-02-02' }], visits: [{ doneOn: '2023-03-01' }] }]
    const store = await casebook([
      { acceptedOn: '2023-01-01', recycled: true, people, awards: [{ publishedOn: '2023-06-01' }] },
      { acceptedOn: '2023-01-01', people: [{ decision: { kind: 'grant', amountFen: 1000, decidedOn: '2023-02-01', recycled: true } }] },
    ])
    const report = await annualReport(store.read, year2023, 'paid')
    expect(report.totals).toEqual({
      accepted: { cases: 1, people: 1 },
      granted: { cases: 0, people: 0, households: 0, fen: 0 },
      refused: { cases: 0, people: 0 },
      paid: { cases: 0, people: 0, fen: 0 },
      joint: { cases: 0, fen: 0 },
      typical: 0,
    })
    expect(report.tables.filter(({ key }) => key !== 'month').every(({ rows }) => rows.length === 0)).toBe(true)
  })
})

describe('the tables', () => {
  const cases: CaseFacts[] = [
    {
      acceptedOn: '2022-12-26',
      category: 'property',
      charge: null,
      chargeText: '寻衅滋事',
      people: [
        { groups: ['minor', 'disabled'], decision: grant(1000, '2023-01-25'), visits: [{ doneOn: '2024-01-01', way: 'phone' }] },
        { groups: ['elderly'], decision: grant(2000, '2023-01-26'), measures: [{ kind: 'gifts' }] },
      ],
      visits: [{ doneOn: '2023-05-01', way: 'home' }, { doneOn: null }],
    },
    { acceptedOn: '2023-02-01', category: 'injury', people: [{ decision: grant(500, '2023-02-25') }] },
    { acceptedOn: '2023-02-01', category: 'somethingNewer', people: [{ decision: grant(1, '2023-02-25') }] },
  ]

  it('follow the months from the 26th to the 25th in such a statistical year', async () => {
    const store = await casebook(cases, '12-26')
    const report = await annualReport(store.read, yearPeriod(2023, '12-26'), 'decided')
    const months = table(report.tables, 'month')
    expect(months.rows.filter((row) => row.people > 0).map((row) => [row.key, row.label, row.cases, row.people, row.decidedFen])).toEqual([
      ['2023-01', '2023年1月', 1, 1, 1000],
      ['2023-02', '2023年2月', 3, 3, 2501],
    ])
    expect(months.rows).toHaveLength(12)
    // One case was decided in two months, so its rows do not part the cases.
    expect(months.exclusive).toBe(false)
    expect(months.note).toContain('件数不能相加')
    expect(table((await annualReport(store.read, yearPeriod(2023, '12-26'), 'accepted')).tables, 'month').exclusive).toBe(true)
    expect(report.sentence).toMatch(/^2022年12月26日至2023年12月25日，共办理国家司法救助案件3件4人，/)
    expect(report.notes.join()).toContain('各月从上月26日起')
  })

  it('name what was not filled in, what the list does not know, and charges in the office’s own words', async () => {
    const store = await casebook(cases)
    const { tables } = await annualReport(store.read, year2023, 'decided')
    expect(table(tables, 'category').rows.map(({ key, label }) => [key, label])).toEqual([
      ['injury', '重伤或严重残疾'],
      ['property', '财产重大损失'],
      ['somethingNewer', 'somethingNewer'],
    ])
    expect(table(tables, 'charge').rows.map(({ key, label, people }) => [key, label, people])).toEqual([
      ['text:寻衅滋事', '寻衅滋事', 2],
      ['none', '未填写', 2],
    ])
    expect(table(tables, 'leadSource').rows).toEqual([{ key: 'none', label: '未填写', cases: 3, people: 4, decidedFen: 3501, paidFen: 0, events: 0 }])
    expect(table(tables, 'specialGroup')).toMatchObject({ exclusive: false, rows: [{ key: 'minor', people: 1 }, { key: 'disabled', people: 1 }, { key: 'elderly', people: 1 }] })
  })

  it('count a visit to the whole case once, for all its people', async () => {
    const store = await casebook(cases)
    const { tables } = await annualReport(store.read, year2023, 'decided')
    expect(table(tables, 'visit').rows).toEqual([
      { key: 'phone', label: '电话', cases: 1, people: 1, decidedFen: 0, paidFen: 0, events: 1 },
      { key: 'home', label: '上门', cases: 1, people: 2, decidedFen: 0, paidFen: 0, events: 1 },
    ])
    expect(table(tables, 'measure').rows).toMatchObject([{ key: 'gifts', label: '慰问物资', events: 1, people: 1 }])
    expect(await reportRecords(store.read, year2023, 'decided', { table: 'visit', row: 'home', column: 'events' })).toMatchObject([{ personName: '某1、某2', recipientId: null, date: '2023-05-01', detail: '上门 · 回访人：甲、乙' }])
    expect(await reportRecords(store.read, year2023, 'decided', { table: 'measure', row: 'gifts', column: 'events' })).toMatchObject([{ personName: '某2', detail: '慰问物资 · 民政局 · 尚未落实' }])
  })

  it('show months without figures in a year, and leave them out of longer periods', async () => {
    const store = await casebook(cases)
    expect(table((await annualReport(store.read, year2023, 'decided')).tables, 'month').rows).toHaveLength(12)
    expect(table((await annualReport(store.read, { from: '2020-01-01', to: '2029-12-31' }, 'decided')).tables, 'month').rows.map(({ key }) => key)).toEqual(['2023-01', '2023-02'])
  })

  it('refuse a figure that does not exist', async () => {
    const store = await casebook([])
    await expect(reportRecords(store.read, year2023, 'decided', { table: 'totals', row: 'nonsense', column: 'cases' })).rejects.toMatchObject({ code: 'invalid' })
    await expect(reportRecords(store.read, year2023, 'decided', { table: 'totals', row: 'accepted', column: 'paidFen' })).rejects.toMatchObject({ code: 'invalid' })
    await expect(reportRecords(store.read, year2023, 'decided', { table: 'specialGroup', row: ALL, column: 'cases' })).rejects.toMatchObject({ code: 'invalid' })
  })

  it('give the terminal its shape', async () => {
    const store = await casebook(cases)
    const json = toReportJson(await makeReport(store.read, { kind: 'annual', period: year2023, basis: 'decided' })) as ReportJson
    expect(Object.keys(json)).toEqual(['period', 'basis', 'totals', 'tables'])
    expect(json.tables.map(({ key }) => key)).toEqual(['month', 'category', 'specialGroup', 'leadSource', 'charge', 'visit', 'measure'])
    for (const one of json.tables) {
      expect(Object.keys(one)).toEqual(['key', 'title', 'exclusive', 'rows'])
      for (const row of one.rows) expect(Object.keys(row)).toEqual(['key', 'label', 'cases', 'people', 'decidedFen', 'paidFen', 'events'])
    }
  })
})

describe('the sentence', () => {
  it('names people by group, typical cases, and money to the fen', async () => {
    const store = await casebook([
      {
        acceptedOn: '2023-01-02',
        people: [{ groups: ['minor', 'other'], decision: grant(8_630_001, '2023-01-03'), entries: [{ kind: 'paid', amountFen: 8_630_001, happenedOn: '2023-01-04' }] }],
        awards: [{ publishedOn: '2023-09-01' }],
      },
    ])
    for (const basis of bases) {
      const { sentence } = await annualReport(store.read, year2023, basis)
      expect(sentence).toBe('2023年，共办理国家司法救助案件1件1人，发放救助金8.630001万元，其中未成年人1人，入选典型案例1件。')
    }
    const { sentence } = await annualReport(store.read, { from: '2023-01-03', to: '2023-06-30' }, 'decided')
    expect(sentence).toMatch(/^2023年1月3日至2023年6月30日，/)
  })

  it('says 以来 of years that still run, and names the days of those that are over', () => {
    const none = { cases: 0, people: 0 }
    const totals = { accepted: none, granted: { ...none, households: 0, fen: 0 }, refused: none, paid: { ...none, fen: 0 }, joint: { cases: 0, fen: 0 }, typical: 0 }
    const begins = (from: string, to: string, startsOn: '01-01' | '12-26' = '01-01') => sentenceOf({ period: { from, to }, startsOn, totals, groupPeople: [], today: '2026-05-06' }).split('，')[0]
    expect(begins('2020-01-01', '2026-12-31')).toBe('2020年以来')
    expect(begins('2020-01-01', '2026-05-06')).toBe('2020年以来')
    expect(begins('2020-01-01', '2026-05-05')).toBe('2020年1月1日至2026年5月5日')
    expect(begins('2020-01-01', '2023-12-31')).toBe('2020年1月1日至2023年12月31日')
    expect(begins('2020-02-01', '2026-12-31')).toBe('2020年2月1日至2026年12月31日')
    expect(begins('2026-01-01', '2026-12-31')).toBe('2026年')
    expect(begins('2019-12-26', '2026-12-25', '12-26')).toBe('2019年12月26日至2026年12月25日')
  })
})

describe('of any casebook', () => {
  it('every figure equals a second count in plain loops, and the records behind it', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyCase, { maxLength: 5 }), anyPeriod, fc.constantFrom('01-01', '12-26' as const), fc.boolean(), async (cases, when, startsOn, wide) => {
        const store = await casebook(cases, startsOn)
        try {
          const chosen = await scopesOf(store.read, when, startsOn)
          const walked = (scope: Scope): Scope => ({ ...scope, wide })
          const scopes = { accepted: walked(chosen.accepted), decided: walked(chosen.decided), paid: walked(chosen.paid) }
          for (const basis of bases) {
            const report = read({ ask: { kind: 'annual', period: when, basis }, title: '', officeName: '某院', ...(await annualOf(store.read, scopes, { basis, today: '2024-06-30' })), notes: [] })
            const again = await recount(store.read, when, basis, startsOn)
            expect(report.totals).toEqual(again.totals)
            for (const { key, exclusive, rows, total } of report.tables) {
              const figures = rows.filter((row) => row.people > 0 || row.paidFen !== 0 || row.events > 0).map(({ key: row, label: _, ...numbers }) => [row, numbers] as const)
              expect(new Map(figures)).toEqual(again.tables[key as BreakdownKey])
              if (exclusive && basis === 'decided') {
                const sum = (pick: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + pick(row), 0)
                expect([sum((row) => row.cases), sum((row) => row.people), sum((row) => row.decidedFen)]).toEqual([again.totals.granted.cases, again.totals.granted.people, again.totals.granted.fen])
              }
              if (basis === 'paid' && (exclusive || key === 'month')) expect(rows.reduce((all, row) => all + row.paidFen, 0)).toBe(again.totals.paid.fen)
              for (const row of rows) await expectBehind(store, scopes, basis, key, row)
              if (total) {
                const of = (column: string) => total.values[column] ?? 0
                await expectBehind(store, scopes, basis, key, { key: ALL, label: '', cases: of('cases'), people: of('people'), decidedFen: of('decidedFen'), paidFen: of('paidFen'), events: of('events') })
              }
            }
            await expectHeadlineBehind(store, scopes, basis, report.totals)
          }
        } finally {
          await store.close()
          opened.length = 0
        }
      }),
      { numRuns: 40 },
    )
  })

  /** Every column of the row opens what it counts. */
  async function expectBehind(store: Store, scopes: Record<Basis, Scope>, basis: Basis, key: string, row: ReportTable['rows'][number]): Promise<void> {
    const behind = (column: string) => recordsOf(store.read, scopes, basis, { table: key, row: row.key, column })
    if (key === 'visit' || key === 'measure') {
      for (const column of ['events', 'cases', 'people']) {
        const events = await behind(column)
        expect([events.length, new Set(events.map((record) => record.caseId)).size]).toEqual([row.events, row.cases])
      }
      return
    }
    for (const column of ['cases', 'people', 'decidedFen']) {
      const counting = await behind(column)
      expect({ cases: distinct(counting), people: new Set(counting.map((record) => record.recipientId)).size, records: counting.length, decided: counting.reduce((sum, record) => sum + (record.fen ?? 0), 0) }).toEqual({ cases: row.cases, people: row.people, records: row.people, decided: row.decidedFen })
    }
    expect((await behind('paidFen')).reduce((sum, record) => sum + (record.paidFen ?? 0), 0)).toBe(row.paidFen)
  }

  const distinct = (list: readonly { caseId: string | null }[]) => new Set(list.map((record) => record.caseId)).size

  async function expectHeadlineBehind(store: Store, scopes: Record<Basis, Scope>, basis: Basis, totals: ReportJson['totals']): Promise<void> {
    const behind = (row: string, column: string) => recordsOf(store.read, scopes, basis, { table: 'totals', row, column })
    const fen = (list: readonly { fen: number | null }[]) => list.reduce((sum, record) => sum + (record.fen ?? 0), 0)
    expect({ cases: distinct(await behind('accepted', 'cases')), people: (await behind('accepted', 'people')).length }).toEqual(totals.accepted)
    for (const column of ['cases', 'people', 'households', 'decidedFen']) {
      const granted = await behind('granted', column)
      expect([distinct(granted), granted.length, fen(granted)]).toEqual([totals.granted.cases, totals.granted.people, totals.granted.fen])
    }
    for (const column of ['cases', 'people']) {
      const refused = await behind('refused', column)
      expect({ cases: distinct(refused), people: refused.length }).toEqual(totals.refused)
      const people = await behind('paid', column)
      expect({ cases: distinct(people), people: people.length }).toMatchObject({ cases: totals.paid.cases, people: totals.paid.people })
    }
    expect((await behind('paid', 'paidFen')).reduce((sum, record) => sum + (record.paidFen ?? 0), 0)).toBe(totals.paid.fen)
    for (const column of ['cases', 'jointFen']) {
      const joint = await behind('joint', column)
      expect({ cases: joint.length, fen: fen(joint) }).toEqual(totals.joint)
    }
    expect(await behind('typical', 'cases')).toHaveLength(totals.typical)
  }
})
