import { afterEach, beforeEach, expect, it } from 'vitest'
import { addDays, today } from '../domain/dates.ts'
import { calendarHandlers } from './calendar.ts'
import { caseHandlers } from './cases.ts'
import { caseListHandlers } from './caseLists.ts'
import { saveAgency, saveLetter, saveMeasure, saveVisit } from './testAftercare.ts'
import { addLead, step } from './testCaseWork.ts'
import { createCase, fieldsOf, grant, openTestCasebook, pay, recipientInput, refusal } from './testContext.ts'
import type { TestCasebook } from './testContext.ts'

let book: TestCasebook
beforeEach(async () => {
  book = await openTestCasebook()
})
afterEach(() => book.store.close())

const day = today()
const list = (from: string, to: string, officerName: string | null = null) => calendarHandlers.calendarList(book.context, { from, to, officerName })
const lines = async (...span: Parameters<typeof list>) => (await list(...span)).map(({ on, kind, text, people, state }) => [on, kind, text, people, state])
const newCase = (name = '王某', basics: object = {}, late = false) => createCase(book.context, { basics: { officerName: '王检察官', ...basics }, recipients: [recipientInput({ name })], late })

/** Two batches of a recipient, the first of which is paid. */
async function batches(caseId: string, recipientId: string, days: [string, string], superseded: string | null = null): Promise<string[]> {
  return book.context.change({ action: '登记分期' }, async (unit) => {
    const plan = await unit.insert('instalment_plan', { case_id: caseId, recipient_id: recipientId, rhythm: 'month', fixed_on: null, approver: null, reason: null, superseded_at: superseded })
    const ids = []
    for (const [index, due_on] of days.entries()) ids.push((await unit.insert('instalment', { case_id: caseId, recipient_id: recipientId, plan_id: plan.id, ordinal: index + 1, due_on, amount_fen: 50, purpose: null })).id)
    return ids
  })
}

it('visits stand on the day they are due, and those made on the day they were made', async () => {
  const file = await newCase()
  await saveVisit(book.context, file.id, { dueOn: '2023-09-08' })
  await saveVisit(book.context, file.id, { dueOn: addDays(day, 3) })
  await saveVisit(book.context, file.id, { dueOn: '2023-08-01', doneOn: '2023-09-20' })
  expect(await lines('2023-09-01', '2023-09-30')).toEqual([['2023-09-08', 'visit', '计划回访', '王某', 'overdue'], ['2023-09-20', 'visit', '已回访', '王某', 'done']])
  expect(await lines('2023-08-01', '2023-08-31')).toEqual([])
  expect(await lines(day, addDays(day, 7))).toEqual([[addDays(day, 3), 'visit', '计划回访', '王某', 'open']])
})

it('batches stand on their day with what became of them; a plan that another took the place of is gone', async () => {
  let file = await grant(book.context, await newCase(), 100)
  const recipientId = file.recipients[0]?.id ?? ''
  await batches(file.id, recipientId, ['2023-07-01', '2023-08-01'], '2023-07-02T00:00:00.000Z')
  const [first = ''] = await batches(file.id, recipientId, ['2023-07-05', '2023-08-05'])
  file = await pay(book.context, file, { amountFen: 50, happenedOn: '2023-07-05', instalmentId: first })
  expect(await lines('2023-07-01', '2023-08-31')).toEqual([['2023-07-05', 'instalment', '第 1 批发放 0.50 元', '王某', 'done'], ['2023-08-05', 'instalment', '第 2 批发放 0.50 元', '王某', 'overdue']])
})

it('answers of agencies stand on the day they were asked for', async () => {
  const file = await newCase()
  const agency = await saveAgency(book.context, '民政局')
  await saveMeasure(book.context, file.id, { agencyId: agency.id, replyDueOn: '2023-09-10' })
  await saveMeasure(book.context, file.id, { kind: 'gifts', agencyId: agency.id, replyDueOn: '2023-09-11', doneOn: '2023-09-09' })
  await saveLetter(book.context, file.id, agency.id, { kind: 'request', number: '3号', replyDueOn: '2023-09-12', repliedOn: '2023-09-15' })
  expect(await lines('2023-09-01', '2023-09-30')).toEqual([
    ['2023-09-10', 'reply', '民政局答复“低保/特困/临时救助”', '王某', 'overdue'],
    ['2023-09-11', 'reply', '民政局答复“慰问物资”', '王某', 'done'],
    ['2023-09-12', 'reply', '民政局答复商请函（3号）', '王某', 'done'],
  ])
})

it('supervised money is handed over on its day', async () => {
  const file = await newCase()
  const fund = { supervisor: '前进村村委会', supervisor_kind: 'village', supervisor_contact: null, guardian: null, bank_name: null, bank_account: null, agreed_on: '2022-01-01', end_reason: null, note: null }
  await book.context.change({ action: '登记监管' }, async (unit) => {
    for (const ended_on of [null, '2023-09-18']) await unit.insert('supervised_fund', { ...fund, case_id: file.id, recipient_id: file.recipients[0]?.id ?? '', hand_over_on: '2023-09-18', ended_on })
  })
  expect(await lines('2023-09-18', '2023-09-18')).toEqual([['2023-09-18', 'handOver', '前进村村委会监管的资金到期移交', '王某', 'overdue'], ['2023-09-18', 'handOver', '前进村村委会监管的资金到期移交', '王某', 'done']])
})

/** 2014 opinion: opinion within ten working days of acceptance, told within two of the arrival of the funds. */
it('periods stand on their last day, running or ended', async () => {
  const running = await newCase('甲', { acceptedOn: '2023-06-01' })
  const ended = await newCase('乙', { acceptedOn: '2023-06-01' })
  await grant(book.context, ended, 100, { decidedOn: '2023-06-08' })
  await step(book.context, ended, 'fundsArrived', '2023-06-09', { amountFen: 100 })
  expect((await caseListHandlers.dutyList(book.context)).find((duty) => duty.caseId === running.id)?.dueOn).toBe('2023-06-15')
  expect(await lines('2023-06-01', '2023-06-30')).toEqual([
    ['2023-06-13', 'deadline', '通知领取期限届满', '乙', 'overdue'],
    ['2023-06-15', 'deadline', '审查期限届满', '甲', 'overdue'],
    ['2023-06-15', 'deadline', '审查期限届满', '乙', 'done'],
  ])
})

it('leads stand there too, with their own officer', async () => {
  await addLead(book, { receivedOn: '2023-05-04', officerName: '李检察官' })
  const [lead] = await list('2023-05-20', '2023-05-31')
  expect(lead).toMatchObject({ kind: 'deadline', text: '线索办理期限届满', caseId: null, officerName: '李检察官', state: 'overdue' })
  expect(lead?.leadId).not.toBeNull()
  expect(await list('2023-05-20', '2023-05-31', '王检察官')).toEqual([])
})

it('is one officer’s where asked for, and quiet about historical cases and the recycle bin', async () => {
  const [mine, theirs, old, gone] = [await newCase('甲'), await newCase('乙', { officerName: '李检察官' }), await newCase('丙', {}, true), await newCase('丁')]
  for (const file of [mine, theirs, old, gone]) await saveVisit(book.context, file.id, { dueOn: '2023-09-08' })
  await caseHandlers.caseRecycle(book.context, { id: gone.id, version: gone.version, reason: '重复登记' })
  expect((await list('2023-09-01', '2023-09-30')).map((item) => item.people).sort()).toEqual(['乙', '甲'])
  expect((await list('2023-09-01', '2023-09-30', '李检察官')).map((item) => item.people)).toEqual(['乙'])
})

it('spans two months at most', async () => {
  expect(fieldsOf(await refusal(list('2023-09-30', '2023-09-01')))).toEqual(['to'])
  expect(fieldsOf(await refusal(list('2023-07-01', '2023-09-01')))).toEqual(['to'])
  expect(await list('2023-07-01', '2023-08-31')).toEqual([])
})
