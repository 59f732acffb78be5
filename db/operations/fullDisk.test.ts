import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** A file system in memory that only the command inside it sees; needs no administrator where user namespaces are allowed. */
const onSmallDisk = ['-rm', 'sh', '-c', 'mount -t tmpfs -o size=16m tmpfs "$0" && exec "$@"']
const possible = process.platform === 'linux' && spawnSync('unshare', [...onSmallDisk, '/mnt', 'true']).status === 0

test.runIf(possible)('a full disk refuses a step and a lead in words, half a save never stands, and work goes on when there is room', () => {
  const disk = mkdtempSync(join(tmpdir(), 'casebook-full-'))
  try {
    const child = join(import.meta.dirname, 'fullDisk.child.ts')
    interface Told {
      steps: { saved: number; failure: unknown }
      leads: { saved: number; failure: unknown }
      whileFull: { steps: number; leads: number }
      after: { steps: number; leads: number }
    }
    const told = JSON.parse(execFileSync('unshare', [...onSmallDisk, disk, process.execPath, child, disk], { encoding: 'utf8' })) as Told
    const full = { code: 'disk-full', message: expect.stringMatching(/磁盘空间已满，这次操作没有保存，原有数据没有变化。请清理磁盘/) as unknown }
    expect(told.steps.failure).toEqual(full)
    expect(told.leads.failure).toEqual(full)
    expect(told.steps.saved).toBeGreaterThan(5)
    expect(told.leads.saved).toBeGreaterThan(5)
    // Every acknowledged save is there, and none that was refused.
    expect(told.whileFull).toEqual({ steps: told.steps.saved, leads: told.leads.saved })
    expect(told.after).toEqual({ steps: told.steps.saved + 1, leads: told.leads.saved + 1 })
    expect(told).toMatchObject({ verified: { ok: true, problems: [] }, bugs: 0 })
  } finally {
    rmSync(disk, { recursive: true, force: true })
  }
})
