import { existsSync, readdirSync, renameSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cleanUp, launchCasebook } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { button, heading, officer, setUp, typePassword } from './hands.ts'

const draftName = '锁屏以前填的人'

describe('when nobody is at the computer', () => {
  let casebook: RunningCasebook
  let page: Page

  beforeAll(async () => {
    casebook = await launchCasebook()
    page = casebook.page
    await setUp(page)
  })
  afterAll(cleanUp)

  const tell = (event: 'lock-screen' | 'suspend') => casebook.app.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event)
  const locked = () => heading(page, '请输入密码接着做')
  const signedOut = () => page.evaluate(() => window.casebook.caseTotals({ filter: {} }))
  const quitBackups = () => readdirSync(join(casebook.dataFolder, 'backups')).filter((name) => name.includes('-quit'))

  it('a locked screen locks the casebook with it, and the form is as it was', async () => {
    await page.keyboard.press('Control+N')
    await page.getByLabel('姓名', { exact: true }).fill(draftName)
    await tell('lock-screen')
    await locked().waitFor({ timeout: 20_000 })
    expect(await page.getByRole('status').first().innerText()).toContain('电脑锁屏或休眠')
    expect(await page.getByText(draftName).isVisible()).toBe(false)
    expect(await signedOut()).toMatchObject({ ok: false, error: { code: 'signed-out' } })
    // Asked again while it is locked, nothing more happens.
    await tell('suspend')
    await typePassword(page, officer.password)
    await heading(page, '新建案件').waitFor({ timeout: 60_000 })
    expect(await page.getByLabel('姓名', { exact: true }).inputValue()).toBe(draftName)
  })

  it('an untouched computer locks a page whose own clock stands still', async () => {
    await page.evaluate(() => {
      for (let timer = 0; timer < 100_000; timer += 1) clearInterval(timer)
      const { now } = Date
      Date.now = () => now() + 16 * 60_000
    })
    await casebook.app.evaluate(({ powerMonitor }) => {
      powerMonitor.getSystemIdleTime = () => 15 * 60
    })
    await locked().waitFor({ timeout: 40_000 })
    expect(await page.getByRole('status').first().innerText()).toContain('15 分钟没有操作')
    await casebook.app.evaluate(({ powerMonitor }) => {
      powerMonitor.getSystemIdleTime = () => 0
    })
    await typePassword(page, officer.password)
    await heading(page, '新建案件').waitFor({ timeout: 60_000 })
  })

  it('a page that hangs is signed out without it, with the backup', async () => {
    await page.keyboard.press('Control+S')
    await heading(page, draftName).waitFor()
    const before = quitBackups().length
    const wakes = Date.now() + 25_000
    // Begun by a timer, so that the call comes back before the page stands still.
    await page.evaluate(() => {
      setTimeout(() => {
        const until = performance.now() + 25_000
        while (performance.now() < until);
      }, 0)
    })
    await tell('suspend')
    await expect.poll(() => quitBackups().length, { timeout: 20_000 }).toBeGreaterThan(before)
    expect(Date.now()).toBeLessThan(wakes)
    // What it was told meanwhile it does when it wakes.
    await locked().waitFor({ timeout: 40_000 })
    expect(await signedOut()).toMatchObject({ ok: false, error: { code: 'signed-out' } })
    await typePassword(page, officer.password)
    await button(page, officer.name).waitFor({ timeout: 60_000 })
  })

  it('a backup that fails on the way out is told on the lock', async () => {
    const backups = join(casebook.dataFolder, 'backups')
    renameSync(backups, `${backups}-away`)
    symlinkSync(join(casebook.dataFolder, 'nowhere', 'backups'), backups)
    await page.keyboard.press('Control+N')
    await page.getByLabel('姓名', { exact: true }).fill('没有备份的人')
    await page.keyboard.press('Control+S')
    await heading(page, '没有备份的人').waitFor()
    await tell('lock-screen')
    await locked().waitFor({ timeout: 20_000 })
    await expect.poll(() => page.getByRole('status').first().innerText()).toMatch(/已保存的内容都在，但退出时的备份没有做成/)
    expect(await signedOut()).toMatchObject({ ok: false, error: { code: 'signed-out' } })
  })
})

describe('when the computer is switched off with the program open', () => {
  afterAll(cleanUp)

  async function atWorkWithChanges(): Promise<{ casebook: RunningCasebook; backedUp: () => boolean }> {
    const casebook = await launchCasebook()
    await setUp(casebook.page)
    return { casebook, backedUp: () => existsSync(join(casebook.dataFolder, 'backups')) && readdirSync(join(casebook.dataFolder, 'backups')).some((name) => name.endsWith('-quit')) }
  }

  it.each(['shutdown', 'query-session-end'] as const)('the system is asked to wait for the backup (%s)', async (event) => {
    const { casebook, backedUp } = await atWorkWithChanges()
    const closed = casebook.app.waitForEvent('close', { timeout: 60_000 })
    const waited = await casebook.app.evaluate(({ BrowserWindow, powerMonitor }, name) => {
      let prevented = false
      const told = { preventDefault: () => void (prevented = true) }
      const emitter: NodeJS.EventEmitter | undefined = name === 'shutdown' ? powerMonitor : BrowserWindow.getAllWindows()[0]
      emitter?.emit(name, told)
      return prevented
    }, event)
    expect(waited).toBe(true)
    await closed
    expect(backedUp()).toBe(true)
  })
})
