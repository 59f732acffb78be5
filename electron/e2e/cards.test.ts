import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lookedAt } from './axe.ts'
import { cleanUp, launchCasebook, temporaryFolder } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { answerDialogs, button, focused, goTo, heading, importLedger, open, setUp, tabTo } from './hands.ts'

describe('case cards of the business system', () => {
  let casebook: RunningCasebook
  let page: Page
  let folder: string
  /** A case of the ledger that has a card, with another sum of money. */
  let number: string
  const bar = () => page.locator('.page-bar')
  const total = async () => (await page.locator('.page-total').innerText()).replace(/\s+/g, '')

  async function choosing(name: string, lines: string[]): Promise<void> {
    const path = join(folder, name)
    writeFileSync(path, lines.join('\n'))
    await answerDialogs(casebook.app, path)
    await bar().getByRole('button', { name: /^选择案卡文件$|^换一个文件$/ }).click()
  }

  beforeAll(async () => {
    folder = temporaryFolder()
    casebook = await launchCasebook({ folder })
    page = casebook.page
    await casebook.resize(1366, 768)
    await setUp(page)
    await importLedger(casebook)
    number = await page.evaluate(async () => {
      const list = await window.casebook.caseList({ filter: { year: 2023 }, limit: 1, descending: false })
      return list.ok ? (list.value.rows[0]?.caseNumber ?? '') : ''
    })
    expect(number).toContain('2023')
  })
  afterAll(cleanUp)

  it('are read and shown before they are kept; a column that cannot be told is named by hand', async () => {
    await goTo(page, '报表', '业务系统案卡差异')
    await page.getByText('2023年度还没有登记案卡').waitFor()
    await button(bar(), '登记案卡、说明原因').click()
    await heading(page, '案卡核对').waitFor()
    await page.getByRole('heading', { name: '把业务系统的案卡与台账对一对' }).waitFor()
    await lookedAt(casebook, 'cards-start')
    await choosing('乱.csv', ['甲,乙', '1,2'])
    await page.getByText('没有读懂“乱.csv”').waitFor()
    await lookedAt(casebook, 'cards-broken')
    await choosing('案卡.csv', ['甲号,受理日期,决定日期,救助金额（万元）', `${number},2023-01-01,2023-12-01,9`, '无此案号1,2023-02-01,2023-03-01,1'])
    const understood = page.getByRole('region', { name: '读出的内容' })
    await understood.getByRole('alert').getByText('还没有认出').waitFor()
    await understood.getByLabel('“甲号”当作').selectOption('案号')
    await button(page, '按选定的列重新读').click()
    await expect.poll(() => understood.innerText()).toContain('读出 2 条案卡，救助金额合计 100,000.00 元')
    await lookedAt(casebook, 'cards-understood')
    await page.keyboard.press('Control+s')
    await page.getByText('已登记案卡：2023年度 2 条（案卡.csv）').waitFor()
  })

  it('are explained by keyboard, and the reasons stand in the report that is exported', async () => {
    await lookedAt(casebook, 'cards-differences')
    const before = /共(\d+)处差异，尚未说明(\d+)处/.exec(await total())
    expect(before?.[1]).toBe(before?.[2])
    const field = `${number}金额不同的原因`
    await tabTo(page, field, { most: 200 })
    expect(await focused(page)).toBe(field)
    for (let presses = 0; presses < 4; presses += 1) await page.keyboard.press('ArrowDown')
    await expect.poll(() => page.getByLabel(field).inputValue()).toBe('joint')
    await page.keyboard.press('Tab')
    await page.keyboard.insertText('市院承担一半')
    await page.keyboard.press('Tab')
    await expect.poll(total).toContain(`尚未说明${Number(before?.[2]) - 1}处`)

    await button(bar(), '看报表').click()
    await heading(page, '业务系统案卡差异').waitFor()
    await page.getByRole('rowheader', { name: '联合救助' }).waitFor()
    await lookedAt(casebook, 'cards-report')
    const path = join(folder, '差异.xlsx')
    await answerDialogs(casebook.app, path)
    await button(bar(), '导出').click()
    await button(page.getByRole('dialog'), '导出').click()
    await page.getByRole('status').filter({ hasText: '已导出“差异.xlsx”' }).waitFor()
    expect(existsSync(path)).toBe(true)

    await open(page, { path: '/reports/cards/check', title: '案卡核对' })
    await expect.poll(() => page.getByLabel(field).inputValue()).toBe('joint')
    expect(await page.getByLabel(`${number}金额不同的备注`).inputValue()).toBe('市院承担一半')
  })
})
