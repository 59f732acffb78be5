import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, today } from '../../db/domain/dates.ts'
import { cleanUp, launchCasebook } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { button, chooseAt, focused, goTo, heading, setUp, settled, tabTo, typeAt } from './hands.ts'

/** Invented people. */
const mother = { name: '褚玉兰', phone: '13903570246' }
const child = '褚小禾'
const received = addDays(today(), -6)
const told = addDays(today(), -5)
const checked = addDays(today(), -2)

/** The figures above the list, as they are read. */
const figures = async (page: Page) => (await page.locator('.page-total').innerText()).replace(/\s+/g, ' ')

describe('a lead from the women’s federation', () => {
  let casebook: RunningCasebook
  let page: Page
  const section = (key: string) => page.locator(`#section-${key}`)
  const bar = () => page.locator('.page-bar')

  beforeAll(async () => {
    casebook = await launchCasebook()
    page = casebook.page
    await setUp(page)
  })
  afterAll(cleanUp)

  it('is registered from the keyboard, with somebody responsible from the first minute', async () => {
    await page.keyboard.press('Alt+2')
    await heading(page, '线索').waitFor()
    await page.getByRole('heading', { name: '还没有线索' }).waitFor()
    await page.keyboard.press('Control+N')
    await heading(page, '登记线索').waitFor()
    await expect.poll(() => focused(page)).toBe('收到日期')
    await page.keyboard.press('Control+A')
    await page.keyboard.insertText(received.replaceAll('-', ''))
    await chooseAt(page, '线索来源', '妇联')
    await typeAt(page, '移送单位', '永和县妇女联合会')
    await typeAt(page, '来函文号', '永妇函〔2026〕5号')
    await typeAt(page, '线索内容', '丈夫被故意伤害致死，独自抚养一名未成年子女')
    await tabTo(page, '首问责任人')
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe('王检')
    await tabTo(page, '需要反馈')
    await page.keyboard.press('Space')
    await typeAt(page, '姓名', mother.name)
    await typeAt(page, '联系电话', mother.phone)
    await chooseAt(page, '与被害人关系', '配偶')
    await tabTo(page, '再加一人')
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toBe('姓名')
    await page.keyboard.insertText(child)
    await chooseAt(page, '与被害人关系', '子女')
    await page.keyboard.press('Control+S')
    await heading(page, `${mother.name}、${child}`).waitFor()
    expect(await section('people').innerText()).toContain('139****0246')
    expect(await page.locator('.page-filters').innerText()).toContain('线索办理：第')
  })

  it('asks for one thing after the other: telling the person, then looking on the spot', async () => {
    await tabTo(page, '登记告知')
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toBe('告知日期')
    await page.keyboard.insertText('2020-01-01')
    await chooseAt(page, '告知方式', '当面告知')
    await page.keyboard.press('Control+S')
    const refused = page.getByRole('form', { name: '告知' }).getByRole('alert')
    await expect.poll(() => refused.innerText()).toContain(`早于收到线索的日期 ${received}`)
    await page.getByLabel('告知日期').fill(told)
    await page.keyboard.press('Control+S')
    await expect.poll(() => section('told').innerText()).toContain('当面告知')

    await button(bar(), '登记核查').click()
    await expect.poll(() => focused(page)).toBe('核查日期')
    await page.keyboard.insertText(checked)
    await typeAt(page, '核查人', '王检、李佳')
    await typeAt(page, '核查情况', '住房年久失修，靠亲属接济')
    await page.keyboard.press('Control+S')
    await expect.poll(() => section('checked').innerText()).toContain('靠亲属接济')
  })

  it('does not become a case before it is known that the original case reached the procuratorate', async () => {
    await button(section('outcome'), '转为救助案件').click()
    const dialog = page.getByRole('dialog', { name: '转为救助案件' })
    await expect.poll(() => dialog.getByRole('alert').innerText()).toContain('还没有填写原案是否进入检察环节')
    await button(dialog, '去填写原案').click()
    const form = page.getByRole('form', { name: '原案' })
    await form.waitFor()
    await form.getByText('否', { exact: true }).click()
    await page.keyboard.press('Control+S')
    await form.waitFor({ state: 'hidden' })
    // Without an original case there is only social assistance.
    await button(section('outcome'), '转为救助案件').click()
    await expect.poll(() => dialog.getByRole('alert').innerText()).toContain('转社会救助')
    await button(dialog, '先不转').click()
    await dialog.waitFor({ state: 'hidden' })

    await button(section('original'), '编辑原案').click()
    await form.waitFor()
    await form.getByText('是', { exact: true }).click()
    await typeAt(page, '原案案号', '永检刑诉〔2026〕11号')
    await chooseAt(page, '案件类型', '故意伤害')
    await typeAt(page, '犯罪嫌疑人（被告人）', '郝某')
    await page.keyboard.press('Control+S')
    await form.waitFor({ state: 'hidden' })
    await expect.poll(() => section('original').innerText()).toContain('永检刑诉〔2026〕11号')
  })

  it('becomes a case in which nothing is typed again', async () => {
    await button(bar(), '转为救助案件').click()
    const dialog = page.getByRole('dialog', { name: '转为救助案件' })
    await dialog.waitFor()
    expect(await dialog.getByRole('checkbox').evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).checked))).toEqual([true, true])
    await button(dialog, '转为救助案件').click()
    await heading(page, `${mother.name}、${child}　未编号`).waitFor()
    expect(await section('basics').innerText()).toContain('妇联')
    expect(await section('basics').innerText()).toContain('王检')
    for (const text of ['永检刑诉〔2026〕11号', '故意伤害', '郝某', '是']) expect(await section('original').innerText()).toContain(text)
    const people = await section('recipients').innerText()
    for (const text of [mother.name, '139****0246', '配偶', child, '子女']) expect(people).toContain(text)
  })

  it('shows in the list, with the figures of everything that came in', async () => {
    await goTo(page, '线索')
    await settled(page)
    await expect.poll(() => figures(page)).toBe('共 1 条 · 未结 0 · 逾期 0 · 办结率 100.0% · 平均 6.0 天办结')
    const row = page.getByRole('row').filter({ hasText: mother.name })
    expect(await row.innerText()).toContain('转为救助案件')
    // Back through the case to the lead.
    await page.keyboard.press('Control+K')
    await page.getByRole('combobox', { name: '查找案件、人员、页面和操作' }).waitFor()
    await page.keyboard.insertText('cyl')
    const found = page.getByRole('option').filter({ hasText: '转为救助案件' }).filter({ hasText: '收到' })
    await found.waitFor()
    await found.click()
    await heading(page, `${mother.name}、${child}　${received} 线索`).waitFor()
    expect(await section('outcome').innerText()).toContain('未编号案件')
    expect(await page.getByRole('complementary', { name: '进度与提醒' }).innerText()).toContain('线索转为案件')
  })

  it('another, without an original case, ends with social assistance and a word to the sender', async () => {
    // Keys belong to the search as long as it stands over the page.
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.keyboard.press('Control+N')
    await heading(page, '登记线索').waitFor()
    await expect.poll(() => focused(page)).toBe('收到日期')
    await chooseAt(page, '线索来源', '民政')
    await typeAt(page, '移送单位', '永和县民政局')
    await tabTo(page, '需要反馈')
    await page.keyboard.press('Space')
    await typeAt(page, '姓名', '郭守田')
    await tabTo(page, '还不清楚')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Control+S')
    await heading(page, '郭守田').waitFor()

    await button(section('outcome'), '登记处理结果').click()
    const dialog = page.getByRole('dialog', { name: '登记处理结果' })
    await dialog.waitFor()
    await button(dialog, '登记').click()
    await expect.poll(() => dialog.getByRole('alert').innerText()).toContain('请填写转交的部门或单位')
    await dialog.getByLabel('转交的部门或单位').fill('永和县芝河镇人民政府')
    // Esc asks before it throws anything away.
    await page.keyboard.press('Escape')
    const question = page.getByRole('dialog', { name: '放弃填写的内容' })
    await button(question, '接着填写').click()
    await question.waitFor({ state: 'hidden' })
    expect(await dialog.getByLabel('转交的部门或单位').inputValue()).toBe('永和县芝河镇人民政府')
    // Enter goes on to the next field and does not save from the middle.
    await dialog.getByLabel('转交的部门或单位').press('Enter')
    await expect.poll(() => focused(page)).toBe('处理日期')
    await page.keyboard.press('Control+S')
    await dialog.waitFor({ state: 'hidden' })
    await expect.poll(() => section('outcome').innerText()).toContain('转社会救助')

    await button(bar(), '登记反馈').click()
    await expect.poll(() => page.getByRole('form', { name: '反馈' }).isVisible()).toBe(true)
    await page.getByLabel('反馈日期').fill(today())
    await page.keyboard.press('Control+S')
    await expect.poll(() => page.locator('.page-filters').innerText()).toContain('没有待办')

    await page.keyboard.press('Escape')
    await heading(page, '线索').waitFor()
    await expect.poll(() => figures(page)).toBe('共 2 条 · 未结 0 · 逾期 0 · 办结率 100.0% · 平均 3.0 天办结')
    await page.getByLabel('线索来源').selectOption({ label: '民政' })
    await expect.poll(() => figures(page)).toContain('共 1 条')
    expect(await page.getByRole('grid').innerText()).toContain('转社会救助')
    expect(casebook.complaints).toEqual([])
  })
})
