/** Bundles main, host, worker, preload and renderer into out/, when a source has changed since the last time. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { orExplain, root, setup, SetupError } from './setup.mjs'

const SOURCES = ['db', 'electron', 'renderer', 'build', 'package.json', 'package-lock.json']

/** Changes with the name, size or time of any source file; 400 files take about 10 ms. */
function fingerprint() {
  const hash = createHash('sha256')
  const visit = (path) => {
    const info = statSync(path)
    if (info.isDirectory()) return readdirSync(path).sort().forEach((name) => visit(join(path, name)))
    hash.update(`${path}\0${info.size}\0${info.mtimeMs}\n`)
  }
  for (const name of SOURCES) if (existsSync(join(root, name))) visit(join(root, name))
  return hash.digest('hex')
}

/** @throws SetupError when the sources do not build; the bundler has said why */
export function build({ node, env, force = false, SetupError }) {
  const stamp = join(root, 'out', 'fingerprint')
  const now = fingerprint()
  if (!force && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return false
  const args = [join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build', '-c', 'build/electron.vite.config.ts', '--logLevel', 'warn']
  const result = spawnSync(node, args, { cwd: root, stdio: ['ignore', 2, 2], env: { ...process.env, ...env, NODE_ENV: 'production', NO_COLOR: '1' } })
  if (result.status !== 0) throw new SetupError('the build failed, see above. 构建失败，原因见上。')
  writeFileSync(stamp, now)
  return true
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await orExplain(async () => {
    const { node, env } = await setup({ window: false })
    build({ node, env, force: true, SetupError })
  })
}
