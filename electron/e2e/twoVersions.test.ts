import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, today } from '../../db/domain/dates.ts'
import { cleanUp, launchCasebook } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { fieldOf, fill, formOf, section } from './forms.ts'
import { button, goTo, heading, setUp } from './hands.ts'

const day = (ago: number) => addDays(today(), -ago)

/** Somebody else saves the same record while the form is open: through the page's own functions, which know nothing of the form. */
describe('a record changed underneath an open form', () => {
  let casebook: RunningCasebook
  let page: Page
  let caseId: string

  beforeAll(async () => {
    casebook = await launchCasebook()
    page = casebook.page
    await setUp(page)
    await goTo(page, '案件')
    await button(page, '新建案件').first().click()
    await heading(page, '新建案件').waitFor()
    const form = formOf(page, '新建案件')
    await fill(form, { 申请日期: day(20), 受理日期: day(10), 姓名: '秦素梅' })
    await page.keyboard.press('Control+S')
    await heading(page, '秦素梅').waitFor()
    caseId = (await page.evaluate(() => location.hash)).split('/').at(-1) ?? ''
  })
  afterAll(cleanUp)

  it('of the review: both versions are shown, what nobody else touched is kept, and the choice is saved', async () => {
    const place = section(page, 'assessment')
    await button(place, '登记审查').click()
    const form = formOf(page, '秦素梅的审查情况')
    await fill(form, { 实际损失: '80000', 家庭困难情况: '独自抚养一名子女', 意见说明: '拟给予救助' })
    await button(form, '登记审查情况').click()
    await form.waitFor({ state: 'hidden' })

    await button(place, '修改秦素梅的审查情况').click()
    await fill(form, { 意见说明: '拟给予救助二万元', 审查人: '王检' })
    const failed = await page.evaluate(async (id) => {
      const file = await window.casebook.caseGet({ id })
      if (!file.ok) return file.error
      const [assessment] = file.value.assessments
      if (!assessment) return 'no assessment'
      const { id: assessmentId, version, ...rest } = assessment
      const saved = await window.casebook.assessmentSave({ caseId: id, id: assessmentId, version, fields: { ...rest, opinion: '拟给予救助三万元', familyNote: '独自抚养两名子女' } })
      return saved.ok ? null : saved.error
    }, caseId)
    expect(failed).toBeNull()

    await button(form, '保存').click()
    const dialog = page.getByRole('dialog', { name: '这里的内容刚被别人修改过' })
    await dialog.waitFor()
    const shown = await dialog.innerText()
    expect(shown).toContain('拟给予救助二万元')
    expect(shown).toContain('拟给予救助三万元')
    expect(shown).toContain('独自抚养两名子女')
    // Put off: everything typed is still in the form.
    await button(dialog, '先不保存').click()
    await dialog.waitFor({ state: 'hidden' })
    expect(await fieldOf(form, '意见说明').inputValue()).toBe('拟给予救助二万元')
    expect(await fieldOf(form, '审查人').inputValue()).toBe('王检')

    await button(form, '保存').click()
    await dialog.waitFor()
    await dialog.getByRole('radiogroup', { name: '意见说明' }).getByText('拟给予救助二万元').click()
    await button(dialog, '按以上选择保存').click()
    await form.waitFor({ state: 'hidden' })
    await expect.poll(() => place.innerText()).toContain('拟给予救助二万元')
    const text = await place.innerText()
    expect(text).toContain('王检')
    expect(text).toContain('独自抚养两名子女')
    expect(text).not.toContain('三万元')
    expect(text).toContain('80,000.00')
  })

  it('of a record that is gone meanwhile: it is said, and what was typed stays', async () => {
    const place = section(page, 'hearing')
    await button(place, '登记听证').click()
    const form = formOf(page, '听证')
    await fill(form, { 听证日期: day(3), 地点: '本院听证室' })
    await button(form, '登记听证').click()
    await form.waitFor({ state: 'hidden' })
    await button(place, '修改这次听证').click()
    await fill(form, { 听证意见: '建议增加多元救助' })
    const failed = await page.evaluate(async (id) => {
      const file = await window.casebook.caseGet({ id })
      if (!file.ok) return file.error
      const [hearing] = file.value.hearings
      const gone = await window.casebook.partRecycle({ id: hearing?.id ?? '', version: hearing?.version ?? 0, entity: 'hearing', reason: '重复登记' })
      return gone.ok ? null : gone.error
    }, caseId)
    expect(failed).toBeNull()
    await button(form, '保存').click()
    await expect.poll(() => page.locator('body').innerText()).toMatch(/可能已被移到回收站|刚被移到回收站/)
    expect(await fieldOf(form, '听证意见').inputValue()).toBe('建议增加多元救助')
    expect(casebook.complaints).toEqual([])
  })

  it('refuses days that cannot be, beside the field and in words that mend', async () => {
    await goTo(page, '案件')
    await page.getByText('秦素梅').first().dblclick()
    await heading(page, '秦素梅').waitFor()
    await button(section(page, 'assessment'), '登记经过').click()
    await page.getByRole('menuitem', { name: '函询其他机关是否已救助' }).click()
    const form = formOf(page, '函询其他机关是否已救助')
    for (const [typed, said] of [['2025-02-30', /2025 年 2 月没有 30 日|没有这一天/], [addDays(today(), 400), /不能晚于今天/]] as const) {
      await fieldOf(form, '日期').fill(typed)
      await button(form, '登记函询').click()
      await expect.poll(() => form.innerText()).toMatch(said)
    }
    expect(await form.isVisible()).toBe(true)
  })
})
