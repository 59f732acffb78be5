import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { today } from '../../db/domain/dates.ts'
import { checkDigit } from '../../db/domain/identity.ts'
import { formatYuan } from '../../db/domain/money.ts'
import { textOf } from '../../db/documents/testDocx.ts'
import { cleanUp, launchCasebook, temporaryFolder } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { choose, fieldOf, fill, formOf, save, section, tick } from './forms.ts'
import { button, focused, goTo, heading, open, pages, setUp, settled, tabTo, typeAt } from './hands.ts'

/**
 * The second story of the source document (怀安县 and 张家口市): the women's federation hands a lead over in May, the county and the city office pay
 * jointly, a public hearing in June follows the payment and advises more help, which other departments give; chosen as a provincial typical case.
 * All people are invented. The days are of this year, or of the last one while the story has not happened yet.
 */
const lastDay = '08-31'
const thisYear = Number(today().slice(0, 4))
const year = today().slice(5) > lastDay ? thisYear : thisYear - 1
const on = (monthAndDay: string) => `${year}-${monthAndDay}`
const county = { name: '怀安县人民检察院', region: '河北省张家口市怀安县', numbers: '冀怀检救助〔{年}〕{序号}号' }
const city = '张家口市人民检察院'
const body = `1307281984${'0312'}204`
const woman = { name: '岳秀兰', paper: body + checkDigit(body) }
const ours = 3_000_000
const theirs = 2_000_000
const caseNumber = `冀怀检救助〔${year}〕1号`

describe('a county and a city office help a woman jointly', () => {
  const documents = temporaryFolder()
  let casebook: RunningCasebook
  let page: Page
  const bar = () => page.locator('.page-filters')
  const text = async (place: Locator) => (await place.innerText()).replace(/\s+/g, ' ')
  /** The one primary button of the page, which is always the next step. */
  const next = (action: string) => button(page.locator('.page-bar'), action)
  const picture = async (name: string) => {
    await settled(page)
    if (process.env.CASEBOOK_SCREENSHOTS) await casebook.screenshot(`joint-${name}`)
  }

  beforeAll(async () => {
    casebook = await launchCasebook()
    page = casebook.page
    // The folder for documents and the program that opens one belong to the PC, not to the casebook.
    await casebook.app.evaluate(({ app, shell }, folder) => {
      app.setPath('documents', folder)
      shell.openPath = async () => ''
    }, documents)
    await setUp(page, county)
  })
  afterAll(cleanUp)

  it('the office says once that such cases also go to the city', async () => {
    await goTo(page, '系统')
    await page.getByRole('navigation', { name: '系统' }).getByRole('link', { name: '审批环节' }).click()
    await button(page, '修改审批环节').click()
    const dialog = page.getByRole('dialog', { name: '修改审批环节' })
    await button(dialog, '增加环节').click()
    await dialog.getByLabel('第 4 个环节的名称').fill('上级院')
    await dialog.getByLabel('第 4 个环节的类型').click({ force: true })
    await page.getByRole('option', { name: '院外审批' }).click()
    await fill(dialog, { 起用日期: on('01-01'), 修改原因: '与市院联合救助的，报市院审批' })
    await picture('chain')
    await button(dialog, '保存修改').click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('row', { name: /上级院.*院外审批/ }).waitFor()
  })

  it('in May the federation hands the lead over by letter', async () => {
    await goTo(page, '线索')
    await button(page, '登记线索').first().click()
    await heading(page, '登记线索').waitFor()
    const form = formOf(page, '登记线索')
    await fill(form, { 收到日期: on('05-06'), 移送单位: '怀安县妇女联合会', 来函文号: `怀妇函〔${year}〕5号`, 线索内容: '丈夫被故意伤害致死，独自抚养两名上学的子女，无固定收入' })
    await choose(form, '线索来源', '妇联')
    await choose(form, '线索渠道', '书面移送')
    await form.getByText('办结后把处理结果告诉移送单位').click()
    await fill(form, { 姓名: woman.name, 证件号码: woman.paper })
    await choose(form, '与被害人关系', '配偶')
    await tick(form, '原案是否进入检察环节', '是')
    await fill(form, { 原案案号: `怀检刑诉〔${year}〕18号` })
    await choose(form, '案件类型', '故意伤害')
    await picture('lead-form')
    await button(form, '保存线索').click()
    await heading(page, woman.name).waitFor()
    await picture('lead')
  })

  it('the family is visited, and the lead becomes a case without retyping', async () => {
    await next('登记告知').click()
    const told = formOf(page, '告知')
    await fill(told, { 告知日期: on('05-07') })
    await choose(told, '告知方式', '当面告知')
    await save(told, '保存')
    await next('登记核查').click()
    const checked = formOf(page, '核查')
    await fill(checked, { 核查日期: on('05-08'), 核查人: '王检、李佳', 核查情况: '与县妇联、村委会一同入户，母子三人靠亲属接济' })
    await save(checked, '保存')
    await next('转为救助案件').click()
    const dialog = page.getByRole('dialog', { name: '转为救助案件' })
    await fill(dialog, { 申请日期: on('05-08') })
    await picture('to-case')
    await button(dialog, '转为救助案件').click()
    await dialog.waitFor({ state: 'hidden' })
    await heading(page, woman.name).waitFor()
    const recipients = await text(section(page, 'recipients'))
    for (const carried of [woman.name, '1984-03-12', '女', '配偶']) expect(recipients).toContain(carried)
    const original = await text(section(page, 'original'))
    for (const carried of [`怀检刑诉〔${year}〕18号`, '故意伤害']) expect(original).toContain(carried)
    expect(await text(section(page, 'basics'))).toContain('妇联')
    await picture('new-case')
  })

  it('accepted under the proposed number, as a case of a woman in hardship', async () => {
    await button(section(page, 'recipients'), `修改${woman.name}`).click()
    const person = formOf(page, `修改${woman.name}`)
    await choose(person, '特殊群体', '困难妇女')
    await page.keyboard.press('Escape')
    await fill(person, { 申请金额: '6万', 困难情况: '独自抚养两名上学的子女' })
    await save(person, '保存')
    await button(section(page, 'basics'), '编辑').click()
    const basics = page.getByRole('form').filter({ has: page.getByLabel(/^救助案号/) })
    await fill(basics, { 受理日期: on('05-11') })
    await button(basics, `用建议号 ${caseNumber}`).click()
    await choose(basics, '救助情形', '致死或丧失劳动能力')
    await choose(basics, '未获有效赔偿原因', '加害人没有赔偿能力')
    await choose(basics, '申请方式', '书面申请')
    await choose(basics, '申请人身份', '本人')
    await save(basics, '保存')
    await expect.poll(() => text(section(page, 'basics'))).toContain(caseNumber)
    const papers = section(page, 'material')
    await button(papers, '登记材料').click()
    const list = formOf(page, '申请材料清单')
    for (const paper of ['救助申请书', '身份证明', '实际损害结果证明', '本人及家庭成员生活困难证明', '是否获得赔偿、救助的说明', '社会关系证明']) {
      await tick(list, `${paper}的情况`, '已收到')
      await list.getByLabel(`${paper}的收到日期`).fill(on('05-08'))
    }
    await save(list, '保存清单')
    await expect.poll(() => text(papers)).toContain('6 份')
  })

  it('the review proposes our share beside the limit and the wages of the province', async () => {
    const place = section(page, 'assessment')
    await button(place, '登记审查').click()
    const form = formOf(page, `${woman.name}的审查情况`)
    await fill(form, { 实际损失: '18万', 已获赔偿: '0', 家庭人口: '3', 家庭困难情况: '丈夫遇害，两名子女在校' })
    await tick(form, '其他机关是否已救助', '没有')
    await tick(form, '审查意见', '给予救助')
    await fill(form, { 建议金额: '3万', 意见说明: '拟与市院联合救助五万元，本院三万元、市院二万元', 审查日期: on('05-13'), 审查人: '王检' })
    const helper = form.getByRole('region', { name: '金额参考' })
    await expect.poll(() => text(helper)).toMatch(/限额.*个月的平均工资/)
    expect(await text(helper)).toContain(`还有 ${formatYuan(18_000_000)} 元`)
    expect(await text(helper)).not.toContain('超过限额')
    await helper.scrollIntoViewIfNeeded()
    await picture('assessment')
    await save(form, '登记审查情况')
    await expect.poll(() => text(place)).toContain(formatYuan(ours))
  })

  it('agreed in the office step by step, then sent up to the city and answered four days later', async () => {
    const place = section(page, 'approval')
    for (const step of ['部门负责人', '分管副检察长', '检察长']) {
      await place.getByRole('button', { name: /^登记(审批)?$/ }).first().click()
      const form = formOf(page, `${step}审批`)
      await fill(form, { 报送日期: on('05-14'), 批复日期: on('05-14') })
      await tick(form, '结果', '同意')
      await fill(form, { 审批人: '李某', 审批意见: '同意，报市院联合救助' })
      await save(form, '登记结果')
    }
    await button(place, '登记').click()
    const sent = formOf(page, '上级院审批')
    await fill(sent, { 报送日期: on('05-15') })
    await save(sent, '登记报送')
    await expect.poll(() => text(place)).toMatch(/05-15 星期. 报送，已等候 \d+ 天/)
    await picture('approval-waits')
    await button(place, '登记结果').click()
    await fill(sent, { 批复日期: on('05-19'), 审批人: city, 审批意见: '同意联合救助，市院承担二万元' })
    await tick(sent, '结果', '同意')
    await save(sent, '登记结果')
    const line = place.getByRole('listitem').filter({ hasText: '上级院' })
    await expect.poll(() => text(line)).toContain('院外审批')
    for (const day of ['05-15', '05-19']) expect(await text(line)).toContain(day)
    expect(await text(place)).toContain('时间单独计算')
    await expect.poll(() => text(bar())).toMatch(/下一步：.*决定/)
    await picture('approval')
  })

  it('the decision is made and served; the city grants its share', async () => {
    await button(section(page, 'decision'), '登记决定').click()
    const form = formOf(page, '登记决定')
    await fill(form, { 决定日期: on('05-20'), 决定书文号: `怀检救助决〔${year}〕1号`, 送达日期: on('05-20') })
    await choose(form, '送达方式', '直接送达')
    expect(await fieldOf(form, '救助金额').inputValue()).toContain('30,000')
    await save(form, '登记决定')
    await expect.poll(() => text(bar())).toContain(`决定 ${formatYuan(ours)} 元`)

    const place = section(page, 'joint')
    await button(place, '登记联合救助').click()
    const joint = formOf(page, '联合救助')
    await fill(joint, { 单位: city, 救助份额: '2万', 决定日期: on('05-21') })
    await choose(joint, '与本院关系', '上级院')
    await save(joint, '登记联合救助')
    await expect.poll(() => text(place)).toContain('待发放')
    expect(await text(place)).toMatch(new RegExp(`联合救助总额 ${formatYuan(ours + theirs)}`))
  })

  it('both offices pay; only our share is our payment', async () => {
    const place = section(page, 'disbursement')
    const steps: [string, string, Record<string, string>][] = [
      ['登记资金申请', '申请资金', { 日期: on('05-21'), 申请金额: '3万' }],
      ['登记资金到账', '资金到账', { 日期: on('05-25'), 到账金额: '3万' }],
      ['登记通知领取', '通知领取救助金', { 日期: on('05-25') }],
    ]
    for (const [action, label, values] of steps) {
      await button(place, action).click()
      const form = formOf(page, label)
      await fill(form, values)
      await save(form, action)
    }
    // Our own money first, then the share of the other office.
    await expect.poll(() => text(bar())).toContain(`下一步：待发放 ${formatYuan(ours)} 元`)
    await button(place, '登记发放').click()
    const payment = formOf(page, '登记发放')
    await fill(payment, { 发放日期: on('05-27'), 凭证号: '0527' })
    await picture('payment')
    await save(payment, '登记发放')
    await expect.poll(() => text(bar())).toContain(`已发放 ${formatYuan(ours)} 元`)

    expect(await text(page.getByRole('complementary', { name: '进度与提醒' }))).toContain(`${city}的联合救助份额还没有登记发放`)

    const joint = section(page, 'joint')
    await button(joint, `修改${city}`).click()
    const form = formOf(page, '联合救助')
    await fill(form, { 发放日期: on('05-27') })
    await save(form, '保存')
    await expect.poll(() => text(joint)).not.toContain('待发放')
    expect(await text(joint)).toContain(on('05-27'))
    expect(await text(bar())).toContain(`已发放 ${formatYuan(ours)} 元`)
    await joint.scrollIntoViewIfNeeded()
    await picture('joint')
  })

  it('the case is closed', async () => {
    await button(page.locator('.page-bar'), '更多').click()
    await page.getByRole('menuitem', { name: '办结案件' }).click()
    const dialog = page.getByRole('dialog', { name: '办结案件' })
    await fill(dialog, { 办结日期: on('05-28') })
    await picture('close')
    await button(dialog, '办结').click()
    await dialog.waitFor({ state: 'hidden' })
    await expect.poll(() => text(bar())).toContain('办结')
    await picture('closed')
  })

  it('in June, after the payment, a public hearing advises more help; recorded from the keyboard', async () => {
    const place = section(page, 'hearing')
    await page.getByRole('navigation', { name: '案件各部分' }).getByRole('button', { name: /^听证/ }).click()
    await tabTo(page, '登记听证')
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toBe('听证日期')
    await page.keyboard.insertText(on('06-18').replaceAll('-', ''))
    await typeAt(page, '地点', '怀安县人民检察院听证室')
    await typeAt(page, '主持人', '李某')
    await typeAt(page, '参加人员', '人大代表赵某、政协委员孙某、人民监督员周某')
    await typeAt(page, '听证意见', '建议民政、教育部门和村委会再给予帮助')
    await typeAt(page, '听证结论', '一致同意开展多元救助')
    await picture('hearing-form')
    await page.keyboard.press('Control+S')
    await expect.poll(() => text(place)).toContain('公开听证')
    for (const who of ['人大代表', '政协委员', '人民监督员']) expect(await text(place)).toContain(who)
    expect(await text(place)).not.toContain('不公开')
  })

  it('other departments give what the hearing advised', async () => {
    const place = section(page, 'measure')
    const measures: [kind: string, agency: string, promised: string, done: string, worth: string | null, note: string][] = [
      ['住宿伙食费减免', '怀安县民政局', '06-20', '06-28', null, '两名子女在校住宿费、伙食费全免'],
      ['教育资助/减免', '怀安县教育和体育局', '06-20', '07-02', '2000', '困难学生补助'],
      ['公益岗位/就业帮扶', '某村村民委员会', '06-20', '07-01', null, '村保洁公益岗位'],
      ['心理疏导', '县妇联心理咨询师', '06-22', '07-05', null, '每月一次'],
    ]
    for (const [kind, agency, promised, done, worth, note] of measures) {
      await button(place, '登记措施').click()
      const form = formOf(page, '多元救助措施')
      await choose(form, '措施', kind)
      await fill(form, { 协作单位: agency, 商定日期: on(promised), 落实日期: on(done), 说明: note })
      if (worth) await fill(form, { 折合金额: worth })
      await save(form, '登记措施')
      await expect.poll(() => text(place)).toContain(agency)
    }
    // What a measure is worth is never relief money.
    expect(await text(bar())).toContain(`已发放 ${formatYuan(ours)} 元`)
    await place.scrollIntoViewIfNeeded()
    await picture('measures')
  })

  it('a visit in July; in August a provincial typical case', async () => {
    const visits = section(page, 'visit')
    await button(visits, '记录回访').first().click()
    const visit = formOf(page, '回访')
    await fill(visit, { 实际回访日期: on('07-10') })
    await choose(visit, '回访方式', '上门')
    await fill(visit, { 回访人: '王检、李佳', 回访情况: '已到岗上班，两名子女情绪平稳', 救助金使用情况: '生活费和学费' })
    await choose(visit, '满意程度', '满意')
    await save(visit, '记录回访')
    await expect.poll(() => text(visits)).toContain('已到岗上班')
    const awards = section(page, 'award')
    await button(awards, '登记典型案例').click()
    const award = formOf(page, '典型案例')
    await choose(award, '级别', '省级')
    await fill(award, { 发布日期: on(lastDay), 案例名称: '岳某某国家司法救助案（困难妇女专题）' })
    await save(award, '登记典型案例')
    await expect.poll(() => text(awards)).toContain('困难妇女专题')
    await button(section(page, 'basics'), '登记反馈').click()
    const told = formOf(page, '向线索移送单位反馈')
    await fill(told, { 日期: on('06-01'), 反馈的单位: '怀安县妇女联合会' })
    await save(told, '登记反馈')
    await picture('after')
  })

  it('the record of the hearing is printed from what is known', async () => {
    await page.keyboard.press('Control+p')
    const papers = page.getByRole('dialog', { name: '打印文书' })
    await papers.getByRole('radiogroup', { name: '文书' }).getByText('国家司法救助案件听证笔录', { exact: true }).click()
    await button(papers, '生成并打开').click()
    await papers.getByText('并归入附件').waitFor()
    await picture('paper')
    const folder = join(documents, '检察司法救助文书')
    const [record = ''] = readdirSync(folder)
    expect(record).toBe(`国家司法救助案件听证笔录（${on('06-18')}）.docx`)
    const printed = textOf(readFileSync(join(folder, record)))
    for (const said of ['听证笔录', '人大代表赵某', '政协委员孙某', '人民监督员周某', '一致同意开展多元救助', county.name, woman.name]) expect(printed).toContain(said)
    expect(printed).not.toMatch(/[{}]|undefined|null/)
    await page.keyboard.press('Escape')
    await papers.waitFor({ state: 'hidden' })
    await expect.poll(() => text(section(page, 'attachment'))).toContain('听证笔录')
  })

  it('one timeline tells it all in its order', async () => {
    const aside = page.getByRole('complementary', { name: '进度与提醒' })
    const all = aside.getByRole('button', { name: /显示全部/ })
    if (await all.isVisible()) await all.click()
    await picture('timeline')
    const told = (await text(aside)).split('经过').slice(1).join('经过')
    const story = [
      '收到线索（怀安县妇女联合会）',
      '实地调查核实线索',
      '受理',
      '建议救助 30,000.00 元',
      '报送“上级院”审批',
      '“上级院”批复：同意',
      '决定给予救助 30,000.00 元',
      `${city}决定联合救助 20,000.00 元`,
      '资金到账',
      `${city}发放 20,000.00 元`,
      '办结',
      '公开听证',
      '落实住宿伙食费减免',
      '落实公益岗位',
      '落实心理疏导',
      '回访（上门）',
      '入选省级典型案例',
    ]
    // Newest first.
    const places = story.map((what) => told.lastIndexOf(what))
    story.forEach((what, index) => expect(places[index], what).toBeGreaterThanOrEqual(0))
    expect(story.toSorted((a, b) => told.lastIndexOf(b) - told.lastIndexOf(a))).toEqual(story)
  })

  it('nothing is left to do, and the report counts the case once, with our share only', async () => {
    await goTo(page, '工作台')
    await picture('workbench')
    expect(await text(page.locator('.page'))).not.toContain(woman.name)
    await open(page, pages.find(({ name }) => name === 'report')!)
    await expect.poll(() => text(page.getByRole('status').first())).toContain(String(year))
    const headline = page.getByRole('list', { name: '总体情况' })
    const figure = (title: string) => text(headline.getByRole('listitem').filter({ hasText: title }))
    await expect.poll(() => figure('本院发放')).toMatch(/1 件 1 人 3 万元.*30,000\.00 元/)
    expect(await figure('联合救助总额')).toMatch(/1 件 5 万元.*50,000\.00 元/)
    expect(await figure('给予救助')).toMatch(/1 件 1 人 1 户 3 万元/)
    expect(await figure('受理')).toMatch(/1 件 1 人/)
    expect(await figure('典型案例')).toMatch(/1 件/)
    const measures = page.getByRole('table', { name: '多元救助' })
    expect(await text(measures)).toContain('公益岗位')
    await picture('report')
    expect(casebook.complaints).toEqual([])
  })
})
