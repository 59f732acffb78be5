import { describe, expect, it } from 'vitest'
import { capFor } from '../domain/wages.ts'
import type { Table } from './cells.ts'
import type { LedgerReading } from './ledger.ts'
import { Mending } from './mending.ts'
import type { RowMend } from './mending.ts'
import { parseTable } from './readTable.ts'
import { readLedger } from './testLedger.ts'
import { groupedHeads, loose, sheetAYear, sheetOf, splitDates, ticks } from './testLedgers.ts'
import { toXls } from './testXls.ts'

const read = (table: Table, sheet?: string, mends: RowMend[] = []): LedgerReading =>
  readLedger(table, { ...(sheet !== undefined && { sheet }), today: '2026-01-05', cap: (date) => capFor({ date, series: 'onPost' }), mending: new Mending(mends) })
const kinds = (reading: LedgerReading) => reading.rows.map(({ row, kind }) => [row, kind])
const meanings = (reading: LedgerReading) => Object.fromEntries(reading.columns.map(({ heading, meaning }) => [heading, meaning]))
const reasons = (reading: LedgerReading, row: number) => reading.rows.find((one) => one.row === row)?.reasons.join('；') ?? ''

describe('a form with merged heads, the number beside the name and days in three columns', () => {
  const check = (reading: LedgerReading) => {
    expect(kinds(reading)).toEqual([[5, 'ok'], [6, 'ok'], [7, 'ok'], [8, 'ok'], [9, 'skip'], [10, 'skip']])
    expect(reading.totals).toMatchObject({ cases: 3, people: 4, fen: 5_100_000, fileTotalFen: 5_100_000 })
    const [first, second, third] = reading.cases
    expect(first).toMatchObject({ acceptedOn: '2021-03-05', charge: 'injury', suspects: '赵某某', handlingUnit: '第一检察部', remark: '5月回访，家中安好' })
    expect(first?.people[0]).toMatchObject({ name: '李小红', paperType: 'idCard', sex: 'female', ethnicity: 'HA', residence: '永和县某镇甲村12号', phone: '13900001111', amountFen: 2_000_000, paidOn: '2021-03-25' })
    expect(second?.people.map(({ name, amountFen, paperNumber }) => [name, amountFen, paperNumber?.slice(0, 14)])).toEqual([['王强', 1_500_000, '13100219850303'], ['王小宝', 800_000, '13100220120505']])
    expect(third?.people[0]).toMatchObject({ amountFen: 800_000, paidOn: null })
  }
  it('as .xlsx', () => check(read(splitDates)))
  it('as .xls', async () => check(read(await parseTable(toXls(splitDates.sheets), 'a.xls'))))
})

describe('a sheet a year', () => {
  it('reads Chinese numerals, what stands in brackets behind a name, and what a visit was like; signatures are no case', () => {
    const reading = read(sheetAYear, '2019年')
    expect(kinds(reading)).toEqual([[3, 'warning'], [4, 'needs-decision'], [5, 'skip']])
    expect(reading.cases[0]?.people[0]).toMatchObject({ name: '张三', amountFen: 800_000, decidedOn: '2019-03-05', visitOn: '2019-09-01', findings: '2019年9月1日电话回访，生活好转' })
    expect(reasons(reading, 4)).toContain('“李四（代）”读作“李四”')
    expect(reading.rows[1]?.asks.map(({ like, options }) => [like, options.map(({ label }) => label)])).toEqual([['month/decidedOn/1', ['按 2019 年 4 月 1 日登记', '日期留空']]])
    const [, ask] = reading.rows.map(({ asks }) => asks[0])
    const answer = (index: number) => read(sheetAYear, '2019年', (ask?.options[index]?.mends ?? []).map((mend) => ({ ...mend, row: 4 }))).cases[1]
    expect(answer(0)).toMatchObject({ remark: '未领；被救助人：李四（代）；导入时改正第 4 行：审批时间原为“2019.4月”', category: 'civilInjury', people: [{ decidedOn: '2019-04-01' }] })
    expect(answer(1)?.people[0]?.decidedOn).toBeNull()
  })

  it('ends with the total of its year, which is compared', () => {
    const reading = read(sheetAYear, '2020年')
    expect(kinds(reading)).toEqual([[3, 'warning'], [4, 'skip'], [5, 'skip']])
    expect(reading.totals).toMatchObject({ fen: 1_200_000, fileTotalFen: 1_200_000 })
    expect(reading.cases[0]?.remark).toBe('回访情况：已回访')
    expect(() => read(sheetAYear, '汇总')).toThrow('没有在工作表“汇总”里认出')
  })
})

it('ticks become special groups, several days of visits several visits, and what is no field is kept', () => {
  const reading = read(ticks)
  expect(kinds(reading)).toEqual([[2, 'ok'], [3, 'ok']])
  expect(meanings(reading)).toMatchObject({ 年龄: '记入记事', 特殊群体: '特殊群体', '申请金额（元）': '申请金额', '审批金额（元）': '救助金额', '村（居）委会意见': '记入记事' })
  expect(reading.cases[0]).toMatchObject({ appliedOn: '2020-01-02', suspects: '吴某' })
  expect(reading.cases[0]?.people[0]).toMatchObject({
    specialGroups: ['minor', 'subsistence'], requestedFen: 5_000_000, amountFen: 3_000_000, accountHolder: '赵父', bankName: '农业银行富县支行', bankAccount: '6228480000000000011',
    visitOn: '2020-03-01', moreVisitsOn: ['2020-09-01'], visitors: '张检、李检', besides: ['年龄：9', '村（居）委会意见：情况属实'],
  }) // prettier-ignore
  expect(reading.cases[1]?.people[0]?.specialGroups).toEqual(['disabled'])
})

it('an entry that is the name of a group is no heading, and what stands under it stays', () => {
  const rows = [['案号', '姓名', '特殊群体', '救助金额'], ['廊〔2021〕1号', '张三', '残疾人', '3000'], ['廊〔2021〕2号', '李四', '无', '3000'], ['廊〔2021〕3号', '王五', '有', '3000']]
  const reading = read({ kind: 'csv', sheets: [sheetOf('a', rows)] })
  expect(reading.cases.map(({ people: [one], remark }) => [one?.specialGroups, remark])).toEqual([[['disabled'], null], [[], null], [[], '特殊群体：有']])
})

it('groups of headings keep victim and original case apart; a case that is said to have no number has none', () => {
  const reading = read(groupedHeads)
  expect(kinds(reading)).toEqual([[3, 'ok'], [4, 'warning'], [5, 'warning']])
  expect(reading.cases).toHaveLength(3)
  expect(reading.cases[0]).toMatchObject({ caseNumber: '宾检救〔2021〕7号', originalNumber: '（2021）滇01刑初9号', handlingOffice: '某县公安局', originalOutcome: '有期徒刑三年' })
  expect(reading.cases[0]?.people[0]).toMatchObject({ name: '乙某', relation: 'parent', decisionNumber: '宾检救决〔2021〕7号', visitOn: '2021-09-01', visitWay: 'home', findings: '住房已修缮' })
  expect(reading.cases[0]?.people[0]?.besides).toEqual(['被害人·姓名：甲某', expect.stringMatching(/^被害人·身份证号：1310/)])
  expect(reading.cases[1]).toMatchObject({ caseNumber: null, people: [{ name: '丙某', guardian: '丙父' }] })
  expect(reasons(reading, 4)).toContain('写明没有案号')
  // The second person of such a case has neither number nor serial.
  const further: Table = { kind: 'csv', sheets: [sheetOf('a', [['序号', '案号', '姓名', '救助金额', '受理日期'], ['1', '无', '张三', '3000', '2021-01-05'], ['', '', '李四', '2000', ''], ['2', '/', '王五', '1000', '2021-01-05']])] }
  expect(read(further).cases.map(({ caseNumber, rows }) => [caseNumber, rows])).toEqual([[null, [2, 3]], [null, [4]]])
})

it('several people written together are asked about, months alone too; units above and repeated headings are understood', () => {
  const reading = read(loose)
  expect(kinds(reading)).toEqual([[3, 'skip'], [4, 'needs-decision'], [5, 'needs-decision'], [6, 'skip'], [7, 'skip'], [8, 'needs-decision'], [9, 'skip'], [10, 'skip']])
  expect(reasons(reading, 4)).toContain('“张三 李四”像是几个人')
  const people = (row: number) => reading.rows.find((one) => one.row === row)?.asks.find(({ like }) => like === 'people')?.options[0]?.mends
  expect(people(4)).toEqual([{ kind: 'people', people: [{ name: '张三', paper: '', amount: '2' }, { name: '李四', paper: '', amount: '' }] }])
  expect(people(8)).toEqual([{ kind: 'people', people: [{ name: '王某', paper: '', amount: '1.2' }, { name: '', paper: '', amount: '' }, { name: '', paper: '', amount: '' }] }])
  // The month of birth is what the identity number says; two characters of a family name are none of two people.
  expect(reasons(reading, 5)).toBe('受理时间：“2018.5”只写到月，请补上日，或选择怎样登记')
  expect(reasons(reading, 8)).toContain('出生年月：只写到月，已记入备注')
  expect(reading.rows[1]?.understood).toMatchObject({ fen: 2_000_000 })
})

it('2021.1 may be January or October, and is asked about as such', () => {
  const reading = read({ kind: 'csv', sheets: [sheetOf('a', [['案号', '姓名', '救助金额', '受理日期'], ['廊〔2021〕1号', '张三', '3000', '2021.1'], ['廊〔2021〕2号', '李四', '3000', '2021年']])] })
  expect(reading.rows[0]?.asks[0]?.options.map(({ label }) => label)).toEqual(['按 2021 年 1 月 1 日登记', '按 2021 年 10 月 1 日登记', '日期留空'])
  expect(reading.rows[1]?.asks[0]?.options.map(({ label }) => label)).toEqual(['日期留空'])
})
