import { readFileSync } from 'node:fs'
import { openTestCasebook, parsed } from './testContext.ts'
import { ledgerHandlers } from './ledgers.ts'

/** Tries a file in a process of its own and tells as JSON what was said, what was written and how much memory the whole took; run by db/exchange/hostile.test.ts. */
const [path] = process.argv.slice(2)
if (path === undefined) throw new Error('usage: hostileLedger.child.ts FILE')
const { context, store } = await openTestCasebook()
const at = { ...context, file: () => path }
const said = await ledgerHandlers.importDryRun(at, parsed('importDryRun', { file: 'ledger' })).then(
  (report) => ({ rows: report.rows.length, cases: report.totals.cases }),
  (error: unknown) => ({ code: error instanceof Error && 'code' in error ? error.code : 'bug', message: error instanceof Error ? error.message : String(error) }),
)
const written = store.raw.prepare('select (select count(*) from person) + (select count(*) from import_batch) + (select count(*) from relief_case)').pluck().get()
process.stdout.write(JSON.stringify({ ...said, written, megabytes: Math.round(peak() / 1024) }))

/** The most memory this process held, in KiB. What the system counts for a child begins with its parent's, so the high-water mark is asked for where there is one. */
function peak(): number {
  try {
    return Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])
  } catch {
    return process.resourceUsage().maxRSS
  }
}
