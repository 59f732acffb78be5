import { cpSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { keepContent } from './attachments.ts'
import type { Backup } from './backup.ts'
import { listBackups, makeBackup, restoreBackup, verifyBackup } from './backup.ts'
import type { Credentials } from './keyring.ts'
import { addUser, renewRecovery, setPassword } from './keyring.ts'
import { lockFolder } from './lock.ts'
import { commitRestore, finishRestore, restoreIsUnfinished, stageRestore } from './swap.ts'
import { PASSWORD, WORK, filesBelow, migrateTo, refusal, removeFoldersAfterEach, temporaryFolder } from './testing.ts'
import { createVault, openVault, vaultState } from './vault.ts'

removeFoldersAfterEach()

const common = { work: WORK, appVersion: '0.1.0' }
const zhang: Credentials = { login: 'zhang', password: PASSWORD }

let folder = ''
let backup: Backup
let recoveryCode = ''

async function notesOf(place: string, credentials: Credentials): Promise<unknown[]> {
  const vault = await openVault(place, { ...common, credentials, migrate: migrateTo(1) })
  try {
    return vault.db.prepare('SELECT text FROM note ORDER BY id').pluck().all()
  } finally {
    vault.close()
  }
}

/** A casebook with one note and a backup of it, then a second note and a second user. */
beforeEach(async () => {
  folder = join(temporaryFolder(), 'data')
  const made = await createVault(folder, { ...common, login: 'zhang', password: PASSWORD, migrate: migrateTo(1) })
  recoveryCode = made.recoveryCode
  made.vault.db.exec("INSERT INTO note (text) VALUES ('备份之前')")
  backup = await makeBackup(made.vault, { reason: 'manual', appVersion: '0.1.0' })
  made.vault.db.exec("INSERT INTO note (text) VALUES ('备份之后')")
  await addUser(folder, made.vault.key, 'wang', '另一个密码12345', common)
  made.vault.close()
})

describe('restoring on the same computer', () => {
  test('brings back what the backup holds, with the logins of then, and saves the present state first', async () => {
    const restored = await restoreBackup(backup.folder, folder, { ...common, credentials: zhang })
    expect(restored).toMatchObject({ logins: ['zhang'], presentVerified: true, createdAt: backup.createdAt })
    expect(await notesOf(folder, zhang)).toEqual(['备份之前'])
    await refusal(() => notesOf(folder, { login: 'wang', password: '另一个密码12345' }), 'password')
    expect(readdirSync(folder)).toEqual(['backups', 'casebook.db', 'casebook.lock', 'keyring.json'])

    const saved = (await listBackups(folder)).find(each => each.name === restored.savedPresentAs)
    expect(saved).toMatchObject({ reason: 'restore', verified: true })
    // and back again, with the second user
    const back = await restoreBackup(saved!.folder, folder, { ...common, credentials: { login: 'wang', password: '另一个密码12345' } })
    expect(back.logins).toEqual(['zhang', 'wang'])
    expect(await notesOf(folder, zhang)).toEqual(['备份之前', '备份之后'])
  })

  test('includes what lies only in the write-ahead log of a crashed present', async () => {
    const vault = await openVault(folder, { ...common, credentials: zhang, migrate: migrateTo(1) })
    vault.db.exec("INSERT INTO note (text) VALUES ('崩溃之前')")
    const crashed = join(temporaryFolder(), 'data')
    cpSync(folder, crashed, { recursive: true })
    vault.close()
    expect(existsSync(join(crashed, 'casebook.db-wal'))).toBe(true)
    const restored = await restoreBackup(backup.folder, crashed, { ...common, credentials: zhang })
    expect(await notesOf(crashed, zhang)).toEqual(['备份之前'])
    await restoreBackup(join(crashed, 'backups', restored.savedPresentAs!), crashed, { ...common, credentials: zhang })
    expect(await notesOf(crashed, zhang)).toEqual(['备份之前', '备份之后', '崩溃之前'])
  })

  test('a present state that cannot be opened is kept file by file', async () => {
    const bytes = readFileSync(join(folder, 'casebook.db'))
    bytes.fill(7, 0, 4096)
    writeFileSync(join(folder, 'casebook.db'), bytes)
    const restored = await restoreBackup(backup.folder, folder, { ...common, credentials: zhang })
    expect(restored.presentVerified).toBe(false)
    expect(readFileSync(join(folder, 'backups', restored.savedPresentAs!, 'casebook.db')).equals(bytes)).toBe(true)
    expect(filesBelow(join(folder, 'backups', restored.savedPresentAs!))).toEqual(['casebook.db', 'keyring.json'])
    expect(await notesOf(folder, zhang)).toEqual(['备份之前'])
  })

  test('the password of then counts, not today’s', async () => {
    const vault = await openVault(folder, { ...common, credentials: zhang, migrate: migrateTo(1) })
    await setPassword(folder, vault.key, 'zhang', '今天的密码2026', common)
    const renewed = await renewRecovery(folder, vault.key, common)
    vault.close()
    await refusal(() => restoreBackup(backup.folder, folder, { ...common, credentials: { login: 'zhang', password: '今天的密码2026' } }), 'password')
    await refusal(() => restoreBackup(backup.folder, folder, { ...common, credentials: { recoveryCode: renewed } }), 'password')
    expect(await notesOf(folder, { login: 'zhang', password: '今天的密码2026' })).toHaveLength(2)
    const restored = await restoreBackup(backup.folder, folder, { ...common, credentials: zhang })
    expect(restored.presentVerified).toBe(true) // the key is the same, so the present could be backed up
    expect(await notesOf(folder, zhang)).toEqual(['备份之前'])
  })

  test('attachments come and go with the casebook', async () => {
    const vault = await openVault(folder, { ...common, credentials: zhang, migrate: migrateTo(1) })
    vault.db.exec('CREATE TABLE attachment (sha256 TEXT)')
    vault.db.prepare('INSERT INTO attachment VALUES (?)').run(keepContent(folder, vault.key, Buffer.from('a')).sha256)
    vault.close()
    const restored = await restoreBackup(backup.folder, folder, { ...common, credentials: zhang })
    expect(existsSync(join(folder, 'attachments.db'))).toBe(false)
    await restoreBackup(join(folder, 'backups', restored.savedPresentAs!), folder, { ...common, credentials: zhang })
    expect(existsSync(join(folder, 'attachments.db'))).toBe(true)
  })
})

describe('restoring elsewhere', () => {
  test('works on a new computer, with the password or the recovery code', async () => {
    const stick = join(temporaryFolder(), '备份')
    cpSync(backup.folder, stick, { recursive: true })
    for (const credentials of [zhang, { recoveryCode }]) {
      const fresh = join(temporaryFolder(), 'new', 'data')
      const restored = await restoreBackup(stick, fresh, { ...common, credentials })
      expect(restored).toMatchObject({ logins: ['zhang'], savedPresentAs: null })
      expect(readdirSync(fresh)).toEqual(['casebook.db', 'casebook.lock', 'keyring.json'])
      expect(await notesOf(fresh, zhang)).toEqual(['备份之前'])
    }
  })

  test('over another office’s casebook, whose files are kept', async () => {
    const other = join(temporaryFolder(), 'data')
    const made = await createVault(other, { ...common, login: 'zhao', password: '完全不同的密码1', migrate: migrateTo(1) })
    made.vault.db.exec("INSERT INTO note (text) VALUES ('另一家')")
    made.vault.close()
    const restored = await restoreBackup(backup.folder, other, { ...common, credentials: zhang })
    expect(restored.presentVerified).toBe(false)
    expect(await notesOf(other, zhang)).toEqual(['备份之前'])
    expect(await notesOf(join(other, 'backups', restored.savedPresentAs!), { login: 'zhao', password: '完全不同的密码1' })).toEqual(['另一家'])
  })
})

describe('refusals leave the present as it is', () => {
  test('a wrong password, a damaged, foreign or newer backup, an open casebook', async () => {
    const attempt = (credentials: Credentials = zhang, more = {}) => restoreBackup(backup.folder, folder, { ...common, credentials, ...more })
    await refusal(() => attempt({ login: 'zhang', password: 'wrong wrong' }), 'password')
    await refusal(() => attempt({ login: 'wang', password: '另一个密码12345' }), 'password')
    await refusal(() => attempt({ recoveryCode: 'X' }), 'invalid')
    await refusal(() => attempt(zhang, { newestSchema: 0 }), 'newer')
    await refusal(() => restoreBackup(temporaryFolder(), folder, { ...common, credentials: zhang }), 'not-found')
    const lock = lockFolder(folder)
    await refusal(() => attempt(), 'in-use')
    lock.release()
    const path = join(backup.folder, 'casebook.db')
    const bytes = readFileSync(path)
    bytes.writeUInt8(bytes.readUInt8(6000) ^ 1, 6000)
    writeFileSync(path, bytes)
    await refusal(() => attempt(), 'damaged')
    expect(await notesOf(folder, zhang)).toEqual(['备份之前', '备份之后'])
    expect(readdirSync(join(folder, 'backups'))).toEqual([backup.name])
  })
})

describe('a crash during the exchange', () => {
  test('at any step ends, at the next opening, in the restored casebook with the old files kept', async () => {
    class Crash extends Error {}
    for (let step = 1; ; step++) {
      const place = join(temporaryFolder(), 'data')
      cpSync(folder, place, { recursive: true })
      const stage = await stageRestore(place)
      for (const name of ['casebook.db', 'keyring.json']) cpSync(join(backup.folder, name), join(stage, name))
      writeFileSync(join(place, 'restore.json'), JSON.stringify({ phase: 'out', keepOldAs: 'backups/20260101-000000-replaced' }))
      let steps = 0
      const crashing = finishRestore(place, () => {
        steps += 1
        if (steps === step) throw new Crash()
      })
      const crashed = await crashing.then(() => false, (error: unknown) => error instanceof Crash)
      expect(vaultState(place).state).toBe('present')
      expect(await notesOf(place, zhang)).toEqual(['备份之前'])
      expect(restoreIsUnfinished(place)).toBe(false)
      const kept = join(place, 'backups/20260101-000000-replaced')
      expect(filesBelow(kept)).toEqual(['casebook.db', 'keyring.json'])
      expect(readFileSync(join(kept, 'casebook.db')).equals(readFileSync(join(folder, 'casebook.db')))).toBe(true)
      expect(readdirSync(place)).toEqual(['backups', 'casebook.db', 'casebook.lock', 'keyring.json'])
      if (!crashed) {
        expect(step).toBeGreaterThan(8)
        break
      }
    }
  })

  test('before the decision leaves the present, and the copies go away', async () => {
    const stage = await stageRestore(folder)
    cpSync(join(backup.folder, 'casebook.db'), join(stage, 'casebook.db'))
    expect(await notesOf(folder, zhang)).toHaveLength(2)
    expect(existsSync(stage)).toBe(false)
  })

  test('with a verified backup of the present, the old files are not kept twice', async () => {
    const stage = await stageRestore(folder)
    for (const name of ['casebook.db', 'keyring.json']) cpSync(join(backup.folder, name), join(stage, name))
    await commitRestore(folder, null)
    expect(readdirSync(folder)).toEqual(['backups', 'casebook.db', 'casebook.lock', 'keyring.json'])
    expect(readdirSync(join(folder, 'backups'))).toEqual([backup.name])
  })

  test('an unreadable journal stops everything and removes nothing', async () => {
    writeFileSync(join(folder, 'restore.json'), '{')
    const before = filesBelow(folder)
    await refusal(() => notesOf(folder, zhang), 'damaged')
    expect(filesBelow(folder)).toEqual(before)
    rmSync(join(folder, 'restore.json'))
    expect(await notesOf(folder, zhang)).toHaveLength(2)
  })
})

test('the backup itself is never changed by restoring it', async () => {
  const before = filesBelow(backup.folder).map(name => readFileSync(join(backup.folder, name)).toString('base64'))
  await restoreBackup(backup.folder, folder, { ...common, credentials: zhang })
  expect(filesBelow(backup.folder).map(name => readFileSync(join(backup.folder, name)).toString('base64'))).toEqual(before)
  const vault = await openVault(folder, { ...common, credentials: zhang, migrate: migrateTo(1) })
  await verifyBackup(backup.folder, vault.key)
  vault.close()
})
