import type Database from 'better-sqlite3'
import { errorCode } from './connection.ts'

/** How a connection keeps its data, as SQLite itself reports it. */
export interface StorageState {
  journalMode: string
  /** 2 = FULL: a save is on the disk before it is acknowledged. */
  synchronous: number
  /** 2 = MEMORY: nothing is spilled to disk in the clear. */
  tempStore: number
  cipher: string
  foreignKeys: boolean
  /** Pages in the write-ahead log that are not in the file yet; 0 without a log. */
  walPages: number
}

export function storageState(db: Database.Database): StorageState {
  const read = (pragma: string) => db.pragma(pragma, { simple: true })
  const journalMode = String(read('journal_mode'))
  let walPages = 0
  if (journalMode === 'wal' && !db.readonly && !db.inTransaction) {
    const [state] = db.pragma('wal_checkpoint(PASSIVE)') as { log: number; checkpointed: number }[]
    walPages = state ? Math.max(0, state.log - state.checkpointed) : 0
  }
  return {
    journalMode,
    synchronous: Number(read('synchronous')),
    tempStore: Number(read('temp_store')),
    cipher: String(read('cipher')),
    foreignKeys: read('foreign_keys') === 1,
    walPages,
  }
}

/**
 * Checks a whole database: every page's authentication code, the structure of tables and indexes, the links between records, and
 * that the connection keeps what it acknowledges. Reads everything, so it takes as long as reading the file.
 *
 * @returns the faults found, in Chinese; empty when all is well
 */
export function verifyFile(db: Database.Database): string[] {
  const problems: string[] = []
  try {
    const faults = (db.pragma('integrity_check') as { integrity_check: string }[]).filter(row => row.integrity_check !== 'ok')
    if (faults.length > 0) problems.push(`数据文件有 ${faults.length >= 100 ? '100 处以上' : `${faults.length} 处`}损坏。请停止录入，用最近一次备份恢复。`)
    const orphans = (db.pragma('foreign_key_check') as unknown[]).length
    if (orphans > 0) problems.push(`有 ${orphans} 条记录所指的上级记录不存在。请用最近一次备份对照，或联系管理员。`)
    const state = storageState(db)
    if (!db.readonly && (state.journalMode !== 'wal' || state.synchronous !== 2)) problems.push('保存方式不正确，断电时可能丢失刚保存的内容。请重新打开程序。')
    if (state.tempStore !== 2) problems.push('临时数据可能写到磁盘上。请重新打开程序。')
  } catch (error) {
    const code = errorCode(error)
    if (!code.startsWith('SQLITE_CORRUPT') && !code.startsWith('SQLITE_IOERR') && code !== 'SQLITE_NOTADB') throw error
    problems.push('数据文件的内容有损坏，有些页面读不出来。请停止录入，用最近一次备份恢复。')
  }
  return problems
}

/** Rows of every table, by table name. */
export function countRows(db: Database.Database): Record<string, number> {
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name").pluck().all() as string[]
  const rows: Record<string, number> = {}
  for (const table of tables) rows[table] = db.prepare(`SELECT count(*) FROM "${table.replaceAll('"', '""')}"`).pluck().get() as number
  return rows
}
