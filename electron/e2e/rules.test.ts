import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { cleanUp, launchCasebook } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { button, goTo, openDemonstration } from './hands.ts'

/** The data the rules read, changed by the office and obeyed at once by the pages. */
describe('the office sets its own rules', () => {
  let casebook: RunningCasebook
  let page: Page
  beforeAll(async () => {
    casebook = await launchCasebook()
    page = casebook.page
    await casebook.resize(1366, 768)
    await openDemonstration(page)
    await goTo(page, '系统')
  })
  afterAll(cleanUp)

  const section = async (name: string) => {
    await page.getByRole('navigation', { name: '系统' }).getByRole('link', { name }).click()
    await page.getByRole('heading', { level: 2, name }).first().waitFor()
  }
  const dialog = () => page.getByRole('dialog').filter({ visible: true })
  const closed = () => dialog().waitFor({ state: 'detached' })

  it('a period with its reason, its history, and back', async () => {
    await section('办案期限')
    await button(page, '修改审查').click()
    await dialog().getByLabel('天数').fill('7')
    await button(dialog(), '保存修改').click()
    await dialog().getByText('请写明修改原因').first().waitFor()
    await dialog().getByLabel('修改原因').fill('院务会决定')
    await button(dialog(), '保存修改').click()
    await closed()
    const row = page.getByRole('row', { name: /^审查/ })
    await row.getByText('7 个工作日').waitFor()
    await button(page, '审查的沿革').click()
    await page.getByText('10 个工作日', { exact: true }).waitFor()
    await page.getByRole('button', { name: /^删去/ }).click()
    await page.getByRole('textbox').last().fill('录错了')
    await button(page, '删去这一条').click()
    await row.getByText('10 个工作日').waitFor()
  })

  it('the holidays of a year from the notice as it is published', async () => {
    await section('节假日与工作日')
    await button(page, '粘贴放假通知').click()
    await dialog().getByRole('textbox', { name: '放假通知' }).fill('关于2031年部分节假日安排的通知\n一、元旦：1月1日（周三）放假，共1天。\n七、国庆节：10月1日（周三）至7日（周二）放假调休，共7天。9月28日（周日）、10月11日（周六）上班。')
    await button(dialog(), '录入 4 条').click()
    await closed()
    await page.getByRole('row', { name: /2031-10-01 星期三 至 2031-10-07 星期二/ }).waitFor()
    await page.getByRole('row', { name: /2031-09-28 星期日.*班/ }).waitFor()
    // The same notice again brings nothing new.
    await button(page, '粘贴放假通知').click()
    await dialog().getByRole('textbox', { name: '放假通知' }).fill('2031年国庆节：10月1日至7日放假。\n国庆节：10月1日至7日放假。')
    await dialog().getByText('已在表里').waitFor()
    await page.keyboard.press('Escape')
    await closed()
  })

  it('a code that every form offers from then on', async () => {
    await section('代码表')
    await button(page, '增加一项').click()
    await dialog().getByLabel('名称').fill('见义勇为')
    await dialog().getByLabel('增加原因').fill('本地要求')
    await button(dialog(), '增加').click()
    await closed()
    await page.getByRole('row', { name: /见义勇为/ }).waitFor()
    await goTo(page, '案件')
    await page.getByRole('button', { name: /^新建案件/ }).first().click()
    await page.getByLabel('救助情形').click()
    await page.getByRole('option', { name: '见义勇为' }).waitFor()
    expect(casebook.complaints).toEqual([])
  })
})
