/** The installed program in a real window, driven from outside: its fuses let no debugger in, so the page is reached as any Chromium's is. */
import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { chromium } from 'playwright-core'
import type { Page } from 'playwright-core'

export interface InstalledWindow {
  page: Page
  /** Everything the program wrote to its standard error. */
  said(): string
  /** Leaves the program as a user does. @returns its exit code */
  leave(): Promise<number | null>
  /** For a check that failed. */
  kill(): void
}

/** A user of his own, so that the check finds and leaves no casebook of whoever runs it. */
export function userEnvironment(home: string): NodeJS.ProcessEnv {
  const { CASEBOOK_HOST_NODE: _node, CASEBOOK_DATA: _data, CASEBOOK_PROFILE: _profile, XDG_CONFIG_HOME: _config, ...rest } = process.env
  return { ...rest, HOME: home, CASEBOOK_PAPERS: join(home, 'papers') }
}

/** Where the program keeps a user's casebook. */
export const dataOf = (home: string): string => join(home, '.config/Casebook/data')

const startLimit = 60_000

function ended(child: ChildProcess): Promise<number | null> {
  return child.exitCode !== null ? Promise.resolve(child.exitCode) : new Promise((done) => child.once('exit', done))
}

/** Starts what the menu starts. Root, under whom the check must run, gets no sandbox from Chromium. */
export async function startInstalled(program: string, home: string, args: string[] = [], env: NodeJS.ProcessEnv = {}): Promise<InstalledWindow> {
  const child = spawn(program, ['--no-sandbox', '--remote-debugging-port=0', ...args], { env: { ...userEnvironment(home), ...env }, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (text: Buffer) => (said += text.toString()))
  const kill = (): void => void child.kill('SIGKILL')
  try {
    for (const limit = Date.now() + startLimit; ; await wait(100)) {
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (address) {
        // Electron knows nothing of the defaults that Playwright would set.
        const browser = await chromium.connectOverCDP(address, { noDefaults: true })
        const page = browser.contexts().flatMap((context) => context.pages()).find((one) => one.url().startsWith('app://'))
        if (page) {
          const leave = async (): Promise<number | null> => {
            await page.evaluate(() => void window.casebook.shellQuit())
            const gone = await Promise.race([ended(child), wait(startLimit, 'late' as const)])
            if (gone === 'late') throw new Error('the program did not end within a minute')
            return gone
          }
          return { page, said: () => said, leave, kill }
        }
        await browser.close()
      }
      if (child.exitCode !== null) throw new Error(`the program ended with code ${child.exitCode}:\n${said}`)
      if (Date.now() > limit) throw new Error(`the program showed no page within a minute:\n${said}`)
    }
  } catch (thrown) {
    kill()
    throw thrown
  }
}

/** What an attempt to use the program as a Node, with the environment or the options that the fuses turn off, wrote to its output. */
export function tryAsNode(program: string, home: string): string {
  const mark = 'casebook-runs-as-node'
  const tried = spawnSync(program, ['--no-sandbox', '-e', `console.log('${mark}')`], {
    env: { ...userEnvironment(home), ELECTRON_RUN_AS_NODE: '1', DISPLAY: '' },
    encoding: 'utf8',
    timeout: 15_000,
    killSignal: 'SIGKILL',
  })
  return tried.stdout.includes(mark) ? mark : ''
}
