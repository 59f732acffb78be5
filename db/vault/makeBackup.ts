import { existsSync } from 'node:fs'
import { mkdir, open, readdir, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { CasebookError } from '../domain/errors.ts'
import { schemaVersionOf } from '../store/migrate.ts'
import { copyAttachments, roomForAttachments } from './backupAttachments.ts'
import { mapSqliteError, openEncrypted } from './connection.ts'
import { ATTACHMENTS_FILE, CASEBOOK_FILE, casebookPath, makePrivateFolder, renameStubbornly, sha256File, syncFile, syncFolder } from './files.ts'
import { KEYRING_FILE, keyringForBackup } from './keyring.ts'
import type { Backup, BackupReason, Manifest } from './manifest.ts'
import { BACKUPS_FOLDER, MANIFEST_FILE, MANIFEST_FORMAT, describe, verifyBackup } from './manifest.ts'
import { rotate } from './rotation.ts'
import { countRows } from './verify.ts'

/** What is backed up: an open casebook, or a connection of one in a worker. */
export interface BackupSource {
  folder: string
  key: Buffer
  db: Database.Database
}

export interface BackupOptions {
  reason: BackupReason
  appVersion: string
  /** Head of the audit chain as the caller knows it. The manifest records that of the copy itself wherever the copy has an audit trail. */
  auditHead?: string | null
  /** Another folder (a second disk, a stick) instead of the casebook's own `backups`. It is never rotated. */
  target?: string
  onProgress?: (progress: { done: number; total: number; label: string }) => void
  /** Throws once the user wants to stop; nothing is left behind then. */
  checkCancelled?: () => void
}

const PARTIAL = '.partial-'
const STALE_PARTIAL_MS = 24 * 60 * 60 * 1000
const STEPS = 4

/**
 * Makes a backup: encrypted copies with the same key, the keyring that opens them and a manifest, in a folder of their own. It gets its
 * final name only after it was opened with the key, checked and counted against the source. Afterwards old ones are rotated out.
 *
 * @throws CasebookError `disk-full`, `damaged` (also when the source is), `bad-place`, `conflict`, `cancelled`; no backup is lost by any of them
 */
export async function makeBackup(source: BackupSource, options: BackupOptions): Promise<Backup> {
  const { reason, target, checkCancelled = () => {} } = options
  const step = (done: number, label: string) => {
    checkCancelled()
    options.onProgress?.({ done, total: STEPS, label })
  }
  const place = target ?? join(source.folder, BACKUPS_FOLDER)
  let partial: string | undefined
  try {
    step(0, '复制案件数据')
    if (!target) {
      await makePrivateFolder(place)
      await removeStalePartials(place)
    }
    await checkSpace(source, place)
    const createdAt = new Date()
    const name = freeName(place, createdAt, reason)
    partial = join(place, PARTIAL + name)
    await mkdir(partial, { mode: 0o700 })

    const files: Manifest['files'] = [await copyCasebook(source, partial)]
    step(1, '复制附件')
    const attachments = await copyAttachments(source, place, partial, checkCancelled)
    if (attachments?.file) files.push(attachments.file)
    await writeFile(join(partial, KEYRING_FILE), await keyringForBackup(source.folder), { mode: 0o600 })
    await syncFile(join(partial, KEYRING_FILE))
    files.push({ name: KEYRING_FILE, bytes: (await stat(join(partial, KEYRING_FILE))).size, sha256: await sha256File(join(partial, KEYRING_FILE)), rows: {} })

    const manifest: Manifest = {
      format: MANIFEST_FORMAT,
      appVersion: options.appVersion,
      schemaVersion: schemaVersionOf(source.db),
      createdAt: createdAt.toISOString(),
      reason,
      ...factsOf(join(partial, CASEBOOK_FILE), source.key, options.auditHead ?? null),
      ...(attachments && { attachments: attachments.facts }),
      files,
    }
    await writeFile(join(partial, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
    await syncFile(join(partial, MANIFEST_FILE))

    step(2, '检查备份')
    await proveEncrypted(join(partial, CASEBOOK_FILE))
    await verifyBackup(partial, source.key, { checkCancelled, trusted: attachments?.linked ? [ATTACHMENTS_FILE] : [] })

    step(3, '完成备份')
    await syncFolder(partial)
    await renameStubbornly(partial, join(place, name))
    partial = undefined
    await syncFolder(place)
    if (!target) await rotate(place, name)
    options.onProgress?.({ done: STEPS, total: STEPS, label: '备份完成' })
    return await describe(place, name, manifest)
  } catch (error) {
    if (partial) await rm(partial, { recursive: true, force: true }).catch(() => {})
    throw mapSqliteError(error)
  }
}

/** Copies the open case data, without its free pages and write-ahead log, and counts the source in the very same state. */
async function copyCasebook(source: BackupSource, folder: string): Promise<Manifest['files'][number]> {
  const path = join(folder, CASEBOOK_FILE)
  const { db } = source
  const rows = (await copyUndisturbed(db, path)) ?? (await copyUndisturbed(db, path)) ?? (await copyWhileOthersWait(source, path))
  if (!rows) throw new CasebookError('conflict', '备份期间不断有新的保存，这份备份没有完成，已有的备份没有变化。请稍后再备份一次。')
  await syncFile(path)
  return { name: CASEBOOK_FILE, bytes: (await stat(path)).size, sha256: await sha256File(path), rows }
}

/** Nothing else of this thread runs in here; a change by another connection shows in data_version, and the copy is thrown away. */
async function copyUndisturbed(db: Database.Database, path: string): Promise<Record<string, number> | null> {
  const version = () => db.pragma('data_version', { simple: true })
  const before = version()
  const rows = countRows(db)
  db.prepare('VACUUM INTO ?').run(path)
  if (version() === before) return rows
  await rm(path, { force: true })
  return null
}

/** The last resort against ceaseless saving (a form that keeps its draft): saves wait until the copy is made, reads go on. */
async function copyWhileOthersWait({ db, folder, key }: BackupSource, path: string): Promise<Record<string, number> | null> {
  const guard = openEncrypted(casebookPath(folder), key)
  try {
    guard.exec('BEGIN IMMEDIATE')
    return await copyUndisturbed(db, path)
  } finally {
    guard.close()
  }
}

/** What the manifest says of the content, read from the copy so that it is true of the copy. */
function factsOf(path: string, key: Buffer, otherwise: string | null): Pick<Manifest, 'auditHead' | 'cases' | 'people'> {
  const db = openEncrypted(path, key, { readonly: true })
  try {
    const has = (table: string) => db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(table) !== undefined
    const number = (sql: string) => db.prepare(sql).pluck().get() as number
    const records = has('relief_case') && has('recipient')
    return {
      auditHead: has('audit_entry')
        ? ((db.prepare('SELECT hash FROM audit_entry ORDER BY seq DESC LIMIT 1').pluck().get() as string | undefined) ?? null)
        : otherwise,
      cases: records ? number('SELECT count(*) FROM relief_case WHERE deleted_at IS NULL') : 0,
      people: records
        ? number('SELECT count(*) FROM recipient r JOIN relief_case c ON c.id = r.case_id WHERE r.deleted_at IS NULL AND c.deleted_at IS NULL')
        : 0,
    }
  } finally {
    db.close()
  }
}

/** A backup that anyone can read must never come into being, whatever a future driver does. */
async function proveEncrypted(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0)
    if (bytesRead < 16 || buffer.toString('latin1').startsWith('SQLite format 3')) throw new Error('the copy is not encrypted')
  } finally {
    await handle.close()
  }
}

async function checkSpace({ db, folder }: BackupSource, place: string): Promise<void> {
  const pages = (db.pragma('page_count', { simple: true }) as number) * (db.pragma('page_size', { simple: true }) as number)
  await needSpace(place, pages + (await roomForAttachments({ db, folder }, place)))
}

/** @throws CasebookError `disk-full` unless a place has room for so many bytes and a little more */
export async function needSpace(place: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(place)
  const free = bavail * bsize
  const needed = bytes + 4 * 1024 * 1024
  if (free >= needed) return
  const mb = (count: number) => Math.ceil(count / 1024 / 1024)
  throw new CasebookError('disk-full', `磁盘空间不够，没有开始复制，原有数据没有变化：需要约 ${mb(needed)} MB，还剩 ${mb(free)} MB。请清理磁盘后再试，或备份到另一处。`)
}

/** `20260305-103207-quit`: sorts by local time and means something to a person looking at the folder. */
function freeName(place: string, at: Date, reason: BackupReason): string {
  const base = `${localStamp(at)}-${reason}`
  let name = base
  for (let next = 2; existsSync(join(place, name)) || existsSync(join(place, PARTIAL + name)); next++) name = `${base}-${next}`
  return name
}

/** Local date and time as `20260305-103207`. */
export function localStamp(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`
}

/** Removes what a crash left of a backup that was never finished. */
async function removeStalePartials(place: string): Promise<void> {
  for (const name of await readdir(place)) {
    if (!name.startsWith(PARTIAL)) continue
    const found = await stat(join(place, name)).catch(() => undefined)
    if (found && Date.now() - found.mtimeMs > STALE_PARTIAL_MS) await rm(join(place, name), { recursive: true, force: true }).catch(() => {})
  }
}
