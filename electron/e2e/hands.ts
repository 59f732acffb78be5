/** What a person does at the window, in the words on the screen. No test reaches round the page into the casebook for these. */
import { resolve } from 'node:path'
import type { ElectronApplication, Locator, Page } from 'playwright-core'
import type { RunningCasebook } from './casebook.ts'

export const samples = resolve(import.meta.dirname, '../../db/exchange/samples')
export const countyLedger = resolve(samples, 'ledger-county.xlsx')

export const office = { name: '永和县人民检察院', region: '山西省临汾市永和县' }
export const officer = { name: '王检', login: 'wangjian', password: '永和救助2024台账' }

/** A key derivation takes its time, most of all on a machine that does other things besides. */
const patient = { timeout: 60_000 }

export const button = (place: Page | Locator, name: string): Locator => place.getByRole('button', { name, exact: true })
/** The page of that title, once it is drawn. */
export const heading = (page: Page, title: string): Locator => page.getByRole('heading', { level: 1, name: title })

/** The wizard of the first run, to the workbench. @returns the recovery code as it was shown */
export async function setUp(page: Page, own: typeof office & { numbers?: string } = office): Promise<string> {
  await button(page, '新建台账').click(patient)
  await page.getByLabel('单位名称').fill(own.name)
  await page.getByLabel('所在地区').fill(own.region)
  await button(page, '下一步').click()
  await page.getByLabel('案号格式').waitFor()
  if (own.numbers) await page.getByLabel('案号格式').fill(own.numbers)
  await button(page, '下一步').click()
  await page.getByLabel('姓名', { exact: true }).fill(officer.name)
  await page.getByLabel('登录名').fill(officer.login)
  await page.getByLabel('密码', { exact: true }).fill(officer.password)
  await page.getByLabel('再输一遍密码').fill(officer.password)
  await button(page, '建立台账').click()
  const groups = page.getByRole('list', { name: '恢复码' }).getByRole('listitem')
  await groups.first().waitFor(patient)
  const code = (await groups.allInnerTexts()).map((text) => text.split('\n').at(-1)?.trim() ?? '')
  await page.getByLabel('我已保存').fill(code.at(-1) ?? '')
  await button(page, '进入台账').click()
  await atWork(page)
  return code.join('-')
}

/** Waits until somebody is signed in and the pages are there. */
export async function atWork(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: '主菜单' }).waitFor(patient)
  await heading(page, '工作台').waitFor(patient)
}

export async function typePassword(page: Page, password: string, login?: string): Promise<void> {
  if (login !== undefined) await page.getByLabel('登录名').fill(login, patient)
  await page.getByLabel('密码', { exact: true }).fill(password, patient)
  await button(page, '登录').click()
}

export async function signIn(page: Page, { login, password }: Pick<typeof officer, 'login' | 'password'> = officer): Promise<void> {
  await typePassword(page, password, login)
  await atWork(page)
}

/** Through the menu at the left; a report through the page of all reports. */
export async function goTo(page: Page, entry: string, title = entry): Promise<void> {
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: entry }).click()
  if (entry === '报表' && title !== entry) await page.getByRole('main').getByRole('link', { name: title }).first().click()
  await heading(page, title).waitFor()
}

/** A native dialog cannot be clicked from here: from now on it answers at once with this path, or as if cancelled. */
export async function answerDialogs(app: ElectronApplication, path: string | null): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    Object.assign(dialog, {
      showOpenDialog: async () => ({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] }),
      showSaveDialog: async () => ({ canceled: chosen === null, filePath: chosen ?? '' }),
    })
  }, path)
}

/** Chooses the ledger on the import page and looks at the trial; nothing is written yet. */
export async function tryLedger({ app, page }: RunningCasebook, path = countyLedger): Promise<Locator> {
  await goTo(page, '台账导入')
  await answerDialogs(app, path)
  await button(page.getByRole('banner').or(page.locator('.page-bar')), '选择台账文件').first().click()
  const summary = page.getByRole('region', { name: '试导入结果' })
  await summary.waitFor(patient)
  return summary
}

export async function importLedger(casebook: RunningCasebook, path = countyLedger): Promise<void> {
  await tryLedger(casebook, path)
  await button(casebook.page, '确认导入').click()
  await casebook.page.getByRole('heading', { name: /^已导入/ }).waitFor(patient)
}

export async function openDemonstration(page: Page): Promise<void> {
  await button(page, '打开演示台账').click(patient)
  await atWork(page)
}

/** What has the focus, as a screen reader would name it. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (!(element instanceof HTMLElement) || element === document.body) return ''
    const labelled = element.getAttribute('aria-labelledby')
    const label = element.getAttribute('aria-label') ?? (labelled && document.getElementById(labelled)?.innerText) ?? (element as HTMLInputElement).labels?.[0]?.innerText ?? element.innerText
    return label.replace(/选填\s*$/, '').trim()
  })
}

/** Presses Tab until the field or button of that name has the focus: whoever has no mouse gets there like this, or not at all. */
export async function tabTo(page: Page, name: string | RegExp, { key = 'Tab', most = 80 } = {}): Promise<void> {
  const passed: string[] = []
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press(key)
    const at = await focused(page)
    if (typeof name === 'string' ? at === name : name.test(at)) return
    passed.push(at)
  }
  throw new Error(`${String(name)} is not reached with ${key}; passed ${passed.join(' · ')}`)
}

/** Goes to a field with Tab and types into it. */
export async function typeAt(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(text)
}

/** Goes to a list with Tab and chooses an entry with the arrows, as it is written. */
export async function chooseAt(page: Page, name: string, entry: string): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.press('Enter')
  const chosen = () =>
    page.evaluate(() => {
      const { activeElement } = document
      if (activeElement?.getAttribute('aria-expanded') !== 'true') return null
      return document.getElementById(activeElement.getAttribute('aria-activedescendant') ?? '')?.innerText.trim() ?? ''
    })
  for (let presses = 0; presses < 60; presses += 1) {
    const before = await chosen()
    if (before === entry) {
      await page.keyboard.press('Enter')
      return
    }
    if (before !== null) await page.keyboard.press('ArrowDown')
    // The list follows the key a moment later.
    for (let looks = 0; looks < 20 && (await chosen()) === before; looks += 1) await page.waitForTimeout(10)
  }
  throw new Error(`the list ${name} does not offer ${entry}`)
}

/** Every page a signed-in person can open, by its address and title. */
export const pages: readonly { name: string; path: string; title: string }[] = [
  { name: 'workbench', path: '/workbench', title: '工作台' },
  { name: 'leads', path: '/leads', title: '线索' },
  { name: 'lead-new', path: '/leads/new', title: '登记线索' },
  { name: 'cases', path: '/cases', title: '案件' },
  { name: 'case-new', path: '/cases/new', title: '新建案件' },
  { name: 'disbursements', path: '/disbursements', title: '发放' },
  { name: 'funds', path: '/funds', title: '年度资金' },
  { name: 'bank', path: '/bank', title: '银行结果' },
  { name: 'visits', path: '/visits', title: '回访' },
  { name: 'visit-entry', path: '/visits/entry', title: '补登回访' },
  { name: 'calendar', path: '/calendar', title: '日程' },
  { name: 'agencies', path: '/agencies', title: '协作单位' },
  { name: 'agency-new', path: '/agencies/new', title: '登记单位' },
  { name: 'measures', path: '/measures', title: '多元救助' },
  { name: 'reports', path: '/reports', title: '报表' },
  { name: 'report', path: '/reports/annual', title: '年度统计表' },
  { name: 'case-cards', path: '/reports/cards/check', title: '案卡核对' },
  { name: 'case-grid', path: '/cases/grid', title: '补录旧案' },
  { name: 'comparison', path: '/comparison', title: '数据比对' },
  { name: 'comparison-load', path: '/comparison/load', title: '装入名单' },
  { name: 'import', path: '/import', title: '台账导入' },
  ...['office', 'accounts', 'backup', 'verify', 'recycle', 'audit', 'password', 'recovery', 'display', 'demo', 'about'].map((section) => ({
    name: `system-${section}`,
    path: `/system/${section}`,
    title: '系统',
  })),
]

/** Opens a page by its address, as Ctrl+K does, and waits until its content has come. */
export async function open(page: Page, { path, title }: { path: string; title: string }): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to
  }, path)
  await heading(page, title).waitFor()
  await settled(page)
}

/** Waits until nothing is being read and nothing moves any more. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector('[aria-busy="true"], .el-loading-mask, .el-skeleton') === null && document.getAnimations().every(({ playState }) => playState !== 'running'),
    undefined,
    { polling: 50 },
  )
}
