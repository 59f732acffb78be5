import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { CaseFile } from '../domain/caseFile.ts'
import { addDays, today } from '../domain/dates.ts'
import { CasebookError } from '../domain/errors.ts'
import { deriveCase } from '../store/caseSummary.ts'
import { archiveHandlers } from './archive.ts'
import { caseHandlers } from './cases.ts'
import { casePartHandlers } from './caseParts.ts'
import { changeDecision, fileOf } from './testCaseWork.ts'
import { livePlanOf, plan } from './testMoney.ts'
import { createCase, fieldsOf, grant, openTestCasebook, parsed, pay, refusal } from './testContext.ts'
import type { TestCasebook } from './testContext.ts'

/** Correction after a decision (domain facts): 更正, 撤销, 补充决定, the old number kept. */
let book: TestCasebook
let file: CaseFile
beforeEach(async () => {
  book = await openTestCasebook()
  file = await grant(book.context, await createCase(book.context, { basics: { acceptedOn: '2023-05-04' } }), 100_000, { number: '安检救决〔2023〕1号', servedOn: '2023-06-02' })
})
afterEach(() => book.store.close())

it('a correction sets the amount that holds, keeps the number and what it was before', async () => {
  file = await changeDecision(book.context, file, 'correct', 90_000, { number: '安检救更〔2023〕1号' })
  expect(file.decisions[0]).toMatchObject({ amountFen: 90_000, number: '安检救决〔2023〕1号', revokedOn: null })
  expect(file.decisionChanges[0]).toMatchObject({ kind: 'correct', beforeFen: 100_000, afterFen: 90_000, number: '安检救更〔2023〕1号', reason: '据实调整' })
  expect(file.timeline.map((line) => line.what)).toEqual(expect.arrayContaining(['更正决定，由 1,000.00 元改为 900.00 元', '决定给予救助 1,000.00 元']))
})

it('is never less than what was paid and cancelled, and a supplement is more than before', async () => {
  file = await pay(book.context, await pay(book.context, file, { amountFen: 50_000 }), { kind: 'cancelled', amountFen: 20_000 })
  expect(fieldsOf(await refusal(changeDecision(book.context, file, 'correct', 69_999)))).toEqual(['fields.afterFen'])
  expect(fieldsOf(await refusal(changeDecision(book.context, file, 'supplement', 100_000)))).toEqual(['fields.afterFen'])
  file = await changeDecision(book.context, file, 'correct', 70_000)
  expect(file.balance.outstandingFen).toBe(0)
})

it('above the cap the reason of the change is on record as the reason for it', async () => {
  file = await changeDecision(book.context, file, 'supplement', 99_999_999, { reason: '伤情加重，经上级院批准' })
  expect(file.decisions[0]?.overCapReason).toBe('伤情加重，经上级院批准')
})

it('a revocation keeps the amount; what was paid is recovered, the rest cancelled, and nothing more is paid', async () => {
  file = await pay(book.context, file, { amountFen: 60_000 })
  file = await changeDecision(book.context, file, 'revoke', 0)
  expect(file.decisions[0]).toMatchObject({ amountFen: 100_000, revokedOn: '2023-08-01' })
  expect((await refusal(pay(book.context, file, { amountFen: 1, happenedOn: '2023-08-02' }))).message).toContain('已于 2023-08-01 撤销，不能再登记发放')
  expect((await refusal(changeDecision(book.context, file, 'correct', 1))).message).toContain('不能再更正')
  file = await pay(book.context, file, { kind: 'recovered', amountFen: 60_000, happenedOn: '2023-08-05' })
  file = await pay(book.context, file, { kind: 'cancelled', amountFen: 40_000, happenedOn: '2023-08-05' })
  expect(file.balance).toMatchObject({ decidedFen: 100_000, netPaidFen: 0, cancelledFen: 100_000, outstandingFen: 0 })
})

it('may come after the case was closed', async () => {
  file = await pay(book.context, file, { amountFen: 100_000 })
  await caseHandlers.caseClose(book.context, { id: file.id, version: file.version, how: 'paid', closedOn: '2023-06-20' })
  file = await changeDecision(book.context, file, 'supplement', 120_000)
  expect([file.stage, file.balance.outstandingFen]).toEqual(['closed', 20_000])
  expect(file.advice[0]?.text).toContain('还没有安排回访')
})

it('refuses days that cannot be and a version that is old', async () => {
  expect(fieldsOf(await refusal(changeDecision(book.context, file, 'correct', 1, { decidedOn: '2023-05-31' })))).toEqual(['fields.decidedOn'])
  expect(fieldsOf(await refusal(changeDecision(book.context, file, 'revoke', 1, { decidedOn: addDays(today(), 1) })))).toEqual(['fields.decidedOn'])
  await changeDecision(book.context, file, 'correct', 80_000)
  expect(await refusal(changeDecision(book.context, file, 'correct', 70_000))).toMatchObject({ code: 'stale', current: { amountFen: 80_000 } })
})

it('a refusal has no amount to change; revoked, the decision is taken anew in its place', async () => {
  file = await createCase(book.context, { basics: { acceptedOn: '2023-05-04' } })
  const decide = async (fields: { kind: 'grant' | 'refuse'; amountFen: number; decidedOn: string }) => {
    const [present] = file.decisions
    await casePartHandlers.decisionSave(
      book.context,
      parsed('decisionSave', { caseId: file.id, id: present?.id ?? null, version: present?.version ?? null, recipientId: file.recipients[0]?.id ?? '', fields: { number: null, servedOn: null, reason: '不符合条件', overCapReason: null, ...fields } }),
    )
    file = await fileOf(book.context, file.id)
  }
  await decide({ kind: 'refuse', amountFen: 0, decidedOn: '2023-06-01' })
  expect(fieldsOf(await refusal(changeDecision(book.context, file, 'correct', 1)))).toEqual(['fields.afterFen'])
  expect(fieldsOf(await refusal(changeDecision(book.context, file, 'supplement', 1)))).toEqual(['fields.kind'])
  file = await changeDecision(book.context, file, 'revoke', 0)
  expect(fieldsOf(await refusal(decide({ kind: 'grant', amountFen: 100, decidedOn: '2023-06-01' })))).toEqual(['fields.decidedOn'])
  expect((await refusal(casePartHandlers.partRecycle(book.context, { id: file.decisions[0]?.id ?? '', version: file.decisions[0]?.version ?? 0, entity: 'decision', reason: '误' }))).message).toContain('已有更正、补充或撤销记录')
  await decide({ kind: 'grant', amountFen: 100, decidedOn: '2023-08-10' })
  expect(file.decisions[0]).toMatchObject({ kind: 'grant', revokedOn: null, amountFen: 100 })
  expect(file.decisionChanges).toHaveLength(1)
})

it('revoked on the day it was taken it stays revoked while service and reasons are filled in, and may be taken anew that day', async () => {
  file = await changeDecision(book.context, file, 'revoke', 0, { decidedOn: '2023-06-01' })
  const save = async (fields: { number: string | null; amountFen: number }) => {
    const [present] = file.decisions
    await casePartHandlers.decisionSave(
      book.context,
      parsed('decisionSave', { caseId: file.id, id: present?.id ?? '', version: present?.version ?? 0, recipientId: file.recipients[0]?.id ?? '', fields: { kind: 'grant', decidedOn: '2023-06-01', servedOn: '2023-06-03', reason: null, overCapReason: null, ...fields } }),
    )
    file = await fileOf(book.context, file.id)
  }
  await save({ number: '安检救决〔2023〕1号', amountFen: 100_000 })
  expect(file.decisions[0]).toMatchObject({ revokedOn: '2023-06-01', servedOn: '2023-06-03' })
  await save({ number: '安检救决〔2023〕2号', amountFen: 80_000 })
  expect(file.decisions[0]).toMatchObject({ revokedOn: null, amountFen: 80_000 })
})

/** What was cancelled and recovered under the revoked decision is settled with it. */
it('taken anew after a grant was revoked and its rest cancelled, it starts with a clean account', async () => {
  file = await plan(book.context, file, [{ dueOn: '2023-06-20', amountFen: 60_000, purpose: null }, { dueOn: '2023-07-20', amountFen: 40_000, purpose: null }])
  file = await pay(book.context, file, { amountFen: 60_000, instalmentId: livePlanOf(file)?.instalments[0]?.id ?? null, happenedOn: '2023-06-20' })
  file = await changeDecision(book.context, file, 'revoke', 0, { decidedOn: '2023-08-01' })
  file = await pay(book.context, file, { kind: 'cancelled', amountFen: 40_000, happenedOn: '2023-08-02' })
  file = await pay(book.context, file, { kind: 'recovered', amountFen: 50_000, instalmentId: file.instalmentPlans[0]?.instalments[0]?.id ?? null, happenedOn: '2023-08-03' })
  const decide = async (more: object) => {
    const [present] = file.decisions
    await casePartHandlers.decisionSave(
      book.context,
      parsed('decisionSave', { caseId: file.id, id: present?.id ?? '', version: present?.version ?? 0, recipientId: file.recipients[0]?.id ?? '', fields: { kind: 'grant', amountFen: 30_000, decidedOn: '2023-09-01', number: '安检救决〔2023〕9号', servedOn: null, reason: null, overCapReason: null, ...more } }),
    )
    file = await fileOf(book.context, file.id)
  }
  // What is still with the person counts against the new grant.
  expect(fieldsOf(await refusal(decide({ amountFen: 9_999 })))).toEqual(['fields.amountFen'])
  await decide({})
  expect(file.balance).toMatchObject({ decidedFen: 30_000, netPaidFen: 10_000, cancelledFen: 0, outstandingFen: 20_000 })
  expect(file.instalmentPlans.map(({ supersededAt }) => supersededAt !== null)).toEqual([true])
  expect(file.stage).toBe('paying')
  expect(file.advice.map(({ text }) => text).join()).not.toMatch(/早于决定日期|超过决定金额|分期计划/)
  // Going on with it asks nothing of the old payments.
  await decide({ servedOn: '2023-09-03' })
  file = await plan(book.context, file, [{ dueOn: '2023-09-10', amountFen: 20_000, purpose: null }])
  file = await pay(book.context, file, { amountFen: 20_000, instalmentId: livePlanOf(file)?.instalments[0]?.id ?? null, happenedOn: '2023-09-10' })
  expect([file.stage, file.balance.outstandingFen]).toEqual(['paid', 0])
  expect(file.timeline.map(({ what }) => what)).toContain('决定给予救助 300.00 元')
  const summary = await book.store.read.selectFrom('case_summary').selectAll().where('case_id', '=', file.id).executeTakeFirstOrThrow()
  expect(summary).toEqual((await deriveCase(book.store.read, file.id))?.summary)
  expect(summary).toMatchObject({ granted_fen: 30_000, paid_fen: 30_000, cancelled_fen: 0 })
})

it('a grant of which everything was cancelled is not called paid', async () => {
  file = await pay(book.context, file, { kind: 'cancelled', amountFen: 100_000, happenedOn: '2023-06-20' })
  expect([file.stage, (await book.store.read.selectFrom('case_summary').select('stage').where('case_id', '=', file.id).executeTakeFirst())?.stage]).toEqual(['decided', 'decided'])
})

it('of an archived case leaves no balance open: what changes the amount needs the case reopened', async () => {
  file = await pay(book.context, file, { amountFen: 100_000 })
  const closed = await caseHandlers.caseClose(book.context, { id: file.id, version: file.version, how: 'paid', closedOn: '2023-06-20' })
  await archiveHandlers.caseArchive(book.context, { id: file.id, version: closed.version, archivedOn: '2023-07-01', archiveNumber: null })
  file = await fileOf(book.context, file.id)
  expect((await refusal(changeDecision(book.context, file, 'supplement', 120_000))).message).toContain('请先恢复办理')
  file = await changeDecision(book.context, file, 'correct', 100_000, { reason: '更正姓名笔误' })
  expect([file.stage, file.decisionChanges.length]).toEqual(['archived', 1])
})

/** Another grant in the place of the present decision. */
async function decideAnew(of: CaseFile, amountFen: number): Promise<CaseFile> {
  const [present] = of.decisions
  await casePartHandlers.decisionSave(
    book.context,
    parsed('decisionSave', { caseId: of.id, id: present?.id ?? '', version: present?.version ?? 0, recipientId: of.recipients[0]?.id ?? '', fields: { kind: 'grant', amountFen, decidedOn: '2023-09-01', number: null, servedOn: null, reason: null, overCapReason: null } }),
  )
  return fileOf(book.context, of.id)
}

it('whatever is changed, taken anew, paid, cancelled and recovered: decided = net paid + outstanding + cancelled, and nothing goes below what was settled', async () => {
  const acts = fc.array(
    fc.record({ act: fc.constantFrom('correct', 'supplement', 'revoke', 'anew', 'paid', 'cancelled', 'recovered', 'returned', 'repaid' as const), fen: fc.integer({ min: 1, max: 200_000 }) }),
    { minLength: 3, maxLength: 14 },
  )
  let renewals = 0
  await fc.assert(
    fc.asyncProperty(acts, async (list) => {
      let one = await grant(book.context, await createCase(book.context, { basics: { acceptedOn: '2023-05-04' } }), 100_000)
      let renewed = false
      for (const { act, fen } of list) {
        const before = one.balance
        const wasRevoked = one.decisions[0]?.revokedOn !== null
        if (act === 'anew' && !wasRevoked) continue
        const work = act === 'anew' ? decideAnew(one, fen) : act === 'correct' || act === 'supplement' || act === 'revoke' ? changeDecision(book.context, one, act, fen) : pay(book.context, one, { kind: act, amountFen: fen, happenedOn: '2023-09-01' })
        one = await work.catch((thrown: unknown) => {
          if (!(thrown instanceof CasebookError)) throw thrown
          return one
        })
        const { decidedFen, netPaidFen, cancelledFen, outstandingFen } = one.balance
        expect(decidedFen).toBe(netPaidFen + outstandingFen + cancelledFen)
        expect(Math.min(netPaidFen, outstandingFen, cancelledFen)).toBeGreaterThanOrEqual(0)
        const revoked = one.decisions[0]?.revokedOn !== null
        if (revoked) {
          expect(decidedFen).toBe(before.decidedFen)
          if (act === 'paid' || act === 'repaid') expect(one.balance).toEqual(before)
        }
        const last = one.decisionChanges.at(-1)
        // Taken anew after a revocation it counts what is still with the person and nothing that was settled with the old one.
        const [decision] = one.decisions
        if (act === 'anew' && !revoked) {
          expect(one.balance).toMatchObject({ decidedFen: fen, netPaidFen: before.netPaidFen, cancelledFen: 0 })
          renewed = true
          renewals += 1
        } else if (last && !renewed) expect(last.afterFen).toBe(decidedFen)
        expect(one.disbursements.reduce((sum, entry) => sum + (entry.kind === 'cancelled' || entry.kind === 'recovered' ? entry.amountFen : 0), 0)).toBe(cancelledFen + (decision?.earlierFen ?? 0))
      }
    }),
    { numRuns: 60, seed: 20231115 },
  )
  expect(renewals).toBeGreaterThan(3)
}, 60_000)
