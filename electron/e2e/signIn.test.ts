import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cleanUp, launchCasebook, temporaryFolder } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { atWork, button, heading, officer, setUp, signIn, typePassword } from './hands.ts'

const otherPassword = '忘记以后重设的密码2024'
const draftName = '草稿里的人'

describe('signing in', () => {
  let folder: string
  let casebook: RunningCasebook
  let page: Page
  let recoveryCode: string

  async function open(): Promise<void> {
    casebook = await launchCasebook({ folder })
    page = casebook.page
  }
  const alert = () => page.getByRole('alert')

  beforeAll(async () => {
    folder = temporaryFolder()
    await open()
    recoveryCode = await setUp(page)
  })
  afterAll(cleanUp)

  it('locks an idle screen, and goes on where it was for the same person', async () => {
    await page.keyboard.press('Control+N')
    await heading(page, '新建案件').waitFor()
    await page.getByLabel('姓名', { exact: true }).fill(draftName)
    // Sixteen minutes without a key, as the page's own clock sees them.
    await page.evaluate(() => {
      const { now } = Date
      Date.now = () => now() + 16 * 60_000
    })
    await heading(page, '请输入密码接着做').waitFor({ timeout: 20_000 })
    expect(await page.getByRole('status').first().innerText()).toContain('15 分钟没有操作')
    // Nothing of the casebook is to be seen or reached behind the lock, and nobody is signed in any more.
    expect(await page.getByText(draftName).isVisible()).toBe(false)
    expect(await page.getByRole('navigation', { name: '主菜单' }).isVisible()).toBe(false)
    expect(await page.evaluate(() => window.casebook.caseTotals({ filter: {} }))).toMatchObject({ ok: false, error: { code: 'signed-out' } })
    await page.keyboard.press('Control+K')
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(await page.getByLabel('登录名').inputValue()).toBe(officer.login)
    await typePassword(page, officer.password)
    // The form is as it was.
    await heading(page, '新建案件').waitFor({ timeout: 60_000 })
    expect(await page.getByLabel('姓名', { exact: true }).inputValue()).toBe(draftName)
  })

  it('keeps what was being typed for the next time after signing out', async () => {
    await button(page, officer.name).click()
    await page.getByRole('menuitem', { name: '退出登录' }).click()
    await heading(page, '登录').waitFor()
    expect(await page.getByLabel('登录名').inputValue()).toBe('')
    await signIn(page)
    await page.keyboard.press('Control+N')
    await button(page, '接着填写').click()
    expect(await page.getByLabel('姓名', { exact: true }).inputValue()).toBe(draftName)
    await casebook.close()
  })

  it('refuses a wrong password in words, and locks after five', async () => {
    await open()
    for (const left of [4, 3, 2, 1]) {
      await typePassword(page, '不是这个密码123', officer.login)
      await expect.poll(() => alert().innerText()).toContain(`还可以再试 ${left} 次`)
      // The password is gone from the field, and the cursor waits there.
      await expect.poll(() => page.getByLabel('密码', { exact: true }).evaluate((input: HTMLInputElement) => input.value === '' && input === document.activeElement)).toBe(true)
    }
    await typePassword(page, '不是这个密码123')
    await expect.poll(() => alert().innerText()).toMatch(/现在锁定。请在 30 分钟后再试/)
    await typePassword(page, officer.password)
    await expect.poll(() => alert().innerText()).toMatch(/暂时锁定。请在 30 分钟后再试.*恢复码/)
  })

  it('is still locked after the program was killed and opened again', async () => {
    const gone = casebook.app.waitForEvent('close')
    casebook.app.process().kill('SIGKILL')
    await gone
    await open()
    await typePassword(page, officer.password, officer.login)
    await expect.poll(() => alert().innerText()).toMatch(/请在 (30|29) 分钟后再试/)
  })

  it('lets in who has the recovery code, with a new password', async () => {
    await button(page, '忘记密码').click()
    await heading(page, '用恢复码重设密码').waitFor()
    const recover = async (code: string): Promise<void> => {
      await page.getByLabel('恢复码').fill(code)
      await page.getByLabel('登录名').fill(officer.login)
      await page.getByLabel('新密码', { exact: true }).fill(otherPassword)
      await page.getByLabel('再输一遍新密码').fill(otherPassword)
      await button(page, '重设密码并登录').click()
    }
    await recover(recoveryCode.replace(/.$/, (last) => (last === '2' ? '3' : '2')))
    await expect.poll(() => alert().innerText()).toContain('恢复码')
    // Written down by hand: small letters, blanks for dashes.
    await recover(recoveryCode.toLowerCase().replaceAll('-', ' '))
    await atWork(page)
    await casebook.close()
  })

  it('takes the new password and no longer the old one', async () => {
    await open()
    await typePassword(page, officer.password, officer.login)
    await expect.poll(() => alert().innerText()).toContain('不正确')
    await signIn(page, { login: officer.login, password: otherPassword })
    expect(casebook.complaints).toEqual([])
    await casebook.close()
  })
})
