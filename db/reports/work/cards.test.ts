import fc from 'fast-check'
import { expect, it } from 'vitest'
import { differenceKinds } from '../../domain/caseCards.ts'
import type { CaseCard, DifferenceKind } from '../../domain/caseCards.ts'
import { CardMatching, cardCases } from '../../domain/cardMatch.ts'
import type { OurCase } from '../../domain/cardMatch.ts'
import { replaceCards } from '../../store/caseCardRepository.ts'
import { rows } from '../../store/store.ts'
import { openTestStore } from '../../store/testStore.ts'
import { change } from '../../store/unitOfWork.ts'
import { makeReport, recordsBehind } from '../reports.ts'
import { anyCase, anyDay, anyPeriod } from '../testArbitraries.ts'
import { caseWriter } from '../testCases.ts'

const card = (more: Partial<CaseCard>): CaseCard => ({ row: 2, unified: null, caseNumber: null, name: null, acceptedOn: null, decidedOn: null, result: null, amountFen: null, people: null, officer: null, ...more })
const ours = (caseId: string, more: Partial<OurCase> = {}): OurCase => ({ caseId, unified: null, caseNumber: null, acceptedOn: null, decidedOn: null, result: null, amountFen: null, people: 1, officer: null, ...more })
const all = ['unified', 'caseNumber', 'name', 'acceptedOn', 'decidedOn', 'result', 'amount', 'people', 'officer'] as const
function compared(cards: CaseCard[], cases: OurCase[], named: Record<string, string[]> = {}, meanings: readonly (typeof all)[number][] = all) {
  const matching = new CardMatching(cardCases([{ year: 2023, meanings, cards }]), cases)
  matching.byName(new Map(matching.namesWanted.map((name) => [name, cases.filter(({ caseId }) => named[name]?.includes(caseId))])))
  return matching.differences(new Map(cases.map((one) => [one.caseId, one])), { from: '2023-01-01', to: '2023-12-31' }, [2023], '01-01').map(({ kind, cardText, ourText }) => [kind, cardText, ourText])
}

it('a card is its case by the unified number however it is written, else the case number, else by name with a day or the money', () => {
  const same = { acceptedOn: '2023-01-05', decidedOn: '2023-02-01', result: 'grant', officer: '王' } as const
  const money = { ...same, amountFen: 100, people: 1 }
  expect(compared([card({ ...money, unified: 'A1', caseNumber: '甲救助〔2023〕9号' })], [ours('x', { ...money, unified: 'A1', caseNumber: '甲救助〔2023〕8号' })])).toEqual([])
  expect(compared([card({ ...money, unified: '甲受〔2023〕8号' })], [ours('x', { ...money, unified: '甲受（2023）8' })])).toEqual([])
  expect(compared([card({ ...money, unified: 'A9', caseNumber: '甲救助〔2023〕8号' })], [ours('x', { ...money, caseNumber: '甲救助〔2023〕8号' })])).toEqual([])
  expect(compared([card({ ...money, name: '张三' })], [ours('x', money)], { 张三: ['x'] })).toEqual([])
  // Two of the same name and day: which it is nobody can say.
  expect(compared([card({ ...money, name: '张三' })], [ours('x', money), ours('y', money)], { 张三: ['x', 'y'] }).map(([kind]) => kind)).toEqual(['cardOnly', 'ledgerOnly', 'ledgerOnly'])
  // The same name alone is not enough.
  expect(compared([card({ name: '张三', acceptedOn: '2023-03-01' })], [ours('x', money)], { 张三: ['x'] }).map(([kind]) => kind)).toEqual(['cardOnly', 'ledgerOnly'])
})

it('lines of one case are taken together, and only what the export has columns for is compared', () => {
  const lines = [card({ unified: 'A1', name: '张三', amountFen: 300, decidedOn: '2023-02-01' }), card({ unified: 'A1', name: '李四', amountFen: 200, decidedOn: '2023-02-03' })]
  const own = ours('x', { unified: 'A1', amountFen: 500, decidedOn: '2023-02-03', people: 2, acceptedOn: '2023-01-01', officer: '王' })
  expect(compared(lines, [own], {}, ['unified', 'name', 'amount', 'decidedOn'])).toEqual([])
  expect(compared(lines, [own])).toEqual([['acceptedOn', null, '2023-01-01'], ['officer', null, '王']])
  expect(compared([card({ unified: 'A1', name: '张三等3人' })], [own], {}, ['unified', 'name'])).toEqual([['people', '3 人', '2 人']])
  expect(compared([card({ unified: 'A1', amountFen: 0, result: 'refuse' })], [ours('x', { unified: 'A1', result: 'refuse' })], {}, ['unified', 'amount', 'result'])).toEqual([])
})

it('a case in the exports of two years counts as the later one has it', () => {
  const found = cardCases([2022, 2023].map((year) => ({ year, meanings: all, cards: [card({ unified: 'A1', officer: String(year) })] })))
  expect(found.map(({ officer }) => officer)).toEqual(['2023'])
})

it('cards and cases find each other whatever the period, and a difference stands in the period of its own day', async () => {
  const store = await openTestStore()
  await change(store.read, { accountId: null, name: '测试' }, { action: '登记' }, async (unit) => {
    const write = caseWriter(unit)
    const grant = (decidedOn: string) => ({ kind: 'grant' as const, amountFen: 1000, decidedOn })
    // Accepted and decided a year before its card says so.
    await write({ caseNumber: '甲救助〔2022〕1号', acceptedOn: '2022-11-01', people: [{ name: '赵一', decision: grant('2022-12-30') }] })
    // Without a number: found by the name and the money.
    await write({ acceptedOn: '2022-12-01', people: [{ name: '钱二', decision: grant('2022-12-20') }] })
    // Its card stands in the export of the year before.
    await write({ caseNumber: '甲救助〔2022〕3号', acceptedOn: '2023-01-03', people: [{ name: '孙三', decision: grant('2023-01-20') }] })
    for (const [year, cards] of [[2022, [card({ caseNumber: '甲救助〔2022〕3号', decidedOn: '2022-12-31' })]], [2023, [card({ caseNumber: '甲救助〔2022〕1号', decidedOn: '2023-01-02' }), card({ row: 3, name: '钱二', amountFen: 1000, decidedOn: '2023-01-05' })]]] as const) {
      const { id } = await unit.insert('case_card_load', { year, file_name: '案卡.xlsx', content_sha256: '', meanings: '["caseNumber","name","decidedOn"]', cards: cards.length })
      await replaceCards(unit.trx, id, cards)
    }
  })
  const found = async (year: number) => (await recordsBehind(store.read, { kind: 'cards', period: { from: `${year}-01-01`, to: `${year}-12-31` }, basis: 'decided' }, { table: 'kind', row: '*', column: 'events' })).map(({ personName, date, detail }) => [personName, date, detail.split(' · ')[0]])
  expect(await found(2022)).toEqual([['孙三', '2022-12-31', '决定日期不同'], ['孙三', '2022-12-31', '人数不同']])
  expect(await found(2023)).toEqual([['赵一', '2023-01-02', '决定日期不同'], ['赵一', '2023-01-02', '人数不同'], ['钱二', '2023-01-05', '决定日期不同']])
  await store.close()
})

type Raw = Record<string, string | number | null>

it('whatever the casebook and the cards hold, figures equal a second count in plain loops, and each opens what it counts', { timeout: 180_000 }, async () => {
  const anyCard = fc.record({ number: fc.constantFrom(0, 1, 2, 3, 7, 8), acceptedOn: fc.option(anyDay, { nil: null }), decidedOn: fc.option(anyDay, { nil: null }), amountFen: fc.constantFrom(null, 100, 200), officer: fc.constantFrom('甲', '乙', null) } as const)
  const numberOf = (index: number) => `甲救助〔2023〕${index + 1}号`
  let seen = 0
  await fc.assert(
    fc.asyncProperty(fc.array(anyCase, { maxLength: 4 }), fc.uniqueArray(anyCard, { maxLength: 5, selector: ({ number }) => number }), anyPeriod, fc.boolean(), async (cases, drawn, period, explained) => {
      const store = await openTestStore()
      const cards = drawn.map(({ number, ...rest }, index) => card({ row: index + 2, caseNumber: numberOf(number), ...rest }))
      const meanings = ['caseNumber', 'acceptedOn', 'decidedOn', 'amount', 'officer'] as const
      await change(store.read, { accountId: null, name: '测试' }, { action: '登记' }, async (unit) => {
        const write = caseWriter(unit)
        for (const [index, facts] of cases.entries()) await write({ officerName: index % 2 === 0 ? '甲' : '乙', ...facts, caseNumber: numberOf(index) })
        const { id } = await unit.insert('case_card_load', { year: 2023, file_name: '案卡.xlsx', content_sha256: '', meanings: JSON.stringify(meanings), cards: cards.length })
        await replaceCards(unit.trx, id, cards)
      })
      const ask = { kind: 'cards', period, basis: 'decided' } as const
      const open = async () => recordsBehind(store.read, ask, { table: 'kind', row: '*', column: 'events' }, '2023-06-30')
      const [toExplain] = explained ? await open() : []
      if (toExplain) await change(store.read, { accountId: null, name: '测试' }, { action: '说明' }, (unit) => unit.insert('case_card_reason', { digest: toExplain.key.slice('case_card:'.length), kind: 'amount', reason: 'basis', remark: null }))

      // In plain loops over the bare tables.
      const table = async (name: string) => (await rows<Raw>(store.read, `select * from ${name}`, [])).filter((row) => row['deleted_at'] === null)
      const [liveCases, decisions] = [await table('relief_case'), await table('decision')]
      const again = new Map<DifferenceKind, number>(differenceKinds.map((kind) => [kind, 0]))
      const within = (day: unknown) => typeof day === 'string' && day >= period.from && day <= period.to
      const add = (kind: DifferenceKind, day: unknown) => within(day) && again.set(kind, (again.get(kind) ?? 0) + 1)
      for (const own of liveCases) {
        const decided = decisions.filter((row) => row['case_id'] === own['id'])
        const lastDay = decided.map((row) => row['decided_on']).filter((day) => day !== null).sort().at(-1) ?? null
        const fen = decided.reduce((sum, row) => sum + (row['kind'] === 'grant' ? Number(row['amount_fen']) : 0), 0)
        const its = cards.find(({ caseNumber }) => caseNumber === own['case_number'])
        const ownDay = String(lastDay ?? own['accepted_on'] ?? '')
        if (!its) {
          if (ownDay.startsWith('2023')) add('ledgerOnly', ownDay)
          continue
        }
        const day = its.decidedOn ?? its.acceptedOn ?? lastDay ?? own['accepted_on'] ?? '2023-12-31'
        if (its.acceptedOn !== own['accepted_on']) add('acceptedOn', day)
        if (its.decidedOn !== lastDay) add('decidedOn', day)
        if ((its.amountFen ?? 0) !== fen) add('amount', day)
        if (its.officer !== own['officer_name']) add('officer', day)
      }
      for (const one of cards) if (!liveCases.some((own) => own['case_number'] === one.caseNumber)) add('cardOnly', one.decidedOn ?? one.acceptedOn ?? '2023-12-31')

      const report = await makeReport(store.read, ask, '2023-06-30')
      const [kinds, reasons] = report.tables
      expect(Object.fromEntries((kinds?.rows ?? []).map(({ key, values }) => [key, values['events']]))).toEqual(Object.fromEntries(again))
      const total = [...again.values()].reduce((sum, one) => sum + one, 0)
      expect(kinds?.total?.values ?? { events: 0 }).toMatchObject(total === 0 ? { events: 0 } : { events: total, said: toExplain ? 1 : 0, unsaid: total - (toExplain ? 1 : 0) })
      expect((reasons?.rows ?? []).reduce((sum, { values }) => sum + (values['events'] ?? 0), 0)).toBe(total)
      for (const { key } of kinds?.rows ?? []) expect(await recordsBehind(store.read, ask, { table: 'kind', row: key, column: 'events' }, '2023-06-30')).toHaveLength(again.get(key as DifferenceKind) ?? 0)
      seen += total
      await store.close()
    }),
    { numRuns: 80 },
  )
  expect(seen).toBeGreaterThan(20)
})
