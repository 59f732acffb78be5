import { rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Failure } from '../domain/errors.ts'
import { caseInput, recipientInput } from './testContext.ts'
import { openTestCasebook, testOffice, testOfficer } from './testCasebook.ts'

/** Works in a casebook on a disk of a few megabytes until it is full, and tells what happened as JSON; run by fullDisk.test.ts in a small file system of its own. */
const [disk] = process.argv.slice(2)
if (!disk) throw new Error('usage: fullDisk.child.ts DISK')
const casebook = openTestCasebook(disk)
await casebook.ok('setUp', { office: testOffice, officer: testOfficer })
const { id: caseId } = await casebook.ok('caseCreate', caseInput({ basics: { appliedOn: '2026-01-05' }, recipients: [recipientInput({ name: '秦素梅' })] }))

const ballast = join(disk, 'ballast')
/** Leaves so many bytes free. */
function leave(bytes: number): void {
  rmSync(ballast, { force: true })
  const { bavail, bsize } = statfsSync(disk ?? '')
  writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - bytes)))
}

const words = '来函材料与走访情况'.repeat(60)
const step = { caseId, id: null, version: null, fields: { recipientId: null, kind: 'askedElsewhere' as const, happenedOn: '2026-01-06', amountFen: null, party: '市中级人民法院', note: words } }
const lead = {
  id: null,
  version: null,
  late: false,
  fields: {
    receivedOn: '2026-01-05', source: 'womensFederation', channel: null, sendingUnit: '安次区妇联', letterNumber: null, summary: words, officerName: '张承办', reachedProcuratorate: true,
    originalNumber: null, charge: null, chargeText: null, handlingUnit: null, suspects: null, toldOn: null, toldWay: null, toldNote: null, checkedOn: null, checkers: null, checkNote: null,
    reportBack: false, reportedOn: null, reportNote: null, satisfaction: null,
    people: [{ id: null, relation: null, person: { id: null, name: '贺兰英', paperType: 'none' as const, paperNumber: null, sex: null, birthDate: null, ethnicity: null, residence: null, phone: null, safeContact: null } }],
  },
} // prettier-ignore

interface Told {
  saved: number
  failure: Pick<Failure, 'code' | 'message'> | null
}
/** Saves again and again until it is refused. */
async function untilFull(save: () => Promise<unknown>, refused: () => Promise<Failure>): Promise<Told> {
  leave(700_000)
  for (let saved = 0; saved < 2000; saved += 1) {
    try {
      await save()
    } catch {
      const { code, message } = await refused()
      return { saved, failure: { code, message } }
    }
  }
  return { saved: 2000, failure: null }
}

const steps = await untilFull(() => casebook.ok('stepSave', step), () => casebook.fails('stepSave', step))
leave(700_000)
const leads = await untilFull(() => casebook.ok('leadSave', lead), () => casebook.fails('leadSave', lead))
const listed = async () => ({
  steps: (await casebook.ok('caseGet', { id: caseId })).steps.length,
  leads: (await casebook.ok('leadTotals', { filter: {} })).leads,
})
const whileFull = await listed()
rmSync(ballast)
await casebook.ok('stepSave', step)
await casebook.ok('leadSave', lead)
const after = await listed()
const { ok, problems } = await casebook.ok('verifyCasebook', undefined)
process.stdout.write(JSON.stringify({ steps, leads, whileFull, after, verified: { ok, problems }, bugs: casebook.bugs.length }))
await casebook.close()
