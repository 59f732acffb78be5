import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Table } from '../exchange/cells.ts'
import { groupedHeads, sheetOf, splitDates, ticks } from '../exchange/testLedgers.ts'
import { toXls } from '../exchange/testXls.ts'
import { caseHandlers } from './cases.ts'
import type { Input } from './contract.ts'
import { ledgerHandlers } from './ledgers.ts'
import { openTestCasebook, parsed } from './testContext.ts'
import type { TestCasebook } from './testContext.ts'

let casebook: TestCasebook
let folder: string
beforeEach(async () => {
  casebook = await openTestCasebook()
  folder = mkdtempSync(join(tmpdir(), 'other-ledgers-'))
})
afterEach(async () => {
  await casebook.store.close()
  rmSync(folder, { recursive: true, force: true })
})

const sql = <T>(text: string): T[] => casebook.store.raw.prepare(text).all() as T[]

async function importTable(table: Table, more: Partial<Input<'importLedger'>> = {}) {
  const path = join(folder, '台账.xls')
  writeFileSync(path, toXls(table.sheets))
  const context = { ...casebook.context, file: () => path }
  const tried = await ledgerHandlers.importDryRun(context, parsed('importDryRun', { file: 'ledger', ...more }))
  const result = await ledgerHandlers.importLedger(context, parsed('importLedger', { file: 'ledger', fileSha256: tried.fileSha256, ...more }))
  return { tried, result, again: () => ledgerHandlers.importDryRun(context, parsed('importDryRun', { file: 'ledger', ...more })) }
}
async function fileOf(number: string | null) {
  const [row] = sql<{ id: string }>(`select id from relief_case where case_number ${number === null ? 'is null' : `= '${number}'`}`)
  return caseHandlers.caseGet(casebook.context, { id: row?.id ?? '' })
}

it('brings every column to its place in the case; the others stand in a note', async () => {
  const { result, again } = await importTable(ticks)
  expect(result).toMatchObject({ cases: 2, people: 2, fen: 7_000_000 })
  const file = await fileOf('富检司救〔2020〕1号')
  expect(file).toMatchObject({ appliedOn: '2020-01-02', original: { suspects: '吴某', charge: 'rape' }, stage: 'closed' })
  expect(sql('select residence from person where name = \'赵春花\'')).toEqual([{ residence: '富县甲镇' }])
  expect(sql('select requested_fen, account_holder, bank_name, bank_account from recipient order by id limit 1')).toEqual([{ requested_fen: 5_000_000, account_holder: '赵父', bank_name: '农业银行富县支行', bank_account: '6228480000000000011' }])
  expect(file.visits.map(({ doneOn, visitors }) => [doneOn, visitors]).sort()).toEqual([['2020-03-01', '张检、李检'], ['2020-09-01', '张检、李检']])
  expect(file.notes.map(({ text }) => text)).toEqual(['台账中的其他栏目\n年龄：9\n村（居）委会意见：情况属实'])
  expect((await again()).alreadyImported).toBe(true)

  const [batch] = await ledgerHandlers.importBatches(casebook.context)
  await ledgerHandlers.importTakeBack(casebook.context, { id: batch?.id ?? '', version: batch?.version ?? 0, reason: '重来' })
  for (const table of ['relief_case', 'person', 'visit', 'case_note', 'original_case']) expect(sql(`select * from ${table}`), table).toEqual([])
})

it('keeps what is said of the victim and of the original case, and cases that have no number', async () => {
  expect((await importTable(groupedHeads)).result).toMatchObject({ cases: 3, people: 3, fen: 6_000_000 })
  const file = await fileOf('宾检救〔2021〕7号')
  expect(file.original).toMatchObject({ number: '（2021）滇01刑初9号', handlingOffice: '某县公安局', outcome: '有期徒刑三年' })
  expect(file.decisions).toMatchObject([{ number: '宾检救决〔2021〕7号', amountFen: 3_000_000 }])
  expect(file.visits).toMatchObject([{ doneOn: '2021-09-01', findings: '住房已修缮' }])
  expect(file.notes[0]?.text).toMatch(/^台账中的其他栏目\n被害人·姓名：甲某\n被害人·身份证号：1310/)
  expect(sql('select count(*) as n from relief_case where case_number is null')).toEqual([{ n: 2 }])
  expect(sql("select guardian_name from recipient where guardian_name is not null")).toEqual([{ guardian_name: '丙父' }])
})

it('leaves out a column that nobody wants, and says whose words a note repeats', async () => {
  const head = ['案号', '姓名', '救助金额', '受理日期', '村组', '年龄']
  const rows = [['廊〔2021〕1号', '张三', '3000', '2021-01-05', '甲村', '40'], ['廊〔2021〕1号', '李四', '2000', '2021-01-05', '甲村', '8']]
  const table: Table = { kind: 'xls', sheets: [sheetOf('a', [head, ...rows])] }
  await importTable(table)
  expect((await fileOf('廊〔2021〕1号')).notes.map(({ text }) => text)).toEqual(['台账中的其他栏目\n村组：甲村\n张三 年龄：40\n李四 年龄：8'])
  const other: Table = { kind: 'xls', sheets: [sheetOf('a', [head, ...rows.map((row) => row.with(0, '廊〔2021〕2号'))])] }
  await importTable(other, { columns: [{ heading: '村组', meaning: null }, { heading: '年龄', meaning: '记入记事' }] })
  expect((await fileOf('廊〔2021〕2号')).notes.map(({ text }) => text)).toEqual(['台账中的其他栏目\n张三 年龄：40\n李四 年龄：8'])
  // Remembered for the next ledger with these headings.
  const next: Table = { kind: 'xls', sheets: [sheetOf('a', [head, ...rows.map((row) => row.with(0, '廊〔2021〕3号'))])] }
  expect((await importTable(next)).tried.columns.map(({ meaning }) => meaning)).toEqual(['救助案号', '救助对象姓名', '救助金额', '受理日期', null, '记入记事'])
})

it('a ledger with merged heads and days in three columns comes in with its total', async () => {
  const { tried, result } = await importTable(splitDates)
  expect(tried.totals).toMatchObject({ fen: 5_100_000, fileTotalFen: 5_100_000 })
  expect(result).toMatchObject({ cases: 3, people: 4, fen: 5_100_000 })
})
