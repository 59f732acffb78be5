import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CasebookError } from '../domain/errors.ts'
import type { Basis } from '../domain/reportModel.ts'
import { readTable } from '../exchange/readTable.ts'
import { readLedger } from '../exchange/testLedger.ts'
import type { BreakdownKey } from '../reports/breakdowns.ts'
import { annualJson } from '../reports/reportJson.ts'
import type { ReportJson } from '../reports/reportJson.ts'
import type { Context } from './context.ts'
import { reportHandlers } from './reports.ts'
import { openReadyCasebook, testOfficer } from './testCasebook.ts'
import type { TestCasebook } from './testCasebook.ts'
import { createCase, openTestCasebook, parsed } from './testContext.ts'

interface Figures {
  cases: number
  people: number
  fen: number
}
interface Breakdown {
  cases?: number
  persons: number
  fen: number
}
interface Expected {
  byDate: Record<'accepted' | 'granted' | 'refused' | 'paid', Record<string, Figures>>
  total: { cases: number; persons: number; fen: number; typical: number; visited: number }
  specialGroupsOverlapping: Record<string, Breakdown>
  byCategory: Record<string, Breakdown>
  byLeadSource: Record<string, Breakdown>
  byCharge: Record<string, Breakdown>
}

const samples = join(import.meta.dirname, '../exchange/samples')
const county = join(samples, 'ledger-county.xlsx')
const expected = JSON.parse(readFileSync(join(samples, 'ledger-county.expected.json'), 'utf8')) as Expected
const all = { from: '2020-01-01', to: '2023-12-31' }
const noFilter = { text: '' }

async function importInto(casebook: TestCasebook, path: string): Promise<void> {
  const files = { ledger: path }
  const tried = await casebook.ok('importDryRun', { file: 'ledger' }, files)
  expect(tried.blocking).toBe(0)
  await casebook.ok('importLedger', { file: 'ledger', fileSha256: tried.fileSha256 }, files)
}

const rowsOf = (report: ReportJson, key: BreakdownKey) => report.tables.find((table) => table.key === key)?.rows ?? []
const byLabel = (report: ReportJson, key: BreakdownKey) =>
  Object.fromEntries(rowsOf(report, key).map(({ label, cases, people, decidedFen }) => [label, { cases, persons: people, fen: decidedFen }]))

describe('the report on the county ledger', () => {
  let casebook: TestCasebook
  beforeAll(async () => {
    casebook = await openReadyCasebook()
    await importInto(casebook, county)
  }, 60_000)
  afterAll(() => casebook.destroy())

  const annual = async (basis: Basis, period = all) => {
    const report = await casebook.ok('report', { kind: 'annual', period, basis })
    return { ...annualJson(report), sentence: report.sentence, notes: report.notes }
  }

  it('has the headline of four years', async () => {
    const { cases, persons, fen, typical } = expected.total
    const report = await annual('decided')
    expect(report.totals).toEqual({
      accepted: { cases: 36, people: 39 },
      granted: { cases, people: persons, households: persons, fen },
      refused: { cases: 2, people: 2 },
      paid: { cases, people: persons, fen },
      joint: { cases: 0, fen: 0 },
      typical,
    })
    expect(report.sentence).toBe(
      '2020年1月1日至2023年12月31日，共办理国家司法救助案件34件37人，发放救助金86.3万元，其中未成年人3人、困难妇女3人、残疾人10人、老年人11人、农村地区生活困难当事人4人、退役军人5人、低保对象6人，入选典型案例1件。',
    )
    expect(report.notes.join()).toContain('典型案例中有1件没有公布日期')
  })

  it.each(['2020', '2021', '2022', '2023'])('has each figure of %s by its own date', async (year) => {
    const period = { from: `${year}-01-01`, to: `${year}-12-31` }
    const { totals } = await annual('decided', period)
    const { accepted, granted, refused, paid } = expected.byDate
    expect(totals.accepted).toEqual({ cases: accepted[year]?.cases, people: accepted[year]?.people })
    expect(totals.granted).toEqual({ ...granted[year], households: granted[year]?.people })
    expect(totals.refused).toEqual({ cases: refused[year]?.cases ?? 0, people: refused[year]?.people ?? 0 })
    expect(totals.paid).toEqual(paid[year])
    const byAcceptance = rowsOf(await annual('accepted', period), 'category')
    expect(byAcceptance.reduce((sum, row) => sum + row.decidedFen, 0)).toBe(accepted[year]?.fen)
    const byPayment = rowsOf(await annual('paid', period), 'category')
    expect(byPayment.reduce((sum, row) => sum + row.paidFen, 0)).toBe(paid[year]?.fen)
    expect(byPayment.reduce((sum, row) => sum + row.people, 0)).toBe(paid[year]?.people)
  })

  it.each(['accepted', 'decided', 'paid'] as const)('has the tables, by %s', async (basis) => {
    const report = await annual(basis)
    expect(byLabel(report, 'category')).toEqual(expected.byCategory)
    expect(byLabel(report, 'leadSource')).toEqual(expected.byLeadSource)
    expect(byLabel(report, 'charge')).toEqual(expected.byCharge)
    const groups = Object.fromEntries(rowsOf(report, 'specialGroup').map(({ label, people, decidedFen, paidFen }) => [label, { persons: people, fen: decidedFen, paid: paidFen }]))
    expect(groups).toEqual(Object.fromEntries(Object.entries(expected.specialGroupsOverlapping).map(([label, { persons, fen }]) => [label, { persons, fen, paid: fen }])))
    expect(rowsOf(report, 'visit').reduce((sum, row) => sum + row.people, 0)).toBe(expected.total.visited)
    for (const key of ['category', 'leadSource', 'charge', 'month'] as const) {
      expect(rowsOf(report, key).reduce((sum, row) => sum + row.paidFen, 0)).toBe(expected.total.fen)
    }
  })

  it('opens every figure', async () => {
    const refused = await casebook.ok('reportRecords', { ask: { kind: 'annual', period: all, basis: 'decided' }, cell: { table: 'totals', row: 'refused', column: 'people' } })
    expect(refused.map((record) => record.personName)).toEqual(['李子雅', '叶霞红'])
    const treated = await casebook.ok('reportRecords', { ask: { kind: 'annual', period: all, basis: 'decided' }, cell: { table: 'category', row: 'treatment', column: 'decidedFen' } })
    expect(treated.reduce((sum, record) => sum + (record.fen ?? 0), 0)).toBe(expected.byCategory['急需救治']?.fen)
    expect(treated[0]).toMatchObject({ title: expect.stringContaining('冀廊安检救助'), recipientId: expect.any(String), date: expect.stringMatching(/^20/) })
  })

  it('is written as a spreadsheet with the same figures and the list of names', async () => {
    const out = join(casebook.folder, '年度统计表.xlsx')
    const answer = await casebook.ok('reportExport', { ask: { kind: 'annual', period: all, basis: 'decided' }, file: 'out' }, { out })
    expect(answer).toEqual({ fileName: '年度统计表.xlsx', bytes: readFileSync(out).length })
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(out)
    expect(book.worksheets.map((sheet) => sheet.name)).toEqual(['年度统计表', '名册'])
    const [summary, names] = book.worksheets
    const items = new Map<string, ExcelJS.CellValue[]>()
    summary?.eachRow((row) => void items.set(`${row.getCell(1).text}|${row.getCell(2).text}`, [3, 4, 5, 6, 7, 8, 9].map((column) => row.getCell(column).value)))
    expect(items.get('总体情况（不可加总）|给予救助')).toEqual([34, 37, 37, 863_000, '—', '—', '—'])
    expect(items.get('总体情况（不可加总）|本院发放')).toEqual([34, 37, '—', '—', 863_000, '—', '—'])
    expect(items.get('按救助情形统计|小计')).toEqual([34, 37, '—', 863_000, 863_000, '—', '—'])
    expect(items.get('按特殊群体统计（不可加总）|老年人')).toEqual([10, 11, '—', 252_000, 252_000, '—', '—'])
    expect([...items.keys()].filter((key) => key.startsWith('按特殊群体') && key.endsWith('小计'))).toEqual([])
    const text: string[] = []
    names?.eachRow((row) => row.eachCell((cell) => void text.push(cell.text)))
    expect(text.join()).toContain('34件37人')
    // Identity and phone numbers have no business in it.
    expect(text.filter((cell) => /\d{11}/.test(cell))).toEqual([])
    const total = text.filter((cell) => cell === '863000')
    expect(total).toHaveLength(2)
  }, 30_000)

  it('is refused under another extension', async () => {
    const failure = await casebook.fails('reportExport', { ask: { kind: 'annual', period: all, basis: 'decided' }, file: 'out' }, { out: join(casebook.folder, '年报.pdf') })
    expect(failure).toMatchObject({ code: 'invalid', message: expect.stringContaining('.docx') })
    expect(existsSync(join(casebook.folder, '年报.pdf'))).toBe(false)
  })

  it('says who exported what', async () => {
    const { rows } = await casebook.ok('auditList', { caseId: null })
    expect(rows.find((line) => line.action === '导出年度统计表')).toMatchObject({ who: testOfficer.name, entity: 'report' })
  })

  it('goes out as the office’s own ledger and comes back the same', async () => {
    const out = join(casebook.folder, '台账.xlsx')
    await casebook.ok('caseListExport', { filter: noFilter, file: 'out' }, { out })
    const [original, exported] = [readLedger(await readTable(county)), readLedger(await readTable(out))]
    const plain = (reading: typeof original) => reading.cases.map((one) => ({ ...one, rows: [], people: one.people.map((person) => ({ ...person, row: 0, specialGroups: [...person.specialGroups].sort() })) }))
    const byNumber = (list: ReturnType<typeof plain>) => [...list].sort((a, b) => ((a.caseNumber ?? '') < (b.caseNumber ?? '') ? -1 : 1))
    expect(byNumber(plain(exported))).toEqual(byNumber(plain(original)))
    expect(exported.totals).toEqual(original.totals)
    expect(exported.columns).toEqual(original.columns)
    expect(exported.rows.filter(({ kind }) => kind !== 'ok').map(({ kind }) => kind)).toEqual(['skip'])

    // Nothing new in it for this casebook; for an empty one everything.
    expect(await casebook.ok('importDryRun', { file: 'ledger' }, { ledger: out })).toMatchObject({ alreadyImported: true, toImport: { cases: 0 } })
    const other = await openReadyCasebook()
    try {
      await importInto(other, out)
      const [here, there] = [await annual('paid'), annualJson(await other.ok('report', { kind: 'annual', period: all, basis: 'paid' }))]
      expect(there).toEqual({ period: here.period, basis: here.basis, totals: here.totals, tables: here.tables })
    } finally {
      await other.destroy()
    }
  }, 60_000)

  it('goes out as filtered', async () => {
    const out = join(casebook.folder, '2021.xlsx')
    const answer = await casebook.ok('caseListExport', { filter: { text: '', year: 2021 }, file: 'out' }, { out })
    expect(answer.fileName).toBe(basename(out))
    expect(readLedger(await readTable(out)).totals).toMatchObject({ cases: 8, people: 9, refusedCases: 1 })
  }, 30_000)

  it('shows identity numbers only to those who may see them', async () => {
    const viewer = { name: '查看员', login: 'viewer', password: 'correct horse 2' }
    await casebook.ok('accountAdd', { ...viewer, roles: ['viewer'] })
    await casebook.ok('signIn', { login: viewer.login, password: viewer.password })
    const out = join(casebook.folder, '遮蔽.xlsx')
    await casebook.ok('caseListExport', { filter: noFilter, file: 'out' }, { out })
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(out)
    expect(book.worksheets[0]?.getCell(3, 7).value).toBe('131002************')
    expect(book.worksheets[0]?.getCell(3, 8).value).toBe('139****1790')
    await casebook.ok('signIn', { login: testOfficer.login, password: testOfficer.password })
  }, 60_000)
})

describe('an export that is cancelled', () => {
  it('leaves no file', async () => {
    const { context, store } = await openTestCasebook()
    const folder = mkdtempSync(join(tmpdir(), 'casebook-'))
    const cancelled = new CasebookError('cancelled', '已取消')
    const stopping: Context = {
      ...context,
      file: () => join(folder, '台账.xlsx'),
      checkCancelled: () => {
        throw cancelled
      },
    }
    try {
      await createCase(context)
      await expect(reportHandlers.caseListExport(stopping, parsed('caseListExport', { filter: noFilter, file: 'out' }))).rejects.toBe(cancelled)
      await expect(reportHandlers.reportExport(stopping, parsed('reportExport', { ask: { kind: 'annual', period: all, basis: 'paid' }, file: 'out' }))).rejects.toBe(cancelled)
      expect(readdirSync(folder)).toEqual([])
    } finally {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
