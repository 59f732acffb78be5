import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, today } from '../../db/domain/dates.ts'
import { lookedAt } from './axe.ts'
import { cleanUp, launchCasebook, temporaryFolder } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { fieldOf, fill, formOf, tick } from './forms.ts'
import { answerDialogs, button, focused, goTo, heading, open, samples, setUp, tabTo } from './hands.ts'

const read = JSON.parse(readFileSync(join(samples, 'lists.expected.json'), 'utf8')) as Record<'sameIdInDibao' | 'sameIdInDisabled' | 'nameOnly', { name: string }[]>
const certainNames = [...new Set([...read.sameIdInDibao, ...read.sameIdInDisabled].map(({ name }) => name))].sort()
const doubtfulName = read.nameOnly[0]?.name ?? ''
/** In both lists of hardship. */
const twice = read.sameIdInDibao.find(({ name }) => read.sameIdInDisabled.some((other) => other.name === name))?.name ?? ''

const letter = { 来函单位: '安次区民政局', 来函文号: '安民函〔2026〕12号', 用途: '核对被害人是否生活困难' }

describe('lists laid over each other', () => {
  let casebook: RunningCasebook
  let page: Page
  let folder: string
  const understood = () => page.getByRole('region', { name: '读出的内容' })
  const block = (title: '确定' | '存疑') => page.getByRole('region', { name: title, exact: true })
  const row = (name: string) => page.getByRole('row').filter({ has: page.getByRole('button', { name: `${name}的详情` }) })
  const namesIn = async (title: '确定' | '存疑') => (await block(title).getByRole('button', { name: /的详情$/ }).allInnerTexts()).sort()
  const total = async () => (await page.locator('.page-total').innerText()).replace(/\s+/g, ' ')
  /** The name of the row the keyboard is at. */
  const at = () => page.evaluate(() => document.activeElement?.closest('tr')?.querySelector('button')?.innerText ?? '')
  const show = (which: string) => page.getByRole('radiogroup', { name: '看哪些结果' }).getByText(which, { exact: true }).click()

  async function choosing(path: string): Promise<void> {
    await answerDialogs(casebook.app, path)
    await page.locator('.page-bar').getByRole('button', { name: /^选择名单文件$|^换一个文件$/ }).click()
  }
  async function loadList(file: string, kind: string, more: Record<string, string> = {}): Promise<void> {
    await goTo(page, '数据比对')
    await button(page.locator('.page-bar'), '装入名单').click()
    await choosing(join(samples, file))
    await understood().getByText('可以装入').waitFor()
    const form = formOf(page, '来函情况')
    expect(await form.getByText(kind, { exact: true }).count()).toBeGreaterThan(0)
    await fill(form, { ...letter, ...more })
    await button(page.locator('.page-bar'), '装入名单').click()
    await page.getByRole('heading', { name: /已装入 \d+ 人$/ }).waitFor()
  }

  beforeAll(async () => {
    folder = temporaryFolder()
    casebook = await launchCasebook({ folder })
    page = casebook.page
    await casebook.resize(1366, 768)
    await setUp(page)
  })
  afterAll(cleanUp)

  it('begin with none: what the page is for, and the one thing to do first', async () => {
    await goTo(page, '数据比对')
    await page.getByRole('heading', { name: '找出应当救助而没有申请的人' }).waitFor()
    expect(await button(page, '比对：生活困难、尚未救助的被害人').isDisabled()).toBe(true)
    await lookedAt(casebook, 'comparison-empty')
  })

  it('refuse what is no list, and a column that cannot be told is named by hand', async () => {
    await page.getByRole('status').getByRole('button', { name: '装入名单' }).click()
    await heading(page, '装入名单').waitFor()
    await lookedAt(casebook, 'list-start')
    const broken = join(folder, '名单.xlsx')
    writeFileSync(broken, 'no workbook')
    await choosing(broken)
    await page.getByRole('alert').filter({ hasText: '没有读懂“名单.xlsx”' }).waitFor()
    await lookedAt(casebook, 'list-broken')

    const odd = join(folder, '奇怪.csv')
    writeFileSync(odd, ['谁,编码,几级', ...[...'甲乙丙丁戊己庚辛'].map((one, index) => `户主张春花之女${one},${index === 5 ? '1310021971' : '131002197106212963'},一级`), ',,三级'].join('\n'))
    await choosing(odd)
    await expect.poll(() => understood().innerText()).toContain('还没有认出')
    await lookedAt(casebook, 'list-unnamed')
    await understood().getByLabel('“谁”当作').selectOption('姓名')
    await understood().getByLabel('“编码”当作').selectOption('证件号码')
    await button(page, '按选定的列重新读').click()
    await understood().getByText('可以装入').waitFor()
    await expect.poll(() => focused(page)).toBe('读出的内容')
    expect(await understood().innerText()).toContain('行读不全')
    await lookedAt(casebook, 'list-faults')
  })

  it('are loaded once their letter is complete', async () => {
    await choosing(join(samples, 'victims-gbk.csv'))
    await understood().getByText('可以装入：400 人').waitFor()
    await lookedAt(casebook, 'list-tried')
    // Nothing is written while something is missing.
    await page.keyboard.press('Control+s')
    const form = formOf(page, '来函情况')
    await form.getByRole('alert').getByText('请填写用途').waitFor()
    await fieldOf(form, '销毁日期').fill(addDays(today(), -1))
    await fill(form, letter)
    await page.keyboard.press('Control+s')
    await form.getByRole('alert').getByText('销毁日期早于收到日期').waitFor()
    await lookedAt(casebook, 'list-wrong')
    await fieldOf(form, '销毁日期').fill(addDays(today(), 3))
    await page.keyboard.press('Control+s')
    await page.getByRole('heading', { name: /已装入 400 人$/ }).waitFor()
    await lookedAt(casebook, 'list-loaded')

    await loadList('dibao.xlsx', '低保')
    await loadList('disabled.xlsx', '残疾', { 来函单位: '安次区残联' })
    await button(page, '再装入一份').click()
    await choosing(join(samples, 'dibao.xlsx'))
    await understood().getByText('这份名单已经装入过').waitFor()
    expect(await button(page.locator('.page-bar'), '装入名单').isDisabled()).toBe(true)
    await goTo(page, '数据比对')
    const lists = page.getByRole('region', { name: '名单', exact: true })
    await expect.poll(() => lists.getByRole('row').count()).toBe(4)
    await expect.poll(() => lists.innerText()).toContain('还有 3 天')
    await lookedAt(casebook, 'comparison')
  })

  it('give exactly the matches, one by name alone under the doubtful', async () => {
    await button(page, '比对：生活困难、尚未救助的被害人').click()
    await heading(page, '生活困难、尚未救助的被害人').waitFor()
    await block('确定').waitFor()
    expect(await namesIn('确定')).toEqual(certainNames)
    expect(await namesIn('存疑')).toContain(doubtfulName)
    expect(await total()).toContain(`确定 ${certainNames.length} ·`)
    // No number stands there in full.
    expect(await page.locator('.results').innerText()).not.toMatch(/\d{15}/)
    await lookedAt(casebook, 'results')
    await page.evaluate(() => window.casebook.shellSetTextScale({ percent: 125 }))
    await page.waitForFunction(() => Math.abs(devicePixelRatio - 1.25) < 0.01, undefined, { polling: 50 })
    await casebook.screenshot('results-125')
    await page.evaluate(() => window.casebook.shellSetTextScale({ percent: 100 }))
    await page.waitForFunction(() => devicePixelRatio === 1, undefined, { polling: 50 })
  })

  it('are judged from the keyboard, and taken back', async () => {
    await expect.poll(at).not.toBe('')
    const first = await at()
    await page.keyboard.press('ArrowDown')
    const second = await at()
    expect(second).not.toBe(first)
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('2')
    await row(first).getByText(/^不是（王检 今日/).waitFor()
    await expect.poll(at).toBe(second)
    expect(await total()).toContain('已判断 1 ·')
    await page.keyboard.press('Control+z')
    await row(first).getByRole('button', { name: `${first}：是线索` }).waitFor()
    expect(await total()).toContain('已判断 0 ·')

    // Put off in the details, with a remark; on to the next.
    await row(twice).getByRole('button', { name: `${twice}的详情` }).click()
    const details = page.getByRole('dialog', { name: new RegExp(`^${twice}`) })
    await details.getByRole('columnheader').nth(3).waitFor()
    await lookedAt(casebook, 'result-details')
    await details.getByRole('button', { name: /^显示.*低保.*证件号码$/ }).click()
    await expect.poll(() => details.innerText()).toMatch(/\d{17}[\dX]/)
    await details.getByLabel('备注').fill('等派出所回复')
    await details.getByRole('button', { name: '以后再看' }).click()
    await expect.poll(() => row(twice).innerText()).toContain('等派出所回复')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await expect.poll(at).not.toBe('')
  })

  it('become a lead in one step, once it is said whether the case reached the procuratorate', async () => {
    const name = certainNames.find((one) => one !== twice) ?? ''
    await row(name).focus()
    await page.keyboard.press('1')
    await row(name).getByText(/^是线索（王检/).waitFor()
    await page.keyboard.press('4')
    const dialog = page.getByRole('dialog', { name: `把${name}转为线索` })
    const form = formOf(page, '转为线索')
    await form.waitFor()
    await lookedAt(casebook, 'result-lead')
    await page.keyboard.press('Control+s')
    await form.getByRole('alert').getByText('请填写原案是否进入检察环节').waitFor()
    await tick(form, '原案是否进入检察环节', '否')
    await button(dialog, '转为线索').click()
    await form.getByRole('alert').getByText('请填写转交的部门或单位').waitFor()
    await lookedAt(casebook, 'result-lead-wrong')
    await tick(form, '原案是否进入检察环节', '是')
    await button(dialog, '转为线索').click()
    await page.getByRole('heading', { level: 1, name: new RegExp(`^${name}`) }).waitFor()
    await lookedAt(casebook, 'lead-of-result')
    await page.getByRole('link', { name: '回到比对结果' }).click()
    await row(name).getByRole('link', { name: '看线索' }).waitFor()

    // Who is not of a case here goes to those who help otherwise.
    const other = certainNames.find((one) => one !== twice && one !== name) ?? ''
    await row(other).focus()
    await page.keyboard.press('4')
    await tick(form, '原案是否进入检察环节', '否')
    await fieldOf(form, '转交的部门或单位').fill('安次区民政局')
    await page.keyboard.press('Control+s')
    await page.getByRole('heading', { level: 1, name: new RegExp(`^${other}`) }).waitFor()
    await page.getByText('转社会救助').first().waitFor()
    await page.keyboard.press('Escape')
    await row(other).getByRole('link', { name: '看线索' }).waitFor()
  })

  it('are remembered, filtered and exported', async () => {
    await show('已判断')
    await expect.poll(() => namesIn('确定')).toHaveLength(2)
    await lookedAt(casebook, 'results-judged')
    await show('未判断')
    await expect.poll(() => namesIn('确定')).toContain(twice)
    expect(await row(twice).innerText()).toContain('等派出所回复')
    const file = join(folder, '结果.xlsx')
    await answerDialogs(casebook.app, file)
    await button(page, '导出 Excel').click()
    await page.getByText(/导出为“结果.xlsx”/).waitFor()
    expect(readFileSync(file).length).toBeGreaterThan(1000)
  })

  it('answer questions of the office’s own', async () => {
    await goTo(page, '数据比对')
    await button(page, '新建问题').click()
    const dialog = page.getByRole('dialog', { name: '新建比对问题' })
    const form = formOf(page, '比对问题')
    await expect.poll(() => focused(page)).toBe('问题名称')
    await fill(form, { 问题名称: '持残疾证的女被害人', 年龄从: '十八' })
    await button(dialog, '保存问题').click()
    await form.getByRole('alert').getByText('请选择要与哪类名单比对').waitFor()
    await lookedAt(casebook, 'question-wrong')
    await form.getByRole('group', { name: '同时也在哪类名单里' }).getByText('残疾', { exact: true }).click()
    await fill(form, { 年龄从: '18' })
    await form.getByText('将列出：').waitFor()
    await lookedAt(casebook, 'question')
    await page.keyboard.press('Control+s')
    await dialog.waitFor({ state: 'hidden' })
    await button(page, '比对：持残疾证的女被害人').click()
    await heading(page, '持残疾证的女被害人').waitFor()
    const grown = read.sameIdInDisabled.map(({ name }) => name).sort()
    await expect.poll(async () => (await namesIn('确定')).every((name) => grown.includes(name))).toBe(true)
    expect((await namesIn('确定')).length).toBeGreaterThan(0)
    await page.keyboard.press('Escape')
    await button(page, '移走“持残疾证的女被害人”').click()
    await page.getByRole('dialog').getByRole('textbox').fill('不再用')
    await page.keyboard.press('Enter')
    await page.getByText('已移走').waitFor()
    await expect.poll(() => button(page, '比对：持残疾证的女被害人').count()).toBe(0)
    await open(page, { path: '/system/recycle', title: '系统' })
    await page.getByRole('row').filter({ hasText: '持残疾证的女被害人' }).getByRole('button', { name: '恢复' }).click()
    await page.getByText('“持残疾证的女被害人” 已恢复到数据比对').waitFor()
    await goTo(page, '数据比对')
    await button(page, '比对：持残疾证的女被害人').waitFor()
  })

  it('remind on the workbench, are corrected, and leave a line when they are destroyed', async () => {
    await goTo(page, '工作台')
    const hints = page.getByRole('region', { name: '数据比对' })
    await hints.getByText('还有 3 天').waitFor()
    await hints.getByText('还没有判断').waitFor()
    await lookedAt(casebook, 'comparison-hints')
    await hints.getByRole('link', { name: /^名单/ }).click()
    await heading(page, '数据比对').waitFor()

    const lists = page.getByRole('region', { name: '名单', exact: true })
    await lists.getByRole('button', { name: /^更正.*低保/ }).click()
    const form = formOf(page, '来函情况')
    await expect.poll(() => focused(page)).toBe('名单种类')
    // A closed choice list does not keep Esc from the dialog; the focus goes back to where it came from.
    await page.keyboard.press('Escape')
    await form.waitFor({ state: 'hidden' })
    await expect.poll(() => focused(page)).toMatch(/^更正.*低保/)
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toBe('名单种类')
    await fieldOf(form, '销毁日期').fill(addDays(today(), 40))
    await page.keyboard.press('Control+s')
    await form.getByRole('alert').getByText('请写明原因').waitFor()
    await lookedAt(casebook, 'list-correct')
    await fieldOf(form, '改动销毁日期的原因').fill('来函要求四十日')
    await page.keyboard.press('Control+s')
    await form.waitFor({ state: 'hidden' })
    await expect.poll(() => lists.innerText()).toContain('还有 40 天')

    await lists.getByRole('button', { name: /^销毁.*残疾/ }).click()
    const asked = page.getByRole('dialog')
    await asked.getByText(/604 人的内容/).waitFor()
    await casebook.screenshot('list-destroy')
    await asked.getByRole('textbox').fill('用途已完成')
    await page.keyboard.press('Enter')
    await page.getByText('604 人已销毁').waitFor()
    await lists.getByText('已销毁的名单（1）').click()
    await lists.getByText('用途已完成').waitFor()
    await lookedAt(casebook, 'list-destroyed')

    await button(page, '比对：生活困难、尚未救助的被害人').click()
    await show('全部')
    await block('确定').waitFor()
    await expect.poll(() => namesIn('确定')).toEqual([...new Set(read.sameIdInDibao.map(({ name }) => name))].sort())
    await tabTo(page, '返回', { key: 'Shift+Tab' })
    expect(casebook.complaints).toEqual([])
    await casebook.close()
  })
})
