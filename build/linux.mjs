/** What Electron needs from a Linux system: shared libraries, a Chinese font, a working sandbox, a display. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

const PACKAGES = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libnotify4', 'libxss1', 'libxtst6', 'fonts-noto-cjk']
const TEST_PACKAGES = ['xvfb', 'xauth']
/** Debian 13 and Ubuntu 24.04 renamed these for 64-bit time. */
const RENAMED = { 'libgtk-3-0': 'libgtk-3-0t64', libasound2: 'libasound2t64' }

function output(command, args) {
  const result = spawnSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  return result.status === 0 ? result.stdout : null
}

function onPath(program) {
  return (process.env.PATH ?? '').split(':').concat('/usr/bin', '/usr/local/bin').some((folder) => folder && existsSync(join(folder, program)))
}

function missing(electron, tests) {
  const lacks = []
  const linked = output('ldd', [electron])
  if (linked?.includes('not found')) lacks.push('libraries')
  const fonts = output('fc-list', [':lang=zh-cn', 'family'])
  if (fonts === null || fonts.trim() === '') lacks.push('Chinese font')
  if (tests && !process.env.DISPLAY && !onPath('Xvfb')) lacks.push('virtual display')
  return lacks
}

function packageNames(tests) {
  const names = [...PACKAGES, ...(tests ? TEST_PACKAGES : [])]
  const renamed = output('apt-cache', ['policy', 'libasound2t64'])?.includes('Candidate: ') && !output('apt-cache', ['policy', 'libasound2t64'])?.includes('(none)')
  return renamed ? names.map((name) => RENAMED[name] ?? name) : names
}

function install(tests, say) {
  const apt = (args) =>
    spawnSync('apt-get', ['-q', '-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=20', ...args], {
      stdio: ['ignore', 'ignore', 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      timeout: 15 * 60_000,
    })
  say('installing system libraries (apt-get) ...')
  apt(['update'])
  return apt(['install', '-y', '--no-install-recommends', ...packageNames(tests)]).status === 0
}

/** Chromium's sandbox needs user namespaces, or its helper owned by root. As root itself it cannot run at all. */
function checkSandbox(electron, SetupError) {
  if (process.getuid?.() === 0) return
  const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8').trim() : null)
  const restricted = read('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1' || read('/proc/sys/kernel/unprivileged_userns_clone') === '0'
  if (!restricted) return
  const helper = join(dirname(electron), 'chrome-sandbox')
  const info = existsSync(helper) ? statSync(helper) : null
  if (info && info.uid === 0 && (info.mode & 0o4000) !== 0) return
  throw new SetupError(`this system does not let Electron build its sandbox. Run once, then try again:\n  sudo chown root '${helper}' && sudo chmod 4755 '${helper}'`)
}

/** @throws SetupError with the one command to run, where the system lacks something we may not install ourselves */
export function prepareLinux({ electron, tests, say, SetupError }) {
  let lacks = missing(electron, tests)
  if (lacks.length > 0) {
    const debian = onPath('apt-get')
    const asRoot = process.getuid?.() === 0
    if (debian && asRoot && install(tests, say)) lacks = missing(electron, tests)
    if (lacks.length > 0) {
      const command = debian
        ? `${asRoot ? '' : 'sudo '}apt-get install -y --no-install-recommends ${packageNames(tests).join(' ')}`
        : `(with your package manager) the counterparts of: ${packageNames(tests).join(' ')}`
      throw new SetupError(`the system lacks: ${lacks.join(', ')}. Run once, then try again. 系统缺少运行所需的组件，请先执行：\n  ${command}`)
    }
  }
  checkSandbox(electron, SetupError)
}

export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/**
 * Starts a virtual display on a number the server finds free by itself.
 * @returns {Promise<{ display: string, stop: () => void }>}
 */
export function startVirtualDisplay(SetupError) {
  return new Promise((done, failed) => {
    const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp', '-noreset'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
    const stop = () => server.kill()
    const giveUp = setTimeout(() => {
      stop()
      failed(new SetupError('the virtual display (Xvfb) did not start within 20 seconds'))
    }, 20_000)
    process.once('exit', stop)
    server.once('error', (error) => failed(new SetupError(`the virtual display (Xvfb) did not start: ${error.message}`)))
    server.once('exit', () => failed(new SetupError('the virtual display (Xvfb) stopped by itself')))
    let written = ''
    server.stdio[3].on('data', (part) => {
      written += part
      // The number and the line end come apart; closing the pipe between them would end the server.
      if (!written.endsWith('\n')) return
      clearTimeout(giveUp)
      server.stdio[3].destroy()
      server.unref()
      done({ display: `:${written.trim()}`, stop })
    })
  })
}
