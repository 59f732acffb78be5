import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { templateOf, textOf } from '../../db/documents/testDocx.ts'
import { cleanUp, launchCasebook, temporaryFolder } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { answerDialogs, button, focused, goTo, openDemonstration } from './hands.ts'

/** Papers as an officer makes them: three clicks to a document of Word, and the office's own template in place of the program's. */
describe('papers', () => {
  let casebook: RunningCasebook
  let page: Page
  const documents = temporaryFolder()
  const papers = join(documents, '检察司法救助文书')
  const dialog = (): Locator => page.getByRole('dialog', { name: '打印文书' })
  const made = (): string[] => (existsSync(papers) ? readdirSync(papers) : [])
  const read = (name: string) => textOf(readFileSync(join(papers, name)))

  beforeAll(async () => {
    casebook = await launchCasebook()
    page = casebook.page
    // The folder for documents and the program that opens one belong to the PC, not to the casebook.
    await casebook.app.evaluate(({ app, shell }, folder) => {
      app.setPath('documents', folder)
      const opened: string[] = []
      Object.assign(globalThis, { opened })
      shell.openPath = async (path: string) => {
        opened.push(path)
        return ''
      }
    }, documents)
    await openDemonstration(page)
    await goTo(page, '案件')
    await page.keyboard.press('Tab')
    await page.locator('.page-content').getByText('安检救助').first().dblclick()
    await button(page, '打印文书').waitFor()
  })
  afterAll(cleanUp)

  it('three clicks: 打印文书, the paper, 生成并打开', async () => {
    await button(page, '打印文书').click()
    await dialog().getByText('国家司法救助决定书', { exact: true }).click()
    await button(dialog(), '生成并打开').click()
    await dialog().getByText('并归入附件').waitFor()
    const [name = ''] = made()
    expect(name).toMatch(/^国家司法救助决定书（.+）\.docx$/)
    expect(read(name)).toContain('国家司法救助决定书')
    expect(read(name)).not.toMatch(/[{}]/)
    expect(await casebook.app.evaluate(() => (globalThis as { opened?: string[] }).opened)).toEqual([join(papers, name)])
    await expect.poll(() => dialog().innerText()).toContain('台账里还没有、文书上留了横线的')
    await casebook.screenshot('paper-made')
  })

  it('by the keyboard alone: Ctrl+P, a few letters, Enter; blank papers are not filed', async () => {
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'hidden' })
    await page.keyboard.press('Control+p')
    await expect.poll(() => focused(page)).toContain('按名称查找文书')
    await page.keyboard.type('送达')
    await page.keyboard.press('Enter')
    await expect.poll(() => dialog().locator('.how h3').innerText()).toBe('送达回证')
    await dialog().getByText('空白文书').click()
    await button(dialog(), '生成并打开').click()
    await dialog().getByText('已存到').waitFor()
    expect(made()).toContain('送达回证（空白）.docx')
    expect(await dialog().innerText()).not.toContain('归入附件：')
    await page.keyboard.press('Escape')
  })

  it('the filed copy stands among the attachments of the case', async () => {
    await dialog().waitFor({ state: 'hidden' })
    await expect.poll(() => page.locator('#section-attachment').innerText()).toContain('国家司法救助决定书')
  })

  it("the office's own template: a wrong one is refused by name, a right one is used", async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'wrong.docx'), templateOf('原案案由：{案由1}'))
    writeFileSync(join(folder, 'right.docx'), templateOf('本院自己的{文书名称}', '{姓名}'))
    await page.getByRole('link', { name: '系统' }).click()
    await page.getByRole('link', { name: '文书模板' }).click()
    await page.getByRole('heading', { name: '可以用的填空' }).waitFor()
    await casebook.screenshot('paper-templates')
    await page.getByRole('button', { name: '换用送达回证的名称或模板' }).click()
    const form = page.getByRole('dialog', { name: '送达回证' })
    await answerDialogs(casebook.app, join(folder, 'wrong.docx'))
    await button(form, '选择改好的 .docx').click()
    await form.getByText('wrong.docx').waitFor()
    await form.getByLabel('原因').fill('按市院式样')
    await button(form, '检查并换用').click()
    await expect.poll(() => form.innerText()).toContain('“{案由1}”（在正文“原案案由：{案由1}”一段），是不是“{案由}”')
    await casebook.screenshot('paper-template-refused')
    await answerDialogs(casebook.app, join(folder, 'right.docx'))
    await button(form, '选择改好的 .docx').click()
    await form.getByText('right.docx').waitFor()
    await button(form, '检查并换用').click()
    await form.waitFor({ state: 'hidden' })
    await expect.poll(() => page.getByRole('row', { name: /送达回证/ }).innerText()).toContain('本单位模板')
    expect(casebook.complaints).toEqual([])
  })
})
