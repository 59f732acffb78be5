/** Installs, uses, upgrades and removes the package on this machine, and looks into it; started by build/packageCheck.mjs. */
import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countyLedger, heading, goTo, setUp, settled, signIn } from '../../electron/e2e/hands.ts'
import type { Page } from 'playwright-core'
import { readConfig, readManifest } from './config.ts'
import { firstLoad, firstLoadLimit, missingFiles, packagedFiles, sizes, wrongFiles } from './contents.ts'
import { debName, installFolder } from './deb.ts'
import { compareVersions } from './elf.ts'
import { readFuses } from './fuses.ts'
import { dataOf, startInstalled, tryAsNode } from './installed.ts'
import type { InstalledWindow } from './installed.ts'
import { driverOf, makeLinux, megabytes } from './packages.ts'
import type { MadePackage } from './packages.ts'
import { runtimeAtHand } from './runtimeAtHand.ts'

/** The oldest system that the driver as it comes is meant for: Debian 12 has 2.36, its predecessor 2.31. */
const newestGlibc = '2.34'

const root = join(import.meta.dirname, '../..')
const runtime = runtimeAtHand()
const config = readConfig(root)
const name = debName(config, runtime.substitute)
const program = `/usr/bin/${config.executableName}`
const work = mkdtempSync(join(tmpdir(), 'casebook-package-'))
const home = join(work, 'home')
let passed = 0
let failed = 0
/** The window that a failed check would leave open. */
const running: { window?: InstalledWindow } = {}

function check(what: string, fine: boolean, detail = ''): void {
  if (fine) passed += 1
  else failed += 1
  console.log(`  ${fine ? '✓' : '✗'} ${what}${detail && (!fine || detail.length < 200) ? `: ${detail}` : ''}`)
}

function dpkg(...args: string[]): { ok: boolean; said: string } {
  const { status, stdout, stderr } = spawnSync('dpkg', args, { encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  return { ok: status === 0, said: `${stdout}${stderr}`.trim() }
}

/** Name and SHA-256 of every file below a folder. */
function hashes(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => `${path} ${createHash('sha256').update(readFileSync(join(folder, path))).digest('hex')}`)
    .join('\n')
}

async function opened(args: string[] = [], env: NodeJS.ProcessEnv = {}): Promise<InstalledWindow> {
  running.window = await startInstalled(program, home, args, env)
  return running.window
}

/** What the window showed when a check failed. */
async function picture(): Promise<void> {
  const path = join(tmpdir(), 'casebook-package-check.png')
  const shot = await running.window?.page.screenshot().catch(() => undefined)
  if (!shot) return
  writeFileSync(path, shot)
  console.log(`    the window at that moment: ${path}`)
}

async function importLedger(page: Page): Promise<void> {
  await goTo(page, '台账导入')
  const { x, y, width, height } = (await page.locator('.drop').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  const debug = await page.context().newCDPSession(page)
  const data = { items: [], files: [countyLedger], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await debug.send('Input.dispatchDragEvent', { type, x: x + width / 2, y: y + height / 2, data })
  await page.getByRole('region', { name: '试导入结果' }).waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: '确认导入', exact: true }).click()
  await page.getByRole('heading', { name: /^已导入/ }).waitFor({ timeout: 60_000 })
}

/** The headline of 2023, a year of the ledger, and the total of the list of cases. */
async function figures(page: Page): Promise<string> {
  await goTo(page, '报表', '年度统计表')
  const year = page.locator('.stepper-name')
  await year.waitFor()
  for (let tries = 0; !(await year.innerText()).startsWith('2023') && tries < 60; tries += 1) {
    await page.getByRole('button', { name: '上一年', exact: true }).click()
    await settled(page)
  }
  const headline = page.getByRole('list', { name: '总体情况' })
  await headline.waitFor()
  await settled(page)
  const report = (await headline.innerText()).replace(/\s+/g, ' ')
  await goTo(page, '案件')
  const total = page.getByRole('status').filter({ hasText: '合计' })
  await total.waitFor()
  await settled(page)
  return `${report} | ${(await total.innerText()).replace(/\s+/g, ' ')}`
}

async function versionShown(page: Page): Promise<string> {
  await page.evaluate(() => (location.hash = '/system/about'))
  await heading(page, '系统').waitFor()
  const line = page.getByText(/^版本 \d/)
  await line.waitFor()
  return (await line.innerText()).replace(/\s+/g, ' ')
}

async function contents(made: MadePackage): Promise<void> {
  console.log('\nWhat is in it')
  const files = packagedFiles(made.folder)
  const driver = `linux-${process.arch}.node`
  const wrong = wrongFiles(files, driver)
  const missing = missingFiles(files, driver)
  check('nothing that does not belong there', wrong.length === 0, wrong.join('; '))
  check('everything that belongs there', missing.length === 0, missing.join('; '))
  const fuses = await readFuses(join(made.folder, config.executableName), config)
  const off = Object.entries(config.electronFuses).filter(([fuse, wanted]) => !made.absentFuses.includes(fuse) && fuses[fuse] !== wanted)
  check('fuses as configured', off.length === 0, off.length > 0 ? off.map(([fuse]) => fuse).join(', ') : made.absentFuses.length > 0 ? `Electron ${runtime.version} does not have: ${made.absentFuses.join(', ')}` : '')
  check(`the driver needs glibc ${made.glibc}, not more than ${newestGlibc} (Debian 12 or later)`, compareVersions(made.glibc, newestGlibc) <= 0)
  const first = firstLoad(join(root, 'out/renderer'))
  check(`first scripts of the page: ${Math.round(first.gzip / 1000)} kB compressed in ${first.files} files, at most ${firstLoadLimit / 1000}`, first.gzip <= firstLoadLimit)
  for (const { name: part, bytes } of sizes(files)) console.log(`    ${(bytes / 1e6).toFixed(1).padStart(7)} MB  ${part}`)
  if (made.deb) console.log(`    ${megabytes(made.deb).padStart(10)}  the .deb`)
  if (!existsSync(driverOf(made.folder))) throw new Error('not reached')
}

async function useIt(older: MadePackage, newer: MadePackage): Promise<void> {
  console.log('\nInstalled, used, upgraded, removed')
  const install = dpkg('-i', older.deb ?? '')
  check(`dpkg -i ${older.version}`, install.ok, install.ok ? '' : `${install.said}\nMissing libraries come with: apt-get install -y ${older.deb}`)
  if (!install.ok) return
  check('the menu entry and its icon are there', existsSync(`/usr/share/applications/${config.executableName}.desktop`) && existsSync(`/usr/share/icons/hicolor/48x48/apps/${config.executableName}.png`))
  check('it does not serve as a Node (fuse)', tryAsNode(`${installFolder}/${config.executableName}`, home) === '')

  const first = await opened(['--inspect=0'], { NODE_OPTIONS: '--no-such-option-of-node' })
  check('it opens a window, whatever NODE_OPTIONS says, and lets no debugger in (fuses)', !first.said().includes('Debugger listening'))
  await setUp(first.page)
  await importLedger(first.page)
  const before = await figures(first.page)
  check('a casebook is set up, the ledger imported, the report read', /\d/.test(before), before)
  check('it says its version', (await versionShown(first.page)).includes(older.version))
  const upgrading = dpkg('-i', newer.deb ?? '')
  check('an upgrade is refused while it runs', !upgrading.ok && upgrading.said.includes('请先退出程序'))
  const removing = dpkg('-r', name)
  check('so is removing it', !removing.ok && removing.said.includes('请先退出程序'))
  check('it can be left after that', (await first.leave()) === 0)
  delete running.window

  const kept = hashes(dataOf(home))
  check('leaving has made a backup', kept.includes('backups/'))
  const upgrade = dpkg('-i', newer.deb ?? '')
  check(`dpkg -i ${newer.version} over it`, upgrade.ok, upgrade.ok ? '' : upgrade.said)
  check('the data folder is untouched', hashes(dataOf(home)) === kept)
  const second = await opened()
  await signIn(second.page)
  const after = await figures(second.page)
  check('the same figures after signing in', after === before, after === before ? '' : `${before}\n      ${after}`)
  check('it says its new version', (await versionShown(second.page)).includes(newer.version))
  await second.leave()
  delete running.window

  const left = hashes(dataOf(home))
  const removed = dpkg('-r', name)
  check('dpkg -r', removed.ok, removed.ok ? '' : removed.said)
  check('the program is gone', !existsSync(installFolder) && !existsSync(program) && !existsSync(`/usr/share/applications/${config.executableName}.desktop`))
  check('dpkg -P', dpkg('-P', name).ok)
  check('the data are still there, every byte', hashes(dataOf(home)) === left)
}

try {
  mkdirSync(home, { recursive: true })
  const { version } = readManifest(root)
  console.log('Making the package, and one of a lower version to upgrade from ...')
  const older = await makeLinux({ root, arch: process.arch === 'arm64' ? 'arm64' : 'x64', runtime, version: '0.0.1', output: join(work, 'older') })
  const newer = await makeLinux({ root, arch: process.arch === 'arm64' ? 'arm64' : 'x64', runtime, version })
  await contents(newer)
  await useIt(older, newer)
} catch (thrown) {
  failed += 1
  console.log(`  ✗ ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`)
  await picture()
} finally {
  running.window?.kill()
  dpkg('-P', name)
  rmSync(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
