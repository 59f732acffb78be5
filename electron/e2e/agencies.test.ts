import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, today } from '../../db/domain/dates.ts'
import { addPaidCase } from './aftercareCase.ts'
import { faults, lookedAt } from './axe.ts'
import { cleanUp, launchCasebook } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { choose, fieldOf, fill, formOf, save, section, tick } from './forms.ts'
import { button, goTo, heading, open, setUp } from './hands.ts'

const day = today()
const past = addDays(day, -12)
/** Invented. */
const person = { name: '尚春生', residence: '永和县芝河镇', phone: '13903570444', birthDate: '1966-08-08', number: `晋永检救助〔${day.slice(0, 4)}〕31号`, paid: 30 }
const agency = '永和县民政局'

describe('an agency that helps', () => {
  let casebook: RunningCasebook
  let page: Page
  let caseId = ''
  const part = () => section(page, 'measure')

  beforeAll(async () => {
    casebook = await launchCasebook()
    page = casebook.page
    await casebook.resize(1366, 768)
    await setUp(page)
    caseId = (await addPaidCase(page, person, day)).caseId
  })
  afterAll(cleanUp)

  it('is put into the directory with whom to call', async () => {
    await goTo(page, '多元救助')
    await button(page, '协作单位').click()
    await page.getByRole('heading', { name: '还没有协作单位' }).waitFor()
    expect(await faults(page)).toEqual([])
    await button(page, '登记单位').first().click()
    await heading(page, '登记单位').waitFor()
    const form = formOf(page, '协作单位')
    await fill(form, { 单位名称: agency, 联系人: '赵科长', 联系电话: '0357-7522222' })
    await choose(form, '单位类型', '民政')
    expect(await faults(page)).toEqual([])
    await button(form, '登记单位').click()
    await heading(page, agency).waitFor()
    await expect.poll(() => page.locator('.page-content').innerText()).toContain('赵科长')
  })

  it('is asked for help, owes an answer, and is urged by letter', async () => {
    await open(page, { path: `/cases/${caseId}?section=measure`, title: person.name })
    await button(part(), '登记措施').click()
    const measure = formOf(page, '多元救助措施')
    await choose(measure, '措施', '低保/特困/临时救助')
    await fill(measure, { 协作单位: agency, 提出日期: past, 要求答复日期: addDays(day, -2), 商定日期: past })
    await expect.poll(() => measure.innerText()).toContain('赵科长')
    await save(measure, '登记措施')
    await expect.poll(() => part().innerText()).toContain('逾期未答复')

    await button(part(), '发函').click()
    const letter = formOf(page, '函件')
    await letter.waitFor()
    await tick(letter, '函件种类', '工作联系函')
    await fill(letter, { 文号: `永检联〔${day.slice(0, 4)}〕3号`, 发函日期: past, 要求答复日期: addDays(day, -1) })
    await save(letter, '登记函件')
    await expect.poll(() => part().innerText()).toContain('逾期未复函')
    await lookedAt(casebook, 'agency-case')
    await goTo(page, '工作台')
    await expect.poll(() => page.locator('.page-content').innerText()).toContain(`等候${agency}答复工作联系函`)
  })

  it('shows on its page what it owes, and what it did once it answered', async () => {
    await open(page, { path: '/agencies', title: '协作单位' })
    const grid = page.getByRole('grid', { name: '协作单位' })
    await grid.getByText(agency).dblclick()
    await heading(page, agency).waitFor()
    await expect.poll(() => page.locator('.page-total').innerText()).toContain('其中逾期')
    await page.getByRole('link', { name: person.number }).first().click()
    await part().waitFor()
    await button(part(), '登记复函').click()
    const letter = formOf(page, '函件')
    await letter.waitFor()
    await fieldOf(letter, '复函日期').fill(day)
    await fieldOf(letter, '复函内容').fill('已纳入低保，当月发放')
    await save(letter, '保存')
    await expect.poll(() => part().innerText()).toContain('已复函')

    await button(part(), '修改这项措施').click()
    const measure = formOf(page, '多元救助措施')
    await fill(measure, { 落实日期: day, 折合金额: '4800' })
    await save(measure, '保存')
    await expect.poll(() => part().innerText()).toContain('已落实')
    await open(page, { path: '/agencies', title: '协作单位' })
    await page.getByRole('grid', { name: '协作单位' }).getByText(agency).dblclick()
    await heading(page, agency).waitFor()
    await expect.poll(() => page.locator('.page-total').innerText()).toContain('已落实 1 项，折合 4,800.00 元（不计入救助金） · 等待落实或答复 0 项')
    expect(await page.locator('.page-content').innerText()).toContain('已纳入低保，当月发放')
    await lookedAt(casebook, 'agency-page')
  })

  it('gets the letter printed from where it was written', async () => {
    await open(page, { path: `/cases/${caseId}?section=measure`, title: person.name })
    await button(part(), '打印联系函').click()
    const dialog = page.getByRole('dialog', { name: '打印文书' })
    await expect.poll(() => dialog.getByRole('radio', { name: '工作联系函' }).isChecked()).toBe(true)
    expect(await dialog.innerText()).toContain('哪一项措施')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await button(part(), '打印移送函').click()
    await expect.poll(() => dialog.getByRole('radio', { name: '社会救助移送函' }).isChecked()).toBe(true)
    await page.keyboard.press('Escape')
    expect(casebook.complaints).toEqual([])
  })
})
