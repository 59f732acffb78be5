import { join } from 'node:path'
import Database from 'better-sqlite3'
import { keepContent, sweepContents } from './attachments.ts'
import { makeBackup } from './backup.ts'
import { openEncrypted } from './connection.ts'
import { WORK_FOR_TESTS, words } from './secrecy.words.ts'
import { createVault } from './vault.ts'

/**
 * Writes known words in every way that might leave them on disk, stops in the middle of a big sort, says so and waits; run by secrecy.test.ts,
 * which then looks at everything this process has on disk. `plain` and `spilling` are counter-checks: they show that the search would find the words.
 */
const [mode, folder] = process.argv.slice(2)
if (!folder) throw new Error('usage: secrecy.child.ts product|plain|spilling FOLDER')

const schema = `
  CREATE TABLE case_text (id INTEGER PRIMARY KEY, name TEXT UNIQUE, text TEXT, turn INTEGER);
  CREATE INDEX by_text ON case_text (text);
`

async function openDatabase(): Promise<Database.Database> {
  if (mode === 'plain') {
    const db = new Database(join(folder!, 'casebook.db'))
    db.pragma('journal_mode=WAL')
    db.exec(schema)
    return db
  }
  const { vault } = await createVault(folder!, {
    login: words.login,
    password: words.password,
    work: WORK_FOR_TESTS,
    appVersion: '0.1.0',
    migrate: async db => {
      db.exec(schema)
    },
  })
  if (mode === 'spilling') vault.db.pragma('temp_store=FILE')
  backup = () => makeBackup(vault, { reason: 'manual', appVersion: '0.1.0' })
  key = vault.key
  return vault.db
}

let backup: () => Promise<unknown> = async () => {}
let key: Buffer | undefined
const db = await openDatabase()
// With a small cache, sorts, indexes, statement journals and dirty pages must leave memory early if they leave it at all.
db.pragma('cache_size=-100')

const insert = db.prepare('INSERT INTO case_text (name, text, turn) VALUES (?, ?, ?)')
const fill = db.transaction((from: number, to: number) => {
  for (let i = from; i < to; i++) {
    const word = words.written[i % words.written.length] ?? ''
    insert.run(`${word} ${i}`, `${(i * 7919) % 20011} ${word} `.repeat(4), i % 97)
  }
})
fill(0, 5_000)
db.exec('CREATE INDEX by_turn ON case_text (turn, text DESC)')
// A transaction taken back, with a savepoint: rollback and statement journals.
db.exec('BEGIN; SAVEPOINT inner_one')
db.exec("UPDATE case_text SET text = text || '改', turn = turn + 1")
try {
  db.exec("UPDATE case_text SET name = 'same' WHERE id > 100") // fails on the unique rule halfway
} catch {
  // expected
}
db.exec('ROLLBACK TO inner_one; COMMIT')
db.exec("DELETE FROM case_text WHERE id % 3 = 0; UPDATE case_text SET text = upper(text) WHERE id % 5 = 0")
db.exec('CREATE TEMP TABLE aside AS SELECT * FROM case_text ORDER BY text, name')
db.exec('CREATE INDEX temp.aside_by_name ON aside (name)')
if (mode !== 'plain') {
  if (key) {
    // A file of text, larger than the cache, and a second turn that throws away what it wrote.
    const scan = Buffer.from(words.written.map(word => `${word}\n`.repeat(20_000)).join(''))
    const { sha256 } = keepContent(folder, key, scan)
    db.exec('CREATE TABLE attachment (sha256 TEXT)')
    db.prepare('INSERT INTO attachment VALUES (?)').run(sha256)
    keepContent(folder, key, Buffer.concat([scan, scan]))
    sweepContents(folder, key, [sha256], -1)
  }
  await backup()
  db.pragma('wal_checkpoint(PASSIVE)')
}
fill(5_000, 5_400)
// A worker's connection of its own, as jobs have.
const worker = mode === 'plain' || !key ? undefined : openEncrypted(join(folder, 'casebook.db'), key)
if (mode === 'spilling') worker?.pragma('temp_store=FILE')
worker?.pragma('cache_size=-100')
const running = [db, worker].flatMap(each => {
  const sorted = each?.prepare('SELECT text, name, count(*) OVER (PARTITION BY turn) AS n, group_concat(name) OVER (ORDER BY text DESC ROWS 3 PRECEDING) FROM case_text ORDER BY length(text), text || name').iterate()
  sorted?.next()
  return sorted ? [sorted] : []
})

process.stdout.write('ready\n')
process.stdin.resume()
process.stdin.once('end', () => {
  for (const each of running) each.return?.()
  process.exit(0)
})
