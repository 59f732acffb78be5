/** What may be in a package and what may not, over the names and sizes of its files. */
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { getRawHeader } from '@electron/asar'

export interface PackagedFile {
  /** Below the folder of the program, with slashes; files of the archive as resources/app.asar/… */
  path: string
  /** Bytes. */
  size: number
}

interface ArchiveEntry {
  files?: Record<string, ArchiveEntry>
  size?: number
  unpacked?: boolean
}

function filesOfArchive(entry: ArchiveEntry, at: string): PackagedFile[] {
  if (!entry.files) return entry.unpacked ? [] : [{ path: at, size: entry.size ?? 0 }]
  return Object.entries(entry.files).flatMap(([name, below]) => filesOfArchive(below, `${at}/${name}`))
}

/** Every file of an unpacked folder, with those inside the archive; what lies beside the archive is listed where it lies. */
export function packagedFiles(folder: string): PackagedFile[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const loose = names.map((name) => ({ path: name.replaceAll('\\', '/'), info: statSync(join(folder, name)) })).filter(({ info }) => info.isFile())
  const archive = getRawHeader(join(folder, 'resources/app.asar')).header as ArchiveEntry
  return [...loose.filter(({ path }) => path !== 'resources/app.asar').map(({ path, info }) => ({ path, size: info.size })), ...filesOfArchive(archive, 'resources/app.asar')]
}

const forbidden: { what: string; is: RegExp }[] = [
  { what: 'a source map', is: /\.map$/ },
  { what: 'a test', is: /(\.(test|spec|bench)\.[cm]?[jt]s$|\/(test|tests|__tests__|e2e|fixtures)\/)/ },
  { what: 'a TypeScript or C++ source', is: /\.(ts|mts|cts|tsx|vue|c|cc|cpp|h|hpp|gyp|gypi)$/ },
  { what: 'a build script', is: /\/(binding\.gyp|tsconfig[^/]*\.json|package-lock\.json|electron-builder\.[^/]*|vite\.config[^/]*)$/ },
  { what: 'documentation of a library', is: /\/node_modules\/.*\.(md|markdown)$/i },
  { what: 'what opens any folder', is: /default_app/ },
]
const ownPackages = ['better-sqlite3']
const ownLocales = ['zh-CN', 'en-US']

/** What is in a package and must not be. `driver`: the one binary that belongs there, such as linux-x64.node. Empty when all is well. */
export function wrongFiles(files: readonly PackagedFile[], driver: string): string[] {
  return files.flatMap(({ path }) => {
    if (/^resources\/app\.asar[^/]*\//.test(path)) {
      const wrong = forbidden.find(({ is }) => is.test(path))
      if (wrong) return [`${path}: ${wrong.what}`]
      const library = /\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]
      if (library && !ownPackages.includes(library)) return [`${path}: a library that should be bundled or left out`]
      if (path.endsWith('.node') && !path.endsWith(`/prebuilds/${driver}`)) return [`${path}: a driver of another platform`]
    } else if (forbidden.slice(-1).some(({ is }) => is.test(path))) return [`${path}: ${forbidden.at(-1)?.what}`]
    const locale = /^locales\/(.*)\.pak$/.exec(path)?.[1]
    return locale && !ownLocales.includes(locale) ? [`${path}: a language nobody chooses`] : []
  })
}

/** Files without which a package is not whole. Empty when all are there. */
export function missingFiles(files: readonly PackagedFile[], driver: string): string[] {
  const there = new Set(files.map(({ path }) => path))
  const unpacked = 'resources/app.asar.unpacked'
  const wanted = [
    'resources/app.asar/out/main/main.cjs',
    'resources/app.asar/out/preload/preload.cjs',
    'resources/app.asar/out/renderer/index.html',
    `${unpacked}/out/main/host.cjs`,
    `${unpacked}/out/main/job.cjs`,
    `${unpacked}/out/main/demonstration.xlsx`,
    `${unpacked}/node_modules/better-sqlite3/prebuilds/${driver}`,
    'resources/THIRD-PARTY-LICENSES.txt',
    'resources/LICENSE.txt',
    'LICENSE.electron.txt',
    'LICENSES.chromium.html',
  ]
  return wanted.filter((path) => !there.has(path))
}

const parts: { name: string; is: RegExp }[] = [
  { name: 'page (renderer)', is: /^resources\/app\.asar\/out\/renderer\// },
  { name: 'main, preload, database process', is: /^resources\/app\.asar(\.unpacked)?\/(out|package)/ },
  { name: 'database driver', is: /node_modules\/better-sqlite3\// },
  { name: 'Node of the test package', is: /^resources\/host-node\// },
  { name: 'licences', is: /LICENSES?[-.]/ },
  { name: 'Electron', is: /./ },
]

/** Bytes by part, each file in the first part that takes it. */
export function sizes(files: readonly PackagedFile[]): { name: string; bytes: number }[] {
  const sums = new Map(parts.map(({ name }) => [name, 0]))
  for (const { path, size } of files) {
    const part = parts.find(({ is }) => is.test(path))?.name ?? ''
    sums.set(part, (sums.get(part) ?? 0) + size)
  }
  return [...sums].map(([name, bytes]) => ({ name, bytes })).filter(({ bytes }) => bytes > 0)
}

/** Scripts that the page loads before anything is shown: the entry and what it imports at once, from the built index.html. */
export function firstScripts(renderer: string): string[] {
  const html = readFileSync(join(renderer, 'index.html'), 'utf8')
  return [...html.matchAll(/<(?:script[^>]*src|link rel="modulepreload"[^>]*href)="\.?\/?([^"]+\.js)"/g)].map(([, path]) => path ?? '')
}

/** Bytes of the scripts of the first page, as they are and as gzip and brotli make them. */
export function firstLoad(renderer: string): { files: number; raw: number; gzip: number; brotli: number } {
  const scripts = firstScripts(renderer).map((path) => readFileSync(join(renderer, path)))
  const sum = (of: (script: Buffer) => number) => scripts.reduce((total, script) => total + of(script), 0)
  return { files: scripts.length, raw: sum(({ length }) => length), gzip: sum((script) => gzipSync(script).length), brotli: sum((script) => brotliCompressSync(script).length) }
}

/** Bytes, compressed, that the scripts of the first page may have. */
export const firstLoadLimit = 300_000
