import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { migrate } from '../../store/migrate.ts'
import { migrations } from '../../store/migrations/index.ts'
import { openEncrypted } from '../../vault/connection.ts'
import { unlock } from '../../vault/keyring.ts'
import { testOfficer } from '../testCasebook.ts'

/**
 * Puts a casebook of that version into `folder`/data. All have the key of keyring.json, which the program of version 5 wrote: what was said of people in lists is
 * remembered by digests that are made with it.
 * @returns the key
 */
export async function placeCasebook(folder: string, version: number): Promise<Buffer> {
  const data = join(folder, 'data')
  mkdirSync(data)
  copyFileSync(new URL('keyring.json', import.meta.url), join(data, 'keyring.json'))
  const key = await unlock(data, testOfficer.login, testOfficer.password)
  const db = openEncrypted(join(data, 'casebook.db'), key, { create: true })
  await migrate(db, { beforeFirst: async () => undefined }, migrations.slice(0, version))
  db.exec(gunzipSync(readFileSync(new URL(`${version}.sql.gz`, import.meta.url))).toString())
  db.close()
  return key
}
