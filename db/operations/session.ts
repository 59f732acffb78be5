import { rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { CasebookError } from '../domain/errors.ts'
import type { Role } from '../domain/records.ts'
import { migrate } from '../store/migrate.ts'
import { readOffice, officeColumns } from '../store/office.ts'
import { openStore, writable } from '../store/store.ts'
import type { Store } from '../store/store.ts'
import { restoreBackup, listBackups } from '../vault/backup.ts'
import { listLogins, removeUser, setPassword } from '../vault/keyring.ts'
import { normalizeLogin } from '../vault/passwords.ts'
import { createVault, vaultState } from '../vault/vault.ts'
import type { Vault } from '../vault/vault.ts'
import { change, signInAction } from './casebook.ts'
import type { Casebook } from './casebook.ts'
import type { OperationName, Output, Parsed, SessionState } from './contract.ts'
import { fileOf } from './calls.ts'
import type { CallContext } from './calls.ts'
import { renameField } from './fields.ts'

/** Operations that work without a session or change it: they get the casebook itself instead of a signed-in context. */
const sessionOperations = ['sessionState', 'setUp', 'signIn', 'signOut', 'recover', 'openDemo', 'deleteDemo', 'backupRestore', 'backupNames'] as const
export type SessionOperation = (typeof sessionOperations)[number]

export function isSessionOperation(name: OperationName): name is SessionOperation {
  return (sessionOperations as readonly string[]).includes(name)
}

export type SessionHandlers = { [K in SessionOperation]: (input: Parsed<K>, call: CallContext) => Promise<Output<K>> }

/** The demonstration holds invented people only; its password is no secret. */
const demoCredentials = { login: '演示', password: '演示台账12345678' }

export function sessionHandlers(casebook: Casebook): SessionHandlers {
  async function state(): Promise<SessionState> {
    const open = casebook.current
    const folder = vaultState(casebook.dataFolder)
    return {
      vault: folder.state,
      trouble: folder.reason ?? null,
      demo: open?.demo ?? false,
      demoExists: existsSync(casebook.demoFolder),
      signedIn: open && { accountId: open.actor.accountId, login: open.login, name: open.actor.name, roles: open.roles, permissions: [...open.permissions] },
      office: open && (await readOffice(open.store.read)),
    }
  }

  /** Finds the account behind a login and lets it in; closes the files again if it may not or cannot. */
  async function enterAs(opened: { vault: Vault; store: Store }, login: string, action: string): Promise<SessionState> {
    try {
      const account = await opened.store.read.selectFrom('account').selectAll().where('login', '=', login).where('deleted_at', 'is', null).executeTakeFirst()
      if (!account || account.disabled_at) throw new CasebookError('forbidden', '这个账号已经停用，不能登录。请联系本单位的管理人员。')
      const actor = { accountId: account.id, name: account.name }
      await change(opened.store.read, actor, { action }, (unit) => unit.note('account', account.id, null))
      await writable(opened.store.read).updateTable('account').set({ last_sign_in_at: new Date().toISOString() }).where('id', '=', account.id).execute()
      // Signing in must not fail for it: it is tried again the next time.
      await closeDoors(opened).catch(() => undefined)
      const { loadCodeLists } = await import('../store/reference.ts')
      await loadCodeLists(opened.store.read)
      casebook.enter(opened, { id: account.id, name: account.name, login: account.login, roles: JSON.parse(account.roles) as Role[] })
    } catch (thrown) {
      opened.vault.close() // or the folder would stay locked against the next try
      throw thrown
    }
    return state()
  }

  /** A password opens the files by itself: what a crash left in the keyring between an account and its login, added or disabled, goes at the next signing in. */
  async function closeDoors({ vault, store }: { vault: Vault; store: Store }): Promise<void> {
    const accounts = await store.read.selectFrom('account').select('login').where('deleted_at', 'is', null).where('disabled_at', 'is', null).execute()
    const inUse = new Set(accounts.map(({ login }) => login))
    for (const login of await listLogins(vault.folder)) if (!inUse.has(login)) await removeUser(vault.folder, vault.key, login)
  }

  /** Makes a casebook with its office and first account; one person starts with every role an office needs. */
  async function create(
    folder: string,
    office: Parsed<'setUp'>['office'],
    officer: Parsed<'setUp'>['officer'],
  ): Promise<{ opened: { vault: Vault; store: Store }; login: string; recoveryCode: string }> {
    const login = normalizeLogin(officer.login)
    const { vault, recoveryCode } = await createVault(folder, {
      login,
      password: officer.password,
      migrate,
      appVersion: casebook.appVersion,
      prepare: (db) =>
        change(openStore(db).read, { accountId: null, name: officer.name }, { action: '新建台账' }, async (unit) => {
          await unit.insert('office', officeColumns({ ...office, idleLockMinutes: 15, severalRoles: true }))
          const roles: Role[] = ['officer', 'approver', 'admin', 'auditor']
          await unit.insert('account', { login, name: officer.name, roles: JSON.stringify(roles), disabled_at: null, last_sign_in_at: null })
        }),
    })
    return { opened: { vault, store: openStore(vault.db) }, login, recoveryCode }
  }

  /** Brings in the demonstration's ledger, also where the first opening was cut off before it: it comes in whole or not at all. */
  async function fillDemo(): Promise<void> {
    const open = casebook.current
    if (!open || (await open.store.read.selectFrom('import_batch').select('id').limit(1).executeTakeFirst())) return
    try {
      const { importLedgerInto } = await import('./ledgers.ts')
      await importLedgerInto(open, casebook.demoLedger)
    } catch (thrown) {
      await casebook.leave()
      throw thrown
    }
  }

  return {
    sessionState: () => state(),

    async setUp({ office, officer }) {
      const present = vaultState(casebook.dataFolder)
      if (present.state !== 'empty') throw new CasebookError('conflict', present.reason ?? '这台电脑上已经有台账，没有新建。请直接登录。')
      await casebook.leave()
      const { opened, login, recoveryCode } = await create(casebook.dataFolder, office, officer).catch(renameField(/^/, 'officer.'))
      await enterAs(opened, login, signInAction)
      return { recoveryCode }
    },

    async signIn({ login, password }) {
      await casebook.leave()
      const opened = await casebook.unlock(casebook.dataFolder, { login, password })
      return enterAs(opened, normalizeLogin(login), signInAction)
    },

    async signOut() {
      await casebook.leave()
      return null
    },

    async recover({ recoveryCode, login, newPassword }) {
      await casebook.leave()
      const opened = await casebook.unlock(casebook.dataFolder, { recoveryCode })
      try {
        const known = await listLogins(casebook.dataFolder)
        const name = known.find((one) => one === normalizeLogin(login, { checked: false }))
        if (!name) throw new CasebookError('invalid', `没有登录名“${login}”。请填写本台账已有的登录名。`, { fields: [{ path: 'login', message: '没有这个登录名' }] })
        await setPassword(casebook.dataFolder, opened.vault.key, name, newPassword).catch(renameField('password', 'newPassword'))
        return await enterAs(opened, name, '用恢复码重设密码并登录')
      } catch (thrown) {
        if (!casebook.current) opened.vault.close()
        throw thrown
      }
    },

    async openDemo() {
      await casebook.leave()
      if (vaultState(casebook.demoFolder).state !== 'present') {
        await rm(casebook.demoFolder, { recursive: true, force: true })
        const office: Parsed<'setUp'>['office'] = {
          name: '安次区人民检察院（演示）',
          level: 'county',
          higherOffice: '廊坊市人民检察院',
          region: '河北省廊坊市安次区',
          caseNumberPattern: '冀廊安检救助〔{year}〕{seq}号',
          yearStartsOn: '01-01',
        }
        const { opened, login } = await create(casebook.demoFolder, office, { ...demoCredentials, name: '演示人员' })
        await enterAs(opened, login, '打开演示台账')
      } else {
        const opened = await casebook.unlock(casebook.demoFolder, demoCredentials)
        await enterAs(opened, demoCredentials.login, '打开演示台账')
      }
      await fillDemo()
      return state()
    },

    async deleteDemo() {
      if (casebook.current?.demo) await casebook.leave()
      await rm(casebook.demoFolder, { recursive: true, force: true })
      return null
    },

    async backupRestore({ from, login, password, recoveryCode }, call) {
      const credentials = credentialsOf(login, password, recoveryCode)
      const own = 'name' in from ? (await listBackups(casebook.dataFolder)).find((backup) => backup.name === from.name) : undefined
      if ('name' in from && !own) throw new CasebookError('not-found', '没有找到这份备份，可能已被移走。请刷新后重新选择。')
      // Restoring backs up what is there itself, and must also work where that cannot be backed up any more.
      await casebook.leave({ backup: false })
      const folder = 'folder' in from ? fileOf(call.files, from.folder) : own!.folder
      const { logins, savedPresentAs } = await restoreBackup(folder, casebook.dataFolder, { credentials, appVersion: casebook.appVersion })
      return { logins, savedPresentAs }
    },

    async backupNames() {
      return (await listBackups(casebook.dataFolder)).map(({ name, createdAt }) => ({ name, createdAt }))
    },
  }
}

function credentialsOf(login: string | null, password: string | null, recoveryCode: string | null) {
  if (recoveryCode) return { recoveryCode }
  if (login && password) return { login, password }
  throw new CasebookError('invalid', '请填写做备份时的登录名和密码，或者填写恢复码。')
}
