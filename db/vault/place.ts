import { execFile } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, realpathSync } from 'node:fs'
import { dirname, join, parse, resolve } from 'node:path'
import { CasebookError } from '../domain/errors.ts'
import type { Mount } from './mounts.ts'
import { isShare, mountOf, parseMountInfo } from './mounts.ts'

/**
 * Refuses a data folder on a network share (its locks do not hold, and two offices would overwrite each other) or on a removable disk
 * (case data must not leave the office in a pocket). The folder need not exist yet.
 *
 * @throws CasebookError `bad-place` with the way out
 */
export async function checkPlace(folder: string): Promise<void> {
  const place = nearestExisting(resolve(folder))
  if (process.platform === 'linux') checkLinux(place)
  else if (process.platform === 'win32') await checkWindows(place)
  else throw new CasebookError('bad-place', '本程序只支持 Windows 和 Linux（统信、麒麟等），不能在这个系统上保存台账。请换一台电脑使用。')
}

/** The folder itself or the nearest parent that exists, with links followed. */
function nearestExisting(folder: string): string {
  let place = folder
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place)
  return realpathSync.native(place)
}

function checkLinux(place: string): void {
  let text: string
  try {
    text = readFileSync('/proc/self/mountinfo', 'utf8')
  } catch {
    return // a system that hides its mounts; nothing can be said about the place
  }
  const mount = mountOf(parseMountInfo(text), place)
  if (!mount) return
  if (isShare(mount)) throw onShare()
  if (isRemovable(mount)) throw onRemovable()
}

/** Whether the disk under a mount can be pulled out: marked so by the kernel, attached by USB or a card reader, or mounted by the desktop. */
export function isRemovable(mount: Mount, sys = '/sys'): boolean {
  const answer = [`dev/block/${mount.device}`, mount.source.startsWith('/dev/') ? `class/block/${mount.source.slice(5)}` : '']
    .filter(path => path !== '')
    .map(path => deviceIsRemovable(join(sys, path)))
  if (answer.includes(true)) return true
  if (answer.includes(false)) return false
  // No device to ask: go by where desktops mount sticks, and by their file systems.
  return /^\/(media|run\/media)\//.test(mount.point) && ['vfat', 'exfat', 'msdos', 'ntfs', 'ntfs3', 'fuseblk'].includes(mount.type)
}

/** True or false for a block device; undefined if there is none at this path. */
function deviceIsRemovable(path: string): boolean | undefined {
  if (!existsSync(path)) return undefined
  const device = realpathSync(path)
  if (/\/(usb\d+|mmc_host)\//.test(device) && !isBuiltInCard(device)) return true
  // A partition has no such file; its disk is the folder above.
  for (const folder of [device, dirname(device)]) {
    const flag = join(folder, 'removable')
    if (existsSync(flag) && readFileSync(flag, 'utf8').trim() === '1') return true
  }
  // Encrypted and combined disks name what they stand on.
  const slaves = join(device, 'slaves')
  return existsSync(slaves) && readdirSync(slaves).some(name => deviceIsRemovable(join(slaves, name)) === true)
}

/** Small PCs boot from soldered eMMC, which looks like a card; its type says MMC, a card's SD. */
function isBuiltInCard(device: string): boolean {
  const card = /^(.*\/mmc_host\/[^/]+\/[^/]+)\//.exec(`${device}/`)?.[1]
  const type = card && join(card, 'type')
  return type !== undefined && type !== '' && existsSync(type) && readFileSync(type, 'utf8').trim() === 'MMC'
}

/**
 * Unverified: written without a Windows machine. `realpathSync.native` turns a mapped network drive into its UNC path; what a drive letter
 * stands for is read from the registry, whose answer is the same in every language (unlike that of fsutil). If it cannot be read, the place passes.
 */
async function checkWindows(place: string): Promise<void> {
  if (place.startsWith('\\\\') && !/^\\\\[?.]\\[a-z]:/i.test(place)) throw onShare()
  const letter = /([a-z]):/i.exec(parse(place).root)?.[1]
  if (!letter) return
  const root = process.env['SystemRoot'] ?? 'C:\\Windows'
  const answer = await new Promise<string>(resolve => {
    const query = ['query', 'HKLM\\SYSTEM\\MountedDevices', '/v', `\\DosDevices\\${letter.toUpperCase()}:`]
    execFile(join(root, 'System32', 'reg.exe'), query, { windowsHide: true, timeout: 5000 }, (_error, stdout) => resolve(stdout))
  })
  if (mountedDeviceIsRemovable(answer)) throw onRemovable()
}

/** Reads the answer of `reg query … MountedDevices`: hex of UTF-16 text naming the device for sticks, of a disk signature for fixed disks. */
export function mountedDeviceIsRemovable(answer: string): boolean {
  const hex = /REG_BINARY\s+([0-9a-f]+)/i.exec(answer)?.[1] ?? ''
  const device = Buffer.from(hex, 'hex').toString('utf16le').toUpperCase()
  return device.includes('USBSTOR') || device.includes('REMOVABLEMEDIA')
}

function onShare(): CasebookError {
  return new CasebookError(
    'bad-place',
    '这个文件夹在网络共享或虚拟机共享盘上，多人同时写入会损坏台账，不能用来保存。请改放在本机硬盘上；要给别的电脑留一份，请用“备份到另一处”。',
  )
}

function onRemovable(): CasebookError {
  return new CasebookError(
    'bad-place',
    '这个文件夹在 U 盘、移动硬盘或存储卡上，容易拔断丢失，也不便保密，不能用来保存台账。请改放在本机硬盘上；需要带走一份的，请用“备份到另一处”。',
  )
}
