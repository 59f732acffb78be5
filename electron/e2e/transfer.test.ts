import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lookedAt } from './axe.ts'
import { cleanUp, launchCasebook, temporaryFolder } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { answerDialogs, button, goTo, importLedger, open, setUp, tabTo } from './hands.ts'

/** The line over the list of cases. */
async function listTotal({ page }: RunningCasebook): Promise<string> {
  await goTo(page, '案件')
  await expect.poll(() => page.locator('.page-total').innerText()).toContain('元')
  return page.locator('.page-total').innerText()
}

describe('everything', () => {
  const folder = temporaryFolder()
  const file = join(folder, '全部数据.xlsx')
  let casebook: RunningCasebook
  let page: Page
  let cases = ''
  const transfer = () => open(page, { path: '/system/transfer', title: '系统' })
  const content = () => page.locator('.page-content')

  beforeAll(async () => {
    casebook = await launchCasebook()
    page = casebook.page
    await casebook.resize(1366, 768)
    await setUp(page)
    await importLedger(casebook)
  })
  afterAll(cleanUp)

  it('goes out only with a reason, and says what went out; by keyboard alone', async () => {
    await transfer()
    await answerDialogs(casebook.app, file)
    await tabTo(page, '导出原因')
    await page.keyboard.press('Enter')
    await expect.poll(() => content().innerText()).toContain('请填写导出的原因')
    await lookedAt(casebook, 'transfer-asked')
    expect(existsSync(file)).toBe(false)
    await page.getByLabel('导出原因').focus()
    await page.keyboard.insertText('更换电脑')
    await page.keyboard.press('Enter')
    await expect.poll(() => content().innerText(), { timeout: 60_000 }).toMatch(/已导出“全部数据\.xlsx”：\d+ 件案件，共 \d+ 条记录/)
    cases = /：(\d+) 件案件/.exec(await content().innerText())?.[1] ?? ''
    expect(Number(cases)).toBeGreaterThanOrEqual(34)
    await answerDialogs(casebook.app, folder)
    await button(page, '导出移交文件夹').click()
    await expect.poll(() => content().innerText(), { timeout: 60_000 }).toContain(`${cases} 件案件，0 个附件`)
    expect(readdirSync(folder).filter((name) => name.startsWith('移交数据-'))).toHaveLength(1)
  })

  it('that is here already is said so; into another casebook all of it comes in', async () => {
    await transfer()
    await answerDialogs(casebook.app, file)
    await button(page, '选择文件').click()
    await page.getByText('文件里的记录台账里都有', { exact: false }).waitFor()

    const other = await launchCasebook()
    await other.resize(1366, 768)
    await setUp(other.page)
    await open(other.page, { path: '/system/transfer', title: '系统' })
    await answerDialogs(other.app, file)
    await button(other.page, '选择文件').click()
    const read = other.page.getByRole('button', { name: /^读入 \d+ 条新记录$/ })
    await read.waitFor()
    await lookedAt(other, 'transfer-tried')
    await read.click()
    await button(other.page.getByRole('dialog', { name: '读入全部数据' }), '读入').click()
    await other.page.getByText(`已读入 ${cases} 件案件`, { exact: false }).waitFor({ timeout: 60_000 })
    const total = await listTotal(other)
    expect(total).toContain('863,000.00')
    expect(total).toBe(await listTotal(casebook))
    expect([...casebook.complaints, ...other.complaints]).toEqual([])
  })

  it('a ledger is refused in words', async () => {
    await transfer()
    await answerDialogs(casebook.app, join(import.meta.dirname, '../../db/exchange/samples/ledger-county.xlsx'))
    await button(page, '选择文件').click()
    await page.getByText('平常的台账请在“台账导入”里导入。', { exact: false }).last().waitFor()
  })
})
