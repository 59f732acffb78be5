import { mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig, readManifest } from './config.ts'
import { canMakeDeb, debName, makeDeb } from './deb.ts'
import { neededGlibc } from './elf.ts'
import { unpack } from './unpack.ts'
import type { Runtime } from './unpack.ts'

/** What was made for one kind of office PC. */
export interface MadePackage {
  folder: string
  /** The .deb; null where this machine makes none. */
  deb: string | null
  version: string
  /** The C library that the driver needs. */
  glibc: string
  absentFuses: string[]
}

/** The driver's binary in an unpacked folder. */
export function driverOf(folder: string): string {
  const prebuilds = join(folder, 'resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds')
  const [name, ...others] = readdirSync(prebuilds)
  if (!name || others.length > 0) throw new Error(`one driver was expected in ${prebuilds}`)
  return join(prebuilds, name)
}

export interface MakeOptions {
  root: string
  arch: 'x64' | 'arm64'
  runtime: Runtime | null
  /** Another version than package.json's, for trying an upgrade. */
  version?: string
  output?: string
}

/** The unpacked folder for Linux and, where dpkg-deb is at hand, the .deb. */
export async function makeLinux({ root, arch, runtime, version = readManifest(root).version, output }: MakeOptions): Promise<MadePackage> {
  const config = readConfig(root)
  const place = output ?? join(root, config.directories.output)
  const test = runtime?.substitute === true
  const marked = test ? `${version}-test` : version
  mkdirSync(place, { recursive: true })
  const { folder, absentFuses } = await unpack({ root, config, platform: 'linux', arch, version: marked, output: place, runtime })
  const glibc = neededGlibc(readFileSync(driverOf(folder)))
  if (!glibc) throw new Error('the driver names no C library')
  if (!canMakeDeb()) return { folder, deb: null, version: marked, glibc, absentFuses }
  const deb = join(place, `${debName(config, test)}-${version}-linux-${arch}.deb`)
  makeDeb({ config, unpacked: folder, stage: join(place, `deb-${arch}`), file: deb, icons: join(root, config.directories.buildResources), version: marked, arch, glibc, test })
  return { folder, deb, version: marked, glibc, absentFuses }
}

export async function makeWindows({ root, runtime, version = readManifest(root).version }: Pick<MakeOptions, 'root' | 'runtime' | 'version'>): Promise<string[]> {
  const config = readConfig(root)
  const output = join(root, config.directories.output)
  mkdirSync(output, { recursive: true })
  const { files } = await unpack({ root, config, platform: 'win', arch: 'x64', version, output, runtime })
  return files.filter((file) => file.endsWith('.exe'))
}

export const megabytes = (path: string): string => `${(statSync(path).size / 1e6).toFixed(1)} MB`
