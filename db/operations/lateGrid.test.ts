import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { gridColumns } from '../domain/gridColumns.ts'
import { readTable } from '../exchange/readTable.ts'
import { findHeader } from '../exchange/ledgerColumns.ts'
import { caseListHandlers } from './caseLists.ts'
import { caseHandlers } from './cases.ts'
import { lateGridHandlers } from './lateGrid.ts'
import { ledgerHandlers } from './ledgers.ts'
import { openTestCasebook, parsed, refusal } from './testContext.ts'
import type { TestCasebook } from './testContext.ts'

const countyFile = join(import.meta.dirname, '../exchange/samples/ledger-county.xlsx')
let casebook: TestCasebook
beforeEach(async () => {
  casebook = await openTestCasebook()
})
afterEach(() => casebook.store.close())

type Typed = Partial<Record<string, string>>
/** A row of the grid from what is typed under some of its headings. */
const rowOf = (typed: Typed): string[] => gridColumns.map(({ key }) => typed[key] ?? '')
const tryRows = (rows: Typed[]) => lateGridHandlers.gridTry(casebook.context, parsed('gridTry', { rows: rows.map(rowOf) }))
const save = (rows: Typed[]) => lateGridHandlers.gridSave(casebook.context, parsed('gridSave', { rows: rows.map(rowOf) }))
const list = async () => (await caseListHandlers.caseList(casebook.context, parsed('caseList', { filter: {} }))).rows
const countOf = (table: string) => casebook.store.raw.prepare(`select count(*) from ${table}`).pluck().get()

const mother: Typed = {
  caseNumber: '冀廊安检救助〔2021〕7号', acceptedOn: '2021.3.5', name: '王小红', paper: '131002198209153008', category: '重伤或严重残疾', charge: '故意伤害',
  leadSource: '妇联', amount: '2.5万', decidedOn: '20210318', paidOn: '2021年3月25日', officer: '张承办',
} // prettier-ignore
const child: Typed = { name: '王小宝', amount: '1万', decidedOn: '20210318', paidOn: '2021年3月25日' }

describe('the columns of the grid', () => {
  it('are those of the county ledger in its order, without the serial number', async () => {
    const { sheets } = await readTable(countyFile)
    const header = sheets[0] && findHeader(sheets[0])
    const fields = header?.columns.map(({ field }) => field)
    expect(fields).toEqual(['serial', ...gridColumns.map(({ key }) => key)])
    expect(header?.columns.map(({ heading }) => heading).slice(1)).toEqual(gridColumns.map(({ heading }) => heading))
  })
})

describe('typed rows', () => {
  it('are understood as an import understands them: the whole county ledger gives its known totals', async () => {
    const { sheets } = await readTable(countyFile)
    const rows = sheets[0]?.rows.slice(2, 41).map((row) => gridColumns.map((_, index) => row[index + 1]?.text ?? '')) ?? []
    const report = await lateGridHandlers.gridTry(casebook.context, parsed('gridTry', { rows }))
    expect(report.totals).toMatchObject({ cases: 34, people: 37, fen: 86_300_000, refusedCases: 2, refusedPeople: 2, typical: 1, visited: 33 })
    expect(report.blocking).toBe(0)
    expect(report.rows.map(({ row }) => row)).toEqual(rows.map((_, index) => index + 1))
    expect(report.columns.map(({ heading }) => heading)).toEqual(gridColumns.map(({ heading }) => heading))
  })

  it('take dates and amounts as anybody writes them, and a row without a number into the case above', async () => {
    const report = await tryRows([mother, child])
    expect(report.totals).toMatchObject({ cases: 1, people: 2, fen: 3_500_000 })
    expect(report.rows.map(({ kind, understood }) => [kind, understood?.caseNumber, understood?.fen])).toEqual([
      ['ok', '冀廊安检救助〔2021〕7号', 2_500_000],
      ['warning', '冀廊安检救助〔2021〕7号', 1_000_000], // without a paper
    ])
    expect(report.rows[1]?.reasons).toEqual(['身份证号码：没有证件号码，按无证件读入，以后可在案件中补上'])
    expect(report.rows[0]?.understood?.dates).toBe('受理 2021-03-05，决定 2021-03-18，发放 2021-03-25')
  })

  it('name what is wrong cell by cell, in words that do not speak of a file', async () => {
    const report = await tryRows([
      { ...mother, decidedOn: '2021-02-30' },
      { ...child, caseNumber: '冀廊安检救助〔2021〕8号', paper: '131002198209153001' },
      { name: '只有姓名' },
      { ...mother, caseNumber: '', officer: '别的人', name: '另一人', paper: '' },
      { ...mother, caseNumber: '冀廊安检救助〔2021〕9号', paper: '', outcome: '给予救助', amount: '' },
    ])
    const said = report.rows.map(({ kind, reasons }) => [kind, reasons.join()] as const)
    expect(said[0]).toEqual(['error', expect.stringContaining('决定日期：')])
    expect(said[1]).toEqual(['error', expect.stringContaining('身份证号码：')])
    expect(said[2]).toEqual(['error', '这一行只填了一格，请填写完整，或清除这一行'])
    expect(said[3]).toEqual(['needs-decision', expect.stringMatching(/救助案号：没有案号，分不清与第 2 行.*请补上案号/)])
    expect(said[4]).toEqual(['error', expect.stringContaining('救助金额（元）：结果是给予救助，却没有金额，请补上')])
    expect(said.map(([, words]) => words).join()).not.toMatch(/文件|导入|台账中/)
    expect(report.blocking).toBe(5)
  })

  it('leave out empty rows and a row of totals', async () => {
    const report = await tryRows([mother, {}, { caseNumber: '合计', amount: '25000' }])
    expect(report.rows.map(({ kind }) => kind)).toEqual(['ok', 'skip', 'skip'])
    expect(report.toImport).toEqual({ cases: 1, people: 1, fen: 2_500_000 })
  })
})

describe('saving', () => {
  it('makes historical cases entered late, which stay quiet, as one batch called 补录', async () => {
    const saved = await save([mother, child])
    expect(saved).toMatchObject({ cases: 1, people: 2, fen: 3_500_000 })
    const [item] = await list()
    const file = await caseHandlers.caseGet(casebook.context, { id: item?.id ?? '' })
    expect(file).toMatchObject({ caseNumber: mother['caseNumber'], historical: true, origin: 'late', acceptedOn: '2021-03-05', officerName: '张承办', stage: 'closed' })
    expect(file.recipients.map(({ person }) => person.name)).toEqual(['王小红', '王小宝'])
    expect(await caseListHandlers.dutyList(casebook.context)).toEqual([])
    expect(await ledgerHandlers.importBatches(casebook.context)).toMatchObject([{ id: saved.batchId, fileName: '补录', cases: 1, people: 2, fen: 3_500_000, takenBackAt: null }])
    expect(casebook.store.raw.prepare("select count(*) from audit_entry where action = '补录旧案'").pluck().get()).toBeGreaterThan(0)
  })

  it('is all or nothing: with one bad row nothing is written, and the row is named', async () => {
    const error = await refusal(save([mother, { ...child, caseNumber: '冀廊安检救助〔2021〕8号', paidOn: '2021-13-01' }]))
    expect(error.code).toBe('invalid')
    expect(error.message).toMatch(/^有 1 行要先改好，没有保存任何内容：第 2 行 .*发放日期/)
    expect(error.fields?.map(({ path }) => path)).toContain('rows.1')
    expect([countOf('relief_case'), countOf('person'), countOf('import_batch')]).toEqual([0, 0, 0])
  })

  it('says which case numbers exist already, does not write them again, and refuses when nothing new remains', async () => {
    await save([mother])
    const fresh = { ...mother, caseNumber: '冀廊安检救助〔2021〕8号', name: '刘新', paper: '' }
    const report = await tryRows([mother, fresh])
    expect(report.rows.map(({ kind, reasons }) => [kind, reasons[0]])).toEqual([
      ['skip', '已在台账中，不再保存'],
      ['warning', expect.stringContaining('没有证件号码')],
    ])
    const stranger = await tryRows([{ ...mother, name: '不相干', paper: '' }])
    expect(stranger.rows[0]).toMatchObject({ kind: 'needs-decision' })
    expect(stranger.rows[0]?.reasons.join()).toMatch(/已在台账中（王小红）.*这一行不要保存；案号有误的，请改正$/)
    expect((await refusal(save([mother]))).message).toContain('都已在台账中')
    expect(await save([mother, fresh])).toMatchObject({ cases: 1, people: 1 })
    expect(await list()).toHaveLength(2)
  })

  it('takes cases that have no number, each with its people, and knows them again', async () => {
    const old: Typed = { ...mother, caseNumber: '无', decidedOn: '2013-03-18', acceptedOn: '2013-03-05', paidOn: '2013-03-25' }
    const rows = [old, child, { ...old, name: '赵有福', paper: '', acceptedOn: '2013-04-05', amount: '3000' }]
    const report = await tryRows(rows)
    expect(report.rows.map(({ kind, reasons }) => [kind, reasons.join().includes('写明没有案号')])).toEqual([['warning', true], ['warning', false], ['warning', true]])
    expect(await save(rows)).toMatchObject({ cases: 2, people: 3 })
    expect((await list()).map(({ caseNumber, people }) => [caseNumber, people.length]).sort()).toEqual([[null, 1], [null, 2]])
    expect((await tryRows(rows)).alreadyImported).toBe(true)
    expect((await tryRows([{ ...old, caseNumber: '' }, old])).rows[0]?.stops.join()).toContain('案件没有案号的写“无”')
  })

  it('refuses a table without cases', async () => {
    expect((await refusal(save([{}]))).message).toContain('还没有案件')
  })

  it('can be taken back whole, and then typed again', async () => {
    const before = { cases: countOf('relief_case'), people: countOf('person') }
    const { batchId } = await save([mother, child])
    const takeBack = () => ledgerHandlers.importTakeBack(casebook.context, parsed('importTakeBack', { id: batchId ?? '', version: 1, reason: '重复录入' }))
    await takeBack()
    expect({ cases: countOf('relief_case'), people: countOf('person') }).toEqual(before)
    expect(await list()).toEqual([])
    expect(await save([mother, child])).toMatchObject({ cases: 1, people: 2 })
  })

  it('is not taken back once a step was recorded on one of its cases', async () => {
    const { batchId } = await save([mother])
    const [item] = await list()
    const at = '2026-01-01T00:00:00.000Z'
    casebook.store.raw
      .prepare("insert into case_step (id, case_id, kind, happened_on, late, created_at, created_by, updated_at, updated_by) values ('s', ?, 'archive', '2021-04-01', 0, ?, '张', ?, '张')")
      .run(item?.id, at, at)
    const error = await refusal(ledgerHandlers.importTakeBack(casebook.context, parsed('importTakeBack', { id: batchId ?? '', version: 1, reason: '重复录入' })))
    expect(error).toMatchObject({ code: 'conflict', message: expect.stringContaining(mother['caseNumber'] ?? '') as string })
  })

  it('keeps the line breaks of a pasted cell', async () => {
    await save([{ ...mother, remark: '第一行\n第二行' }])
    const [item] = await list()
    expect((await caseHandlers.caseGet(casebook.context, { id: item?.id ?? '' })).remark).toBe('第一行\n第二行')
  })
})
