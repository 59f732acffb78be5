import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { CasebookError } from '../domain/errors.ts'

export interface OpenOptions {
  /** Opens without ever writing; leaves no file beside a backup, so it works on a disc. */
  readonly?: boolean
  /** Makes the file if it is missing. Without it a missing or empty file is an error. */
  create?: boolean
}

/** Pages kept in memory, in KiB: encryption costs only on a cache miss. Taken as needed, not at once. */
const CACHE_KIB = 128 * 1024
/** How long a statement waits for the other connection of the same program, in milliseconds. */
const BUSY_MS = 10_000

/**
 * Opens a database file whose every page is encrypted with AES-256-CBC and authenticated with HMAC-SHA512 (SQLCipher 4 scheme).
 * The 32-byte key is used as it is, without a second derivation: the keyring has already paid for that.
 *
 * @throws CasebookError `not-found`, `not-a-casebook` (also: wrong key), `damaged`, `disk-full`, `bad-place`
 */
export function openEncrypted(path: string, key: Buffer, options: OpenOptions = {}): Database.Database {
  if (key.length !== 32) throw new TypeError('the database key has 32 bytes')
  const { readonly = false, create = false } = options
  if (!existsSync(create ? dirname(path) : path)) throw missing()
  // SQLite takes an empty file for a new database; here it is the remains of one.
  if (!create && existsSync(path) && statSync(path).size === 0) throw damaged()
  let db: Database.Database | undefined
  try {
    db = new Database(path, { readonly, fileMustExist: !create, timeout: BUSY_MS })
    applyKey(db, key)
    configure(db, readonly)
    return db
  } catch (error) {
    db?.close()
    throw mapSqliteError(error)
  }
}

function applyKey(db: Database.Database, key: Buffer): void {
  db.pragma("cipher='sqlcipher'")
  db.pragma('legacy=0')
  // "raw:" and 64 hex digits tell SQLite3 Multiple Ciphers to skip its own derivation. A buffer can be wiped; a string cannot.
  const raw = Buffer.concat([Buffer.from('raw:'), Buffer.from(key.toString('hex'), 'latin1')])
  try {
    // The published types are those of better-sqlite3, which has no encryption.
    if ((db as Database.Database & { key(key: Buffer): number }).key(raw) !== 0) throw new Error('the cipher refused the key')
  } finally {
    raw.fill(0)
  }
}

function configure(db: Database.Database, readonly: boolean): void {
  // Before anything is read: sorts and statement journals would otherwise be written to disk in the clear.
  db.pragma('temp_store=MEMORY')
  db.pragma('mmap_size=0')
  // The first read: proves the key.
  db.prepare('SELECT count(*) FROM sqlite_schema').get()
  db.pragma(`cache_size=-${CACHE_KIB}`)
  db.pragma('foreign_keys=ON')
  db.pragma('trusted_schema=OFF')
  db.pragma('cell_size_check=ON')
  if (readonly) {
    db.pragma('query_only=ON')
    return
  }
  const mode = db.pragma('journal_mode=WAL', { simple: true })
  if (mode !== 'wal') throw new Error(`journal_mode is ${String(mode)}`)
  // WAL builds default to NORMAL, which may lose an acknowledged save when the power fails.
  db.pragma('synchronous=FULL')
  // What the retention tool erases must not stay in free pages, even encrypted.
  db.pragma('secure_delete=ON')
  db.pragma(`journal_size_limit=${64 * 1024 * 1024}`)
}

/** Closes a connection after moving the write-ahead log into the file, so that the file is whole by itself. Never throws. */
export function closeQuietly(db: Database.Database): void {
  try {
    if (db.open && !db.readonly) db.pragma('wal_checkpoint(TRUNCATE)')
  } catch {
    // The log stays beside the file and is read at the next opening.
  }
  try {
    db.close()
  } catch {
    // Nothing more can be done, and nothing committed is lost.
  }
}

/** The code of an error of SQLite (`SQLITE_…`) or of the operating system (`ENOSPC` …), or ''. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/**
 * Turns what the driver or the file system throws into a CasebookError with its own advice: full, not ours, damaged and
 * not writable call for different steps. Anything else comes back as it is (an Error).
 */
export function mapSqliteError(error: unknown): Error {
  if (error instanceof CasebookError) return error
  const code = errorCode(error)
  const cause = { cause: error }
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') {
    return new CasebookError('disk-full', '磁盘空间已满，这次操作没有保存，原有数据没有变化。请清理磁盘（例如把旧文件移到别处）后重试。', cause)
  }
  if (code === 'SQLITE_NOTADB') {
    return new CasebookError(
      'not-a-casebook',
      '这个文件不是台账数据，或文件开头已损坏，或与钥匙文件不是一套，因此无法打开。文件没有被改动。请先核对数据文件夹是否选对；仍打不开的，请用最近的备份恢复。',
      cause,
    )
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_IOERR_CORRUPTFS' || code === 'SQLITE_IOERR_DATA') return damaged(error)
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new CasebookError('conflict', '数据正被另一项操作占用，这次没有保存。请等那项操作结束后再试。', cause)
  }
  if (code.startsWith('SQLITE_READONLY') || ['SQLITE_PERM', 'SQLITE_AUTH', 'EACCES', 'EPERM', 'EROFS'].includes(code)) {
    return new CasebookError('bad-place', '没有写入这个文件夹的权限，这次操作没有保存。请换一个本机文件夹，或请管理员开放写入权限。', cause)
  }
  if (code.startsWith('SQLITE_CANTOPEN') || code === 'ENOENT' || code === 'ENOTDIR') {
    return missing(error)
  }
  if (code.startsWith('SQLITE_IOERR') || code === 'EIO') {
    return new CasebookError('damaged', '读写磁盘时出错，这次操作没有保存，已保存的数据仍在。请检查磁盘是否有故障，尽快另做一份备份，然后重新打开程序。', cause)
  }
  return error instanceof Error ? error : new Error(String(error))
}

function missing(cause?: unknown): CasebookError {
  return new CasebookError('not-found', '找不到或打不开数据文件。请核对文件夹是否还在原处、磁盘是否已接好，然后重试。', { cause })
}

function damaged(cause?: unknown): CasebookError {
  return new CasebookError(
    'damaged',
    '台账数据文件的内容有损坏，已停止读写，文件原样保留。请不要删除任何文件，用最近一次备份恢复；没有可用备份的，请联系管理员。',
    { cause },
  )
}
