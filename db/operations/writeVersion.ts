/**
 * Makes versionN/ for migration.test.ts: what the program of a schema version kept and reported.
 *
 * It is run once, when a schema version is released and before the next one begins, by the program of that very version: this file and the
 * folder of the version before are copied into a checkout of its last commit (`git log -- db/store/migrations` says which), and there
 *
 *   node db/operations/writeVersion.ts
 *
 * opens the casebook of the version before, which migrates it, works on in it with what the new version brought (`added`, to be extended for each
 * version), and writes every row and the reports, which that program may call otherwise. Versions 1 and 2 began with an imported ledger. A fixture is never made anew:
 * what it would then hold is what today's program says, and not what the office's file says.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { annualJson } from '../reports/reportJson.ts'
import { migrate, schemaVersionOf } from '../store/migrate.ts'
import { migrations, schemaVersion } from '../store/migrations/index.ts'
import { openEncrypted } from '../vault/connection.ts'
import { unlock } from '../vault/keyring.ts'
import { createVault } from '../vault/vault.ts'
import { openTestCasebook, testOfficer } from './testCasebook.ts'
import type { TestCasebook } from './testCasebook.ts'

const period = { from: '2020-01-01', to: '2026-12-31' }

const added: Record<number, (casebook: TestCasebook) => Promise<void>> = {
  /** Funds, batches, supervised money, a sheet of a visit, an agency with a letter. */
  async 3(casebook) {
    const { rows } = await casebook.ok('caseList', { filter: { text: '秦小满' } })
    const caseId = rows[0]?.id ?? ''
    const read = () => casebook.ok('caseGet', { id: caseId })
    const child = (await read()).recipients.find(({ person }) => person.name === '秦小满')?.id ?? ''
    const funds = { source: 'central', year: 2025, document: '冀财政法〔2025〕3号', note: null }
    await casebook.ok('fundsSave', { id: null, version: null, fields: { ...funds, kind: 'requested', happenedOn: '2025-03-20', amountFen: 2_000_003, allocations: [] } })
    await casebook.ok('fundsSave', { id: null, version: null, fields: { ...funds, kind: 'arrived', happenedOn: '2025-04-10', amountFen: 2_000_003, allocations: [{ caseId, amountFen: 2_000_003 }] } })
    await casebook.ok('supervisedFundSave', {
      caseId,
      id: null,
      version: null,
      fields: { recipientId: child, supervisor: '前进村村民委员会', supervisorKind: 'village', supervisorContact: '赵主任', guardian: '秦素梅', bankName: '农村信用社', bankAccount: '6222000000000001', agreedOn: '2025-04-12', handOverOn: null, endedOn: null, endReason: null, note: null },
    })
    await casebook.ok('supervisedEntryAdd', { caseId, fundId: (await read()).supervisedFunds[0]?.id ?? '', fields: { kind: 'interest', happenedOn: '2025-06-21', amountFen: 35, purpose: null, voucher: null, reason: null } })
    const { balance, recipients } = await read()
    const owed = recipients.map(({ id }) => ({ id, fen: balance.byRecipient[id]?.outstandingFen ?? 0 })).find(({ fen }) => fen > 2)
    if (!owed) throw new Error('nothing is outstanding in this case')
    await casebook.ok('planSave', {
      caseId,
      recipientId: owed.id,
      planId: null,
      version: null,
      fields: { rhythm: 'quarter', fixedOn: null, approver: null, reason: null, instalments: [{ dueOn: '2025-07-01', amountFen: owed.fen - 1, purpose: '学费' }, { dueOn: '2025-10-01', amountFen: 1, purpose: null }] },
    })
    const agency = await casebook.ok('agencySave', { id: null, version: null, fields: { name: '安次区民政局', kind: 'civilAffairs', contact: '王科长', phone: '0316-2011111', address: null, note: null } })
    const measure = await casebook.ok('measureSave', {
      caseId,
      id: null,
      version: null,
      fields: { recipientId: child, kind: 'subsistence', agency: null, promisedOn: '2025-05-01', doneOn: null, valueFen: null, note: null, agencyId: agency.id, askedOn: '2025-04-15', replyDueOn: '2025-05-15' },
    })
    await casebook.ok('letterSave', {
      caseId,
      id: null,
      version: null,
      fields: { measureId: measure.id, agencyId: agency.id, kind: 'liaison', number: '冀廊安检救函〔2025〕1号', sentOn: '2025-04-15', replyDueOn: '2025-05-15', repliedOn: '2025-05-09', reply: '已列入低保', content: '商请给予最低生活保障' },
    })
    await casebook.ok('visitSave', {
      caseId,
      id: null,
      version: null,
      fields: { recipientId: child, dueOn: '2025-06-30', doneOn: '2025-06-28', way: 'home', visitors: '张承办、李书记员', findings: '孩子已入学', moneyUse: '用于学费', satisfaction: null, stillNeeded: null, living: '稳定', schooling: '小学三年级', measuresChecked: [{ measureId: measure.id, carriedOut: 'yes', note: null }], discreet: true },
    })
  },
  /** People of leads who are one and were entered twice: put together; put together and taken apart; found to be different. */
  async 4(casebook) {
    const lead = (name: string, phone: string) =>
      casebook.ok('leadSave', {
        id: null,
        version: null,
        fields: {
          receivedOn: '2025-08-01',
          source: 'womensFederation',
          channel: null,
          sendingUnit: null,
          letterNumber: null,
          summary: null,
          officerName: testOfficer.name,
          reachedProcuratorate: null,
          originalNumber: null,
          charge: null,
          chargeText: null,
          handlingUnit: null,
          suspects: null,
          toldOn: null,
          toldWay: null,
          toldNote: null,
          checkedOn: null,
          checkers: null,
          checkNote: null,
          reportBack: false,
          reportedOn: null,
          reportNote: null,
          satisfaction: null,
          people: [{ id: null, relation: null, person: { id: null, name, paperType: 'idCard', paperNumber: null, sex: 'female', birthDate: null, ethnicity: null, residence: null, phone, safeContact: null } }],
        },
      })
    for (const [name, phone] of [['王小芳', '13900000001'], ['王晓芳', '13900000001'], ['周敏', '13900000002'], ['周敏', '13900000002'], ['吴艳', '13900000003'], ['吴燕', '13900000003']] as const) await lead(name, phone)
    const found = (await casebook.ok('duplicateFind', undefined)).groups.flatMap(({ pairs }) => pairs)
    const pairOf = (name: string) => {
      const pair = found.find(({ entity, one, other }) => entity === 'person' && [one.title, other.title].some((title) => title.includes(name)))
      if (!pair) throw new Error(`${name} is not found twice`)
      return pair
    }
    for (const name of ['王小芳', '周敏']) {
      const { entity, one, other } = pairOf(name)
      await casebook.ok('duplicateMerge', { entity, keptId: one.id, keptVersion: one.version, otherId: other.id, otherVersion: other.version, take: [], reason: '同一人重复登记' })
    }
    const [last] = await casebook.ok('mergeList', undefined)
    if (!last) throw new Error('nothing was merged')
    await casebook.ok('mergeTakeApart', { id: last.id, version: last.version, reason: '不是同一人' })
    const { entity, one, other } = pairOf('吴燕')
    await casebook.ok('duplicateJudge', { entity, oneId: one.id, otherId: other.id, verdict: 'different' })
  },
}

function insertsOf(db: Database.Database): string {
  const tables = new Map(db.prepare("select s.name, l.wr from sqlite_schema s join pragma_table_list(s.name) l where s.type = 'table' and s.name not like 'sqlite_%' order by s.rowid").raw().all() as [string, number][])
  // What a row points to comes before it.
  const ordered = new Set<string>()
  const visit = (table: string, above: string[] = []): void => {
    if (ordered.has(table) || above.includes(table)) return
    for (const other of db.prepare('select distinct "table" from pragma_foreign_key_list(?)').pluck().all(table) as string[]) visit(other, [...above, table])
    ordered.add(table)
  }
  for (const table of tables.keys()) visit(table)
  const lines = [...ordered].flatMap((table) => {
    const withoutRowid = tables.get(table) === 1
    const columns = db.prepare('select name from pragma_table_info(?)').pluck().all(table) as string[]
    const values = db.prepare(`select ${columns.map((column) => `quote(${column})`).join(` || ', ' || `)} from ${table} order by ${withoutRowid ? 1 : 'rowid'}`).pluck().all() as string[]
    return values.map((row) => `insert into ${table} (${columns.join(', ')}) values (${row});`)
  })
  return lines.join('\n')
}

const folder = mkdtempSync(join(tmpdir(), 'casebook-version-'))
const data = join(folder, 'data')
const before = schemaVersion - 1
const { vault } = await createVault(data, {
  ...testOfficer,
  appVersion: '0.1.0',
  migrate: (db, hooks) => migrate(db, hooks, migrations.slice(0, before)),
  prepare: (db) => void db.exec(readFileSync(new URL(`version${before}/casebook.sql`, import.meta.url), 'utf8')),
})
vault.close()

const casebook = openTestCasebook(folder)
await casebook.ok('signIn', { login: testOfficer.login, password: testOfficer.password })
await added[schemaVersion]?.(casebook)
const reports: Record<string, unknown> = {}
for (const basis of ['accepted', 'decided', 'paid'] as const) {
  const { totals, tables } = annualJson(await casebook.ok('report', { kind: 'annual', period, basis }))
  reports[basis] = { totals, tables: tables.map(({ key, rows }) => ({ key, rows })) }
}
const { rows } = await casebook.ok('caseList', { filter: {} })
const list = rows.map(({ caseNumber, stage, historical, people }) => ({ caseNumber, stage, historical, people: people.map(({ name, outcome, amountFen }) => ({ name, outcome, amountFen })) }))
await casebook.close()

const db = openEncrypted(join(data, 'casebook.db'), await unlock(data, testOfficer.login, testOfficer.password), { readonly: true })
const target = new URL(`version${schemaVersionOf(db)}/`, import.meta.url)
mkdirSync(target, { recursive: true })
const head = `-- Records of a casebook of schema ${schemaVersion}, made with the program of that version; migration.test.ts puts them into a file of that version.`
writeFileSync(new URL('casebook.sql', target), `${head}\n${insertsOf(db)}\n`)
writeFileSync(new URL('expected.json', target), `${JSON.stringify({ period, reports, list }, null, 1)}\n`)
db.close()
rmSync(folder, { recursive: true, force: true })
