import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caseHandlers } from './cases.ts'
import type { Input } from './contract.ts'
import { fundsHandlers } from './funds.ts'
import { annualJson } from '../reports/reportJson.ts'
import { reportHandlers } from './reports.ts'
import { createCase, fieldsOf, grant, openTestCasebook, parsed, pay, refusal } from './testContext.ts'
import type { TestCasebook } from './testContext.ts'

let book: TestCasebook
beforeAll(async () => {
  book = await openTestCasebook()
})
afterAll(() => book.store.close())

type Fields = Input<'fundsSave'>['fields']
const save = (fields: Partial<Fields>, stored: { id: string; version: number } | null = null) =>
  fundsHandlers.fundsSave(book.context, parsed('fundsSave', { id: stored?.id ?? null, version: stored?.version ?? null, fields: { kind: 'arrived', happenedOn: '2022-03-01', amountFen: 1_000_000, source: 'county', year: 2022, document: null, note: null, ...fields } }))
const pool = (year: number) => fundsHandlers.fundsPool(book.context, { year })
const sums = async (year: number) => {
  const { carriedInFen, requestedFen, arrivedFen, returnedFen, netPaidFen, balanceFen } = await pool(year)
  return { carriedInFen, requestedFen, arrivedFen, returnedFen, netPaidFen, balanceFen }
}

/** Domain facts, annual pool: one arrival serves many cases; balance, carried over or returned; a return is negative on its own date. */
describe('the annual pool', () => {
  it('is what was carried in and arrived, less what was returned and paid, each by its own year', async () => {
    let one = await grant(book.context, await createCase(book.context), 500_000, { decidedOn: '2022-03-10' })
    const two = await grant(book.context, await createCase(book.context), 300_000, { decidedOn: '2022-03-10' })
    await save({ kind: 'requested', amountFen: 1_200_000, happenedOn: '2022-02-01' })
    const arrival = await save({ allocations: [{ caseId: one.id, amountFen: 500_000 }, { caseId: two.id, amountFen: 300_000 }], document: '财社〔2022〕8号' })
    await save({ kind: 'returned', amountFen: 100_000, happenedOn: '2022-12-20' })
    one = await pay(book.context, one, { amountFen: 500_000, happenedOn: '2022-04-01' })
    expect(await sums(2022)).toEqual({ carriedInFen: 0, requestedFen: 1_200_000, arrivedFen: 1_000_000, returnedFen: 100_000, netPaidFen: 500_000, balanceFen: 400_000 })
    expect((await pool(2022)).outstandingFen).toBe(300_000)
    expect((await pool(2022)).entries.find((entry) => entry.id === arrival.id)?.allocations).toMatchObject([{ caseId: one.id, people: '李某某', amountFen: 500_000 }, { caseId: two.id, amountFen: 300_000 }])

    // The next year: what is left is proposed to be carried in; an unpaid case is paid from it; a return comes on its own day.
    expect((await pool(2023)).proposedCarryInFen).toBe(400_000)
    await save({ kind: 'carriedIn', amountFen: 400_000, happenedOn: '2023-01-01', year: 2023 })
    expect((await pool(2023)).proposedCarryInFen).toBeNull()
    await pay(book.context, one, { kind: 'returned', amountFen: 200_000, happenedOn: '2023-05-05', reason: '账户已注销' })
    expect(await sums(2023)).toEqual({ carriedInFen: 400_000, requestedFen: 0, arrivedFen: 0, returnedFen: 0, netPaidFen: -200_000, balanceFen: 600_000 })
    expect((await sums(2022)).netPaidFen).toBe(500_000)
    const report = await reportHandlers.report(book.context, { kind: 'annual', period: { from: '2023-01-01', to: '2023-12-31' }, basis: 'paid' })
    expect(annualJson(report).totals.paid.fen).toBe(-200_000)
    expect((await caseHandlers.caseGet(book.context, { id: one.id })).balance).toMatchObject({ netPaidFen: 300_000, outstandingFen: 200_000 })
  })

  it('of the whole office: decided = net paid + outstanding + cancelled', async () => {
    const { all } = await pool(2023)
    expect(all).toEqual({ decidedFen: 800_000, netPaidFen: 300_000, outstandingFen: 500_000, cancelledFen: 0 })
    expect((await pool(2019)).all).toEqual(all)
  })

  it('keeps what an arrival is meant for within it, and each case once', async () => {
    const file = await createCase(book.context)
    const paths = async (fields: Partial<Fields>) => fieldsOf(await refusal(save(fields)))
    expect(await paths({ allocations: [{ caseId: file.id, amountFen: 1_000_001 }] })).toEqual(['fields.allocations'])
    expect(await paths({ allocations: [{ caseId: file.id, amountFen: 1 }, { caseId: file.id, amountFen: 1 }] })).toEqual(['fields.allocations.1.caseId'])
    expect(await paths({ kind: 'requested', allocations: [{ caseId: file.id, amountFen: 1 }] })).toEqual(['fields.allocations'])
    expect(await paths({ happenedOn: '2199-01-01', year: 2199 })).toEqual(['fields.happenedOn'])
    expect(await paths({ happenedOn: '2022-01-01', year: 2012 })).toEqual(['fields.year'])
  })

  it('is changed by versions: what is no longer meant for a case goes, what stays is not written again', async () => {
    const [one, two] = [await createCase(book.context), await createCase(book.context)]
    const first = await save({ year: 2021, happenedOn: '2021-05-01', allocations: [{ caseId: one.id, amountFen: 10 }, { caseId: two.id, amountFen: 20 }] })
    const second = await save({ year: 2021, happenedOn: '2021-05-01', allocations: [{ caseId: two.id, amountFen: 30 }] }, first)
    expect((await pool(2021)).entries[0]?.allocations.map((each) => [each.caseId, each.amountFen])).toEqual([[two.id, 30]])
    const stale = await refusal(save({ year: 2021, happenedOn: '2021-05-01' }, first))
    expect(stale.code).toBe('stale')
    expect(stale.current).toMatchObject({ allocations: [{ amountFen: 30 }] })
    await fundsHandlers.fundsRecycle(book.context, { ...second, reason: '重复登记' })
    expect((await pool(2021)).entries).toEqual([])
    expect((await pool(2022)).proposedCarryInFen).toBeNull()
  })

  it('counts by the statistical year of the office', async () => {
    const office = await book.store.read.selectFrom('office').select(['id', 'version']).executeTakeFirstOrThrow()
    await book.context.change({ action: '修改单位' }, (unit) => unit.update('office', office.id, office.version, { year_starts_on: '12-26' }))
    const file = await grant(book.context, await createCase(book.context), 700, { decidedOn: '2018-12-01' })
    await pay(book.context, file, { amountFen: 300, happenedOn: '2018-12-25' })
    await pay(book.context, file, { amountFen: 400, happenedOn: '2018-12-26' })
    expect([(await sums(2018)).netPaidFen, (await sums(2019)).netPaidFen]).toEqual([300, 400])
  })
})
