import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { readTable } from '../exchange/readTable.ts'
import { wholeTables } from '../exchange/wholeTables.ts'
import { listBackups } from '../vault/backup.ts'
import { openReadyCasebook, openTestCasebook, testOfficer, testOffice } from './testCasebook.ts'
import type { TestCasebook } from './testCasebook.ts'

const county = join(import.meta.dirname, '../exchange/samples/ledger-county.xlsx')
const folder = mkdtempSync(join(tmpdir(), 'casebook-transfer-'))
const file = join(folder, '全部数据.xlsx')
const opened: TestCasebook[] = []
let full: TestCasebook
beforeAll(async () => {
  full = await openReadyCasebook()
  const { fileSha256 } = await full.ok('importDryRun', { file: 'ledger' }, { ledger: county })
  await full.ok('importLedger', { file: 'ledger', fileSha256 }, { ledger: county })
  await full.ok('referenceSave', { kind: 'code', key: 'charge/own1', effectiveFrom: '2000-01-01', value: { list: 'charge', code: 'own1', label: '涉毒案件', order: 20, aliases: [], enabled: true }, reason: '本院增加', id: null, version: null })
})
afterEach(async () => {
  for (const one of opened.splice(0)) await one.destroy()
})
afterAll(async () => {
  await full.destroy()
  rmSync(folder, { recursive: true, force: true })
})
const reason = '换电脑'
const list = async (book: TestCasebook) => (await book.ok('caseList', { filter: {}, limit: 200 })).rows.map(({ caseNumber, stage, people }) => ({ caseNumber, stage, people: people.map(({ name, amountFen, netPaidFen }) => ({ name, amountFen, netPaidFen })) }))

it('takes everything out, logged with its reason, and into an empty casebook; the same list, totals and report', async () => {
  const made = await full.ok('wholeExport', { file: 'all', reason }, { all: file })
  expect(made.cases).toBe((await full.ok('caseTotals', { filter: {} })).cases)
  expect((await full.ok('auditList', { caseId: null, after: null, limit: 5 })).rows[0]).toMatchObject({ action: '导出全部数据', reason })

  const empty = openTestCasebook()
  opened.push(empty)
  await empty.ok('setUp', { office: testOffice, officer: testOfficer })
  const report = await empty.ok('wholeTry', { file: 'all' }, { all: file })
  expect(report).toMatchObject({ faultCount: 0, differentCount: 0 })
  expect(report.sheets.reduce((sum, { fresh }) => sum + fresh, 0)).toBe(made.records)
  const done = await empty.ok('wholeRead', { file: 'all' }, { all: file })
  expect(done).toMatchObject({ cases: made.cases, records: made.records })
  expect((await listBackups(join(empty.folder, 'data'))).map(({ name, verified }) => ({ name, verified }))).toContainEqual({ name: done.backup, verified: true })
  expect(await list(empty)).toEqual(await list(full))
  expect(await empty.ok('caseTotals', { filter: {} })).toEqual(await full.ok('caseTotals', { filter: {} }))
  const annual = { kind: 'annual', period: { from: '2023-01-01', to: '2023-12-31' }, basis: 'decided' } as const
  const { tables } = await full.ok('report', annual)
  expect(await empty.ok('report', annual)).toMatchObject({ tables })
  expect(await empty.ok('verifyCasebook', undefined)).toMatchObject({ ok: true, problems: [] })
  // A second time there is nothing to take.
  expect((await empty.ok('wholeTry', { file: 'all' }, { all: file })).sheets.every(({ fresh, different }) => fresh === 0 && different === 0)).toBe(true)
})

it('is not taken for a ledger, nor a ledger for it', async () => {
  await full.ok('wholeExport', { file: 'all', reason }, { all: file })
  expect((await full.fails('importDryRun', { file: 'ledger' }, { ledger: file })).message).toContain('请在“系统”的“数据导出与读入”里读入')
  expect((await full.fails('wholeTry', { file: 'all' }, { all: county })).message).toContain('请在“台账导入”里导入')
})

it('asks for a reason and a spreadsheet, and writes nothing without', async () => {
  expect((await full.fails('wholeExport', { file: 'all', reason: ' ' }, { all: join(folder, 'no.xlsx') })).fields).toHaveLength(1)
  expect((await full.fails('wholeExport', { file: 'all', reason }, { all: join(folder, 'no.csv') })).message).toContain('.xlsx')
  expect(readdirSync(folder).filter((name) => name.startsWith('no.'))).toEqual([])
})

it('writes a folder for another system: every table, exact values, described; the files that hang on cases', async () => {
  const scan = join(folder, '判决书.pdf')
  writeFileSync(scan, '%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n')
  const caseId = (await full.ok('caseList', { filter: {} })).rows[0]?.id ?? ''
  await full.ok('attachmentAdd', { owner: { caseId, leadId: null, entity: null, entityId: null }, source: { file: 'scan' }, note: null }, { scan })
  const made = await full.ok('folderExport', { folder: 'place', reason, attachments: true }, { place: folder })
  expect(made).toMatchObject({ files: 1, lost: [] })
  const inside = join(folder, made.folderName)
  expect(statSync(inside).mode & 0o077).toBe(0)
  expect(readdirSync(inside).sort()).toEqual([...wholeTables.map(({ name }) => `${name}.csv`), '说明.txt', '附件'].sort())
  const rowsOf = (name: string) => parse(readFileSync(join(inside, `${name}.csv`)), { bom: true, columns: true }) as Record<string, string>[]
  const paid = rowsOf('发放').filter((row) => row['事项代码'] === 'paid')
  const { rows } = await full.ok('disbursementList', { from: null, to: null, text: '', after: null, limit: 200 })
  expect(paid.map((row) => row['金额（元）']).sort()).toEqual(rows.filter(({ entry }) => entry.kind === 'paid').map(({ entry }) => (entry.amountFen / 100).toFixed(2)).sort())
  const numbers = rowsOf('人员').map((row) => row['证件号码'] ?? '').filter((number) => number !== '')
  expect(numbers.length).toBeGreaterThan(0)
  for (const number of numbers) expect(number).toMatch(/^\d{17}[\dX]$|^\d{15}$/)
  const [listed] = rowsOf('附件目录')
  expect(readFileSync(join(inside, '附件', `${listed?.['内容校验值'] ?? ''}.pdf`))).toEqual(readFileSync(scan))
  expect(readFileSync(join(inside, '说明.txt'), 'utf8')).toContain(`案件.csv　${made.cases} 行`)
  // A second one stands beside it; where nothing can be written nothing remains.
  expect((await full.ok('folderExport', { folder: 'place', reason, attachments: false }, { place: folder })).folderName).toBe(`${made.folderName}（2）`)
  expect((await full.fails('folderExport', { folder: 'place', reason, attachments: false }, { place: join(folder, '没有这个') })).message).toContain('选定的位置写不进去')
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

it('names in words what somebody changed in the file, and takes nothing of it', async () => {
  const table = await readTable(file)
  expect(table.sheets.map(({ name }) => name)).toEqual(['说明', ...wholeTables.map(({ name }) => name)])
  const { default: excel } = await import('exceljs')
  const changed = new excel.Workbook()
  await changed.xlsx.readFile(file)
  const sheet = changed.getWorksheet('发放')
  const heading = sheet?.getRow(2)
  const column = ((heading?.values ?? []) as unknown[]).indexOf('日期')
  if (sheet) sheet.getRow(3).getCell(column).value = '去年'
  const path = join(folder, '改过.xlsx')
  await changed.xlsx.writeFile(path)
  const report = await full.ok('wholeTry', { file: 'all' }, { all: path })
  expect(report.faults[0]).toEqual({ sheet: '发放', row: 3, message: '“日期”应为日期（如 2026-05-08），现在是“去年”' })
  const before = await list(full)
  expect((await full.fails('wholeRead', { file: 'all' }, { all: path })).message).toContain('没有读入任何内容')
  expect(await list(full)).toEqual(before)
})
