import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ElectronApplication } from 'playwright-core'
import { build } from 'vite'
import { cleanUp, launchCasebook, startElectron, temporaryFolder } from './casebook.ts'
import { hostOf } from './processes.ts'

afterAll(cleanUp)

const oldRuntime = Boolean(process.env.CASEBOOK_HOST_NODE)

describe('host of the running casebook', () => {
  it('answers through the whole way, and is started again after it was killed', async () => {
    const casebook = await launchCasebook()
    const { page, app } = casebook
    const ask = () => page.evaluate(() => window.casebook.sessionState())
    expect(await ask()).toMatchObject({ ok: true, value: { vault: 'empty', signedIn: null } })
    await page.evaluate(() => {
      const told: unknown[] = []
      Object.assign(window, { told })
      window.casebook.onHostState((state) => told.push(state))
    })
    const told = () => page.evaluate(() => (window as unknown as { told: { state: string; message?: string }[] }).told)
    await expect.poll(told).toEqual([{ state: 'ready' }])

    const first = await hostOf(app)
    process.kill(first, 'SIGKILL')
    await expect.poll(told).toEqual([{ state: 'ready' }, { state: 'restarting', message: expect.stringContaining('重新输入密码') }, { state: 'ready' }])
    expect(await ask()).toMatchObject({ ok: true, value: { vault: 'empty' } })
    expect(await hostOf(app)).not.toBe(first)

    for (let i = 0; i < 2; i += 1) {
      const before = (await told()).length
      process.kill(await hostOf(app), 'SIGKILL')
      await expect.poll(async () => (await told()).slice(before).some(({ state }) => state === 'ready' || state === 'stopped')).toBe(true)
    }
    expect((await told()).at(-1)).toMatchObject({ state: 'stopped', message: expect.stringContaining('已不再重试') })
    expect(await ask()).toMatchObject({ ok: false, error: { code: 'host-stopped' } })
    // Leaving still works, at once.
    await casebook.close()
  })

  it('lets the page save its drafts before it is left, and says that a backup is being made', async () => {
    const casebook = await launchCasebook()
    const { app, page } = casebook
    expect(await page.evaluate(() => window.casebook.sessionState())).toMatchObject({ ok: true })
    await page.evaluate(() => {
      window.casebook.onLeaving(async () => {
        await new Promise((done) => setTimeout(done, 50))
        await window.casebook.shellCopyText({ text: 'drafts are saved' })
      })
    })
    const host = await hostOf(app)
    process.kill(host, 'SIGSTOP') // a backup that takes long
    try {
      const closed = app.waitForEvent('close', { timeout: 60_000 })
      await page.evaluate(() => void window.casebook.shellQuit())
      const notice = await app.waitForEvent('window')
      await expect.poll(() => notice.title()).toBe('检察司法救助办案台账')
      expect(decodeURIComponent(notice.url())).toContain('正在备份并退出，请稍候')
      expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('drafts are saved')
      process.kill(host, 'SIGCONT')
      await closed
    } catch (error) {
      process.kill(host, 'SIGKILL')
      throw error
    }
  })

  it('takes no operation that is not in the contract, and no path in place of a token', async () => {
    const casebook = await launchCasebook()
    const { page } = casebook
    const names = await page.evaluate(() => Object.keys(window.casebook))
    expect(names).toContain('sessionState')
    expect(names.filter((name) => /^(send|invoke|on|ipcRenderer|require)$/.test(name))).toEqual([])
    const restored = await page.evaluate(() => window.casebook.backupRestore({ from: { folder: '/etc' }, login: null, password: 'x', recoveryCode: null }))
    expect(restored).toMatchObject({ ok: false, error: { code: 'invalid' } })
    await casebook.close()
  })
})

/**
 * The product's own client and transport over Electron's utility process. The dispatcher is the tests', because an old runtime cannot load the
 * database driver; what it does then is tested with the product's own host.
 */
describe('host in a utility process', () => {
  let folder: string
  let app: ElectronApplication
  const running: ElectronApplication[] = []

  beforeAll(async () => {
    folder = temporaryFolder()
    const root = join(import.meta.dirname, '..')
    await build({
      configFile: false,
      logLevel: 'error',
      publicDir: false,
      build: {
        ssr: true,
        target: 'node18',
        outDir: folder,
        emptyOutDir: false,
        rollupOptions: {
          external: ['electron', 'better-sqlite3'],
          input: { main: join(root, 'e2e/utility.main.ts'), child: join(root, 'host/client.child.ts') },
          output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' },
        },
      },
    })
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'utility', version: '1.0.0', main: 'main.cjs' }))
  })

  const start = async (entry: string, version: string) => {
    const started = await startElectron([folder], { CASEBOOK_PROFILE: temporaryFolder(), CASEBOOK_TEST_ENTRY: entry, CASEBOOK_TEST_NAPI: version })
    running.push(started)
    return started
  }
  afterEach(async () => {
    for (const one of running.splice(0)) await one.evaluate(({ app: electron }) => electron.exit(0)).catch(() => undefined)
  })
  type Asked = { state: { state: string; message?: string }; states: string[]; answers: { ok: boolean; value?: { pid: number; input: unknown }; error?: { code: string; message: string } }[] }
  const ask = (...operations: string[]) =>
    app.evaluate((_electron, names) => (globalThis as unknown as { ask(names: string[]): Promise<Asked> }).ask(names), operations)

  it('starts, answers, is started again after a crash, and closes', async () => {
    app = await start(join(folder, 'child.cjs'), '10')
    const first = await ask('echo')
    expect(first.answers[0]).toMatchObject({ ok: true, value: { input: { bytes: expect.anything() } } })
    const crash = await ask('never', 'crash')
    expect(crash.answers).toMatchObject([{ error: { code: 'host-stopped' } }, { error: { code: 'host-stopped' } }])
    const after = await ask('echo')
    expect(after.answers[0]?.value?.pid).not.toBe(first.answers[0]?.value?.pid)
    expect(after.states).toEqual(['ready', 'restarting', 'ready'])
    process.kill(after.answers[0]?.value?.pid ?? 0, 'SIGTERM') // main decides when it ends
    expect((await ask('echo')).answers[0]?.value?.pid).toBe(after.answers[0]?.value?.pid)
    const thrown = await ask('throw')
    expect(thrown.answers).toMatchObject([{ error: { code: 'host-stopped' } }])
    expect((await ask('echo')).answers[0]).toMatchObject({ ok: true })
    expect(await app.evaluate(() => (globalThis as unknown as { closeHost(): Promise<boolean> }).closeHost())).toBe(true)
  })

  it.runIf(oldRuntime)('refuses the driver in words on an old runtime, and does not try again', async () => {
    app = await start(join(import.meta.dirname, '../../out/main/host.cjs'), '')
    const { answers, state, states } = await ask('sessionState')
    expect(answers).toMatchObject([{ ok: false, error: { code: 'unsupported', message: expect.stringContaining('运行环境版本太低') } }])
    expect(state.state).toBe('stopped')
    expect(states).toEqual(['stopped'])
  })
})
