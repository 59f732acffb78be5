/** Makes what this machine can make, and says in plain words what it cannot; started by build/package.mjs. */
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { readConfig } from './config.ts'
import { canMakeDeb } from './deb.ts'
import { makeLinux, makeWindows, megabytes } from './packages.ts'
import { runtimeAtHand } from './runtimeAtHand.ts'

const root = join(import.meta.dirname, '../..')
const runtime = runtimeAtHand()
const made: string[] = []
const notMade: string[] = []
let broken = false

const short = (path: string): string => relative(root, path)
const reason = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown)).split('\n')[0] ?? ''

async function linux(arch: 'x64' | 'arm64', own: boolean): Promise<void> {
  try {
    const { folder, deb, glibc, absentFuses } = await makeLinux({ root, arch, runtime: own ? runtime : null })
    made.push(`${short(folder)}: the program as it is installed (needs glibc ${glibc})`)
    if (deb) made.push(`${short(deb)}: ${megabytes(deb)}${runtime.substitute ? ', TEST PACKAGE on a substitute Electron, never for an office' : ''}`)
    if (absentFuses.length > 0) notMade.push(`fuses that Electron ${runtime.version} does not have: ${absentFuses.join(', ')}`)
  } catch (thrown) {
    notMade.push(`Linux ${arch}: ${reason(thrown)}`)
    broken ||= own
  }
}

async function windows(own: boolean): Promise<void> {
  try {
    for (const file of await makeWindows({ root, runtime: own ? runtime : null })) made.push(`${short(file)}: ${megabytes(file)}`)
  } catch (thrown) {
    notMade.push(`Windows installer: ${reason(thrown)}`)
    broken ||= own
  }
}

const config = readConfig(root)
const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')) as { version: string }
for (const arch of config.linux.target.flatMap((target) => target.arch)) {
  const own = process.platform === 'linux' && process.arch === arch
  if (!own && runtime.substitute) notMade.push(`Linux ${arch}: needs Electron ${version} for ${arch}, whose download this machine cannot reach`)
  else await linux(arch, own)
}
if (runtime.substitute) notMade.push(`Windows installer: needs Electron ${version} for Windows and the installer's tools, whose downloads this machine cannot reach`)
else await windows(process.platform === 'win32')
if (!canMakeDeb()) notMade.push('.deb: needs dpkg-deb, which comes with Debian, UOS and Kylin')
if (runtime.substitute) notMade.push(`the real package for this machine: needs Electron ${version} (node build/setup.mjs --electron tries its download again)`)

console.log(`\nMade:\n${made.map((line) => `  ${line}`).join('\n') || '  nothing'}`)
if (notMade.length > 0) console.log(`\nNot made here:\n${notMade.map((line) => `  ${line}`).join('\n')}`)
process.exitCode = broken || made.length === 0 ? 1 : 0
