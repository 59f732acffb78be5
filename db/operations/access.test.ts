import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { permissions, rolePermissions } from '../domain/permissions.ts'
import type { Role } from '../domain/records.ts'
import { contract } from './contract.ts'
import type { OperationName } from './contract.ts'
import { openTestCasebook, testOffice, testOfficer } from './testCasebook.ts'
import type { TestCasebook } from './testCasebook.ts'

const names = Object.keys(contract) as OperationName[]
const withAccess = (access: string) => names.filter((name) => contract[name].access === access).sort()
/** No operation takes this: what gets as far as its input was let in. */
const nothingItTakes = Symbol('no input')

const roles = Object.keys(rolePermissions) as Role[]
const password = 'only one role 1'

describe('who may do what', () => {
  let casebook: TestCasebook
  beforeAll(async () => {
    casebook = openTestCasebook()
  })
  afterAll(() => casebook.destroy())

  it('needs no password for what opens, leaves or restores a casebook, and for nothing else', () => {
    expect(withAccess('public')).toEqual(['backupNames', 'backupRestore', 'deleteDemo', 'openDemo', 'recover', 'sessionState', 'setUp', 'signIn', 'signOut'])
    // What everybody may do who is signed in: his own password, drafts and views, and reading lists that hold nobody.
    expect(withAccess('signed-in')).toEqual(['backupList', 'changePassword', 'codeListAll', 'draftDelete', 'draftGet', 'draftList', 'draftSave', 'referenceList', 'viewGet', 'viewSet'])
    const known: readonly string[] = ['public', 'signed-in', ...permissions]
    expect(names.filter((name) => !known.includes(contract[name].access))).toEqual([])
  })

  it('lets nobody change a record who may only read', () => {
    const changing = names.filter((name) => contract[name].kind === 'command' || contract[name].writes)
    const reading: readonly string[] = rolePermissions.viewer
    // Papers and reports are made and logged by whoever may read them; what of a person stands in them goes by the right to see it.
    expect(changing.filter((name) => reading.includes(contract[name].access)).sort()).toEqual(['ownReportRecycle', 'ownReportRestore', 'ownReportSave', 'paperMake', 'reportPaper'])
  })

  it('refuses every operation before signing in', async () => {
    for (const name of names.filter((one) => contract[one].access !== 'public')) expect([name, (await casebook.fails(name, nothingItTakes)).code]).toEqual([name, 'signed-out'])
    await casebook.ok('setUp', { office: testOffice, officer: testOfficer })
    for (const role of roles) await casebook.ok('accountAdd', { name: role, login: role, password, roles: [role] })
  })

  it.each(roles)('lets the role %s do what it allows and refuses everything else, with who can', async (role) => {
    await casebook.ok('signIn', { login: role, password })
    const allowed: readonly string[] = [...rolePermissions[role], 'signed-in']
    for (const name of names.filter((one) => contract[one].access !== 'public')) {
      const { code, message } = await casebook.fails(name, nothingItTakes)
      if (allowed.includes(contract[name].access)) expect([name, code]).toEqual([name, 'invalid'])
      else {
        expect([name, code]).toEqual([name, 'forbidden'])
        expect(message).toMatch(/需要“.+”/)
      }
    }
  })

  it('goes by the roles an account has now', async () => {
    await casebook.ok('signIn', { login: testOfficer.login, password: testOfficer.password })
    const officer = (await casebook.ok('accountList', undefined)).find(({ login }) => login === 'officer')
    await casebook.ok('accountSave', { id: officer?.id ?? '', version: officer?.version ?? 0, name: 'officer', roles: ['viewer'], disabled: false })
    await casebook.ok('signIn', { login: 'officer', password })
    expect((await casebook.fails('caseCreate', nothingItTakes)).code).toBe('forbidden')
  })
})
