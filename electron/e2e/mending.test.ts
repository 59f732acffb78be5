import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lookedAt } from './axe.ts'
import { cleanUp, launchCasebook } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { button, goTo, setUp, tabTo, tryLedger } from './hands.ts'

const messy = fileURLToPath(new URL('../../db/exchange/samples/ledger-messy.xlsx', import.meta.url))

describe('a messy ledger', () => {
  let casebook: RunningCasebook
  let page: Page
  const summary = () => page.getByRole('region', { name: '试导入结果' })
  const drawer = (row: number) => page.getByRole('dialog', { name: new RegExp(`^第 ${row} 行`) })
  const cell = (row: number, heading: string) => drawer(row).getByLabel(`${heading}的原文`)
  const mend = (row: number) => drawer(row).getByRole('button', { name: '改好这一行', exact: true }).click()

  beforeAll(async () => {
    casebook = await launchCasebook()
    page = casebook.page
    await casebook.resize(1366, 768)
    await setUp(page)
    await tryLedger(casebook, messy)
  })
  afterAll(cleanUp)

  it('shows a row beside what it becomes, opened, mended and left by keyboard alone', async () => {
    await expect.poll(() => summary().innerText()).toContain('有 11 行要先改好')
    await page.locator('tr[data-index="0"]').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await drawer(21).waitFor()
    await expect.poll(() => cell(21, '申请人·身份证').evaluate((input) => input === document.activeElement)).toBe(true)
    await lookedAt(casebook, 'row-mender')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('13100219900101121')
    await page.keyboard.press('Enter')
    // Still wrong: the row stays, and says what is wrong now.
    await expect.poll(() => drawer(21).innerText()).toContain('17 位')
    await cell(21, '申请人·身份证').fill('131002199001011216')
    await page.keyboard.press('Control+s')
    await drawer(22).waitFor()
    await page.keyboard.press('Escape')
    await drawer(22).waitFor({ state: 'hidden' })
    await expect.poll(() => summary().innerText()).toContain('有 10 行要先改好')
  })

  it('asks in words, and takes people of one cell apart', async () => {
    await page.getByRole('button', { name: '第 20 行改正' }).click()
    await drawer(20).getByRole('radio', { name: '与第 19 行是同一案件' }).check()
    await mend(20)
    await drawer(22).waitFor()
    await cell(22, '申请人·身份证').fill('131002199001011232')
    await mend(22)
    await cell(23, '申请人·身份证').fill('')
    await mend(23)
    await drawer(25).getByRole('radio', { name: '是几个人，分别登记' }).check()
    await drawer(25).getByLabel('第 1 人的金额').fill('1.2万')
    await lookedAt(casebook, 'row-mender-people')
    await drawer(25).getByLabel('第 2 人的金额').fill('8000')
    await mend(25)
    await cell(26, '申请人·姓名').fill('补名')
    await mend(26)
    await cell(27, '救助金（元）').fill('5000')
    await mend(27)
    await cell(28, '救助金（元）').fill('25000')
    await mend(28)
    await cell(30, '时间·受理').fill('2022.2.28')
    await mend(30)
    await drawer(31).getByRole('combobox').selectOption('其他')
    await mend(31)
    await drawer(34).getByRole('button', { name: '这一行不导入' }).click()
    await drawer(34).waitFor({ state: 'hidden' })
    await expect.poll(() => summary().innerText()).toContain('可以导入：')
    await lookedAt(casebook, 'ledger-mended')
  })

  it('goes on after the program was left, and imports what was mended; the file’s own words are in the remark', async () => {
    await goTo(page, '案件')
    await goTo(page, '台账导入')
    await expect.poll(() => summary().innerText()).toContain('可以导入：')
    await button(page, '换一个文件').click()
    await expect.poll(() => summary().innerText()).toContain('可以导入：')
    await button(page, '确认导入').click()
    await page.getByRole('heading', { name: /^已导入 / }).waitFor()
    await tabTo(page, '查看导入的案件')
    await page.keyboard.press('Enter')
    await page.getByText('冀廊广检救助〔2022〕23号').first().dblclick()
    await page.getByText('导入时改正第 28 行：救助金（元）原为“约两三万”').first().waitFor()
    expect(casebook.complaints).toEqual([])
    await casebook.close()
  })
})
