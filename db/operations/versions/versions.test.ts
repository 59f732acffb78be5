import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrate, schemaVersionOf } from '../../store/migrate.ts'
import { migrations, schemaVersion } from '../../store/migrations/index.ts'
import { listBackups, verifyBackup } from '../../vault/backup.ts'
import { openEncrypted } from '../../vault/connection.ts'
import { createVault } from '../../vault/vault.ts'
import { openTestCasebook, testOfficer } from '../testCasebook.ts'
import type { TestCasebook } from '../testCasebook.ts'
import { answers } from './answers.ts'
import type { Answers } from './answers.ts'
import { placeCasebook } from './place.ts'

/**
 * What the programs of earlier versions and of this one kept and answered: an imported ledger, a case with two people of one household, a payment that came back, visits,
 * measures, an award, a note, a case in the recycle bin, a draft, and what each version brought (added.ts). Written by those programs: write.ts says how.
 */
const expectedOf = (version: number) => JSON.parse(readFileSync(new URL(`${version}.json`, import.meta.url), 'utf8')) as Answers

let folder: string
let data: string
let key: Buffer
let casebook: TestCasebook
async function open(version: number): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'casebook-versions-'))
  data = join(folder, 'data')
  key = await placeCasebook(folder, version)
  expect(reading(file(), schemaVersionOf)).toBe(version)
  casebook = openTestCasebook(folder)
}
afterEach(() => casebook.destroy())

const file = () => join(data, 'casebook.db')
const signIn = () => ({ login: testOfficer.login, password: testOfficer.password })
function reading<T>(path: string, work: (db: Database.Database) => T): T {
  const db = openEncrypted(path, key, { readonly: true })
  try {
    return work(db)
  } finally {
    db.close()
  }
}

/** Every row of every table, as it stands in the columns that its version had. Signing in is noted on the account. */
function contentOf(db: Database.Database, columns: Map<string, string[]> = columnsOf(db)): Record<string, unknown[]> {
  return Object.fromEntries(
    [...columns].map(([table, names]) => {
      const kept = table === 'account' ? names.filter((name) => !['last_sign_in_at', 'version', 'updated_at', 'updated_by'].includes(name)) : names
      return [table, db.prepare(`select ${kept.join(', ')} from ${table} order by 1, 2`).all()]
    }),
  )
}
function columnsOf(db: Database.Database): Map<string, string[]> {
  const tables = db.prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name").pluck().all() as string[]
  return new Map(tables.map((table) => [table, db.prepare('select name from pragma_table_info(?)').pluck().all(table) as string[]]))
}

describe.each(migrations.map(({ number }) => number))('data of version %i', (version) => {
  beforeEach(() => open(version))

  it('opens with this version: every record is as it was, and reports, lists and locked reports say the same', async () => {
    const [before, columns] = reading(file(), (db) => [contentOf(db), columnsOf(db)] as const)
    await casebook.ok('signIn', signIn())
    const after = reading(file(), (db) => {
      expect(schemaVersionOf(db)).toBe(schemaVersion)
      const audited = (before['audit_entry'] ?? []).length
      const content = contentOf(db, columns)
      return { ...content, audit_entry: content['audit_entry']?.slice(0, audited), audit_payload: content['audit_payload']?.slice(0, audited) }
    })
    expect(after).toEqual(before)
    const expected = expectedOf(version)
    // Joint relief came with version 2: nothing of it stands in older data.
    for (const { totals } of Object.values(expected.reports)) totals.joint ??= { cases: 0, fen: 0 }
    expect(await answers(casebook, version)).toEqual(expected)
    for (const { id } of (await casebook.ok('caseList', { filter: {} })).rows) expect((await casebook.ok('caseGet', { id })).id).toBe(id)
    expect(casebook.bugs).toEqual([])
  })

  it('is backed up first, the backup proved, and goes on: old cases take new steps, and the audit trail still proves itself', async () => {
    const before = reading(file(), (db) => contentOf(db))
    await casebook.ok('signIn', signIn())
    const migrationBackups = async () => (await listBackups(data)).filter(({ reason }) => reason === 'migration')
    const backups = await migrationBackups()
    expect(backups).toMatchObject(version === schemaVersion ? [] : [{ verified: true, cases: 5, people: 7 }])
    for (const { folder: at } of backups) {
      expect(await verifyBackup(at, key)).toMatchObject({ schemaVersion: version, reason: 'migration' })
      expect(reading(join(at, 'casebook.db'), (db) => [schemaVersionOf(db), contentOf(db)])).toEqual([version, before])
    }
    const { rows } = await casebook.ok('caseList', { filter: { text: '盛国权' } })
    const caseId = rows[0]?.id ?? ''
    await casebook.ok('caseSaveBasics', {
      id: caseId,
      version: (await casebook.ok('caseGet', { id: caseId })).version,
      fields: { caseNumber: '冀廊安检救助〔2025〕2号', unifiedNumber: null, category: 'injury', cause: null, leadSource: 'womensFederation', officerName: '张承办', urgent: false, appliedOn: '2025-02-03', acceptedOn: '2025-02-10', remark: null },
    })
    await casebook.ok('stepSave', { caseId, id: null, version: null, fields: { recipientId: null, kind: 'askedElsewhere', happenedOn: '2025-03-01', amountFen: null, party: null, note: null } })
    expect(await casebook.ok('caseGet', { id: caseId })).toMatchObject({ stage: 'accepted', acceptedOn: '2025-02-10', steps: [{ happenedOn: '2025-03-01' }] })
    expect(await casebook.ok('verifyCasebook', undefined)).toMatchObject({ ok: true, problems: [] })
    await casebook.close()
    // A second opening finds nothing to do.
    casebook = openTestCasebook(folder)
    await casebook.ok('signIn', signIn())
    expect(await migrationBackups()).toHaveLength(backups.length)
    expect(casebook.bugs).toEqual([])
  })
})

describe('a file that cannot be taken over', () => {
  beforeEach(() => open(1))

  it('a file of a newer version is refused in words and not touched', async () => {
    const { vault } = await createVault(join(folder, 'newer', 'data'), { ...testOfficer, appVersion: '9', migrate: (db, hooks) => migrate(db, hooks), prepare: (db) => void db.pragma(`user_version = ${schemaVersion + 1}`) })
    vault.close()
    const at = join(folder, 'newer', 'data')
    const hashes = () => readdirSync(at).sort().filter((name) => name.endsWith('.db')).map((name) => createHash('sha256').update(readFileSync(join(at, name))).digest('hex'))
    const before = hashes()
    const newer = openTestCasebook(join(folder, 'newer'))
    const failure = await newer.fails('signIn', signIn())
    expect(failure).toMatchObject({ code: 'newer', message: expect.stringMatching(/更新版本的程序保存.*数据没有改动.*请安装新版本/) as string })
    await newer.close()
    expect(hashes()).toEqual(before)
    expect(readdirSync(at)).not.toContain('backups')
    rmSync(join(folder, 'newer'), { recursive: true, force: true })
  })

  it('a migration that fails leaves the file at its version, with the backup made before', async () => {
    const db = openEncrypted(file(), key)
    let backedUp = 0
    const broken = [...migrations.slice(0, 1), { number: 2, name: 'broken', sql: 'create table half (id text); insert into nowhere values (1)' }]
    await expect(migrate(db, { beforeFirst: async () => void (backedUp += 1) }, broken)).rejects.toThrow('nowhere')
    expect(backedUp).toBe(1)
    expect(schemaVersionOf(db)).toBe(1)
    expect(db.prepare("select count(*) from sqlite_schema where name = 'half'").pluck().get()).toBe(0)
    db.close()
  })
})
