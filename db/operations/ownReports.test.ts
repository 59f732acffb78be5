import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OwnDefinition } from '../domain/ownReports.ts'
import type { FigureTable } from '../domain/reportModel.ts'
import { openReadyCasebook } from './testCasebook.ts'
import type { TestCasebook } from './testCasebook.ts'
import { caseInput } from './testContext.ts'

const period = { from: '2023-01-01', to: '2023-12-31' }
const definition: OwnDefinition = { rows: 'category', columns: null, measures: ['cases', 'people'], filters: [{ dimension: 'outcome', values: ['grant', null] }], basis: 'decided', period: null }

describe('own reports', () => {
  let casebook: TestCasebook
  beforeAll(async () => {
    casebook = await openReadyCasebook()
  }, 60_000)
  afterAll(() => casebook.destroy())

  it('are kept under a name for the office, changed, moved away and brought back, each on record', async () => {
    const saved = await casebook.ok('ownReportSave', { id: null, version: null, name: ' 各情形 ', definition })
    expect(await casebook.ok('ownReportList', undefined)).toEqual([{ id: saved.id, version: 1, name: '各情形', definition }])
    const twice = await casebook.fails('ownReportSave', { id: null, version: null, name: '各情形', definition })
    expect(twice.fields).toEqual([{ path: 'name', message: expect.stringContaining('已有名为“各情形”') as string }])
    const changed = await casebook.ok('ownReportSave', { id: saved.id, version: saved.version, name: '各情形人数', definition: { ...definition, measures: ['people'] } })
    expect((await casebook.fails('ownReportSave', { id: saved.id, version: saved.version, name: '各情形人数', definition })).code).toBe('stale')
    const report = await casebook.ok('report', { kind: 'own', ownId: saved.id, period, basis: 'decided' })
    expect(report).toMatchObject({ title: '各情形人数', ask: { ownId: saved.id } })
    expect((report.tables[0] as FigureTable).columns.map(({ label }) => label)).toEqual(['人'])

    await casebook.ok('ownReportRecycle', { id: saved.id, version: changed.version, reason: '不用了' })
    expect(await casebook.ok('ownReportList', undefined)).toEqual([])
    expect((await casebook.fails('report', { kind: 'own', ownId: saved.id, period, basis: 'decided' })).code).toBe('not-found')
    expect(await casebook.ok('ownReportBin', undefined)).toMatchObject([{ id: saved.id, name: '各情形人数', reason: '不用了' }])
    await casebook.ok('ownReportRestore', { id: saved.id })
    expect(await casebook.ok('ownReportBin', undefined)).toEqual([])
    expect((await casebook.ok('ownReportList', undefined)).map(({ name }) => name)).toEqual(['各情形人数'])
    const { rows } = await casebook.ok('auditList', { caseId: null })
    expect(rows.map(({ action }) => action).filter((action) => action.includes('自定义报表'))).toEqual(['恢复自定义报表', '移走自定义报表', '修改自定义报表', '新建自定义报表'])
  })

  it('open their figures before they are saved', async () => {
    await casebook.ok('caseCreate', caseInput({ basics: { acceptedOn: '2019-05-06' } }))
    const ask = { definition: { ...definition, filters: [], basis: 'accepted' as const }, period: { from: '2019-01-01', to: '2019-12-31' } }
    const table = (await casebook.ok('ownReportTry', ask)).tables[0] as FigureTable
    const [row] = table.rows
    const [column] = table.columns
    const found = await casebook.ok('ownReportTryRecords', { ...ask, cell: { table: table.key, row: row?.key ?? '', column: column?.key ?? '' } })
    expect(found).toHaveLength(1)
    expect((await casebook.fails('ownReportTryRecords', { ...ask, cell: { table: table.key, row: 'nothing', column: 'x' } })).code).toBe('invalid')
  })

  it('are seen while they are put together, and offer what can be filtered by', async () => {
    expect((await casebook.ok('ownReportTry', { definition, period })).tables[0]?.rows).toEqual([])
    const values = async (dimension: OwnDefinition['rows']) => (await casebook.ok('ownReportValues', { dimension })).map(({ key, label }) => [key, label])
    expect(await values('outcome')).toEqual([['grant', '给予救助'], ['refuse', '不予救助'], [null, '尚未决定']])
    expect((await values('category'))[0]).toEqual(['injury', '重伤或严重残疾'])
    expect(await values('month')).toEqual([])
    expect(await casebook.fails('ownReportTry', { definition: { ...definition, measures: [] }, period })).toMatchObject({ code: 'invalid' })
  })
})
