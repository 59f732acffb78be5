import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sheetNames } from './sheetText.ts'
import type { TableModel } from './tableModel.ts'
import { writeXlsx } from './xlsx.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'casebook-xlsx-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

async function readBack(path: string): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(path)
  return book
}

const sample: TableModel = {
  name: '年度/统计',
  title: '国家司法救助案件年度统计表',
  subtitle: ['某区人民检察院', '2023-01-01 至 2023-12-31'],
  columns: [
    { key: 'number', label: '救助案号', kind: 'text' },
    { key: 'name', label: '姓名', kind: 'text' },
    { key: 'paper', label: '身份证号码', kind: 'text' },
    { key: 'fen', label: '救助金额（元）', kind: 'yuan' },
    { key: 'people', label: '人数', kind: 'count' },
    { key: 'date', label: '决定日期', kind: 'date' },
  ],
  groups: [{ label: '救助对象', from: 'name', to: 'paper' }],
  rows: [
    { number: '冀廊安检救助〔2023〕1号', name: '冯文文', paper: '131002201005202018', fen: 2300000, people: 1, date: '2023-04-12' },
    { number: '冀廊安检救助〔2023〕2号', name: '=HYPERLINK("http://x","y")', paper: '131002195912071254', fen: 1250050, people: 2, date: '1900-03-01' },
    { number: '', name: '@SUM(A1)', paper: '-1', fen: null, people: null, date: '不详' },
    { number: '', name: '+1', paper: '_x0041_', fen: 1, people: 0, date: '1900-02-28' },
  ],
  spans: [{ key: 'number', from: 1, to: 3 }],
  total: { number: '合计', fen: 3550051, people: 3 },
  notes: ['一件案件有几名救助对象的，案号合并显示。'],
  orientation: 'landscape',
  frozenColumns: 1,
}

describe('writeXlsx', () => {
  it('reads back as it was given: money exact, dates real, text never a formula', async () => {
    const path = join(folder, '统计表.xlsx')
    await writeXlsx(path, [sample, { ...sample, orientation: 'portrait', groups: [] }])
    const book = await readBack(path)
    expect(book.worksheets.map((s) => s.name)).toEqual(['年度 统计', '年度 统计（2）'])
    const sheet = book.worksheets[0]
    if (!sheet) throw new Error('no sheet')
    expect(sheet.getCell('A1').value).toBe(sample.title)
    expect(sheet.getCell('A4').value).toBe('救助案号')
    expect(sheet.getCell('B4').value).toBe('救助对象')
    expect(sheet.getCell('C5').value).toBe('身份证号码')
    expect(sheet.getCell('C6').value).toBe('131002201005202018')
    expect(sheet.getCell('C6').numFmt).toBe('@')
    expect(sheet.getCell('D6').value).toBe(23000)
    expect(sheet.getCell('D7').value).toBe(12500.5)
    expect(sheet.getCell('D7').numFmt).toBe('#,##0.00')
    expect(sheet.getCell('D9').value).toBe(0.01)
    expect(sheet.getCell('E9').value).toBe(0)
    expect(sheet.getCell('F6').value).toEqual(new Date('2023-04-12T00:00:00Z'))
    expect(sheet.getCell('F7').value).toEqual(new Date('1900-03-01T00:00:00Z'))
    expect(sheet.getCell('F8').value).toBe('不详')
    expect(sheet.getCell('F9').value).toBe('1900-02-28')
    for (const at of ['B7', 'B8', 'B9', 'C8']) expect(sheet.getCell(at).type).toBe(ExcelJS.ValueType.String)
    expect(sheet.getCell('B7').value).toBe('=HYPERLINK("http://x","y")')
    expect(sheet.getCell('D10').value).toBe(35500.51)
    expect(sheet.model.merges).toEqual(expect.arrayContaining(['A1:F1', 'A4:A5', 'B4:C4', 'A7:A9', 'A11:F11']))
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 5, xSplit: 1 })
    expect(sheet.pageSetup).toMatchObject({ orientation: 'landscape', paperSize: 9, fitToPage: true, fitToWidth: 1, fitToHeight: 0 })
    expect(sheet.pageSetup.printTitlesRow).toBe('4:5')
    expect(sheet.headerFooter.oddFooter).toContain('第 &P 页')
    expect(book.worksheets[1]?.pageSetup.orientation).toBe('portrait')
    expect(readdirSync(folder)).toEqual(['统计表.xlsx'])
  })

  it('gives back any text and any amount', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.string({ unit: 'binary', minLength: 1 }), fc.integer({ min: -1e13, max: 1e13 })), { minLength: 1, maxLength: 20 }), async (rows) => {
        const path = join(folder, 'any.xlsx')
        await writeXlsx(path, [
          {
            name: '任意',
            title: '任意',
            subtitle: [],
            columns: [
              { key: 't', label: '文字', kind: 'text' },
              { key: 'y', label: '金额', kind: 'yuan' },
            ],
            rows: rows.map(([t, y]) => ({ t, y })),
            notes: [],
            orientation: 'portrait',
          },
        ])
        const sheet = (await readBack(path)).worksheets[0]
        rows.forEach(([, fen], i) => {
          const amount = sheet?.getCell(i + 3, 2).value
          expect(Math.round(Number(amount) * 100)).toBe(fen)
          expect(sheet?.getCell(i + 3, 1).formula).toBeUndefined()
        })
      }),
      { numRuns: 15 },
    )
  }, 60_000)

  it('leaves nothing behind when cancelled, and the old file as it was', async () => {
    const path = join(folder, '旧.xlsx')
    writeFileSync(path, 'old')
    const rows = Array.from({ length: 5000 }, (_, i) => ({ number: String(i) }))
    let asked = 0
    await expect(writeXlsx(path, [{ ...sample, rows, spans: [] }], { cancelled: () => ++asked > 5 })).rejects.toMatchObject({ code: 'cancelled' })
    expect(readdirSync(folder)).toEqual(['旧.xlsx'])
  })

  it('says what to do when the place is gone', async () => {
    await expect(writeXlsx(join(folder, '没有', 'a.xlsx'), [sample])).rejects.toMatchObject({ code: 'not-found' })
    expect(readdirSync(folder)).toEqual([])
  })
})

it('cleans and numbers sheet names', () => {
  expect(sheetNames(['a/b', 'A b', '', "'x'", 'History', '很'.repeat(40), '很'.repeat(40)])).toEqual([
    'a b', 'A b（2）', '表', 'x', 'History（2）', '很'.repeat(31), `${'很'.repeat(28)}（2）`,
  ])
})
