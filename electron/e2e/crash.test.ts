import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cleanUp, launchCasebook } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { atWork, button, heading, officer, openDemonstration, setUp, typePassword } from './hands.ts'
import { crashPage, hostOf, shownText } from './processes.ts'

const draftName = '没有保存的人'
const note = (index: number) => `第 ${index} 条记事`

describe('when a process dies', () => {
  let casebook: RunningCasebook
  let page: Page

  beforeAll(async () => {
    casebook = await launchCasebook()
    page = casebook.page
    await setUp(page)
  })
  afterAll(cleanUp)

  it('the data process, killed in the middle of saves: what was acknowledged is there, and the page says what happened', async () => {
    await page.keyboard.press('Control+N')
    await page.getByLabel('姓名', { exact: true }).fill('周全')
    await page.keyboard.press('Control+S')
    await heading(page, '周全').waitFor()
    const caseId = (await page.evaluate(() => location.hash)).split('/').at(-1) ?? ''
    await page.keyboard.press('Control+N')
    await page.getByLabel('姓名', { exact: true }).fill(draftName)
    await page.getByText('草稿已留存').first().waitFor()

    // Saves follow one another through the page's own way to the host, and each answer is noted as it comes.
    await page.evaluate(async (id) => {
      const log = { asked: 0, saved: [] as string[], failures: [] as string[] }
      Object.assign(window, { log })
      const saving = (async () => {
        for (;;) {
          log.asked += 1
          const text = `第 ${log.asked} 条记事`
          const result = await window.casebook.noteSave({ caseId: id, id: null, version: null, fields: { text } })
          if (result.ok) log.saved.push(text)
          else {
            log.failures.push(`${result.error.code}: ${result.error.message}`)
            return
          }
        }
      })()
      void saving
      while (log.saved.length < 20) await new Promise((done) => setTimeout(done, 5))
    }, caseId)
    process.kill(await hostOf(casebook.app), 'SIGKILL')

    await heading(page, '请输入密码接着做').waitFor({ timeout: 30_000 })
    expect(await page.locator('.notice').innerText()).toMatch(/意外停止.*都在.*重新输入密码/)
    const log = await page.evaluate(() => (window as unknown as { log: { asked: number; saved: string[]; failures: string[] } }).log)
    expect(log.failures).toHaveLength(1)
    expect(log.failures[0]).toContain('host-stopped')
    expect(log.saved.length).toBeGreaterThanOrEqual(20)

    await typePassword(page, officer.password)
    // The half-filled form is as it was.
    await heading(page, '新建案件').waitFor({ timeout: 60_000 })
    expect(await page.getByLabel('姓名', { exact: true }).inputValue()).toBe(draftName)
    const found = await page.evaluate((id) => window.casebook.caseGet({ id }), caseId)
    const texts = found.ok ? found.value.notes.map(({ text }) => text) : []
    for (const text of log.saved) expect(texts).toContain(text)
    // At most the one that was under way is there besides.
    expect(texts.length - log.saved.length).toBeLessThanOrEqual(1)
    expect(log.saved.at(-1)).toBe(note(log.saved.length))
    const checked = await page.evaluate(() => window.casebook.verifyCasebook())
    expect(checked).toMatchObject({ ok: true, value: { ok: true, problems: [] } })
  })

  it('the page: the window comes back, still signed in, and offers the draft', async () => {
    const { app } = casebook
    await crashPage(app)
    const text = () => shownText(app)
    await expect.poll(text).toContain(officer.name)
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript("location.hash = '/cases/new'"))
    await expect.poll(text).toContain('填写的内容还没有保存，已为您留着')
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
    await casebook.close()
  })
})

describe('when the data process dies again and again', () => {
  afterAll(cleanUp)

  it('the window stops trying and says what to do', async () => {
    const casebook = await launchCasebook()
    const { page, app } = casebook
    await openDemonstration(page)
    for (let deaths = 0; deaths < 3; deaths += 1) {
      process.kill(await hostOf(app), 'SIGKILL')
      if (deaths === 2) break
      // The demonstration needs no password to go on.
      await button(page, '回到演示台账').click({ timeout: 30_000 })
      await atWork(page)
    }
    await heading(page, '数据程序没有运行').waitFor({ timeout: 30_000 })
    expect(await page.getByRole('main').innerText()).toMatch(/停止了三次.*已保存的内容仍在/s)
    const closed = app.waitForEvent('close')
    await button(page, '退出程序').click()
    await closed
  })
})
