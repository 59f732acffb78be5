import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import PizZip from 'pizzip'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textOf } from '../../db/documents/testDocx.ts'
import { pngSize } from '../../db/domain/pictures.ts'
import { readTable } from '../../db/exchange/readTable.ts'
import { lookedAt } from './axe.ts'
import { cleanUp, launchCasebook, temporaryFolder } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { answerDialogs, button, focused, goTo, heading, importLedger, setUp, tabTo } from './hands.ts'

/** Reports as they leave the window: every form from one dialog, nobody by name unless a reason is given. */
describe('what leaves the window', () => {
  let casebook: RunningCasebook
  let page: Page
  const folder = temporaryFolder()
  const dialog = (): Locator => page.getByRole('dialog', { name: '导出年度统计表' })
  const choose = (place: Locator, name: string) => place.locator('label').filter({ hasText: name }).first().click()

  beforeAll(async () => {
    casebook = await launchCasebook()
    page = casebook.page
    await casebook.resize(1366, 768)
    await setUp(page)
    await importLedger(casebook)
    await goTo(page, '报表', '年度统计表')
    await page.getByRole('list', { name: '总体情况' }).waitFor()
    await button(page, '2020—2023年').or(page.getByText('2020—2023年')).first().click({ timeout: 3000 }).catch(() => undefined)
  })
  afterAll(cleanUp)

  async function exported(form: string, ending: string): Promise<string> {
    const target = join(folder, `年度统计表.${ending}`)
    await answerDialogs(casebook.app, target)
    await button(page.locator('.page-bar'), '导出').click()
    await choose(dialog(), form)
    if (form === 'Word') await lookedAt(casebook, 'export-dialog')
    await button(dialog(), form === 'PDF' ? '存为 PDF' : '导出').click()
    // Either it is gone or it says why not.
    await expect.poll(async () => ((await dialog().count()) === 0 ? '' : await dialog().locator('.error-list, [role=alert]').allInnerTexts().then((texts) => texts.join() || 'open')), { timeout: 30_000 }).toBe('')
    await page.getByRole('status').filter({ hasText: `已导出“年度统计表.${ending}”` }).waitFor()
    expect(existsSync(target)).toBe(true)
    return target
  }

  it('as Excel, Word, CSV and PDF, the names masked', async () => {
    const workbook = await readTable(await exported('Excel', 'xlsx'))
    const roster = workbook.sheets.find(({ name }) => name === '名册')
    const names = roster?.rows.map((row) => row[2]?.text ?? '').filter((text) => /某/.test(text)) ?? []
    expect(names.length).toBeGreaterThan(2)
    const word = readFileSync(await exported('Word', 'docx'))
    expect(textOf(word)).toContain('制表人')
    // The charts that the page shows, under their titles.
    const charts = new PizZip(word).file(/^word\/media\/.*\.png$/)
    expect(charts).toHaveLength(await page.locator('figure.chart').count())
    expect(charts.length).toBeGreaterThan(0)
    for (const chart of charts) expect(pngSize(chart.asUint8Array())?.width).toBe(1800)
    expect(readFileSync(await exported('CSV', 'csv'), 'utf8').startsWith('\ufeff国家司法救助年度统计表')).toBe(true)
    const pdf = readFileSync(await exported('PDF', 'pdf'))
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    if (process.env.CASEBOOK_SCREENSHOTS) {
      const { writeFileSync } = await import('node:fs')
      writeFileSync(join(process.env.CASEBOOK_SCREENSHOTS, 'report.pdf'), pdf)
      writeFileSync(join(process.env.CASEBOOK_SCREENSHOTS, 'report.docx'), word)
    }
  }, 120_000)

  it('in full only for a reason, asked for beside its field and kept in the audit', async () => {
    const target = join(folder, '全名.csv')
    await answerDialogs(casebook.app, target)
    await button(page.locator('.page-bar'), '导出').click()
    await choose(dialog(), 'CSV')
    await choose(dialog(), '都写全名')
    await button(dialog(), '导出').click()
    await dialog().getByText('请写明原因，将记入操作记录').first().waitFor()
    expect(existsSync(target)).toBe(false)
    await expect.poll(() => focused(page)).toBe('原因')
    await lookedAt(casebook, 'export-reason')
    await page.keyboard.type('财政局核对发放名单')
    await page.keyboard.press('Enter')
    await page.getByRole('status').filter({ hasText: '全名.csv' }).waitFor()
    const audit = await page.evaluate(() => window.casebook.auditList({ caseId: null }))
    expect(audit.ok && audit.value.rows[0]).toMatchObject({ action: '导出年度统计表', reason: '财政局核对发放名单' })
  }, 60_000)

  it('the list behind a figure, by keyboard alone', async () => {
    const target = join(folder, '名单.docx')
    await answerDialogs(casebook.app, target)
    await tabTo(page, /^给予救助/)
    await page.keyboard.press('Enter')
    const drawer = page.getByRole('dialog').filter({ has: page.getByRole('table') })
    await drawer.getByRole('table').waitFor()
    await tabTo(page, '导出、打印名单')
    await lookedAt(casebook, 'export-drawer')
    await page.keyboard.press('Enter')
    const list = page.getByRole('dialog', { name: '导出给予救助的名单' })
    await choose(list, 'Word')
    await button(list, '导出').click()
    await drawer.getByText('已导出“名单.docx”').waitFor()
    expect(textOf(readFileSync(target))).toContain('未成年人不写姓名')
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'hidden' })
  }, 60_000)

  it('to the printer: Ctrl+P, and what the printer says', async () => {
    await casebook.app.evaluate(({ app }) => {
      app.on('browser-window-created', (_event, made) => {
        made.webContents.print = (options, answer) => {
          Object.assign(globalThis, { printed: options })
          answer?.(true, '')
        }
      })
    })
    await page.keyboard.press('Control+p')
    await button(dialog(), '打印').click()
    await page.getByText('已送到打印机').waitFor()
    expect(await casebook.app.evaluate(() => (globalThis as { printed?: object }).printed)).toMatchObject({ printBackground: true })
    await heading(page, '年度统计表').waitFor()
    expect(casebook.complaints).toEqual([])
    await casebook.close()
  }, 60_000)
})
