import type Database from 'better-sqlite3'
import { today } from '../domain/dates.ts'
import { dueLists, removeListed } from '../store/comparisonRepository.ts'
import { rows } from '../store/store.ts'
import type { Store } from '../store/store.ts'
import type { Row } from '../store/tables.ts'
import type { UnitOfWork, Why } from '../store/unitOfWork.ts'

/** Lists are destroyed on their day: rows, remarks about them, free pages and log. What stays is that they were there, and what of them backups made before still hold. */

export interface Purging {
  store: Store
  change<T>(why: Why, work: (unit: UnitOfWork) => Promise<T>): Promise<T>
}

/** Removes the rows and records that they were; `scrubPurged` makes sure that nothing is left of them in the file. */
export async function purgeList(unit: UnitOfWork, list: Row<'comparison_list'>, reason: string): Promise<void> {
  await removeListed(unit.trx, list.id)
  await unit.update('comparison_list', list.id, list.version, { purged_at: unit.at, purged_by: unit.actor.name, purge_reason: reason })
}

/** Writes the file anew without the pages that are free now, and empties the log. False where another connection is still reading: to be tried again. */
function scrub(raw: Database.Database): boolean {
  raw.exec('vacuum')
  return emptyLog(raw)
}

const emptyLog = (raw: Database.Database): boolean => (raw.pragma('wal_checkpoint(truncate)') as { busy: number }[])[0]?.busy === 0

/** Whatever was purged and may still lie in free pages or the log is overwritten; what cannot be now is at the next opening. */
export async function scrubPurged({ store }: Pick<Purging, 'store'>): Promise<void> {
  const waiting = await rows<{ id: string }>(store.read, 'select id from comparison_list where purged_at is not null and scrubbed = 0', [])
  if (waiting.length === 0) return
  try {
    if (!scrub(store.raw)) return
    await rows(store.read, 'update comparison_list set scrubbed = 1 where purged_at is not null and scrubbed = 0', [])
    emptyLog(store.raw)
  } catch {
    // A disk without room for the second copy, or a job at work: rows are gone and overwritten (secure_delete) already; the file is written anew next time.
  }
}

/** Destroys every list whose day has come. @returns how many */
export async function purgeDue(open: Purging): Promise<number> {
  const due = await dueLists(open.store.read, today())
  for (const list of due) await open.change({ action: '到期销毁名单', reason: `销毁日期 ${list.destroy_on} 已到` }, (unit) => purgeList(unit, list, `到销毁日期 ${list.destroy_on} 自动销毁`))
  await scrubPurged(open)
  return due.length
}
