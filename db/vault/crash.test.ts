import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { closeQuietly, openEncrypted } from './connection.ts'
import { CEASELESS_SCHEMA } from './crash.schema.ts'
import { newKey, removeFoldersAfterEach, temporaryFolder } from './testing.ts'
import { verifyFile } from './verify.ts'

removeFoldersAfterEach()

const KILLS = 100
/** Chains run side by side, each on a database of its own, to use both cores. */
const CHAINS = 2

/** Runs the saver, kills it with signal 9 after a random number of acknowledgements and a random while, and answers the last one it gave. */
async function saveUntilKilled(path: string, key: Buffer): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'crash.child.ts'), path, key.toString('hex')], { stdio: ['ignore', 'pipe', 'inherit'] })
  const killAfter = 1 + Math.floor(Math.random() * 30)
  let acknowledged = ''
  let seen = 0
  child.stdout.on('data', (chunk: Buffer) => {
    acknowledged += chunk.toString()
    seen += chunk.toString().split('\n').length - 1
    if (seen >= killAfter) setTimeout(() => child.kill('SIGKILL'), Math.random() * 8)
  })
  // "close" comes after the pipe was read to its end: what was acknowledged in the last moment counts too.
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  expect([code, signal]).toEqual([null, 'SIGKILL'])
  const whole = acknowledged.slice(0, acknowledged.lastIndexOf('\n')).split('\n')
  return Number(whole.at(-1))
}

async function chain(kills: number): Promise<number> {
  const path = join(temporaryFolder(), 'casebook.db')
  const key = newKey()
  const fresh = openEncrypted(path, key, { create: true })
  fresh.exec(CEASELESS_SCHEMA)
  closeQuietly(fresh)
  let saved = 0
  for (let kill = 0; kill < kills; kill++) {
    const acknowledged = await saveUntilKilled(path, key)
    expect(acknowledged).toBeGreaterThan(saved)
    const db = openEncrypted(path, key)
    const one = (sql: string) => db.prepare(sql).pluck().get() as number
    saved = one('SELECT max(n) FROM payment')
    // Nothing acknowledged is lost; at most the one save whose acknowledgement the kill swallowed is there besides.
    expect(saved).toBeGreaterThanOrEqual(acknowledged)
    expect(saved).toBeLessThanOrEqual(acknowledged + 1)
    // No save is there by half.
    expect(one('SELECT count(*) FROM payment')).toBe(saved)
    expect(one('SELECT count(*) FROM audit JOIN payment USING (n)')).toBe(saved)
    expect(one("SELECT fen FROM balance WHERE name = 'right'")).toBe(saved * 100)
    expect(one('SELECT sum(fen) FROM balance')).toBe(1_000_000)
    expect(db.prepare('SELECT text FROM draft').pluck().get()).toBe(String(saved).repeat(3000))
    expect(verifyFile(db)).toEqual([])
    db.close()
  }
  return kills
}

test('killed 100 times in the middle of saving, nothing acknowledged is lost and no save is torn', { timeout: 240_000 }, async () => {
  const done = await Promise.all(Array.from({ length: CHAINS }, () => chain(KILLS / CHAINS)))
  expect(done.reduce((sum, kills) => sum + kills, 0)).toBe(KILLS)
})
