import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isShare, mountOf, parseMountInfo } from './mounts.ts'
import { checkPlace, isRemovable, mountedDeviceIsRemovable } from './place.ts'
import { removeFoldersAfterEach, temporaryFolder } from './testing.ts'

removeFoldersAfterEach()

const OFFICE_PC = `22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
31 27 8:3 / /home rw,relatime shared:2 - xfs /dev/sda3 rw
40 27 0:44 / /mnt/共享 rw,relatime shared:9 - cifs //fileserver/办案 rw,vers=3.0
41 27 0:45 / /srv/nfs rw - nfs4 10.0.0.1:/export rw
42 27 0:46 / /home/li/云盘 rw - fuse.sshfs li@host:/ rw
50 27 8:17 / /media/li/U\\040盘 rw,nosuid - vfat /dev/sdb1 rw
51 27 0:50 / /var/lib/overlay rw - overlay overlay rw,lowerdir=/a
52 27 0:51 / /tmp rw - tmpfs tmpfs rw
53 31 8:3 /data /home/homes rw - btrfs /dev/sda3 rw
`

describe('mountinfo', () => {
  const mounts = parseMountInfo(OFFICE_PC)
  const typeAt = (path: string) => mountOf(mounts, path)?.type

  test('the longest mount point above a path decides', () => {
    expect(typeAt('/etc')).toBe('ext4')
    expect(typeAt('/home/li/data')).toBe('xfs')
    expect(typeAt('/homes')).toBe('ext4')
    expect(typeAt('/home/homes/x')).toBe('btrfs')
    expect(typeAt('/mnt/共享/台账')).toBe('cifs')
    expect(typeAt('/home/li/云盘')).toBe('fuse.sshfs')
    expect(mountOf(mounts, '/media/li/U 盘/台账')).toEqual({ device: '8:17', point: '/media/li/U 盘', type: 'vfat', source: '/dev/sdb1' })
  })

  test('a later mount on the same point hides the earlier', () => {
    const two = parseMountInfo('1 0 8:1 / /d rw - ext4 /dev/sda1 rw\n2 0 0:9 / /d rw - cifs //s/x rw\n')
    expect(mountOf(two, '/d/e')?.type).toBe('cifs')
    expect(mountOf([], '/d')).toBeUndefined()
  })

  test('shares are refused, the office PC’s own disks are not', () => {
    const shared = (path: string) => isShare(mountOf(mounts, path)!)
    expect(['/mnt/共享/a', '/srv/nfs', '/home/li/云盘/x'].map(shared)).toEqual([true, true, true])
    expect(['/etc', '/home/li', '/tmp/x', '/var/lib/overlay', '/home/homes'].map(shared)).toEqual([false, false, false, false, false])
    const own = { device: '0:1', type: '9p', source: 'none' }
    expect(isShare({ ...own, point: '/' })).toBe(false)
    expect(isShare({ ...own, point: '/mnt/c' })).toBe(true)
  })

  test('lines it does not understand are passed over', () => {
    expect(parseMountInfo('nonsense\n\n1 2\n')).toEqual([])
  })
})

describe('removable disks', () => {
  /** A tree like /sys: an internal disk, a stick, a USB hard disk that calls itself fixed, an encrypted disk on the stick, soldered eMMC, a card. */
  function fakeSys(): string {
    const sys = temporaryFolder()
    const disks: [string, string, string, boolean][] = [
      ['8:2', 'pci0000:00/ata1/block/sda', 'sda2', false],
      ['8:17', 'pci0000:00/usb2/2-1/block/sdb', 'sdb1', true],
      ['8:33', 'pci0000:00/usb3/3-1/block/sdc', 'sdc1', false],
      ['11:0', 'pci0000:00/ata2/block/sr0', 'sr0p1', true],
      ['179:1', 'platform/mmc_host/mmc0/mmc0:0001/block/mmcblk0', 'mmcblk0p1', false],
      ['179:9', 'platform/mmc_host/mmc1/mmc1:aaaa/block/mmcblk1', 'mmcblk1p1', false],
    ]
    mkdirSync(join(sys, 'dev/block'), { recursive: true })
    for (const [number, path, partition, removable] of disks) {
      const disk = join(sys, 'devices', path)
      mkdirSync(join(disk, partition), { recursive: true })
      writeFileSync(join(disk, 'removable'), removable ? '1\n' : '0\n')
      symlinkSync(join(disk, partition), join(sys, 'dev/block', number))
    }
    writeFileSync(join(sys, 'devices/platform/mmc_host/mmc0/mmc0:0001/type'), 'MMC\n')
    writeFileSync(join(sys, 'devices/platform/mmc_host/mmc1/mmc1:aaaa/type'), 'SD\n')
    const crypt = join(sys, 'devices/virtual/block/dm-0')
    mkdirSync(join(crypt, 'slaves'), { recursive: true })
    writeFileSync(join(crypt, 'removable'), '0\n')
    symlinkSync(realpathSync(join(sys, 'dev/block/8:17')), join(crypt, 'slaves/sdb1'))
    symlinkSync(crypt, join(sys, 'dev/block/253:0'))
    return sys
  }
  const mount = (device: string, type = 'ext4', point = '/data') => ({ device, type, point, source: '/dev/none' })

  test('are told from built-in ones by what the kernel says of the device', () => {
    const sys = fakeSys()
    const removable = (device: string) => isRemovable(mount(device, 'exfat'), sys)
    expect(['8:17', '8:33', '11:0', '253:0', '179:9'].map(removable)).toEqual([true, true, true, true, true])
    expect(['8:2', '179:1'].map(removable)).toEqual([false, false])
  })

  test('without a device to ask, a stick’s file system where desktops mount sticks is enough', () => {
    const sys = temporaryFolder()
    expect(isRemovable(mount('0:99', 'exfat', '/run/media/li/盘'), sys)).toBe(true)
    expect(isRemovable(mount('0:99', 'exfat', '/data'), sys)).toBe(false)
    expect(isRemovable(mount('0:99', 'overlay', '/media/x'), sys)).toBe(false)
  })

  test('on Windows the registry names a stick’s device, and only a signature for a fixed disk', () => {
    const answer = (text: string) => `\r\nHKEY_LOCAL_MACHINE\\SYSTEM\\MountedDevices\r\n    \\DosDevices\\E:    REG_BINARY    ${Buffer.from(text, 'utf16le').toString('hex').toUpperCase()}\r\n`
    expect(mountedDeviceIsRemovable(answer('_??_USBSTOR#Disk&Ven_Kingston&Prod_DT#0019E06B#{53f56307}'))).toBe(true)
    expect(mountedDeviceIsRemovable(answer('\\??\\STORAGE#RemovableMedia#8&1a&0&RM#{53f5630d}'))).toBe(true)
    expect(mountedDeviceIsRemovable('    \\DosDevices\\C:    REG_BINARY    444D494F3A49443A0102030405060708')).toBe(false)
    expect(mountedDeviceIsRemovable('')).toBe(false)
  })
})

test('this computer’s own disk is a good place, also for a folder that is not there yet', async () => {
  const folder = temporaryFolder()
  await checkPlace(folder)
  await checkPlace(join(folder, 'a', 'b', 'c'))
})
