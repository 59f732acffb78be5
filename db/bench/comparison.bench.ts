import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addDays, today } from '../domain/dates.ts'
import { insertListed } from '../store/comparisonRepository.ts'
import { openTestStore } from '../store/testStore.ts'
import { change } from '../store/unitOfWork.ts'
import { openEncrypted } from '../vault/connection.ts'
import { manyListed } from './manyListed.ts'
import type { Measured } from './measured.ts'

interface Ran {
  seconds: number
  computed: number
  megabytes: number
  afterCancel: number | null
  totals: { certain: number; doubtful: number } | null
}

/** Speed and memory of laying 50,000 victims over 200,000 people, in the job's own process, from an encrypted casebook. */
export async function benchComparison(victims = 50_000, others = 200_000): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'casebook-comparison-'))
  try {
    const key = randomBytes(32)
    writeFileSync(join(folder, 'key'), key)
    const raw = openEncrypted(join(folder, 'casebook.db'), key, { create: true })
    const store = await openTestStore(raw)
    const lists = [
      { kind: 'victims', people: manyListed(victims, 1, true) },
      { kind: 'lowIncome', people: manyListed(others, 2, false) },
    ]
    for (const { kind, people } of lists) {
      await change(store.read, { accountId: null, name: '测试' }, { action: '装入比对名单' }, async (unit) => {
        const { id } = await unit.insert('comparison_list', {
          kind, title: kind, letter_number: '1', purpose: '测试', sending_agency: '测试', received_on: today(), destroy_on: addDays(today(), 90), file_name: kind, content_sha256: kind, sheets: '["Sheet1"]',
          people: people.length, faults: 0, purged_at: null, purged_by: null, purge_reason: null, scrubbed: 0,
        })
        await insertListed(unit.trx, id, people, [], () => undefined)
      })
    }
    await store.close()
    const ran = (...mode: string[]) => JSON.parse(execFileSync(process.execPath, [join(import.meta.dirname, 'comparison.child.ts'), folder, ...mode], { encoding: 'utf8', maxBuffer: 1e8 })) as Ran
    const [whole, cancelled] = [ran(), ran('cancel')]
    if (whole.totals === null || whole.totals.certain < victims / 100) throw new Error(`found too little: ${JSON.stringify(whole)}`)
    if (cancelled.totals !== null || cancelled.afterCancel === null) throw new Error('a cancelled comparison went on')
    return [
      { name: '比对 5 万 × 20 万人', value: whole.computed, unit: '秒', limit: 10 },
      { name: '比对 5 万 × 20 万人：内存', value: whole.megabytes, unit: 'MB', limit: 400 },
      { name: '比对取消后停下', value: cancelled.afterCancel, unit: '秒', limit: 1 },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
