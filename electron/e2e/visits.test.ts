import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, addMonths, today } from '../../db/domain/dates.ts'
import { addPaidCase, takePrinter } from './aftercareCase.ts'
import type { PaidPerson } from './aftercareCase.ts'
import { lookedAt } from './axe.ts'
import { cleanUp, launchCasebook } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { fieldOf, fill, formOf, save, section } from './forms.ts'
import { button, chooseAt, focused, goTo, heading, open, setUp, settled, tabTo, typeAt } from './hands.ts'

/** Invented people. */
const day = today()
const year = day.slice(0, 4)
const grown: PaidPerson = { name: '鲁明远', residence: '永和县桑壁镇署益村', phone: '13903570311', birthDate: '1971-04-02', number: `晋永检救助〔${year}〕21号`, paid: 95 }
const child: PaidPerson = { name: '鲁小满', residence: '永和县坡头乡岔口村', phone: '13903570322', birthDate: addMonths(day, -12 * 9), number: `晋永检救助〔${year}〕22号`, paid: 70 }
const unplanned: PaidPerson = { name: '温桂芳', residence: '永和县交口乡', phone: '13903570333', birthDate: '1980-01-01', number: `晋永检救助〔${year}〕23号`, paid: 10 }

describe('visits of a day out', () => {
  let casebook: RunningCasebook
  let page: Page
  let sheets: () => Promise<string[]>
  const ids: Record<string, string> = {}

  beforeAll(async () => {
    casebook = await launchCasebook()
    page = casebook.page
    sheets = await takePrinter(casebook.app)
    await casebook.resize(1366, 768)
    await setUp(page)
    for (const person of [grown, child, unplanned]) ids[person.name] = (await addPaidCase(page, person, day)).caseId
  })
  afterAll(cleanUp)

  it('nobody who was paid is forgotten: the workbench says whom nobody visits', async () => {
    await goTo(page, '案件')
    await goTo(page, '工作台')
    await settled(page)
    for (const { name, paid } of [grown, child, unplanned]) {
      await expect.poll(() => page.locator('.page-content').innerText()).toMatch(new RegExp(`${name}[^]*${addDays(day, -paid)} 已发放，还没有安排回访`))
    }
    await lookedAt(casebook, 'visits-workbench')
  })

  it('are planned by the office’s rule, more for a minor, and once only', async () => {
    const planned = async ({ name }: PaidPerson, times: number) => {
      await open(page, { path: `/cases/${ids[name]}?section=visit`, title: name })
      await button(section(page, 'visit'), '按规则安排回访').click()
      await expect.poll(() => section(page, 'visit').getByText('按规则安排', { exact: true }).count()).toBe(times)
    }
    await planned(grown, 2)
    expect(await section(page, 'visit').innerText()).toContain(addDays(day, 90 - grown.paid))
    await planned(child, 4)
    expect(await section(page, 'visit').innerText()).toContain('不公开身份')
    await button(section(page, 'visit'), '按规则安排回访').click()
    await page.getByText('没有增加', { exact: false }).first().waitFor()
    expect(await section(page, 'visit').getByText('按规则安排', { exact: true }).count()).toBe(4)
  })

  it('are marked and printed with room to write; who they are only by choice, which is logged', async () => {
    await goTo(page, '回访')
    await settled(page)
    await expect.poll(async () => (await page.locator('.page-filters').innerText()).replace(/\s+/g, ' ')).toContain('逾期未访 2 次： 王检 2')
    await expect.poll(() => page.locator('.page-filters').innerText()).toContain('另有 1 人已发放、还没有安排回访')
    // From wherever the focus is, an arrow goes into the list.
    await page.keyboard.press('ArrowUp')
    await expect.poll(() => focused(page)).toContain('待回访')
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await expect.poll(() => page.locator('.page-total').innerText()).toContain('已标记 2 次')
    await lookedAt(casebook, 'visits-list')
    const dialog = page.getByRole('dialog', { name: '打印回访表' })
    await page.keyboard.press('Control+P')
    await expect.poll(() => focused(page)).toBe('打印姓名、住址、电话')
    await tabTo(page, '打印')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    const [masked = ''] = await sheets()
    expect(masked.match(/<section class="sheet">/g)).toHaveLength(2)
    for (const text of [grown.name, child.name, grown.phone, child.residence]) expect(masked).not.toContain(text)
    expect(masked).toContain('鲁某某')

    await page.keyboard.press('Control+P')
    await expect.poll(() => focused(page)).toBe('打印姓名、住址、电话')
    await page.keyboard.press('Space')
    await expect.poll(() => dialog.getByRole('checkbox').isChecked()).toBe(true)
    await tabTo(page, '打印')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    const named = (await sheets())[1] ?? ''
    for (const text of [grown.name, child.name, grown.phone, child.residence]) expect(named).toContain(text)
    expect(named.match(/不公开检察人员身份/g)).toHaveLength(1)
    await open(page, { path: '/system/audit', title: '系统' })
    await expect.poll(() => page.locator('.page-content').innerText()).toContain('打印回访表（含住址和电话）')
  })

  it('are typed in together by keyboard alone; what is wrong is jumped to, and nothing is saved by half', async () => {
    await goTo(page, '回访')
    await settled(page)
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await page.keyboard.press('Control+N')
    await heading(page, '补登回访').waitFor()
    await expect.poll(() => focused(page)).toBe('回访日期')
    await page.keyboard.insertText(day.replaceAll('-', ''))
    await chooseAt(page, '回访方式', '上门')
    await typeAt(page, '回访人', '王检、李佳')
    await typeAt(page, '生活情况', '靠低保和务农，基本稳定')
    await typeAt(page, '下次回访日期', addDays(day, -1))

    // The second begins as the first.
    await tabTo(page, '回访日期')
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe(day)
    await typeAt(page, '就学情况', '已入学')
    expect(await page.getByLabel(/^回访人/).last().inputValue()).toBe('王检、李佳')

    // Somebody who was not planned.
    await page.keyboard.press('Control+N')
    await expect.poll(() => focused(page)).toBe('添加一次回访')
    await page.keyboard.insertText(unplanned.name)
    await page.getByRole('option', { name: /没有计划的回访/ }).waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toBe('生活情况')
    await page.keyboard.insertText('路上遇到，精神好转')
    expect(await page.getByLabel(/^回访人/).last().inputValue()).toBe('王检、李佳')
    await lookedAt(casebook, 'visits-entry')

    await page.keyboard.press('Control+S')
    await expect.poll(() => formOf(page, '补登回访').getByRole('alert').innerText()).toContain('下次回访日期要晚于本次回访日期')
    await expect.poll(() => focused(page)).toBe('下次回访日期')
    const done = () => page.evaluate(async () => {
      const list = await window.casebook.visitList({ state: 'done', from: null, to: null, text: '', after: null, limit: 100 })
      return list.ok ? list.value.rows.map(({ personName, entry }) => `${personName} ${entry.doneOn} ${entry.visitors}`).sort() : []
    })
    expect(await done()).toEqual([])
    await page.keyboard.press('Control+A')
    await page.keyboard.insertText(addDays(day, 60))
    await page.keyboard.press('Control+S')
    await page.getByRole('heading', { level: 1, name: '回访', exact: true }).waitFor()
    expect(await done()).toEqual([grown, child, unplanned].map(({ name }) => `${name} ${day} 王检、李佳`).sort())
    await open(page, { path: `/cases/${ids[unplanned.name]}?section=visit`, title: unplanned.name })
    await expect.poll(() => section(page, 'visit').innerText()).toContain('路上遇到，精神好转')
  })

  it('stand in the calendar, which is walked and printed', async () => {
    await goTo(page, '工作台')
    await button(page, '日程').click()
    await heading(page, '日程').waitFor()
    await settled(page)
    const cell = page.getByRole('gridcell', { selected: true })
    expect(await cell.getAttribute('aria-current')).toBe('date')
    await expect.poll(() => cell.innerText()).toContain('回访')
    await lookedAt(casebook, 'visits-calendar')
    await cell.focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => focused(page)).toContain(`${Number(addDays(day, 1).slice(8))}日`)
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toContain('回访')
    await page.keyboard.press('Escape')
    await expect.poll(() => focused(page)).toContain('项')
    const before = (await sheets()).length
    await page.keyboard.press('Control+P')
    await expect.poll(async () => (await sheets()).length).toBe(before + 1)
    expect((await sheets()).at(-1)).toContain(unplanned.name)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await page.locator('#section-visit').waitFor()
    expect(casebook.complaints).toEqual([])
  })

  it('planned for a day are moved to another only with the reason, which the case tells', async () => {
    await open(page, { path: `/cases/${ids[grown.name]}?section=visit`, title: grown.name })
    const visits = section(page, 'visit')
    await button(visits, '记录这次回访').first().click()
    const form = formOf(page, '回访')
    const planned = await fieldOf(form, '计划回访日期').inputValue()
    const moved = addDays(day, 20)
    await fill(form, { 计划回访日期: moved.replaceAll('-', '') })
    await button(form, '安排回访').click()
    await expect.poll(() => form.getByRole('alert').innerText()).toContain('请写明原因')
    await fill(form, { 改期的原因: '家中无人，约定下月再去' })
    await save(form, '安排回访')
    await expect.poll(() => visits.innerText()).toContain(moved)
    await expect.poll(() => page.locator('.page-content').innerText()).toContain(`改动计划回访日期（${planned.slice(0, 10)} 改为 ${moved}）：家中无人，约定下月再去`)
  })

  it('follow another rule where the office sets one', async () => {
    await open(page, { path: '/system/periods', title: '系统' })
    await button(page, '修改回访规则').click()
    const dialog = page.getByRole('dialog', { name: '修改回访规则' })
    await dialog.waitFor()
    await dialog.getByLabel('一共回访几次', { exact: true }).fill('3')
    await dialog.getByLabel('修改原因').fill('增加回访次数')
    await button(dialog, '保存修改').click()
    await dialog.waitFor({ state: 'hidden' })
    await expect.poll(() => page.locator('.page-content').innerText()).toContain('共 3 次')
  })
})
