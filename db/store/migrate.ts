import type Database from 'better-sqlite3'
import { CasebookError } from '../domain/errors.ts'
import { migrations, schemaVersion } from './migrations/index.ts'
import type { Migration } from './migrations/index.ts'

export interface MigrationHooks {
  /** Called once before the first pending migration of a casebook that already holds data; makes the verified backup. A failure stops everything. */
  beforeFirst?: () => Promise<void>
}

/** The schema version a file was written with; 0 for an empty file. */
export function schemaVersionOf(db: Database.Database): number {
  return db.pragma('user_version', { simple: true }) as number
}

/**
 * Brings the file to the present schema, one transaction a migration. Kysely's own migrator opens none on SQLite, hence this runner.
 * @throws CasebookError 'newer' for a file from a newer version, which is left untouched; any failing migration is fatal.
 */
export async function migrate(db: Database.Database, hooks: MigrationHooks = {}, list: readonly Migration[] = migrations): Promise<void> {
  const newest = list.length
  const present = schemaVersionOf(db)
  if (present > newest) {
    throw new CasebookError('newer', '这个台账是用更新版本的程序保存的，本版本不能打开，数据没有改动。请安装新版本后再打开。')
  }
  if (present === newest) return
  if (present > 0) await hooks.beforeFirst?.()
  for (const migration of list.slice(present)) {
    db.transaction(() => {
      db.exec(migration.sql)
      db.pragma(`user_version = ${migration.number}`)
    }).exclusive()
  }
}

export { schemaVersion }
