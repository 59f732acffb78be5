import { dirname, join } from 'node:path'
import { CasebookError } from '../domain/errors.ts'
import type { Role } from '../domain/records.ts'
import { permissionsOf } from '../domain/permissions.ts'
import type { Permission } from '../domain/permissions.ts'
import { auditHead } from '../store/audit.ts'
import type { Actor } from '../store/audit.ts'
import { migrate } from '../store/migrate.ts'
import { openStore } from '../store/store.ts'
import type { Store } from '../store/store.ts'
import type { change as changeRecords, UnitOfWork, Why } from '../store/unitOfWork.ts'
import { listBackups, makeBackup, readManifest } from '../vault/backup.ts'
import { namedContents, sweepContents } from '../vault/attachments.ts'
import { mapSqliteError } from '../vault/connection.ts'
import type { Credentials } from '../vault/keyring.ts'
import { openVault } from '../vault/vault.ts'
import type { Vault } from '../vault/vault.ts'

export interface CasebookOptions {
  dataFolder: string
  /** The ledger the demonstration casebook is made from. */
  demoLedger: string
  appVersion: string
}

/** An open casebook and who is signed in to it. */
export interface OpenCasebook {
  folder: string
  demo: boolean
  key: Buffer
  store: Store
  vault: Vault
  actor: Actor & { accountId: string }
  login: string
  roles: Role[]
  permissions: readonly Permission[]
  /** The day for which lists whose destruction is due were destroyed last. */
  purgedOn: string | null
  change<T>(why: Why, work: (unit: UnitOfWork) => Promise<T>): Promise<T>
}

/** The data folder, the demonstration beside it, and at most one of the two open. Holds no rule: it opens and closes. */
export interface Casebook {
  readonly appVersion: string
  readonly dataFolder: string
  readonly demoFolder: string
  readonly demoLedger: string
  current: OpenCasebook | null
  /** Opens the files of a folder; the caller finds the account and calls `enter`. */
  unlock(folder: string, credentials: Credentials): Promise<{ vault: Vault; store: Store }>
  enter(opened: { vault: Vault; store: Store }, account: { id: string; name: string; login: string; roles: Role[] }): OpenCasebook
  /** Remembers what works on the open files; `leave` waits for it. */
  follow<T>(work: Promise<T>): Promise<T>
  /**
   * Signs out: waits for what still reads or exports, backs up when something changed since the last backup, then closes the files.
   * @param options.backup false where a backup follows anyway
   * @throws CasebookError when the backup failed; nobody is signed in then all the same
   */
  leave(options?: { backup?: boolean }): Promise<void>
  close(): Promise<void>
}

/** `change` of the store, loaded once a password was given: it brings the pinyin dictionary with it, which a sign-in page does without. */
export async function change<T>(...input: Parameters<typeof changeRecords<T>>): Promise<T> {
  const { change: changeNow } = await import('../store/unitOfWork.ts')
  return changeNow(...input)
}

/** The audit action of letting somebody in: no reason for a backup, which would push older ones out of the rotation. */
export const signInAction = '登录'

/** Whether the newest sound backup lacks anything that was done since. */
async function changedSinceBackup({ folder, store }: OpenCasebook): Promise<boolean> {
  const newest = (await listBackups(folder)).find((backup) => backup.verified)
  const head = newest ? (await readManifest(newest.folder)).auditHead : null
  const backedUp = head === null ? undefined : await store.read.selectFrom('audit_entry').select('seq').where('hash', '=', head).executeTakeFirst()
  const since = await store.read
    .selectFrom('audit_entry')
    .select('seq')
    .where('seq', '>', backedUp?.seq ?? 0)
    .where('action', '!=', signInAction)
    .limit(1)
    .executeTakeFirst()
  return since !== undefined
}

/** Removes contents of files that no record names any more, such as those of an upload that was refused at the end. */
function sweep({ folder, key, vault }: OpenCasebook): void {
  try {
    sweepContents(folder, key, namedContents(vault.db))
  } catch {
    // They lie there until the next time; a damaged file is told of where attachments are read and where the casebook is checked.
  }
}

export function createCasebook(options: CasebookOptions): Casebook {
  const { dataFolder, demoLedger, appVersion } = options
  const running = new Set<Promise<unknown>>()

  const casebook: Casebook = {
    appVersion,
    dataFolder,
    demoFolder: join(dirname(dataFolder), 'demonstration'),
    demoLedger,
    current: null,
    async unlock(folder, credentials) {
      const vault = await openVault(folder, { credentials, migrate, appVersion })
      return { vault, store: openStore(vault.db) }
    },
    enter({ vault, store }, account) {
      const actor = { accountId: account.id, name: account.name }
      casebook.current = {
        folder: vault.folder,
        demo: vault.folder === casebook.demoFolder,
        key: vault.key,
        store,
        vault,
        actor,
        login: account.login,
        roles: account.roles,
        permissions: permissionsOf(account.roles),
        purgedOn: null,
        change: (why, work) => change(store.read, actor, why, work),
      }
      return casebook.current
    },
    follow(work) {
      running.add(work)
      const ended = (): void => void running.delete(work)
      work.then(ended, ended)
      return work
    },
    async leave({ backup = true } = {}) {
      const open = casebook.current
      if (!open) return
      casebook.current = null
      try {
        // A worker has the files open too: the folder must not be given free, nor its key be wiped, under it.
        await Promise.allSettled(running)
        sweep(open)
        if (backup && !open.demo && (await changedSinceBackup(open))) {
          await makeBackup(open.vault, { reason: 'quit', appVersion, auditHead: await auditHead(open.store.read) })
        }
      } catch (thrown) {
        const cause = mapSqliteError(thrown)
        if (!(cause instanceof CasebookError)) throw cause
        throw new CasebookError(cause.code, `已退出登录，已保存的内容都在，但退出时的备份没有做成。${cause.message}`, { cause })
      } finally {
        open.vault.close()
      }
    },
    close: () => casebook.leave(),
  }
  return casebook
}
