/**
 * Makes N.sql.gz and N.json for versions.test.ts: what the program of a schema version kept and answered.
 *
 * It is run once, when a schema version is released and before the next one begins, by the program of that very version: this folder is copied into a checkout of
 * its last commit (`git log -- db/store/migrations` says which), and there
 *
 *   node db/operations/versions/write.ts
 *
 * opens the casebook of the version before, which migrates it, works on in it with what the new version brought (`added.ts`, to be extended for each version), and
 * writes every row and the answers (`answers.ts`, whose questions that program may call otherwise). Versions 1 and 2 began with an imported ledger. A fixture is
 * never made anew: what it would then hold is what today's program says, and not what the office's file says.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type Database from 'better-sqlite3'
import { schemaVersionOf } from '../../store/migrate.ts'
import { schemaVersion } from '../../store/migrations/index.ts'
import { openEncrypted } from '../../vault/connection.ts'
import { openTestCasebook, testOfficer } from '../testCasebook.ts'
import { added } from './added.ts'
import { answers } from './answers.ts'
import { placeCasebook } from './place.ts'

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
const key = await placeCasebook(folder, schemaVersion - 1)
const casebook = openTestCasebook(folder)
await casebook.ok('signIn', { login: testOfficer.login, password: testOfficer.password })
await added[schemaVersion]?.(casebook)
const expected = await answers(casebook, schemaVersion)
await casebook.close()

const db = openEncrypted(join(folder, 'data', 'casebook.db'), key, { readonly: true })
const version = schemaVersionOf(db)
const head = `-- Records of a casebook of schema ${version}, made with the program of that version; versions.test.ts puts them into a file of that version.`
writeFileSync(new URL(`${version}.sql.gz`, import.meta.url), gzipSync(`${head}\n${insertsOf(db)}\n`, { level: 9 }))
writeFileSync(new URL(`${version}.json`, import.meta.url), `${JSON.stringify(expected, null, 1)}\n`)
db.close()
rmSync(folder, { recursive: true, force: true })
