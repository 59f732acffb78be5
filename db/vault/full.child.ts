import { readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkContents, keepContent, sweepContents } from './attachments.ts'
import { makeBackup } from './backup.ts'
import { mapSqliteError } from './connection.ts'
import { readKeyring } from './keyring.ts'
import { createVault, openVault } from './vault.ts'
import { verifyFile } from './verify.ts'

/**
 * Fills a disk of a few megabytes to the brim and tells what happened as JSON; run by full.test.ts inside a small file system of its own.
 */
const [disk] = process.argv.slice(2)
if (!disk) throw new Error('usage: full.child.ts DISK')
const folder = join(disk, 'data')
const common = { work: 1024, appVersion: '0.1.0', migrate: async () => {} }
const credentials = { login: 'zhang', password: '廊坊办案2026' }
const { vault } = await createVault(folder, { ...common, ...credentials, prepare: db => void db.exec('CREATE TABLE note (n INTEGER PRIMARY KEY, text TEXT)') })

const codeOf = (error: unknown) => {
  const known = mapSqliteError(error)
  return { code: 'code' in known ? known.code : known.message, message: known.message }
}
const told: Record<string, unknown> = {}
const ballast = join(disk, 'ballast')
const leave = (bytes: number) => {
  rmSync(ballast, { force: true })
  const { bavail, bsize } = statfsSync(disk)
  writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - bytes)))
}

const insert = vault.db.prepare('INSERT INTO note (text) VALUES (?)')
leave(600_000)
let saved = 0
try {
  for (;;) {
    insert.run('发放登记'.repeat(500))
    saved += 1
  }
} catch (error) {
  told['save'] = codeOf(error)
}
told['saved'] = saved
told['there'] = vault.db.prepare('SELECT count(*) FROM note').pluck().get()
leave(1_500_000)
try {
  keepContent(folder, vault.key, Buffer.alloc(8_000_000, '扫描件'))
} catch (error) {
  told['attach'] = codeOf(error)
}
leave(0)
told['backup'] = await makeBackup(vault, { reason: 'manual', appVersion: '0.1.0' }).catch(codeOf)
told['backups'] = readdirSync(folder).includes('backups') ? readdirSync(join(folder, 'backups')) : []
vault.close()

leave(0)
told['unlock'] = await openVault(folder, { ...common, credentials: { ...credentials, password: 'wrong wrong' } }).catch(codeOf)
told['keyring'] = (await readKeyring(folder)).users.length
told['left'] = readdirSync(folder).filter(name => name.endsWith('.tmp'))

rmSync(ballast)
const again = await openVault(folder, { ...common, credentials })
told['contents'] = sweepContents(folder, again.key, [], -1)
const { sha256 } = keepContent(folder, again.key, Buffer.from('又有地方了'))
told['contentsAfter'] = checkContents(folder, again.key, [sha256])
again.db.exec("INSERT INTO note (text) VALUES ('又有地方了')")
told['after'] = again.db.prepare('SELECT count(*) FROM note').pluck().get()
told['faults'] = verifyFile(again.db)
told['backupAfter'] = (await makeBackup(again, { reason: 'manual', appVersion: '0.1.0' })).verified
again.close()
process.stdout.write(JSON.stringify(told))
