import { existsSync } from 'node:fs'
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
    await goTo(page, '报表', '年度统计表')
    for (const { kind, title } of reportKinds) {
      await kinds().getByRole('link', { name: title, exact: true }).click()
      await heading(page, title).waitFor()
      await page.locator('section.block').first().waitFor()
      if (kind === 'years' || kind === 'officers') await lookedAt(casebook, `work-report-${kind}`)
    }
  })

  it('compare the years as the ledger counts them; a figure opened by keyboard alone leads to the case and back', async () => {
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

  it('are exported without names, and in the terminal’s words', async () => {
    await kinds().getByRole('link', { name: '承办人工作量' }).click()
    await heading(page, '承办人工作量').waitFor()
    const target = join(folder, '工作量.xlsx')
    await answerDialogs(casebook.app, target)
    await button(page, '导出').click()
    await button(page.getByRole('dialog'), '导出').click()
    await page.getByText('已导出“工作量.xlsx”').waitFor()
    expect(existsSync(target)).toBe(true)
    expect(casebook.complaints).toEqual([])
    await casebook.close()
  })
})
