import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cleanUp, launchCasebook, startAgain, temporaryFolder } from './casebook.ts'
import type { RunningCasebook } from './casebook.ts'

afterAll(cleanUp)

describe('the window', () => {
  let casebook: RunningCasebook
  const requests: string[] = []
  // A real server on this machine: whether a request left the program is seen there, not guessed.
  const server = createServer((request, response) => {
    requests.push(request.url ?? '')
    response.setHeader('access-control-allow-origin', '*')
    response.end('reached')
  })
  let outside = ''

  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    outside = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    casebook = await launchCasebook()
  })
  afterAll(async () => {
    await casebook.close()
    server.close()
  })

  it('opens with its title, its own origin and a page that is drawn', async () => {
    const { app, page } = casebook
    expect(page.url()).toMatch(/^app:\/\/casebook\//)
    const facts = await app.evaluate(({ BrowserWindow }) => {
      const [window, ...others] = BrowserWindow.getAllWindows()
      return { title: window?.getTitle(), others: others.length, minimum: window?.getMinimumSize() }
    })
    expect(facts).toEqual({ title: '检察司法救助办案台账', others: 0, minimum: [1024, 640] })
    await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(true)
    expect(existsSync(await casebook.screenshot('window'))).toBe(true)
  })

  it('gives the page no Node and no Electron', async () => {
    const found = await casebook.page.evaluate(() => ['process', 'require', 'module', 'Buffer', 'global', 'electron'].filter((name) => name in window))
    expect(found).toEqual([])
    const preferences = await casebook.app.evaluate(({ BrowserWindow }) => {
      // Not in the public types, but the one place that tells what is really in force.
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
      const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = contents.getLastWebPreferences()
      return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag }
    })
    expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false })
  })

  it('keeps the page in memory', async () => {
    const kept = await casebook.app.evaluate(({ BrowserWindow }) => {
      const session = BrowserWindow.getAllWindows()[0]?.webContents.session
      return { persistent: session?.isPersistent(), path: session?.storagePath, spelling: session?.isSpellCheckerEnabled() }
    })
    expect(kept.persistent).toBe(false)
    expect(kept.path).toBeNull()
    expect(kept.spelling).toBe(false)
  })

  it('refuses every request, to the network and to files', async () => {
    const secret = join(temporaryFolder(), 'secret.txt')
    writeFileSync(secret, 'secret words')
    const addresses = [`${outside}/asked`, pathToFileURL(secret).href, 'app://casebook/../../package.json', 'app://elsewhere/index.html']
    for (const address of addresses) {
      const outcome = await casebook.page.evaluate(async (url) => {
        const settled = (name: string, work: Promise<string>) => work.then((text) => `${name}: ${text}`).catch(() => `${name}: refused`)
        const viaXhr = new Promise<string>((done, failed) => {
          const xhr = new XMLHttpRequest()
          xhr.onload = () => done(xhr.responseText)
          xhr.onerror = () => failed(new Error('refused'))
          xhr.open('GET', url)
          xhr.send()
        })
        const element = (tag: 'img' | 'script' | 'link' | 'iframe' | 'object' | 'video') =>
          new Promise<string>((done, failed) => {
            const made = document.createElement(tag) as HTMLElement & { src?: string; href?: string; rel?: string; data?: string }
            made.onload = () => done('loaded')
            made.onerror = () => failed(new Error('refused'))
            if (tag === 'link') Object.assign(made, { rel: 'stylesheet', href: url })
            else if (tag === 'object') made.data = url
            else made.src = url
            document.body.append(made)
            setTimeout(() => failed(new Error('nothing came')), 1_000)
          }).finally(() => document.querySelectorAll(`${tag}[src="${url}"], ${tag}[href="${url}"], ${tag}[data="${url}"]`).forEach((made) => made.remove()))
        return Promise.all([
          settled('fetch', fetch(url).then((answer) => answer.text())),
          settled('no-cors fetch', fetch(url, { mode: 'no-cors' }).then(() => 'sent')),
          settled('xhr', viaXhr),
          // Its answer is never known here; the server above tells.
          settled('beacon', Promise.reject(new Error(`${url.startsWith('http') && navigator.sendBeacon(url)}`))),
          ...(['img', 'script', 'link', 'object', 'video'] as const).map((tag) => settled(tag, element(tag))),
        ])
      }, address)
      expect(outcome.filter((line) => !line.endsWith(': refused')), address).toEqual([])
    }
    const socket = await casebook.page.evaluate(
      (url) =>
        new Promise<string>((done) => {
          try {
            const opened = new WebSocket(url)
            opened.onopen = () => done('open')
            opened.onerror = () => done('refused')
          } catch {
            done('refused')
          }
        }),
      outside.replace('http', 'ws'),
    )
    expect(socket).toBe('refused')
    expect(requests).toEqual([])
  })

  it('refuses to go anywhere else', async () => {
    const { app, page } = casebook
    const before = page.url()
    for (const address of [`${outside}/navigated`, pathToFileURL(process.execPath).href, 'data:text/html,elsewhere', 'app://casebook/other.html']) {
      await page.evaluate((url) => {
        location.href = url
      }, address)
      await page.evaluate((url) => {
        const link = Object.assign(document.createElement('a'), { href: url })
        document.body.append(link)
        link.click()
        link.remove()
      }, address)
      await page.evaluate((url) => {
        const form = Object.assign(document.createElement('form'), { action: url, method: 'post' })
        document.body.append(form)
        form.submit()
        form.remove()
      }, address)
      expect(page.url()).toBe(before)
    }
    // Nobody is asked about this one; the page must come back by itself.
    await page.evaluate(() => location.assign('about:blank')).catch(() => undefined)
    await expect.poll(() => page.evaluate(() => location.href).catch(() => 'under way')).toBe(before)
    const opened = await page.evaluate((url) => [window.open(url), window.open('about:blank'), window.open(location.href)].map((made) => made === null), `${outside}/opened`)
    expect(opened).toEqual([true, true, true])
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
    expect(requests).toEqual([])
  })

  it('runs no script but its own files, and no style but its own', async () => {
    const ran = await casebook.page.evaluate(async () => {
      const inline = Object.assign(document.createElement('script'), { textContent: 'window.inlineRan = true' })
      document.body.append(inline)
      inline.remove()
      const data = Object.assign(document.createElement('script'), { src: 'data:text/javascript,window.dataRan=true' })
      document.body.append(data)
      await new Promise((done) => {
        data.onerror = done
        data.onload = done
      })
      data.remove()
      const holder = document.createElement('div')
      holder.innerHTML = '<img src="data:image/gif;base64,x" onerror="window.handlerRan = true"><p style="color: rgb(1, 2, 3)">x</p>'
      document.body.append(holder)
      await new Promise((done) => setTimeout(done, 100))
      const styled = getComputedStyle(holder.querySelector('p') as Element).color === 'rgb(1, 2, 3)'
      holder.remove()
      return ['inlineRan', 'dataRan', 'handlerRan'].filter((name) => name in window).concat(styled ? ['style attribute'] : [])
    })
    expect(ran).toEqual([])
  })

  it('grants no permission', async () => {
    const answers = await casebook.page.evaluate(async () => {
      const geolocation = await new Promise<string>((done) => navigator.geolocation.getCurrentPosition(() => done('granted'), () => done('denied')))
      const camera = await navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'granted', () => 'denied')
      const notification = await Notification.requestPermission()
      const clipboard = await navigator.clipboard.readText().then(() => 'granted', () => 'denied')
      return { geolocation, camera, notification, clipboard }
    })
    expect(answers).toEqual({ geolocation: 'denied', camera: 'denied', notification: 'denied', clipboard: 'denied' })
  })

  it('listens to nobody but its own page', async () => {
    const answer = await casebook.app.evaluate(async ({ BrowserWindow }) => {
      const other = new BrowserWindow({ show: false, webPreferences: { nodeIntegration: true, contextIsolation: false, sandbox: false } })
      // A window of somebody else, even with Node in it, that speaks on the same channel.
      await other.loadURL('data:text/html,other')
      const result: unknown = await other.webContents.executeJavaScript(
        "typeof require === 'function' ? require('electron').ipcRenderer.invoke('casebook:shell', 'shellInfo') : 'no way to speak'",
      )
      other.destroy()
      return result
    })
    if (answer !== 'no way to speak') expect(answer).toMatchObject({ ok: false, error: { code: 'forbidden' } })
  })

  it('reports about itself and keeps the text scale', async () => {
    const { page } = casebook
    const info = await page.evaluate(() => window.casebook.shellInfo())
    expect(info.version).toBe((JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version)
    expect(info.runtime).toMatch(/^Electron \d+/)
    const before = await page.evaluate(() => devicePixelRatio)
    await page.evaluate(() => window.casebook.shellSetTextScale({ percent: 125 }))
    await expect.poll(() => page.evaluate(() => devicePixelRatio)).toBeCloseTo(before * 1.25)
    await page.evaluate(() => window.casebook.shellSetTextScale({ percent: 100 }))
    const refused = await page.evaluate(() => window.casebook.shellSetTextScale({ percent: 500 as 100 }).then(() => 'taken', (error: Error) => error.message))
    expect(refused).toContain('没有执行')
  })
})

describe('the build', () => {
  /** The files that a bundle loads at once, itself included. */
  function loadedBy(name: string, found = new Set<string>()): Set<string> {
    if (found.has(name)) return found
    found.add(name)
    const text = readFileSync(join(import.meta.dirname, '../../out', name), 'utf8')
    for (const [, other] of text.matchAll(/^(?:(?:let|const|var) [^=\n]+= )?require\("([^"]+)"\)/gm)) {
      if (other?.startsWith('./')) loadedBy(join(name, '..', other), found)
      else if (other) found.add(other)
    }
    return found
  }

  it('keeps the database out of main and of the preload', () => {
    for (const entry of ['main/main.cjs', 'preload/preload.cjs']) {
      const loaded = [...loadedBy(entry)]
      expect(loaded.filter((name) => /better-sqlite3|handlers|dispatch/.test(name)), entry).toEqual([])
      const files = loaded.filter((name) => name.endsWith('.cjs'))
      const bytes = files.reduce((sum, name) => sum + readFileSync(join(import.meta.dirname, '../../out', name)).length, 0)
      expect(bytes, entry).toBeLessThan(100_000)
    }
  })

  it('keeps the driver out of the host until the runtime was checked', () => {
    expect([...loadedBy('main/host.cjs')].filter((name) => /better-sqlite3|handlers/.test(name))).toEqual([])
  })
})

describe('dialogs', () => {
  let casebook: RunningCasebook
  let folder: string
  let papers: string

  beforeAll(async () => {
    folder = temporaryFolder()
    papers = join(folder, '文书')
    casebook = await launchCasebook({ env: { CASEBOOK_PAPERS: papers } })
  })
  afterAll(() => casebook.close())

  /** A native dialog cannot be clicked here; it answers at once with this path, as if the user had chosen it. */
  const choose = (path: string | null) =>
    casebook.app.evaluate(({ dialog }, chosen) => {
      Object.assign(dialog, {
        showOpenDialog: async () => ({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] }),
        showSaveDialog: async () => ({ canceled: chosen === null, filePath: chosen ?? '' }),
      })
    }, path)

  it('answer with a token and a name, never with a path', async () => {
    const path = join(folder, '救助台账.xlsx')
    writeFileSync(path, 'content')
    await choose(path)
    const opened = await casebook.page.evaluate(() => window.casebook.shellOpenFile({ title: '选择台账', filters: [{ name: '台账', extensions: ['xlsx', 'csv'] }] }))
    expect(opened).toEqual({ token: expect.stringMatching(/^[0-9a-f-]{36}$/), name: '救助台账.xlsx', size: 7 })
    await choose(null)
    expect(await casebook.page.evaluate(() => window.casebook.shellOpenFolder({ title: '选择文件夹' }))).toBeNull()
  })

  it('write text where the user chooses, with the ending the system left out', async () => {
    await choose(join(folder, '恢复码'))
    const saved = await casebook.page.evaluate(() => window.casebook.shellSaveText({ title: '保存恢复码', suggestedName: '恢复码', text: '一二三' }))
    expect(saved).toEqual({ name: '恢复码.txt' })
    expect(readFileSync(join(folder, '恢复码.txt'), 'utf8')).toBe('一二三')
    await choose(join(folder, 'no such folder', 'x.txt'))
    const failed = await casebook.page.evaluate(() => window.casebook.shellSaveText({ title: '保存', suggestedName: 'x', text: 'x' }).then(() => 'saved', (error: Error) => error.message))
    expect(failed).toContain('找不到所选的文件夹')
  })

  it('write a picture of the two formats and nothing else', async () => {
    await choose(join(folder, '趋势图'))
    const save = (format: string, bytes: number[]) =>
      casebook.page.evaluate(([kind, content]) => window.casebook.shellSavePicture({ title: '保存图片', suggestedName: '趋势图', format: kind as 'png', bytes: Uint8Array.from(content) }).then((saved) => saved?.name ?? null, (error: Error) => error.message), [format, bytes] as const)
    expect(await save('png', [137, 80, 78, 71])).toBe('趋势图.png')
    expect([...readFileSync(join(folder, '趋势图.png'))]).toEqual([137, 80, 78, 71])
    expect(await save('svg', [60])).toBe('趋势图.svg')
    expect(await save('exe', [77, 90])).toContain('没有执行')
    expect(existsSync(join(folder, '趋势图.exe'))).toBe(false)
  })

  it('take a file dropped on the page, but not a folder and not an invented file', async () => {
    const { page, app } = casebook
    const path = join(folder, '拖入.csv')
    writeFileSync(path, 'a,b')
    mkdirSync(join(folder, '文件夹'))
    await page.evaluate(() => {
      document.addEventListener('dragover', (event) => event.preventDefault())
      document.addEventListener('drop', (event) => {
        event.preventDefault()
        const files = Array.from(event.dataTransfer?.files ?? [])
        void Promise.all(files.map((file) => window.casebook.adoptDroppedFile(file))).then((adopted) => Object.assign(window, { adopted }))
      })
    })
    const debug = await app.context().newCDPSession(page)
    const data = { items: [], files: [path, join(folder, '文件夹')], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await debug.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data })
    await expect.poll(() => page.evaluate(() => (window as unknown as { adopted?: unknown }).adopted)).toEqual([{ token: expect.any(String), name: '拖入.csv', size: 3 }, null])
    expect(await page.evaluate(() => window.casebook.adoptDroppedFile(new File(['x'], 'invented.csv')))).toBeNull()
    // Something that only looks like a file with a path, and a file that says it has another.
    const pretended = await page.evaluate((where) => {
      const file = Object.defineProperty(new File(['x'], 'x.csv'), 'path', { value: where })
      return Promise.all([{ path: where } as unknown as File, file].map((one) => window.casebook.adoptDroppedFile(one)))
    }, path)
    expect(pretended).toEqual([null, null])
    expect(page.url()).toMatch(/^app:/)
  })

  it('give a paper a name of its own in the folder for papers, and open only what the casebook wrote', async () => {
    const { app, page } = casebook
    await app.evaluate(({ shell }) => {
      Object.assign(globalThis, { opened: [] })
      // The word processor of this test; a file called 坏 finds none.
      shell.openPath = async (path) => {
        ;(globalThis as unknown as { opened: string[] }).opened.push(path)
        return path.includes('坏') ? 'no application' : ''
      }
    })
    const paper = (suggestedName: string) => page.evaluate((name) => window.casebook.shellPaperFile({ suggestedName: name }), suggestedName)
    const open = (token: string) => page.evaluate((which) => window.casebook.shellOpenSaved({ token: which }).then(() => 'opened', (error: Error) => error.message), token)
    const first = await paper('决定书 冀/安?.docx')
    const second = await paper('决定书 冀/安?.docx')
    expect([first.name, second.name]).toEqual(['决定书 冀_安_.docx', '决定书 冀_安_（2）.docx'])
    expect(await open(first.token)).toContain('没有找到这个文件')
    writeFileSync(join(papers, first.name), 'paper')
    expect((await paper('../../决定书 冀_安_.docx')).name).toBe('_.._决定书 冀_安_.docx')
    expect(await open(first.token)).toBe('opened')

    const broken = await paper('坏.docx')
    writeFileSync(join(papers, broken.name), 'paper')
    expect(await open(broken.token)).toMatch(/没有打开.*WPS/)
    const program = await paper('程序.exe')
    writeFileSync(join(papers, program.name), 'MZ')
    expect(await open(program.token)).toContain('不能从这里打开')
    // A file the user only chose to read is none of the casebook's.
    const chosen = join(folder, '别人的.docx')
    writeFileSync(chosen, 'x')
    await choose(chosen)
    const read = await page.evaluate(() => window.casebook.shellOpenFile({ title: '选择', filters: [] }))
    expect(await open(read?.token ?? '')).toContain('不能从这里打开')
    expect(await open('invented')).toContain('没有找到这个文件')
    expect(await app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)).toEqual([join(papers, first.name), join(papers, broken.name)])
  })

  it('print a sheet through a hidden window without scripts', async () => {
    await casebook.app.evaluate(({ app }) => {
      app.on('web-contents-created', (_event, contents) => {
        // The printer of this test: reads what would be printed.
        contents.print = (_options, done) => {
          const { javascript } = (contents as unknown as { getLastWebPreferences(): { javascript: boolean } }).getLastWebPreferences()
          void contents.printToPDF({}).then((pdf) => {
            Object.assign(globalThis, { sheet: { pdf: pdf.length, javascript, address: contents.getURL() } })
            done?.(true, '')
          })
        }
      })
    })
    const printed = await casebook.page.evaluate(() =>
      window.casebook.shellPrintHtml({ title: '回访登记表', html: '<style>p { color: black }</style><p>回访登记表</p><script>document.body.textContent = "script ran"</script>' }),
    )
    expect(printed).toBe(true)
    const sheet = await casebook.app.evaluate(() => (globalThis as unknown as { sheet: { pdf: number; javascript: boolean; address: string } }).sheet)
    expect(sheet.pdf).toBeGreaterThan(1_000)
    expect(sheet).toMatchObject({ javascript: false, address: 'app://print/sheet' })
    expect(await casebook.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })
})

describe('one instance', () => {
  it('a second start of the same casebook gives way to the first', async () => {
    const folder = temporaryFolder()
    const first = await launchCasebook({ folder })
    expect(await startAgain(folder)).toBe(0)
    expect(await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
    await first.close()
  })

  it('opens again where it was left', async () => {
    const folder = temporaryFolder()
    const first = await launchCasebook({ folder })
    await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setBounds({ x: 60, y: 40, width: 1200, height: 700 }))
    await first.close()
    const again = await launchCasebook({ folder })
    expect(await again.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toEqual({ x: 60, y: 40, width: 1200, height: 700 })
    await again.close()
  })
})
