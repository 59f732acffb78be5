import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import AxeBuilder from '@axe-core/playwright'
import { checkDigit } from '../../db/domain/identity.ts'
import { formatYuan } from '../../db/domain/money.ts'
import { cleanUp, launchCasebook } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { button, focused, goTo, heading, setUp } from './hands.ts'

const headings = ['救助案号', '受理日期', '申请人姓名', '性别', '出生日期', '身份证号码', '联系电话', '救助情形', '特殊群体', '原案案由', '线索来源', '审查结果', '救助金额（元）', '决定日期', '发放日期', '承办人', '回访日期', '回访方式', '其他救助措施', '典型案例', '备注'] // prettier-ignore
const names = ['秦素梅', '秦小满', '贺兰英', '樊守义', '纪小禾', '盛国权', '陶玉洁', '何守田', '罗秀英', '罗小宝', '宋建华', '郑国新', '谢桂兰', '韩志强', '唐春梅', '冯玉霞', '于明超', '董洋洋', '萧平刚', '程雪晨']
/** Two people of the rows belong to the case above. */
const further = new Set([1, 9])
/** A day that does not exist, in the ninth row. */
const WRONG = { row: 8, text: '2021-02-30' }

function paperOf(index: number): string {
  const body = `1410321970${String(1 + (index % 12)).padStart(2, '0')}15${String(100 + index * 2)}`
  return body + checkDigit(body)
}

/** What Excel puts on the clipboard: tabs, \r\n, a cell with a line break in quotes, merged cells empty but for the first. */
function copiedBlock(): { text: string; fen: number; cases: number } {
  let number = 0
  let fen = 0
  const lines = names.map((name, index) => {
    const second = further.has(index)
    if (!second) number += 1
    const yuan = 10_000 + index * 1_000
    fen += yuan * 100
    const cells = [
      second ? '' : `晋永检救助〔2021〕${number}号`, second ? '' : '2021/2/8', name, '女', '', paperOf(index), '13935712345', second ? '' : '重伤或严重残疾', '', second ? '' : '故意伤害',
      second ? '' : '妇联', '给予救助', `${formatYuan(yuan * 100)}`, index === WRONG.row ? WRONG.text : '2021年2月20日', '2021.3.1', second ? '' : '王检', '', '', '', '', index === 3 ? '"家庭困难\n""五保户"""' : '',
    ] // prettier-ignore
    return cells.join('\t')
  })
  return { text: `${lines.join('\r\n')}\r\n`, fen, cases: number }
}

const spoken = async (place: Locator) => (await place.innerText()).replace(/\s+/g, ' ')

describe('old cases typed and pasted in the grid', () => {
  const block = copiedBlock()
  let casebook: RunningCasebook
  let page: Page
  const cell = (row: number, heading: string) => page.locator(`[data-cell="${row - 1}-${headings.indexOf(heading)}"]`)
  const total = () => spoken(page.locator('.page-total'))
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }

  beforeAll(async () => {
    casebook = await launchCasebook()
    page = casebook.page
    await setUp(page)
    await casebook.resize(1366, 768)
  })
  afterAll(cleanUp)

  it('is reached from the list of cases and has the ledger of the office for columns', async () => {
    await goTo(page, '案件')
    await button(page, '补录旧案').click()
    await heading(page, '补录旧案').waitFor()
    const shown = await page.getByRole('grid').locator('thead th').allInnerTexts()
    expect(shown.map((text) => text.trim())).toEqual(['行号', ...headings, '读作'])
    await expect.poll(() => focused(page)).toBe('救助案号 第 1 行')
  })

  it('is filled with the keyboard alone: typing replaces, the row above is proposed, Ctrl+D and Ctrl+Z do what they do in Excel', async () => {
    await page.keyboard.type('晋永检救助〔2019〕1号')
    await press('Tab')
    await page.keyboard.type('20190305')
    await press('Tab')
    await page.keyboard.insertText('李守信')
    await press('Enter')
    // After a run of Tabs Enter goes to the start of the next row.
    expect(await focused(page)).toBe('救助案号 第 2 行')
    await press('ArrowUp')
    for (let steps = headings.indexOf('线索来源'); steps > 0; steps -= 1) await press('ArrowRight')
    await page.keyboard.insertText('民政')
    await press('ArrowDown')
    expect(await focused(page)).toContain('线索来源 第 2 行 从上一行带下 民政')
    expect(await cell(2, '线索来源').innerText()).toBe('民政')
    await press('Delete', 'Home')
    await page.keyboard.type('晋永检救助〔2019〕2号')
    await press('ArrowRight', 'Control+d')
    expect(await cell(2, '受理日期').innerText()).toBe('20190305')
    expect(await cell(3, '线索来源').innerText()).toBe('')
    await expect.poll(() => spoken(page.getByRole('region', { name: '当前一格' }))).toContain('申请人姓名：没有姓名，请补上')
    await press('F2', 'Backspace', 'Enter')
    expect(await cell(2, '受理日期').innerText()).toBe('2019030')
    await press('Control+z')
    expect(await cell(2, '受理日期').innerText()).toBe('20190305')
    await press('F2', 'Backspace', 'Escape')
    expect(await cell(2, '受理日期').innerText()).toBe('20190305')
  })

  it('keeps what was typed when the page is left, and takes it up again', async () => {
    // A draft is put away within half a second; leaving does it at once.
    await goTo(page, '工作台')
    await goTo(page, '案件')
    await button(page, '补录旧案').click()
    await button(page, '接着填写').click()
    expect(await cell(1, '申请人姓名').innerText()).toBe('李守信')
    await button(page, '清空').click()
    await button(page.getByRole('dialog'), '清空').click()
    await expect.poll(() => total()).toBe('还没有填写')
  })

  it('takes twenty rows from Excel at once, and shows what is understood and what is wrong', async () => {
    await casebook.app.evaluate(({ clipboard }, text) => clipboard.writeText(text), block.text)
    await page.getByLabel('救助案号 第 1 行').focus()
    await press('Control+v')
    const wrongFen = (10_000 + WRONG.row * 1_000) * 100
    // The tenth row stands in the case of the ninth, which is wrong; it counts alone meanwhile.
    await expect.poll(() => total()).toContain(`可保存 ${block.cases} 件 ${names.length - 1} 人 · 救助金 ${formatYuan(block.fen - wrongFen)} 元 · 1 行要先改好`)
    expect(await cell(4, '备注').innerText()).toContain('"五保户"')
    expect(await cell(WRONG.row + 1, '决定日期').getAttribute('aria-invalid')).toBe('true')
    await casebook.screenshot('grid')
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().exclude('tbody tr:nth-child(n + 11)').analyze()
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  })

  it('goes to the wrong cell when it is to be saved; the keyboard mends it', async () => {
    await press('Control+s')
    await page.getByRole('alert').filter({ hasText: '有 1 行要先改好，还没有保存任何内容' }).waitFor()
    await expect.poll(() => focused(page)).toBe(`决定日期 第 ${WRONG.row + 1} 行`)
    expect(await spoken(page.getByRole('region', { name: '当前一格' }))).toContain('2021')
    await page.keyboard.type('20210228')
    await press('Enter')
    await expect.poll(() => total()).toContain(`可保存 ${block.cases} 件 ${names.length} 人 · 救助金 ${formatYuan(block.fen)} 元`)
    await press('Control+s')
    await page.getByRole('heading', { name: `已补录 ${block.cases} 件 ${names.length} 人，救助金 ${formatYuan(block.fen)} 元` }).waitFor()
  })

  it('the cases stand in the list, and the workbench stays quiet', async () => {
    await button(page, '查看补录的案件').click()
    await heading(page, '案件').waitFor()
    await expect.poll(() => total()).toContain(`共 ${block.cases} 件 ${names.length} 人`)
    await goTo(page, '工作台')
    await expect.poll(() => page.locator('.page').innerText()).toContain('没有待办')
  })

  it('the batch is taken back as an import is', async () => {
    await goTo(page, '台账导入')
    await button(page, '撤回导入 补录').click()
    await page.getByRole('dialog').getByRole('textbox').fill('重复补录')
    await button(page.getByRole('dialog'), '撤回导入').click()
    await page.getByText('已撤回导入').first().waitFor()
    await goTo(page, '案件')
    await page.getByRole('heading', { name: '台账里还没有案件' }).waitFor()
    expect(casebook.complaints).toEqual([])
  })
})
