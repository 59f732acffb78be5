import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Table } from '../exchange/cells.ts'
import { readTable } from '../exchange/readTable.ts'
import { groupedHeads, sheetOf, splitDates, ticks } from '../exchange/testLedgers.ts'
import { toXls } from '../exchange/testXls.ts'
import { caseHandlers } from './cases.ts'
import type { Input } from './contract.ts'
import { ledgerHandlers } from './ledgers.ts'
import { reportHandlers } from './reports.ts'
import { createCase, openTestCasebook, parsed, recipientInput } from './testContext.ts'
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
/** Everything of the cases in words without ids. */
function contentOf({ store }: TestCasebook): unknown {
  return store.raw
    .prepare(
      `select c.case_number, c.unified_number, c.category, c.applied_on, c.accepted_on, c.closed_on, c.remark, o.number, o.charge, o.charge_text, o.handling_office, o.handling_unit, o.suspects, o.outcome,
         p.name, p.paper_number, p.sex, p.birth_date, p.ethnicity, p.residence, p.phone, r.relation, r.guardian_name, r.requested_fen, r.account_holder, r.bank_name, r.bank_account, r.hardship,
         d.kind, d.amount_fen, d.decided_on, d.number as decision_number, m.happened_on,
         (select group_concat(text, '|') from (select text from case_note where case_id = c.id order by id)) as notes,
         (select group_concat(done_on || coalesce(way, '') || coalesce(visitors, '') || coalesce(findings, ''), '|') from (select * from visit where recipient_id = r.id order by done_on)) as visits
       from relief_case c left join original_case o on o.id = c.original_case_id join recipient r on r.case_id = c.id join person p on p.id = r.person_id
         left join decision d on d.recipient_id = r.id left join disbursement m on m.recipient_id = r.id order by c.accepted_on, r.ordinal`,
    )
    .all()
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

it('goes out again in the columns it came in with, and comes back the same', async () => {
  for (const [table, sheet] of [[ticks, null], [groupedHeads, null], [splitDates, null]] as const) {
    const { tried } = await importTable(table, { sheet })
    const out = join(folder, '台账.xlsx')
    const answer = await reportHandlers.caseListExport({ ...casebook.context, file: () => out }, parsed('caseListExport', { filter: {}, file: 'out' }))
    expect(answer.own).toBe(true)
    const again = await ledgerHandlers.importDryRun({ ...casebook.context, file: () => out }, parsed('importDryRun', { file: 'ledger' }))
    expect(again.rows.filter(({ kind }) => kind !== 'skip')).toEqual([])
    expect(again.alreadyImported).toBe(true)
    const heads = (columns: typeof tried.columns) => columns.map(({ heading, meaning }) => [heading.replace(/（万?元）/, ''), meaning])
    expect(heads(again.columns)).toEqual(heads(tried.columns))

    const other = await openTestCasebook()
    const [here, there] = [casebook, other]
    const copied = { ...other.context, file: () => out }
    const { fileSha256, blocking } = await ledgerHandlers.importDryRun(copied, parsed('importDryRun', { file: 'ledger' }))
    expect(blocking).toBe(0)
    await ledgerHandlers.importLedger(copied, parsed('importLedger', { file: 'ledger', fileSha256 }))
    expect(contentOf(there)).toEqual(contentOf(here))
    await other.store.close()
    const [batch] = await ledgerHandlers.importBatches(casebook.context)
    await ledgerHandlers.importTakeBack(casebook.context, { id: batch?.id ?? '', version: batch?.version ?? 0, reason: '换一份' })
  }
})

it('in the columns of the list where that is asked for, or no ledger came in', async () => {
  const out = join(folder, '清单.xlsx')
  const run = (layout?: 'list') => reportHandlers.caseListExport({ ...casebook.context, file: () => out }, parsed('caseListExport', { filter: {}, file: 'out', ...(layout && { layout }) }))
  expect((await run()).own).toBe(false)
  await importTable(ticks)
  expect((await run('list')).own).toBe(false)
  expect((await ledgerHandlers.importDryRun({ ...casebook.context, file: () => out }, parsed('importDryRun', { file: 'ledger' }))).columns).toHaveLength(22)
  const masked = { ...casebook.context, file: () => out, permissions: ['report.read' as const] }
  await reportHandlers.caseListExport(masked, parsed('caseListExport', { filter: {}, file: 'out' }))
  const text = JSON.stringify((await readTable(out)).sheets)
  expect(text).toContain('赵春花')
  expect(text).not.toMatch(/6228480000000000011|情况属实/)
})

it('asks which household at the same address somebody belongs to; without a yes nobody joins', async () => {
  await createCase(casebook.context, { recipients: [recipientInput({ name: '赵父', residence: '富县 甲镇' }), recipientInput({ name: '赵母', residence: '富县 甲镇' })], oneHousehold: true })
  const path = join(folder, '台账.xls')
  writeFileSync(path, toXls(ticks.sheets))
  const context = { ...casebook.context, file: () => path }
  const tried = await ledgerHandlers.importDryRun(context, parsed('importDryRun', { file: 'ledger' }))
  expect(tried).toMatchObject({ blocking: 0, rows: [{ kind: 'warning' }, { kind: 'ok' }] })
  const [ask] = tried.rows[0]?.asks ?? []
  expect(ask?.question).toContain('台账里有住址相同的一户：赵父、赵母')
  expect(ask?.options.map(({ label }) => label)).toEqual(['归入赵父、赵母一户', '不是一户'])
  const mends = (index: number) => (ask?.options[index]?.mends ?? []).map((mend) => ({ ...mend, row: 2 }))
  expect((await ledgerHandlers.importDryRun(context, parsed('importDryRun', { file: 'ledger', mends: mends(1) }))).rows[0]?.kind).toBe('ok')
  await ledgerHandlers.importLedger(context, parsed('importLedger', { file: 'ledger', fileSha256: tried.fileSha256, mends: mends(0) }))
  const members = () => sql<{ names: string }>('select (select group_concat(name) from (select name from person where household_id = h.id order by id)) as names from household h')
  expect(members()).toEqual([{ names: '赵父,赵母,赵春花' }])
  const [batch] = await ledgerHandlers.importBatches(casebook.context)
  await ledgerHandlers.importTakeBack(casebook.context, { id: batch?.id ?? '', version: batch?.version ?? 0, reason: '重来' })
  await ledgerHandlers.importLedger(context, parsed('importLedger', { file: 'ledger', fileSha256: tried.fileSha256 }))
  expect(members()).toEqual([{ names: '赵父,赵母' }])
})
