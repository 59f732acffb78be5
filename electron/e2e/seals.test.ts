import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lookedAt } from './axe.ts'
import { cleanUp, launchCasebook, temporaryFolder } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { answerDialogs, button, focused, goTo, heading, importLedger, setUp, tabTo } from './hands.ts'

describe('locked reports', () => {
  let casebook: RunningCasebook
  let page: Page
  let folder: string
  let number: string
  const kinds = () => page.getByRole('navigation', { name: '报表种类' })
  const at = (hash: string) => page.evaluate((to) => (window.location.hash = to), hash)
  /** What somebody does meanwhile: a decision becomes worth more. */
  async function changeTheCasebook(): Promise<void> {
    const failure = await page.evaluate(async () => {
      const list = await window.casebook.caseList({ filter: { year: 2023 }, limit: 100 })
      if (!list.ok) return list.error.message
      const [one] = list.value.rows.filter(({ people }) => people.every(({ outcome }) => outcome === 'granted'))
      if (!one) return 'no case'
      const found = await window.casebook.caseGet({ id: one.id })
      if (!found.ok) return found.error.message
      const decision = found.value.decisions[0]
      if (!decision) return 'no decision'
      const { kind, amountFen, decidedOn, number: text, servedOn, reason, overCapReason } = decision
      const saved = await window.casebook.decisionSave({ caseId: one.id, id: decision.id, version: decision.version, recipientId: decision.recipientId, fields: { kind, amountFen: amountFen + 500_000, decidedOn, number: text, servedOn, reason, overCapReason: overCapReason ?? '核对后更正' } })
      return saved.ok ? null : `${saved.error.message} ${JSON.stringify(saved.error.fields ?? [])} ${reason ?? ''}`
    })
    expect(failure).toBeNull()
  }

  beforeAll(async () => {
    folder = temporaryFolder()
    casebook = await launchCasebook({ folder })
    page = casebook.page
    await casebook.resize(1366, 768)
    await setUp(page)
  })
  afterAll(cleanUp)

  it('say what they are for where there is none', async () => {
    await goTo(page, '案件')
    await at('#/reports/seals')
    await heading(page, '已定稿').waitFor()
    await page.getByText('还没有定稿').waitFor()
    await lookedAt(casebook, 'seals-empty')
  })

  it('are made from a report, with a reason, by keyboard alone', async () => {
    await importLedger(casebook)
    await goTo(page, '报表', '年度统计表')
    await page.locator('section.block').first().waitFor()
    await tabTo(page, '定稿锁定')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('不能修改，不能删除').waitFor()
    await button(dialog, '定稿锁定').click()
    await dialog.getByText('请写明定稿用途').first().waitFor()
    await lookedAt(casebook, 'seals-dialog')
    await dialog.getByLabel('定稿用途').fill('报送市院 2023 年度统计')
    await page.keyboard.press('Control+S')
    await heading(page, '年度统计表').waitFor()
    await page.getByText('校验码').waitFor()
    number = (await page.locator('.facts dd').first().innerText()).trim()
    expect(number).toMatch(/^〔\d{4}〕定1号$/)
    await lookedAt(casebook, 'seals-page')
  })

  it('open what they counted then, and cannot be made twice', async () => {
    await tabTo(page, /，打开名单$|^给予救助/)
    await page.keyboard.press('Enter')
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('table').waitFor()
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'hidden' })
    expect(await focused(page)).not.toBe('')
    await goTo(page, '报表', '年度统计表')
    await page.locator('section.block').first().waitFor()
    await button(page, '定稿锁定').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('定稿用途').fill('再来一份')
    await button(dialog, '定稿锁定').click()
    await dialog.getByText(`已有定稿${number}`).waitFor()
    await lookedAt(casebook, 'seals-refused')
    await button(dialog, '取消').click()
    await dialog.waitFor({ state: 'hidden' })
  })

  it('tell what moved since then, by whom, and which records', async () => {
    await kinds().getByRole('link', { name: '已定稿' }).click()
    await heading(page, '已定稿').waitFor()
    await button(page, `对比${number}`).click()
    await page.getByText('与现在的台账一致').waitFor()
    await changeTheCasebook()
    await page.getByRole('link', { name: number }).click()
    await page.getByText('校验码').waitFor()
    await button(page, '与现在对比').click()
    const differences = page.getByRole('region', { name: '与现在对比' })
    await differences.getByText('有变化的数字').waitFor()
    await differences.getByText('王检', { exact: false }).first().waitFor()
    await differences.getByText(/决定 · 决定金额：/).waitFor()
    await tabTo(page, /看不同的记录$/)
    await page.keyboard.press('Enter')
    await differences.getByText('由来：王检', { exact: false }).first().waitFor()
    await lookedAt(casebook, 'seals-compared')
  })

  it('explain why a case counts in a figure or not', async () => {
    await goTo(page, '报表', '年度统计表')
    await page.locator('section.block').first().waitFor()
    await tabTo(page, /，打开名单$/)
    await page.keyboard.press('Enter')
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('table').waitFor()
    await button(drawer, '为什么没有某案').click()
    const picker = drawer.getByLabel('查一件案件为什么计入或没有计入这个数')
    await picker.click()
    await picker.fill('2022')
    await page.getByRole('option').filter({ visible: true }).first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await drawer.getByText(/^没有计入这个数$|^计入了这个数$/).waitFor()
    await lookedAt(casebook, 'why-drawer')
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'hidden' })
    await goTo(page, '案件')
    const id = await page.evaluate(async () => {
      const list = await window.casebook.caseList({ filter: { year: 2023 }, limit: 1 })
      return list.ok ? (list.value.rows[0]?.id ?? '') : ''
    })
    await at(`#/cases/${id}`)
    await button(page, '更多').click()
    await page.getByRole('menuitem', { name: '这件案件计入哪些数字' }).click()
    await heading(page, '这件案件计入哪些数字').waitFor()
    await page.getByText('计入的数字', { exact: true }).first().waitFor()
    await page.getByText('不符合', { exact: true }).first().waitFor()
    await lookedAt(casebook, 'why-case')
    await at('#/reports/seals')
    await page.getByRole('link', { name: number }).click()
    await page.getByText('校验码').waitFor()
  })

  it('show the paragraphs of a work report as they were', async () => {
    await goTo(page, '报表', '工作报告用语')
    await page.getByText('共受理国家司法救助案件').first().waitFor()
    const words = await page.locator('.paragraphs').innerText()
    await button(page, '定稿锁定').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('定稿用途').fill('写进工作报告')
    await button(dialog, '定稿锁定').click()
    await page.getByText('校验码').waitFor()
    expect(await page.locator('.paragraphs').innerText()).toBe(words)
    await lookedAt(casebook, 'seals-work')
    await page.evaluate(() => (window.location.hash = '#/reports/seals'))
    await page.getByRole('link', { name: number }).click()
    await page.getByText('报送市院 2023 年度统计').waitFor()
  })

  it('leave the window with their number, and are superseded', async () => {
    const target = join(folder, '定稿.xlsx')
    await answerDialogs(casebook.app, target)
    await button(page, '导出').click()
    const exporting = page.getByRole('dialog')
    await exporting.waitFor()
    expect(await exporting.getByLabel('附救助对象名册').isChecked()).toBe(true)
    await button(exporting, '导出').click()
    await page.getByText('已导出“定稿.xlsx”').filter({ visible: true }).first().waitFor()
    expect(existsSync(target)).toBe(true)
    await button(page, '换新定稿').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('换稿原因').fill('更正一件决定金额')
    await button(dialog, '换新定稿').click()
    await page.getByText('换下', { exact: true }).waitFor()
    await page.getByRole('link', { name: number }).click()
    await page.getByText('更正一件决定金额').waitFor()
    await kinds().or(button(page, '返回')).first().click()
    await heading(page, '已定稿').waitFor()
    await page.getByText('有效').first().waitFor()
    await lookedAt(casebook, 'seals-list')
    expect(casebook.complaints).toEqual([])
    await casebook.close()
  })
})
