/** Builds the driver in a copy, measures what it needs, and only then puts it in the place of the ready-made one; started by build/driver-old-glibc.mjs. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compareVersions, neededGlibc } from './elf.ts'

/** The C library of UOS 20 and Kylin V10. */
const oldest = '2.28'

const modules = join(import.meta.dirname, '../../node_modules')
const driver = join(modules, 'better-sqlite3')
const place = join(driver, 'prebuilds', `linux-${process.arch}.node`)

function give(message: string): never {
  console.error(message)
  process.exit(1)
}

if (process.platform !== 'linux') give('this builds the driver for Linux: run it there')
const compiler = Number(spawnSync(process.env.CXX ?? 'g++', ['-dumpversion'], { encoding: 'utf8' }).stdout?.split('.')[0] ?? 0)
if (!(compiler >= 10)) give('the driver is C++20: install g++ 10 or later, or name one in CXX')

const work = mkdtempSync(join(tmpdir(), 'casebook-driver-'))
try {
  const copy = join(work, 'driver')
  cpSync(driver, copy, { recursive: true, filter: (path) => !path.includes('/prebuilds') })
  mkdirSync(join(copy, 'node_modules'), { recursive: true })
  symlinkSync(join(modules, 'node-addon-api'), join(copy, 'node_modules/node-addon-api'))
  // The system's C++ runtime is as old as its C library: ours travels inside.
  const env = { ...process.env, LDFLAGS: `${process.env.LDFLAGS ?? ''} -static-libstdc++ -static-libgcc` }
  const args = [join(modules, 'node-gyp/bin/node-gyp.js'), 'rebuild', '--release', '--force_build=1', ...process.argv.slice(2)]
  const built = join(copy, 'build/Release/better_sqlite3.node')
  const made = spawnSync(process.execPath, args, { cwd: copy, env, stdio: 'inherit' })
  if (made.status !== 0 || !existsSync(built)) give('the driver did not build, see above; the ready-made one is untouched')
  const needed = neededGlibc(readFileSync(built)) ?? '0'
  console.log(`the driver built here needs glibc ${needed}; the ready-made one ${neededGlibc(readFileSync(place))}`)
  if (compareVersions(needed, oldest) > 0) give(`that is more than ${oldest}: build it on a system whose own C library is ${oldest}. The ready-made one is untouched`)
  copyFileSync(built, place)
  console.log(`${place} is replaced. npm ci brings the ready-made one back`)
} finally {
  rmSync(work, { recursive: true, force: true })
}
