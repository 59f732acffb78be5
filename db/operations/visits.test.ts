import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays, addMonths, today } from '../domain/dates.ts'
import { builtInVisitRule } from '../domain/visitRule.ts'
import { partBinHandlers } from './partBin.ts'
import { caseHandlers } from './cases.ts'
import { caseListHandlers } from './caseLists.ts'
import { saveMeasure, saveVisit, visitInput } from './testAftercare.ts'
import { changeDecision, fileOf, setRule } from './testCaseWork.ts'
import { createCase, fieldsOf, grant, openTestCasebook, parsed, pay, recipientInput, refusal } from './testContext.ts'
import type { TestCasebook } from './testContext.ts'
import { visitHandlers } from './visits.ts'

let book: TestCasebook
beforeEach(async () => {
  book = await openTestCasebook()
})
afterEach(() => book.store.close())

const plan = (caseId: string) => visitHandlers.visitsPlan(book.context, { caseId })
/** A mother and her child, both granted and the mother paid on 2023-06-10. */
async function paidCase(more: { child?: boolean; late?: boolean } = {}) {
  const people = [
    recipientInput({ name: '王某', birthDate: '1985-01-01', residence: '廊坊市安次区甲街 1 号', phone: '13900001111' }),
    ...(more.child ? [recipientInput({ name: '王小', birthDate: addMonths(today(), -120) }, { guardianName: '王某', guardianPhone: '13900001111' })] : []),
  ]
  let file = await createCase(book.context, { basics: { officerName: '王检察官', acceptedOn: '2023-05-04' }, recipients: people, late: more.late ?? false })
  for (const recipient of file.recipients) file = await grant(book.context, file, 100, { recipientId: recipient.id })
  return pay(book.context, file, { amountFen: 100 })
}
const planned = async (caseId: string) => (await fileOf(book.context, caseId)).visits.map(({ dueOn, origin, discreet }) => ({ dueOn, origin, discreet }))
const next = async (caseId: string) => (await fileOf(book.context, caseId)).advice.filter(({ section }) => section === 'visit' || section === 'measure').map(({ text }) => text)

describe('planning by the office’s rule', () => {
  it('plans from the first payment of each who was paid, once, and only what is not planned', async () => {
    const file = await paidCase({ child: true })
    expect(await next(file.id)).toEqual(['还没有安排回访，请按本单位规则安排回访（王某）'])
    // Serving the decision comes first, as long as the case is open.
    expect(file.advice.filter((line) => line.level === 'next').map((line) => line.section)[0]).toBe('decision')
    expect(await plan(file.id)).toEqual({ planned: 2 })
    const first = [
      { dueOn: '2023-09-08', origin: 'rule', discreet: false },
      { dueOn: '2024-03-08', origin: 'rule', discreet: false },
    ]
    expect(await planned(file.id)).toEqual(first)
    expect(await plan(file.id)).toEqual({ planned: 0 })
    // The child is paid later: four turns of its own, discreet, and nothing of the mother's moves.
    await pay(book.context, file, { recipientId: file.recipients[1]?.id ?? '', amountFen: 100, happenedOn: '2023-07-01', reason: '由母亲监管' })
    expect(await plan(file.id)).toEqual({ planned: 4 })
    const all = await planned(file.id)
    expect(all.filter((one) => !one.discreet)).toEqual(first)
    expect(all.filter((one) => one.discreet).map((one) => one.dueOn)).toEqual(['2023-08-30', '2023-11-30', '2024-02-29', '2024-05-30'])
  })

  it('a visit moved or taken away by hand stays so', async () => {
    const file = await paidCase()
    await plan(file.id)
    const [one, two] = (await fileOf(book.context, file.id)).visits
    if (!one || !two) throw new Error('two visits were planned')
    expect(fieldsOf(await refusal(saveVisit(book.context, file.id, { recipientId: one.recipientId, dueOn: '2023-12-01' }, one)))).toEqual(['fields.moveReason'])
    expect(fieldsOf(await refusal(saveVisit(book.context, file.id, { recipientId: one.recipientId, dueOn: null, doneOn: '2023-09-20' }, one)))).toEqual(['fields.moveReason'])
    await saveVisit(book.context, file.id, { recipientId: one.recipientId, dueOn: '2023-12-01', moveReason: '外出务工，年底返乡' }, one)
    expect((await fileOf(book.context, file.id)).timeline.map(({ what }) => what).join()).toMatch(/改动计划回访日期（2023-09-08 改为 2023-12-01）.*外出务工/)
    await partBinHandlers.partRecycle(book.context, { id: two.id, version: two.version, entity: 'visit', reason: '搬离本地' })
    expect(await plan(file.id)).toEqual({ planned: 0 })
    expect(await planned(file.id)).toEqual([{ dueOn: '2023-12-01', origin: 'rule', discreet: false }])
  })

  it('goes by the version of the rule that held on that day', async () => {
    await setRule(book, 'visit', 'visit', { ...builtInVisitRule, firstAfterDays: 30, times: 1 })
    const file = await paidCase()
    expect(await plan(file.id)).toEqual({ planned: 1 })
    expect((await planned(file.id))[0]?.dueOn).toBe('2023-07-10')
  })

  it('needs a payment, and leaves historical cases quiet', async () => {
    const unpaid = await createCase(book.context)
    expect((await refusal(plan(unpaid.id))).message).toContain('还没有发放')
    const old = await paidCase({ late: true })
    expect((await refusal(plan(old.id))).message).toContain('补录的历史案件')
    expect(await next(old.id)).toEqual([])
  })

  it('asks for nothing where the grant was revoked', async () => {
    const file = await paidCase()
    await changeDecision(book.context, file, 'revoke', 0)
    expect(await plan(file.id)).toEqual({ planned: 0 })
    expect((await next(file.id)).join()).not.toContain('按本单位规则')
  })

  it('is spoken of on the workbench three months ahead, later ones in the lists', async () => {
    const file = await paidCase()
    for (const days of [92, 93]) await saveVisit(book.context, file.id, { dueOn: addDays(today(), days) })
    expect((await caseListHandlers.dutyList(book.context)).flatMap(({ kind, dueOn }) => (kind === 'visit' ? [dueOn] : []))).toEqual([addDays(today(), 92)])
    expect((await caseListHandlers.visitList(book.context, parsed('visitList', { state: 'due', from: null, to: null, text: '' }))).total.count).toBe(2)
  })

  it('is a duty of its officer while due and not done, on its own day', async () => {
    const file = await paidCase()
    await plan(file.id)
    const visits = (await caseListHandlers.dutyList(book.context)).filter((duty) => duty.kind === 'visit')
    expect(visits.map(({ dueOn, officerName, people }) => [dueOn, officerName, people])).toEqual([['2023-09-08', '王检察官', '王某'], ['2024-03-08', '王检察官', '王某']])
  })
})

describe('a visit that was made', () => {
  it('keeps its findings by subject, each measure checked, and who signed how', async () => {
    const file = await paidCase()
    const measure = await saveMeasure(book.context, file.id, { kind: 'education', agency: '教育局', promisedOn: '2023-07-01' })
    const fields = { living: '低保', production: '打零工', health: '康复中', schooling: '初二', receipt: 'fingerprint' as const, discreet: true, satisfaction: 'satisfied', measuresChecked: [{ measureId: measure.id, carriedOut: 'no' as const, note: '学校没有收到通知' }] }
    await saveVisit(book.context, file.id, { recipientId: file.recipients[0]?.id ?? '', doneOn: '2023-09-01', visitors: '王检察官、李助理', ...fields })
    expect((await fileOf(book.context, file.id)).visits[0]).toMatchObject({ ...fields, origin: 'hand', doneOn: '2023-09-01' })
    expect(await next(file.id)).toEqual(['2023-09-01 回访时“教育资助/减免”还没有落实，请发工作联系函督促'])
  })

  it('found done asks for the day it was done; one visitor alone is asked about', async () => {
    const file = await paidCase()
    const measure = await saveMeasure(book.context, file.id, { kind: 'education' })
    await saveVisit(book.context, file.id, { doneOn: '2023-09-01', visitors: '王检察官', measuresChecked: [{ measureId: measure.id, carriedOut: 'yes', note: null }] })
    expect(await next(file.id)).toEqual(['2023-09-01 回访时“教育资助/减免”已经落实，请登记落实日期', '2023-09-01 的回访只填写了一名回访人，回访一般由两人进行，请核对'])
  })

  it('at home is signed or marked with a finger; by phone it is not', async () => {
    const file = await paidCase()
    const unsigned = async () => (await fileOf(book.context, file.id)).advice.map(({ text }) => text).filter((text) => text.includes('捺印'))
    await saveVisit(book.context, file.id, { doneOn: '2023-09-01', way: 'phone', visitors: '王检察官、李助理' })
    await saveVisit(book.context, file.id, { doneOn: '2023-10-01', way: 'home', visitors: '王检察官、李助理', receipt: 'fingerprint' })
    expect(await unsigned()).toEqual([])
    await saveVisit(book.context, file.id, { doneOn: '2023-11-01', way: 'home', visitors: '王检察官、李助理' })
    expect(await unsigned()).toEqual(['2023-11-01 的上门回访没有登记被回访人签名或者捺印'])
  })

  it('plans the next one in the same act, once, and never moves it', async () => {
    const file = await paidCase()
    const nextOn = addDays(today(), 30)
    const saved = await saveVisit(book.context, file.id, { doneOn: '2023-09-01', nextOn, discreet: true })
    expect(await planned(file.id)).toEqual([{ dueOn: null, origin: 'hand', discreet: true }, { dueOn: nextOn, origin: 'hand', discreet: true }])
    const [, coming] = (await fileOf(book.context, file.id)).visits
    if (!coming) throw new Error('the next visit was planned')
    await saveVisit(book.context, file.id, { dueOn: addDays(nextOn, 7), moveReason: '约定改期' }, coming)
    // A correction of the first record says the same day again: nothing is planned a second time.
    await saveVisit(book.context, file.id, { doneOn: '2023-09-01', nextOn, findings: '生活稳定' }, saved)
    expect((await planned(file.id)).map((one) => one.dueOn)).toEqual([null, addDays(nextOn, 7)])
  })

  it('refuses what cannot be', async () => {
    const file = await paidCase()
    const other = await createCase(book.context)
    const elsewhere = await saveMeasure(book.context, other.id)
    const bad = saveVisit(book.context, file.id, {
      doneOn: addDays(today(), 1),
      nextOn: today(),
      satisfaction: '挺好',
      way: '飞鸽',
      measuresChecked: [{ measureId: elsewhere.id, carriedOut: 'yes', note: null }],
    })
    expect(fieldsOf(await refusal(bad))).toEqual(['fields.way', 'fields.satisfaction', 'fields.doneOn', 'fields.nextOn', 'fields.measuresChecked.0.measureId'])
  })
})

describe('sheets', () => {
  it('carry the last promises and open questions; address and phone only by a logged choice', async () => {
    const file = await paidCase()
    const recipientId = file.recipients[0]?.id ?? ''
    await saveMeasure(book.context, file.id, { kind: 'housing', agency: '住建局', promisedOn: '2023-07-01' })
    await saveMeasure(book.context, file.id, { kind: 'gifts', doneOn: '2023-07-01' })
    await saveMeasure(book.context, file.id, { kind: 'education', refusedOn: '2023-07-01' })
    await saveVisit(book.context, file.id, { recipientId, doneOn: '2023-08-01', findings: '较好', stillNeeded: '危房未修' })
    await saveVisit(book.context, file.id, { recipientId, doneOn: '2023-07-15', stillNeeded: '旧的' })
    const { id } = await saveVisit(book.context, file.id, { recipientId, dueOn: '2023-09-08' })
    const sheets = (withContact: boolean) => visitHandlers.visitSheets(book.context, { visitIds: [id, id], withContact })
    const [sheet, ...more] = await sheets(false)
    expect(more).toEqual([])
    expect(sheet).toMatchObject({
      visitId: id,
      name: '王某',
      address: null,
      phone: null,
      discreet: false,
      dueOn: '2023-09-08',
      lastVisit: { on: '2023-08-01', findings: '较好', stillNeeded: '危房未修' },
      measures: [{ kind: 'housing', agency: '住建局', promisedOn: '2023-07-01' }],
      money: { decidedFen: 100, netPaidFen: 100, supervisedFen: null },
    })
    const shown = () => book.store.read.selectFrom('audit_entry').select(['action', 'entity_id', 'case_id']).where('action', 'like', '打印回访表%').execute()
    expect(await shown()).toEqual([])
    expect((await sheets(true))[0]).toMatchObject({ address: '廊坊市安次区甲街 1 号', phone: '13900001111' })
    expect(await shown()).toEqual([{ action: '打印回访表（含住址和电话）', entity_id: recipientId, case_id: file.id }])
    expect((await refusal(visitHandlers.visitSheets({ ...book.context, permissions: ['visit.write'] }, { visitIds: [id], withContact: true }))).code).toBe('forbidden')
  })

  /** 2018 opinion: safe contact; the guardian may be the offender. */
  it('reach a minor in a safe way only, and never through a guardian who is the offender', async () => {
    const contactOf = async (person: object, more: object) => {
      const file = await createCase(book.context, { recipients: [recipientInput({ name: '小甲', birthDate: '2015-01-01', ...person }, more)] })
      const { id } = await saveVisit(book.context, file.id, { dueOn: '2023-09-08' })
      const [sheet] = await visitHandlers.visitSheets(book.context, { visitIds: [id], withContact: true })
      return [sheet?.phone, sheet?.discreet]
    }
    const guardian = { guardianName: '甲父', guardianPhone: '13800002222' }
    expect(await contactOf({}, guardian)).toEqual(['甲父 13800002222', true])
    expect(await contactOf({}, { ...guardian, guardianIsOffender: true })).toEqual([null, true])
    expect(await contactOf({ phone: '13800002222' }, { ...guardian, guardianIsOffender: true })).toEqual([null, true])
    expect(await contactOf({ phone: '13800002222', safeContact: '姑姑 13700003333' }, guardian)).toEqual(['安全联系方式：姑姑 13700003333', true])
  })

  it('of a visit taken away are refused', async () => {
    const file = await paidCase()
    const visit = await saveVisit(book.context, file.id, { dueOn: '2023-09-08' })
    await partBinHandlers.partRecycle(book.context, { ...visit, entity: 'visit', reason: '重复' })
    expect((await refusal(visitHandlers.visitSheets(book.context, { visitIds: [visit.id], withContact: false }))).code).toBe('not-found')
  })
})

it('the list of visits tells how many each officer is behind with, and shows one officer’s alone', async () => {
  const mine = await createCase(book.context, { basics: { officerName: '赵检察官' } })
  const theirs = await createCase(book.context, { basics: { officerName: '钱检察官' } })
  const old = await createCase(book.context, { basics: { officerName: '赵检察官' }, late: true })
  for (const [file, dueOn] of [[mine, '2023-09-08'], [mine, '2023-09-09'], [mine, addDays(today(), 9)], [theirs, '2023-09-08'], [old, '2020-09-08']] as const) await saveVisit(book.context, file.id, { dueOn })
  const list = async (officerName: string | null, state: 'due' | 'done' = 'due') => caseListHandlers.visitList(book.context, parsed('visitList', { state, from: null, to: null, text: '', officerName }))
  const { total, rows } = await list('赵检察官')
  expect(total.overdue).toEqual(expect.arrayContaining([{ officerName: '赵检察官', count: 2 }, { officerName: '钱检察官', count: 1 }]))
  expect([rows.length, total.count, new Set(rows.map((row) => row.officerName)).size]).toEqual([4, 4, 1])
  expect((await list('赵检察官', 'done')).total).toEqual({ count: 0, overdue: [] })
})

describe('the batch on return', () => {
  it('is kept as a whole', async () => {
    const [one, two] = [await paidCase(), await paidCase()]
    const due = await saveVisit(book.context, one.id, { dueOn: '2023-09-08' })
    const visits = [
      { caseId: one.id, ...due, fields: visitInput({ dueOn: '2023-09-08', doneOn: '2023-09-09', way: 'home' }) },
      { caseId: two.id, id: null, version: null, fields: visitInput({ doneOn: '2023-09-09', way: 'home', nextOn: '2023-12-01' }) },
    ]
    expect(await visitHandlers.visitsSave(book.context, parsed('visitsSave', { visits }))).toEqual({ saved: 2 })
    expect((await fileOf(book.context, one.id)).visits.map((visit) => [visit.dueOn, visit.doneOn])).toEqual([['2023-09-08', '2023-09-09']])
    expect((await fileOf(book.context, two.id)).visits.map((visit) => [visit.dueOn, visit.doneOn])).toEqual([[null, '2023-09-09'], ['2023-12-01', null]])
  })

  it('is refused as a whole, with every row that is to be mended', async () => {
    const file = await paidCase()
    const stale = await saveVisit(book.context, file.id, { dueOn: '2023-09-08' })
    await saveVisit(book.context, file.id, { dueOn: '2023-09-10', moveReason: '约定改期' }, stale)
    const good = { caseId: file.id, id: null, version: null, fields: visitInput({ doneOn: '2023-09-09' }) }
    const visits = [
      good,
      { ...good, fields: visitInput({ doneOn: addDays(today(), 3), way: '飞鸽' }) },
      { caseId: file.id, ...stale, fields: visitInput({ doneOn: '2023-09-09' }) },
    ]
    const error = await refusal(visitHandlers.visitsSave(book.context, parsed('visitsSave', { visits })))
    expect(fieldsOf(error)).toEqual(['visits.1.fields.way', 'visits.1.fields.doneOn', 'visits.2.fields'])
    expect(error.message).toContain('有 2 次回访需要改正')
    expect((await caseHandlers.caseGet(book.context, { id: file.id })).visits.map((visit) => visit.doneOn)).toEqual([null])
  })
})
