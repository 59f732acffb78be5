import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { CasebookError } from '../domain/errors.ts'
import { errorCode, mapSqliteError } from './connection.ts'

export const LOCK_FILE = 'casebook.lock'

export interface FolderLock {
  /** Gives the folder free. May be called twice. */
  release(): void
}

/**
 * Takes a data folder for this process. The lock is the operating system's own (fcntl or LockFileEx, through SQLite, on an empty file),
 * so it goes away with the process however that ends; the file stays and means nothing by itself.
 * While it is held, no other code of this process may open `casebook.lock`: closing it would drop a POSIX lock.
 *
 * @throws CasebookError `in-use` when another window or a terminal has the folder
 */
export function lockFolder(folder: string): FolderLock {
  let db: Database.Database | undefined
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    db = new Database(join(folder, LOCK_FILE), { timeout: 0 })
    db.pragma('journal_mode=MEMORY') // no stray file beside it
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db?.close()
    if (errorCode(error).startsWith('SQLITE_BUSY')) {
      throw new CasebookError('in-use', '这个台账已在另一个窗口或命令行中打开，同一时间只能打开一处。请先关闭那一处再试；找不到的，请重新启动电脑。', {
        cause: error,
      })
    }
    throw mapSqliteError(error)
  }
  const held = db
  return {
    release() {
      if (held.open) held.close()
    },
  }
}
