/**
 * Makes a fresh clone ready to run: packages, the Electron runtime, the system's libraries and a display. Node built-ins only, because it
 * runs before node_modules exists, and on Node 20. Quiet and quick when there is nothing to do, and offline after the first run.
 *
 *   node build/setup.mjs            for opening the window
 *   node build/setup.mjs --tests    also a virtual display for the tests
 *   node build/setup.mjs --electron tries Electron's own download again where the substitute is in use
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { prepareLinux } from './linux.mjs'
import { prepareRuntime } from './runtime.mjs'

export const root = resolve(fileURLToPath(new URL('..', import.meta.url)))

/** Something the reader has to do; shown without a stack. */
export class SetupError extends Error {}

export function say(message) {
  console.error(`setup: ${message}`)
}

function lockHash() {
  const hash = createHash('sha256')
  hash.update(readFileSync(join(root, 'package-lock.json')))
  // Packages with binaries belong to one platform; a tree copied from another machine must be installed anew.
  return hash.update(`${process.platform}-${process.arch}`).digest('hex')
}

/** npm as it was started, or the one on the PATH. Never the Node inside node_modules: npm is about to replace it. */
export function npm(args, options = {}) {
  const script = process.env.npm_execpath
  const node = process.env.npm_node_execpath
  if (script && node && existsSync(script) && existsSync(node) && !node.startsWith(join(root, 'node_modules'))) {
    return spawnSync(node, [script, ...args], { cwd: root, ...options })
  }
  const windows = process.platform === 'win32'
  return spawnSync(windows ? 'npm.cmd' : 'npm', args, { cwd: root, shell: windows, ...options })
}

function installPackages() {
  const stamp = join(root, 'node_modules', '.casebook-installed')
  const wanted = lockHash()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  if (process.platform === 'win32' && process.execPath.startsWith(join(root, 'node_modules'))) {
    throw new SetupError('packages changed: close this and run "npm ci" once, then try again')
  }
  say('installing packages (npm ci), about a minute the first time ...')
  const result = npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: ['ignore', 2, 2] })
  if (result.status !== 0) {
    throw new SetupError('npm ci failed, see above. It needs the package registry once; afterwards everything runs offline. 安装依赖失败，首次运行需要能访问软件包仓库。')
  }
  writeFileSync(stamp, wanted)
}

/** Node ≥ 22.14 for TypeScript without a build step and for the database driver: the one in node_modules, else our own. */
export function projectNode() {
  const own = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(own)) return own
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 14)) return process.execPath
  throw new SetupError('the packages did not bring Node 24 for this platform; run with Node 22.14 or later. 请使用 Node 22.14 或更高版本。')
}

/**
 * @param {{ tests?: boolean, window?: boolean, retryElectron?: boolean }} options
 * @returns {Promise<{ node: string, electron: string, fallback: boolean, env: Record<string, string> }>} `env`: what to add to the
 *   environment of whatever starts or tests the application
 * @throws SetupError with what the reader has to do
 */
export async function setup({ tests = false, window = true, retryElectron = false } = {}) {
  const major = Number(process.versions.node.split('.')[0])
  if (major < 20) throw new SetupError(`Node 20 or later is needed, this is ${process.versions.node}. 需要 Node 20 或更高版本。`)
  installPackages()
  const node = projectNode()
  const env = { PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(process.platform === 'win32' ? ';' : ':') }
  if (!window) return { node, electron: '', fallback: false, env }
  const runtime = await prepareRuntime({ root, node, npm, say, retry: retryElectron, SetupError })
  if (process.platform === 'linux') prepareLinux({ electron: runtime.path, tests, say, SetupError })
  env.ELECTRON_EXEC_PATH = runtime.path
  if (runtime.fallback) {
    env.ELECTRON_OVERRIDE_DIST_PATH = runtime.folder
    // The old runtime cannot load the database driver: its host runs in this Node instead.
    env.CASEBOOK_HOST_NODE = node
  }
  return { node, electron: runtime.path, fallback: runtime.fallback, env }
}

/** Runs `work`; a SetupError becomes one line and exit code 1 instead of a stack. */
export async function orExplain(work) {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    console.error(`\n${error.message}\n`)
    process.exit(1)
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  await orExplain(() => setup({ tests: process.argv.includes('--tests'), retryElectron: process.argv.includes('--electron') }))
}
