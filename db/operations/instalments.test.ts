import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseFile } from '../domain/caseFile.ts'
import { addDays, addMonths, today } from '../domain/dates.ts'
import { archiveHandlers } from './archive.ts'
import { caseHandlers } from './cases.ts'
import { casePartHandlers } from './caseParts.ts'
import { caseListHandlers } from './caseLists.ts'
import { instalmentHandlers } from './instalments.ts'
import { partBinHandlers } from './partBin.ts'
import { livePlanOf, plan } from './testMoney.ts'
import { changeDecision } from './testCaseWork.ts'
import { createCase, fieldsOf, grant, openTestCasebook, parsed, pay, recipientInput, refusal } from './testContext.ts'
import type { TestCasebook } from './testContext.ts'

let book: TestCasebook
beforeAll(async () => {
  book = await openTestCasebook()
})
afterAll(() => book.store.close())

const batches = (days: string[], fen = 50_000) => days.map((dueOn) => ({ dueOn, amountFen: fen, purpose: null }))
const days = ['2023-06-30', '2023-07-31', '2023-08-31', '2023-09-30']
const granted = async (fen = 200_000, more: Parameters<typeof createCase>[1] = {}) => grant(book.context, await createCase(book.context, more), fen)
const states = (file: CaseFile) => livePlanOf(file)?.instalments.map((batch) => [batch.ordinal, batch.state])
const batchId = (file: CaseFile, index: number) => livePlanOf(file)?.instalments[index]?.id ?? ''
const dutiesOf = async (file: CaseFile) => (await caseListHandlers.dutyList(book.context)).filter((duty) => duty.caseId === file.id && duty.kind === 'pay').map((duty) => [duty.kind, duty.dueOn, duty.text])

describe('a plan of batches', () => {
  it('is proposed by its rhythm', async () => {
    const proposed = await instalmentHandlers.planPropose(book.context, { rhythm: 'month', from: '2024-01-31', amountFen: 100_000, count: 3 })
    expect(proposed).toEqual([{ dueOn: '2024-01-31', amountFen: 33_333 }, { dueOn: '2024-02-29', amountFen: 33_333 }, { dueOn: '2024-03-31', amountFen: 33_334 }])
    expect(fieldsOf(await refusal(instalmentHandlers.planPropose(book.context, { rhythm: 'month', from: '2024-01-31', amountFen: 2, count: 3 })))).toEqual(['count'])
  })

  it('is fixed in the decision: its day stands unless another is given, and the sum is refused where it is not what is owed', async () => {
    const file = await granted()
    expect(fieldsOf(await refusal(plan(book.context, file, batches(days, 50_001))))).toEqual(['fields.instalments'])
    expect(livePlanOf(await plan(book.context, file, batches(days)))).toMatchObject({ fixedOn: '2023-06-01', approver: null, supersededAt: null })
    expect((await refusal(plan(book.context, file, batches(days)))).code).toBe('conflict')
    expect((await refusal(plan(book.context, await createCase(book.context), batches(days)))).code).toBe('conflict')
  })

  it('goes on under another plan with approver and reason; what was paid stays where it was paid', async () => {
    let file = await plan(book.context, await granted(), batches(days))
    file = await pay(book.context, file, { amountFen: 50_000, instalmentId: batchId(file, 0), happenedOn: '2023-06-30' })
    expect(fieldsOf(await refusal(plan(book.context, file, batches(['2024-01-31'], 150_000), { approver: null, reason: null })))).toEqual(['fields.approver', 'fields.reason'])
    const first = file
    file = await plan(book.context, file, batches(['2024-01-31', '2024-02-29', '2024-03-31']), { approver: '李副检察长', reason: '转学，改在新学期' })
    expect(file.instalmentPlans).toHaveLength(2)
    expect(states(file)).toEqual([[2, 'overdue'], [3, 'overdue'], [4, 'overdue']])
    const old = file.instalmentPlans.find((one) => one.supersededAt !== null)
    expect(old?.instalments.map((batch) => [batch.ordinal, batch.state, batch.netPaidFen])).toEqual([[1, 'paid', 50_000], [2, 'cancelled', 0], [3, 'cancelled', 0], [4, 'cancelled', 0]])
    // The page of somebody who had not seen the new plan.
    expect((await refusal(plan(book.context, first, batches(['2024-01-31'], 150_000)))).code).toBe('stale')
    expect((await refusal(pay(book.context, file, { amountFen: 50_000, instalmentId: batchId(first, 1), happenedOn: '2023-07-31' }))).code).toBe('invalid')
    // What comes back of a batch already paid is owed outside the plan, and may be re-paid there.
    file = await pay(book.context, file, { kind: 'returned', amountFen: 50_000, instalmentId: batchId(first, 0), happenedOn: '2023-07-10' })
    file = await pay(book.context, file, { kind: 'repaid', amountFen: 50_000, instalmentId: batchId(first, 0), happenedOn: '2023-07-11' })
    expect(file.balance).toMatchObject({ netPaidFen: 50_000, outstandingFen: 150_000 })
  })

  it('takes its payments by batch', async () => {
    let file = await plan(book.context, await granted(), batches(days))
    expect(fieldsOf(await refusal(pay(book.context, file, { amountFen: 50_000 })))).toEqual(['fields.instalmentId'])
    expect(fieldsOf(await refusal(pay(book.context, file, { amountFen: 50_001, instalmentId: batchId(file, 0) })))).toEqual(['fields.amountFen'])
    const other = await plan(book.context, await granted(), batches(days))
    expect(fieldsOf(await refusal(pay(book.context, file, { amountFen: 1, instalmentId: batchId(other, 0) })))).toEqual(['fields.instalmentId'])
    file = await pay(book.context, file, { kind: 'failed', amountFen: 50_000, instalmentId: batchId(file, 0), reason: '户名不符' })
    file = await pay(book.context, file, { amountFen: 20_000, instalmentId: batchId(file, 1) })
    file = await pay(book.context, file, { kind: 'cancelled', amountFen: 80_000, reason: '另有收入' })
    expect(states(file)).toEqual([[1, 'failed'], [2, 'partly'], [3, 'overdue'], [4, 'cancelled']])
    expect(file.disbursements.filter((entry) => entry.kind === 'cancelled').map((entry) => entry.amountFen)).toEqual([50_000, 30_000])
    expect(file.balance).toMatchObject({ netPaidFen: 20_000, cancelledFen: 80_000, outstandingFen: 100_000 })
    expect(file.advice.map((one) => one.text)).toEqual(expect.arrayContaining(['李某某第 1 批 500.00 元发放失败（户名不符），请核对账户后重新发放', '李某某第 3 批 500.00 元应于 2023-08-31 发放，已逾期。发放后请登记']))
    expect(file.timeline.map((one) => one.what)).toEqual(expect.arrayContaining(['发放失败第 1 批 500.00 元：户名不符', '确定分期发放（按月，4 批）']))
  })

  it('that no longer covers the decision is spoken of', async () => {
    let file = await plan(book.context, await granted(), batches(days))
    expect(file.advice.map((one) => one.text).join()).not.toContain('请变更分期计划')
    file = await changeDecision(book.context, file, 'supplement', 250_000)
    expect(file.advice.map((one) => one.text)).toContain('李某某的分期计划还有 2,000.00 元，待发放的是 2,500.00 元。请变更分期计划')
    file = await plan(book.context, file, batches(days, 62_500))
    expect(file.advice.map((one) => one.text).join()).not.toContain('请变更分期计划')
  })

  it('goes with the decision it rests on', async () => {
    let file = await plan(book.context, await granted(), batches(days))
    await partBinHandlers.partRecycle(book.context, { id: file.decisions[0]?.id ?? '', version: file.decisions[0]?.version ?? 0, entity: 'decision', reason: '登记错了' })
    file = await caseHandlers.caseGet(book.context, { id: file.id })
    expect(file.instalmentPlans).toEqual([])
    file = await plan(book.context, await grant(book.context, file, 100_000), batches(days, 25_000))
    const decision = file.decisions[0]
    await casePartHandlers.decisionSave(book.context, parsed('decisionSave', { caseId: file.id, id: decision?.id ?? '', version: decision?.version ?? 1, recipientId: file.recipients[0]?.id ?? '', fields: { kind: 'refuse', amountFen: 0, decidedOn: '2023-06-01', number: null, servedOn: null, reason: '不符合条件', overCapReason: null } }))
    expect((await caseHandlers.caseGet(book.context, { id: file.id })).instalmentPlans).toEqual([])
  })
})

describe('duties', () => {
  it('name the batches that are due on their own day, and of each person the next one', async () => {
    const day = today()
    const due = [addMonths(day, -2), addMonths(day, -1), addDays(day, 20), addDays(day, 50)]
    let file = await plan(book.context, await granted(), batches(due))
    expect(await dutiesOf(file)).toEqual([
      ['pay', due[0], '第 1 批 500.00 元，发放后请登记'],
      ['pay', due[1], '第 2 批 500.00 元，发放后请登记'],
    ])
    file = await pay(book.context, file, { amountFen: 50_000, instalmentId: batchId(file, 0), happenedOn: day })
    file = await pay(book.context, file, { kind: 'failed', amountFen: 50_000, instalmentId: batchId(file, 1), happenedOn: day, reason: '账户已销户' })
    expect(await dutiesOf(file)).toEqual([['pay', due[1], '第 2 批 500.00 元发放失败（账户已销户），请核对账户后重新发放']])
    file = await pay(book.context, file, { kind: 'repaid', amountFen: 50_000, instalmentId: batchId(file, 1), happenedOn: day })
    expect(await dutiesOf(file)).toEqual([['pay', due[2], '第 3 批 500.00 元，发放后请登记']])
  })

  it('of failed money stay until it is paid, also after closing; a case that owes cannot be archived', async () => {
    let file = await grant(book.context, await createCase(book.context, { basics: { acceptedOn: '2023-05-04' } }), 100_000, { servedOn: '2023-06-02' })
    file = await pay(book.context, file, { amountFen: 60_000 })
    await caseHandlers.caseClose(book.context, { id: file.id, version: file.version, how: 'paid', closedOn: '2023-06-20' })
    expect(await dutiesOf(file)).toEqual([['pay', null, '已办结，待发放 400.00 元']])
    file = await pay(book.context, file, { kind: 'failed', amountFen: 40_000, happenedOn: '2023-07-01', reason: '户名不符' })
    expect(await dutiesOf(file)).toEqual([['pay', null, '已办结，李某某发放失败（户名不符），请核对账户后重新发放。待发放 400.00 元']])
    expect((await archiveHandlers.caseCheck(book.context, { id: file.id, step: 'archive' })).blocking.map(({ text }) => text)).toEqual(['李某某还有 400.00 元没有发放。请登记发放，不再发放的登记取消发放'])
    await pay(book.context, file, { kind: 'repaid', amountFen: 40_000, happenedOn: '2023-07-02' })
    expect(await dutiesOf(file)).toEqual([])
    expect((await archiveHandlers.caseCheck(book.context, { id: file.id, step: 'archive' })).blocking.map(({ text }) => text)).toEqual([])
  })

  it('are not made by historical cases', async () => {
    const file = await plan(book.context, await granted(200_000, { late: true }), batches(days))
    expect(await dutiesOf(file)).toEqual([])
  })
})

describe('what a payment has to explain', () => {
  const minor = recipientInput({ name: '张小丫', birthDate: '2015-05-20' }, { guardianName: '张大山', guardianIsOffender: true, accountHolder: '张大山', bankAccount: '6228480018888888888' })
  it('is asked for in the words of the form', async () => {
    const file = await granted(100_000, { recipients: [minor] })
    expect(fieldsOf(await refusal(pay(book.context, file, { amountFen: 100 })))).toEqual(['fields.reason'])
    expect((await refusal(pay(book.context, file, { amountFen: 100, payee: '张姑姑', collectedBy: '张大山' }))).fields?.[0]?.message).toContain('张大山是本案加害人')
    expect(fieldsOf(await refusal(pay(book.context, file, { amountFen: 100, payee: '张姑姑', method: 'cash' })))).toEqual(['fields.reason'])
    await pay(book.context, file, { amountFen: 100, payee: '张姑姑', method: 'cash', reason: '王检察长批准：银行网点距离远', receipt: 'fingerprint', witness: '村会计', collectedBy: '张姑姑' })
    const after = await pay(book.context, file, { amountFen: 100, reason: '村委会见证，当场存入学校账户' })
    expect(after.disbursements.map((entry) => [entry.payee, entry.receipt, entry.witness, entry.collectedBy])).toEqual([['张姑姑', 'fingerprint', '村会计', '张姑姑'], ['张大山', null, null, null]])
    for (const kind of ['failed', 'returned', 'cancelled', 'recovered'] as const) {
      expect(fieldsOf(await refusal(pay(book.context, file, { kind, amountFen: 100, reason: null })))).toEqual(['fields.reason'])
    }
  })
  it('is left in old cases as it was found', async () => {
    const file = await granted(100_000, { recipients: [minor], late: true })
    expect((await pay(book.context, file, { amountFen: 100, method: 'cash' })).disbursements).toHaveLength(1)
  })
})
