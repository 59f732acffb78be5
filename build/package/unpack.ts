/** Makes the folder with the program, by electron-builder: for Linux as it is installed, for Windows as the installer itself. */
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Arch, Platform, build } from 'electron-builder'
import type { Configuration } from 'electron-builder'
import type { PackageConfig } from './config.ts'
import { readFuses } from './fuses.ts'
import { bundledFiles, collectLicences, licenceText } from './licences.ts'

/** Where Electron comes from. */
export interface Runtime {
  /** The folder with the executable. */
  folder: string
  version: string
  /** A stock Electron 25 in place of the one package.json asks for: what is made from it is for trying only. */
  substitute: boolean
  /** The Node that the host of a test package runs in. */
  node: string
}

export interface UnpackOptions {
  root: string
  config: PackageConfig
  platform: 'linux' | 'win'
  arch: 'x64' | 'arm64'
  version: string
  /** Folder for everything that is made. */
  output: string
  /** Null: electron-builder fetches Electron for the wanted platform by itself. */
  runtime: Runtime | null
}

/** Both are what a test package has more than the real one: a Node for the host, and a starter that names it. */
function addHostNode(folder: string, node: string): void {
  const place = join(folder, 'resources/host-node')
  mkdirSync(place, { recursive: true })
  copyFileSync(node, join(place, 'node'))
  chmodSync(join(place, 'node'), 0o755)
  const licence = join(dirname(node), '../LICENSE')
  writeFileSync(join(place, 'README.txt'), `Node.js, MIT, https://github.com/nodejs/node/blob/main/LICENSE\n${existsSync(licence) ? readFileSync(licence, 'utf8') : ''}`)
  copyFileSync(join(import.meta.dirname, 'deb/casebook-test'), join(folder, 'casebook-test'))
  chmodSync(join(folder, 'casebook-test'), 0o755)
}

/** The fuses that the substitute, older than our configuration, does not have. */
async function absentFuses(config: PackageConfig, runtime: Runtime | null): Promise<string[]> {
  if (!runtime?.substitute) return []
  const present = await readFuses(join(runtime.folder, 'electron'), config)
  return Object.keys(present).filter((name) => present[name] === null)
}

/**
 * @returns the folder with the program, the installer where one was made, and the fuses that the runtime does not have
 * @throws Error from electron-builder
 */
export async function unpack({ root, config, platform, arch, version, output, runtime }: UnpackOptions): Promise<{ folder: string; absentFuses: string[]; files: string[] }> {
  const driver = 'node_modules/better-sqlite3/lib/index.js'
  const licences = join(root, config.directories.output, 'THIRD-PARTY-LICENSES.txt')
  // A fresh clone has no such folder yet, and electron-builder makes it only later.
  mkdirSync(dirname(licences), { recursive: true })
  writeFileSync(licences, licenceText(collectLicences(root, [...bundledFiles(root), driver])))
  const absent = await absentFuses(config, runtime)
  // Over what stands in electron-builder.yml, which electron-builder reads by itself.
  const more: Configuration = {
    directories: { output },
    extraMetadata: { version },
    ...(runtime && { electronDist: runtime.folder, electronVersion: runtime.version }),
    afterExtract: ({ appOutDir }) => {
      // What opens a folder given on the command line, as Electron does while it is not packaged.
      rmSync(join(appOutDir, 'resources/default_app.asar'), { recursive: true, force: true })
      rmSync(join(appOutDir, 'version'), { force: true })
    },
    afterPack: ({ appOutDir, packager }) => {
      // It would refuse to set a fuse that is missing. The fuses are set after this.
      Object.assign(packager.config.electronFuses ?? {}, Object.fromEntries(absent.map((name) => [name, null])))
      if (runtime?.substitute) addHostNode(appOutDir, runtime.node)
    },
  }
  const target = platform === 'linux' ? Platform.LINUX.createTarget('dir', Arch[arch]) : Platform.WINDOWS.createTarget('nsis', Arch[arch])
  const files = await build({ projectDir: root, targets: target, config: more, publish: 'never' })
  const folder = join(output, `${platform}${arch === 'x64' ? '' : `-${arch}`}-unpacked`)
  if (!existsSync(folder)) throw new Error(`electron-builder did not make ${folder}`)
  return { folder, absentFuses: absent, files }
}
