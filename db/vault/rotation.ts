import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Backup } from './manifest.ts'
import { MANIFEST_FILE, backupsIn } from './manifest.ts'

const NEWEST = 10
/** Every locking of the screen makes a backup of what changed: on a busy day ten of them would be today's, and a fault of yesterday past mending. */
const DAYS = 10
const MONTHS = 12
/** Copies from before a migration or a restore are wanted long after, when quitting has filled the newest ten. */
const PER_TURN = 2

/**
 * Which backups rotation takes away: all but the newest ten, the newest of each of the last ten days that have one and of each of the last
 * twelve months, the newest two from before a migration and before a restore, and the one just made. Those that no longer look whole are left to a person's judgement.
 *
 * @param backups newest first
 */
export function outdated(backups: readonly Backup[], justMade: string): Backup[] {
  const good = backups.filter(backup => backup.verified)
  const keep = new Set([justMade, ...good.slice(0, NEWEST).map(backup => backup.name)])
  for (const reason of ['migration', 'restore'] as const) {
    for (const backup of good.filter(each => each.reason === reason).slice(0, PER_TURN)) keep.add(backup.name)
  }
  const days = new Set<string>()
  for (const backup of good) {
    const day = new Date(backup.createdAt).toDateString()
    if (days.size < DAYS && !days.has(day)) keep.add(backup.name)
    days.add(day)
  }
  const newest = good[0]
  const seen = new Set<number>()
  for (const backup of good) {
    const month = monthOf(backup)
    if (seen.has(month)) continue
    seen.add(month)
    if (newest && monthOf(newest) - month < MONTHS) keep.add(backup.name)
  }
  return good.filter(backup => !keep.has(backup.name))
}

/** Deletes outdated backups in a folder. A failure is no reason to fail the backup that was just made. */
export async function rotate(place: string, justMade: string): Promise<void> {
  for (const backup of outdated(await backupsIn(place), justMade)) {
    try {
      // The manifest first: what is half deleted must not look like a backup.
      await rm(join(backup.folder, MANIFEST_FILE))
      await rm(backup.folder, { recursive: true, force: true })
    } catch {
      // Tried again after the next backup.
    }
  }
}

function monthOf(backup: Backup): number {
  const at = new Date(backup.createdAt)
  return at.getFullYear() * 12 + at.getMonth()
}
