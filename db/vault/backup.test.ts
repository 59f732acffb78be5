import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeEach, describe, expect, test } from 'vitest'
import { CasebookError } from '../domain/errors.ts'
import { keepContent } from './attachments.ts'
import { listBackups, makeBackup, verifyBackup } from './backup.ts'
import { closeQuietly, openEncrypted } from './connection.ts'
import { CEASELESS_SCHEMA } from './crash.schema.ts'
import { unlock } from './keyring.ts'
import { PASSWORD, WORK, filesBelow, migrateTo, newKey, refusal, removeFoldersAfterEach, temporaryFolder } from './testing.ts'
import type { Vault } from './vault.ts'
import { createVault } from './vault.ts'

removeFoldersAfterEach()

let folder = ''
let vault: Vault
beforeEach(async () => {
  folder = join(temporaryFolder(), 'data')
  vault = (await createVault(folder, { login: 'zhang', password: PASSWORD, work: WORK, appVersion: '0.1.0', migrate: migrateTo(1) })).vault
  const insert = vault.db.prepare('INSERT INTO note (text) VALUES (?)')
  vault.db.transaction(() => {
    for (let i = 0; i < 3000; i++) insert.run(`第 ${i} 条`)
  })()
  return () => vault.close()
})

const options = { reason: 'manual', appVersion: '0.1.0' } as const

describe('a backup', () => {
  test('holds everything it needs, encrypted with the same key, and says what it is', async () => {
    const steps: string[] = []
    const backup = await makeBackup(vault, { ...options, auditHead: 'abc', onProgress: ({ done, total, label }) => steps.push(`${done}/${total} ${label}`) })
    expect(backup).toMatchObject({ reason: 'manual', verified: true, cases: 0, people: 0 })
    expect(backup.name).toMatch(/^\d{8}-\d{6}-manual$/)
    expect(filesBelow(backup.folder)).toEqual(['casebook.db', 'keyring.json', 'manifest.json'])
    expect(steps).toEqual(['0/4 复制案件数据', '1/4 复制附件', '2/4 检查备份', '3/4 完成备份', '4/4 备份完成'])
    const manifest = await verifyBackup(backup.folder, vault.key)
    expect(manifest).toMatchObject({ appVersion: '0.1.0', schemaVersion: 1, reason: 'manual', auditHead: 'abc' })
    expect(manifest.files.find(file => file.name === 'casebook.db')?.rows).toEqual({ note: 3000 })
    expect(await listBackups(folder)).toEqual([backup])

    const plain = new Database(join(backup.folder, 'casebook.db'), { readonly: true })
    expect(() => plain.prepare('SELECT * FROM sqlite_schema').get()).toThrow('not a database')
    plain.close()
    const key = await unlock(backup.folder, 'zhang', PASSWORD, { work: WORK })
    const copy = openEncrypted(join(backup.folder, 'casebook.db'), key, { readonly: true })
    expect(copy.prepare('SELECT count(*) FROM note').pluck().get()).toBe(3000)
    copy.close()
  })

  test('takes the attachments along, after the case data', async () => {
    vault.db.exec('CREATE TABLE attachment (sha256 TEXT)')
    vault.db.prepare('INSERT INTO attachment VALUES (?)').run(keepContent(folder, vault.key, Buffer.alloc(100_000, 'a')).sha256)
    const backup = await makeBackup(vault, options)
    const manifest = await verifyBackup(backup.folder, vault.key)
    expect(manifest.files.map(file => file.name)).toEqual(['casebook.db', 'attachments.db', 'keyring.json'])
    expect(manifest.files[1]?.rows).toEqual({ blob: 1, blob_part: 1 })
  })

  test('goes to a second place on request, which is not rotated', async () => {
    const stick = temporaryFolder()
    for (let i = 0; i < 12; i++) await makeBackup(vault, { ...options, reason: 'second-place', target: stick })
    expect(readdirSync(stick)).toHaveLength(12)
    expect(new Set(readdirSync(stick)).size).toBe(12)
    expect(await listBackups(folder)).toEqual([])
    await refusal(() => makeBackup(vault, { ...options, target: join(stick, 'gone') }), 'not-found')
  })

  test('rotation keeps ten of the same day, the newest among them', async () => {
    const made: string[] = []
    for (let i = 0; i < 12; i++) made.push((await makeBackup(vault, options)).createdAt)
    expect((await listBackups(folder)).map(backup => backup.createdAt)).toEqual(made.slice(2).reverse())
    expect(readdirSync(join(folder, 'backups'))).toHaveLength(10)
  })

  test('is whole although another connection saves without a pause', async () => {
    vault.db.exec(CEASELESS_SCHEMA)
    const child = spawn(process.execPath, [join(import.meta.dirname, 'crash.child.ts'), join(folder, 'casebook.db'), vault.key.toString('hex')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    try {
      await once(child.stdout, 'data')
      child.stdout.resume()
      let before = 0
      for (let i = 0; i < 3; i++) {
        const backup = await makeBackup(vault, options)
        const { note, payment, audit } = (await verifyBackup(backup.folder, vault.key)).files[0]?.rows ?? {}
        expect(note).toBe(3000)
        expect(audit).toBe(payment)
        expect(payment).toBeGreaterThan(before)
        before = payment ?? 0
      }
    } finally {
      child.kill('SIGKILL')
      await once(child, 'close')
    }
  })
})

describe('what goes wrong', () => {
  test('cancelling at any step leaves nothing behind', async () => {
    const running = filesBelow(folder)
    for (let stop = 1; stop <= 8; stop++) {
      let calls = 0
      const checkCancelled = () => {
        calls += 1
        if (calls === stop) throw new CasebookError('cancelled', '已取消备份。')
      }
      try {
        await makeBackup(vault, { ...options, checkCancelled })
        expect(calls).toBeLessThan(stop)
      } catch (error) {
        expect(error).toMatchObject({ code: 'cancelled' })
        expect(filesBelow(folder)).toEqual(running)
      }
      rmSync(join(folder, 'backups'), { recursive: true, force: true })
    }
  })

  test('a damaged source gives no backup, and the good one from before stays', async () => {
    const good = await makeBackup(vault, options)
    closeQuietly(vault.db)
    const path = join(folder, 'casebook.db')
    const bytes = readFileSync(path)
    bytes.writeUInt8(bytes.readUInt8(4096 * 9 + 50) ^ 1, 4096 * 9 + 50)
    writeFileSync(path, bytes)
    const db = openEncrypted(path, vault.key)
    await refusal(() => makeBackup({ db, key: vault.key, folder }, options), 'damaged')
    closeQuietly(db)
    expect(readdirSync(join(folder, 'backups'))).toEqual([good.name])
    await verifyBackup(good.folder, vault.key)
  })

  test('every kind of damage to a backup is found', async () => {
    const spoil: Record<string, (at: string) => void> = {
      'one byte of the data': at => {
        const bytes = readFileSync(join(at, 'casebook.db'))
        bytes.writeUInt8(bytes.readUInt8(5000) ^ 1, 5000)
        writeFileSync(join(at, 'casebook.db'), bytes)
      },
      'cut short': at => truncateSync(join(at, 'casebook.db'), 8192),
      'data missing': at => rmSync(join(at, 'casebook.db')),
      'keyring missing': at => rmSync(join(at, 'keyring.json')),
      'keyring altered': at => writeFileSync(join(at, 'keyring.json'), readFileSync(join(at, 'keyring.json'), 'utf8').replace('zhang', 'zhong')),
      'manifest unreadable': at => writeFileSync(join(at, 'manifest.json'), '{'),
      'manifest without its data': at => {
        const manifest = JSON.parse(readFileSync(join(at, 'manifest.json'), 'utf8')) as { files: unknown[] }
        writeFileSync(join(at, 'manifest.json'), JSON.stringify({ ...manifest, files: manifest.files.slice(1) }))
      },
      'manifest counts more rows': at => writeFileSync(join(at, 'manifest.json'), readFileSync(join(at, 'manifest.json'), 'utf8').replace('3000', '3001')),
    }
    for (const [what, damage] of Object.entries(spoil)) {
      const backup = await makeBackup(vault, { ...options, target: temporaryFolder() })
      damage(backup.folder)
      await expect(refusal(() => verifyBackup(backup.folder, vault.key), 'damaged'), what).resolves.toBeDefined()
    }
    const whole = await makeBackup(vault, options)
    await refusal(() => verifyBackup(whole.folder, newKey()), 'not-a-casebook')
    await refusal(() => verifyBackup(folder, vault.key), 'not-found')
    truncateSync(join(whole.folder, 'casebook.db'), 8192)
    expect((await listBackups(folder))[0]?.verified).toBe(false)
  })

  test('what a crash left unfinished is never listed and goes after a day', async () => {
    const left = join(folder, 'backups', '.partial-20260101-000000-quit')
    mkdirSync(left, { recursive: true })
    writeFileSync(join(left, 'casebook.db'), 'x')
    mkdirSync(join(folder, 'backups', '别的文件夹'))
    expect(await listBackups(folder)).toEqual([])
    await makeBackup(vault, options)
    expect(existsSync(left)).toBe(true)
    utimesSync(left, new Date(0), new Date(0))
    await makeBackup(vault, options)
    expect(existsSync(left)).toBe(false)
    expect(existsSync(join(folder, 'backups', '别的文件夹'))).toBe(true)
  })

  test('only the owner may enter the folder of backups', async () => {
    const backup = await makeBackup(vault, options)
    if (process.platform === 'win32') return
    for (const path of [folder, join(folder, 'backups'), backup.folder]) expect(statSync(path).mode & 0o077).toBe(0)
  })
})
