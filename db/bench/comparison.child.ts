import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { permissionsOf } from '../domain/permissions.ts'
import { CasebookError } from '../domain/errors.ts'
import type { ComparisonOutcome } from '../operations/comparisonOperations.ts'
import { runJob } from '../operations/job.ts'

/** Runs the comparison as its job does, in a process of its own, and tells its seconds and the most memory it had; run by comparison.bench.ts. `cancel`: gives up half-way. */
const [folder, mode] = process.argv.slice(2)
if (!folder) throw new Error('usage: comparison.child.ts FOLDER [cancel]')
const key = readFileSync(join(folder, 'key'))
const flag = new Int32Array(new SharedArrayBuffer(4))
let cancelledAt = 0
const start = process.hrtime.bigint()
const since = (from: bigint) => Number(process.hrtime.bigint() - from) / 1e9

const result = await runJob(
  { operation: 'comparisonRun', input: { question: 'victimsInHardship', show: 'open' }, files: {}, folder, key, actor: { accountId: 'bench', name: '测试' }, permissions: permissionsOf(['officer']), appVersion: '0' },
  flag.buffer,
  ({ done, total }) => {
    if (mode !== 'cancel' || cancelledAt > 0 || done * 2 < total) return
    cancelledAt = since(start)
    flag[0] = 1
  },
).catch((thrown: unknown) => {
  if (thrown instanceof CasebookError && thrown.code === 'cancelled') return null
  throw thrown
})
const { totals } = (result ?? { totals: null }) as Partial<ComparisonOutcome> & { totals: ComparisonOutcome['totals'] | null }
const { user, system } = process.cpuUsage()
process.stdout.write(JSON.stringify({ seconds: since(start), computed: (user + system) / 1e6, megabytes: process.resourceUsage().maxRSS / 1024, afterCancel: cancelledAt === 0 ? null : since(start) - cancelledAt, totals }))
