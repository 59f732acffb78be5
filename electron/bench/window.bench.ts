/**
 * What the user waits for, measured in the real window: start, memory, sign-in, and a page of cases through every process.
 * Run by `npm run bench`, which finds the Electron runtime and a display. Prints one line per measure: name, value, limit.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fillManyCases, MANY } from '../../db/bench/manyCases.ts'
import { openTestCasebook, testOffice, testOfficer } from '../../db/operations/testCasebook.ts'
import { migrate } from '../../db/store/migrate.ts'
import { peekKey } from '../../db/vault/keyring.ts'
import { openVault } from '../../db/vault/vault.ts'
import { cleanUp, electronCommand, launchCasebook, temporaryFolder } from '../e2e/casebook.ts'

const root = resolve(import.meta.dirname, '../..')
const starts = 7

function print(name: string, value: number, unit: string, limit?: number): void {
  process.stdout.write(`${name}\t${value.toFixed(2)} ${unit}${limit === undefined ? '' : `\t上限 ${limit}${value > limit ? '\t超出' : ''}`}\n`)
}

/** Loaded before the program: tells when the page shows what it is waited for, painted. */
const probe = `const { app } = require('electron')
app.on('web-contents-created', (_event, contents) => contents.once('dom-ready', async () => {
  const look = '(' + process.env.CASEBOOK_BENCH_LOOK + ')()'
  await contents.executeJavaScript('new Promise((done) => { const look = () => ' + look + ' ? requestAnimationFrame(() => setTimeout(done)) : setTimeout(look, 2); look() })')
  console.log('READY')
}))`

interface Started {
  /** Milliseconds from starting the process. */
  ready: number
  /** Of all its processes, shared pages divided among those who share them; MB. */
  memory: number
}

/** All descendants of a process, by /proc. */
function family(pid: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      parents.set(Number(name), Number(/^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1]))
    } catch {
      // it ended meanwhile
    }
  }
  const found = [pid]
  for (const one of found) for (const [child, parent] of parents) if (parent === one) found.push(child)
  return found
}

function memoryOf(pid: number): number {
  let kilobytes = 0
  for (const one of family(pid)) {
    try {
      kilobytes += Number(/^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${one}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
    } catch {
      // it ended meanwhile
    }
  }
  return kilobytes / 1024
}

async function start(program: string, probeFile: string, look: string, folder: string): Promise<Started> {
  const { executablePath, args } = electronCommand([program])
  const env = { ...process.env, CASEBOOK_DATA: join(folder, 'data'), CASEBOOK_PROFILE: join(folder, 'profile'), CASEBOOK_BENCH_LOOK: look }
  const began = performance.now()
  const child = spawn(executablePath, ['-r', probeFile, ...args], { env, stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  await new Promise<void>((done, failed) => {
    child.once('exit', () => failed(new Error('the program ended before it showed its page')))
    child.stdout.on('data', (text) => String(text).includes('READY') && done())
  })
  const ready = performance.now() - began
  await new Promise((done) => setTimeout(done, 1_000)) // what the start left over settles
  const memory = memoryOf(child.pid ?? 0)
  child.kill('SIGKILL')
  await ended
  return { ready, memory }
}

const middle = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0

async function benchStart(folder: string): Promise<void> {
  const work = temporaryFolder()
  const probeFile = join(work, 'probe.cjs')
  writeFileSync(probeFile, probe)
  const empty = join(work, 'empty')
  mkdirSync(empty)
  writeFileSync(join(empty, 'package.json'), JSON.stringify({ name: 'empty', version: '1.0.0', main: 'main.cjs' }))
  writeFileSync(
    join(empty, 'main.cjs'),
    `const { app, BrowserWindow } = require('electron')
app.setPath('userData', process.env.CASEBOOK_PROFILE)
app.commandLine.appendSwitch('disable-gpu')
app.whenReady().then(() => new BrowserWindow({ width: 1366, height: 768 }).loadURL('data:text/html,empty'))`,
  )
  const ours: Started[] = []
  const bare: Started[] = []
  for (let run = 0; run < starts; run += 1) {
    bare.push(await start(empty, probeFile, '() => true', join(work, 'profile')))
    ours.push(await start(root, probeFile, '() => document.querySelector("input[type=password]") !== null', folder))
  }
  const fastest = (all: Started[]) => Math.min(...all.map(({ ready }) => ready))
  print('冷启动到登录页 / 空窗口', fastest(ours) / fastest(bare), '倍', 1.5)
  print('冷启动到登录页', fastest(ours), 'ms')
  print('空窗口', fastest(bare), 'ms')
  const [mine, its] = [ours, bare].map((all) => middle(all.map(({ memory }) => memory))) as [number, number]
  const note = process.env.CASEBOOK_HOST_NODE ? '（替代运行时，数据库在单独的 Node 中）' : ''
  print(`内存 / 空窗口${note}`, mine / its, '倍', 1.5)
  print('内存', mine, 'MB')
}

async function benchWindow(folder: string): Promise<void> {
  const { login, password } = testOfficer
  const derivation: number[] = []
  for (let run = 0; run < 3; run += 1) {
    const began = performance.now()
    await peekKey(join(folder, 'data'), { login, password })
    derivation.push(performance.now() - began)
  }
  const casebook = await launchCasebook({ folder })
  const times = await casebook.page.evaluate(
    async ({ credentials, runs }) => {
      const asked = { filter: {}, limit: 50 }
      const began = performance.now()
      const signedIn = await window.casebook.signIn(credentials)
      if (!signedIn.ok) throw new Error(signedIn.error.message)
      const first = await window.casebook.caseList(asked)
      if (!first.ok) throw new Error(first.error.message)
      const usable = performance.now() - began
      const lists: number[] = []
      for (let run = 0; run < runs; run += 1) {
        const start = performance.now()
        await window.casebook.caseList(asked)
        lists.push(performance.now() - start)
      }
      return { usable, lists, rows: first.value.rows.length }
    },
    { credentials: { login, password }, runs: 101 },
  )
  if (times.rows !== 50) throw new Error(`the list answered ${times.rows} rows`)
  print('登录到列表可用，除去密码运算', times.usable - Math.min(...derivation), 'ms', 1_000)
  print('列表一页经各进程来回（最快）', Math.min(...times.lists), 'ms', 16)
  print('列表一页经各进程来回（中位）', middle(times.lists), 'ms')
  await casebook.close()
}

try {
  const folder = temporaryFolder()
  const casebook = openTestCasebook(folder)
  await casebook.ok('setUp', { office: testOffice, officer: testOfficer })
  await casebook.close()
  await benchStart(folder)
  const { login, password } = testOfficer
  const vault = await openVault(join(folder, 'data'), { credentials: { login, password }, migrate, appVersion: '0.0.0' })
  fillManyCases(vault.db, Number(process.argv[2] ?? MANY))
  vault.close()
  await benchWindow(folder)
} finally {
  await cleanUp()
}
