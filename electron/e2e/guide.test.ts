import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lookedAt } from './axe.ts'
import { cleanUp, launchCasebook } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { button, heading, openDemonstration } from './hands.ts'

const MOST_PAGES = 10

describe('the office guide', () => {
  let casebook: RunningCasebook
  let page: Page
  const guide = () => page.getByRole('dialog', { name: '检察司法救助办案台账使用手册' })

  beforeAll(async () => {
    casebook = await launchCasebook()
    page = casebook.page
    await casebook.resize(1366, 768)
    await heading(page, '第一次使用').waitFor()
  })
  afterAll(cleanUp)

  it('is there before anybody is signed in', async () => {
    await page.keyboard.press('F1')
    await guide().waitFor()
    // It says plainly what this program is not.
    await guide().getByText('不是国密算法', { exact: false }).waitFor()
    await page.keyboard.press('Escape')
    await guide().waitFor({ state: 'hidden' })
    await button(page, '使用手册').click()
    await guide().waitFor()
    await page.keyboard.press('Escape')
    await guide().waitFor({ state: 'hidden' })
  })

  it('is one step from F1 on every page, its chapters by keyboard, its pictures drawn', async () => {
    await openDemonstration(page)
    await page.keyboard.press('F1')
    await button(page.getByRole('dialog'), '打开使用手册').click()
    await guide().waitFor()
    await guide().getByRole('button', { name: '备份与换机' }).press('Enter')
    await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLElement | null)?.innerText)).toBe('备份与换机')
    const drawn = () => guide().locator('img').evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth))
    await expect.poll(drawn).toEqual(Array<number>(7).fill(1366))
    await lookedAt(casebook, 'guide')
  })

  it('is printed on at most ten pages, pictures inside', async () => {
    await casebook.app.evaluate(({ app }) => {
      app.on('web-contents-created', (_event, contents) => {
        contents.print = (_options, done) =>
          void contents.printToPDF({ preferCSSPageSize: true }).then((pdf) => {
            Object.assign(globalThis, { printed: pdf.toString('base64') })
            done?.(true, '')
          })
      })
    })
    await page.keyboard.press('Control+P')
    await page.getByText('已送到打印机').waitFor()
    const pdf = Buffer.from(await casebook.app.evaluate(() => (globalThis as unknown as { printed: string }).printed), 'base64')
    const kept = process.env.CASEBOOK_SCREENSHOTS
    if (kept) writeFileSync(join(kept, 'guide.pdf'), pdf)
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
    expect(pages).toBeGreaterThan(3)
    expect(pages).toBeLessThanOrEqual(MOST_PAGES)
    expect(pdf.length).toBeGreaterThan(300_000)
    expect(casebook.complaints).toEqual([])
    await casebook.close()
  })
})
