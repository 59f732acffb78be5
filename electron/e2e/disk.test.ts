import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cleanUp, launchCasebook, temporaryFolder } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { answerDialogs, button, goTo, heading, officer, setUp, settled } from './hands.ts'
import { crashPage, shownText, unlinkedFiles } from './processes.ts'

/** Words that occur nowhere else on this machine. */
const words = {
  name: '殷鉴明',
  phone: '13893571642',
  paper: '14103219700101221X',
  hardship: '腰椎粉碎骨折，借住芝河镇暗巷旧窑洞',
  searched: '找寻暗巷旧窑',
  note: '电话里听得出哭声',
  draft: '草拟之人甲乙丙',
  password: officer.password,
}

const needles = (extra: readonly string[]) =>
  [...Object.values(words), ...extra].flatMap((word) => {
    const wide = Buffer.from(word, 'utf16le')
    return [Buffer.from(word), wide, Buffer.from(wide).swap16()].map((bytes) => ({ word, bytes }))
  })

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)).filter((path) => existsSync(path) && statSync(path).isFile())
}

describe('what is left on disk', () => {
  let place: string
  let casebook: RunningCasebook
  let page: Page
  let program: number
  let recoveryCode: string
  let exported: string

  /** Where any of the words can be read, in anything the program has written so far. */
  function readable(): string[] {
    const wanted = needles([recoveryCode, recoveryCode.replaceAll('-', '')])
    const found: string[] = []
    const look = (name: string, bytes: Buffer) => {
      for (const { word, bytes: needle } of wanted) if (bytes.includes(needle)) found.push(`${name}: ${word}`)
    }
    for (const path of filesIn(place)) if (path !== exported) look(path, readFileSync(path))
    for (const { name, bytes } of unlinkedFiles(program)) look(name, bytes)
    return found
  }

  beforeAll(async () => {
    place = temporaryFolder()
    exported = join(place, 'export', '台账.xlsx')
    const env = { TMPDIR: join(place, 'tmp'), HOME: join(place, 'home'), XDG_CONFIG_HOME: join(place, 'home/config'), XDG_CACHE_HOME: join(place, 'home/cache'), XDG_DATA_HOME: join(place, 'home/data') }
    for (const folder of [...Object.values(env), join(place, 'export')]) mkdirSync(folder, { recursive: true })
    casebook = await launchCasebook({ folder: place, env })
    page = casebook.page
    program = casebook.app.process().pid ?? 0
    recoveryCode = await setUp(page)
  })
  afterAll(cleanUp)

  it('is nothing readable while somebody works', async () => {
    await page.keyboard.press('Control+N')
    await page.getByLabel('姓名', { exact: true }).fill(words.name)
    await page.getByLabel('证件号码').fill(words.paper)
    await page.getByLabel('联系电话').fill(words.phone)
    await page.getByLabel('困难情况').fill(words.hardship)
    await page.keyboard.press('Control+S')
    await heading(page, words.name).waitFor()
    await button(page.locator('#section-note'), '写记事').click()
    await page.getByRole('form').getByRole('textbox').fill(words.note)
    await page.keyboard.press('Control+S')
    await page.locator('#section-note').getByText(words.note).waitFor()

    await goTo(page, '案件')
    await page.getByRole('columnheader', { name: '受理日期' }).getByRole('button').click()
    await page.getByRole('searchbox').fill(words.searched)
    await page.getByText('没有符合条件的案件').waitFor()
    await page.keyboard.press('Control+K')
    await page.getByRole('combobox', { name: '查找' }).fill(words.searched)
    await page.getByText('没有找到').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await button(page, '清除全部筛选').first().click()
    await page.getByText(words.name).first().waitFor()
    await answerDialogs(casebook.app, exported)
    await button(page, '导出台账').click()
    await page.getByText('导出“台账.xlsx”').waitFor()

    await page.keyboard.press('Control+N')
    await page.getByLabel('姓名', { exact: true }).fill(words.draft)
    await page.getByText('草稿已留存').first().waitFor()

    // The printer of this test makes a sheet of it and throws it away.
    await casebook.app.evaluate(({ app }) => {
      app.on('web-contents-created', (_event, contents) => {
        contents.print = (_options, done) => void contents.printToPDF({}).then(({ length }) => done?.(length > 0, ''))
      })
    })
    await goTo(page, '报表', '年度统计表')
    await settled(page)
    await page.keyboard.press('Control+P')
    await button(page.getByRole('dialog', { name: '导出年度统计表' }), '打印').click()
    await page.getByText('已送到打印机').waitFor()
    expect(readable()).toEqual([])
  })

  it('is nothing readable after the page crashed', async () => {
    await crashPage(casebook.app)
    await expect.poll(() => shownText(casebook.app)).toContain(officer.name)
    expect(readable()).toEqual([])
  })

  it('is nothing readable after the program was left, and the file that was asked for is whole', async () => {
    await casebook.close()
    expect(readable()).toEqual([])
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(exported)
    const cells: unknown[] = []
    book.worksheets[0]?.eachRow((row) => cells.push(...(row.values as unknown[])))
    expect(cells).toContain(words.name)
    expect(cells).toContain(words.paper)
  })

  it('would have been found: the same search sees a word that is there', () => {
    const planted = join(place, 'profile', 'planted')
    for (const bytes of [Buffer.from(`x${words.hardship}y`), Buffer.from(`x${words.hardship}y`, 'utf16le')]) {
      writeFileSync(planted, bytes)
      expect(readable()).toEqual([`${planted}: ${words.hardship}`])
    }
    rmSync(planted)
    expect(filesIn(place).filter((path) => path.includes('/data/')).length).toBeGreaterThan(3)
    expect(filesIn(place).filter((path) => path.includes('/profile/')).length).toBeGreaterThan(0)
  })
})
