import { mkdirSync, readFileSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chinesePdf, png } from './attachmentFiles.ts'
import { faults } from './axe.ts'
import { cleanUp, launchCasebook, temporaryFolder } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'
import { answerDialogs, button, focused, officer, setUp, signIn } from './hands.ts'

afterAll(cleanUp)

/** Scans and files on a case, as an officer brings them in, looks at them and takes them away again. */
describe('attachments of a case', () => {
  const folder = temporaryFolder()
  const desk = join(folder, '桌面')
  const scans = join(folder, '扫描')
  const words = '救助决定书'
  const red = png(640, 400, [180, 35, 24])
  const decision = chinesePdf(words)
  let casebook: RunningCasebook
  let page: Page
  let caseId = ''

  const onDesk = (name: string, content: Uint8Array | string) => {
    writeFileSync(join(desk, name), content)
    return join(desk, name)
  }
  const section = (): Locator => page.locator('#section-attachment')
  const row = (name: string): Locator => section().getByRole('button', { name, exact: true })
  const viewer = (): Locator => page.getByRole('dialog').filter({ has: page.getByRole('toolbar', { name: '查看' }) })
  const refused = (): Locator => section().getByRole('alert')

  async function openCase(): Promise<void> {
    await page.evaluate((id) => {
      location.hash = `/cases/${id}`
    }, caseId)
    await section().scrollIntoViewIfNeeded()
  }
  async function add(...paths: string[]): Promise<void> {
    await answerDialogs(casebook.app, null)
    await casebook.app.evaluate(({ dialog }, filePaths) => Object.assign(dialog, { showOpenDialog: async () => ({ canceled: false, filePaths }) }), paths)
    await button(section(), '添加文件').click()
  }
  /** Of the points of a page on the screen: how many of a thousand are dark. */
  const darkness = (at: number): Promise<number> =>
    viewer()
      .locator(`[data-page="${at}"] canvas[data-drawn]`)
      .evaluate((element) => {
        const canvas = element as HTMLCanvasElement
        const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
        let dark = 0
        for (let i = 0; i < data.length; i += 4) if ((data[i] ?? 255) < 100 && (data[i + 3] ?? 0) > 200) dark += 1
        return Math.round((dark * 4000) / data.length)
      })

  beforeAll(async () => {
    for (const made of [desk, scans]) mkdirSync(made)
    casebook = await launchCasebook({ folder })
    page = casebook.page
    await setUp(page)
    caseId = await page.evaluate(async () => {
      const person = { id: null, name: '李某某', paperType: 'none', paperNumber: null, sex: null, birthDate: null, ethnicity: null, residence: null, phone: null, safeContact: null }
      const rest = { relation: null, specialGroups: [], guardianName: null, guardianPhone: null, guardianIsOffender: false, agentName: null, requestedFen: null, accountHolder: null, bankName: null, bankAccount: null, hardship: null }
      const basics = { caseNumber: null, unifiedNumber: null, category: null, cause: null, leadSource: null, officerName: null, urgent: false, appliedOn: null, acceptedOn: null, remark: null }
      const original = { number: null, charge: null, chargeText: null, stage: null, reachedProcuratorate: null, handlingOffice: null, handlingUnit: null, suspects: null, outcome: null, compensationOrderedFen: null, compensationObtainedFen: null }
      const input = { basics, original, recipients: [{ person, ...rest }], oneHousehold: false, late: false } as unknown as Parameters<typeof window.casebook.caseCreate>[0]
      const made = await window.casebook.caseCreate(input)
      if (!made.ok) throw new Error(made.error.message)
      return made.value.id
    })
    await openCase()
  })
  afterAll(() => casebook.close())

  it('are added several at once, and each is named with size and who', async () => {
    await add(onDesk('身份证.png', red), onDesk('救助决定书.pdf', decision))
    await row('救助决定书.pdf').waitFor()
    const text = await section().innerText()
    expect(text).toContain('已添加 2 个文件')
    expect(text).toContain(officer.name)
    expect(text).toMatch(/每个不超过 50 MB/)
  })

  it('are refused in words when they are too large, of another kind than they say, or programs', async () => {
    const large = onDesk('庭审录像.mp4', '')
    truncateSync(large, 200 * 1024 * 1024)
    await add(large, onDesk('扫描.pdf', red), onDesk('工具.exe', 'MZ'))
    await expect.poll(() => refused().innerText()).toContain('工具.exe')
    const text = await refused().innerText()
    expect(text).toContain('“庭审录像.mp4”有 200 MB，超过每个附件 50 MB 的限制，没有添加。')
    expect(text).toContain('“扫描.pdf”没有添加：它不是PDF，内容是PNG 图片')
    expect(text).toContain('程序和脚本不能添加')
    expect(await section().getByRole('row').count()).toBe(3)
    expect(await faults(page)).toEqual([])
    await casebook.screenshot('attachment-refused')
    await button(section(), '知道了').click()
  })

  it('are taken when dropped, but not a folder', async () => {
    const path = onDesk('拖入的照片.png', png(300, 300, [46, 125, 91]))
    const { x, y, width, height } = (await section().locator('[data-attachments]').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    const debug = await casebook.app.context().newCDPSession(page)
    const data = { items: [], files: [path, desk], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await debug.send('Input.dispatchDragEvent', { type, x: x + width / 2, y: y + Math.min(40, height / 2), data })
    await row('拖入的照片.png').waitFor()
    expect(await refused().innerText()).toContain('它是文件夹')
    await button(section(), '知道了').click()
  })

  it('are taken when pasted', async () => {
    // As from another program: a picture is on the screen somewhere and is copied with the mouse.
    await page.evaluate(async (source) => {
      const image = Object.assign(new Image(), { id: 'to-copy', src: `data:image/png;base64,${source}` })
      await image.decode()
      image.style.cssText = 'position: fixed; z-index: 9999; top: 0; left: 0'
      document.body.append(image)
    }, png(200, 100, [31, 78, 140]).toString('base64'))
    await casebook.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.copyImageAt(50, 20))
    await page.waitForTimeout(300)
    await page.evaluate(() => document.getElementById('to-copy')?.remove())
    await row('身份证.png').focus()
    await page.keyboard.press('Control+V')
    await section().getByRole('button', { name: /^粘贴的图片 \d{8}-\d{6}\.png$/ }).waitFor()
  })

  it('are ticked from the scanner’s folder, newest first', async () => {
    writeFileSync(join(scans, '扫描0001.png'), png(100, 100, [1, 2, 3]))
    writeFileSync(join(scans, '坏的.exe'), 'MZ')
    await answerDialogs(casebook.app, scans)
    await button(section(), '从扫描文件夹归入').click()
    const dialog = page.getByRole('dialog', { name: '从扫描文件夹归入' })
    await button(dialog, '选择文件夹').click()
    expect(await dialog.getByRole('checkbox', { name: '坏的.exe' }).isDisabled()).toBe(true)
    await dialog.getByText('扫描0001.png').click()
    expect(await faults(page)).toEqual([])
    await casebook.screenshot('attachment-scans')
    await button(dialog, '归入 1 个文件').click()
    await row('扫描0001.png').waitFor()
  })

  it('are looked at inside the window: pictures, and PDF with Chinese text, its own turn and a fax', async () => {
    await row('身份证.png').focus()
    await page.keyboard.press('Enter')
    const picture = viewer().getByRole('img', { name: '身份证.png' })
    await expect.poll(() => picture.evaluate((element) => (element as HTMLImageElement).naturalWidth)).toBe(640)
    expect(await faults(page)).toEqual([])
    await casebook.screenshot('attachment-picture')
    const wide = async () => (await picture.boundingBox())?.width ?? 0
    const before = await wide()
    await page.keyboard.press('+')
    await expect.poll(wide).toBeGreaterThan(before)
    await page.keyboard.press('r')
    await expect.poll(async () => ((await picture.boundingBox())?.height ?? 0) > (await wide())).toBe(true)

    await page.keyboard.press('ArrowRight')
    await expect.poll(() => viewer().innerText(), { timeout: 30_000 }).toContain('第 1/3 页')
    // Some black on white: the five characters of 48 points, no more and no less than about that.
    await expect.poll(() => darkness(1), { timeout: 30_000 }).toBeGreaterThan(3)
    expect(await darkness(1)).toBeLessThan(60)
    expect(await faults(page)).toEqual([])
    await casebook.screenshot('attachment-pdf')
    await page.keyboard.press('PageDown')
    await expect.poll(() => darkness(2)).toBeGreaterThan(3)
    await page.keyboard.press('PageDown')
    // 400 × 400 of 595 × 842 points are black.
    await expect.poll(() => darkness(3)).toBeGreaterThan(280)
    const third = await viewer().locator('[data-page="3"]').boundingBox()
    expect((third?.width ?? 0) > (third?.height ?? 0)).toBe(true)
    await casebook.screenshot('attachment-fax')
    await page.keyboard.press('Escape')
    await viewer().waitFor({ state: 'hidden' })
    await expect.poll(() => focused(page)).toBe('救助决定书.pdf')
    expect(page.url()).toContain(caseId)
  })

  it('leave nothing readable on the disk, and go out whole by a choice', async () => {
    const below = (place: string): string[] => (readdirSync(place, { recursive: true }) as string[]).map((name) => join(place, name)).filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
    const mark = Buffer.from('/BaseFont /STSong-Light')
    const readable = [...below(casebook.dataFolder), ...below(casebook.profile)].filter((path) => readFileSync(path).includes(mark) || readFileSync(path).includes(red.subarray(40, 80)))
    expect(readable).toEqual([])

    const out = join(desk, '导出的决定书.pdf')
    await answerDialogs(casebook.app, out)
    await button(section(), '保存 救助决定书.pdf').click()
    await expect.poll(() => section().innerText()).toContain('已保存为“导出的决定书.pdf”')
    expect(readFileSync(out).equals(decision)).toBe(true)
  })

  it('are renamed, moved to the recycle bin with a reason, and come back', async () => {
    await row('扫描0001.png').focus()
    await page.keyboard.press('F2')
    const dialog = page.getByRole('dialog', { name: '修改名称和说明' })
    await expect.poll(() => focused(page)).toBe('文件名')
    expect(await faults(page)).toEqual([])
    await dialog.getByLabel('文件名').fill('户口本')
    await dialog.getByLabel('说明').fill('原件已退还')
    await page.keyboard.press('Enter')
    await row('户口本.png').waitFor()
    await casebook.screenshot('attachment-list')
    expect(await section().innerText()).toContain('原件已退还')
    await row('户口本.png').focus()
    await page.keyboard.press('Delete')
    const question = page.getByRole('dialog', { name: '移走附件' })
    await question.getByRole('textbox').fill('扫错了')
    await button(question, '移到回收站').click()
    await row('户口本.png').waitFor({ state: 'hidden' })
    await button(page.locator('body'), '撤销（Ctrl+Z）').click()
    await row('户口本.png').waitFor()
  })

  it('of fifty megabytes pass between the page and the database, in and out', async () => {
    const passed = await page.evaluate(async (id) => {
      const bytes = new Uint8Array(50 * 1024 * 1024)
      bytes.set([0x25, 0x50, 0x44, 0x46, 0x2d])
      for (let i = 5; i < bytes.length; i += 4099) bytes[i] = i
      const added = await window.casebook.attachmentAdd({ owner: { caseId: id, leadId: null, entity: null, entityId: null }, source: { name: '大卷宗.pdf', bytes }, note: null })
      if (!added.ok) return added.error.message
      const read = await window.casebook.attachmentRead({ id: added.value.id })
      if (!read.ok) return read.error.message
      return read.value.bytes.length === bytes.length && read.value.bytes.every((byte, at) => byte === bytes[at])
    }, caseId)
    expect(passed).toBe(true)
  })

  it('are there after the program was left and opened again', async () => {
    expect(casebook.complaints).toEqual([])
    await casebook.close()
    casebook = await launchCasebook({ folder })
    page = casebook.page
    await signIn(page)
    await openCase()
    await row('救助决定书.pdf').click()
    await expect.poll(() => darkness(1), { timeout: 30_000 }).toBeGreaterThan(3)
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => viewer().getByRole('img', { name: '身份证.png' }).evaluate((element) => (element as HTMLImageElement).naturalWidth)).toBe(640)
    await casebook.resize(1093, 640)
    await casebook.screenshot('attachment-small')
    expect(await viewer().getByRole('toolbar').evaluate((bar) => bar.scrollWidth <= bar.clientWidth && bar.getBoundingClientRect().right <= innerWidth)).toBe(true)
    await page.keyboard.press('Escape')
    expect(await section().evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true)
    await casebook.screenshot('attachment-small-list')
    expect(casebook.complaints).toEqual([])
  })
})
