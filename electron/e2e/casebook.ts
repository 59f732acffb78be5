import { spawn } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, errors } from 'playwright-core'
import type { ElectronApplication, Page } from 'playwright-core'

const root = resolve(import.meta.dirname, '../..')

/** A casebook in a window of its own, with folders of its own. */
export interface RunningCasebook {
  app: ElectronApplication
  page: Page
  dataFolder: string
  profile: string
  /** Errors the page wrote to its console or threw: none is ever in order. */
  complaints: string[]
  /** Gives the page this room, in pixels of the screen. */
  resize(width: number, height: number): Promise<void>
  /** Pictures go to a folder outside the tree, named by $CASEBOOK_SCREENSHOTS where they are wanted afterwards. @returns the file */
  screenshot(name: string): Promise<string>
  /** Leaves the program as a user does, with its backup. */
  close(): Promise<void>
}

export interface LaunchOptions {
  /** Kept after the test by whoever made it; without one, a new folder is made and removed by `cleanUp`. */
  folder?: string
  env?: Record<string, string>
}

/** Milliseconds that a start may take, first, second and third try; it takes one to five seconds. */
const startLimits = [15_000, 30_000, 60_000]
const made: string[] = []
const running = new Set<ElectronApplication>()

/** A new folder for one test, removed by `cleanUp`. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'casebook-e2e-'))
  made.push(folder)
  return folder
}

/** Starts the built application. Its `data` and `profile` lie in `folder`. */
export async function launchCasebook({ folder = temporaryFolder(), env = {} }: LaunchOptions = {}): Promise<RunningCasebook> {
  const dataFolder = join(folder, 'data')
  const profile = join(folder, 'profile')
  mkdirSync(profile, { recursive: true })
  const { app, page, complaints } = await openWindow({ ...env, CASEBOOK_DATA: dataFolder, CASEBOOK_PROFILE: profile })
  recordWindow()
  return {
    app,
    page,
    dataFolder,
    profile,
    complaints,
    async resize(width, height) {
      await app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height), { width, height })
      await page.waitForFunction((wanted) => Math.abs(innerWidth * devicePixelRatio - wanted) < 4, width, { polling: 50 })
    },
    async screenshot(name) {
      const pictures = process.env.CASEBOOK_SCREENSHOTS ?? temporaryFolder()
      mkdirSync(pictures, { recursive: true })
      const path = join(pictures, `${name}.png`)
      // What the window really shows, whatever the text scale.
      const picture = await app.evaluate(async ({ BrowserWindow }) => (await BrowserWindow.getAllWindows()[0]?.webContents.capturePage())?.toPNG().toString('base64') ?? '')
      writeFileSync(path, Buffer.from(picture, 'base64'))
      return path
    },
    async close() {
      const closed = app.waitForEvent('close', { timeout: 90_000 })
      // Not awaited: the answer may not come back before the program is gone.
      void app.evaluate(({ app: electron }) => electron.quit()).catch(() => undefined)
      await closed
    },
  }
}

/** Starts the application a second time beside a running one, and waits for it to end. @returns its exit code */
export function startAgain(folder: string): Promise<number | null> {
  const { executablePath, args } = electronCommand([root])
  const env = { ...process.env, ...ownDisplay(), CASEBOOK_DATA: join(folder, 'data'), CASEBOOK_PROFILE: join(folder, 'profile') }
  return new Promise((done, failed) => {
    spawn(executablePath, args, { env, stdio: 'ignore' }).once('error', failed).once('exit', done)
  })
}

/** How to start Electron here, with these arguments. */
export function electronCommand(args: string[]): { executablePath: string; args: string[] } {
  const executablePath = process.env.ELECTRON_EXEC_PATH
  if (!executablePath) throw new Error('start the window tests with npm run test:e2e, which finds the Electron runtime and a display')
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0
  return { executablePath, args: [...(asRoot ? ['--no-sandbox'] : []), ...args] }
}

/**
 * On a busy machine Playwright now and then misses the first words of an Electron that starts (about one start in thirty), and waits for ever beside
 * a window that works. Such a start is given up and made again; what the casebook itself does wrong is wrong the next time too.
 */
async function openWindow(env: Record<string, string>): Promise<{ app: ElectronApplication; page: Page; complaints: string[] }> {
  for (const limit of startLimits) {
    try {
      return await openPage(await startElectron([root], env, limit), limit)
    } catch (thrown) {
      if (!(thrown instanceof errors.TimeoutError) || limit === startLimits.at(-1)) throw thrown
      console.warn(`Playwright did not find its way into the window within ${limit / 1000} s; starting once more`)
    }
  }
  throw new Error('not reached')
}

/** Waits until the window shows our page. Closes the program when that does not come about. */
async function openPage(app: ElectronApplication, limit: number): Promise<{ app: ElectronApplication; page: Page; complaints: string[] }> {
  try {
    const page = await app.firstWindow({ timeout: limit })
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    // Asked of the page itself: the event may have passed before Playwright listened.
    await page.waitForFunction(() => document.readyState === 'complete' && location.protocol === 'app:', undefined, { polling: 50, timeout: limit })
    const shown = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() === true)
    while (!(await shown())) await new Promise((done) => setTimeout(done, 20))
    return { app, page, complaints }
  } catch (thrown) {
    const gone = app.waitForEvent('close')
    app.process().kill('SIGKILL')
    await gone
    throw thrown
  }
}

/** The display of the worker this file runs in; outside `npm test` the one there is. */
function ownDisplay(): { DISPLAY?: string } {
  const displays = process.env.CASEBOOK_DISPLAYS?.split(' ') ?? []
  const display = displays[(Number(process.env.VITEST_POOL_ID ?? 1) - 1) % displays.length]
  return display ? { DISPLAY: display } : {}
}

/** Starts Electron with a program of its own, for tests of parts. */
export async function startElectron(args: string[], env: Record<string, string> = {}, limit = 60_000): Promise<ElectronApplication> {
  const inherited = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined))
  const app = await _electron.launch({ ...electronCommand(args), env: { ...inherited, ...ownDisplay(), ...env }, timeout: limit })
  running.add(app)
  app.once('close', () => running.delete(app))
  return app
}

/** The summary of `npm test` fails when no window was ever opened. */
function recordWindow(): void {
  if (process.env.CASEBOOK_WINDOWS_SEEN) appendFileSync(process.env.CASEBOOK_WINDOWS_SEEN, 'window\n')
}

/** For afterEach or afterAll: ends what a failed test left running, and removes the folders. */
export async function cleanUp(): Promise<void> {
  for (const app of running) app.process().kill('SIGKILL')
  running.clear()
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}
