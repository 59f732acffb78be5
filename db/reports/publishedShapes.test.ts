import { afterEach, expect, it } from 'vitest'
import { headlineOf } from '../domain/headline.ts'
import { formatWan } from '../domain/money.ts'
import { ALL } from '../domain/reportModel.ts'
import type { Basis, FigureTable, Period, Report, ReportKind } from '../domain/reportModel.ts'
import type { Fen } from '../domain/records.ts'
import { openTestStore } from '../store/testStore.ts'
import type { Store } from '../store/store.ts'
import { change } from '../store/unitOfWork.ts'
import { makeReport, tryReport } from './reports.ts'
import { caseWriter } from './testCases.ts'
import type { CaseFacts, PersonFacts } from './testCases.ts'

/** The shapes in which offices publish their figures, made of cases whose amounts are uneven to the fen. */

const opened: Store[] = []
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close()
})
async function casebook(cases: readonly CaseFacts[]): Promise<Store> {
  const store = await openTestStore()
  opened.push(store)
  await change(store.read, { accountId: null, name: '测试' }, { action: '登记' }, async (unit) => {
    const write = caseWriter(unit)
    for (const facts of cases) await write(facts)
  })
  return store
}

/** A sum in as many parts, the last of which takes what does not divide. */
const parted = (fen: Fen, parts: number): Fen[] => Array.from({ length: parts }, (_, index) => (index < parts - 1 ? Math.floor(fen / parts) : fen - Math.floor(fen / parts) * (parts - 1)))
const granted = (amountFen: Fen, day: string, more: Partial<PersonFacts> = {}): PersonFacts => ({ decision: { kind: 'grant', amountFen, decidedOn: day }, entries: [{ kind: 'paid', amountFen, happenedOn: day }], ...more })
/** Cases of one day, with people one each until the last, who takes those that are left. */
function casesOf(count: number, people: number, fen: Fen, day: string, more: (index: number) => Partial<CaseFacts> = () => ({})): CaseFacts[] {
  const persons = parted(fen, people).map((amount) => granted(amount, day))
  return Array.from({ length: count }, (_, index) => ({ acceptedOn: day, people: index < count - 1 ? persons.slice(index, index + 1) : persons.slice(index), ...more(index) }))
}
const report = (store: Store, kind: ReportKind, period: Period, now: string, basis: Basis = 'decided') => makeReport(store.read, { kind, period, basis }, now)
function tableIn({ tables }: Report, key: string): FigureTable {
  const found = tables.find((one) => one.key === key)
  if (!found) throw new Error(`no table ${key}`)
  return found
}
const linesOf = ({ rows }: FigureTable, ...columns: string[]) => rows.map(({ key, values }) => [key, ...columns.map((column) => values[column])])
const sumOf = ({ rows }: FigureTable, column: string) => rows.reduce((sum, { values }) => sum + (values[column] ?? 0), 0)
const saidIn = (made: Report) => (made.paragraphs ?? []).map((parts) => parts.map(({ text }) => text).join(''))
/** A row of the headline as the reader sees it: `58 件 58 人 58 户 58.7 万元`. */
const headlineText = (made: Report, row: string) => headlineOf(tableIn(made, 'totals')).find(({ key }) => key === row)?.parts.map(({ value, unit }) => `${value} ${unit}`).join(' ')

it('58件58人58.7万元 by category and by source: rows that exclude each other add up, money without drift', async () => {
  const sizes = [['injury', 'procuratorate', 23], ['treatment', 'applicant', 13], ['death', 'womensFederation', 8], ['property', 'rural', 9], ['civilInjury', 'petition', 5]] as const
  const kinds = sizes.flatMap(([category, leadSource, count]) => Array.from({ length: count }, () => ({ category, leadSource })))
  const offices = (index: number): CaseFacts['shares'] => (index < 6 ? [{ fen: 1_000_000, office: '海南省人民检察院' }] : index < 11 ? [{ fen: 500_000, office: '县民政局' }] : [])
  const store = await casebook(casesOf(58, 58, 58_700_000, '2022-05-10', (index) => ({ ...kinds[index], shares: offices(index) ?? [] })))
  const period = { from: '2022-01-01', to: '2023-06-30' }
  const made = await report(store, 'annual', period, '2023-06-30')
  expect(headlineText(made, 'granted')).toBe('58 件 58 人 58 户 58.7 万元')
  expect(made.sentence).toBe('2022年以来，共办理国家司法救助案件58件58人，发放救助金58.7万元。')
  for (const [key, at] of [['category', 0], ['leadSource', 1]] as const) {
    const table = tableIn(made, key)
    expect(linesOf(table, 'cases', 'people')).toEqual(sizes.map((size) => [size[at], size[2], size[2]]))
    expect(table).toMatchObject({ exclusive: true, total: { values: { cases: 58, people: 58, decidedFen: 58_700_000, paidFen: 58_700_000 } } })
    expect(table.note).toContain('相加等于合计')
    expect([sumOf(table, 'cases'), sumOf(table, 'people'), sumOf(table, 'decidedFen'), sumOf(table, 'paidFen')]).toEqual([58, 58, 58_700_000, 58_700_000])
    // Rows rounded one by one would have said 58.8.
    expect(table.rows.reduce((sum, { values }) => sum + Math.round((values['paidFen'] ?? 0) / 100_000), 0)).toBe(588)
    expect(formatWan(table.total?.values['paidFen'] ?? 0, 1)).toBe('58.7')
  }
  expect(tableIn(await report(store, 'sources', period, '2023-06-30'), 'leadSource')).toMatchObject({ exclusive: true, total: { values: { cases: 58, people: 58, decidedFen: 58_700_000, paidFen: 58_700_000 } } })
  const joint = tableIn(await report(store, 'typical', period, '2023-06-30'), 'office')
  expect(joint.rows.map(({ label, values }) => [label, values['cases'], values['share']]).sort()).toEqual([['县民政局', 5, 2_500_000], ['海南省人民检察院', 6, 6_000_000]])
})

it('groups that overlap add up to more people and money than there are, and every place says they must not be summed', async () => {
  const groups = [['rural'], ['rural', 'minor'], ['rural', 'minor', 'woman'], ['rural', 'woman'], ['rural', 'disabled'], ['rural', 'woman', 'disabled'], ['minor'], ['rural', 'military'], ['veteran'], []]
  const persons = parted(25_820_000, groups.length).map((fen, index) => granted(fen, '2022-07-01', { groups: groups[index] ?? [], household: index < 2 ? '甲户' : null }))
  const store = await casebook([{ acceptedOn: '2022-06-01', people: persons.slice(0, 3) }, ...persons.slice(3).map((person): CaseFacts => ({ acceptedOn: '2022-06-01', people: [person] }))])
  const period = { from: '2022-01-01', to: '2023-12-31' }
  const wanted = [['minor', 2, 3, 7_746_000], ['woman', 3, 3, 7_746_000], ['disabled', 2, 2, 5_164_000], ['rural', 5, 7, 18_074_000], ['military', 1, 1, 2_582_000], ['veteran', 1, 1, 2_582_000]]
  const [annual, special, work] = [await report(store, 'annual', period, '2024-01-02'), await report(store, 'groups', period, '2024-01-02'), await report(store, 'work', period, '2024-01-02')]
  expect(headlineText(annual, 'granted')).toBe('8 件 10 人 9 户 25.82 万元')
  for (const made of [annual, special, work]) {
    const table = tableIn(made, 'specialGroup')
    expect(linesOf({ ...table, rows: table.rows.filter(({ key }) => key !== 'none') }, 'cases', 'people', 'decidedFen')).toEqual(wanted)
    expect(sumOf(table, 'people')).toBeGreaterThan(10)
    expect(sumOf(table, 'decidedFen')).toBeGreaterThan(25_820_000)
    expect(table.exclusive).toBe(false)
    expect(table.note).toContain('各行有重叠，不能相加')
  }
  // Where there is a last row it is of the people there are, once each; the table of overlaps parts them.
  expect(tableIn(annual, 'specialGroup').total).toBeNull()
  expect(tableIn(special, 'specialGroup').total?.values).toMatchObject({ cases: 8, people: 10, households: 9, decidedFen: 25_820_000, paidFen: 25_820_000 })
  const overlap = tableIn(special, 'overlap')
  expect(linesOf(overlap, 'people')).toEqual([['0', 1], ['1', 3], ['2', 4], ['3', 2]])
  expect([sumOf(overlap, 'people'), sumOf(overlap, 'decidedFen')]).toEqual([10, 25_820_000])
  expect(overlap.total?.values).toMatchObject({ people: 10, decidedFen: 25_820_000 })
  expect(saidIn(work)).toContain('救助对象中，未成年人3人、困难妇女3人、残疾人2人、农村地区生活困难当事人7人、军人军属1人、退役军人1人（同一人可能属于几个群体）。')
})

it('22件23人58.8万元 and 8件8人7.8万元 are 30件31人66.6万元, by years and by who took part', async () => {
  const store = await casebook([...casesOf(22, 23, 58_800_000, '2022-09-01'), ...casesOf(8, 8, 7_800_000, '2023-03-01', () => ({ shares: [{ fen: 2_000_000, office: '市人民检察院' }] }))])
  const both = { from: '2022-01-01', to: '2023-12-31' }
  for (const [period, text] of [
    [{ from: '2022-01-01', to: '2022-12-31' }, '22 件 23 人 23 户 58.8 万元'],
    [{ from: '2023-01-01', to: '2023-12-31' }, '8 件 8 人 8 户 7.8 万元'],
    [both, '30 件 31 人 31 户 66.6 万元'],
  ] as const) {
    expect(headlineText(await report(store, 'annual', period, '2024-01-02'), 'granted')).toBe(text)
  }
  const table = tableIn(await tryReport(store.read, { rows: 'joint', columns: null, measures: ['cases', 'people', 'decidedFen', 'paidFen'], filters: [], basis: 'decided', period: null }, both, '2024-01-02'), 'own')
  expect(linesOf(table, 'cases', 'people', 'decidedFen', 'paidFen').sort()).toEqual([['0', 22, 23, 58_800_000, 58_800_000], ['1', 8, 8, 7_800_000, 7_800_000]])
  expect(table).toMatchObject({ exclusive: true, total: { key: ALL, values: { cases: 30, people: 31, decidedFen: 66_600_000, paidFen: 66_600_000 } } })
  const annual = await report(store, 'annual', both, '2024-01-02')
  // What the others pay stands in a line of its own and never in ours.
  expect(headlineText(annual, 'joint')).toBe('8 件 23.8 万元')
  expect(annual.sentence).toContain('30件31人，发放救助金66.6万元')
  expect(saidIn(await report(store, 'work', both, '2024-01-02'))[0]).toContain('决定给予救助30件31人31户，决定金额66.6万元；向30件31人发放救助金66.6万元。')
})

it('40件64人91.634万元 keeps its three decimals', async () => {
  const store = await casebook(casesOf(40, 64, 91_634_000, '2019-04-01'))
  const period = { from: '2016-01-01', to: '2022-11-30' }
  const annual = await report(store, 'annual', period, '2022-12-01')
  expect(headlineText(annual, 'granted')).toBe('40 件 64 人 64 户 91.634 万元')
  expect(headlineText(annual, 'paid')).toBe('40 件 64 人 91.634 万元')
  expect(annual.sentence).toBe('2016年1月1日至2022年11月30日，共办理国家司法救助案件40件64人，发放救助金91.634万元。')
  expect(saidIn(await report(store, 'work', period, '2022-12-01'))[0]).toContain('决定金额91.634万元；向40件64人发放救助金91.634万元。')
})

it('8件9人7.4万元 with what else was done for them', async () => {
  const store = await casebook(casesOf(8, 9, 7_400_000, '2024-05-01').map((facts, index) => (index < 2 ? { ...facts, people: facts.people.map((person) => ({ ...person, groups: ['subsistence'], measures: [{ kind: 'counselling', doneOn: '2024-06-01' }] })) } : facts)))
  const period = { from: '2024-01-01', to: '2024-12-31' }
  expect((await report(store, 'annual', period, '2025-01-02')).sentence).toBe('2024年，共办理国家司法救助案件8件9人，发放救助金7.4万元，其中低保对象2人。')
  expect(saidIn(await report(store, 'work', period, '2025-01-02')).join('')).toContain('协调多元救助2人次，已落实2人次，其中心理疏导2人次。')
})
