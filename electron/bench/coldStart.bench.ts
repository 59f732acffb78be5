import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Measured } from '../../db/bench/measured.ts'
import { median } from '../../db/bench/measured.ts'
import { cleanUp, electronCommand, temporaryFolder } from '../e2e/casebook.ts'
import { makeCasebook } from './casebookFolder.ts'

/** Asks the page for the moment, in wall-clock milliseconds, when its largest piece was painted; null while nothing is painted or the wanted element is missing. */
const paintedAt = (selector: string) => `new Promise((done) => {
  if (!document.querySelector(${JSON.stringify(selector)})) return done(null)
  new PerformanceObserver((list) => done(performance.timeOrigin + list.getEntries().at(-1).startTime)).observe({ type: 'largest-contentful-paint', buffered: true })
  setTimeout(() => done(null), 500)
})`

async function evaluate(address: string, expression: string): Promise<unknown> {
  const socket = new WebSocket(address)
  try {
    await new Promise((opened, failed) => {
      socket.onopen = opened
      socket.onerror = failed
    })
    const answer = new Promise<MessageEvent>((received) => {
      socket.onmessage = received
    })
    socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression, awaitPromise: true, returnByValue: true } }))
    return (JSON.parse(String((await answer).data)) as { result?: { result?: { value?: unknown } } }).result?.result?.value
  } finally {
    socket.close()
  }
}

/** Proportional memory of a process and everything it started, in MB. Linux only. */
function memoryOf(root: number): number {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      parents.set(Number(name), Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1] ?? 0))
    } catch {
      // It ended meanwhile.
    }
  }
  const family = new Set([root])
  for (let before = 0; before !== family.size; ) {
    before = family.size
    for (const [pid, parent] of parents) if (family.has(parent)) family.add(pid)
  }
  return [...family].reduce((sum, pid) => sum + Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0), 0) / 1024
}

/** Starts Electron without any test driver. @returns milliseconds from the start of the process to the painted page, and memory in MB two seconds later */
async function start(program: string, selector: string, env: Record<string, string>): Promise<{ ms: number; mb: number }> {
  const { executablePath, args } = electronCommand(['--remote-debugging-port=0', program])
  const began = Date.now()
  const child = spawn(executablePath, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] })
  let port: string | undefined
  child.stderr.on('data', (text: Buffer) => (port ??= /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(text.toString())?.[1]))
  try {
    for (const limit = began + 60_000; Date.now() < limit; await wait(100)) {
      if (!port) continue
      const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as { type: string; webSocketDebuggerUrl: string }[]
      const page = targets.find((target) => target.type === 'page')
      const at = page && (await evaluate(page.webSocketDebuggerUrl, paintedAt(selector)))
      if (typeof at !== 'number') continue
      await wait(2000)
      return { ms: at - began, mb: memoryOf(child.pid ?? 0) }
    }
    throw new Error(`${program} showed nothing within a minute`)
  } finally {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
}

/** Cold start to the sign-in page beside an empty window of the same runtime; they take turns. */
export async function benchColdStart(runs = 5): Promise<Measured[]> {
  const folder = temporaryFolder()
  await makeCasebook(join(folder, 'data'), 0)
  const ours: { ms: number; mb: number }[] = []
  const empty: { ms: number; mb: number }[] = []
  try {
    for (let run = 0; run <= runs; run += 1) {
      const env = { CASEBOOK_DATA: join(folder, 'data'), CASEBOOK_PROFILE: join(folder, `profile-${run}`) }
      const casebook = await start(resolve(import.meta.dirname, '../..'), 'input[type=password]', env)
      const other = await start(resolve(import.meta.dirname, 'empty'), 'h1', {})
      // The first turn only fills the disk cache.
      if (run > 0) ours.push(casebook)
      if (run > 0) empty.push(other)
    }
  } finally {
    await cleanUp()
  }
  const ms = (list: { ms: number }[]) => median(list.map((one) => one.ms))
  const mb = (list: { mb: number }[]) => median(list.map((one) => one.mb))
  return [
    { name: '冷启动到登录页 / 空窗口', value: ms(ours) / ms(empty), unit: '倍', limit: 1.3 },
    { name: '冷启动到登录页', value: ms(ours), unit: 'ms' },
    { name: '内存 / 空窗口', value: mb(ours) / mb(empty), unit: '倍', limit: 1.5 },
    { name: '内存', value: mb(ours), unit: 'MB' },
  ]
}
