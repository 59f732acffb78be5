import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { removeFoldersAfterEach, temporaryFolder } from './testing.ts'

removeFoldersAfterEach()

/** A file system in memory that only the command inside it sees; needs no administrator where user namespaces are allowed. */
const onSmallDisk = ['-rm', 'sh', '-c', 'mount -t tmpfs -o size=16m tmpfs "$0" && exec "$@"']
const possible = process.platform === 'linux' && spawnSync('unshare', [...onSmallDisk, '/mnt', 'true']).status === 0

test.runIf(possible)('a full disk refuses the save in words, keeps what was saved, and goes on when there is room', () => {
  const disk = temporaryFolder()
  const child = join(import.meta.dirname, 'full.child.ts')
  const told = JSON.parse(execFileSync('unshare', [...onSmallDisk, disk, process.execPath, child, disk], { encoding: 'utf8' })) as Record<string, unknown>
  const full = { code: 'disk-full', message: expect.stringMatching(/磁盘空间.*请清理磁盘/) as unknown }
  expect(told).toMatchObject({ save: full, attach: full, contents: 0, contentsAfter: { file: 'fine', missing: [], damaged: [] }, backup: full, unlock: full, backups: [], left: [], keyring: 1, faults: [], backupAfter: true })
  expect(told['saved']).toBeGreaterThan(10)
  expect(told['there']).toBe(told['saved'])
  expect(told['after']).toBe(Number(told['saved']) + 1)
})
