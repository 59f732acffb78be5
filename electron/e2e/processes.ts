import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { ElectronApplication } from 'playwright-core'

interface Process {
  pid: number
  parent: number
  command: string
}

function all(): Process[] {
  const lines = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,args='], { encoding: 'utf8', maxBuffer: 16_000_000 }).split('\n')
  return lines.flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    return pid && parent && command !== undefined ? [{ pid: Number(pid), parent: Number(parent), command }] : []
  })
}

/** Every process that came from this one, itself not included. */
function descendants(ancestor: number): Process[] {
  const running = all()
  const found: Process[] = []
  for (let parents = [ancestor]; parents.length > 0; ) {
    const children = running.filter(({ parent }) => parents.includes(parent))
    found.push(...children)
    parents = children.map(({ pid }) => pid)
  }
  return found
}

/** The process that owns the database: the forked Node, or Electron's utility process. */
export async function hostOf(app: ElectronApplication): Promise<number> {
  const program = app.process().pid ?? 0
  for (let tries = 0; tries < 100; tries += 1) {
    const host = descendants(program).find(({ command }) => command.includes('host.cjs') || command.includes('--utility-sub-type=node.mojom.NodeService'))
    if (host) return host.pid
    await wait(100)
  }
  throw new Error('no host process is running')
}

/**
 * Files that the program, given by its process id, or a process it started holds open although nobody can find them by name any more, with their content.
 * Shared memory is memory, not disk. Linux only; elsewhere an unlinked file cannot be open or cannot be reached.
 */
export function unlinkedFiles(program: number): { name: string; bytes: Buffer }[] {
  if (process.platform !== 'linux') return []
  const found: { name: string; bytes: Buffer }[] = []
  for (const pid of [program, ...descendants(program).map((one) => one.pid)]) {
    const folder = `/proc/${pid}/fd`
    try {
      for (const number of readdirSync(folder)) {
        const name = readlinkSync(`${folder}/${number}`)
        if (!name.endsWith(' (deleted)') || name.startsWith('/dev/shm/') || name.startsWith('/memfd:')) continue
        if (statSync(`${folder}/${number}`).isFile()) found.push({ name: `${pid} ${name}`, bytes: readFileSync(`${folder}/${number}`) })
      }
    } catch {
      // It ended while it was being looked at.
    }
  }
  return found
}

/** Ends the process that draws the page, as a fault in it would. */
export async function crashPage(app: ElectronApplication): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((done) => {
        const contents = BrowserWindow.getAllWindows().find((window) => window.webContents.getURL().startsWith('app://casebook/'))?.webContents
        contents?.once('render-process-gone', () => done())
        contents?.forcefullyCrashRenderer()
      }),
  )
}

/** What the window shows, asked of the window itself: Playwright knows no more of a page that has crashed. Empty while there is no page. */
export function shownText(app: ElectronApplication): Promise<string> {
  return app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows().find((window) => window.webContents.getURL().startsWith('app://casebook/'))?.webContents
    if (!contents || contents.isCrashed() || contents.isLoading()) return ''
    return (await contents.executeJavaScript('document.body.innerText')) as string
  })
}
