/** Makes the .deb from an unpacked folder with dpkg-deb alone: electron-builder's own maker fetches a tool from the internet. */
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { PackageConfig } from './config.ts'

export interface DebOptions {
  config: PackageConfig
  /** The folder with the program, as electron-builder leaves it. */
  unpacked: string
  /** Made anew, and removed afterwards. */
  stage: string
  /** The .deb to write. */
  file: string
  icons: string
  version: string
  arch: 'x64' | 'arm64'
  /** The C library that the driver needs, such as 2.34. */
  glibc: string
  /** A package for trying on this machine, with a substitute runtime: named so everywhere, and never beside the real one. */
  test: boolean
}

const scripts = ['preinst', 'postinst', 'prerm', 'postrm'] as const
const debArch = { x64: 'amd64', arm64: 'arm64' } as const

export function debName({ deb }: PackageConfig, test: boolean): string {
  return test ? `${deb.packageName}-test` : deb.packageName
}

/** Where the program is installed. */
export const installFolder = '/opt/casebook'

/** Bytes of a folder, as dpkg counts them: whole kilobytes per file. @returns KiB */
function installedSize(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce((sum, name) => {
    const info = lstatSync(join(folder, name))
    return sum + (info.isFile() ? Math.ceil(info.size / 1024) : 1)
  }, 0)
}

/** The control file. `size` in KiB. */
export function controlFile({ config, version, arch, glibc, test }: Pick<DebOptions, 'config' | 'version' | 'arch' | 'glibc' | 'test'>, size: number): string {
  const { deb, linux, productName } = config
  const other = debName(config, !test)
  const lines = [
    `Package: ${debName(config, test)}`,
    `Version: ${version}`,
    `Architecture: ${debArch[arch]}`,
    `Maintainer: ${linux.maintainer}`,
    `Installed-Size: ${size}`,
    // An older system is told so by dpkg, and not by a program that does not start.
    `Depends: libc6 (>= ${glibc}), ${deb.depends.join(', ')}`,
    `Recommends: ${deb.recommends.join(', ')}`,
    `Conflicts: ${other}`,
    `Replaces: ${other}`,
    `Section: ${deb.packageCategory}`,
    'Priority: optional',
    `Description: ${linux.synopsis}`,
    ` ${productName}。案件、回访、救助金发放和年度统计保存在本机的加密数据库中，不连网络。`,
    ...(test ? [' 试装包：运行环境是替代版本，只供开发和测试，不得用于办案。'] : []),
  ]
  return `${lines.join('\n')}\n`
}

export function desktopFile({ productName, linux, executableName }: PackageConfig, test: boolean): string {
  const name = test ? `${productName}（试装）` : productName
  return `[Desktop Entry]
Type=Application
Name=${name}
Name[zh_CN]=${name}
Comment=${linux.synopsis}
Exec=/usr/bin/${executableName}
Icon=${executableName}
Terminal=false
StartupNotify=true
StartupWMClass=Casebook
Categories=${linux.category};
Keywords=司法救助;台账;检察;
`
}

function put(path: string, content: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  chmodSync(path, mode)
}

/** What dpkg-deb packs: program, menu entry, icons, licences, maintainer scripts. */
function stageFiles(options: DebOptions): void {
  const { config, unpacked, stage, icons, test } = options
  const program = join(stage, installFolder)
  mkdirSync(dirname(program), { recursive: true })
  // Hard links would carry our modes into the unpacked folder.
  cpSync(unpacked, program, { recursive: true })
  for (const name of readdirSync(program, { recursive: true, encoding: 'utf8' })) {
    const path = join(program, name)
    const info = lstatSync(path)
    chmodSync(path, info.isDirectory() || info.mode & 0o100 ? 0o755 : 0o644)
  }
  // Chromium's sandbox, where the kernel does not let users build one, needs its helper to be root's.
  chmodSync(join(program, 'chrome-sandbox'), 0o4755)
  const started = test ? 'casebook-test' : config.executableName
  mkdirSync(join(stage, 'usr/bin'), { recursive: true })
  symlinkSync(`${installFolder}/${started}`, join(stage, 'usr/bin', config.executableName))
  put(join(stage, 'usr/share/applications', `${config.executableName}.desktop`), desktopFile(config, test))
  for (const name of readdirSync(icons)) {
    const size = /^(\d+x\d+)\.png$/.exec(name)?.[1]
    if (!size) continue
    const place = join(stage, 'usr/share/icons/hicolor', size, 'apps')
    mkdirSync(place, { recursive: true })
    cpSync(join(icons, name), join(place, `${config.executableName}.png`))
  }
  const resources = join(unpacked, 'resources')
  put(join(stage, 'usr/share/doc', debName(config, test), 'copyright'), `${readFileSync(join(resources, 'LICENSE.txt'), 'utf8')}\nLibraries: ${installFolder}/resources/THIRD-PARTY-LICENSES.txt\n`)
  put(join(stage, 'DEBIAN/control'), controlFile(options, installedSize(stage)))
  for (const name of scripts) {
    const text = readFileSync(join(import.meta.dirname, 'deb', name), 'utf8')
    put(join(stage, 'DEBIAN', name), text.replaceAll('@PROGRAM@', `${installFolder}/${config.executableName}`), 0o755)
  }
}

/** Whether this machine can make a .deb. */
export function canMakeDeb(): boolean {
  return process.platform === 'linux' && ['/usr/bin/dpkg-deb', '/bin/dpkg-deb', '/usr/local/bin/dpkg-deb'].some((path) => existsSync(path))
}

/** @throws Error with what dpkg-deb said */
export function makeDeb(options: DebOptions): void {
  const { stage, file, test } = options
  rmSync(stage, { recursive: true, force: true })
  try {
    stageFiles(options)
    // xz, which every dpkg since 2010 reads, takes minutes: not for a package that stays on this machine.
    const level = test ? ['-Zgzip', '-z1'] : ['-Zxz']
    const made = spawnSync('dpkg-deb', ['--root-owner-group', ...level, '--build', stage, file], { encoding: 'utf8' })
    if (made.status !== 0) throw new Error(`dpkg-deb could not make ${file}: ${made.error?.message ?? made.stderr}`)
  } finally {
    rmSync(stage, { recursive: true, force: true })
  }
}
