import { createHash, randomBytes } from 'node:crypto'
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { checkContents, contentOf, keepContent, namedContents, sweepContents } from './attachments.ts'
import { listBackups, makeBackup, restoreBackup, verifyBackup } from './backup.ts'
import { closeQuietly, openEncrypted } from './connection.ts'
import { PASSWORD, WORK, filesBelow, newKey, refusal, removeFoldersAfterEach, temporaryFolder } from './testing.ts'
import type { Vault } from './vault.ts'
import { createVault, openVault, vaultState } from './vault.ts'

removeFoldersAfterEach()

const common = { work: WORK, appVersion: '0.1.0' }
const options = { reason: 'manual', appVersion: '0.1.0' } as const
const credentials = { login: 'zhang', password: PASSWORD }
const migrate = async (db: Vault['db']) => {
  db.exec('create table if not exists attachment (name text, sha256 text); create table if not exists reference_entry (kind text, value text); pragma user_version = 1')
}

let folder = ''
let vault: Vault
beforeEach(async () => {
  folder = join(temporaryFolder(), 'data')
  vault = (await createVault(folder, { ...common, ...credentials, migrate })).vault
  return () => vault.close()
})

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const blobs = () => join(folder, 'attachments.db')
const name = (hash: string) => vault.db.prepare('insert into attachment values (?, ?)').run('扫描件.pdf', hash)
/** Kept and named by a record, as an attachment is. */
function attach(bytes: Uint8Array): string {
  const kept = keepContent(folder, vault.key, bytes)
  name(kept.sha256)
  return kept.sha256
}
function inside<T>(work: (db: Vault['db']) => T, path = blobs()): T {
  const db = openEncrypted(path, vault.key, { readonly: path !== blobs() })
  try {
    return work(db)
  } finally {
    closeQuietly(db)
  }
}
const hashesIn = (path = blobs()) => inside((db) => db.prepare('select sha256 from blob order by sha256').pluck().all(), path)
/** Spoils one byte in the middle of the file, as a bad disk does. */
function spoil(path: string, at = Math.floor(statSync(path).size / 2)): void {
  const before = readFileSync(path)[at] ?? 0
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.from([before ^ 0xff]), 0, 1, at)
  closeSync(file)
}

describe('contents of files', () => {
  test.each([1, 1024 * 1024, 1024 * 1024 + 1, 7_654_321])('of %d bytes come back as they were', (size) => {
    const bytes = randomBytes(size)
    expect(keepContent(folder, vault.key, bytes)).toEqual({ sha256: sha256(bytes), bytes: size })
    expect(contentOf(folder, vault.key, sha256(bytes)).equals(bytes)).toBe(true)
  })

  test('are kept once however often they come', () => {
    const bytes = randomBytes(3_000_000)
    for (let turn = 0; turn < 3; turn++) keepContent(folder, vault.key, bytes)
    expect(hashesIn()).toEqual([sha256(bytes)])
    expect(statSync(blobs()).size).toBeLessThan(4_000_000)
  })

  test('need no file until the first one comes, and leave none but their own', async () => {
    expect(existsSync(blobs())).toBe(false)
    await refusal(() => contentOf(folder, vault.key, sha256(Buffer.from('x'))), 'not-found')
    expect(existsSync(blobs())).toBe(false)
    keepContent(folder, vault.key, Buffer.from('申请书'))
    expect(filesBelow(folder).filter((each) => each.startsWith('attachments'))).toEqual(['attachments.db'])
  })

  test('are encrypted with the key of the case data and no other', async () => {
    const secret = Buffer.from('安次区救助申请人李某某的身份证'.repeat(2000))
    const hash = attach(secret)
    expect(readFileSync(blobs()).includes(Buffer.from('李某某'))).toBe(false)
    expect(readFileSync(blobs()).subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3')
    const { message } = await refusal(() => contentOf(folder, newKey(), hash), 'damaged')
    expect(message).toMatch(/附件文件.*案件数据不受影响.*备份/)
  })

  test('survive an opening that was cut off before anything was in the file', () => {
    writeFileSync(blobs(), '')
    const hash = attach(Buffer.from('受理通知书'))
    expect(contentOf(folder, vault.key, hash).toString()).toBe('受理通知书')
  })

  test('of a newer version are left alone', async () => {
    attach(Buffer.from('x'))
    inside((db) => db.pragma('user_version = 9'))
    await refusal(() => keepContent(folder, vault.key, Buffer.from('y')), 'newer')
  })
})

describe('sweeping', () => {
  test('takes what nothing names, but not what came just now, and never what a record names', () => {
    const named = attach(randomBytes(2_000_000))
    const orphan = keepContent(folder, vault.key, randomBytes(2_000_000)).sha256
    expect(sweepContents(folder, vault.key, namedContents(vault.db))).toBe(0) // an upload may be under way
    expect(sweepContents(folder, vault.key, namedContents(vault.db), -1)).toBe(1)
    expect(hashesIn()).toEqual([named])
    expect(inside((db) => db.prepare('select count(*) from blob_part where sha256 = ?').pluck().get(orphan))).toBe(0)
  })

  test('leaves an old orphan that is sent again', () => {
    const bytes = Buffer.from('又来一次')
    keepContent(folder, vault.key, bytes)
    inside((db) => db.prepare('update blob set added_at = 0').run())
    keepContent(folder, vault.key, bytes)
    expect(sweepContents(folder, vault.key, [])).toBe(0)
  })

  test('knows the templates of the office too', () => {
    const { sha256: hash } = keepContent(folder, vault.key, Buffer.from('template'))
    vault.db.prepare('insert into reference_entry values (?, ?)').run('paper', JSON.stringify({ title: null, sha256: hash }))
    vault.db.prepare('insert into reference_entry values (?, ?)').run('paper', JSON.stringify({ title: '名称', sha256: null }))
    expect(namedContents(vault.db)).toEqual([hash])
  })

  test('needs no file', () => {
    expect(sweepContents(folder, vault.key, [], -1)).toBe(0)
    expect(existsSync(blobs())).toBe(false)
  })
})

describe('checking', () => {
  test('finds what is missing and what is not what it was', () => {
    const [whole, gone, changed] = [randomBytes(1000), randomBytes(1000), randomBytes(3_000_000)].map(attach) as [string, string, string]
    inside((db) => {
      db.prepare('delete from blob where sha256 = ?').run(gone)
      db.prepare('update blob_part set content = zeroblob(length(content)) where sha256 = ? and ordinal = 1').run(changed)
    })
    const named = namedContents(vault.db)
    expect(checkContents(folder, vault.key, named)).toEqual({ file: 'fine', missing: [gone], damaged: [changed] })
    expect(() => contentOf(folder, vault.key, whole)).not.toThrow()
  })

  test('a part cut out of the middle is a damage, and the same file added again mends it', async () => {
    const bytes = randomBytes(3_000_000)
    const hash = attach(bytes)
    inside((db) => db.prepare('delete from blob_part where ordinal = 1').run())
    await refusal(() => contentOf(folder, vault.key, hash), 'damaged')
    keepContent(folder, vault.key, bytes)
    expect(contentOf(folder, vault.key, hash).equals(bytes)).toBe(true)
  })

  test('one bad byte on the disk costs one file and no more', () => {
    const hashes = [0, 1, 2, 3].map(() => attach(randomBytes(3_000_000)))
    spoil(blobs())
    const { file, missing, damaged } = checkContents(folder, vault.key, hashes)
    expect({ file, missing, count: damaged.length }).toEqual({ file: 'fine', missing: [], count: 1 })
  })

  test('tells a file that is gone from one that does not open, and neither touches the case data', () => {
    const hash = attach(randomBytes(100))
    const bytes = readFileSync(blobs())
    rmSync(blobs())
    expect(checkContents(folder, vault.key, [hash])).toMatchObject({ file: 'absent', missing: [hash] })
    writeFileSync(blobs(), bytes)
    spoil(blobs(), 40)
    expect(checkContents(folder, vault.key, [hash])).toMatchObject({ file: 'unreadable', damaged: [hash] })
    expect(checkContents(folder, vault.key, [])).toMatchObject({ file: 'fine' })
    expect(vault.db.prepare('select count(*) from attachment').pluck().get()).toBe(1)
  })
})

describe('a backup', () => {
  test('holds exactly the contents that the case data names, and says how many', async () => {
    const named = [attach(randomBytes(100)), attach(randomBytes(2_500_000))].sort()
    keepContent(folder, vault.key, randomBytes(100)) // an upload that is under way
    const backup = await makeBackup(vault, options)
    expect(filesBelow(backup.folder)).toEqual(['attachments.db', 'casebook.db', 'keyring.json', 'manifest.json'])
    expect(hashesIn(join(backup.folder, 'attachments.db'))).toEqual(named)
    expect((await verifyBackup(backup.folder, vault.key)).attachments).toMatchObject({ named: 2, lost: 0 })
    expect(backup.lostFiles).toBe(0)
  })

  test('without any attachment holds no file for them, although one lies there', async () => {
    keepContent(folder, vault.key, randomBytes(100))
    expect(filesBelow((await makeBackup(vault, options)).folder)).not.toContain('attachments.db')
  })

  test('shares the file of the one before while no attachment came or went', async () => {
    attach(randomBytes(3_000_000))
    const inode = (folder: string) => statSync(join(folder, 'attachments.db')).ino
    const [first, second] = [await makeBackup(vault, options), await makeBackup(vault, options)]
    expect(inode(second.folder)).toBe(inode(first.folder))
    await verifyBackup(second.folder, vault.key)
    attach(randomBytes(100))
    const third = await makeBackup(vault, options)
    expect(inode(third.folder)).not.toBe(inode(first.folder))
    expect(hashesIn(join(third.folder, 'attachments.db'))).toHaveLength(2)
  })

  test('does not share a file that has gone bad meanwhile', async () => {
    attach(randomBytes(3_000_000))
    const first = await makeBackup(vault, options)
    spoil(join(first.folder, 'attachments.db'))
    const second = await makeBackup(vault, options)
    await verifyBackup(second.folder, vault.key)
    await refusal(() => verifyBackup(first.folder, vault.key), 'damaged')
  })

  test('with damaged attachments still holds the case data and all that can be read, and says what it lacks', async () => {
    const [whole, broken] = [attach(randomBytes(1000)), attach(randomBytes(1_500_000))]
    inside((db) => db.prepare("update blob_part set content = x'00' where sha256 = ?").run(broken))
    const backup = await makeBackup(vault, options)
    expect(backup).toMatchObject({ verified: true, lostFiles: 1 })
    expect(hashesIn(join(backup.folder, 'attachments.db'))).toEqual([whole])
    expect((await listBackups(folder))[0]?.lostFiles).toBe(1)
    spoil(blobs(), 40)
    expect(await makeBackup(vault, options)).toMatchObject({ verified: true, lostFiles: 2 })
    rmSync(blobs())
    const last = await makeBackup(vault, options)
    expect(last).toMatchObject({ verified: true, lostFiles: 2 })
    expect(filesBelow(last.folder)).toEqual(['casebook.db', 'keyring.json', 'manifest.json'])
  })

  test('brings the attachments back on a new computer', async () => {
    const bytes = randomBytes(2_222_222)
    const hash = attach(bytes)
    const backup = await makeBackup(vault, options)
    const fresh = join(temporaryFolder(), 'new', 'data')
    await restoreBackup(backup.folder, fresh, { ...common, credentials })
    const there = await openVault(fresh, { ...common, credentials, migrate })
    expect(contentOf(fresh, there.key, hash).equals(bytes)).toBe(true)
    there.close()
  })

  test('whose attachments were altered is not restored', async () => {
    attach(randomBytes(2_000_000))
    const backup = await makeBackup(vault, options)
    spoil(join(backup.folder, 'attachments.db'))
    vault.close()
    const { message } = await refusal(() => restoreBackup(backup.folder, folder, { ...common, credentials }), 'damaged')
    expect(message).toContain('attachments.db')
    expect(existsSync(blobs())).toBe(true)
  })
})

test('what cannot be backed up any more is not thrown away by a restore', async () => {
  const backup = await makeBackup(vault, options)
  attach(randomBytes(100_000))
  spoil(blobs(), 40)
  vault.close()
  const restored = await restoreBackup(backup.folder, folder, { ...common, credentials })
  expect(restored.presentVerified).toBe(true)
  expect(existsSync(blobs())).toBe(false)
  expect(filesBelow(join(folder, 'backups')).filter((each) => each.includes('-replaced') && each.endsWith('attachments.db'))).toHaveLength(1)
})

test('a folder with nothing but attachments is no empty one', () => {
  const other = temporaryFolder()
  writeFileSync(join(other, 'attachments.db'), 'x')
  expect(vaultState(other)).toMatchObject({ state: 'incomplete', reason: expect.stringMatching(/attachments\.db/) as unknown })
})
