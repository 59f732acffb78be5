import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faults } from './axe.ts'
import { cleanUp, launchCasebook } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { answerDialogs, button, countyLedger, heading, open, openDemonstration, pages, setUp, settled } from './hands.ts'

/** What does not fit: the frame scrolls sideways, or the page's primary action is not to be seen. */
function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const { scrollWidth, clientWidth } = document.documentElement
    // A width such as 910.67 px is rounded once up and once down.
    if (scrollWidth > clientWidth + 1) found.push(`the window scrolls sideways: ${scrollWidth} > ${clientWidth}`)
    for (const part of document.querySelectorAll<HTMLElement>('.layout, .menu, .page, .page-bar, .page-filters, .page-content, .session, .session-card')) {
      const { left, right } = part.getBoundingClientRect()
      const wide = part.scrollWidth > part.clientWidth + 1
      if (left < -1 || right > innerWidth + 1 || wide) found.push(`${part.className} does not fit: ${Math.round(left)} to ${Math.round(right)} of ${innerWidth}, content ${part.scrollWidth} of ${part.clientWidth}`)
    }
    for (const action of document.querySelectorAll<HTMLElement>('.page-bar .el-button--primary')) {
      const { left, right, top, bottom } = action.getBoundingClientRect()
      const inside = left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight
      const onTop = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
      if (!inside || !action.contains(onTop)) found.push(`the action ${action.innerText} is covered or outside`)
    }
    return found
  })
}

/** What must be in sight at any text scale: every entry of the menu, and of a case which one it is, its money, where it stands and until when. */
function unseen(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const seen = (element: Element | undefined) => {
      const { left, right, top, bottom } = element?.getBoundingClientRect() ?? { left: 0, right: 0, top: 0, bottom: 0 }
      const onTop = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
      return right > left && onTop !== null && (element?.contains(onTop) ?? false)
    }
    const headings = [...document.querySelectorAll('.case-table th')]
    return [
      ...[...document.querySelectorAll<HTMLElement>('.menu-entry')].filter((entry) => !seen(entry)).map((entry) => entry.innerText),
      ...['救助案号', '申请人姓名', '救助金额（元）', '状态', '期限'].filter((title) => !seen(headings.find((one) => one.textContent?.includes(title)))),
    ]
  })
}

async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').filter({ visible: true }).first().waitFor({ state: 'hidden' })
}

describe('accessibility', () => {
  let casebook: RunningCasebook
  let page: Page

  beforeAll(async () => {
    casebook = await launchCasebook()
    page = casebook.page
    await casebook.resize(1366, 768)
  })
  afterAll(cleanUp)
  const check = async (state: string) => expect(await faults(page), state).toEqual([])

  it('before anybody is signed in', async () => {
    await heading(page, '第一次使用').waitFor()
    await check('first run')
    await button(page, '从备份恢复').click()
    await check('restoring a backup')
    await button(page, '返回').click()
    await button(page, '新建台账').click()
    await button(page, '下一步').click()
    await page.getByText('请填写', { exact: false }).first().waitFor()
    await check('the wizard with errors')
    await page.getByLabel('单位名称').fill('永和县人民检察院')
    await page.getByLabel('所在地区').fill('山西省临汾市永和县')
    await button(page, '下一步').click()
    await page.getByLabel('案号格式').waitFor()
    await check('case numbers')
    await button(page, '上一步').click()
    await button(page, '返回').click()
    await setUp(page)
  })

  it('every page of an empty casebook', async () => {
    for (const one of pages) {
      await open(page, one)
      await check(`${one.name}, empty`)
    }
    await page.keyboard.press('Control+K')
    await page.getByRole('combobox').waitFor()
    await check('finding')
    await closeDialog(page)
    await page.keyboard.press('F1')
    await page.getByRole('dialog').waitFor()
    await check('help')
    await closeDialog(page)
    await open(page, { path: '/system/accounts', title: '系统' })
    await button(page, '新增账号').click()
    await page.getByRole('dialog').waitFor()
    await check('adding an account')
    await closeDialog(page)
  })

  it('signing in', async () => {
    await button(page, '王检').click()
    await check('the menu of the person')
    await page.getByRole('menuitem', { name: '退出登录' }).click()
    await heading(page, '登录').waitFor()
    await check('signing in')
    await button(page, '登录').click()
    await check('signing in with errors')
    await button(page, '忘记密码').click()
    await check('forgotten password')
    await button(page, '返回登录').click()
  })
})

describe('accessibility and room with the demonstration casebook', () => {
  let casebook: RunningCasebook
  let page: Page

  beforeAll(async () => {
    casebook = await launchCasebook()
    page = casebook.page
    await casebook.resize(1366, 768)
    await openDemonstration(page)
  })
  afterAll(async () => {
    expect(casebook.complaints).toEqual([])
    await cleanUp()
  })
  const check = async (state: string) => expect(await faults(page), state).toEqual([])

  it('every page', async () => {
    // Those of 系统 are the same as without cases.
    for (const one of pages.filter(({ name }) => !name.startsWith('system-') || name === 'system-audit')) {
      await open(page, one)
      await check(one.name)
    }
  })

  it('a case, its forms and its dialogs', async () => {
    await openACase(page)
    await check('case')
    for (const section of ['basics', 'original', 'recipients', 'decision', 'visit', 'measure', 'award', 'note']) {
      const form = page.locator(`#section-${section} form`)
      const opener = page.locator(`#section-${section}`).getByRole('button', { name: /^(编辑|修改|填写|添加|登记|记录|记事|增加|写)/ }).first()
      await opener.click()
      await form.waitFor()
      await check(`form of ${section}`)
      await form.getByRole('button', { name: /^(收起|取消)$/ }).click()
      await form.waitFor({ state: 'detached' })
      // Without a mouse the next key goes on from here.
      await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe(`section-${section}`)
    }
    // Esc closes the menu, and not the case as well.
    const title = await page.locator('h1').innerText()
    await button(page.locator('.page-bar'), '更多').press('Enter')
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('menuitem')
    await page.keyboard.press('Escape')
    await page.getByRole('menuitem').first().waitFor({ state: 'hidden' })
    expect(await page.locator('h1').innerText()).toBe(title)
  })

  it('the report with the list behind a figure, and a trial import', async () => {
    await open(page, { path: '/reports/annual', title: '年度统计表' })
    await page.getByRole('list', { name: '总体情况' }).getByRole('button').first().click()
    await page.getByRole('dialog').getByRole('row').nth(1).waitFor()
    await check('the list behind a figure')
    await closeDialog(page)
    await open(page, { path: '/import', title: '台账导入' })
    await answerDialogs(casebook.app, countyLedger)
    await button(page.locator('.page-bar'), '选择台账文件').click()
    await page.getByRole('region', { name: '试导入结果' }).waitFor({ timeout: 30_000 })
    await check('trial import')
  })

  it('every page has room at 100, 125 and 150 %', async () => {
    for (const percent of [100, 125, 150] as const) {
      await page.evaluate((scale) => window.casebook.shellSetTextScale({ percent: scale }), percent)
      await page.waitForFunction((ratio) => Math.abs(devicePixelRatio - ratio) < 0.01, percent / 100, { polling: 50 })
      for (const one of pages) {
        await open(page, one)
        expect(await misfits(page), `${one.name} at ${percent} %`).toEqual([])
        if (one.name === 'cases') expect(await unseen(page), `cases at ${percent} %`).toEqual([])
      }
      await openACase(page)
      expect(await misfits(page), `case at ${percent} %`).toEqual([])
      await casebook.screenshot(`case-${percent}`)
    }
  })
})

async function openACase(page: Page): Promise<void> {
  await open(page, { path: '/cases', title: '案件' })
  await page.getByRole('grid').press('Enter')
  await page.locator('#section-basics').waitFor()
  await settled(page)
}
