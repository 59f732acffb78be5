import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import ExcelJS from 'exceljs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatWan, formatYuan } from '../../db/domain/money.ts'
import type { ReportJson } from '../../db/reports/reportJson.ts'
import { cleanUp, launchCasebook, temporaryFolder } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { answerDialogs, atWork, button, chooseAt, countyLedger, focused, goTo, heading, officer, samples, setUp, tabTo, tryLedger, typeAt } from './hands.ts'

interface Expected {
  total: { cases: number; persons: number; fen: number; typical: number; visited: number }
  byDate: Record<'accepted' | 'granted' | 'refused' | 'paid', Record<string, { cases: number; people: number; fen: number }>>
}
const expected = JSON.parse(readFileSync(join(samples, 'ledger-county.expected.json'), 'utf8')) as Expected

/** Invented people of one household, with papers whose check digit is right. */
const mother = { name: '秦素梅', paper: '141032198503120426', born: '1985-03-12', fen: 1_234_567 }
const child = { name: '秦小满', paper: '141032201209081010', born: '2012-09-08', fen: 1_500_050 }
const granted = mother.fen + child.fen
const caseNumber = '晋永检救助〔2024〕7号'

/** Money with figures behind the point, so that a rounding anywhere would show. */
function figures(text: string): number[] {
  return [...text.matchAll(/-?[\d,]+(?:\.\d+)?/g)].map(([number]) => Number(number.replaceAll(',', '')))
}

/** A line of the exported sheet by its item: the numbers in it, as they stand in their columns. */
function lineOf(sheet: ExcelJS.Worksheet, item: RegExp): unknown[] {
  let found: unknown[] | null = null
  sheet.eachRow((row) => {
    const values = (row.values as ExcelJS.CellValue[]).slice(1)
    if (values.some((value) => typeof value === 'string' && item.test(value))) found ??= values
  })
  if (!found) throw new Error(`no line ${String(item)}`)
  return (found as unknown[]).filter((value) => typeof value === 'number')
}

describe('from the first run to the annual report', () => {
  let casebook: RunningCasebook
  let page: Page
  let folder: string
  let exported: string
  /** What the window showed for the year of the new case. */
  let shown: { headline: string; tables: string }

  beforeAll(async () => {
    folder = temporaryFolder()
    exported = join(folder, '年度统计表 2024.xlsx')
    casebook = await launchCasebook({ folder })
    page = casebook.page
  })
  afterAll(cleanUp)

  it('sets the casebook up', async () => {
    const code = await setUp(page)
    expect(code).toMatch(/^([0-9A-Z]{5}-){7}[0-9A-Z]{5}$/)
    await expect.poll(() => page.getByRole('contentinfo').innerText()).toContain('单机离线')
  })

  it('shows what a ledger holds before it is imported, and imports it', async () => {
    const summary = await tryLedger(casebook, countyLedger)
    const text = (await summary.innerText()).replace(/\s+/g, ' ')
    expect(text).toContain(`${expected.total.cases} 件 ${expected.total.persons} 人 ${formatWan(expected.total.fen)} 万元`)
    expect(text).toContain('与识别合计一致')
    await button(page, '确认导入').click()
    await page.getByRole('heading', { name: /^已导入 36 件 39 人/ }).waitFor()
  })

  it('lists the cases with their total, and leaves the workbench quiet', async () => {
    await goTo(page, '案件')
    const total = page.getByRole('status').filter({ hasText: '合计' })
    await expect.poll(async () => (await total.innerText()).replace(/\s+/g, ' ')).toContain(`给予救助 ${expected.total.cases} 件 ${expected.total.persons} 人 · 合计 ${formatYuan(expected.total.fen)} 元`)
    await goTo(page, '工作台')
    await expect.poll(() => page.locator('.page').innerText()).toContain('没有待办')
    expect(await page.getByRole('navigation', { name: '主菜单' }).innerText()).not.toMatch(/\d/)
  })

  it('takes a new case with two people of one household from the keyboard alone', async () => {
    await page.keyboard.press('Control+N')
    await heading(page, '新建案件').waitFor()
    await typeAt(page, '救助案号', caseNumber)
    await typeAt(page, '申请日期', '2024.3.1')
    await typeAt(page, '受理日期', '20240304')
    await chooseAt(page, '救助情形', '重伤或严重残疾')
    await chooseAt(page, '线索来源', '妇联')
    await typeAt(page, '原案案号', '永检刑诉〔2023〕58号')
    await chooseAt(page, '案件类型', '故意伤害')
    await typeAt(page, '姓名', mother.name)
    await typeAt(page, '证件号码', mother.paper)
    await tabTo(page, '出生日期')
    // Filled in from the paper.
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe(mother.born)
    await typeAt(page, '住址', '永和县芝河镇城关村三组')
    await typeAt(page, '联系电话', '13903570246')
    await typeAt(page, '申请金额', '1.5万')
    await typeAt(page, '困难情况', '丈夫重伤失去劳动能力，独自抚养一名未成年子女')
    await tabTo(page, '再加一名救助申请人')
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toBe('姓名')
    await page.keyboard.insertText(child.name)
    await typeAt(page, '证件号码', child.paper)
    await tabTo(page, /加入“未成年人”$/)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+S')
    await heading(page, `${mother.name}、${child.name}`).waitFor()
    expect(await page.locator('#section-recipients').innerText()).toContain(child.born)
  })

  it('records the decision, the payment and a visit in place', async () => {
    await tabTo(page, '登记决定')
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toBe('决定日期')
    await page.keyboard.insertText('20240315')
    await typeAt(page, '决定书文号', '永检救助决〔2024〕7号')
    await typeAt(page, '送达日期', '2024年3月18日')
    await typeAt(page, '救助金额', '12345.67')
    await typeAt(page, '救助金额', '1.50005万')
    await page.keyboard.press('Control+S')
    const decision = page.locator('#section-decision')
    await expect.poll(() => decision.innerText()).toContain(formatYuan(mother.fen))

    await button(page.locator('.page-bar'), '登记发放').click()
    const payment = page.getByRole('form', { name: '登记发放' })
    await payment.getByLabel('发放日期').fill('2024-03-22')
    // Money of a minor that goes to no supervised account wants the reason.
    await payment.getByLabel('不转入监管账户的理由').fill('金额不大，监护人当场购置学习用品')
    await button(payment, '登记发放').click()
    // The form itself shows the date it understood: only without it does the section speak of what was saved.
    await payment.waitFor({ state: 'hidden' })
    await expect.poll(() => page.locator('#section-disbursement').innerText()).toContain('2024-03-22')

    await button(page.locator('#section-visit'), '记录回访').click()
    const visit = page.getByRole('form', { name: '回访' })
    await visit.getByLabel('实际回访日期').fill('2024-06-20')
    await visit.getByLabel(/^回访人/).fill('王检、李佳')
    await visit.getByLabel('回访情况').fill('母女生活安稳，孩子已复学')
    await button(visit, '记录回访').click()
    await expect.poll(() => page.locator('#section-visit').innerText()).toContain('母女生活安稳')
    expect((await page.locator('.page-filters').innerText()).replace(/\s+/g, ' ')).toContain(`决定 ${formatYuan(granted)} 元，已发放 ${formatYuan(granted)} 元`)
  })

  it('counts it in the report of its year, and opens the people behind a figure', async () => {
    await goTo(page, '报表', '年度统计表')
    const headline = page.getByRole('list', { name: '总体情况' })
    await headline.waitFor()
    for (let year = Number((await page.locator('.stepper-name').innerText()).slice(0, 4)); year !== 2024; year += Math.sign(2024 - year)) {
      await page.getByRole('button', { name: year < 2024 ? '下一年' : '上一年', exact: true }).click()
    }
    await expect.poll(() => page.locator('.stepper-name').innerText()).toBe('2024年')
    await expect.poll(() => headline.innerText()).toContain(`${formatYuan(granted)} 元`)
    await expect.poll(async () => figures(await headline.innerText())).toEqual([1, 2, 1, 2, 1, granted / 1_000_000, granted / 100, 0, 0, 1, 2, granted / 1_000_000, granted / 100, 0, 0, 0])
    shown = { headline: await headline.innerText(), tables: await page.locator('.tables').innerText() }
    await casebook.screenshot('report')

    await headline.getByRole('button', { name: /给予救助/ }).click()
    const drawer = page.getByRole('dialog')
    const lines = drawer.getByRole('row')
    await expect.poll(() => lines.count()).toBe(3)
    expect(await drawer.innerText()).toContain(child.name)
    await expect.poll(() => focused(page)).toBe(caseNumber)
    await page.keyboard.press('Enter')
    await heading(page, `${mother.name}、${child.name}`).waitFor()
    await page.goBack()
    await heading(page, '年度统计表').waitFor()
    // The list is open again where it was left; Esc gives the focus back to the figure.
    await drawer.waitFor()
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'hidden' })
    await expect.poll(() => focused(page)).toMatch(/^给予救助/)
  })

  it('exports the report', async () => {
    await answerDialogs(casebook.app, exported)
    await button(page.locator('.page-bar'), '导出').click()
    await button(page.getByRole('dialog', { name: '导出年度统计表' }), '导出').click()
    await page.getByRole('status').filter({ hasText: '已导出“年度统计表 2024.xlsx”' }).waitFor()
    expect(casebook.complaints).toEqual([])
    await casebook.close()
  })

  it('has the same figures in the exported file, in the window and in the terminal, to the fen', async () => {
    const report = await fromTerminal(folder, '2024-01-01', '2024-12-31', 'decided')
    expect(report.totals).toEqual({
      accepted: { cases: 1, people: 2 },
      granted: { cases: 1, people: 2, households: 1, fen: granted },
      refused: { cases: 0, people: 0 },
      paid: { cases: 1, people: 2, fen: granted },
      joint: { cases: 0, fen: 0 },
      typical: 0,
    })
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(exported)
    const sheet = book.getWorksheet('年度统计表')
    if (!sheet) throw new Error('the sheet is not there')
    const yuan = granted / 100
    expect(lineOf(sheet, /^受理/)).toEqual([1, 2])
    expect(lineOf(sheet, /^给予救助$/)).toEqual([1, 2, 1, yuan])
    expect(lineOf(sheet, /^本院发放/)).toEqual([1, 2, yuan])
    sheet.eachRow((row) => row.eachCell((cell) => expect(cell.type === ExcelJS.ValueType.Formula, cell.address).toBe(false)))
    for (const table of report.tables) {
      for (const row of table.rows) {
        const numbers = table.key === 'visit' || table.key === 'measure' ? [row.cases, row.people, row.events] : [row.cases, row.people, row.decidedFen / 100, row.paidFen / 100]
        expect(lineOf(sheet, new RegExp(`^${row.label}$`)), row.label).toEqual(numbers)
        expect(shown.tables).toContain(row.label)
        if (row.decidedFen > 0) expect(shown.tables).toContain(formatYuan(row.decidedFen))
      }
    }
    const names: unknown[] = []
    book.getWorksheet('名册')?.eachRow((row) => names.push(...(row.values as unknown[])))
    // What leaves the program names nobody unless somebody asks for it.
    expect(names).toContain('秦某某')
    expect(names).toContain('未成年人')
    expect(names).not.toContain(mother.name)
    expect(names).not.toContain(child.name)
    expect(shown.headline).toContain(formatYuan(granted))
  })

  it('counts the imported years as the ledger does, each by its own date', async () => {
    // The two years with refusals; the other two are checked where the import is.
    for (const year of ['2021', '2023']) {
      const { totals } = await fromTerminal(folder, `${year}-01-01`, `${year}-12-31`, 'paid')
      const of = (kind: keyof Expected['byDate']) => expected.byDate[kind][year] ?? { cases: 0, people: 0, fen: 0 }
      const { cases, people, fen } = totals.granted
      expect({ cases, people, fen }, year).toEqual(of('granted'))
      expect(totals.paid, year).toEqual(of('paid'))
      expect(totals.refused, year).toEqual({ cases: of('refused').cases, people: of('refused').people })
      // The sample counts acceptance of granted and refused cases together.
      expect(totals.accepted.cases, year).toBe(of('accepted').cases)
      expect(totals.accepted.people, year).toBe(of('accepted').people)
    }
  })

  it('opens again with everything in it', async () => {
    casebook = await launchCasebook({ folder })
    page = casebook.page
    await page.getByLabel('登录名').fill(officer.login)
    await page.getByLabel('密码', { exact: true }).fill(officer.password)
    await page.keyboard.press('Enter')
    await atWork(page)
    await page.keyboard.press('Control+K')
    await expect.poll(() => focused(page)).toBe('查找案件、人员、页面和操作')
    await page.keyboard.insertText('qsm')
    await page.getByRole('option').filter({ hasText: caseNumber }).first().waitFor()
    await page.keyboard.press('Enter')
    await heading(page, `${mother.name}、${child.name}`).waitFor()
    await casebook.close()
  })
})

/** `report` of the terminal, with the window closed: one of the two at a time. */
async function fromTerminal(folder: string, from: string, to: string, basis: string): Promise<ReportJson> {
  const out = join(folder, `terminal-${from}-${basis}.json`)
  const root = resolve(import.meta.dirname, '../..')
  const args = [join(root, 'db/cli.ts'), 'report', '--data', join(folder, 'data'), '--user', officer.login, '--from', from, '--to', to, '--basis', basis, '--out', out]
  await promisify(execFile)(process.execPath, args, { cwd: root, env: { ...process.env, CASEBOOK_PASSWORD: officer.password } })
  return JSON.parse(readFileSync(out, 'utf8')) as ReportJson
}
