import { afterEach, beforeEach, expect, it } from 'vitest'
import type { CaseFile } from '../domain/caseFile.ts'
import { addDays, today } from '../domain/dates.ts'
import { builtInVisitRule } from '../domain/visitRule.ts'
import { caseHandlers } from './cases.ts'
import { caseListHandlers } from './caseLists.ts'
import { casePartHandlers } from './caseParts.ts'
import { fundsHandlers } from './funds.ts'
import { partBinHandlers } from './partBin.ts'
import { visitHandlers } from './visits.ts'
import { addLead, approve, assess, changeDecision, fileOf, send, setRule, step } from './testCaseWork.ts'
import { createCase, grant, openTestCasebook, parsed, pay, recipientInput } from './testContext.ts'
import type { TestCasebook } from './testContext.ts'

let book: TestCasebook
beforeEach(async () => {
  book = await openTestCasebook()
})
afterEach(() => book.store.close())

const open = (basics: NonNullable<Parameters<typeof createCase>[1]>['basics'], name = '甲') => createCase(book.context, { basics: { officerName: '王检察官', ...basics }, recipients: [recipientInput({ name })] })
const duties = async () => (await caseListHandlers.dutyList(book.context)).map((duty) => [duty.kind, duty.people, duty.dueOn, duty.text, duty.section])
const soon = async (file: CaseFile) => (await caseListHandlers.caseList(book.context, parsed('caseList', { filter: {} }))).rows.find((row) => row.id === file.id)?.deadline

it('one matter is one line: a running period lends the line its last day and the list its countdown', async () => {
  const file = await open({ acceptedOn: today() })
  const [duty] = await caseListHandlers.dutyList(book.context)
  expect(duty).toMatchObject({ kind: 'deadline', caseId: file.id, leadId: null, section: 'assessment', deadline: { rule: 'review', day: 0, length: 10 } })
  expect(duty?.text).toBe('审查：第 0/10 个工作日。已受理，登记审查意见和建议金额')
  expect(duty?.dueOn).toBe(duty?.deadline?.dueOn)
  expect(await soon(file)).toEqual(duty?.deadline)
  expect((await caseListHandlers.dutyList(book.context)).length).toBe(1)
})

it('the supplement runs in the applicant’s time and stands with the papers', async () => {
  const file = await open({ appliedOn: '2023-05-04' })
  await step(book.context, file, 'supplementAsked', addDays(today(), -1))
  const [line] = await caseListHandlers.dutyList(book.context)
  expect(line).toMatchObject({ kind: 'deadline', section: 'material', deadline: { rule: 'supplement', day: 1 } })
  expect(line?.text).toContain('已通知补正，收到材料后请登记')
})

it('where the office’s own approval is through the period ends and the line says what is waited for', async () => {
  await setRule(book, 'chain', 'chain', { steps: [{ name: '检察长', kind: 'own', fromFen: 0 }, { name: '政法委', kind: 'outside', fromFen: 0 }], signOff: false, onePerson: false })
  let file = await open({ acceptedOn: '2023-05-04' })
  file = await approve(book.context, file, '检察长', { sentOn: '2023-05-08', answeredOn: '2023-05-09' })
  expect(await duties()).toEqual([['decide', '甲', null, '报“政法委”审批', 'approval']])
  expect(await soon(file)).toBeNull()
  file = await send(book.context, file, '政法委', { kind: 'outside', sentOn: addDays(today(), -12) })
  expect(await duties()).toEqual([['decide', '甲', null, '等候“政法委”批复，已 12 天', 'approval']])
  await approve(book.context, file, '政法委', { id: file.approvals[1]?.id ?? '', kind: 'outside', sentOn: addDays(today(), -12), answeredOn: addDays(today(), -1) })
  expect(await duties()).toEqual([['decide', '甲', null, '审批已通过，登记救助决定', 'approval']])
})

it('where nobody typed an amount into the approvals, what is proposed decides about the meeting, as on the case page', async () => {
  const steps = [{ name: '检察长', kind: 'own' as const, fromFen: 0 }, { name: '检察长办公会', kind: 'meeting' as const, fromFen: 5_000_000 }]
  await setRule(book, 'chain', 'chain', { steps, signOff: false, onePerson: false })
  const file = await assess(book.context, await open({ acceptedOn: '2023-05-04' }), { proposedFen: 5_000_000 })
  const through = await approve(book.context, file, '检察长', { sentOn: '2023-05-08', answeredOn: '2023-05-09' })
  expect((await duties())[0]).toMatchObject({ 0: 'deadline', 3: expect.stringContaining('报“检察长办公会”审批') as unknown })
  expect(through.advice.map(({ text }) => text)).toContain('报“检察长办公会”审批')
  expect([(await soon(file))?.rule, through.deadlines.find(({ rule }) => rule === 'review')?.endedOn]).toEqual(['review', null])
})

it('after acceptance comes the review, and then the approval of what it proposes, as on the case page', async () => {
  const file = await open({ acceptedOn: today() })
  expect((await duties())[0]).toMatchObject({ 3: expect.stringContaining('登记审查意见和建议金额') as unknown, 4: 'assessment' })
  const reviewed = await assess(book.context, file, { proposedFen: 100_000, reviewedOn: today() })
  expect((await duties())[0]).toMatchObject({ 3: expect.stringContaining('审查意见已提出，报“部门负责人”审批') as unknown, 4: 'approval' })
  expect(reviewed.advice[0]).toEqual({ section: 'approval', level: 'next', text: '审查意见已提出，报“部门负责人”审批' })
})

it('a case that went elsewhere is only to be closed', async () => {
  await step(book.context, await open({ acceptedOn: '2023-05-04' }), 'transferredOut', '2023-05-08')
  expect(await duties()).toEqual([['close', '甲', null, '已移送其他机关，可以办结', 'basics']])
})
it('an application that lapsed is only to be closed', async () => {
  const file = await step(book.context, await open({ appliedOn: '2023-05-04' }), 'supplementAsked', '2023-05-08')
  await step(book.context, file, 'lapsed', '2023-06-08')
  expect(await duties()).toEqual([['close', '甲', null, '逾期未补正，视为放弃申请，可以办结', 'basics']])
})

/** 2014 opinion: told within two working days after the funds arrive. */
it('funds that arrived lend their day to the payment', async () => {
  let file = await grant(book.context, await open({ acceptedOn: '2023-05-04' }), 100_000)
  expect(await duties()).toEqual([['pay', '甲', null, '待发放 1,000.00 元', 'disbursement']])
  // Friday 9 June 2023; Monday and Tuesday count.
  file = await step(book.context, file, 'fundsArrived', '2023-06-09', { amountFen: 100_000 })
  expect((await duties())[0]?.slice(0, 3)).toEqual(['deadline', '甲', '2023-06-13'])
  await step(book.context, file, 'collectTold', '2023-06-12')
  expect(await duties()).toEqual([['pay', '甲', null, '待发放 1,000.00 元', 'disbursement']])
  await changeDecision(book.context, file, 'revoke', 0)
  expect((await duties())[0]?.[3]).toBe('有决定已撤销，请核对未发放的 1,000.00 元')
})

/** One arrival of the annual pool serves many cases: for each it is given to, the two days run as if it were said on the case. */
it('funds of the annual pool that are given to a case start its two days too', async () => {
  let file = await grant(book.context, await open({ acceptedOn: '2023-05-04' }), 100_000)
  const arrive = (happenedOn: string, caseId: string) =>
    fundsHandlers.fundsSave(book.context, parsed('fundsSave', { id: null, version: null, fields: { kind: 'arrived', happenedOn, amountFen: 500_000, source: '县（区）级', year: 2023, document: '财社〔2023〕8号', note: null, allocations: [{ caseId, amountFen: 100_000 }] } }))
  await arrive('2023-06-09', file.id)
  expect((await duties())[0]?.slice(0, 3)).toEqual(['deadline', '甲', '2023-06-13'])
  file = await fileOf(book.context, file.id)
  expect(file.fundsArrivals).toEqual([{ happenedOn: '2023-06-09', amountFen: 100_000, source: '县（区）级', document: '财社〔2023〕8号' }])
  expect(file.deadlines.filter(({ rule }) => rule === 'collect').map(({ dueOn }) => dueOn)).toEqual(['2023-06-13'])
  expect(file.advice.map(({ text }) => text)).toContain('资金已于 2023-06-09 到账，请通知领取并登记')
  // Said on the case as well, it is still one arrival.
  await step(book.context, file, 'fundsArrived', '2023-06-09', { amountFen: 100_000 })
  expect((await fileOf(book.context, file.id)).deadlines.filter(({ rule }) => rule === 'collect')).toHaveLength(1)
  await step(book.context, file, 'collectTold', '2023-06-12')
  expect((await duties()).map(([kind]) => kind)).toEqual(['pay'])
  // Money that makes good what was paid before has nobody to be told.
  await pay(book.context, file, { amountFen: 100_000, happenedOn: '2023-06-14' })
  await arrive('2023-07-03', file.id)
  expect((await fileOf(book.context, file.id)).deadlines.filter(({ rule, endedOn }) => rule === 'collect' && endedOn === null)).toEqual([])
})

/** 一发了之 must not happen unseen: whoever was paid is to be visited, planned or not. */
it('whoever was paid and is visited by nobody stands there on the day the rule wants the first visit, until one is planned', async () => {
  const visitDuties = async () => (await duties()).filter(([kind]) => kind === 'visit' || kind === 'arrange')
  let file = await pay(book.context, await grant(book.context, await open({ acceptedOn: '2023-05-04' }), 100_000), { amountFen: 100_000 })
  const due = ['arrange', '甲', '2023-09-08', '2023-06-10 已发放，还没有安排回访', 'visit']
  expect(await visitDuties()).toEqual([due])
  const { id, version } = await fileOf(book.context, file.id)
  await casePartHandlers.decisionSave(book.context, parsed('decisionSave', { caseId: id, id: file.decisions[0]?.id ?? '', version: file.decisions[0]?.version ?? 0, recipientId: file.recipients[0]?.id ?? '', fields: { kind: 'grant', amountFen: 100_000, decidedOn: '2023-06-01', number: null, servedOn: '2023-06-02', reason: null, overCapReason: null } }))
  await caseHandlers.caseClose(book.context, { id, version, how: 'paid', closedOn: '2023-06-20' })
  expect(await visitDuties()).toEqual([due])
  expect(await visitHandlers.visitsPlan(book.context, { caseId: id })).toEqual({ planned: 2 })
  expect((await visitDuties()).map(([, , day, text]) => [day, text])).toEqual([['2023-09-08', '计划回访，回访后请记录'], ['2024-03-08', '计划回访，回访后请记录']])
  // Taken away again, nobody goes there: it is said again.
  for (const visit of (await fileOf(book.context, id)).visits) await partBinHandlers.partRecycle(book.context, { id: visit.id, version: visit.version, entity: 'visit', reason: '试' })
  expect(await visitDuties()).toEqual([due])
  // Everything back: nobody was paid.
  file = await fileOf(book.context, id)
  await pay(book.context, file, { kind: 'returned', amountFen: 100_000, happenedOn: '2023-07-01' })
  expect(await visitDuties()).toEqual([])
  await setRule(book, 'visit', 'visit', { ...builtInVisitRule, times: 0 })
  await pay(book.context, await fileOf(book.context, id), { kind: 'repaid', amountFen: 100_000, happenedOn: '2023-07-05' })
  expect(await visitDuties()).toEqual([])
})

/** 办结 = decision served and first payment made, or refused: until then somebody is reminded, also where no money is owed. */
it('a case that is decided and owes nothing is to be served, then closed; paid or refused', async () => {
  const serve = async (file: CaseFile) => {
    const [decision] = (await fileOf(book.context, file.id)).decisions
    const { kind = 'grant', amountFen = 0 } = decision ?? {}
    await casePartHandlers.decisionSave(book.context, parsed('decisionSave', { caseId: file.id, id: decision?.id ?? '', version: decision?.version ?? 0, recipientId: decision?.recipientId ?? '', fields: { kind, amountFen, decidedOn: '2023-06-01', number: null, servedOn: '2023-06-02', reason: '不符合条件', overCapReason: null } }))
  }
  const unserved = ['decide', '甲', null, '决定书还没有送达，送达后填写送达日期', 'decision']
  const closing = async () => (await duties()).filter(([kind]) => kind !== 'arrange')
  const refused = await grant(book.context, await open({ acceptedOn: '2023-05-04' }), 0, { kind: 'refuse', reason: '不符合条件' })
  expect(await closing()).toEqual([unserved])
  await serve(refused)
  expect(await closing()).toEqual([['close', '甲', null, '不予救助决定书已送达，可以办结', 'basics']])
  await caseHandlers.caseClose(book.context, { id: refused.id, version: (await fileOf(book.context, refused.id)).version, how: 'refused', closedOn: '2023-06-20' })
  expect(await closing()).toEqual([])

  const paid = await pay(book.context, await grant(book.context, await open({ acceptedOn: '2023-05-04' }), 100_000), { amountFen: 100_000 })
  expect(await closing()).toEqual([unserved])
  await serve(paid)
  expect(await closing()).toEqual([['close', '甲', null, '决定书已送达并已发放，可以办结', 'basics']])
  await changeDecision(book.context, await fileOf(book.context, paid.id), 'revoke', 0)
  expect(await closing()).toEqual([['pay', '甲', null, '有决定已撤销，请核对已发放的是否追回', 'disbursement']])
  await pay(book.context, await fileOf(book.context, paid.id), { kind: 'recovered', amountFen: 100_000, happenedOn: '2023-07-01' })
  expect(await closing()).toEqual([['close', '甲', null, '决定已撤销，可以办结，或者重新登记决定', 'basics']])
})

it('relief that was advanced and paid still wants its papers', async () => {
  const file = await step(book.context, await open({ appliedOn: '2023-05-04' }), 'advanced', '2023-05-05', { party: '分管副检察长' })
  await pay(book.context, await grant(book.context, file, 100_000, { decidedOn: '2023-05-06' }), { amountFen: 100_000, happenedOn: '2023-05-06' })
  expect(await duties()).toContainEqual(['accept', '甲', null, '已先行救助，补齐申请材料后登记受理', 'material'])
})

/** 高检发〔2019〕3号: five working days after closing, off until the office switches it on. */
it('a sender who wants to hear is told after closing', async () => {
  const file = await open({ acceptedOn: '2023-05-04' })
  await addLead(book, { caseId: file.id, reportBack: true, sendingUnit: '安次区妇联' })
  await caseHandlers.caseClose(book.context, { id: file.id, version: file.version, how: 'ended', closedOn: '2023-06-20' })
  expect(await duties()).toEqual([['lead', '甲', null, '已办结，请向安次区妇联反馈办理结果', 'basics']])
  await setRule(book, 'period', 'reportBack', { length: 5, unit: 'workingDay', enabled: true, basis: '高检发〔2019〕3号', start: 'closed' })
  // 22 to 24 June 2023 were off, Sunday 25 June was worked.
  expect((await duties())[0]?.slice(0, 3)).toEqual(['deadline', '甲', '2023-06-28'])
  expect((await soon(file))?.rule).toBe('reportBack')
  await step(book.context, file, 'reportedBack', '2023-06-25')
  expect(await duties()).toEqual([])
})

it('open leads stand among the cases, the longest overdue first; historical work is quiet', async () => {
  await open({ acceptedOn: '2023-05-04' })
  await addLead(book, { receivedOn: '2023-03-01' })
  await addLead(book, { receivedOn: today() })
  await createCase(book.context, { basics: { acceptedOn: '2020-05-04' }, late: true })
  const list = await caseListHandlers.dutyList(book.context)
  expect(list.map((duty) => [duty.leadId !== null, duty.deadline?.state])).toEqual([[true, 'overdue'], [false, 'overdue'], [true, 'running']])
})
