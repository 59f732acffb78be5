import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, today } from '../../db/domain/dates.ts'
import type { Id } from '../../db/domain/records.ts'
import { lookedAt } from './axe.ts'
import { cleanUp, launchCasebook, temporaryFolder } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { fieldOf, fill, formOf, save, section, tick } from './forms.ts'
import { answerDialogs, button, focused, goTo, heading, setUp, settled } from './hands.ts'

/** Money after the decision: batches, a bank's list, a supervised account, the annual pool. All people are invented. */
const day = (ago: number) => addDays(today(), -ago)
const child = { name: '林小禾', account: '6228480018888888871' }
const caseNumber = '晋永检救助〔2026〕31号'

/** A grant of 36,000 to a minor, decided and not yet paid, made through the page's own functions. */
async function addGrant(page: Page): Promise<Id> {
  const made = await page.evaluate(
    async ({ basics, person, account, decision }) => {
      const { casebook } = window
      const original = { number: null, charge: null, chargeText: null, stage: null, reachedProcuratorate: true, handlingOffice: null, handlingUnit: null, suspects: null, outcome: null, compensationOrderedFen: null, compensationObtainedFen: null }
      const rest = { relation: null, specialGroups: [], guardianName: '林守成', guardianPhone: null, guardianIsOffender: false, agentName: null, requestedFen: null, accountHolder: null, bankName: '农业银行', bankAccount: account, hardship: null }
      const created = await casebook.caseCreate({ basics, original, recipients: [{ person, ...rest }], oneHousehold: false, late: false })
      if (!created.ok) return { error: created.error }
      const file = await casebook.caseGet({ id: created.value.id })
      if (!file.ok) return { error: file.error }
      const decided = await casebook.decisionSave({ caseId: created.value.id, id: null, version: null, recipientId: file.value.recipients[0]?.id ?? '', fields: decision })
      return decided.ok ? { id: created.value.id } : { error: decided.error }
    },
    {
      basics: { caseNumber, unifiedNumber: null, category: 'injury', cause: null, leadSource: null, officerName: '王检', urgent: false, appliedOn: day(60), acceptedOn: day(58), remark: null },
      person: { id: null, name: child.name, paperType: 'none', paperNumber: null, sex: null, birthDate: `${Number(today().slice(0, 4)) - 11}-06-01`, ethnicity: null, residence: null, phone: null, safeContact: null },
      account: child.account,
      decision: { kind: 'grant' as const, amountFen: 3_600_000, decidedOn: day(45), number: null, servedOn: day(44), reason: null, overCapReason: null },
    },
  )
  if ('error' in made) throw new Error(JSON.stringify(made.error))
  return made.id
}

describe('money after the decision', () => {
  let casebook: RunningCasebook
  let page: Page
  let list: string
  const place = () => section(page, 'disbursement')
  const text = async (of: Locator) => (await of.innerText()).replace(/\s+/g, ' ')
  const bar = () => page.locator('.page-filters')
  async function openCase(): Promise<void> {
    await goTo(page, '案件')
    await page.getByText(child.name).first().dblclick()
    await heading(page, child.name).waitFor()
  }
  const looked = (name: string) => lookedAt(casebook, `money-${name}`)

  beforeAll(async () => {
    casebook = await launchCasebook()
    page = casebook.page
    await setUp(page)
    await addGrant(page)
    list = join(temporaryFolder(), '代发结果.csv')
    const rows = [
      ['户名', '账号', '金额', '日期', '处理结果', '失败原因'],
      [child.name, child.account, '12000.00', today(), '失败', '户名不符'],
      [child.name, child.account.replace('0018', '0019'), '12000.00', today(), '成功', ''],
      ['合计', '', '24000.00', '', '', ''],
    ]
    writeFileSync(list, rows.map((row) => row.join(',')).join('\n'))
  })
  afterAll(cleanUp)

  it('three monthly batches are proposed and saved as the plan', async () => {
    await openCase()
    await button(place(), `安排分期发放：${child.name}`).click()
    const plan = formOf(page, '分期发放计划')
    await tick(plan, '发放节奏', '按月')
    await fill(plan, { 第一批日期: day(30), 批数: '3' })
    await button(plan, '生成批次').click()
    await expect.poll(() => text(plan)).toContain('共 3 批，合计 36,000.00 元')
    // What is not the whole grant is refused at once, and says by how much.
    await plan.getByLabel('第 3 批金额').fill('11000')
    await button(plan, '登记计划').click()
    await expect.poll(() => text(plan)).toContain('还差 1,000.00 元')
    await plan.getByLabel('第 3 批金额').fill('1.2万')
    await looked('plan')
    await save(plan, '登记计划')
    await expect.poll(() => text(place())).toContain('按月，共 3 批')
    expect(await text(place().getByRole('region', { name: `${child.name}的批次` }))).toContain('已逾期')
  })

  it('the batch that is due is paid from where it stands', async () => {
    await button(place(), '登记发放第 1 批').click()
    const payment = formOf(page, '登记发放')
    expect(await fieldOf(payment, '金额').inputValue()).toBe('12,000.00')
    await fill(payment, { 发放日期: day(29), 凭证号: '0101' })
    // A minor whose money nobody supervises: why, before anything is saved.
    expect(await text(payment)).toContain('林小禾是未成年人')
    await button(payment, '登记发放').click()
    await expect.poll(() => text(payment.getByRole('alert'))).toContain('请填写不转入监管账户的理由')
    await looked('minor')
    await fill(payment, { 不转入监管账户的理由: '住院押金急用' })
    // What was mended is no longer said.
    await expect.poll(() => payment.getByRole('alert').count()).toBe(0)
    await payment.getByText('签收、见证和代领').click()
    await tick(payment, '签收', '捺印')
    await fill(payment, { 见证人: '王某' })
    await save(payment, '登记发放')
    await expect.poll(() => text(bar())).toContain('已发放 12,000.00 元')
    expect(await text(place())).toContain('第 1 批；住院押金急用；0101；已捺印；见证人王某')
  })

  it('a bank’s list is tried out first: one line is sure, one with a digit changed is doubtful', async () => {
    await goTo(page, '发放')
    await button(page.locator('.page-bar'), '银行结果').click()
    await heading(page, '银行结果').waitFor()
    await looked('bank-empty')
    await answerDialogs(casebook.app, list)
    await button(page.locator('.page-bar'), '选择清单文件').click()
    const sums = page.getByRole('region', { name: '核对结果' })
    await expect.poll(() => text(sums)).toContain('相符 1 行')
    expect(await text(sums)).toContain('存疑 1 行')
    expect(await text(sums)).toContain('与各行相加一致')
    expect(await text(page.getByRole('region', { name: '存疑', exact: true }))).toContain('账号有一位不同')
    await looked('bank')
    await button(page.locator('.page-bar'), '登记结果').click()
    await button(page.getByRole('dialog', { name: '登记结果' }), '登记结果').click()
    await page.getByRole('heading', { name: '已登记 0 笔发放、1 笔失败' }).waitFor()
    await button(page, '再核对一份').click()
    await button(page.locator('.page-bar'), '选择清单文件').click()
    await expect.poll(() => text(sums)).toContain('以前已登记 1 行')
    expect(await button(page.locator('.page-bar'), '登记结果').isDisabled()).toBe(true)
  })

  it('what failed is waiting in its batch, and is paid again', async () => {
    await openCase()
    expect(await text(place())).toContain('户名不符')
    await button(place(), '重新发放第 2 批').click()
    const payment = formOf(page, '重新发放')
    await fill(payment, { 发放日期: today(), 不转入监管账户的理由: '住院押金急用' })
    await save(payment, '重新发放')
    await expect.poll(() => text(bar())).toContain('已发放 24,000.00 元')
    expect(await text(place())).toContain('已决定 36,000.00 元 = 已发放 24,000.00 + 待发放 12,000.00')
  })

  it('another plan for the rest wants approval and leaves the first as history', async () => {
    await button(place(), `变更分期计划：${child.name}`).click()
    const plan = formOf(page, '分期发放计划')
    await fill(plan, { 第一批日期: today(), 批数: '2' })
    await button(plan, '重新生成批次').click()
    await expect.poll(() => text(plan)).toContain('共 2 批，合计 12,000.00 元')
    await button(plan, '变更计划').click()
    await expect.poll(() => text(plan)).toContain('须经批准')
    await fill(plan, { 批准人: '李某', 变更原因: '孩子入学' })
    await save(plan, '变更计划')
    await expect.poll(() => text(place())).toContain('按月，共 2 批')
    expect(await text(place())).toContain('变更前的计划 1 份')
  })

  it('the money of a minor goes to a supervised account, and withdrawals are no payment', async () => {
    expect(await text(place())).toContain('没有登记监管协议')
    await button(place(), `登记监管协议：${child.name}`).click()
    const agreement = formOf(page, '监管协议')
    expect(await fieldOf(agreement, '签订协议的监护人').inputValue()).toBe('林守成')
    await fill(agreement, { 监管单位: '永和县民政局', 协议签订日期: today() })
    await save(agreement, '登记监管协议')
    await button(place(), '登记发放第 3 批').click()
    const payment = formOf(page, '登记发放')
    await expect.poll(() => text(payment)).toContain('永和县民政局的监管账户')
    await save(payment, '登记发放')
    await expect.poll(() => text(bar())).toContain('已发放 30,000.00 元')
    await button(place(), '登记支取').click()
    const withdrawal = formOf(page, '登记支取')
    await fill(withdrawal, { 金额: '6001', 用途: '学费' })
    await button(withdrawal, '登记支取').click()
    await expect.poll(() => text(withdrawal)).toContain('余额不足')
    await fill(withdrawal, { 金额: '1500' })
    await save(withdrawal, '登记支取')
    await expect.poll(() => text(place())).toContain('余额 4,500.00 元')
    expect(await text(bar())).toContain('已发放 30,000.00 元')
    await button(place(), '登记暂停支取').click()
    const pause = formOf(page, '登记暂停支取')
    await fill(pause, { 原因: '监护人挪用' })
    await save(pause, '登记暂停支取')
    await expect.poll(() => button(place(), '登记支取').count()).toBe(0)
    await looked('case')
  })

  it('the pool of the year: an arrival given to the case, and what is left', async () => {
    await goTo(page, '发放')
    await button(page.locator('.page-bar'), '年度资金').click()
    await heading(page, '年度资金').waitFor()
    await settled(page)
    await looked('funds-empty')
    await page.keyboard.press('Control+n')
    const dialog = page.getByRole('dialog', { name: '登记资金' })
    await fill(dialog, { 金额: '10万', 日期: today(), 文号: '永财行〔2026〕8号' })
    await button(dialog, '分配到案件').click()
    await fill(dialog, { 分配金额: '10.1万' })
    const picker = fieldOf(dialog, '第 1 件')
    await picker.fill(child.name)
    await page.getByRole('option', { name: new RegExp(caseNumber) }).click()
    await button(dialog, '登记到账').click()
    await expect.poll(() => text(dialog)).toContain('超过到账的 100,000.00 元')
    await fill(dialog, { 分配金额: '3.6万' })
    await button(dialog, '登记到账').click()
    await dialog.waitFor({ state: 'hidden' })
    const records = page.getByRole('region', { name: '资金记录', exact: true })
    await expect.poll(() => text(records)).toContain('永财行〔2026〕8号')
    expect(await text(records)).toContain('未分配 64,000.00')
    expect(await text(page.getByRole('region', { name: '本年度资金' }))).toContain('到账 100,000.00')
    expect(await text(page.getByRole('region', { name: '本院救助金' }))).toContain('已决定 36,000.00 元 = 已发放 30,000.00 + 待发放 6,000.00 + 已取消 0.00')
    await looked('funds')
    await records.getByRole('button', { name: new RegExp(caseNumber) }).click()
    await heading(page, child.name).waitFor()
    // The case says what was given to it.
    await expect.poll(() => text(place())).toContain('资金到账，分配到本案 36,000.00 元')
    expect(casebook.complaints).toEqual([])
  })

  it('whoever looked a payment up comes back to where it was looked up', async () => {
    await page.keyboard.press('Escape')
    await heading(page, '年度资金').waitFor()
    await goTo(page, '发放')
    await settled(page)
    await page.keyboard.press('Control+F')
    await expect.poll(() => focused(page)).toBe('查找发放记录')
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => focused(page)).toBe('发放记录')
    await page.keyboard.press('Enter')
    await heading(page, child.name).waitFor()
    await page.keyboard.press('Escape')
    await heading(page, '发放').waitFor()
  })
})
