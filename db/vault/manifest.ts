import { readFile, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { CasebookError } from '../domain/errors.ts'
import { errorCode, mapSqliteError, openEncrypted } from './connection.ts'
import { CASEBOOK_FILE, DATABASE_FILES, sha256File } from './files.ts'
import { KEYRING_FILE, isKeyOf } from './keyring.ts'
import { countRows, verifyFile } from './verify.ts'

export const BACKUPS_FOLDER = 'backups'
export const MANIFEST_FILE = 'manifest.json'
export const MANIFEST_FORMAT = 'casebook-backup-1'

export const backupReasons = ['quit', 'manual', 'migration', 'restore', 'second-place'] as const
export type BackupReason = (typeof backupReasons)[number]

const manifestSchema = z.object({
  format: z.literal(MANIFEST_FORMAT),
  appVersion: z.string(),
  schemaVersion: z.number().int(),
  createdAt: z.string(),
  reason: z.enum(backupReasons),
  /** Head of the audit chain in this copy; null for an empty trail. */
  auditHead: z.string().nullable(),
  cases: z.number().int(),
  people: z.number().int(),
  /** The contents of files that the case data names: how many, how many of them were not there or damaged, and which (a digest of their hashes). */
  attachments: z.object({ named: z.number().int(), lost: z.number().int(), digest: z.string() }).optional(),
  files: z.array(
    z.object({
      name: z.enum([...DATABASE_FILES, KEYRING_FILE]),
      bytes: z.number().int(),
      sha256: z.string(),
      rows: z.record(z.string(), z.number().int()),
    }),
  ),
})
export type Manifest = z.infer<typeof manifestSchema>

/** A finished backup as lists show it. */
export interface Backup {
  /** Name of its folder, which begins with the local time. */
  name: string
  /** Full path; for the host only, never for a page. */
  folder: string
  createdAt: string
  reason: BackupReason
  /** It was opened and checked when it was made, and its files still have the size they had then. */
  verified: boolean
  cases: number
  people: number
  bytes: number
  /** Attached files that the backup could not take along, because they were missing or damaged already. */
  lostFiles: number
}

/** @throws CasebookError `not-found` for a folder that is no backup, `damaged` */
export async function readManifest(folder: string): Promise<Manifest> {
  let text: string
  try {
    text = await readFile(join(folder, MANIFEST_FILE), 'utf8')
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR'].includes(errorCode(error))) throw mapSqliteError(error)
    throw new CasebookError('not-found', '所选文件夹不是一份备份（里面没有 manifest.json）。请选择备份文件夹本身，名称以日期和时间开头。', { cause: error })
  }
  try {
    return manifestSchema.parse(JSON.parse(text))
  } catch (error) {
    throw broken('说明文件 manifest.json 读不懂', error)
  }
}

export interface VerifyOptions {
  checkCancelled?: () => void
  /** Files whose bytes the caller has just compared with a backup that was checked in full. */
  trusted?: readonly string[]
}

/**
 * Checks a backup as if it were needed now: every file is as it was written, the key opens it, its structure is whole, its rows are all there.
 *
 * @throws CasebookError `not-found`, `damaged` saying which check failed, `not-a-casebook`, and what `checkCancelled` throws
 */
export async function verifyBackup(folder: string, key: Buffer, { checkCancelled = () => {}, trusted = [] }: VerifyOptions = {}): Promise<Manifest> {
  const manifest = await readManifest(folder)
  for (const needed of [CASEBOOK_FILE, KEYRING_FILE]) {
    if (!manifest.files.some(file => file.name === needed)) throw broken(`清单里没有 ${needed}`)
  }
  for (const file of manifest.files.filter(each => !trusted.includes(each.name))) {
    checkCancelled()
    const path = join(folder, file.name)
    const found = await sha256File(path).catch((error: unknown) => {
      throw errorCode(error) === 'ENOENT' ? broken(`缺少文件 ${file.name}`, error) : mapSqliteError(error)
    })
    if (found !== file.sha256) throw broken(`文件 ${file.name} 与备份时不一致`)
    checkCancelled()
    if (file.name === KEYRING_FILE) {
      if (!(await isKeyOf(folder, key))) throw broken('钥匙文件与数据不是一套')
    } else checkDatabase(path, key, file.rows)
  }
  return manifest
}

/** Opens one copied database with the key and compares it with what was counted in the source. */
export function checkDatabase(path: string, key: Buffer, rows: Record<string, number>): void {
  const db = openEncrypted(path, key, { readonly: true })
  try {
    if (verifyFile(db).length > 0) throw broken('数据检查没有通过')
    if (!sameRows(countRows(db), rows)) throw broken('记录条数与原数据不一致')
  } finally {
    db.close()
  }
}

export function sameRows(a: Record<string, number>, b: Record<string, number>): boolean {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every(name => a[name] === b[name])
}

/** The finished backups of a data folder, newest first. Folders that are no backup are passed over. */
export async function listBackups(dataFolder: string): Promise<Backup[]> {
  return backupsIn(join(dataFolder, BACKUPS_FOLDER))
}

/**
 * The ends of the audit trail that backups hold, newest first: each must still stand in the casebook they were made from. Only those made since the last
 * restore count, because a restore goes back to an older trail on purpose.
 */
export async function headsSinceRestore(dataFolder: string): Promise<{ name: string; head: string }[]> {
  const names = await readdir(join(dataFolder, BACKUPS_FOLDER)).catch(() => [])
  const backups = await listBackups(dataFolder)
  // Folders are named by their local time; what could not be opened at a restore lies in one that is no backup.
  const restores = [...backups.filter(({ reason }) => reason === 'restore').map(({ name }) => name), ...names.filter(name => /-replaced(-\d+)?$/.test(name))]
  const last = restores.sort().at(-1) ?? ''
  const heads: { name: string; head: string }[] = []
  for (const { name, folder } of backups) {
    const { auditHead } = await readManifest(folder)
    if (name > last && auditHead !== null) heads.push({ name, head: auditHead })
  }
  return heads
}

export async function backupsIn(place: string): Promise<Backup[]> {
  const names = await readdir(place).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return []
    throw mapSqliteError(error)
  })
  const found: Backup[] = []
  for (const name of names.filter(each => !each.startsWith('.'))) {
    const manifest = await readManifest(join(place, name)).catch(() => undefined)
    if (manifest) found.push(await describe(place, name, manifest))
  }
  return found.sort((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : b.name.localeCompare(a.name)))
}

export async function describe(place: string, name: string, manifest: Manifest): Promise<Backup> {
  const folder = join(place, name)
  const sizes = await Promise.all(manifest.files.map(file => stat(join(folder, file.name)).then(found => found.size === file.bytes, () => false)))
  const { createdAt, reason, cases, people, files } = manifest
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  return { name, folder, createdAt, reason, verified: !sizes.includes(false), cases, people, bytes, lostFiles: manifest.attachments?.lost ?? 0 }
}

function broken(what: string, cause?: unknown): CasebookError {
  return new CasebookError('damaged', `这份备份不能用：${what}。现有数据没有改动。请换用另一份备份。`, { cause })
}
