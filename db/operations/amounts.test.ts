import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CaseFile } from '../domain/caseFile.ts'
import { amountHandlers, spreadOf } from './amounts.ts'
import { changeDecision, setRule } from './testCaseWork.ts'
import { createCase, grant, openTestCasebook, parsed, recipientInput, refusal } from './testContext.ts'
import type { TestCasebook } from './testContext.ts'

let book: TestCasebook
beforeEach(async () => {
  book = await openTestCasebook()
})
afterEach(() => book.store.close())

let number = 0
async function past(amountFen: number, decidedOn: string, more: { category?: string; charge?: string; groups?: string[]; late?: boolean } = {}): Promise<CaseFile> {
  const file = await createCase(book.context, {
    basics: { caseNumber: `冀廊安检救助〔2023〕${(number += 1)}号`, category: more.category ?? 'injury' },
    original: { charge: more.charge ?? 'traffic' },
    recipients: [recipientInput({ name: `某${number}` }, { specialGroups: more.groups ?? [] })],
    late: more.late ?? false,
  })
  return grant(book.context, file, amountFen, { decidedOn, overCapReason: '特别困难' })
}
const advice = async (file: CaseFile, date: string | null = '2025-06-30') => amountHandlers.amountAdvice(book.context, parsed('amountAdvice', { caseId: file.id, recipientId: file.recipients[0]?.id ?? '', date }))
const proposal = () => createCase(book.context, { basics: { category: 'injury' }, original: { charge: 'traffic' }, recipients: [recipientInput({ name: '申请人' }, { specialGroups: ['minor', 'rural'] })] })

/** Domain facts: cap = annual × months ÷ 12, rounded once; 99,091 gives 297,273.00. */
it('says the cap, the wage of a month and the wages on record', async () => {
  const { cap, monthlyWageFen, wages } = await advice(await proposal())
  expect(cap).toMatchObject({ fen: 29_727_300, annual: 99_091, wageYear: 2024 })
  expect(monthlyWageFen).toBe(825_758)
  expect(wages[0]).toMatchObject({ year: 2024 })
  expect(wages.map((wage) => wage.year)).toEqual([...wages.map((wage) => wage.year)].sort((a, b) => b - a))
  await setRule(book, 'amount', 'cap', { months: 36, series: 'employed', region: '河北省' })
  expect((await advice(await proposal())).cap?.fen).toBe(29_113_800)
})

describe('like cases', () => {
  it('share the category and either the kind of case or a special group; newest first, five years back, never the case itself', async () => {
    await past(1_000_000, '2024-01-10')
    await past(2_000_000, '2025-02-10', { charge: 'theft', groups: ['rural', 'woman'] })
    await past(3_000_000, '2023-01-10', { charge: 'theft', groups: ['woman'] })
    await past(4_000_000, '2023-01-10', { category: 'death' })
    await past(5_000_000, '2020-06-29')
    await past(6_000_000, '2020-06-30', { late: true })
    await changeDecision(book.context, await past(7_000_000, '2023-03-01'), 'revoke', 0)
    const own = await grant(book.context, await proposal(), 100, { decidedOn: '2024-05-01' })
    const { like, spread } = await advice(own)
    expect(like.map((one) => [one.decidedOn, one.amountFen, one.alike])).toEqual([
      ['2025-02-10', 2_000_000, ['重伤或严重残疾', '农村地区生活困难当事人']],
      ['2024-01-10', 1_000_000, ['重伤或严重残疾', '交通肇事']],
      ['2020-06-30', 6_000_000, ['重伤或严重残疾', '交通肇事']],
    ])
    // 20,000 yuan over 96,958 ÷ 12 a month: in February the figure of the year before was not published yet.
    expect(like[0]?.monthsTenths).toBe(25)
    expect(spread).toBeNull()
  })

  it('are spread out from five on only: fewer would be chance', async () => {
    for (const fen of [500, 100, 400, 200]) await past(fen, '2024-01-10')
    expect((await advice(await proposal())).spread).toBeNull()
    await past(300, '2024-01-11')
    expect((await advice(await proposal())).spread).toEqual({ count: 5, lowestFen: 100, medianFen: 300, highestFen: 500 })
    expect(spreadOf([6, 1, 3, 2, 5, 4])).toEqual({ count: 6, lowestFen: 1, medianFen: 4, highestFen: 6 })
  })

  it('are thirty at most', async () => {
    for (let day = 1; day <= 31; day += 1) await past(day * 100, `2024-01-${String(day).padStart(2, '0')}`)
    const { like } = await advice(await proposal())
    expect([like.length, like[0]?.amountFen, like.at(-1)?.amountFen]).toEqual([30, 3100, 200])
  })

  it('need a category to be alike in', async () => {
    await past(100, '2024-01-10')
    expect((await advice(await createCase(book.context, { original: { charge: 'traffic' } }))).like).toEqual([])
  })
})

it('answers for a recipient of the case only', async () => {
  const [one, other] = [await proposal(), await proposal()]
  expect((await refusal(amountHandlers.amountAdvice(book.context, parsed('amountAdvice', { caseId: one.id, recipientId: other.recipients[0]?.id ?? '', date: null })))).code).toBe('not-found')
})
