import { join } from 'node:path'
import ExcelJS from 'exceljs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faults } from './axe.ts'
import { cleanUp, launchCasebook, temporaryFolder } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { answerDialogs, button, focused, goTo, setUp, tabTo, tryLedger } from './hands.ts'

/** As an office might head its columns: what was paid is under a name of its own. */
const headings = ['救助案号', '受理日期', '姓名', '救助情形', '审查结果', '给多少', '决定日期', '发放日期']
const granted = (number: number, name: string, amount: string) => [`晋永检救助〔2022〕${number}号`, '2022-01-05', name, '重伤或严重残疾', '给予救助', amount, '2022-01-20', '2022-02-01']
/** Case 2 waits for its second person. */
const lines = [granted(1, '王小明', '20000'), granted(2, '赵春花', '10000'), granted(2, '赵秋生', '约两三万'), granted(3, '钱桂英', '1.5万')]
const earlier = [headings.slice(0, 7).with(5, '救助金额'), granted(5, '李秀兰', '8000').slice(0, 7).map((text) => text.replace('2022', '2021'))]
/** No name of a person is told from this heading, nor from these texts. */
const unnamed = [['案卷', '登记时间', '给谁', '情形', '结果', '救助金额', '何时决定'], ['晋永检救助〔2019〕4号', '2019-03-01', '孙长河（父）', '重伤或严重残疾', '给予救助', '8000', '2019-03-20']]

async function write(path: string, sheets: Record<string, string[][]>): Promise<void> {
  const book = new ExcelJS.Workbook()
  for (const [name, rows] of Object.entries(sheets)) book.addWorksheet(name).addRows(rows)
  await book.xlsx.writeFile(path)
}

async function textsIn(path: string): Promise<{ book: ExcelJS.Workbook; sheet: ExcelJS.Worksheet; rows: string[][] }> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(path)
  const [sheet] = book.worksheets
  if (!sheet) throw new Error('the file has no sheet')
  const rows: string[][] = []
  sheet.eachRow((row) => rows.push((row.values as ExcelJS.CellValue[]).slice(1).map(String)))
  return { book, sheet, rows }
}

describe('a ledger that is not as it should be', () => {
  let casebook: RunningCasebook
  let page: Page
  let folder: string
  const ledger = () => join(folder, '永和救助.xlsx')
  const refused = () => join(folder, '永和救助（未导入的行）.xlsx')
  const summary = () => page.getByRole('region', { name: '试导入结果' })
  const columns = () => page.getByRole('region', { name: '各列当作什么' })
  const imported = (counts: string) => page.getByRole('heading', { name: `已导入 ${counts}` }).waitFor()

  beforeAll(async () => {
    folder = temporaryFolder()
    casebook = await launchCasebook({ folder })
    page = casebook.page
    await casebook.resize(1366, 768)
    await setUp(page)
    await write(ledger(), { '2022年': [headings, ...lines], '2021年': earlier, '2019年': unnamed, 说明: [['填写说明'], ['逐人填写']] })
  })
  afterAll(cleanUp)

  it('names its sheets, and has a column corrected from the keyboard', async () => {
    await tryLedger(casebook, ledger())
    const sheets = page.getByRole('group', { name: '“永和救助.xlsx”的工作表' })
    expect(await sheets.getByRole('button', { pressed: true }).innerText()).toContain('2022年')
    expect(await sheets.innerText()).toContain('不像台账')
    expect(await summary().innerText()).toContain('“2021年”也像台账。一次导入一张')
    await casebook.screenshot('ledger-tried')

    await summary().locator('summary').focus()
    await page.keyboard.press('Enter')
    await columns().waitFor()
    expect(await columns().getByRole('row').filter({ hasText: '给多少' }).innerText()).toContain('约两三万')
    await tabTo(page, '“给多少”当作')
    const select = columns().getByLabel('“给多少”当作')
    for (let presses = 0; presses < 60 && (await select.inputValue()) !== '救助金额'; presses += 1) await page.keyboard.press('ArrowDown')
    // On the way there nothing was taken from the other columns for good.
    expect(await columns().getByLabel('“决定日期”当作').inputValue()).toBe('决定日期')
    expect(await faults(page)).toEqual([])
    await casebook.screenshot('ledger-columns')
    await tabTo(page, '按选定的列重新试导入')
    await page.keyboard.press('Enter')
    await expect.poll(() => summary().locator('summary').innerText()).toContain('按您选定的列读出')
    await expect.poll(() => focused(page)).toBe('试导入结果')
  })

  it('brings in the good cases, and saves the other rows with why', async () => {
    await expect.poll(() => summary().innerText()).toContain('有 1 行要先改好')
    expect(await summary().innerText()).toContain('其中 1 行本身没有问题')
    expect(await button(page, '确认导入').isDisabled()).toBe(true)
    await casebook.screenshot('ledger-stopped')
    await button(page, '先导入 2 件 2 人').click()
    await imported('2 件 2 人 35,000.00 元')
    await answerDialogs(casebook.app, refused())
    await button(page, '另存未导入的行').click()
    await page.getByRole('status').filter({ hasText: '已把 2 行另存为“永和救助（未导入的行）.xlsx”' }).last().waitFor()
    expect(await faults(page)).toEqual([])
    await casebook.screenshot('ledger-part')
    const { rows } = await textsIn(refused())
    expect(rows.map((row) => [row[2], row[5], row[8]])).toEqual([
      ['姓名', '给多少', '原因'],
      ['赵春花', '10000', expect.stringContaining('同一案件')],
      ['赵秋生', '约两三万', expect.stringContaining('给多少')],
    ])
  })

  it('goes on with the next ledger of the file', async () => {
    await button(page, '接着试导入“2021年”').click()
    await expect.poll(() => summary().innerText()).toContain('可以导入：1 件 1 人，救助金 8,000.00 元')
    await expect.poll(() => focused(page)).toBe('试导入结果')
  })

  it('reads nothing of a sheet that lacks a column until it is named', async () => {
    expect(await page.getByRole('button', { name: /^2022年/ }).innerText()).toContain('已导入')
    await page.getByRole('button', { name: /^2019年/ }).click()
    await expect.poll(() => summary().innerText()).toContain('还没有认出救助对象姓名')
    expect(await button(page, '确认导入').isDisabled()).toBe(true)
    await casebook.screenshot('ledger-missing')
    await columns().getByLabel('“给谁”当作').selectOption('救助对象姓名')
    await columns().getByLabel('“何时决定”当作').selectOption('救助对象姓名')
    await page.getByRole('alert').filter({ hasText: '“给谁”和“何时决定”都当作了救助对象姓名' }).waitFor()
    expect(await button(page, '按选定的列重新试导入').isDisabled()).toBe(true)
    await columns().getByLabel('“何时决定”当作').selectOption('决定日期')
    await button(page, '按选定的列重新试导入').click()
    await expect.poll(() => summary().innerText()).not.toContain('还没有认出')
    await expect.poll(() => page.getByRole('region', { name: '逐行结果' }).innerText()).toContain('孙长河')
    // Back to a sheet that is no ledger, and out of it again.
    await page.getByRole('button', { name: /^说明/ }).click()
    await page.getByText('没有在工作表“说明”里认出司法救助台账').waitFor()
    await page.getByRole('button', { name: /^2022年/ }).click()
    await expect.poll(() => summary().locator('summary').innerText()).toContain('按上次导入时选定的列读出')
  })

  it('takes the saved rows back once they are mended, without asking for the columns again', async () => {
    const { book, sheet } = await textsIn(refused())
    sheet.getCell('F3').value = 25000
    await book.xlsx.writeFile(refused())
    await answerDialogs(casebook.app, refused())
    await button(page, '换一个文件').click()
    await expect.poll(() => summary().innerText()).toContain('可以导入：1 件 2 人，救助金 35,000.00 元')
    await button(page, '确认导入').click()
    await imported('1 件 2 人 35,000.00 元')
    await goTo(page, '案件')
    const total = page.getByRole('status').filter({ hasText: '合计' })
    await expect.poll(async () => (await total.innerText()).replace(/\s+/g, ' ')).toContain('给予救助 3 件 4 人 · 合计 70,000.00 元')
    expect(casebook.complaints).toEqual([])
    await casebook.close()
  })
})
