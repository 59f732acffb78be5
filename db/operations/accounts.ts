import { CasebookError } from '../domain/errors.ts'
import type { Account, Role } from '../domain/records.ts'
import { officeColumns, readOffice } from '../store/office.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'
import type { Row } from '../store/tables.ts'
import { addUser, listLogins, removeUser, renewRecovery, setPassword, unlock } from '../vault/keyring.ts'
import { normalizeLogin } from '../vault/passwords.ts'
import type { Context, Handlers } from './context.ts'
import { renameField } from './fields.ts'

type Names = 'officeSave' | 'accountList' | 'accountAdd' | 'accountSave' | 'accountResetPassword' | 'changePassword' | 'renewRecoveryCode'

const toAccount = (row: Row<'account'>): Account => ({
  id: row.id,
  version: row.version,
  login: row.login,
  name: row.name,
  roles: JSON.parse(row.roles) as Role[],
  disabledAt: row.disabled_at,
  lastSignInAt: row.last_sign_in_at,
})

const roleField = (message: string) => new CasebookError('invalid', message, { fields: [{ path: 'roles', message }] })

async function checkRoles(context: Context, roles: readonly Role[]): Promise<void> {
  const office = await readOffice(context.store.read)
  if (roles.length > 1 && !office.severalRoles) {
    throw roleField('本单位设置为一人一个角色。请只选一个，或先在“单位设置”里允许一人多个角色。')
  }
}

/** There must always be somebody who can manage accounts. */
async function keepsAdmin(unit: UnitOfWork, changedId: string, after: { roles: readonly Role[]; disabled: boolean }): Promise<void> {
  const rows = await unit.trx.selectFrom('account').selectAll().where('deleted_at', 'is', null).execute()
  const admins = rows.filter((row) =>
    row.id === changedId ? !after.disabled && after.roles.includes('admin') : !row.disabled_at && (JSON.parse(row.roles) as Role[]).includes('admin'),
  )
  if (admins.length === 0) throw roleField('至少要有一个在用的“管理”账号，否则以后没有人能管理账号。请先给另一人加上“管理”角色。')
}

export const accountHandlers: Handlers<Names> = {
  async officeSave({ change, store }, { version, fields }) {
    const office = await readOffice(store.read)
    await change({ action: '修改单位设置' }, (unit) => unit.update('office', office.id, version, officeColumns(fields)))
    return readOffice(store.read)
  },

  async accountList({ store }) {
    const rows = await store.read.selectFrom('account').selectAll().where('deleted_at', 'is', null).orderBy('created_at').execute()
    return rows.map(toAccount)
  },

  async accountAdd(context, { name, login, password, roles }) {
    await checkRoles(context, roles)
    // The keyring first: a login without an account is refused at sign-in, an account without a login could never sign in.
    const normalized = normalizeLogin(login)
    await addUser(context.folder, context.key, normalized, password)
    try {
      return await context.change({ action: '新增账号' }, (unit) =>
        unit.insert('account', { login: normalized, name, roles: JSON.stringify(roles), disabled_at: null, last_sign_in_at: null }),
      )
    } catch (thrown) {
      await removeUser(context.folder, context.key, normalized)
      throw thrown
    }
  },

  async accountSave(context, { id, version, name, roles, disabled }) {
    await checkRoles(context, roles)
    if (disabled && id === context.actor.accountId) throw new CasebookError('conflict', '不能停用您自己正在使用的账号。请由另一位管理人员来做。')
    const { saved, login, wasDisabled } = await context.change({ action: disabled ? '停用账号' : '修改账号' }, async (unit) => {
      await keepsAdmin(unit, id, { roles, disabled })
      const before = await unit.trx.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
      if (!disabled && before.disabled_at && !(await listLogins(context.folder)).includes(before.login)) {
        throw new CasebookError('conflict', '这个账号停用时密码已经作废。请先用“重设密码”给他一个新密码，账号随即恢复使用。')
      }
      const saved = await unit.update('account', id, version, {
        name,
        roles: JSON.stringify(roles),
        disabled_at: disabled ? (before.disabled_at ?? unit.at) : null,
      })
      return { saved, login: before.login, wasDisabled: before.disabled_at !== null }
    })
    // A disabled person's password must not open the file either.
    if (disabled && !wasDisabled) await removeUser(context.folder, context.key, login)
    return saved
  },

  async accountResetPassword(context, { id, password }) {
    const account = await context.store.read.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst()
    if (!account) throw new CasebookError('not-found', '没有找到这个账号，请刷新后重试。')
    if ((await listLogins(context.folder)).includes(account.login)) await setPassword(context.folder, context.key, account.login, password)
    else await addUser(context.folder, context.key, account.login, password)
    await context.change({ action: '重设密码' }, async (unit) => {
      if (account.disabled_at) await unit.update('account', id, account.version, { disabled_at: null })
      else await unit.note('account', id, null)
    })
    return null
  },

  async changePassword(context, { oldPassword, newPassword }) {
    const login = await checkOwnPassword(context, oldPassword, 'oldPassword')
    await setPassword(context.folder, context.key, login, newPassword).catch(renameField('password', 'newPassword'))
    await context.change({ action: '修改自己的密码' }, (unit) => unit.note('account', context.actor.accountId, null))
    return null
  },

  async renewRecoveryCode(context, { password }) {
    await checkOwnPassword(context, password, 'password')
    const recoveryCode = await renewRecovery(context.folder, context.key)
    await context.change({ action: '更换恢复码' }, (unit) => unit.note('office', null, null))
    return { recoveryCode }
  },
}

/** Asks for the password again before something grave. Wrong ones count towards the lock-out. @returns the login */
async function checkOwnPassword({ store, actor, folder }: Context, password: string, field: string): Promise<string> {
  const { login } = await store.read.selectFrom('account').select('login').where('id', '=', actor.accountId).executeTakeFirstOrThrow()
  const key = await unlock(folder, login, password).catch((thrown: unknown) => {
    if (thrown instanceof CasebookError && thrown.code === 'password') {
      throw new CasebookError('invalid', thrown.message, { fields: [{ path: field, message: thrown.message }] })
    }
    throw thrown
  })
  key.fill(0)
  return login
}
