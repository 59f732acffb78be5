import { writeSync } from 'node:fs'
import { mapSqliteError, openEncrypted } from './connection.ts'

/**
 * Saves without end until it is killed; run by crash.test.ts. Every save touches two tables, moves an amount between two rows and rewrites a
 * larger text, and is acknowledged on standard output only after its commit.
 */
const [path, keyHex] = process.argv.slice(2)
if (!path || !keyHex) throw new Error('usage: crash.child.ts DATABASE KEY')
const db = openEncrypted(path, Buffer.from(keyHex, 'hex'))
db.pragma('wal_autocheckpoint=25') // so that many kills fall into a checkpoint
const last = db.prepare('SELECT coalesce(max(n), 0) FROM payment').pluck()
const payment = db.prepare('INSERT INTO payment (n, text) VALUES (?, ?)')
const audit = db.prepare('INSERT INTO audit (n) VALUES (?)')
const move = db.prepare("UPDATE balance SET fen = fen + CASE name WHEN 'left' THEN -100 ELSE 100 END")
const rewrite = db.prepare('UPDATE draft SET text = ? WHERE id = 1')
const save = db.transaction((n: number) => {
  payment.run(n, `发放 ${n} `.repeat(n % 40))
  move.run()
  rewrite.run(String(n).repeat(3000))
  audit.run(n)
})
try {
  for (let n = (last.get() as number) + 1; ; n++) {
    save.immediate(n)
    writeSync(1, `${n}\n`)
  }
} catch (error) {
  throw mapSqliteError(error)
}
