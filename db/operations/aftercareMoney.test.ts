import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseFile } from '../domain/caseFile.ts'
import { CasebookError } from '../domain/errors.ts'
import { splitFen } from '../domain/instalments.ts'
import type { DisbursementKind, Fen, Id } from '../domain/records.ts'
import { deriveCase } from '../store/caseSummary.ts'
import { stepHandlers } from './steps.ts'
import { entriesOf, keep, livePlanOf, plan, supervise } from './testMoney.ts'
import { createCase, grant, openTestCasebook, parsed, pay, recipientInput } from './testContext.ts'
import type { TestCasebook } from './testContext.ts'

const kinds: DisbursementKind[] = ['paid', 'failed', 'returned', 'repaid', 'cancelled', 'recovered']
const sign = { paid: 1, repaid: 1, failed: 0, returned: -1, cancelled: 0, recovered: -1 } as const
const lasting = { paid: 0, repaid: 0, failed: 0, returned: 0, cancelled: 1, recovered: 1 } as const

let book: TestCasebook
beforeAll(async () => {
  book = await openTestCasebook()
})
afterAll(() => book.store.close())

/** What must hold of a case whatever was done to it, computed apart from the product's own sums. */
async function expectSound(file: CaseFile, decided: Map<Id, Fen>): Promise<void> {
  let [paid, cancelled, total] = [0, 0, 0]
  for (const [recipientId, decidedFen] of decided) {
    const own = entriesOf(file, recipientId)
    const net = own.reduce((sum, entry) => sum + sign[entry.kind] * entry.amountFen, 0)
    const gone = own.reduce((sum, entry) => sum + lasting[entry.kind] * entry.amountFen, 0)
    const balance = file.balance.byRecipient[recipientId]
    expect(balance).toEqual({ decidedFen, netPaidFen: net, cancelledFen: gone, outstandingFen: decidedFen - net - gone })
    for (const part of Object.values(balance ?? {})) expect(part).toBeGreaterThanOrEqual(0)
    ;[paid, cancelled, total] = [paid + net, cancelled + gone, total + decidedFen]

    const live = livePlanOf(file, recipientId)
    if (live) {
      // Every fen of the grant is in a batch of the plan or was settled outside it.
      const inPlan = new Set(live.instalments.map((batch) => batch.id))
      const outside = own.filter((entry) => entry.instalmentId === null || !inPlan.has(entry.instalmentId))
      const settledOutside = outside.reduce((sum, entry) => sum + (sign[entry.kind] + lasting[entry.kind]) * entry.amountFen, 0)
      const planned = live.instalments.reduce((sum, batch) => sum + batch.amountFen, 0)
      expect(planned + settledOutside).toBeLessThanOrEqual(decidedFen)
    }
    for (const batch of file.instalmentPlans.filter((one) => one.recipientId === recipientId).flatMap((one) => one.instalments)) {
      const named = own.filter((entry) => entry.instalmentId === batch.id)
      const netOfBatch = named.reduce((sum, entry) => sum + sign[entry.kind] * entry.amountFen, 0)
      const goneOfBatch = named.reduce((sum, entry) => sum + lasting[entry.kind] * entry.amountFen, 0)
      expect(batch.netPaidFen).toBe(netOfBatch)
      expect(netOfBatch).toBeGreaterThanOrEqual(0)
      expect(netOfBatch + goneOfBatch).toBeLessThanOrEqual(batch.amountFen)
      if (batch.state === 'paid') expect(netOfBatch + goneOfBatch).toBe(batch.amountFen)
      if (batch.state === 'partly') expect(netOfBatch).toBeGreaterThan(0)
      if (batch.state === 'failed' || batch.state === 'returned') expect(named.at(-1)?.kind).toBe(batch.state)
      // The whole of it, told again from the entries: what is settled, what is begun, what broke, else its day.
      const open = batch.amountFen - netOfBatch - goneOfBatch
      const last = named.at(-1)?.kind
      const broke = last === 'failed' || last === 'returned' ? last : null
      const old = !live?.instalments.some((one) => one.id === batch.id)
      const told = open === 0 ? (netOfBatch > 0 ? 'paid' : 'cancelled') : netOfBatch > 0 ? 'partly' : (broke ?? (old ? 'cancelled' : 'overdue'))
      expect(batch.state).toBe(told)
    }
  }
  expect(file.stage).toBe(paid === 0 ? 'decided' : paid + cancelled === total ? 'paid' : 'paying')
  const { byRecipient: _each, ...whole } = file.balance
  expect(whole).toEqual({ decidedFen: total, netPaidFen: paid, cancelledFen: cancelled, outstandingFen: total - paid - cancelled })
  for (const fund of file.supervisedFunds) {
    const deposits = file.disbursements.filter((entry) => entry.supervisedFundId === fund.id).reduce((sum, entry) => sum + sign[entry.kind] * entry.amountFen, 0)
    const taken = fund.entries.reduce((sum, entry) => (entry.kind === 'withdrawal' || entry.kind === 'handOver' ? sum + (entry.amountFen ?? 0) : sum), 0)
    const interest = fund.entries.reduce((sum, entry) => (entry.kind === 'interest' ? sum + (entry.amountFen ?? 0) : sum), 0)
    expect([fund.depositedFen, fund.balanceFen]).toEqual([deposits, deposits + interest - taken])
    expect(fund.balanceFen).toBeGreaterThanOrEqual(0)
  }
  const summary = await book.store.read.selectFrom('case_summary').selectAll().where('case_id', '=', file.id).executeTakeFirstOrThrow()
  expect(summary).toEqual((await deriveCase(book.store.read, file.id))?.summary)
  expect(summary).toMatchObject({ granted_fen: total, paid_fen: paid, cancelled_fen: cancelled })
}

/** Refused or done: nothing else may happen. */
async function tried(work: Promise<CaseFile>, file: CaseFile): Promise<CaseFile> {
  try {
    return await work
  } catch (error) {
    if (error instanceof CasebookError) return file
    throw error
  }
}

describe('whatever is recorded in whatever order', () => {
  const wish = fc.oneof(
    { weight: 8, arbitrary: fc.record({ do: fc.constant('pay' as const), who: fc.nat(1), kind: fc.constantFrom(...kinds), part: fc.double({ min: 0, max: 1.1, noNaN: true }), batch: fc.integer({ min: -1, max: 4 }), old: fc.boolean(), supervised: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('plan' as const), who: fc.nat(1), count: fc.integer({ min: 1, max: 5 }), off: fc.constantFrom(0, 0, 0, 1) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('keep' as const), kind: fc.constantFrom('withdrawal' as const, 'interest' as const, 'pause' as const, 'resume' as const), part: fc.double({ min: 0, max: 1.2, noNaN: true }) }) },
  )

  it('decided = net paid + outstanding + cancelled, no fen is lost or made, and every batch and account can be explained', async () => {
    let done = 0
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5_000_000 }), fc.integer({ min: 1, max: 3_000_000 }), fc.array(wish, { maxLength: 14 }), async (first, second, wishes) => {
        let file = await createCase(book.context, { recipients: [recipientInput({ name: '张小丫' }), recipientInput({ name: '张小苗' })] })
        const people = file.recipients.map((recipient) => recipient.id)
        const decided = new Map(people.map((id, index) => [id, index === 0 ? first : second]))
        for (const [recipientId, fen] of decided) file = await grant(book.context, file, fen, { recipientId })
        file = await supervise(book.context, file)
        for (const one of wishes) {
          const before = file
          if (one.do === 'pay') {
            const recipientId = people[one.who] ?? ''
            const balance = file.balance.byRecipient[recipientId]
            const batches = file.instalmentPlans.filter((each) => each.recipientId === recipientId && (one.old || each.supersededAt === null)).flatMap((each) => each.instalments)
            const batch = batches[one.batch] ?? null
            const about = sign[one.kind] < 0 ? (batch?.netPaidFen ?? balance?.netPaidFen ?? 0) : (batch?.amountFen ?? balance?.outstandingFen ?? 0)
            const fields = { kind: one.kind, amountFen: Math.max(1, Math.round(about * one.part)), instalmentId: batch?.id ?? null, supervisedFundId: one.supervised && one.who === 0 ? (file.supervisedFunds[0]?.id ?? null) : null }
            file = await tried(pay(book.context, file, { ...fields, recipientId }), file)
          } else if (one.do === 'plan') {
            const recipientId = people[one.who] ?? ''
            const owed = file.balance.byRecipient[recipientId]?.outstandingFen ?? 0
            const count = Math.min(one.count, owed)
            if (count < 1) continue
            const batches = splitFen(owed + one.off, count).map((amountFen, index) => ({ dueOn: `2024-0${index + 1}-28`, amountFen, purpose: null }))
            file = await tried(plan(book.context, file, batches, { recipientId }), file)
            if (one.off !== 0) expect(file).toBe(before)
          } else {
            const amountFen = one.kind === 'pause' || one.kind === 'resume' ? null : Math.max(1, Math.round((file.supervisedFunds[0]?.balanceFen ?? 0) * one.part))
            file = await tried(keep(book.context, file, { kind: one.kind, amountFen, purpose: '生活费', reason: '协议约定' }), file)
          }
          if (file !== before) done += 1
          // Entries are only ever added.
          expect(file.disbursements.filter((entry) => before.disbursements.some((old) => old.id === entry.id))).toEqual(before.disbursements)
        }
        await expectSound(file, decided)
      }),
      { numRuns: 40 },
    )
    // The wishes must mostly be possible ones, or nothing was shown.
    expect(done).toBeGreaterThan(40)
  }, 180_000)
})

describe('a joint case', () => {
  it('of three offices: only our share is decided, paid and balanced here', async () => {
    let file = await grant(book.context, await createCase(book.context), 1_000_000)
    for (const [name, role, shareFen] of [['市人民检察院', 'higher', 2_000_000], ['省人民检察院', 'higher', 3_000_000]] as const) {
      await stepHandlers.jointOfficeSave(book.context, parsed('jointOfficeSave', { caseId: file.id, id: null, version: null, fields: { name, role, shareFen, decidedOn: '2023-06-02', paidOn: '2023-06-12', note: null } }))
    }
    file = await plan(book.context, file, splitFen(1_000_000, 3).map((amountFen, index) => ({ dueOn: `2023-0${7 + index}-31`.replace('09-31', '09-30'), amountFen, purpose: null })))
    const [one] = livePlanOf(file)?.instalments ?? []
    file = await pay(book.context, file, { amountFen: one?.amountFen ?? 0, instalmentId: one?.id ?? null, happenedOn: '2023-07-31' })
    expect(file.jointOffices.map((office) => office.shareFen)).toEqual([2_000_000, 3_000_000])
    expect(file.balance).toMatchObject({ decidedFen: 1_000_000, netPaidFen: 333_333, cancelledFen: 0, outstandingFen: 666_667 })
    expect(livePlanOf(file)?.instalments.map((batch) => [batch.amountFen, batch.state])).toEqual([[333_333, 'paid'], [333_333, 'overdue'], [333_334, 'overdue']])
  })
})
