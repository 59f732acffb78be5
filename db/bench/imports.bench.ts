import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { ledgerHandlers } from '../operations/ledgers.ts'
import { openTestCasebook, parsed } from '../operations/testContext.ts'
import { openTestStore } from '../store/testStore.ts'
import { openEncrypted } from '../vault/connection.ts'
import { ledgerRows } from './manyRows.ts'
import type { Measured } from './measured.ts'

/** Rows of the long ledger: more than any office has. */
const ROWS = 10_000

/** Seconds this process has computed, waiting for the disk left out. */
function computed(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
async function time<T>(work: () => T | Promise<T>): Promise<[seconds: number, result: T]> {
  const start = computed()
  const result = await work()
  return [computed() - start, result]
}

/** The same rows written by statements prepared by hand into the same tables: what the database itself needs. */
function insertAll(from: Database.Database, into: Database.Database): void {
  const tables = from.prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'").pluck().all() as string[]
  const present = new Set(tables.filter((name) => (into.prepare(`select count(*) from ${name}`).pluck().get() as number) > 0))
  const written = tables.filter((name) => !present.has(name) || name.startsWith('audit_'))
  into.pragma('foreign_keys = OFF')
  const sources = written.map((table) => ({ table, rows: from.prepare(`select * from ${table}`).raw().all() as unknown[][] })).filter(({ rows }) => rows.length > 0)
  into.transaction(() => {
    for (const { table, rows } of sources) {
      const insert = into.prepare(`insert or ignore into ${table} values (${rows[0]?.map(() => '?').join(',')})`)
      for (const row of rows) insert.run(row)
    }
  })()
}

/** Speed of taking over a ledger of 10,000 rows into an encrypted casebook and of taking it back. */
export async function benchImports(count = ROWS): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'casebook-bench-'))
  const path = join(folder, 'ledger.csv')
  writeFileSync(path, ledgerRows(count).map((row) => row.join(',')).join('\r\n'))
  const [raw, bare] = ['casebook.db', 'bare.db'].map((name) => openEncrypted(join(folder, name), randomBytes(32), { create: true })) as [Database.Database, Database.Database]
  try {
    const store = await openTestStore(raw)
    await openTestStore(bare)
    const { context } = await openTestCasebook(store)
    const at = { ...context, file: () => path }
    const [tried, report] = await time(() => ledgerHandlers.importDryRun(at, parsed('importDryRun', { file: 'ledger' })))
    const input = parsed('importLedger', { file: 'ledger', fileSha256: report.fileSha256 })
    const [imported] = await time(() => ledgerHandlers.importLedger(at, input))
    const [inserted] = await time(() => insertAll(raw, bare))
    const [batch] = await ledgerHandlers.importBatches(context)
    const [takenBack] = await time(() => ledgerHandlers.importTakeBack(context, { id: batch?.id ?? '', version: batch?.version ?? 0, reason: '测试' }))
    return [
      { name: '试导入 1 万行', value: tried, unit: '秒', limit: 10 },
      { name: '导入 1 万行', value: imported, unit: '秒', limit: 10 },
      { name: '导入 1 万行（不含读文件）/ 裸语句写入', value: (imported - tried) / inserted, unit: '倍', limit: 3 },
      { name: '撤回 1 万行', value: takenBack, unit: '秒', limit: 10 },
    ]
  } finally {
    raw.close()
    bare.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
