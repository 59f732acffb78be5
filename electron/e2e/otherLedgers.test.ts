import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ledgerRows } from '../../db/bench/manyRows.ts'
import { readTable } from '../../db/exchange/readTable.ts'
import { sheetOf, ticks } from '../../db/exchange/testLedgers.ts'
import { toXls } from '../../db/exchange/testXls.ts'
import { lookedAt } from './axe.ts'
import { cleanUp, launchCasebook, temporaryFolder } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { answerDialogs, button, goTo, open, setUp, tryLedger } from './hands.ts'

const head = ['编号', '文号', '被救助人', '案由', '救助款(元)', '受理时间', '审批时间', '镇村', '备注']
const line = (number: number, name: string, accepted: string) => [number, `南检救字〔2019〕${number}号`, name, '故意伤害', '8000元整', accepted, '二〇一九年五月五日', '甲镇乙村', '']

describe('the ledger of another county', () => {
  let casebook: RunningCasebook
  let page: Page
  let folder: string
  const summary = () => page.getByRole('region', { name: '试导入结果' })
  const scale = async (percent: 100 | 125) => {
    await page.evaluate((wanted) => window.casebook.shellSetTextScale({ percent: wanted }), percent)
    await page.waitForFunction((wanted) => Math.abs(devicePixelRatio - wanted / 100) < 0.01, percent)
  }

  beforeAll(async () => {
    folder = temporaryFolder()
    casebook = await launchCasebook()
    page = casebook.page
    await casebook.resize(1366, 768)
    await setUp(page)
  })
  afterAll(cleanUp)

  it('asks about months without a day, once for all rows alike', async () => {
    const path = join(folder, '南检.xls')
    writeFileSync(path, toXls([sheetOf('2019年', [['2019年司法救助台账'], head, line(1, '张 三', '2019.3月'), line(2, '李四（代）', '2019年4月'), line(3, '王五', '2019.4.20'), ['制表：某某', '', '', '审核：某某']])]))
    await tryLedger(casebook, path)
    await expect.poll(() => summary().innerText()).toContain('有 2 行要先改好')
    expect(await summary().locator('summary').innerText()).toContain('1 列记入记事：镇村')
    await page.getByRole('button', { name: '第 3 行改正' }).click()
    const drawer = page.getByRole('dialog', { name: /^第 3 行/ })
    await drawer.getByRole('radio', { name: '按 2019 年 3 月 1 日登记' }).check()
    await drawer.getByRole('checkbox', { name: '同样的 2 行都照此处理' }).check()
    await lookedAt(casebook, 'other-ledger-month')
    await drawer.getByRole('button', { name: '改好这一行', exact: true }).click()
    await expect.poll(() => summary().innerText()).toContain('可以导入：3 件 3 人，救助金 24,000.00 元')
    await expect.poll(() => page.getByRole('region', { name: '逐行结果' }).innerText()).toContain('受理 2019-04-01')
    await button(page, '确认导入').click()
    await page.getByRole('heading', { name: '已导入 3 件 3 人 24,000.00 元' }).waitFor()
  })

  it('keeps what is no field in a note of the case', async () => {
    await button(page, '查看导入的案件').click()
    await page.getByText('南检救字〔2019〕2号').first().dblclick()
    await page.getByText('镇村：甲镇乙村').first().waitFor()
    await page.getByText('被救助人：李四（代）', { exact: false }).first().waitFor()
  })

  it('goes out in the columns of the ledger that came in', async () => {
    const path = join(folder, '富县.xls')
    writeFileSync(path, toXls(ticks.sheets))
    await goTo(page, '台账导入')
    await tryLedger(casebook, path)
    await page.getByRole('region', { name: '试导入结果' }).locator('summary').click()
    await lookedAt(casebook, 'other-ledger-columns')
    await button(page, '确认导入').click()
    await page.getByRole('heading', { name: '已导入 2 件 2 人 70,000.00 元' }).waitFor()
    await goTo(page, '案件')
    const out = join(folder, '导出.xlsx')
    await answerDialogs(casebook.app, out)
    await button(page, '导出台账').click()
    await page.getByText('栏目与最近导入的台账相同', { exact: false }).waitFor()
    await lookedAt(casebook, 'other-ledger-exported')
    const [sheet] = (await readTable(out)).sheets
    const titles = sheet?.rows.find((row) => row.some(({ text }) => text === '救助案件编号'))?.map(({ text }) => text)
    expect(titles?.slice(0, 6)).toEqual(['序号', '救助案件编号', '申请人', '性别', '年龄', '家庭住址'])
    expect(titles?.at(-1)).toBe('村（居）委会意见')
  })

  it('of ten thousand rows shows its progress, is given up and tried again', async () => {
    const path = join(folder, '一万行.csv')
    writeFileSync(path, ledgerRows(10_000).map((row) => row.join(',')).join('\r\n'))
    await goTo(page, '台账导入')
    await answerDialogs(casebook.app, path)
    await button(page, '选择台账文件').first().click()
    await button(page, '取消').click()
    await button(page, '选择台账文件').first().waitFor()
    const begun = Date.now()
    await button(page, '选择台账文件').first().click()
    await summary().waitFor({ timeout: 60_000 })
    console.log(`10,000 rows tried out in the window: ${((Date.now() - begun) / 1000).toFixed(1)} s`)
    await lookedAt(casebook, 'other-ledger-many')
    await page.locator('tr[data-index="0"]').focus()
    await page.keyboard.press('End')
    await page.locator('tr[data-index="9999"]').waitFor({ timeout: 30_000 })
    await scale(125)
    await casebook.screenshot('other-ledger-many-125')
    for (const [path125, title, name] of [['/cases/grid', '补录旧案', 'grid-125'], ['/quality', '数据质量', 'quality-125'], ['/duplicates', '重复核对', 'duplicates-125'], ['/system/transfer', '系统', 'transfer-125']] as const) {
      await open(page, { path: path125, title })
      await casebook.screenshot(name)
    }
    await scale(100)
    expect(casebook.complaints).toEqual([])
    await casebook.close()
  })
})
