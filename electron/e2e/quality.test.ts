import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lookedAt } from './axe.ts'
import { cleanUp, launchCasebook } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { button, goTo, heading, importLedger, setUp, tabTo } from './hands.ts'

describe('what is missing or contradictory', () => {
  let casebook: RunningCasebook
  let page: Page
  const check = (name: string) => page.getByRole('navigation', { name: '核对的方面' }).getByRole('button', { name: new RegExp(`^${name}`) })
  const count = async (name: string) => Number(/\d+$/.exec((await check(name).innerText()).trim())?.[0])

  beforeAll(async () => {
    casebook = await launchCasebook()
    page = casebook.page
    await casebook.resize(1366, 768)
    await setUp(page)
  })
  afterAll(cleanUp)

  it('is nothing in an empty casebook', async () => {
    await goTo(page, '案件')
    await button(page, '数据质量').click()
    await heading(page, '数据质量').waitFor()
    await page.getByText('台账里还没有案件', { exact: false }).first().waitFor()
    await lookedAt(casebook, 'quality-empty')
  })

  it('is listed after a ledger came in, the workbench staying quiet', async () => {
    await importLedger(casebook)
    await goTo(page, '案件')
    await button(page, '数据质量').click()
    await check('缺未获赔偿原因').waitFor()
    expect(await count('缺未获赔偿原因')).toBeGreaterThan(2)
    await lookedAt(casebook, 'quality')
  })

  it('is mended from the keyboard: down with Enter, the cell above with Ctrl+D, all rows at once', async () => {
    await check('缺未获赔偿原因').click()
    const before = await count('缺未获赔偿原因')
    const list = page.getByRole('region', { name: '缺未获赔偿原因' })
    await tabTo(page, /的未获有效赔偿原因$/)
    const first = list.getByRole('combobox').first()
    for (let presses = 0; presses < 10 && (await first.inputValue()) !== 'offenderUnable'; presses += 1) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+d')
    await expect.poll(() => list.getByRole('combobox').nth(1).inputValue()).toBe('offenderUnable')
    await expect.poll(() => page.locator('.page-total').innerText()).toContain('改动 2 行未保存')
    await page.keyboard.press('Control+s')
    await page.getByText('已保存 2 行').waitFor()
    await expect.poll(() => count('缺未获赔偿原因')).toBe(before - 2)
  })

  it('takes a column from Excel, and says at the cell what cannot be', async () => {
    // Three old cases that came without the day.
    await page.evaluate(async () => {
      const list = await window.casebook.caseList({ filter: {}, limit: 3 })
      for (const { id } of list.ok ? list.value.rows : []) {
        const file = await window.casebook.caseGet({ id })
        if (file.ok) await window.casebook.caseSaveBasics({ id, version: file.value.version, fields: { ...file.value, acceptedOn: null } })
      }
    })
    await button(page, '重新核对').click()
    await expect.poll(() => count('缺受理日期')).toBe(3)
    await check('缺受理日期').click()
    const cells = page.getByRole('region', { name: '缺受理日期' }).getByRole('textbox')
    await cells.first().focus()
    await page.evaluate(() => {
      const data = new DataTransfer()
      data.setData('text/plain', '2023.5.1\n去年\n20230503\n')
      document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    })
    await expect.poll(() => cells.nth(2).inputValue()).toBe('20230503')
    await page.keyboard.press('Control+s')
    await expect.poll(() => cells.nth(1).getAttribute('aria-invalid')).toBe('true')
    await lookedAt(casebook, 'quality-wrong')
    expect(await count('缺受理日期')).toBe(3)
    await cells.nth(1).fill('2023-05-02')
    await page.keyboard.press('Control+s')
    await page.getByText('已保存 3 行').waitFor()
    expect(casebook.complaints).toEqual([])
  })

  it('leads to the case, and back', async () => {
    await check('没有回访').click()
    await page.getByRole('region', { name: '没有回访' }).getByRole('link').first().click()
    await page.locator('#section-visit').waitFor()
    expect(casebook.complaints).toEqual([])
  })
})
