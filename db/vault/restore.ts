import { existsSync } from 'node:fs'
import { copyFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CasebookError } from '../domain/errors.ts'
import { schemaVersion } from '../store/migrate.ts'
import { closeQuietly, mapSqliteError, openEncrypted } from './connection.ts'
import { CASEBOOK_FILE, DATABASE_FILES, casebookPath, makePrivateFolder, sha256File, syncFile, syncFolder } from './files.ts'
import type { Credentials } from './keyring.ts'
import { KEYRING_FILE, isKeyOf, listLogins, peekKey } from './keyring.ts'
import type { FolderLock } from './lock.ts'
import { lockFolder } from './lock.ts'
import { localStamp, makeBackup, needSpace } from './makeBackup.ts'
import { BACKUPS_FOLDER, readManifest, verifyBackup } from './manifest.ts'
import { checkPlace } from './place.ts'
import { commitRestore, finishRestore, stageRestore } from './swap.ts'

export interface RestoreOptions {
  /** A login and password, or the recovery code, that were valid when the backup was made. */
  credentials: Credentials
  appVersion: string
  /** Newest schema this program reads; only tests pass another. */
  newestSchema?: number
  /** A lock on the data folder that the caller holds already. */
  lock?: FolderLock
}

export interface Restored {
  /** The logins that open the restored casebook, with the passwords they had when the backup was made. */
  logins: string[]
  /** When the restored backup was made. */
  createdAt: string
  cases: number
  people: number
  /** Folder name, in `backups`, of what was there before; null if the data folder was empty. */
  savedPresentAs: string | null
  /** Whether that is a verified backup; false: the old files as they were, because they could not be opened. */
  presentVerified: boolean
}

/**
 * Puts a backup in the place of the present casebook, on this or on a new computer. What is there now is backed up first; if it cannot be
 * opened, its files are kept as they are. A crash at any moment leaves the old or the new casebook, whole.
 *
 * @throws CasebookError `password`, `invalid`, `damaged`, `newer`, `not-found`, `in-use`, `bad-place`, `disk-full`; the present casebook is untouched then
 */
export async function restoreBackup(backupFolder: string, dataFolder: string, options: RestoreOptions): Promise<Restored> {
  await checkPlace(dataFolder)
  const lock = options.lock ?? lockFolder(dataFolder)
  let key: Buffer | undefined
  try {
    await finishRestore(dataFolder)
    const known = await readManifest(backupFolder)
    if (known.schemaVersion > (options.newestSchema ?? schemaVersion)) {
      throw new CasebookError('newer', '这份备份是用更新版本的程序做的，本版本不能恢复，现有数据没有改动。请安装新版本后再恢复。')
    }
    key = await peekKey(backupFolder, options.credentials)
    const manifest = await verifyBackup(backupFolder, key)
    await needSpace(dataFolder, manifest.files.reduce((sum, file) => sum + file.bytes, 0))

    const present = await savePresent(dataFolder, key, options)
    const stage = await stageRestore(dataFolder)
    for (const { name, sha256 } of manifest.files) {
      await copyFile(join(backupFolder, name), join(stage, name))
      await syncFile(join(stage, name))
      if ((await sha256File(join(stage, name))) !== sha256) {
        throw new CasebookError('damaged', '复制备份时内容发生了变化，没有恢复，现有数据没有改动。请检查磁盘后重试。')
      }
    }
    await syncFolder(stage)
    const logins = await listLogins(stage)
    await commitRestore(dataFolder, present.keepFilesAs === null ? null : join(BACKUPS_FOLDER, present.keepFilesAs))
    const { createdAt, cases, people } = manifest
    return { logins, createdAt, cases, people, savedPresentAs: present.backup ?? present.keepFilesAs, presentVerified: present.backup !== null }
  } catch (error) {
    throw mapSqliteError(error)
  } finally {
    key?.fill(0)
    if (!options.lock) lock.release()
  }
}

/** Backs up what is in the data folder, or names the folder in which its unopenable files will be kept. */
async function savePresent(folder: string, key: Buffer, options: RestoreOptions): Promise<{ backup: string | null; keepFilesAs: string | null }> {
  const anything = [...DATABASE_FILES, KEYRING_FILE].some(name => existsSync(join(folder, name)))
  if (!anything) return { backup: null, keepFilesAs: null }
  const presentKey = await keyOfPresent(folder, key, options.credentials)
  if (presentKey && existsSync(join(folder, CASEBOOK_FILE))) {
    try {
      const db = openEncrypted(casebookPath(folder), presentKey)
      try {
        const { name, lostFiles } = await makeBackup({ db, key: presentKey, folder }, { reason: 'restore', appVersion: options.appVersion })
        // Damaged attachments are not in the backup: somebody may still want to try to read them.
        return { backup: name, keepFilesAs: lostFiles > 0 ? await freeKeepName(folder) : null }
      } finally {
        closeQuietly(db)
      }
    } catch (error) {
      // Only damage may pass: without room for the backup nothing must be replaced.
      if (!(error instanceof CasebookError) || !['damaged', 'not-a-casebook'].includes(error.code)) throw error
    } finally {
      if (presentKey !== key) presentKey.fill(0)
    }
  }
  return { backup: null, keepFilesAs: await freeKeepName(folder) }
}

async function keyOfPresent(folder: string, key: Buffer, credentials: Credentials): Promise<Buffer | null> {
  try {
    return (await isKeyOf(folder, key)) ? key : await peekKey(folder, credentials)
  } catch {
    return null // no keyring, a damaged one, or one with other passwords
  }
}

async function freeKeepName(folder: string): Promise<string> {
  await makePrivateFolder(join(folder, BACKUPS_FOLDER))
  const taken = new Set(await readdir(join(folder, BACKUPS_FOLDER)))
  const base = `${localStamp(new Date())}-replaced`
  let name = base
  for (let next = 2; taken.has(name); next++) name = `${base}-${next}`
  return name
}
