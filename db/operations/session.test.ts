import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { addDays, today } from '../domain/dates.ts'
import { addUser, listLogins, unlock } from '../vault/keyring.ts'
import type { Input } from './contract.ts'
import { openReadyCasebook, openTestCasebook, testOffice, testOfficer } from './testCasebook.ts'
import type { TestCasebook } from './testCasebook.ts'
import { caseInput } from './testContext.ts'

let casebook: TestCasebook
afterEach(async () => {
  const { bugs } = casebook
  await casebook.destroy()
  expect(bugs).toEqual([])
})

const signIn = { login: testOfficer.login, password: testOfficer.password }

test('a new folder is set up once, signed out of and into again', async () => {
  casebook = openTestCasebook()
  expect(await casebook.ok('sessionState', undefined)).toMatchObject({ vault: 'empty', signedIn: null })
  const { recoveryCode } = await casebook.ok('setUp', { office: testOffice, officer: testOfficer })
  expect(recoveryCode).toMatch(/^[0-9A-Z]{5}(-[0-9A-Z]{5}){3,}/)
  const state = await casebook.ok('sessionState', undefined)
  expect(state).toMatchObject({ vault: 'present', office: { name: testOffice.name }, signedIn: { name: testOfficer.name } })
  expect(await casebook.fails('setUp', { office: testOffice, officer: testOfficer })).toMatchObject({ code: 'conflict' })

  await casebook.ok('signOut', undefined)
  expect(await casebook.fails('caseList', { filter: {} })).toMatchObject({ code: 'signed-out' })
  expect(await casebook.fails('signIn', { ...signIn, password: 'wrong password' })).toMatchObject({ code: 'password' })
  expect((await casebook.ok('signIn', { login: ' ZHANG ', password: testOfficer.password })).signedIn?.login).toBe('zhang')
})

test('the recovery code gives a new password, and the old one stops working', async () => {
  casebook = openTestCasebook()
  const { recoveryCode } = await casebook.ok('setUp', { office: testOffice, officer: testOfficer })
  await casebook.ok('signOut', undefined)
  expect(await casebook.fails('recover', { recoveryCode, login: 'nobody', newPassword: 'another one 22' })).toMatchObject({ fields: [{ path: 'login' }] })
  expect(await casebook.fails('recover', { recoveryCode, login: 'zhang', newPassword: 'short' })).toMatchObject({ fields: [{ path: 'newPassword' }] })
  await casebook.ok('recover', { recoveryCode: recoveryCode.toLowerCase(), login: 'zhang', newPassword: 'another one 22' })
  await casebook.ok('signOut', undefined)
  expect(await casebook.fails('signIn', signIn)).toMatchObject({ code: 'password' })
  await casebook.ok('signIn', { login: 'zhang', password: 'another one 22' })
})

test('bad input is named by field, in Chinese', async () => {
  casebook = openTestCasebook()
  const failure = await casebook.fails('setUp', { office: { ...testOffice, name: '', caseNumberPattern: 'x' }, officer: { ...testOfficer, password: 'zhang' } })
  expect(failure.code).toBe('invalid')
  expect(failure.fields?.map((field) => field.path)).toEqual(['office.name', 'office.caseNumberPattern'])
  expect(await casebook.fails('setUp', { office: testOffice, officer: { ...testOfficer, password: 'zhang' } })).toMatchObject({ fields: [{ path: 'officer.password' }] })
  expect(await casebook.fails('noSuchThing' as 'signOut', {})).toMatchObject({ code: 'invalid' })
  expect(await casebook.fails('setUp', undefined)).toMatchObject({ code: 'invalid' })
})

test('accounts: roles are enforced, a disabled password opens nothing, somebody always manages', async () => {
  casebook = await openReadyCasebook()
  const viewer = await casebook.ok('accountAdd', { name: '李查看', login: 'li', password: 'reading only 1', roles: ['viewer'] })
  expect(await casebook.fails('accountAdd', { name: '李二', login: 'LI', password: 'reading only 1', roles: ['viewer'] })).toMatchObject({ code: 'conflict' })

  await casebook.ok('signIn', { login: 'li', password: 'reading only 1' })
  const refusal = await casebook.fails('accountList', undefined)
  expect(refusal).toMatchObject({ code: 'forbidden' })
  expect(refusal.message).toContain('管理')
  await casebook.ok('changePassword', { oldPassword: 'reading only 1', newPassword: 'reading only 2' })
  expect(await casebook.fails('changePassword', { oldPassword: 'reading only 1', newPassword: 'x2345678' })).toMatchObject({ fields: [{ path: 'oldPassword' }] })

  await casebook.ok('signIn', signIn)
  const [first] = await casebook.ok('accountList', undefined)
  expect(await casebook.fails('accountSave', { id: first!.id, version: first!.version, name: '张', roles: ['officer'], disabled: false })).toMatchObject({
    fields: [{ path: 'roles' }],
  })
  expect(await casebook.fails('accountSave', { id: first!.id, version: first!.version, name: '张', roles: first!.roles, disabled: true })).toMatchObject({ code: 'conflict' })
  await casebook.ok('accountSave', { ...viewer, name: '李查看', roles: ['viewer'], disabled: true })
  expect(await casebook.fails('accountSave', { ...viewer, name: '李查看', roles: ['viewer'], disabled: true })).toMatchObject({ code: 'stale' })
  expect(await casebook.fails('signIn', { login: 'li', password: 'reading only 2' })).toMatchObject({ code: 'password' })

  await casebook.ok('signIn', signIn)
  await casebook.ok('accountResetPassword', { id: viewer.id, password: 'reading only 3' })
  await casebook.ok('signIn', { login: 'li', password: 'reading only 3' })
})

test('a login that a crash left without an account, or with a disabled one, opens nothing after the next signing in', async () => {
  casebook = await openReadyCasebook()
  const data = join(casebook.folder, 'data')
  const li = { name: '李查看', login: 'li', password: 'reading only 1', roles: ['viewer'] } as const
  const gone = await casebook.ok('accountAdd', { ...li, login: 'gone', roles: ['viewer'] })
  await casebook.ok('accountSave', { ...gone, name: '停用', roles: ['viewer'], disabled: true })
  const key = await unlock(data, testOfficer.login, testOfficer.password)
  // What stands in the keyring when the power fails between the two halves of adding and of disabling.
  for (const login of [li.login, 'gone']) await addUser(data, key, login, li.password)
  expect(await casebook.fails('accountAdd', li)).toMatchObject({ code: 'conflict' })
  await casebook.ok('signIn', signIn)
  expect(await listLogins(data)).toEqual(['zhang'])
  await casebook.ok('accountAdd', { ...li, roles: ['viewer'] })
  await casebook.ok('signIn', { login: li.login, password: li.password })
  expect(await listLogins(data)).toEqual(['zhang', 'li'])
})

test('the demonstration stands beside the real casebook and goes without a trace of it', async () => {
  casebook = await openReadyCasebook()
  const demo = await casebook.ok('openDemo', undefined)
  expect(demo).toMatchObject({ demo: true, demoExists: true })
  expect(await casebook.ok('caseTotals', { filter: {} })).toMatchObject({ grantedCases: 34, grantedPeople: 37, grantedFen: 86_300_000 })
  expect(await casebook.ok('dutyList', undefined)).toEqual([])
  await casebook.ok('signIn', signIn)
  expect(await casebook.ok('caseTotals', { filter: {} })).toMatchObject({ cases: 0 })
  await casebook.ok('deleteDemo', undefined)
  expect(await casebook.ok('sessionState', undefined)).toMatchObject({ demo: false, demoExists: false, signedIn: { login: 'zhang' } })
})

test('signing out backs up what changed; the backup restores into an empty folder', async () => {
  casebook = await openReadyCasebook()
  await casebook.ok('signOut', undefined)
  const names = await casebook.ok('backupNames', undefined)
  expect(names).toHaveLength(1)
  await casebook.ok('signIn', signIn)
  await casebook.ok('signOut', undefined)
  expect(await casebook.ok('backupNames', undefined)).toEqual(names)
  await casebook.close()

  const other = openTestCasebook()
  const folder = `${casebook.folder}/data/backups/${names[0]!.name}`
  expect(await other.fails('backupRestore', { from: { folder: 'b' }, login: 'zhang', password: 'wrong', recoveryCode: null }, { b: folder })).toMatchObject({ code: 'password' })
  expect(await other.ok('backupRestore', { from: { folder: 'b' }, ...signIn, recoveryCode: null }, { b: folder })).toMatchObject({ logins: ['zhang'] })
  expect((await other.ok('signIn', signIn)).office?.name).toBe(testOffice.name)
  await other.destroy()
})

test('the trail is searched by words and days, and leafed through', async () => {
  casebook = await openReadyCasebook()
  await casebook.ok('caseCreate', caseInput({ basics: { caseNumber: '试救助〔2024〕7号' } }))
  await casebook.ok('accountAdd', { name: '李查看', login: 'li', password: 'reading only 1', roles: ['viewer'] })
  const actions = async (more: Partial<Input<'auditList'>>) => (await casebook.ok('auditList', { caseId: null, limit: 200, ...more })).rows.map(({ action }) => action)
  const all = await actions({})
  expect(all.length).toBeGreaterThan(3)
  const made = await actions({ text: `${testOfficer.name} 2024〕7号` })
  expect(made).toContain('新建案件')
  expect(made).not.toContain('新增账号')
  expect(await actions({ text: '没有这个词' })).toEqual([])
  expect(await actions({ text: '100%' })).toEqual([])
  expect(await actions({ from: today(), to: today() })).toEqual(all)
  expect(await actions({ to: addDays(today(), -1) })).toEqual([])
  const first = await casebook.ok('auditList', { caseId: null, from: today(), limit: 2 })
  const second = await casebook.ok('auditList', { caseId: null, from: today(), limit: 2, after: first.next })
  expect([...first.rows, ...second.rows].map(({ action }) => action)).toEqual(all.slice(0, 4))
})
