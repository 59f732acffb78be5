import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays, today } from '../domain/dates.ts'
import { checkDigit } from '../domain/identity.ts'
import { readReference } from '../store/reference.ts'
import { caseHandlers } from './cases.ts'
import { caseListHandlers } from './caseLists.ts'
import { casePartHandlers } from './caseParts.ts'
import type { Input, LeadView } from './contract.ts'
import { openLeadDuties } from './leadDuties.ts'
import { leadHandlers } from './leads.ts'
import { blankPerson, createCase, fieldsOf, openTestCasebook, parsed, recipientInput, refusal } from './testContext.ts'
import type { TestCasebook } from './testContext.ts'

let book: TestCasebook
beforeEach(async () => {
  book = await openTestCasebook()
})
afterEach(() => book.store.close())

type Fields = Input<'leadSave'>['fields']
const day = today()
const idCard = (body: string) => body + checkDigit(body)
const paper = idCard('13100219850312122')

const person = (more: Partial<typeof blankPerson> = {}, relation: string | null = 'self'): Fields['people'][number] => ({ id: null, person: { ...blankPerson, name: '杨秀兰', ...more }, relation })
function fieldsWith(more: Partial<Fields> = {}): Fields {
  return {
    receivedOn: day,
    source: 'womensFederation',
    channel: 'transfer',
    sendingUnit: '安次区妇女联合会',
    letterNumber: '安妇函〔2026〕3号',
    summary: '丈夫被故意伤害致死，独自抚养两名子女',
    officerName: '王检察官',
    reachedProcuratorate: null,
    originalNumber: null,
    charge: null,
    chargeText: null,
    handlingUnit: null,
    suspects: null,
    toldOn: null,
    toldWay: null,
    toldNote: null,
    checkedOn: null,
    checkers: null,
    checkNote: null,
    reportBack: false,
    reportedOn: null,
    reportNote: null,
    satisfaction: null,
    people: [person()],
    ...more,
  }
}
/** The form as the page opens it: with what the page shows, masks and all. */
function formOf(lead: LeadView): Fields {
  const people = lead.people.map(({ id, person: { version: _version, householdId: _household, ...rest }, relation }) => ({ id, person: rest, relation }))
  const { id: _id, version: _version, historical: _h, outcome: _o, outcomeOn: _on, outcomeNote: _n, referredTo: _r, caseId: _c, caseNumber: _cn, deadline: _d, attachments: _a, timeline: _t, people: _p, ...fields } = lead
  return { ...fields, people }
}
const get = (id: string) => leadHandlers.leadGet(book.context, { id })
async function add(more: Partial<Fields> = {}, late = false): Promise<LeadView> {
  const { id } = await leadHandlers.leadSave(book.context, parsed('leadSave', { id: null, version: null, fields: fieldsWith(more), late }))
  return get(id)
}
async function save(lead: LeadView, more: Partial<Fields>, context = book.context): Promise<LeadView> {
  const { id, version } = lead
  await leadHandlers.leadSave(context, parsed('leadSave', { id, version, fields: { ...formOf(lead), ...more } }))
  return get(id)
}
async function conclude(lead: LeadView, more: Partial<Input<'leadConclude'>['fields']> = {}): Promise<LeadView> {
  const { id, version } = lead
  await leadHandlers.leadConclude(book.context, parsed('leadConclude', { id, version, fields: { outcome: 'ineligible', outcomeOn: day, outcomeNote: null, referredTo: null, caseId: null, ...more } }))
  return get(id)
}
const toCase = (lead: LeadView, more: Partial<Input<'leadToCase'>> = {}) =>
  leadHandlers.leadToCase(book.context, parsed('leadToCase', { id: lead.id, version: lead.version, appliedOn: null, people: lead.people.map(({ id }) => id), ...more }))
const list = (filter: Input<'leadList'>['filter'] = {}, more: Partial<Input<'leadList'>> = {}) => leadHandlers.leadList(book.context, parsed('leadList', { filter, ...more }))
const totals = (filter: Input<'leadTotals'>['filter'] = {}) => leadHandlers.leadTotals(book.context, parsed('leadTotals', { filter }))
const duties = async () => openLeadDuties(book.store.read, await readReference(book.store.read), day)

describe('a lead from the first minute', () => {
  it('is registered with its people, masked when read', async () => {
    const lead = await add({ people: [person({ paperType: 'idCard', paperNumber: paper, phone: '139 0316 1790', residence: '廊坊市安次区某街道1号' }), person({ name: '杨小满' }, 'child')] })
    expect(lead.people.map(({ ordinal, relation, person: { name, sex } }) => ({ ordinal, relation, name, sex }))).toEqual([
      { ordinal: 1, relation: 'self', name: '杨秀兰', sex: 'female' },
      { ordinal: 2, relation: 'child', name: '杨小满', sex: null },
    ])
    expect(lead.people[0]?.person).toMatchObject({ paperNumber: '131002************', phone: '139****1790', residence: '廊坊市安次区******' })
    expect(lead).toMatchObject({ officerName: '王检察官', outcome: null, historical: false, deadline: { rule: 'lead', length: 15, day: 0, state: 'running' } })
    expect(lead.timeline.map(({ what, who }) => ({ what, who }))).toEqual([
      { what: '登记线索', who: '王检察官' },
      { what: '收到线索（安次区妇女联合会）', who: '王检察官' },
    ])
  })

  it('keeps what is masked when the page saves what it shows, and shows it in full on a logged request', async () => {
    let lead = await add({ people: [person({ paperType: 'idCard', paperNumber: paper, phone: '13903161790', safeContact: '姑姑 13800001111' })] })
    lead = await save(lead, { summary: '补充了内容' })
    const shown = await casePartHandlers.reveal(book.context, { leadPersonId: lead.people[0]?.id ?? '' })
    expect(shown).toEqual({ paperNumber: paper, phone: '13903161790', residence: null, safeContact: '姑姑 13800001111', guardianPhone: null, bankAccount: null })
    expect((await get(lead.id)).timeline.map(({ what }) => what)).toContain('查看证件号码、电话、住址和账号')
  })

  it('uses the person who is in the casebook already, and one person only once', async () => {
    const file = await createCase(book.context, { recipients: [recipientInput({ name: '杨秀兰', paperType: 'idCard', paperNumber: paper })] })
    const lead = await add({ people: [person({ paperType: 'idCard', paperNumber: paper })] })
    expect(lead.people[0]?.person.id).toBe(file.recipients[0]?.person.id)
    const twice = await refusal(add({ people: [person({ paperType: 'idCard', paperNumber: paper }), person({ paperType: 'idCard', paperNumber: paper })] }))
    expect(fieldsOf(twice)).toEqual(['fields.people.1.person.name'])
  })

  it('refuses codes of no list and numbers that cannot be, at their fields', async () => {
    expect(fieldsOf(await refusal(add({ source: 'nowhere', charge: 'nothing', people: [person({}, 'nobody')] })))).toEqual(['fields.source', 'fields.charge', 'fields.people.0.relation'])
    expect(fieldsOf(await refusal(add({ people: [person({ paperType: 'idCard', paperNumber: '131002198503121220' })] })))).toEqual(['fields.people.0.person.paperNumber'])
    expect(() => parsed('leadSave', { id: null, version: null, fields: fieldsWith({ people: [], officerName: ' ' }) })).toThrow(/请至少填写一名线索所涉人员/)
  })

  it('moves people away with the form, in its order', async () => {
    let lead = await add({ people: [person(), person({ name: '杨小满' }, 'child'), person({ name: '杨小雨' }, 'child')] })
    const [first, second, third] = formOf(lead).people
    lead = await save(lead, { people: [third, first].flatMap((one) => (one ? [one] : [])) })
    expect(lead.people.map(({ person: { name }, ordinal }) => [name, ordinal])).toEqual([['杨小雨', 1], ['杨秀兰', 2]])
    const gone = await book.store.read.selectFrom('person').select('deleted_at').where('name', '=', second?.person.name ?? '').executeTakeFirstOrThrow()
    expect(gone.deleted_at).not.toBeNull()
    expect((await list({ text: '杨小满' })).rows).toEqual([])
  })

  it('shows both versions to whoever saves second', async () => {
    const lead = await add()
    await save(lead, { summary: '另一人改的' }, book.as('李检察官'))
    const stale = await refusal(save(lead, { summary: '我改的' }))
    expect(stale.code).toBe('stale')
    expect(stale.current).toMatchObject({ summary: '另一人改的' })
  })
})

describe('dates', () => {
  it.each<[string, Partial<Fields>, string[]]>([
    ['received tomorrow', { receivedOn: addDays(day, 1) }, ['fields.receivedOn']],
    ['told before received', { receivedOn: addDays(day, -3), toldOn: addDays(day, -4) }, ['fields.toldOn']],
    ['checked before received', { receivedOn: addDays(day, -3), checkedOn: addDays(day, -4) }, ['fields.checkedOn']],
    ['told tomorrow', { toldOn: addDays(day, 1) }, ['fields.toldOn']],
    ['reported without outcome', { reportedOn: day }, ['fields.reportedOn']],
  ])('that cannot be are refused: %s', async (_what, more, paths) => {
    expect(fieldsOf(await refusal(add(more)))).toEqual(paths)
  })

  it('of a lead logged late keep what was found, but nothing happens tomorrow', async () => {
    const lead = await add({ receivedOn: '2023-05-04', toldOn: '2023-05-01', reportedOn: '2023-06-01' }, true)
    expect(lead).toMatchObject({ historical: true, deadline: null, toldOn: '2023-05-01' })
    expect(await duties()).toEqual([])
    expect(fieldsOf(await refusal(add({ receivedOn: addDays(day, 1) }, true)))).toEqual(['fields.receivedOn'])
  })

  it('the outcome lies between receipt and today', async () => {
    const lead = await add({ receivedOn: addDays(day, -5) })
    expect(fieldsOf(await refusal(conclude(lead, { outcomeOn: addDays(day, -6) })))).toEqual(['fields.outcomeOn'])
    expect(fieldsOf(await refusal(conclude(lead, { outcomeOn: addDays(day, 1) })))).toEqual(['fields.outcomeOn'])
    expect(await conclude(lead, { outcomeOn: addDays(day, -5) })).toMatchObject({ outcome: 'ineligible', deadline: { state: 'kept', endedOn: addDays(day, -5) } })
  })
})

describe('the end of a lead', () => {
  it('names where it went', async () => {
    const lead = await add()
    expect(fieldsOf(await refusal(conclude(lead, { outcome: 'transferred' })))).toEqual(['fields.referredTo'])
    expect(fieldsOf(await refusal(conclude(lead, { outcome: 'socialAssistance' })))).toEqual(['fields.referredTo'])
    expect(fieldsOf(await refusal(conclude(lead, { outcome: 'merged' })))).toEqual(['fields.caseId'])
    expect(await conclude(lead, { outcome: 'socialAssistance', referredTo: '安次区民政局' })).toMatchObject({ outcome: 'socialAssistance', referredTo: '安次区民政局', outcomeOn: day })
  })

  it('may be a case that is there already', async () => {
    const file = await createCase(book.context)
    const merged = await conclude(await add({ reachedProcuratorate: true }), { outcome: 'merged', caseId: file.id })
    expect(merged).toMatchObject({ outcome: 'merged', caseId: file.id })
    expect((await caseHandlers.caseGet(book.context, { id: file.id })).timeline.map(({ what }) => what)).toContain('收到线索（安次区妇女联合会）')
    // Hardship without an original case in the procuratorate is no relief case, nor part of one.
    expect(fieldsOf(await refusal(conclude(await add({ reachedProcuratorate: false }), { outcome: 'merged', caseId: file.id })))).toEqual(['fields.outcome'])
    await caseHandlers.caseRecycle(book.context, { id: file.id, version: (await caseHandlers.caseGet(book.context, { id: file.id })).version, reason: '重复' })
    expect((await refusal(conclude(await add(), { outcome: 'merged', caseId: file.id }))).code).toBe('conflict')
  })

  it('leaves feedback, satisfaction and notes to be written, and nothing else', async () => {
    let lead = await conclude(await add({ reportBack: true, people: [person({ paperType: 'idCard', paperNumber: paper })] }))
    lead = await save(lead, { reportedOn: day, reportNote: '电话反馈', satisfaction: 'satisfied', toldNote: '补记', checkNote: '补记' })
    expect(lead).toMatchObject({ reportedOn: day, reportNote: '电话反馈', satisfaction: 'satisfied', toldNote: '补记' })
    expect(fieldsOf(await refusal(save(lead, { summary: '改内容', toldOn: day })))).toEqual(['fields.summary', 'fields.toldOn'])
    const people = formOf(lead).people.map((one) => ({ ...one, person: { ...one.person, phone: '13903161790' } }))
    expect(fieldsOf(await refusal(save(lead, { people })))).toEqual(['fields.people'])
    expect((await refusal(conclude(lead))).code).toBe('conflict')
  })

  it('is not final: it is reopened with a reason, and the sender is told anew', async () => {
    let lead = await save(await conclude(await add({ reportBack: true })), { reportedOn: day })
    await leadHandlers.leadReopen(book.context, { id: lead.id, version: lead.version, reason: '联系上了本人' })
    lead = await get(lead.id)
    expect(lead).toMatchObject({ outcome: null, outcomeOn: null, reportedOn: null })
    expect(lead.timeline[0]?.what).toBe('线索恢复办理：联系上了本人')
    expect((await refusal(leadHandlers.leadReopen(book.context, { id: lead.id, version: lead.version, reason: '再一次' }))).code).toBe('conflict')
  })
})

// 细则: a relief case rests on an original case that reached the procuratorate (shared facts: 原案进入检察环节).
describe('a lead becomes a case', () => {
  const known = { reachedProcuratorate: true, originalNumber: '安检刑诉〔2026〕21号', charge: 'injury', chargeText: '故意伤害致死', handlingUnit: '第一检察部', suspects: '赵某' }

  it('only once it is known that the original case reached the procuratorate', async () => {
    const unanswered = await refusal(toCase(await add()))
    expect(unanswered).toMatchObject({ code: 'invalid', message: '还没有填写原案是否进入检察环节，没有转为救助案件。请先在“原案”一栏核实填写，再转为救助案件。' })
    expect(fieldsOf(unanswered)).toEqual(['reachedProcuratorate'])
    const never = await refusal(toCase(await add({ reachedProcuratorate: false })))
    expect(never.message).toContain('转社会救助')
    expect(await book.store.read.selectFrom('relief_case').select('id').execute()).toEqual([])
  })

  it('with nothing typed again, in one act', async () => {
    const lead = await add({ ...known, people: [person({ paperType: 'idCard', paperNumber: paper }), person({ name: '杨小满' }, 'child'), person({ name: '杨大山' }, 'parent')] })
    const [mother, child] = lead.people
    const { id } = await toCase(lead, { appliedOn: day, people: [child?.id ?? '', mother?.id ?? ''] })
    const file = await caseHandlers.caseGet(book.context, { id })
    expect(file).toMatchObject({
      leadId: lead.id,
      leadSource: 'womensFederation',
      officerName: '王检察官',
      appliedOn: day,
      historical: false,
      origin: 'entered',
      original: { number: '安检刑诉〔2026〕21号', charge: 'injury', chargeText: '故意伤害致死', handlingUnit: '第一检察部', suspects: '赵某', reachedProcuratorate: true },
    })
    expect(file.recipients.map(({ person: { id: personId, name }, relation }) => ({ personId, name, relation }))).toEqual([
      { personId: mother?.person.id, name: '杨秀兰', relation: 'self' },
      { personId: child?.person.id, name: '杨小满', relation: 'child' },
    ])
    const after = await get(lead.id)
    expect(after).toMatchObject({ outcome: 'case', outcomeOn: day, caseId: id })
    expect(after.timeline.filter(({ what }) => what === '线索转为案件')).toHaveLength(1)
    expect(new Set((await book.store.read.selectFrom('audit_entry').select('action').where('case_id', '=', id).execute()).map(({ action }) => action))).toEqual(new Set(['线索转为案件']))
    expect((await caseListHandlers.caseList(book.context, parsed('caseList', { filter: { text: 'yxl' } }))).rows.map((row) => row.id)).toEqual([id])
  })

  it('not twice, not with people of another lead, not applied for tomorrow', async () => {
    const lead = await add(known)
    const other = await add(known)
    expect((await refusal(toCase(lead, { people: [other.people[0]?.id ?? ''] }))).code).toBe('not-found')
    expect(fieldsOf(await refusal(toCase(lead, { appliedOn: addDays(day, 1) })))).toEqual(['appliedOn'])
    await toCase(lead)
    const again = await refusal(toCase(await get(lead.id)))
    expect(again.code).toBe('conflict')
    expect(await book.store.read.selectFrom('relief_case').select('id').execute()).toHaveLength(1)
  })

  it('and stays bound to it as long as the case lives', async () => {
    const lead = await add(known)
    const { id, version } = await toCase(lead)
    const bound = await get(lead.id)
    expect((await refusal(leadHandlers.leadReopen(book.context, { id: bound.id, version: bound.version, reason: '弄错' }))).message).toContain('已转为救助案件')
    expect((await refusal(leadHandlers.leadRecycle(book.context, { id: bound.id, version: bound.version, reason: '弄错' }))).message).toContain('已转为救助案件')
    await caseHandlers.caseRecycle(book.context, { id, version, reason: '不应立案' })
    await leadHandlers.leadReopen(book.context, { id: bound.id, version: bound.version, reason: '重新核查' })
    expect(await get(lead.id)).toMatchObject({ outcome: null, caseId: null })
    // The case comes back without the lead, which may become another case or be merged into this one.
    await caseHandlers.caseRestore(book.context, { id })
    expect(await caseHandlers.caseGet(book.context, { id })).toMatchObject({ leadId: null, deletedAt: null })
    const open = await get(lead.id)
    await leadHandlers.leadConclude(book.context, parsed('leadConclude', { id: open.id, version: open.version, fields: { outcome: 'merged', outcomeOn: day, outcomeNote: null, referredTo: null, caseId: id } }))
    expect((await caseHandlers.caseGet(book.context, { id })).timeline.map(({ what }) => what).join()).toContain('收到线索')
  })

  it('logged late, the case stays quiet too', async () => {
    const lead = await add({ ...known, receivedOn: '2023-05-04' }, true)
    const { id } = await toCase(lead, { appliedOn: '2023-05-10', late: true })
    expect(await caseHandlers.caseGet(book.context, { id })).toMatchObject({ historical: true, origin: 'late' })
    expect(await get(lead.id)).toMatchObject({ outcome: 'case', outcomeOn: '2023-05-10' })
  })
})

describe('what is due', () => {
  const texts = async () => (await duties()).map(({ text }) => text.replace(/^.*。/, ''))

  it('goes from telling over checking to the outcome and the word to the sender', async () => {
    let lead = await add({ reportBack: true })
    expect(await duties()).toMatchObject([{ kind: 'lead', leadId: lead.id, caseId: null, people: '杨秀兰', officerName: '王检察官', deadline: { rule: 'lead' }, dueOn: lead.deadline?.dueOn }])
    expect(await texts()).toEqual(['请告知当事人可以申请国家司法救助'])
    lead = await save(lead, { toldOn: day, toldWay: 'phone' })
    expect(await texts()).toEqual(['已告知，请实地核查'])
    lead = await save(lead, { checkedOn: day, checkers: '王检、李佳' })
    expect(await texts()).toEqual(['已核查，请登记处理结果'])
    lead = await conclude(lead)
    expect(await texts()).toEqual(['已登记处理结果，请向安次区妇女联合会反馈'])
    expect((await list()).rows[0]).toMatchObject({ reportDue: true })
    await save(lead, { reportedOn: day })
    expect(await duties()).toEqual([])
    expect((await list()).rows[0]).toMatchObject({ reportDue: false })
  })

  it('passes to the case with the lead', async () => {
    await toCase(await add({ reachedProcuratorate: true, reportBack: true }))
    expect(await duties()).toEqual([])
    expect((await list()).rows[0]).toMatchObject({ reportDue: false })
  })

  it('is nothing without anybody waiting, nor from the recycle bin', async () => {
    await conclude(await add())
    const lead = await add()
    await leadHandlers.leadRecycle(book.context, { id: lead.id, version: lead.version, reason: '重复登记' })
    expect(await duties()).toEqual([])
    expect((await refusal(get(lead.id))).code).toBe('not-found')
    expect(await leadHandlers.leadBin(book.context)).toMatchObject([{ id: lead.id, people: '杨秀兰', reason: '重复登记', deletedBy: '王检察官' }])
    await leadHandlers.leadRestore(book.context, { id: lead.id })
    expect((await get(lead.id)).outcome).toBeNull()
  })
})

describe('the list and its numbers', () => {
  it('is newest first and read on from any place', async () => {
    const ids: string[] = []
    for (const back of [3, 1, 2, 1]) ids.push((await add({ receivedOn: addDays(day, -back), people: [person({ name: `人${back}` })] })).id)
    const order = [ids[3], ids[1], ids[2], ids[0]]
    const first = await list({}, { limit: 3 })
    expect(first.rows.map(({ id }) => id)).toEqual(order.slice(0, 3))
    const second = await list({}, { limit: 3, after: first.next })
    expect(second.rows.map(({ id }) => id)).toEqual(order.slice(3))
    expect(second.next).toBeNull()
  })

  it('finds by name, initials, digits, unit and letter number, also after the person changed elsewhere', async () => {
    const lead = await add({ people: [person({ paperType: 'idCard', paperNumber: paper, phone: '13903161790' })] })
    for (const text of ['秀兰', 'yxl', paper.slice(6, 14), '1790', '妇女联合会', '安妇函[2026]3号', '杨 妇函']) expect((await list({ text })).rows.map(({ id }) => id), text).toEqual([lead.id])
    expect((await list({ text: '查无此人' })).rows).toEqual([])
    const file = await createCase(book.context, { recipients: [recipientInput({ name: '杨秀兰', paperType: 'idCard', paperNumber: paper })] })
    const recipient = file.recipients[0]
    if (!recipient) throw new Error('no recipient')
    const form = recipientInput({ ...recipient.person, id: recipient.person.id, name: '杨岫澜' })
    const { version: _v, householdId: _h, ...renamed } = form.person as typeof form.person & { version?: number; householdId?: unknown }
    await casePartHandlers.recipientSave(book.context, parsed('recipientSave', { caseId: file.id, id: recipient.id, version: recipient.version, fields: { ...form, person: renamed } }))
    expect((await list({ text: '岫澜' })).rows.map(({ id }) => id)).toEqual([lead.id])
    // Somebody who has the lead open is shown the change.
    expect((await refusal(save(lead, {}))).code).toBe('stale')
    expect((await caseListHandlers.findAnything(book.context, { text: '岫澜' })).leads).toEqual([{ id: lead.id, receivedOn: day, people: '杨岫澜', outcome: null }])
  })

  it('narrows by state, source, officer and year, and counts the same leads', async () => {
    const old = addDays(day, -60)
    const overdue = await add({ receivedOn: old })
    const fresh = await add({ source: 'civilAffairs', officerName: '李检察官' })
    const closed = await save(await conclude(await add({ receivedOn: addDays(day, -3), satisfaction: null }), { outcomeOn: addDays(day, -1) }), { satisfaction: 'fair' })
    const quiet = await add({ receivedOn: '2020-03-02' }, true)
    const ids = async (filter: Input<'leadList'>['filter']) => new Set((await list(filter)).rows.map(({ id }) => id))
    expect(await ids({ state: 'open' })).toEqual(new Set([overdue.id, fresh.id, quiet.id]))
    expect(await ids({ state: 'overdue' })).toEqual(new Set([overdue.id]))
    expect(await ids({ state: 'closed' })).toEqual(new Set([closed.id]))
    expect(await ids({ source: 'civilAffairs' })).toEqual(new Set([fresh.id]))
    expect(await ids({ officerName: '李检察官' })).toEqual(new Set([fresh.id]))
    expect(await ids({ year: 2020 })).toEqual(new Set([quiet.id]))
    expect(await totals()).toEqual({ leads: 4, open: 3, overdue: 1, closed: 1, closingRate: 250, averageDaysTenths: 20, satisfaction: { asked: 1, satisfied: 1 } })
    expect(await totals({ year: 2019 })).toEqual({ leads: 0, open: 0, overdue: 0, closed: 0, closingRate: null, averageDaysTenths: null, satisfaction: { asked: 0, satisfied: 0 } })
    expect(await leadHandlers.leadFilterChoices(book.context)).toEqual({ years: [...new Set([Number(day.slice(0, 4)), Number(old.slice(0, 4)), 2020])], officers: expect.arrayContaining(['李检察官', '王检察官']) as string[] })
  })

  it('rounds the closing rate to a tenth of a per cent', async () => {
    await add()
    await conclude(await add())
    await conclude(await add())
    expect((await totals()).closingRate).toBe(667)
  })
})
