import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reportKinds } from '../../db/domain/reportModel.ts'
import { lookedAt } from './axe.ts'
import { cleanUp, launchCasebook, temporaryFolder } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { answerDialogs, button, goTo, heading, importLedger, setUp, tabTo } from './hands.ts'

describe('reports of the office’s own work', () => {
  let casebook: RunningCasebook
  let page: Page
  let folder: string
  const kinds = () => page.getByRole('navigation', { name: '报表种类' })
  const block = (title: string) => page.locator('section.block').filter({ has: page.getByRole('heading', { name: title, exact: true }) })

  beforeAll(async () => {
    folder = temporaryFolder()
    casebook = await launchCasebook({ folder })
    page = casebook.page
    await casebook.resize(1366, 768)
    await setUp(page)
  })
  afterAll(cleanUp)

  it('say so where nothing happened', async () => {
    await goTo(page, '案件')
    await page.evaluate(() => (window.location.hash = '#/reports/visits'))
    await heading(page, '回访情况').waitFor()
    await page.getByText('期间内没有记录').first().waitFor()
    await lookedAt(casebook, 'work-report-empty')
  })

  it('are chosen beside the annual report, each with figures and what they count', async () => {
    await importLedger(casebook)
    await goTo(page, '报表')
    await lookedAt(casebook, 'reports')
    for (const { kind, title } of reportKinds) {
      if (kind === 'own') continue
      await goTo(page, '报表', title)
      await page.locator('section.block').first().waitFor()
      await lookedAt(casebook, `report-${kind}`)
    }
  })

  it('compare the years as the ledger counts them; a figure opened by keyboard alone leads to the case and back', async () => {
    await goTo(page, '报表', '年度统计表')
    await kinds().getByRole('link', { name: '历年对比' }).click()
    await heading(page, '历年对比').waitFor()
    const row = block('各年度').getByRole('row').filter({ hasText: '2023年' })
    await row.waitFor()
    const cells = (await row.getByRole('cell').allInnerTexts()).map((text) => text.trim())
    expect(cells[2]).toMatch(/^\d+$/)
    await tabTo(page, /^20\d\d年，受理（件）/)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('table').waitFor()
    await lookedAt(casebook, 'work-report-records')
    await page.keyboard.press('Enter')
    await page.getByRole('navigation', { name: '案件各部分' }).or(page.getByText('救助对象').first()).first().waitFor()
    await page.goBack()
    await drawer.getByRole('table').waitFor()
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'hidden' })
  })

  it('say the paragraphs of a work report, each figure of which opens its records', async () => {
    await goTo(page, '报表', '工作报告用语')
    const paragraphs = page.getByRole('region', { name: '工作报告用语', exact: true }).locator('.paragraphs')
    await paragraphs.getByText('共受理国家司法救助案件').waitFor()
    const figure = paragraphs.getByRole('button', { name: /打开名单/ }).first()
    const cases = Number(await figure.innerText())
    await figure.click()
    const drawer = page.getByRole('dialog')
    await drawer.getByText(`涉及 ${cases} 件案件`).waitFor()
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'hidden' })
  })

  it('are drawn beside their tables, and saved as pictures of both kinds', async () => {
    await goTo(page, '报表', '历年对比')
    const chart = page.locator('figure.chart').first()
    await chart.locator('canvas').waitFor()
    expect(await chart.getByRole('img').getAttribute('aria-label')).toMatch(/^各年度图。决定额（万元）：2020年 \d/)
    const [png, svg] = [join(folder, '历年.png'), join(folder, '历年.svg')]
    await answerDialogs(casebook.app, png)
    await chart.getByRole('button', { name: /另存为图片/ }).click()
    await page.getByText('已保存“历年.png”').waitFor()
    expect([...readFileSync(png).subarray(0, 4)]).toEqual([137, 80, 78, 71])
    await answerDialogs(casebook.app, svg)
    await chart.getByRole('button', { name: /另存为矢量图/ }).click()
    await page.getByText('已保存“历年.svg”').waitFor()
    expect(readFileSync(svg, 'utf8')).toMatch(/^<svg[^]*各年度[^]*<\/svg>$/)
  })

  it('are put together by the office, seen while they are, saved, opened like any other, changed, moved away and brought back', async () => {
    await goTo(page, '报表')
    await page.keyboard.press('Control+N')
    await heading(page, '新建自定义报表').waitFor()
    const form = page.getByRole('form', { name: '报表的做法' })
    const preview = page.getByRole('region', { name: '预览' })
    await preview.getByRole('table').waitFor()
    await button(page, '保存报表').click()
    await form.getByText('请填写报表名称').first().waitFor()
    await form.getByLabel('报表名称').fill('各情形按承办人')
    const choose = async (label: string | RegExp, option: string) => {
      await form.getByLabel(label).click()
      await page.getByRole('option', { name: option, exact: true }).filter({ visible: true }).click()
    }
    await choose('行', '救助情形')
    await preview.getByRole('columnheader', { name: '救助情形' }).waitFor()
    await lookedAt(casebook, 'own-report-new')
    await preview.getByRole('button', { name: /打开名单$/ }).first().click()
    const tried = page.getByRole('dialog')
    await tried.getByRole('table').waitFor()
    await tried.getByText('保存报表以后可以导出').waitFor()
    await page.keyboard.press('Escape')
    await tried.waitFor({ state: 'hidden' })
    expect(await form.getByLabel('报表名称').inputValue()).toBe('各情形按承办人')
    await button(page, '保存报表').click()
    await heading(page, '各情形按承办人').waitFor()
    await tabTo(page, /，件 \d+，打开名单/)
    await page.keyboard.press('Enter')
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('table').waitFor()
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'hidden' })
    await lookedAt(casebook, 'own-report')
    await button(page, '修改做法').click()
    await heading(page, '修改自定义报表').waitFor()
    await expect.poll(() => form.getByLabel('报表名称').inputValue()).toBe('各情形按承办人')
    await form.getByLabel('报表名称').fill('按情形')
    await page.keyboard.press('Control+S')
    await heading(page, '按情形').waitFor()
    await goTo(page, '报表')
    await page.getByRole('button', { name: '移走“按情形”' }).click()
    await page.getByPlaceholder(/请写明原因/).fill('不用了')
    await page.getByRole('dialog').getByRole('button', { name: '移走' }).click()
    await page.getByText('已移走“按情形”').waitFor()
    await expect.poll(() => page.getByRole('link', { name: /^按情形/ }).count()).toBe(0)
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.keyboard.press('Control+Z')
    await page.getByRole('link', { name: /^按情形/ }).waitFor()
    await lookedAt(casebook, 'reports-own')
  })

  it('are exported without names, and in the terminal’s words', async () => {
    await goTo(page, '报表', '承办人工作量')
    const target = join(folder, '工作量.xlsx')
    await answerDialogs(casebook.app, target)
    await button(page, '导出').click()
    await button(page.getByRole('dialog'), '导出').click()
    await page.getByText('已导出“工作量.xlsx”').first().waitFor()
    expect(existsSync(target)).toBe(true)
    expect(casebook.complaints).toEqual([])
    await casebook.close()
  })
})
