import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CaseFile } from '../domain/caseFile.ts'
import { addDays, today } from '../domain/dates.ts'
import { archiveHandlers } from './archive.ts'
import { caseHandlers } from './cases.ts'
import { casePartHandlers } from './caseParts.ts'
import { changeDecision, fileOf, step } from './testCaseWork.ts'
import { createCase, fieldsOf, grant, openTestCasebook, parsed, pay, refusal } from './testContext.ts'
import type { TestCasebook } from './testContext.ts'

let book: TestCasebook
let file: CaseFile
beforeEach(async () => {
  book = await openTestCasebook()
  file = await createCase(book.context, { basics: { caseNumber: '冀廊安检救助〔2023〕1号', acceptedOn: '2023-05-04' } })
})
afterEach(() => book.store.close())

const check = async (step: 'close' | 'archive') => {
  const { blocking, missing } = await archiveHandlers.caseCheck(book.context, parsed('caseCheck', { id: file.id, step }))
  return { blocking: blocking.map(({ text }) => text), missing: missing.map(({ text }) => text) }
}
const places = async (step: 'close' | 'archive') => {
  const { blocking, missing } = await archiveHandlers.caseCheck(book.context, parsed('caseCheck', { id: file.id, step }))
  return [...blocking, ...missing].map(({ section, text }) => [section, text])
}
const archive = async (archivedOn = '2023-08-01') => {
  const { id, version } = await fileOf(book.context, file.id)
  return archiveHandlers.caseArchive(book.context, parsed('caseArchive', { id, version, archivedOn, archiveNumber: '2023-控-17' }))
}
const close = async (how: 'paid' | 'ended', closedOn = '2023-06-20') => {
  const { id, version } = await fileOf(book.context, file.id)
  await caseHandlers.caseClose(book.context, { id, version, how, closedOn })
}

describe('the check before closing', () => {
  it('names what stands in the way and what is only missing', async () => {
    expect((await check('close')).blocking).toEqual(['李某某还没有登记决定。请先登记决定', '本案没有给予救助的决定，不能按“已发放救助金”办结。请先登记决定，或换一种办结方式'])
    file = await pay(book.context, await grant(book.context, file, 100, { servedOn: '2023-06-02' }), { amountFen: 100 })
    expect(await places('close')).toEqual(expect.arrayContaining([['assessment', '还没有登记审查情况'], ['approval', '还没有登记审批结果'], ['basics', '还没有填写救助情形、线索来源、承办人、申请日期']]))
    const { blocking, missing } = await check('close')
    expect(blocking).toEqual([])
    expect(missing).toEqual(expect.arrayContaining(['还没有登记审查情况', '还没有登记审批结果']))
  })
  it('asks nothing of a case that lapsed or went to another organ', async () => {
    file = await createCase(book.context, { basics: { appliedOn: '2023-05-04' } })
    file = await step(book.context, file, 'supplementAsked', '2023-05-05')
    await step(book.context, file, 'lapsed', '2023-06-10')
    expect((await check('close')).blocking).toEqual([])
  })
})

describe('archiving', () => {
  it('comes after closing', async () => {
    expect((await places('archive'))[0]).toEqual([null, '案件还没有办结。请先办结，再归档'])
    expect((await refusal(archive())).message).toBe('案件还没有办结。请先办结，再归档。没有归档。')
  })

  /** Invariant of the design: an archived case balances. */
  it('is refused while money is outstanding, and goes through once it is paid or cancelled', async () => {
    file = await pay(book.context, await grant(book.context, file, 100_000, { servedOn: '2023-06-02' }), { amountFen: 60_000 })
    await close('paid')
    expect((await check('archive')).blocking).toEqual(['李某某还有 400.00 元没有发放。请登记发放，不再发放的登记取消发放'])
    expect((await refusal(archive())).code).toBe('conflict')
    expect(await places('archive')).toEqual(expect.arrayContaining([['disbursement', expect.stringContaining('没有发放')], ['visit', '还没有回访记录。归档后仍可以登记回访'], ['attachment', '还没有归入文书和附件']]))
    file = await pay(book.context, file, { kind: 'cancelled', amountFen: 40_000 })
    expect((await check('archive')).missing).toEqual(expect.arrayContaining(['还没有回访记录。归档后仍可以登记回访', '还没有归入文书和附件']))
    await archive()
    file = await fileOf(book.context, file.id)
    expect(file).toMatchObject({ stage: 'archived', archivedOn: '2023-08-01', archiveNumber: '2023-控-17' })
    expect((await book.store.read.selectFrom('case_summary').select('stage').executeTakeFirst())?.stage).toBe('archived')
    expect((await refusal(archive())).message).toContain('已于 2023-08-01 归档')
    // It stays balanced: what came back later wants the case reopened first.
    expect((await refusal(pay(book.context, file, { kind: 'returned', amountFen: 60_000, happenedOn: '2023-08-10' }))).message).toContain('请先恢复办理')
    file = await pay(book.context, file, { kind: 'recovered', amountFen: 10_000, happenedOn: '2023-08-10' })
    expect(file.balance).toMatchObject({ netPaidFen: 50_000, cancelledFen: 50_000, outstandingFen: 0 })
  })

  it('asks a revoked decision to be settled', async () => {
    file = await changeDecision(book.context, await grant(book.context, file, 100_000), 'revoke', 0)
    await close('ended', '2023-08-02')
    expect((await refusal(archive('2023-09-01'))).message).toContain('没有发放')
    await pay(book.context, file, { kind: 'cancelled', amountFen: 100_000, happenedOn: '2023-08-05' })
    await archive('2023-09-01')
  })

  it('is dated after closing and not ahead', async () => {
    await close('ended')
    expect(fieldsOf(await refusal(archive('2023-06-19')))).toEqual(['archivedOn'])
    expect(fieldsOf(await refusal(archive(addDays(today(), 1))))).toEqual(['archivedOn'])
  })

  it('does not end visits, is undone by reopening, and takes old cases as they are', async () => {
    await close('ended')
    await archive()
    await casePartHandlers.visitSave(book.context, parsed('visitSave', { caseId: file.id, id: null, version: null, fields: { recipientId: null, dueOn: null, doneOn: '2023-09-01', way: 'home', visitors: null, findings: null, moneyUse: null, satisfaction: null, stillNeeded: null } }))
    const { id, version } = await fileOf(book.context, file.id)
    await caseHandlers.caseReopen(book.context, { id, version, reason: '续办' })
    expect(await fileOf(book.context, file.id)).toMatchObject({ stage: 'accepted', archivedOn: null, closedOn: null })
    file = await createCase(book.context, { late: true })
    expect(await check('archive')).toEqual({ blocking: [], missing: [] })
    await archive()
    expect((await fileOf(book.context, file.id)).stage).toBe('archived')
  })
})
