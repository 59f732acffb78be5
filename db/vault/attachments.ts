import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { CasebookError } from '../domain/errors.ts'
import { closeQuietly, mapSqliteError, openEncrypted } from './connection.ts'
import { ATTACHMENTS_FILE } from './files.ts'

/**
 * Contents of files, kept once under their SHA-256 in `attachments.db`, which is encrypted like the case data and made when the first file comes.
 * A content is committed before the row that names it; what no row names is swept after a grace. Every function opens the file for itself and closes
 * it again: it is seldom needed, and a closed file can be exchanged by a restore.
 */

/** Kept in parts: SQLite walks a chain of pages to reach into a content, and a backup copies without holding a whole one twice. */
const PART = 1024 * 1024
/** A content that is on its way to its row must not be swept; no upload takes a day. */
const GRACE_MS = 24 * 60 * 60 * 1000
const CACHE_KIB = 16 * 1024
const VERSION = 1

const SCHEMA = `
create table blob (sha256 text primary key, bytes integer not null, added_at integer not null) without rowid;
create table blob_part (
  id integer primary key,
  sha256 text not null references blob (sha256) on delete cascade,
  ordinal integer not null, content blob not null
);
create unique index blob_part_order on blob_part (sha256, ordinal);
pragma user_version = ${VERSION}`

export interface StoredContent {
  /** Hex. */
  sha256: string
  bytes: number
}

/** What a check of the contents found. Each list holds hashes. */
export interface ContentFaults {
  /** `absent`: contents are named but there is no file; `unreadable`: it does not open. */
  file: 'fine' | 'absent' | 'unreadable'
  missing: string[]
  damaged: string[]
}

type Access = 'read' | 'write'

/** Runs `work` on the open file; null where there is none and it was only to be read. @throws CasebookError in words about attachments */
function withFile<T>(folder: string, key: Buffer, access: Access, work: (db: Database.Database) => T): T | null {
  const path = join(folder, ATTACHMENTS_FILE)
  // An empty file is the remains of a first opening that was cut off.
  if (access === 'read' && (!existsSync(path) || statSync(path).size === 0)) return null
  let db: Database.Database | undefined
  try {
    db = openEncrypted(path, key, { create: access === 'write' })
    db.pragma(`cache_size=-${CACHE_KIB}`)
    prepare(db)
    return work(db)
  } catch (error) {
    throw aboutAttachments(error)
  } finally {
    if (db) closeQuietly(db)
  }
}

function prepare(db: Database.Database): void {
  const version = () => db.pragma('user_version', { simple: true }) as number
  if (version() > VERSION) throw new CasebookError('newer', '附件文件是用更新版本的程序写的，本版本不能打开，案件数据不受影响。请安装新版本后再看附件。')
  if (version() === VERSION) return
  db.transaction(() => {
    if (version() === 0) db.exec(SCHEMA)
  }).immediate()
}

/** Damage of this file is none of the case data: it says so, and what to do about it. */
function aboutAttachments(error: unknown): Error {
  const known = mapSqliteError(error)
  if (!(known instanceof CasebookError) || !['damaged', 'not-a-casebook'].includes(known.code)) return known
  return new CasebookError(
    'damaged',
    '附件文件（数据文件夹里的 attachments.db）有损坏，这一步没有完成；案件数据不受影响，可以照常办理。请退出程序，把它移到别处保存，再从最近一份备份的文件夹里把 attachments.db 复制过来；备份以后添加的附件，请从原件重新添加。',
    { cause: error },
  )
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The whole content, or null where it is not all there or not what it was. */
function contentIn(db: Database.Database, sha256: string, bytes: number): Buffer | null {
  const content = Buffer.allocUnsafe(bytes)
  let at = 0
  for (const part of db.prepare('select content from blob_part where sha256 = ? order by ordinal').pluck().iterate(sha256) as IterableIterator<Buffer>) {
    if (at + part.length > bytes) return null
    at += part.copy(content, at)
  }
  return at === bytes && digest(content) === sha256 ? content : null
}

function insert(db: Database.Database, content: Uint8Array, { sha256, bytes }: StoredContent): void {
  db.prepare('insert into blob (sha256, bytes, added_at) values (?, ?, ?)').run(sha256, bytes, Date.now())
  const part = db.prepare('insert into blob_part (sha256, ordinal, content) values (?, ?, ?)')
  for (let at = 0; at < content.length; at += PART) part.run(sha256, at / PART, Buffer.from(content.buffer, content.byteOffset + at, Math.min(PART, content.length - at)))
}

const sizeIn = (db: Database.Database, sha256: string): number | null =>
  (db.prepare('select bytes from blob where sha256 = ?').pluck().get(sha256) as number | undefined) ?? null

/**
 * Keeps a content. What is there already is kept once and is safe from sweeping for another day; a damaged one is mended by it.
 *
 * @throws CasebookError `disk-full`, `damaged`, `bad-place`; nothing is kept then
 */
export function keepContent(folder: string, key: Buffer, content: Uint8Array): StoredContent {
  const kept = { sha256: digest(content), bytes: content.length }
  withFile(folder, key, 'write', (db) =>
    db
      .transaction(() => {
        const size = sizeIn(db, kept.sha256)
        if (size !== null && contentIn(db, kept.sha256, size) !== null) {
          db.prepare('update blob set added_at = ? where sha256 = ?').run(Date.now(), kept.sha256)
          return
        }
        if (size !== null) db.prepare('delete from blob where sha256 = ?').run(kept.sha256)
        insert(db, content, kept)
      })
      .immediate(),
  )
  return kept
}

/** @throws CasebookError `not-found`, `damaged`: what it is about and what to do */
export function contentOf(folder: string, key: Buffer, sha256: string): Buffer {
  const found = withFile(folder, key, 'read', (db) => {
    const size = sizeIn(db, sha256)
    return size === null ? null : { content: contentIn(db, sha256, size) }
  })
  if (!found) {
    throw new CasebookError('not-found', '这个附件的内容不在附件文件里，可能是附件文件换过或没有一起恢复。案件数据不受影响。请从原件重新添加，或从最近一份备份找回附件文件 attachments.db。')
  }
  if (!found.content) {
    throw new CasebookError('damaged', '这个附件的内容已损坏，不能打开。案件数据和其他附件不受影响。请从原件重新添加同一个文件，或从最近一份备份找回附件文件 attachments.db。')
  }
  return found.content
}

/** Hashes that the records of an open casebook name, those in the recycle bin included: attachments, and the office's own templates. */
export function namedContents(casebook: Database.Database): string[] {
  const has = (table: string) => casebook.prepare("select 1 from sqlite_schema where type = 'table' and name = ?").get(table) !== undefined
  const of = (table: string, sql: string) => (has(table) ? (casebook.prepare(sql).pluck().all() as string[]) : [])
  const found = [
    ...of('attachment', 'select distinct sha256 from attachment'),
    ...of('reference_entry', "select json_extract(value, '$.sha256') from reference_entry where kind = 'paper' and json_extract(value, '$.sha256') is not null"),
  ]
  return [...new Set(found)].sort()
}

/** Removes contents that nothing names and that came longer ago than the grace. @returns how many */
export function sweepContents(folder: string, key: Buffer, named: readonly string[], graceMs = GRACE_MS): number {
  const keep = new Set(named)
  const orphans = (db: Database.Database) =>
    (db.prepare('select sha256 from blob where added_at < ?').pluck().all(Date.now() - graceMs) as string[]).filter((sha256) => !keep.has(sha256))
  const swept = withFile(folder, key, 'read', (db) => {
    if (orphans(db).length === 0) return 0
    const remove = db.prepare('delete from blob where sha256 = ?')
    // Looked up again under the write lock: one that was sent a second time meanwhile is young again.
    return db.transaction(() => orphans(db).map((sha256) => remove.run(sha256)).length).immediate()
  })
  return swept ?? 0
}

/** The content, or what is wrong with it. */
function soundIn(db: Database.Database, sha256: string): Buffer | 'missing' | 'damaged' {
  try {
    const size = sizeIn(db, sha256)
    return size === null ? 'missing' : (contentIn(db, sha256, size) ?? 'damaged')
  } catch (error) {
    const known = mapSqliteError(error)
    if (known instanceof CasebookError && known.code === 'damaged') return 'damaged'
    throw error
  }
}

/** Hands every named content that is whole to `use`, one at a time, and tells of the others. @param onEach may throw to stop */
function walk(folder: string, key: Buffer, named: readonly string[], use: (content: Buffer, sha256: string) => void, onEach: (done: number, total: number) => void): ContentFaults {
  const faults: ContentFaults = { file: 'fine', missing: [], damaged: [] }
  let open = false
  try {
    const walked = withFile(folder, key, 'read', (db) => {
      open = true
      for (const [index, sha256] of named.entries()) {
        onEach(index, named.length)
        const found = soundIn(db, sha256)
        if (typeof found === 'string') faults[found].push(sha256)
        else use(found, sha256)
      }
      return true
    })
    return walked ? faults : { file: 'absent', missing: [...named], damaged: [] }
  } catch (error) {
    if (open || !(error instanceof CasebookError) || error.code !== 'damaged') throw error
    return { file: 'unreadable', missing: [], damaged: [...named] }
  }
}

/** Reads every named content and compares it with its hash. Takes as long as reading the file. @param onEach may throw to stop */
export function checkContents(folder: string, key: Buffer, named: readonly string[], onEach: (done: number, total: number) => void = () => {}): ContentFaults {
  if (named.length === 0) return { file: 'fine', missing: [], damaged: [] }
  return walk(folder, key, named, () => {}, onEach)
}

/**
 * Writes the named contents, each compared with its hash, into a new file with the same key: the attachments of a backup.
 *
 * @returns hashes of what is not there or no longer what it was, and therefore not in the copy
 */
export function copyContents(folder: string, key: Buffer, named: readonly string[], target: string, checkCancelled: () => void = () => {}): string[] {
  const copy = openEncrypted(target, key, { create: true })
  try {
    copy.pragma(`cache_size=-${CACHE_KIB}`)
    // It is checked, synced and renamed when it is done, and thrown away otherwise; and only a file without a log can be read from a disc.
    copy.pragma('journal_mode=DELETE')
    copy.pragma('synchronous=OFF')
    prepare(copy)
    copy.pragma('journal_mode=OFF')
    copy.exec('begin')
    const { missing, damaged } = walk(folder, key, named, (content, sha256) => insert(copy, content, { sha256, bytes: content.length }), checkCancelled)
    copy.exec('commit')
    return [...missing, ...damaged]
  } finally {
    copy.close()
  }
}
