import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays, today } from '../domain/dates.ts'
import { takeBackBatch } from '../exchange/takeBack.ts'
import { agencyHandlers } from './agencies.ts'
import { caseHandlers } from './cases.ts'
import { caseListHandlers } from './caseLists.ts'
import { partBinHandlers } from './partBin.ts'
import { saveAgency, saveLetter, saveMeasure, saveVisit } from './testAftercare.ts'
import { addLead, fileOf } from './testCaseWork.ts'
import { createCase, fieldsOf, openTestCasebook, recipientInput, refusal } from './testContext.ts'
import type { TestCasebook } from './testContext.ts'

let book: TestCasebook
beforeEach(async () => {
  book = await openTestCasebook()
})
afterEach(() => book.store.close())

const past = addDays(today(), -10)
const ahead = addDays(today(), 10)
const newCase = (more: { late?: boolean; name?: string } = {}) => createCase(book.context, { basics: { officerName: '王检察官' }, recipients: [recipientInput({ name: more.name ?? '王某' })], late: more.late ?? false })
const page = (id: string) => agencyHandlers.agencyGet(book.context, { id })
const list = async () => (await agencyHandlers.agencyList(book.context)).map(({ name, waiting, overdue, done }) => [name, waiting, overdue, done])
const replies = async () => (await caseListHandlers.dutyList(book.context)).filter((duty) => duty.kind === 'reply').map(({ dueOn, text, officerName, people, section }) => [dueOn, text, officerName, people, section])
const advice = async (id: string) => (await fileOf(book.context, id)).advice.filter((one) => one.section === 'measure').map((one) => one.text)

describe('the directory', () => {
  it('holds each name once, and a kind from the list', async () => {
    const first = await saveAgency(book.context, '安次区民政局', { contact: '赵科长', phone: '0316-2222222' })
    expect(fieldsOf(await refusal(saveAgency(book.context, '安次区民政局')))).toEqual(['fields.name'])
    expect(fieldsOf(await refusal(saveAgency(book.context, '某局', { kind: '部委' })))).toEqual(['fields.kind'])
    expect(await page(first.id)).toMatchObject({ name: '安次区民政局', kind: 'civilAffairs', contact: '赵科长', phone: '0316-2222222', disabledAt: null })
    expect((await refusal(saveAgency(book.context, '安次区民政局', {}, { ...first, version: 9 }))).code).toBe('stale')
    expect((await refusal(page('019a0000-0000-7000-8000-000000000000'))).code).toBe('not-found')
  })

  it('puts those out of use last and offers them no more', async () => {
    const first = await saveAgency(book.context, '甲局')
    await saveAgency(book.context, '乙局')
    const file = await newCase()
    const before = await saveMeasure(book.context, file.id, { agencyId: first.id })
    await saveAgency(book.context, '甲局', { disabled: true }, first)
    expect((await list()).map(([name]) => name)).toEqual(['乙局', '甲局'])
    expect(fieldsOf(await refusal(saveMeasure(book.context, file.id, { agencyId: first.id })))).toEqual(['fields.agencyId'])
    expect(fieldsOf(await refusal(saveLetter(book.context, file.id, first.id)))).toEqual(['fields.agencyId'])
    // What named it before goes on naming it.
    await saveMeasure(book.context, file.id, { agencyId: first.id, note: '已联系' }, before)
  })

  it('takes measures that name it in words, and no others', async () => {
    const file = await newCase()
    await saveMeasure(book.context, file.id, { agency: '民政局', doneOn: '2023-07-01', valueFen: 50_000 })
    await saveMeasure(book.context, file.id, { agency: '区民政局' })
    const agency = await saveAgency(book.context, '民政局')
    expect((await page(agency.id)).measures).toHaveLength(1)
    // Later ones are matched when they are saved; choosing an agency gives its name.
    await saveMeasure(book.context, file.id, { agency: '民政局' })
    await saveMeasure(book.context, file.id, { agencyId: agency.id, agency: '随便写的' })
    expect((await page(agency.id)).totals).toEqual({ asked: 3, done: 1, waiting: 2, overdue: 0, valueFen: 50_000 })
    expect((await fileOf(book.context, file.id)).measures.map((measure) => [measure.agency, measure.agencyId === agency.id])).toEqual([['民政局', true], ['区民政局', false], ['民政局', true], ['民政局', true]])
    // A new name takes what carries it.
    await saveAgency(book.context, '区民政局', {}, agency)
    expect((await page(agency.id)).measures).toHaveLength(4)
  })

  it('links old measures without touching what they say: an import can still be taken back', async () => {
    const file = await newCase()
    const batch = await book.context.change({ action: '导入台账' }, async (unit) => {
      const made = await unit.insert('import_batch', { file_name: '旧.xlsx', file_sha256: 'a'.repeat(64), cases: 0, people: 0, fen: 0, taken_back_at: null, taken_back_by: null })
      await unit.insert('support_measure', { case_id: file.id, recipient_id: null, kind: 'gifts', agency: '妇联', promised_on: null, done_on: null, value_fen: null, note: null, batch_id: made.id })
      return made
    })
    const agency = await saveAgency(book.context, '妇联')
    expect((await page(agency.id)).measures).toHaveLength(1)
    await book.context.change({ action: '撤回导入' }, (unit) => takeBackBatch(unit, batch.id, batch.version))
    expect((await page(agency.id)).measures).toEqual([])
  })
})

describe('what an agency owes', () => {
  it('is a duty of the case’s officer on its day, and one line where a letter speaks for the measure', async () => {
    const agency = await saveAgency(book.context, '教育局')
    const file = await newCase()
    const measure = await saveMeasure(book.context, file.id, { kind: 'education', agencyId: agency.id, askedOn: past, replyDueOn: past })
    expect(await replies()).toEqual([[past, '等候教育局答复“教育资助/减免”，到期没有答复的请催办', '王检察官', '王某', 'measure']])
    expect(await advice(file.id)).toEqual([`教育局没有在 ${past} 前答复“教育资助/减免”，请发工作联系函督促；已答复的请登记`])
    expect(await list()).toEqual([['教育局', 1, 1, 0]])

    const fields = { measureId: measure.id, number: '安检联〔2023〕3号', sentOn: past, replyDueOn: ahead }
    const letter = await saveLetter(book.context, file.id, agency.id, fields)
    expect(await replies()).toEqual([[ahead, '等候教育局答复工作联系函（安检联〔2023〕3号），到期没有答复的请催办', '王检察官', '王某', 'measure']])
    expect(await advice(file.id)).toEqual([])
    expect(await list()).toEqual([['教育局', 2, 1, 0]])

    await saveLetter(book.context, file.id, agency.id, { ...fields, repliedOn: today(), reply: '已列入资助名单' }, letter)
    await saveMeasure(book.context, file.id, { kind: 'education', agencyId: agency.id, askedOn: past, replyDueOn: past, doneOn: today(), valueFen: 120_000 }, measure)
    expect(await replies()).toEqual([])
    expect(await list()).toEqual([['教育局', 0, 0, 1]])
    expect((await page(agency.id)).letters).toMatchObject([{ number: '安检联〔2023〕3号', agencyName: '教育局', reply: '已列入资助名单' }])
    const lines = (await fileOf(book.context, file.id)).timeline.map((line) => line.what)
    expect(lines).toEqual(expect.arrayContaining(['向教育局发出工作联系函（安检联〔2023〕3号）', '教育局答复工作联系函（安检联〔2023〕3号）', '请求教育局给予教育资助/减免']))
  })

  it('is over once refused, and waits for nobody in a historical case or the recycle bin', async () => {
    const agency = await saveAgency(book.context, '民政局')
    const [open, old, gone] = [await newCase(), await newCase({ late: true }), await newCase()]
    await saveMeasure(book.context, open.id, { agencyId: agency.id, askedOn: past, replyDueOn: past, refusedOn: today() })
    for (const file of [old, gone]) {
      await saveMeasure(book.context, file.id, { agencyId: agency.id, replyDueOn: past })
      await saveLetter(book.context, file.id, agency.id, { replyDueOn: past })
    }
    await caseHandlers.caseRecycle(book.context, { id: gone.id, version: gone.version, reason: '重复登记' })
    expect(await replies()).toEqual([])
    const { totals, measures } = await page(agency.id)
    expect(totals).toEqual({ asked: 2, done: 0, waiting: 0, overdue: 0, valueFen: 0 })
    expect(measures.map((one) => [one.caseId, one.refusedOn, one.historical])).toEqual([[old.id, null, true], [open.id, today(), false]])
    expect(await advice(old.id)).toEqual([])
  })

  it('a visit that found it undone asks for a letter, until one is sent', async () => {
    const agency = await saveAgency(book.context, '民政局')
    const file = await newCase()
    const measure = await saveMeasure(book.context, file.id, { agencyId: agency.id, promisedOn: '2023-06-01' })
    await saveVisit(book.context, file.id, { doneOn: '2023-08-01', visitors: '甲、乙', measuresChecked: [{ measureId: measure.id, carriedOut: 'partly', note: null }] })
    expect(await advice(file.id)).toEqual(['2023-08-01 回访时“低保/特困/临时救助”只落实了一部分，请发工作联系函督促'])
    await saveLetter(book.context, file.id, agency.id, { measureId: measure.id, sentOn: '2023-08-03' })
    expect(await advice(file.id)).toEqual([])
  })
})

describe('letters', () => {
  it('hand a person over to social assistance and keep the result; also after closing', async () => {
    const agency = await saveAgency(book.context, '民政局')
    const file = await newCase()
    await caseHandlers.caseClose(book.context, { id: file.id, version: file.version, how: 'ended', closedOn: today() })
    await saveLetter(book.context, file.id, agency.id, { kind: 'assistance', repliedOn: '2023-06-20', reply: '已纳入低保' })
    expect((await fileOf(book.context, file.id)).letters).toMatchObject([{ kind: 'assistance', caseId: file.id, reply: '已纳入低保', repliedOn: '2023-06-20' }])
  })

  it('have dates in order', async () => {
    const agency = await saveAgency(book.context, '民政局')
    const file = await newCase()
    const refusedAt = async (fields: Parameters<typeof saveLetter>[3]) => fieldsOf(await refusal(saveLetter(book.context, file.id, agency.id, fields)))
    expect(await refusedAt({ sentOn: ahead })).toEqual(['fields.sentOn'])
    expect(await refusedAt({ replyDueOn: '2023-05-01' })).toEqual(['fields.replyDueOn'])
    expect(await refusedAt({ repliedOn: '2023-05-01' })).toEqual(['fields.repliedOn'])
    expect(await refusedAt({ reply: '同意' })).toEqual(['fields.repliedOn'])
    expect(fieldsOf(await refusal(saveMeasure(book.context, file.id, { askedOn: '2023-06-01', replyDueOn: '2023-05-01', doneOn: '2023-06-02', refusedOn: '2023-06-02' })))).toEqual(['fields.replyDueOn', 'fields.refusedOn'])
  })

  it('are about a measure of their own case, and go to the recycle bin and back', async () => {
    const agency = await saveAgency(book.context, '民政局')
    const [file, other] = [await newCase(), await newCase()]
    const measure = await saveMeasure(book.context, other.id)
    expect((await refusal(saveLetter(book.context, file.id, agency.id, { measureId: measure.id }))).code).toBe('not-found')
    const letter = await saveLetter(book.context, file.id, agency.id, { replyDueOn: past, sentOn: past })
    expect((await refusal(saveLetter(book.context, file.id, agency.id, {}, { ...letter, version: 7 }))).code).toBe('stale')
    await partBinHandlers.partRecycle(book.context, { ...letter, entity: 'letter', reason: '发错了' })
    expect([await replies(), (await fileOf(book.context, file.id)).letters, (await page(agency.id)).letters]).toEqual([[], [], []])
    await partBinHandlers.partRestore(book.context, { id: letter.id, entity: 'letter' })
    expect(await replies()).toHaveLength(1)
  })
})

it('an agency’s page says which leads came from it', async () => {
  const agency = await saveAgency(book.context, '安次区妇联')
  const lead = await addLead(book, { sendingUnit: '安次区妇联' })
  await addLead(book, { sendingUnit: '广阳区妇联' })
  expect((await page(agency.id)).leads).toEqual([{ id: lead.id, receivedOn: '2023-05-04', people: '', outcome: null }])
})
