import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lookedAt } from './axe.ts'
import { cleanUp, launchCasebook, temporaryFolder } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { button, goTo, heading, setUp, tabTo, tryLedger } from './hands.ts'

const HEAD = '救助案号,受理日期,姓名,性别,出生日期,身份证号码,联系电话,原案案由,救助情形,救助金额（元）,决定日期'
const ledgers: Record<string, string[]> = {
  '2021.csv': ['冀检救助〔2021〕1号,2021-01-05,王小芳,女,1990-01-01,,13900000001,故意伤害,急需救治,20000,2021-01-20', '冀检救助〔2021〕2号,2021-01-05,李强,男,,,13900000002,故意伤害,急需救治,10000,2021-01-20'],
  '2022.csv': ['冀检救助〔2022〕1号,2022-01-05,王晓芳,女,1990-01-01,131002199001011216,13900000001,故意伤害,急需救治,30000,2022-01-20', '冀检救助〔2022〕2号,2022-03-05,李强,男,,,13900000002,抢劫,急需救治,15000,2022-03-20'],
}

describe('what was entered twice', () => {
  let casebook: RunningCasebook
  let page: Page
  let folder: string
  const pairs = () => page.getByRole('navigation', { name: '可能重复的记录' }).getByRole('button')
  const kind = (name: RegExp) => page.getByRole('group', { name: '核对的种类' }).getByRole('button', { name })

  beforeAll(async () => {
    folder = temporaryFolder()
    casebook = await launchCasebook({ folder })
    page = casebook.page
    await casebook.resize(1366, 768)
    await setUp(page)
  })
  afterAll(cleanUp)

  it('is nothing in an empty casebook', async () => {
    await goTo(page, '案件')
    await button(page, '重复核对').click()
    await heading(page, '重复核对').waitFor()
    await page.getByText('没有发现重复的人员').waitFor()
    await lookedAt(casebook, 'duplicates-empty')
  })

  it('is asked about when a ledger comes in; nobody is put together without a yes', async () => {
    for (const [name, lines] of Object.entries(ledgers)) {
      const path = join(folder, name)
      writeFileSync(path, [HEAD, ...lines].join('\n'))
      await goTo(page, '案件')
      await tryLedger(casebook, path)
      if (name === '2022.csv') {
        await page.getByRole('button', { name: '第 2 行选择' }).click()
        const drawer = page.getByRole('dialog', { name: /^第 2 行/ })
        await drawer.getByRole('radio', { name: /^就是王小芳/ }).waitFor()
        await lookedAt(casebook, 'row-mender-likely')
        await drawer.getByRole('radio', { name: '不是同一人' }).check()
        await drawer.getByRole('button', { name: '改好这一行', exact: true }).click()
        await drawer.waitFor({ state: 'hidden' })
      }
      await button(page, '确认导入').click()
      await page.getByRole('heading', { name: /^已导入 / }).waitFor()
    }
  })

  it('is compared line by line, chosen and merged by keyboard alone', async () => {
    await goTo(page, '案件')
    await button(page, '重复核对').click()
    await kind(/^人员 2/).waitFor()
    expect(await pairs().allInnerTexts()).toEqual([expect.stringContaining('王小芳 ／ 王晓芳'), expect.stringContaining('李强 ／ 李强')])
    await lookedAt(casebook, 'duplicates')
    await pairs().first().focus()
    await page.keyboard.press('ArrowDown')
    await page.getByRole('region', { name: '李强与李强' }).waitFor()
    await page.keyboard.press('ArrowUp')
    await tabTo(page, /^姓名：王小芳/)
    await page.keyboard.press('ArrowRight')
    await tabTo(page, '合并为一条')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: '合并为一条' }).waitFor()
    await page.keyboard.type('核实为同一人')
    await page.keyboard.press('Enter')
    await kind(/^人员 1/).waitFor()
    await page.getByRole('region', { name: '李强与李强' }).waitFor()
    await goTo(page, '案件')
    await page.getByText('王晓芳').nth(1).waitFor()
    expect(await page.getByRole('row').filter({ hasText: '王小芳' }).count()).toBe(0)
  })

  it('is said to be two, or looked at later', async () => {
    await button(page, '重复核对').click()
    await button(page, '以后再看').click()
    await page.getByText('（已标记以后再看）').waitFor()
    await button(page, '不是同一人').click()
    await kind(/^人员 0/).waitFor()
    await page.getByText('没有发现重复的人员').waitFor()
  })

  it('is taken apart again, with everything back where it was', async () => {
    await kind(/^合并过的/).click()
    const merged = page.getByRole('region', { name: '合并过的记录' }).first()
    await merged.getByRole('row').filter({ hasText: '王小芳' }).waitFor()
    await lookedAt(casebook, 'duplicates-merged')
    await merged.getByRole('button', { name: /^拆分/ }).click()
    await page.getByRole('dialog', { name: '拆分“王小芳”' }).getByRole('textbox').fill('核实后不是同一人')
    await page.keyboard.press('Enter')
    await kind(/^人员 1/).waitFor()
    await goTo(page, '案件')
    await page.getByText('王小芳').first().waitFor()
    await page.getByText('王晓芳').first().waitFor()
    expect(casebook.complaints).toEqual([])
    await casebook.close()
  })
})
