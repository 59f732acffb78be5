import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { CasebookError } from '../domain/errors.ts'
import { migrate } from '../store/migrate.ts'
import { listBackups } from './backup.ts'
import { closeQuietly, openEncrypted } from './connection.ts'
import { addUser, setPassword } from './keyring.ts'
import { lockFolder } from './lock.ts'
import { PASSWORD, WORK, filesBelow, migrateTo, refusal, removeFoldersAfterEach, temporaryFolder } from './testing.ts'
import type { Migrate } from './vault.ts'
import { createVault, openVault, vaultState } from './vault.ts'

removeFoldersAfterEach()

let folder = ''
beforeEach(() => {
  folder = join(temporaryFolder(), 'data')
})

const common = { work: WORK, appVersion: '0.1.0' }
const make = (migration: Migrate = migrateTo(1)) => createVault(folder, { ...common, login: 'Zhang', password: PASSWORD, migrate: migration })
const open = (migration: Migrate = migrateTo(1)) => openVault(folder, { ...common, credentials: { login: 'zhang', password: PASSWORD }, migrate: migration })
const hash = (name: string) => createHash('sha256').update(readFileSync(join(folder, name))).digest('hex')

describe('a new casebook', () => {
  test('is there after it was closed, opens with the password or the recovery code, and leaves only its own files', async () => {
    expect(vaultState(folder)).toEqual({ state: 'empty', reason: null })
    const { vault, recoveryCode, login } = await make()
    expect([login, vault.login]).toEqual(['zhang', 'zhang'])
    vault.db.exec("INSERT INTO note (text) VALUES ('第一条')")
    vault.close()
    expect(vault.key.equals(Buffer.alloc(32))).toBe(true)
    expect(readdirSync(folder)).toEqual(['casebook.db', 'casebook.lock', 'keyring.json'])
    expect(vaultState(folder)).toEqual({ state: 'present', reason: null })
    for (const credentials of [{ login: ' ZHANG', password: PASSWORD }, { recoveryCode }]) {
      const again = await openVault(folder, { ...common, credentials, migrate: migrateTo(1) })
      expect(again.db.prepare('SELECT text FROM note').pluck().all()).toEqual(['第一条'])
      expect(again.login).toBe('login' in credentials ? 'zhang' : null)
      again.close()
    }
  })

  test('the store’s own migrations run in it', async () => {
    const { vault } = await make(migrate)
    expect(vault.db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'relief_case'").pluck().get()).toBe(1)
    vault.close()
    ;(await open(migrate)).close()
  })

  test('is not made over anything that is there', async () => {
    ;(await make()).vault.close()
    const before = filesBelow(folder).map(hash)
    await refusal(() => make(), 'conflict')
    expect(filesBelow(folder).map(hash)).toEqual(before)
  })

  test('does not come into being when its first rows cannot be written, and can be made afterwards', async () => {
    const failing = createVault(folder, {
      ...common,
      login: 'zhang',
      password: PASSWORD,
      migrate: migrateTo(1),
      prepare: () => {
        throw new CasebookError('invalid', '单位名称不能为空。')
      },
    })
    await refusal(() => failing, 'invalid')
    expect(vaultState(folder).state).toBe('empty')
    ;(await make()).vault.close()
    expect(readdirSync(folder)).toEqual(['casebook.db', 'casebook.lock', 'keyring.json'])
  })

  test('a crash just after the keyring was written is made good at the next opening', async () => {
    ;(await make()).vault.close()
    renameSync(join(folder, 'casebook.db'), join(folder, 'casebook.db.new'))
    expect(vaultState(folder).state).toBe('present')
    ;(await open()).close()
    expect(existsSync(join(folder, 'casebook.db'))).toBe(true)
  })
})

describe('opening', () => {
  test('one at a time; closing frees the folder, and so does a wrong password', async () => {
    const { vault } = await make()
    await refusal(() => open(), 'in-use')
    vault.close()
    await refusal(() => openVault(folder, { ...common, credentials: { login: 'zhang', password: 'wrong wrong' }, migrate: migrateTo(1) }), 'password')
    ;(await open()).close()
  })

  test('a lent lock is used and not released', async () => {
    ;(await make()).vault.close()
    const lock = lockFolder(folder)
    const vault = await openVault(folder, { ...common, credentials: { login: 'zhang', password: PASSWORD }, migrate: migrateTo(1), lock })
    vault.close()
    await refusal(() => lockFolder(folder), 'in-use')
    lock.release()
  })

  test('an empty folder, a missing keyring and missing data are said in words, and nothing is made', async () => {
    await refusal(() => open(), 'not-found')
    ;(await make()).vault.close()
    for (const name of ['keyring.json', 'casebook.db']) {
      renameSync(join(folder, name), join(folder, 'aside'))
      expect(vaultState(folder)).toEqual({ state: 'incomplete', reason: expect.stringContaining(name) as unknown })
      await refusal(() => open(), 'not-found')
      await refusal(() => make(), 'conflict')
      expect(existsSync(join(folder, name))).toBe(false)
      renameSync(join(folder, 'aside'), join(folder, name))
    }
    ;(await open()).close()
  })

  test('data of another casebook under this keyring is refused and kept', async () => {
    ;(await make()).vault.close()
    const kept = readFileSync(join(folder, 'casebook.db'))
    rmSync(folder, { recursive: true })
    ;(await make()).vault.close()
    writeFileSync(join(folder, 'casebook.db'), kept)
    await refusal(() => open(), 'not-a-casebook')
    expect(readFileSync(join(folder, 'casebook.db')).equals(kept)).toBe(true)
  })

  test('accounts added while open can open it', async () => {
    const { vault } = await make()
    await addUser(folder, vault.key, '李四', '李四的密码2026', common)
    await setPassword(folder, vault.key, 'zhang', '张的新密码2026', common)
    vault.close()
    await refusal(() => open(), 'password')
    const again = await openVault(folder, { ...common, credentials: { login: '李四', password: '李四的密码2026' }, migrate: migrateTo(1) })
    again.close()
  })
})

describe('migrations', () => {
  test('a verified backup is made before the first one, and a failing one leaves the file as it was', async () => {
    const { vault } = await make()
    vault.db.exec("INSERT INTO note (text) VALUES ('旧')")
    vault.close()
    const failing: Migrate = async (db, { beforeFirst }) => {
      await beforeFirst()
      db.transaction(() => {
        db.exec('ALTER TABLE note ADD COLUMN colour TEXT')
        throw new CasebookError('internal', '升级没有成功，数据没有改动。')
      })()
    }
    await refusal(() => open(failing), 'internal')
    const old = await open()
    expect(old.db.prepare('SELECT * FROM note').all()).toEqual([{ id: 1, text: '旧' }])
    old.close()
    const upgraded = await open(migrateTo(2))
    expect(upgraded.db.prepare('SELECT * FROM note').all()).toEqual([{ id: 1, text: '旧', colour: null }])
    upgraded.close()
    const backups = await listBackups(folder)
    expect(backups.map(({ reason, verified }) => ({ reason, verified }))).toEqual([
      { reason: 'migration', verified: true },
      { reason: 'migration', verified: true },
    ])
  })

  test('a failing backup stops the migration', async () => {
    ;(await make()).vault.close()
    writeFileSync(join(folder, 'backups'), 'a file where the folder should be')
    await expect(open(migrateTo(2))).rejects.toThrow()
    rmSync(join(folder, 'backups'))
    const vault = await open()
    expect(vault.db.pragma('user_version', { simple: true })).toBe(1)
    vault.close()
  })

  test('a file from a newer version is refused and not one byte of it changes', async () => {
    const { vault } = await make(migrate)
    vault.db.pragma('user_version = 999')
    vault.close()
    const before = hash('casebook.db')
    await refusal(() => open(migrate), 'newer')
    expect(hash('casebook.db')).toBe(before)
    expect(readdirSync(folder)).toEqual(['casebook.db', 'casebook.lock', 'keyring.json'])
  })
})

test('what a kill left of a half-written keyring goes at the next opening; other files stay', async () => {
  ;(await make()).vault.close()
  for (const name of ['keyring.json.0a1b2c3d.tmp', '说明.tmp', 'keyring.json.bak']) writeFileSync(join(folder, name), '{')
  ;(await open()).close()
  expect(readdirSync(folder)).toEqual(['casebook.db', 'casebook.lock', 'keyring.json', 'keyring.json.bak', '说明.tmp'])
})

test('what a crash left in the write-ahead log is there at the next opening', async () => {
  const { vault } = await make()
  const key = Buffer.from(vault.key)
  vault.close()
  const first = openEncrypted(join(folder, 'casebook.db'), key)
  first.exec("INSERT INTO note (text) VALUES ('只在日志里')")
  for (const name of ['casebook.db', 'casebook.db-wal']) writeFileSync(join(folder, `${name}.copy`), readFileSync(join(folder, name)))
  closeQuietly(first)
  for (const name of ['casebook.db', 'casebook.db-wal']) renameSync(join(folder, `${name}.copy`), join(folder, name))
  const again = await open()
  expect(again.db.prepare('SELECT text FROM note').pluck().all()).toEqual(['只在日志里'])
  again.close()
})
