import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { capFor } from '../domain/wages.ts'
import { textCell } from './cells.ts'
import type { Sheet } from './cells.ts'
import { readRows } from './ledger.ts'
import type { LedgerReading, RowReport } from './ledger.ts'
import { chooseSheet } from './ledgerSheets.ts'
import { Mending } from './mending.ts'
import type { RowMend } from './mending.ts'
import { parseTable } from './readTable.ts'

const options = { today: '2026-01-05', cap: (date: string) => capFor({ date, series: 'onPost' }) }
const messy = await parseTable(readFileSync(new URL('samples/ledger-messy.xlsx', import.meta.url)), 'ledger-messy.xlsx')
const { sheet, header } = chooseSheet(messy, null)
const read = (mends: RowMend[], from: { sheet: Sheet } = { sheet }): LedgerReading => readRows(from.sheet, header, { ...options, mending: new Mending(mends) })
const rowOf = (reading: LedgerReading, row: number): RowReport => {
  const found = reading.rows.find((one) => one.row === row)
  if (!found) throw new Error(`no row ${row}`)
  return found
}
const at = (field: Parameters<typeof header.at.get>[0]) => header.at.get(field) ?? -1
const answer = (reading: LedgerReading, row: number, label: string): RowMend[] => {
  const option = rowOf(reading, row).asks.flatMap(({ options: all }) => all).find((one) => one.label === label)
  if (!option) throw new Error(`row ${row} does not offer ${label}`)
  return option.mends.map((mend) => ({ ...mend, row }))
}
const caseOf = (reading: LedgerReading, row: number) => reading.cases.find(({ rows }) => rows.includes(row))

it('brings every row of the messy ledger in, once each was answered or mended; what the file said is kept', () => {
  const before = read([])
  const stopped = before.rows.filter(({ stops }) => stops.length > 0).map(({ row }) => row)
  expect(stopped).toEqual([20, 21, 22, 23, 25, 26, 27, 28, 30, 31, 34])
  const put = (row: number, field: Parameters<typeof at>[0], text: string): RowMend => ({ row, kind: 'cell', column: at(field), text })
  const [split] = answer(before, 25, '是几个人，分别登记')
  if (split?.kind !== 'people') throw new Error('no people are proposed')
  expect(split.people).toEqual([{ name: '王芳', paper: '131003197501161664', amount: '20000' }, { name: '王伟', paper: '', amount: '' }])
  const mends: RowMend[] = [
    ...answer(before, 20, '与第 19 行是同一案件'),
    put(21, 'paper', '131002199001011216'),
    put(22, 'paper', '131002199001011232'),
    put(23, 'paper', ''),
    { ...split, people: [{ name: '王芳', paper: '131003197501161664', amount: '1.2万' }, { name: '王伟', paper: '', amount: '8000' }] },
    put(26, 'name', '补名'),
    put(27, 'amount', '5000'),
    put(28, 'amount', '25000'),
    put(30, 'acceptedOn', '2022.2.28'),
    ...answer(before, 31, '其他'),
    { row: 34, kind: 'leaveOut' },
  ]
  const after = read(mends)
  expect(after.rows.filter(({ stops }) => stops.length > 0).map(({ row, stops }) => [row, stops])).toEqual([])
  expect(after.rows.filter(({ mended }) => mended).map(({ row }) => row)).toEqual(stopped)
  expect(rowOf(after, 34)).toMatchObject({ kind: 'skip', reasons: ['按您的选择不导入'] })
  expect(caseOf(after, 20)?.rows).toEqual([19, 20])
  expect(caseOf(after, 25)?.people.map(({ name, amountFen }) => [name, amountFen])).toEqual([['王芳', 1_200_000], ['王伟', 800_000]])
  expect(rowOf(after, 25).understood).toMatchObject({ name: '王芳、王伟', fen: 2_000_000 })
  expect(caseOf(after, 28)?.remark).toBe('导入时改正第 28 行：救助金（元）原为“约两三万”')
  expect(caseOf(after, 26)?.remark).toContain('原为空')
  expect(caseOf(after, 25)?.remark).toContain('原为“王芳、王伟”')
  // Neither answered nor changed: nothing to remember of it.
  expect(caseOf(after, 20)?.remark).toBeNull()
  expect(after.totals.people).toBe(before.totals.people + 11)
})

it('shows beside each cell what it became', () => {
  const reading = read([{ row: 28, kind: 'cell', column: at('amount'), text: '2.5万' }])
  const shown = (row: number) => Object.fromEntries(reading.columns.map(({ heading }, index) => [heading, [rowOf(reading, row).cells[index], rowOf(reading, row).becomes[index]]]))
  expect(shown(28)['救助金（元）']).toEqual(['2.5万', '25,000.00 元'])
  expect(shown(12)).toMatchObject({ '时间·受理': ['2022.3.5', '2022-03-05'], '申请人·身份证': ['131003199711148344', '居民身份证 131003199711148344'] })
  expect(shown(22)['申请人·身份证']).toEqual(['131002199001011234', '居民身份证'])
  expect(rowOf(reading, 37)).toMatchObject({ cells: [], becomes: [] })
})

it('asks the same of rows alike, and a person may be one although the name looks like two', () => {
  const odd: Sheet = { ...sheet, rows: sheet.rows.map((row, index) => (index === 31 ? row.map((cell, column) => (column === at('category') ? textCell('其它特殊情形') : cell)) : row)) }
  const reading = read([], { sheet: odd })
  const likes = [31, 32].map((row) => rowOf(reading, row).asks[0]?.like)
  expect(likes).toEqual(['category/其它特殊情形', 'category/其它特殊情形'])
  expect(rowOf(read([{ row: 25, kind: 'onePerson' }]), 25)).toMatchObject({ kind: 'ok', understood: { name: '王芳、王伟' } })
  const people = (amount: string): RowMend[] => [{ row: 25, kind: 'people', people: [{ name: '王芳', paper: '', amount: '12000' }, { name: '王伟', paper: '', amount }] }]
  expect(rowOf(read(people('8000')), 25).reasons.join()).not.toContain('各人相加')
  expect(rowOf(read(people('7000')), 25).reasons.join()).toContain('各人相加是 19,000.00 元，台账这一格是 20,000.00 元')
  expect(caseOf(read([{ row: 20, kind: 'ownCase' }]), 20)).toMatchObject({ rows: [20], caseNumber: null })
})
