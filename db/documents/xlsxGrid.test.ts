import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { writeGrid } from './xlsxGrid.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'casebook-grid-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const rows = [
  ['某区救助台账', '', ''],
  ['案号', '身份证号码', '金额', '原因'],
  ['冀廊安检救助〔2022〕1号', '131002199001011000', 20000.5, '金额：请核对\n第二行'],
  ['', '2022-01-05', '=1+1', '_x0041_<&"'],
]
const grid = { name: '2022年', columns: [{ width: 16 }, { width: 16 }, { width: 16 }, { width: 60, wrapped: true as const }], headRows: 2, rows }
const merge = (top: number, left: number, bottom: number, right: number) => ({ top, left, bottom, right })

async function written(merges: ReturnType<typeof merge>[]): Promise<ExcelJS.Worksheet> {
  const path = join(folder, '未导入的行.xlsx')
  await writeGrid(path, { ...grid, merges })
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(path)
  const [sheet] = book.worksheets
  if (!sheet) throw new Error('no sheet')
  return sheet
}

it('puts every cell where it was: text as text, numbers as numbers, nothing a formula', async () => {
  const sheet = await written([merge(1, 1, 1, 3)])
  expect(sheet.name).toBe('2022年')
  expect(sheet.model.merges).toEqual(['A1:C1'])
  expect(sheet.getCell('B3')).toMatchObject({ value: '131002199001011000', numFmt: '@' })
  expect(sheet.getCell('C3').value).toBe(20000.5)
  expect(sheet.getCell('A4').value).toBeNull()
  expect(sheet.getCell('B4')).toMatchObject({ value: '2022-01-05', numFmt: '@' })
  expect(sheet.getCell('C4')).toMatchObject({ value: '=1+1', type: ExcelJS.ValueType.String })
  expect(sheet.getCell('D3')).toMatchObject({ value: '金额：请核对\n第二行', alignment: { wrapText: true } })
  expect(sheet.getCell('A3').alignment).toBeUndefined()
  expect(sheet.getColumn(4).width).toBe(60)
  expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 2 })
  expect(sheet.pageSetup.printTitlesRow).toBe('1:2')
})

it('leaves out merged areas for which Excel would take the file for damaged', async () => {
  const sheet = await written([merge(1, 1, 1, 1), merge(1, 1, 2, 1), merge(2, 1, 2, 2), merge(1, 2, 1, 3)])
  expect(sheet.model.merges).toEqual(['A1:A2', 'B1:C1'])
})
