import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, today } from '../../db/domain/dates.ts'
import { textOf } from '../../db/documents/testDocx.ts'
import { checkDigit } from '../../db/domain/identity.ts'
import { formatYuan } from '../../db/domain/money.ts'
import { cleanUp, launchCasebook, temporaryFolder } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { choose, fieldOf, fill, formOf, save, section, tick } from './forms.ts'
import { button, goTo, heading, setUp } from './hands.ts'

/**
 * The first story of the source document: a county office that helps a minor, from the lead to archived visits (廊坊市安次区: instalments under supervision,
 * so that the money is spent on the child; regular visits; every measure checked). All people are invented.
 */
const day = (ago: number) => addDays(today(), -ago)
const body = `1410322015${'0601'}103`
const child = { name: '林小禾', paper: body + checkDigit(body) }
const guardian = '林守成'
const fen = 3_600_000
const caseNumber = '晋永检救助〔2026〕12号'

describe('a county office helps a minor, from the lead to the archive', () => {
  const documents = temporaryFolder()
  let casebook: RunningCasebook
  let page: Page
  const bar = () => page.locator('.page-filters')
  const text = async (place: Locator) => (await place.innerText()).replace(/\s+/g, ' ')
  /** The one primary button of the page, which is always the next step. */
  const next = (action: string) => button(page.locator('.page-bar'), action)

  beforeAll(async () => {
    casebook = await launchCasebook()
    page = casebook.page
    // The folder for documents and the program that opens one belong to the PC, not to the casebook.
    await casebook.app.evaluate(({ app, shell }, folder) => {
      app.setPath('documents', folder)
      shell.openPath = async () => ''
    }, documents)
    await setUp(page)
  })
  afterAll(cleanUp)

  it('the school sends a lead; somebody is responsible from the first minute', async () => {
    await goTo(page, '线索')
    await button(page, '登记线索').first().click()
    await heading(page, '登记线索').waitFor()
    const form = formOf(page, '登记线索')
    await fill(form, { 收到日期: day(40), 移送单位: '永和县教育局', 线索内容: '父亲遇害，祖父抚养，学费和生活无着', 首问责任人: '王检' })
    await choose(form, '线索来源', '教育')
    await form.getByText('办结后把处理结果告诉移送单位').click()
    expect(await fieldOf(form, '需要反馈').isChecked()).toBe(true)
    await fill(form, { 姓名: child.name, 证件号码: child.paper })
    await tick(form, '原案是否进入检察环节', '是')
    await fill(form, { 原案案号: '永检刑诉〔2026〕31号' })
    await button(form, '保存线索').click()
    await heading(page, child.name).waitFor()
    await goTo(page, '工作台')
    await expect.poll(() => page.locator('.page').innerText()).toContain(child.name)
  })

  it('the person is told, the family is visited, and the lead becomes a case without retyping', async () => {
    await goTo(page, '线索')
    await page.getByText(child.name).first().dblclick()
    await heading(page, child.name).waitFor()
    await next('登记告知').click()
    const told = formOf(page, '告知')
    await fill(told, { 告知日期: day(39), 告知情况: '当面告知祖父可以申请国家司法救助' })
    await save(told, '保存')
    await next('登记核查').click()
    const checked = formOf(page, '核查')
    await fill(checked, { 核查日期: day(37), 核查人: '王检、李佳', 核查情况: '祖孙二人，无固定收入' })
    await save(checked, '保存')
    await next('转为救助案件').click()
    const dialog = page.getByRole('dialog', { name: '转为救助案件' })
    await fill(dialog, { 申请日期: day(36) })
    await button(dialog, '转为救助案件').click()
    await dialog.waitFor({ state: 'hidden' })
    await heading(page, child.name).waitFor()
    const recipients = await text(section(page, 'recipients'))
    expect(recipients).toContain(child.name)
    expect(recipients).toContain('2015-06-01')
    expect(await text(section(page, 'original'))).toContain('永检刑诉〔2026〕31号')
    expect(await text(section(page, 'basics'))).toContain('由线索转来')
  })

  it('the guardian is recorded; a minor needs one', async () => {
    await button(section(page, 'recipients'), `修改${child.name}`).click()
    const form = formOf(page, `修改${child.name}`)
    await fill(form, { 申请金额: '4万', '法定代理人（监护人）': guardian })
    await save(form, '保存')
    await button(section(page, 'basics'), '编辑').click()
    const basics = page.getByRole('form').filter({ has: page.getByLabel(/^救助案号/) })
    await fill(basics, { 救助案号: caseNumber, 承办人: '王检' })
    await choose(basics, '救助情形', '致死或丧失劳动能力')
    await choose(basics, '申请方式', '书面申请')
    await choose(basics, '申请人身份', '法定代理人')
    await save(basics, '保存')
    await expect.poll(() => text(section(page, 'basics'))).toContain(caseNumber)
  })

  it('papers come in; what is missing is asked for at once and supplied', async () => {
    const place = section(page, 'material')
    await button(place, '登记材料').click()
    const form = formOf(page, '申请材料清单')
    for (const paper of ['救助申请书', '身份证明', '本人及家庭成员生活困难证明']) {
      await tick(form, `${paper}的情况`, '已收到')
      await form.getByLabel(`${paper}的收到日期`).fill(day(36))
    }
    await tick(form, '社会关系证明的情况', '还缺')
    await save(form, '保存清单')
    await expect.poll(() => text(place)).toContain('还缺')
    await button(place, '通知补正').click()
    const asked = formOf(page, '通知补正')
    await fill(asked, { 日期: day(35), 需要补正的材料: '祖孙关系证明' })
    await save(asked, '通知补正')
    await expect.poll(() => text(bar())).toContain('补正中')
    await button(place, '收到补正材料').click()
    const supplied = formOf(page, '收到补正材料')
    await fill(supplied, { 日期: day(30) })
    await save(supplied, '收到补正材料')
    await button(place, '修改清单').click()
    await tick(form, '社会关系证明的情况', '已收到')
    await form.getByLabel('社会关系证明的收到日期').fill(day(30))
    await save(form, '保存清单')
    await expect.poll(() => text(place)).not.toContain('还缺')
  })

  it('after acceptance the ten working days are counted on the page', async () => {
    await button(section(page, 'basics'), '编辑').click()
    const basics = page.getByRole('form').filter({ has: page.getByLabel(/^救助案号/) })
    await fill(basics, { 受理日期: day(6) })
    await save(basics, '保存')
    await expect.poll(() => text(bar())).toMatch(/第 \d+\/10 个工作日/)
  })

  it('the review proposes an amount beside the cap and like cases', async () => {
    const place = section(page, 'assessment')
    await button(place, '登记审查').click()
    const form = formOf(page, `${child.name}的审查情况`)
    await fill(form, { 实际损失: '12万', 家庭人口: '2', 家庭困难情况: '父亲遇害，母亲早逝，与祖父相依为命' })
    await tick(form, '其他机关是否已救助', '没有')
    await tick(form, '审查意见', '给予救助')
    await fill(form, { 建议金额: '3.6万', 意见说明: '拟给予救助三万六千元，由民政局监管使用', 审查日期: day(5), 审查人: '王检' })
    await expect.poll(() => text(form.getByRole('region', { name: '金额参考' }))).toContain('限额')
    await save(form, '登记审查情况')
    await expect.poll(() => text(place)).toContain(formatYuan(fen))
  })

  it('the approval goes up the chain, one recorded result after the other', async () => {
    const place = section(page, 'approval')
    for (const [index, step] of ['部门负责人', '分管副检察长', '检察长'].entries()) {
      const start = index === 0 ? place.getByRole('button', { name: /^登记(审批)?$/ }) : place.getByRole('button', { name: '登记', exact: true })
      await start.first().click()
      const form = formOf(page, `${step}审批`)
      await fill(form, { 报送日期: day(4), 批复日期: day(4) })
      await tick(form, '结果', '同意')
      await fill(form, { 审批人: '李某', 审批意见: '同意', 批准金额: '3.6万' })
      await save(form, '登记结果')
    }
    await expect.poll(() => text(place)).toContain('检察长')
    await expect.poll(() => text(bar())).toMatch(/下一步：.*决定/)
  })

  it('the decision is made and served on the guardian', async () => {
    await button(section(page, 'decision'), '登记决定').click()
    const form = formOf(page, '登记决定')
    await fill(form, { 决定日期: day(3), 决定书文号: '永检救助决〔2026〕12号', 送达日期: day(2) })
    await choose(form, '送达方式', '代领')
    await fill(form, { 送达说明: '监护人祖父代领', 救助金额: '3.6万' })
    await save(form, '登记决定')
    await expect.poll(() => text(bar())).toContain(`决定 ${formatYuan(fen)} 元`)
  })

  it('the money is asked for and arrives, the family is told, and it goes to a supervised account', async () => {
    const place = section(page, 'disbursement')
    const steps: [string, string, Record<string, string>][] = [
      ['登记资金申请', '申请资金', { 日期: day(2), 申请金额: '3.6万' }],
      ['登记资金到账', '资金到账', { 日期: day(1), 到账金额: '3.6万' }],
      ['登记通知领取', '通知领取救助金', { 日期: day(1) }],
    ]
    for (const [action, label, values] of steps) {
      await button(place, action).click()
      const form = formOf(page, label)
      await fill(form, values)
      await save(form, action)
    }
    await button(place, '登记发放').click()
    const payment = formOf(page, '登记发放')
    await fill(payment, { 发放日期: day(1) })
    await choose(payment, '发放方式', '转入监管账户')
    await fill(payment, { 收款人: '永和县民政局（监管账户）', 凭证号: '0412' })
    await save(payment, '登记发放')
    await expect.poll(() => text(bar())).toContain(`已发放 ${formatYuan(fen)} 元`)
    expect(await text(place)).toContain('转入监管账户')
  })

  it('the case is closed; visits and measures go on', async () => {
    await button(page.locator('.page-bar'), '更多').click()
    await page.getByRole('menuitem', { name: '办结案件' }).click()
    const dialog = page.getByRole('dialog', { name: '办结案件' })
    await fill(dialog, { 办结日期: today() })
    await button(dialog, '办结').click()
    await dialog.waitFor({ state: 'hidden' })
    await expect.poll(() => text(bar())).toContain('办结')

    const place = section(page, 'visit')
    await button(place, '记录回访').first().click()
    const visit = formOf(page, '回访')
    await fill(visit, { 实际回访日期: today() })
    await choose(visit, '回访方式', '上门')
    await fill(visit, { 回访人: '王检、李佳', 回访情况: '孩子已复学，祖父身体尚可', 救助金使用情况: '本学期学费和生活费，由民政局按学期支取' })
    await save(visit, '记录回访')
    await expect.poll(() => text(place)).toContain('孩子已复学')

    const measures = section(page, 'measure')
    await button(measures, '登记措施').click()
    const measure = formOf(page, '多元救助措施')
    await choose(measure, '措施', '心理疏导')
    await fill(measure, { 协作单位: '永和县妇联', 商定日期: day(1), 落实日期: today() })
    await save(measure, '登记措施')
    await expect.poll(() => text(measures)).toContain('永和县妇联')
  })

  it('the school hears what became of it', async () => {
    await button(section(page, 'basics'), '登记反馈').click()
    const form = formOf(page, '向线索移送单位反馈')
    await fill(form, { 日期: today(), 反馈的单位: '永和县教育局' })
    await save(form, '登记反馈')
    await goTo(page, '工作台')
    await expect.poll(() => page.locator('.page').innerText()).not.toContain('反馈')
  })

  it('it is archived with its catalogue', async () => {
    await goTo(page, '案件')
    await page.getByText(caseNumber).first().dblclick()
    await heading(page, child.name).waitFor()
    await button(page.locator('.page-bar'), '更多').click()
    await page.getByRole('menuitem', { name: '归档', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: '归档' })
    await fill(dialog, { 档案号: '2026-控申-012', 归档日期: today() })
    await button(dialog, '归档').click()
    await dialog.waitFor({ state: 'hidden' })
    await expect.poll(() => text(bar())).toContain('已归档')

    await button(page.locator('.page-bar'), '打印文书').click()
    const papers = page.getByRole('dialog', { name: '打印文书' })
    await papers.getByRole('radiogroup', { name: '文书' }).getByText('结案归档目录', { exact: true }).click()
    await button(papers, '生成并打开').click()
    await papers.getByText('并归入附件').waitFor()
    const folder = join(documents, '检察司法救助文书')
    const [catalogue = ''] = readdirSync(folder)
    const printed = textOf(readFileSync(join(folder, catalogue)))
    expect(printed).toContain('归档')
    expect(printed).toContain(caseNumber)
    expect(printed).not.toMatch(/[{}]/)
    await page.keyboard.press('Escape')
    await papers.waitFor({ state: 'hidden' })
    await expect.poll(() => text(section(page, 'attachment'))).toContain('归档目录')
  })

  it('one timeline tells it all', async () => {
    const aside = page.getByRole('complementary', { name: '进度与提醒' })
    const all = aside.getByRole('button', { name: /显示全部/ })
    if (await all.isVisible()) await all.click()
    const told = await text(aside)
    for (const what of ['线索', '通知补正', '受理', '审查', '审批', '决定', '到账', '发放', '办结', '回访', '归档']) expect(told, what).toContain(what)
    expect(casebook.complaints).toEqual([])
  })
})
