import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textOf } from '../documents/testDocx.ts'
import { pngOf } from '../documents/testPictures.ts'
import { nameChoices } from '../domain/exportOptions.ts'
import { reportKinds } from '../domain/reportModel.ts'
import { readTable } from '../exchange/readTable.ts'
import { namesBehind } from '../reports/naming.ts'
import type { Input } from './contract.ts'
import { openReadyCasebook, testOfficer } from './testCasebook.ts'
import type { TestCasebook } from './testCasebook.ts'
import { createCase, openTestCasebook, recipientInput } from './testContext.ts'

const county = join(import.meta.dirname, '../exchange/samples/ledger-county.xlsx')
const annual = { kind: 'annual', period: { from: '2020-01-01', to: '2023-12-31' }, basis: 'decided' } as const
const minors = { table: 'specialGroup', row: 'minor', column: 'people' }
type Options = Input<'reportExport'>['options']

describe('what leaves the program', () => {
  let casebook: TestCasebook
  let everybody: { name: string; minor: boolean }[] = []
  beforeAll(async () => {
    casebook = await openReadyCasebook()
    const { fileSha256 } = await casebook.ok('importDryRun', { file: 'ledger' }, { ledger: county })
    await casebook.ok('importLedger', { file: 'ledger', fileSha256 }, { ledger: county })
    const young = await casebook.ok('reportRecords', { ask: annual, cell: minors })
    const all = await casebook.ok('reportRecords', { ask: annual, cell: { table: 'totals', row: 'granted', column: 'people' } })
    everybody = all.map(({ personName }) => ({ name: personName, minor: young.some((one) => one.personName === personName) }))
    expect(everybody.filter(({ minor }) => minor).length).toBeGreaterThan(2)
  }, 60_000)
  afterAll(() => casebook.destroy())

  const out = (name: string) => join(casebook.folder, name)
  async function texts(name: string): Promise<string> {
    if (name.endsWith('.docx')) return textOf(readFileSync(out(name)))
    return (await readTable(out(name))).sheets.flatMap(({ rows }) => rows.flatMap((row) => row.map(({ text }) => text))).join('\n')
  }
  const named = (text: string) => everybody.filter(({ name }) => text.includes(name))
  const write = (name: string, options: Options = {}, cell: Input<'reportExport'>['cell'] = null) => casebook.ok('reportExport', { ask: annual, cell, file: 'out', options }, { out: out(name) })

  it.each(['xlsx', 'docx', 'csv'])('.%s has every report, the annual one with its roster: nobody by name, no number of a person', async (ending) => {
    const own = (await casebook.ok('ownReportList', undefined))[0] ?? (await casebook.ok('ownReportSave', { id: null, version: null, name: '自定义报表', definition: { rows: 'category', columns: 'outcome', measures: ['cases', 'people'], filters: [], basis: 'decided', period: null } }))
    for (const { kind, title } of reportKinds) {
      const name = `国家司法救助${title}（2020—2023年）.${ending}`
      const { fileName, bytes } = await casebook.ok('reportExport', { ask: { ...annual, kind, ownId: kind === 'own' ? own.id : undefined }, file: 'out' }, { out: out(name) })
      expect({ fileName, bytes }).toEqual({ fileName: name, bytes: readFileSync(out(name)).length })
      const text = await texts(name)
      expect(named(text), name).toEqual([])
      expect(text.match(/\d{15,}/g), name).toBeNull()
    }
    expect(await texts(`国家司法救助年度统计表（2020—2023年）.${ending}`)).toMatch(/34件37人/)
  }, 120_000)

  it.each(['xlsx', 'docx', 'csv'])('.%s has the list behind a figure under the figure in words, with as many lines and the same sum', async (ending) => {
    const cell = { table: 'totals', row: 'granted', column: 'decidedFen' }
    await write(`名单.${ending}`, {}, cell)
    const text = await texts(`名单.${ending}`)
    expect(text).toContain('给予救助　34 件 37 人 37 户 86.3 万元')
    expect(text).toContain('共 37 条，涉及 34 件案件')
    expect(text.replaceAll(',', '')).toMatch(/863000/)
    expect(named(text)).toEqual([])
    expect(text).toContain('未成年人不写姓名')
  }, 60_000)

  it('names in full need a reason and the permission; both are looked at before anything is written', async () => {
    const ask = (options: Options) => casebook.fails('reportExport', { ask: annual, file: 'out', options }, { out: out('不该有.xlsx') })
    expect(await ask({ names: 'adults' })).toMatchObject({ code: 'invalid', fields: [{ path: 'options.reason' }] })
    expect(await ask({ names: 'everyone', reason: '  ' })).toMatchObject({ code: 'invalid' })
    const viewer = { login: 'viewer', password: 'correct horse 2' }
    await casebook.ok('accountAdd', { ...viewer, name: '查看员', roles: ['viewer'] })
    await casebook.ok('signIn', viewer)
    expect(await ask({ names: 'adults', reason: '核对' })).toMatchObject({ code: 'forbidden', message: expect.stringContaining('办案') as string })
    expect(await casebook.fails('reportPaper', { ask: annual, options: { names: 'everyone', reason: '核对' } })).toMatchObject({ code: 'forbidden' })
    await write('查看.csv')
    await casebook.ok('signIn', { login: testOfficer.login, password: testOfficer.password })
    expect(readdirSync(casebook.folder)).toContain('查看.csv')
    expect(existsSync(out('不该有.xlsx'))).toBe(false)
  }, 60_000)

  it('adults or everyone by name, for a reason that stands in the audit', async () => {
    for (const names of nameChoices.slice(1)) {
      await write(`${names}.csv`, { names, reason: `财政局核对发放名单：${names}` })
      const found = named(await texts(`${names}.csv`))
      expect(found).toEqual(everybody.filter(({ minor }) => names === 'everyone' || !minor))
      const { rows } = await casebook.ok('auditList', { caseId: null })
      expect(rows[0]).toMatchObject({ action: '导出年度统计表', reason: `财政局核对发放名单：${names}`, who: testOfficer.name })
    }
  }, 60_000)

  it('a print is made from the same tables and logged likewise', async () => {
    const paper = await casebook.ok('reportPaper', { ask: annual, cell: minors, options: { orientation: 'landscape' } })
    expect(paper.title).toContain('未成年人')
    expect(paper.headline).toContain('试验区人民检察院')
    expect(paper.html).toContain('size: A4 landscape;')
    expect(named(paper.html)).toEqual([])
    const { rows } = await casebook.ok('auditList', { caseId: null })
    expect(rows[0]).toMatchObject({ action: '打印年度统计表的名单', reason: null })
    expect((await casebook.ok('reportPaper', { ask: annual, options: { roster: false } })).html).not.toContain('名册')
  })

  it('papers take the charts of the page along, PNG only; a workbook leaves them out', async () => {
    const pictures = [{ title: '救助情形', png: pngOf(900, 300) }]
    await casebook.ok('reportExport', { ask: annual, file: 'out', pictures }, { out: out('带图.docx') })
    expect(textOf(readFileSync(out('带图.docx')))).toContain('图表\n救助情形')
    expect((await casebook.ok('reportPaper', { ask: annual, pictures })).html).toContain('<h2>图表</h2>')
    await casebook.ok('reportExport', { ask: annual, file: 'out', pictures }, { out: out('带图.xlsx') })
    expect(await texts('带图.xlsx')).toContain('34件37人')
    for (const png of [new TextEncoder().encode('GIF89a'), pngOf(10, 10).subarray(0, 20), new Uint8Array([...pngOf(10, 10), ...new Uint8Array(2_000_000)])]) {
      expect(await casebook.fails('reportExport', { ask: annual, file: 'out', pictures: [{ title: '图', png }] }, { out: out('无图.docx') })).toMatchObject({ code: 'invalid', fields: [{ path: 'pictures.0.png', message: expect.stringContaining('不是 PNG') as string }] })
    }
    expect(await casebook.fails('reportPaper', { ask: annual, pictures: Array.from({ length: 11 }, () => pictures[0] as (typeof pictures)[0]) })).toMatchObject({ code: 'invalid' })
    expect(existsSync(out('无图.docx'))).toBe(false)
  }, 60_000)

  it('a figure that the report does not have is refused, and another ending too', async () => {
    expect(await casebook.fails('reportExport', { ask: annual, cell: { table: 'totals', row: 'x', column: 'y' }, file: 'out' }, { out: out('a.csv') })).toMatchObject({ code: 'invalid' })
    expect(await casebook.fails('reportExport', { ask: annual, file: 'out' }, { out: out('a.doc') })).toMatchObject({ code: 'invalid', message: expect.stringContaining('.docx') as string })
    expect(casebook.bugs).toEqual([])
  })
})

describe('names behind records', () => {
  it('finds whom a case names: a minor by age when the case came in or by mark, guardians and suspects as adults', async () => {
    const { context, store } = await openTestCasebook()
    try {
      const { id } = await createCase(context, {
        recipients: [
          recipientInput({ name: '当年未成年', birthDate: '2003-05-01' }, { guardianName: '监护人甲' }),
          recipientInput({ name: '标注未成年' }, { specialGroups: ['minor'] }),
          recipientInput({ name: '成年人', birthDate: '1980-05-01' }),
        ],
        basics: { acceptedOn: '2021-03-01' },
        original: { suspects: '嫌疑人甲、嫌疑人乙' },
      })
      const of = await namesBehind(store.read, [{ caseId: id, leadId: null }], '2030-01-01')
      const found = Object.fromEntries(of({ caseId: id, leadId: null }).map(({ name, minor }) => [name, minor]))
      expect(found).toEqual({ 当年未成年: true, 标注未成年: true, 成年人: false, 监护人甲: false, 嫌疑人甲: false, 嫌疑人乙: false })
      expect(of({ caseId: null, leadId: null })).toEqual([])
    } finally {
      await store.close()
    }
  })
})
