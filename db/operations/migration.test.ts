import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Basis, Period } from '../domain/reportModel.ts'
import { annualJson } from '../reports/reportJson.ts'
import type { ReportJson } from '../reports/reportJson.ts'
import { migrate, schemaVersionOf } from '../store/migrate.ts'
import { migrations, schemaVersion } from '../store/migrations/index.ts'
import { listBackups, verifyBackup } from '../vault/backup.ts'
import { openEncrypted } from '../vault/connection.ts'
import { unlock } from '../vault/keyring.ts'
import { createVault } from '../vault/vault.ts'
import { openTestCasebook, testOfficer } from './testCasebook.ts'
import type { TestCasebook } from './testCasebook.ts'

/**
 * What the programs of earlier versions kept and reported: an imported ledger, a case with two people of one household, a payment that came back, visits, measures, an
 * award, a note, a case in the recycle bin, a draft, and what each version brought. casebook.sql and expected.json were written by that program: writeVersion.ts says how.
 */
const fixture = (version: number, name: string) => readFileSync(new URL(`version${version}/${name}`, import.meta.url), 'utf8')
interface Expected {
  period: Period
  reports: Record<Basis, Pick<ReportJson, 'totals'> & { tables: Pick<ReportJson['tables'][number], 'key' | 'rows'>[] }>
  list: { caseNumber: string | null; stage: string; historical: boolean; people: { name: string; outcome: string | null; amountFen: number | null }[] }[]
}
const expectedOf = (version: number) => JSON.parse(fixture(version, 'expected.json')) as Expected

let folder: string
let data: string
let casebook: TestCasebook
async function open(version: number): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'casebook-migration-'))
  data = join(folder, 'data')
  const { vault } = await createVault(data, {
    ...testOfficer,
    appVersion: '0.1.0',
    migrate: (db, hooks) => migrate(db, hooks, migrations.slice(0, version)),
    prepare: (db) => void db.exec(fixture(version, 'casebook.sql')),
  })
  expect(schemaVersionOf(vault.db)).toBe(version)
  vault.close()
  casebook = openTestCasebook(folder)
}
afterEach(() => casebook.destroy())

const signIn = () => ({ login: testOfficer.login, password: testOfficer.password })
async function reading<T>(path: string, work: (db: Database.Database) => T): Promise<T> {
  const db = openEncrypted(path, await unlock(data, testOfficer.login, testOfficer.password), { readonly: true })
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
const file = () => join(data, 'casebook.db')

describe.each([1, 2, 3, 4])('data of version %i', (version) => {
  const expected = expectedOf(version)
  beforeEach(() => open(version))

  it('opens with this version: every record is as it was, and the reports say the same', async () => {
    const [before, columns] = await reading(file(), (db) => [contentOf(db), columnsOf(db)] as const)
    await casebook.ok('signIn', signIn())
    const period = expected.period
    for (const basis of ['accepted', 'decided', 'paid'] as const) {
      const { totals, tables } = annualJson(await casebook.ok('report', { kind: 'annual', period, basis }))
      // Joint relief came with version 2: nothing of it stands in older data.
      expect(totals).toEqual(Object.assign({ joint: { cases: 0, fen: 0 } }, expected.reports[basis].totals))
      expect(tables.map(({ key, rows }) => ({ key, rows }))).toEqual(expected.reports[basis].tables)
    }
    const { rows } = await casebook.ok('caseList', { filter: {} })
    const list = rows.map(({ caseNumber, stage, historical, people }) => ({ caseNumber, stage, historical, people: people.map(({ name, outcome, amountFen }) => ({ name, outcome, amountFen })) }))
    expect(list).toEqual(expected.list)
    for (const { id } of rows) expect((await casebook.ok('caseGet', { id })).id).toBe(id)
    await casebook.close()
    const after = await reading(file(), (db) => {
      expect(schemaVersionOf(db)).toBe(schemaVersion)
      const audited = (before['audit_entry'] ?? []).length
      const content = contentOf(db, columns)
      return { ...content, audit_entry: content['audit_entry']?.slice(0, audited), audit_payload: content['audit_payload']?.slice(0, audited) }
    })
    expect(after).toEqual(before)
    expect(casebook.bugs).toEqual([])
  })

  it('is backed up and the backup proved before anything changes; the backup still holds its version', async () => {
    const before = await reading(file(), (db) => contentOf(db))
    await casebook.ok('signIn', signIn())
    const backups = (await listBackups(data)).filter(({ reason }) => reason === 'migration')
    expect(backups).toMatchObject([{ verified: true, cases: 5, people: 7 }])
    const at = backups[0]?.folder ?? ''
    expect(await verifyBackup(at, await unlock(data, testOfficer.login, testOfficer.password))).toMatchObject({ schemaVersion: version, reason: 'migration' })
    expect(await reading(join(at, 'casebook.db'), (db) => [schemaVersionOf(db), contentOf(db)])).toEqual([version, before])
    await casebook.close()
    // A second opening finds nothing to do.
    casebook = openTestCasebook(folder)
    await casebook.ok('signIn', signIn())
    expect((await listBackups(data)).filter(({ reason }) => reason === 'migration')).toHaveLength(1)
  })

  it('goes on: old cases take the new steps, and the audit trail still proves itself', async () => {
    await casebook.ok('signIn', signIn())
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
    const key = await unlock(data, testOfficer.login, testOfficer.password)
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
