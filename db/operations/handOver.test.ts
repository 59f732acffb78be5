import { afterEach, beforeEach, expect, it } from 'vitest'
import { addDays, today } from '../domain/dates.ts'
import { archiveHandlers } from './archive.ts'
import { caseHandlers } from './cases.ts'
import { casePartHandlers } from './caseParts.ts'
import { handOverHandlers } from './handOver.ts'
import { addAccount, addLead, fileOf } from './testCaseWork.ts'
import { createCase, fieldsOf, openTestCasebook, parsed, recipientInput, refusal } from './testContext.ts'
import type { TestCasebook } from './testContext.ts'

/** 交接 (domain facts): all open cases and duties of an officer go to another at once, with a printed 交接清单, history unchanged. */
let book: TestCasebook
beforeEach(async () => {
  book = await openTestCasebook()
})
afterEach(() => book.store.close())

const handOver = (from: string, to: string, handedOn = today()) => handOverHandlers.handOver(book.context, parsed('handOver', { from, to, handedOn, reason: '工作调动' }))
const plan = (caseId: string, dueOn: string) =>
  casePartHandlers.visitSave(book.context, parsed('visitSave', { caseId, id: null, version: null, fields: { recipientId: null, dueOn, doneOn: null, way: null, visitors: null, findings: null, moneyUse: null, satisfaction: null, stillNeeded: null } }))
const officer = async (id: string) => (await fileOf(book.context, id)).officerName
const close = async (id: string) => caseHandlers.caseClose(book.context, { id, version: (await fileOf(book.context, id)).version, how: 'ended', closedOn: '2023-06-20' })

const archive = async (id: string) => archiveHandlers.caseArchive(book.context, parsed('caseArchive', { id, version: (await fileOf(book.context, id)).version, archivedOn: '2023-06-30', archiveNumber: null }))

async function work() {
  const mine = { officerName: '王检察官', acceptedOn: '2023-05-04' }
  const open = await createCase(book.context, { basics: { ...mine, caseNumber: '冀廊安检救助〔2023〕1号' }, recipients: [recipientInput({ name: '甲' })] })
  const closed = await createCase(book.context, { basics: { ...mine, caseNumber: '冀廊安检救助〔2023〕2号' }, recipients: [recipientInput({ name: '乙' })] })
  const visited = await createCase(book.context, { basics: { ...mine, caseNumber: '冀廊安检救助〔2023〕3号' }, recipients: [recipientInput({ name: '丙' })] })
  const old = await createCase(book.context, { basics: mine, late: true })
  const others = await createCase(book.context, { basics: { ...mine, officerName: '李检察官' } })
  const archived = await createCase(book.context, { basics: { ...mine, caseNumber: '冀廊安检救助〔2023〕4号' }, recipients: [recipientInput({ name: '丁' })] })
  const finished = await createCase(book.context, { basics: { ...mine, caseNumber: '冀廊安检救助〔2023〕5号' }, recipients: [recipientInput({ name: '戊' })] })
  await plan(visited.id, '2023-07-01')
  await plan(archived.id, '2023-08-01')
  for (const one of [closed, visited, archived, finished]) await close(one.id)
  for (const one of [archived, finished]) await archive(one.id)
  const lead = await addLead(book, { officerName: '王检察官' })
  const ended = await addLead(book, { officerName: '王检察官', caseId: open.id })
  return { open, closed, visited, archived, finished, old, others, lead, ended }
}

it('moves what is open, what is closed or archived and still due, and open leads; everything else stays where it was', async () => {
  const { open, closed, visited, archived, finished, old, others, lead, ended } = await work()
  const audits = await book.store.read.selectFrom('audit_entry').selectAll().orderBy('seq').execute()
  const preview = await handOverHandlers.handOverPreview(book.context, { from: '王检察官' })
  const list = await handOver('王检察官', '赵检察官')
  expect(list.items).toEqual(preview.items)
  expect(list.items.map((item) => [item.kind, item.number, item.people, item.state])).toEqual([
    ['case', '冀廊安检救助〔2023〕1号', '甲', '审查中'],
    ['case', '冀廊安检救助〔2023〕3号', '丙', '办结'],
    ['case', '冀廊安检救助〔2023〕4号', '丁', '已归档'],
    ['lead', null, '', '办理中'],
  ])
  expect(list.items[1]?.duties).toEqual(['2023-07-01 计划回访，回访后请记录'])
  expect(await Promise.all([open, visited, archived, closed, finished, old, others].map((one) => officer(one.id)))).toEqual(['赵检察官', '赵检察官', '赵检察官', '王检察官', '王检察官', '王检察官', '李检察官'])
  const leads = new Map((await book.store.read.selectFrom('lead').select(['id', 'officer_name']).execute()).map((row) => [row.id, row.officer_name]))
  expect([leads.get(lead.id), leads.get(ended.id)]).toEqual(['赵检察官', '王检察官'])
  // History is added to, never rewritten.
  const after = await book.store.read.selectFrom('audit_entry').selectAll().orderBy('seq').execute()
  expect(after.slice(0, audits.length)).toEqual(audits)
  expect((await fileOf(book.context, open.id)).timeline[0]?.what).toBe('工作交接：王检察官交给赵检察官：工作调动')
  expect(await handOverHandlers.handOverList(book.context)).toEqual([list])
})

it('says so where there is nothing to hand over, and refuses the same person and a day ahead', async () => {
  await work()
  expect((await refusal(handOver('孙检察官', '赵检察官'))).message).toBe('孙检察官没有在办的案件和线索，不需要交接。请核对移交人姓名。')
  expect(fieldsOf(await refusal(handOver('王检察官', '王检察官')))).toEqual(['to'])
  expect(fieldsOf(await refusal(handOver('王检察官', '赵检察官', addDays(today(), 1))))).toEqual(['handedOn'])
})

it('offers everybody with an account and every name that cases and leads carry', async () => {
  await work()
  await addLead(book, { officerName: '钱检察官' })
  const gone = await addAccount(book, '周检察官')
  await addAccount(book, '孙检察长')
  await book.context.change({ action: '停用账号' }, (unit) => unit.update('account', gone.actor.accountId, 1, { disabled_at: unit.at }))
  expect([...(await handOverHandlers.staffNames(book.context))].sort()).toEqual(['孙检察长', '李检察官', '王检察官', '钱检察官'].sort())
})
