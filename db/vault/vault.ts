import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { CasebookError } from '../domain/errors.ts'
import { makeBackup } from './makeBackup.ts'
import { closeQuietly, mapSqliteError, openEncrypted } from './connection.ts'
import { ATTACHMENTS_FILE, CASEBOOK_FILE, casebookPath, makePrivateFolder, removeTemporaries, renameStubbornly, syncFile, syncFolder } from './files.ts'
import type { Credentials, KeyringOptions } from './keyring.ts'
import { KEYRING_FILE, createKeyring, unlockWith } from './keyring.ts'
import type { FolderLock } from './lock.ts'
import { lockFolder } from './lock.ts'
import { normalizeLogin } from './passwords.ts'
import { checkPlace } from './place.ts'
import { finishRestore, restoreIsUnfinished } from './swap.ts'

/** Brings a database to the present schema; `beforeFirst` makes the backup. See `migrate` of db/store. */
export type Migrate = (db: Database.Database, hooks: { beforeFirst: () => Promise<void> }) => Promise<void>

/** An open casebook. It holds the folder's lock until it is closed. */
export interface Vault {
  folder: string
  /** 32 bytes; wiped by `close`. */
  key: Buffer
  db: Database.Database
  /** The login as stored that opened it; null after a recovery code. */
  login: string | null
  close(): void
}

export interface VaultOptions extends KeyringOptions {
  migrate: Migrate
  /** Version of the program, for the manifest of the backup made before a migration. */
  appVersion: string
  /** A lock the caller has taken already; the vault then does not release it. */
  lock?: FolderLock
}

export type OpenVaultOptions = VaultOptions & { credentials: Credentials }
export interface CreateVaultOptions extends VaultOptions {
  login: string
  password: string
  /** Writes the first rows (office, first account). If it throws, no casebook comes into being. */
  prepare?: (db: Database.Database) => void | Promise<void>
}

export interface VaultState {
  state: 'empty' | 'present' | 'incomplete'
  /** With `incomplete`, what is missing and what to do, for the user. */
  reason: string | null
}

/** The new database until its keyring stands: without it no one can open the file, so a leftover is worth nothing. */
const NEW_CASEBOOK = `${CASEBOOK_FILE}.new`

/** What a data folder holds, without opening anything. */
export function vaultState(folder: string): VaultState {
  const has = (name: string) => existsSync(join(folder, name))
  if (restoreIsUnfinished(folder)) return { state: 'present', reason: null } // openVault brings it to its end first
  const keyring = has(KEYRING_FILE)
  const data = has(CASEBOOK_FILE) || (keyring && has(NEW_CASEBOOK))
  if (keyring && data) return { state: 'present', reason: null }
  if (keyring) {
    return { state: 'incomplete', reason: '数据文件夹里有钥匙文件，但缺少案件数据文件 casebook.db。请把被移走的文件放回原处，或用最近的备份恢复。' }
  }
  if (data) {
    return { state: 'incomplete', reason: '数据文件夹里有案件数据，但缺少钥匙文件 keyring.json，无法核对密码。请把被移走的文件放回原处，或用最近的备份恢复。' }
  }
  if (has(ATTACHMENTS_FILE)) {
    return { state: 'incomplete', reason: '数据文件夹里有附件文件 attachments.db，但缺少案件数据和钥匙文件。请把被移走的文件放回原处，或用最近的备份恢复。' }
  }
  return { state: 'empty', reason: null }
}

/**
 * Makes a new casebook. It exists from the moment its keyring is written: a crash before leaves an empty folder, a crash after a whole casebook.
 *
 * @returns the open vault, the login as stored, and the recovery code, which is stored nowhere
 * @throws CasebookError `invalid`, `conflict`, `in-use`, `bad-place`, `disk-full`
 */
export async function createVault(folder: string, options: CreateVaultOptions): Promise<{ vault: Vault; login: string; recoveryCode: string }> {
  return withLock(folder, options.lock, async lock => {
    if (vaultState(folder).state !== 'empty') {
      throw new CasebookError('conflict', '这个文件夹里已有台账文件，没有新建，原有文件没有改动。请换一个空文件夹，或直接登录。')
    }
    const fresh = join(folder, NEW_CASEBOOK)
    for (const leftover of ['', '-wal', '-shm', '-journal']) await rm(fresh + leftover, { force: true })
    const { key, recoveryCode } = await createKeyring(folder, options, options, async key => {
      const db = openEncrypted(fresh, key, { create: true })
      try {
        await options.migrate(db, { beforeFirst: async () => {} })
        await options.prepare?.(db)
      } finally {
        closeQuietly(db)
      }
      await syncFile(fresh)
      await syncFolder(folder)
    })
    await adoptNewCasebook(folder)
    const login = normalizeLogin(options.login)
    return { vault: vaultOf(folder, key, openEncrypted(casebookPath(folder), key), login, lock), login, recoveryCode }
  })
}

/**
 * Opens a casebook: ends an interrupted restore, checks the password, opens the database, migrates it (after a verified backup).
 *
 * @throws CasebookError `password`, `locked-out`, `in-use`, `bad-place`, `not-found`, `not-a-casebook`, `damaged`, `newer`, `disk-full`
 */
export async function openVault(folder: string, options: OpenVaultOptions): Promise<Vault> {
  return withLock(folder, options.lock, async lock => {
    await finishRestore(folder)
    await adoptNewCasebook(folder)
    const found = vaultState(folder)
    if (found.state === 'empty') throw new CasebookError('not-found', '这个文件夹里还没有台账。请先新建，或用备份恢复。')
    if (found.reason !== null) throw new CasebookError('not-found', found.reason)
    const key = await unlockWith(folder, options.credentials, options)
    const db = openEncrypted(casebookPath(folder), key)
    try {
      await options.migrate(db, {
        beforeFirst: async () => {
          await makeBackup({ db, key, folder }, { reason: 'migration', appVersion: options.appVersion })
        },
      })
    } catch (error) {
      closeQuietly(db)
      key.fill(0)
      throw mapSqliteError(error)
    }
    const { credentials } = options
    const login = 'login' in credentials ? normalizeLogin(credentials.login, { checked: false }) : null
    return vaultOf(folder, key, db, login, lock)
  })
}

interface HeldLock {
  /** Releases what this vault took; a lock the caller lent stays. */
  release(): void
}

async function withLock<T>(folder: string, lent: FolderLock | undefined, work: (lock: HeldLock) => Promise<T>): Promise<T> {
  await checkPlace(folder)
  await makePrivateFolder(folder).catch((error: unknown) => {
    throw mapSqliteError(error)
  })
  const lock: HeldLock = lent ? { release: () => {} } : lockFolder(folder)
  try {
    await removeTemporaries(folder)
    return await work(lock)
  } catch (error) {
    lock.release()
    throw mapSqliteError(error)
  }
}

/** The last step of createVault, also for one that a crash interrupted after its keyring was written. */
async function adoptNewCasebook(folder: string): Promise<void> {
  const fresh = join(folder, NEW_CASEBOOK)
  if (!existsSync(join(folder, KEYRING_FILE)) || existsSync(casebookPath(folder)) || !existsSync(fresh)) return
  await renameStubbornly(fresh, casebookPath(folder))
  await syncFolder(folder)
}

function vaultOf(folder: string, key: Buffer, db: Database.Database, login: string | null, lock: HeldLock): Vault {
  return {
    folder,
    key,
    db,
    login,
    close() {
      closeQuietly(db)
      key.fill(0)
      lock.release()
    },
  }
}
