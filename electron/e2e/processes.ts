import { execFileSync } from 'node:child_process'
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

/** Every process that this program started, itself not included. */
function descendants(app: ElectronApplication): Process[] {
  const running = all()
  const found: Process[] = []
  for (let parents = [app.process().pid ?? 0]; parents.length > 0; ) {
    const children = running.filter(({ parent }) => parents.includes(parent))
    found.push(...children)
    parents = children.map(({ pid }) => pid)
  }
  return found
}

/** The process that owns the database: the forked Node, or Electron's utility process. */
export async function hostOf(app: ElectronApplication): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const host = descendants(app).find(({ command }) => command.includes('host.cjs') || command.includes('--utility-sub-type=node.mojom.NodeService'))
    if (host) return host.pid
    await wait(100)
  }
  throw new Error('no host process is running')
}
