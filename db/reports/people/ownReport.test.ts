import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { dimensions, ownMeasures } from '../../domain/ownReports.ts'
import type { DimensionKey, OwnDefinition, OwnMeasureKey } from '../../domain/ownReports.ts'
import { ALL, bases, fenIn } from '../../domain/reportModel.ts'
import type { Basis, Period, Report } from '../../domain/reportModel.ts'
import { openTestStore } from '../../store/testStore.ts'
import type { Store } from '../../store/store.ts'
import { change } from '../../store/unitOfWork.ts'
import { annualJson } from '../reportJson.ts'
import { makeReport, recordsBehind } from '../reports.ts'
import { anyCase, anyPeriod } from '../testArbitraries.ts'
import { caseWriter } from '../testCases.ts'
import type { CaseFacts, PersonFacts } from '../testCases.ts'
import { recountOwn } from './testRecountOwn.ts'

const opened: Store[] = []
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close()
})
const actor = { accountId: null, name: '测试' }

async function casebook(cases: readonly CaseFacts[]): Promise<Store> {
  const store = await openTestStore()
  opened.push(store)
  await change(store.read, actor, { action: '登记' }, async (unit) => {
    const write = caseWriter(unit)
    for (const facts of cases) await write(facts)
  })
  return store
}
/** Saved as an office does, then made like any other report. */
async function save(store: Store, definition: OwnDefinition): Promise<string> {
  return (await change(store.read, actor, { action: '新建自定义报表' }, (unit) => unit.insert('own_report', { name: `报表${Math.random()}`, definition: JSON.stringify(definition) }))).id
}
const plain: OwnDefinition = { rows: 'category', columns: null, measures: ['cases', 'people', 'decidedFen'], filters: [], basis: 'decided', period: null }
const year2023: Period = { from: '2023-01-01', to: '2023-12-31' }
const made = async (store: Store, definition: OwnDefinition, period = year2023, basis: Basis = definition.basis): Promise<Report> => makeReport(store.read, { kind: 'own', ownId: await save(store, definition), period, basis }, '2024-06-30')
const linesOf = (report: Report) => report.tables[0]?.rows.map(({ label, values }) => [label, ...Object.values(values)])

const grant = (decidedOn: string, amountFen: number): PersonFacts => ({ decision: { kind: 'grant', amountFen, decidedOn }, entries: [{ kind: 'paid', amountFen, happenedOn: decidedOn }] })
const shapes: CaseFacts[] = [
  { acceptedOn: '2023-01-05', category: 'injury', officerName: '甲', people: [{ ...grant('2023-02-01', 1_000_000), groups: ['minor', 'disabled'] }, { ...grant('2023-02-01', 500_000), groups: ['minor'] }] },
  { acceptedOn: '2023-03-05', category: 'injury', officerName: '乙', people: [{ ...grant('2023-04-01', 2_000_000) }] },
  { acceptedOn: '2023-05-05', category: 'property', officerName: '甲', people: [{ decision: { kind: 'refuse', amountFen: 0, decidedOn: '2023-06-01' } }] },
]

describe('an own report', () => {
  it('counts rows by a dimension, with what is filtered', async () => {
    const store = await casebook(shapes)
    expect(linesOf(await made(store, plain))).toEqual([['重伤或严重残疾', 2, 3, 3_500_000], ['财产重大损失', 1, 1, 0]])
    const filtered = await made(store, { ...plain, filters: [{ dimension: 'outcome', values: ['grant'] }] })
    expect(linesOf(filtered)).toEqual([['重伤或严重残疾', 2, 3, 3_500_000]])
    expect(filtered.notes.join()).toContain('只统计：决定为给予救助的')
  })

  it('puts a second dimension into the columns, and all together last', async () => {
    const store = await casebook(shapes)
    const report = await made(store, { ...plain, rows: 'officer', columns: 'category', measures: ['people'] })
    expect(report.tables[0]?.columns.map(({ key, label }) => [key, label])).toEqual([['people/injury', '重伤或严重残疾 人'], ['people/property', '财产重大损失 人'], ['people', '合计 人']])
    expect(linesOf(report)).toEqual([['甲', 2, 1, 3], ['乙', 1, 0, 1]])
    expect(report.tables[0]?.total?.values).toEqual({ 'people/injury': 3, 'people/property': 1, people: 4 })
    expect(report.tables[0]?.exclusive).toBe(true)
  })

  it('says that groups overlap, and counts nobody twice in the total', async () => {
    const store = await casebook(shapes)
    const report = await made(store, { ...plain, rows: 'specialGroup', measures: ['people'] })
    expect(linesOf(report)).toEqual([['未成年人', 2], ['残疾人', 1], ['不属于特殊群体', 2]])
    expect(report.tables[0]?.total?.values).toEqual({ people: 4 })
    expect(report.tables[0]).toMatchObject({ exclusive: false, note: expect.stringContaining('不能相加') as string })
  })

  it('agrees with the annual report where both ask the same', async () => {
    const store = await casebook(shapes)
    for (const basis of bases) {
      const { tables } = annualJson(await makeReport(store.read, { kind: 'annual', period: year2023, basis }))
      const category = tables.find(({ key }) => key === 'category')?.rows.map(({ label, cases, people, decidedFen }) => [label, cases, people, decidedFen])
      expect(linesOf(await made(store, { ...plain, basis, filters: [{ dimension: 'outcome', values: ['grant'] }] }))).toEqual(category)
    }
  })

  it('refuses more columns than can be read, and one that is no more, in words', async () => {
    const store = await casebook(shapes.flatMap((one, index) => Array.from({ length: 4 }, (_, n) => ({ ...one, officerName: `承办${index}${n}` }))))
    await expect(made(store, { ...plain, columns: 'officer', measures: ['cases', 'people', 'decidedFen'] })).rejects.toThrow('“承办人”有12项')
    await expect(makeReport(store.read, { kind: 'own', ownId: '00000000-0000-7000-8000-000000000000', period: year2023, basis: 'decided' })).rejects.toMatchObject({ code: 'not-found' })
  })
})

it('whatever is put together, every figure equals a second count in plain loops and opens what it counts', { timeout: 180_000 }, async () => {
  const key = fc.constantFrom(...dimensions.map((one) => one.key))
  const filter = fc.option(fc.record({ dimension: fc.constantFrom<DimensionKey>('outcome', 'specialGroup', 'category'), values: fc.uniqueArray(fc.constantFrom('grant', 'refuse', 'minor', 'injury', null), { minLength: 1 }) }), { nil: null })
  const definition = fc.record({ rows: key, columns: fc.option(key, { nil: null }), measures: fc.uniqueArray(fc.constantFrom<OwnMeasureKey>(...ownMeasures.map((one) => one.key)), { minLength: 1, maxLength: 3 }), filter, basis: fc.constantFrom(...bases) })
  await fc.assert(
    fc.asyncProperty(fc.array(anyCase, { maxLength: 4 }), anyPeriod, definition, async (cases, period, { filter: one, ...rest }) => {
      const own: OwnDefinition = { ...rest, filters: one === null ? [] : [one], period: null }
      const store = await casebook(cases)
      const ask = { kind: 'own' as const, ownId: await save(store, own), period, basis: own.basis }
      const [table] = (await makeReport(store.read, ask, '2024-06-30')).tables
      const again = await recountOwn(store.read, own, period)
      for (const row of [...(table?.rows ?? []), ...(table?.total ? [table.total] : [])]) {
        for (const { key: column, unit } of table?.columns ?? []) {
          const [measure = '', value] = column.split('/')
          const place = `${JSON.stringify(own)} ${row.key}/${column}`
          const wanted = again(measure as OwnMeasureKey, row.key === ALL ? null : row.key, value ?? null)
          expect(row.values[column], place).toBe(wanted)
          const records = await recordsBehind(store.read, ask, { table: 'own', row: row.key, column }, '2024-06-30')
          if (unit === 'fen') expect(records.reduce((sum, record) => sum + fenIn(record, { column }), 0), place).toBe(wanted)
          else if (measure === 'cases') expect(new Set(records.map(({ caseId }) => caseId)).size, place).toBe(wanted)
          else if (measure === 'households') expect(records.length, place).toBeGreaterThanOrEqual(wanted)
          else expect(records.length, place).toBe(wanted)
        }
      }
      // No row is missing: the whole is counted without any.
      expect(again('people', null, null) === 0 || (table?.rows.length ?? 0) > 0).toBe(true)
      for (const store_ of opened.splice(0)) await store_.close()
    }),
    { numRuns: 60 },
  )
})
