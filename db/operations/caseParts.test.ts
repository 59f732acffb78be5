import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CaseFile } from '../domain/caseFile.ts'
import { addDays, today } from '../domain/dates.ts'
import { checkDigit } from '../domain/identity.ts'
import type { Recipient } from '../domain/records.ts'
import { writable } from '../store/store.ts'
import { caseHandlers } from './cases.ts'
import { caseListHandlers } from './caseLists.ts'
import { casePartHandlers } from './caseParts.ts'
import type { Input } from './contract.ts'
import { createCase, fieldsOf, grant, openTestCasebook, parsed, pay, recipientInput, refusal } from './testContext.ts'
import type { TestCasebook } from './testContext.ts'

let book: TestCasebook
beforeEach(async () => {
  book = await openTestCasebook()
})
afterEach(() => book.store.close())

const idCard = (body: string) => body + checkDigit(body)
const yang = idCard('13100219850312122')
const tomorrow = addDays(today(), 1)

/** The form of a recipient as the page opens it: with what the page shows, masks and all. */
function formOf(recipient: Recipient): Input<'recipientSave'>['fields'] {
  const { id: _id, version: _version, ordinal: _ordinal, person, ...fields } = recipient
  const { version: _personVersion, householdId: _householdId, ...personFields } = person
  return { ...fields, person: personFields }
}
const first = (file: CaseFile): Recipient => {
  const recipient = file.recipients[0]
  if (!recipient) throw new Error('no recipient')
  return recipient
}
const reload = (file: CaseFile) => caseHandlers.caseGet(book.context, { id: file.id })
async function saveRecipient(file: CaseFile, recipient: Recipient | null, fields: Input<'recipientSave'>['fields'], householdOf: string | null = null): Promise<CaseFile> {
  await casePartHandlers.recipientSave(book.context, parsed('recipientSave', { caseId: file.id, id: recipient?.id ?? null, version: recipient?.version ?? null, fields, householdOf }))
  return reload(file)
}
const rich = recipientInput(
  { name: '杨某某', paperType: 'idCard', paperNumber: yang, residence: '廊坊市安次区某街道1号', phone: '139 0316 1790', safeContact: '姑姑 13800001111' },
  { guardianName: '杨父', guardianPhone: '13900002222', bankName: '农业银行', bankAccount: '6228 4800 1234 5678 901', accountHolder: '杨某某' },
)

describe('what is sensitive', () => {
  it('is masked on the page, unchanged by saving what the page shows, and shown in full on a logged request', async () => {
    let file = await createCase(book.context, { recipients: [rich] })
    expect(first(file)).toMatchObject({
      person: { paperNumber: '131002************', phone: '139****1790', residence: '廊坊市安次区******', safeContact: '姑******' },
      guardianPhone: '139****2222',
      bankAccount: expect.stringMatching(/^6228\*+8901$/) as string,
    })
    file = await saveRecipient(file, first(file), { ...formOf(first(file)), hardship: '无劳动能力' })
    expect(first(file)).toMatchObject({ hardship: '无劳动能力', version: 2 })
    expect(await casePartHandlers.reveal(book.context, { recipientId: first(file).id })).toEqual({
      paperNumber: yang,
      phone: '13903161790',
      residence: '廊坊市安次区某街道1号',
      safeContact: '姑姑 13800001111',
      guardianPhone: '13900002222',
      bankAccount: '6228480012345678901',
    })
    expect((await reload(file)).timeline[0]).toMatchObject({ who: '王检察官', what: '查看证件号码、电话、住址和账号' })
  })

  it('is never stored half masked', async () => {
    const file = await createCase(book.context, { recipients: [rich] })
    const form = formOf(first(file))
    const error = await refusal(saveRecipient(file, first(file), { ...form, person: { ...form.person, phone: '139****1791' } }))
    expect(fieldsOf(error)).toEqual(['fields.person.phone'])
    expect(fieldsOf(await refusal(saveRecipient(file, first(file), { ...form, bankAccount: '6228****' })))).toEqual(['fields.bankAccount'])
  })

  it('is hidden in notes and in the remark as well, shown on a logged request, and kept when the words around it change', async () => {
    const text = `台账栏目外：被害人证件号码 ${yang}`
    const shown = '台账栏目外：被害人证件号码 131002************'
    let file = await createCase(book.context, { basics: { remark: text } })
    const saveNote = (id: string | null, version: number | null, words: string) => casePartHandlers.noteSave(book.context, parsed('noteSave', { caseId: file.id, id, version, fields: { text: words } }))
    const { id } = await saveNote(null, null, text)
    file = await reload(file)
    expect([file.remark, file.notes[0]?.text]).toEqual([shown, shown])
    expect((await caseListHandlers.caseList(book.context, parsed('caseList', { filter: {} }))).rows[0]?.remark).toBe(shown)
    await saveNote(id, 1, `${shown}，已核`)
    await caseHandlers.caseSaveBasics(book.context, parsed('caseSaveBasics', { id: file.id, version: file.version, fields: { ...file, remark: `${shown}。` } }))
    expect(await casePartHandlers.revealText(book.context, { noteId: id })).toEqual({ text: `${text}，已核` })
    expect(await casePartHandlers.revealText(book.context, { caseId: file.id })).toEqual({ text: `${text}。` })
    // The timeline puts acts of one moment together; the trail holds each.
    expect(book.store.raw.prepare('select count(*) from audit_entry where action = ?').pluck().get('查看证件号码、电话、住址和账号')).toBe(2)
    expect(fieldsOf(await refusal(saveNote(id, 2, shown.slice(0, -1))))).toEqual(['fields.text'])
    expect(JSON.stringify(await refusal(saveNote(id, 1, '别的')))).not.toContain(yang)
  })

  it('is masked in lists and in what a stale save answers', async () => {
    const file = await createCase(book.context, { recipients: [rich] })
    const { rows } = await caseListHandlers.caseList(book.context, parsed('caseList', { filter: {} }))
    expect(rows[0]?.people[0]).toMatchObject({ paperMasked: '131002************', phoneMasked: '139****1790' })
    await saveRecipient(file, first(file), formOf(first(file)))
    const error = await refusal(saveRecipient(file, first(file), formOf(first(file))))
    expect(error.code).toBe('stale')
    expect(error.current).toMatchObject({ id: first(file).id, version: 2, person: { name: '杨某某', phone: '139****1790' } })
    const paid = await pay(book.context, await grant(book.context, file, 100), { amountFen: 100 })
    expect(JSON.stringify(paid.disbursements)).not.toContain('6228480012345678901')
    expect(paid.disbursements[0]).toMatchObject({ payee: '杨某某', accountSnapshot: expect.stringMatching(/^农业银行 6228\*+8901（户名 杨某某）$/) as string })
  })
})

describe('one person, several cases', () => {
  it('is one row, found by paper, and a change in one case is seen in the other', async () => {
    const one = await createCase(book.context, { basics: { caseNumber: '冀廊安检救助〔2023〕1号' }, recipients: [rich] })
    const two = await createCase(book.context, { recipients: [recipientInput({ name: '杨某某', paperType: 'idCard', paperNumber: yang.toLowerCase() })] })
    expect(first(two).person).toMatchObject({ id: first(one).person.id, phone: '139****1790' })
    const found = await casePartHandlers.personFind(book.context, { name: '', paperNumber: yang, phone: '' })
    expect(found).toMatchObject([{ id: first(one).person.id, paperNumber: '131002************', cases: [{ id: two.id }, { caseNumber: '冀廊安检救助〔2023〕1号' }] }])

    const form = formOf(first(two))
    await saveRecipient(two, first(two), { ...form, person: { ...form.person, phone: '13511112222' } })
    expect(first(await reload(one))).toMatchObject({ version: 2, person: { phone: '135****2222' } })
    expect((await refusal(saveRecipient(one, first(one), formOf(first(one))))).code).toBe('stale')
    const search = (text: string) => caseListHandlers.caseList(book.context, parsed('caseList', { filter: { text } }))
    expect((await search('13511112222')).rows.map((row) => row.id).sort()).toEqual([one.id, two.id].sort())
    expect((await search('13903161790')).rows).toEqual([])
  })

  it('is refused under another name', async () => {
    await createCase(book.context, { recipients: [rich] })
    const error = await refusal(createCase(book.context, { recipients: [recipientInput({ name: '李四' }), recipientInput({ name: '杨别名', paperType: 'idCard', paperNumber: yang })] }))
    expect(error.code).toBe('conflict')
    expect(error.fields).toEqual([{ path: 'recipients.1.person.paperNumber', message: expect.stringContaining('“杨某某”') as string }])
  })

  it('chosen from the casebook is not turned into somebody else', async () => {
    const { id } = first(await createCase(book.context, { recipients: [rich] })).person
    const reuse = (person: Parameters<typeof recipientInput>[0]) => createCase(book.context, { recipients: [recipientInput({ id, name: '杨某某', ...person })] })
    expect(fieldsOf(await refusal(reuse({ name: '李四' })))).toEqual(['recipients.0.person.name'])
    expect(fieldsOf(await refusal(reuse({ paperType: 'idCard', paperNumber: idCard('13100219850312124') })))).toEqual(['recipients.0.person.paperNumber'])
    // Blanks of a new form keep what is known; what is typed is newer.
    const file = await reuse({ phone: '13511112222', paperType: 'none' })
    expect(first(file).person).toMatchObject({ id, phone: '135****2222', paperType: 'idCard', paperNumber: '131002************', residence: '廊坊市安次区******' })
  })

  it('is joined when the paper becomes known later', async () => {
    const one = await createCase(book.context, { recipients: [rich] })
    let two = await createCase(book.context, { recipients: [recipientInput({ name: '杨某某' })] })
    expect(first(two).person.id).not.toBe(first(one).person.id)
    const form = formOf(first(two))
    two = await saveRecipient(two, first(two), { ...form, person: { ...form.person, paperType: 'idCard', paperNumber: yang } })
    expect(first(two).person.id).toBe(first(one).person.id)
    const people = await book.store.read.selectFrom('person').select(['id', 'deleted_at']).execute()
    expect(people.filter((person) => person.deleted_at === null)).toHaveLength(1)
  })

  it('stands once in a case', async () => {
    const file = await createCase(book.context, { recipients: [rich] })
    expect((await refusal(saveRecipient(file, null, rich))).code).toBe('conflict')
    expect(fieldsOf(await refusal(createCase(book.context, { recipients: [rich, rich] })))).toEqual(['recipients.1.person.name'])
  })

  it('warns when relief for the same original case was given before', async () => {
    const original = { number: '安检刑诉〔2020〕5号' }
    await grant(book.context, await createCase(book.context, { basics: { caseNumber: '冀廊安检救助〔2021〕3号' }, original, recipients: [rich] }), 100)
    const again = await createCase(book.context, { original: { number: '安检刑诉[2020]5号' }, recipients: [rich] })
    expect(again.advice).toContainEqual({
      section: 'recipients',
      level: 'warning',
      text: '杨某某因同一原案已在 冀廊安检救助〔2021〕3号 中获得救助。同一案件、同一人一般只救助一次，请核实并在“审查”中说明理由',
    })
  })
})

describe('papers', () => {
  it.each([
    ['a wrong check digit', { paperType: 'idCard', paperNumber: yang.slice(0, 17) + (yang[17] === '1' ? '2' : '1') }],
    ['a number with no type for it', { paperType: 'none', paperNumber: '123' }],
    ['a number lost in a spreadsheet', { paperType: 'idCard', paperNumber: '1.31002E+17' }],
  ])('%s is an error at the field', async (_what, person) => {
    expect(fieldsOf(await refusal(createCase(book.context, { recipients: [recipientInput(person)] })))).toEqual(['recipients.0.person.paperNumber'])
  })

  it('of 15 digits are stored with 18 and found by 15', async () => {
    const file = await createCase(book.context, { recipients: [recipientInput({ name: '孙某某', paperType: 'idCard', paperNumber: '131002550312122' })] })
    const { paperNumber } = await casePartHandlers.reveal(book.context, { recipientId: first(file).id })
    expect(paperNumber).toBe(idCard('13100219550312122'))
    expect(await casePartHandlers.personFind(book.context, { name: '', paperNumber: '131002550312122', phone: '' })).toHaveLength(1)
  })

  it('that contradict sex or birth date are advice', async () => {
    const file = await createCase(book.context, { recipients: [recipientInput({ name: '孙某某', paperType: 'idCard', paperNumber: yang, sex: 'male', birthDate: '1985-03-13' })] })
    expect(file.advice.filter((one) => one.level === 'warning').map((one) => one.text)).toEqual([
      '孙某某的性别与居民身份证号码不符，请核对',
      '孙某某的出生日期 1985-03-13 与居民身份证号码中的 1985-03-12 不符，请核对',
    ])
  })

  it('stored wrong by an old ledger do not stop other changes', async () => {
    const file = await createCase(book.context, { recipients: [recipientInput({ name: '孙某某' })] })
    await writable(book.store.read).updateTable('person').set({ paper_type: 'idCard', paper_number: '131002198503121229' }).execute()
    const seen = await reload(file)
    expect(first(await saveRecipient(seen, first(seen), { ...formOf(first(seen)), hardship: '年迈' })).hardship).toBe('年迈')
  })
})

describe('households', () => {
  it('are proposed by address and joined on request', async () => {
    const home = '廊坊市安次区某街道1号'
    let file = await createCase(book.context, { recipients: [recipientInput({ name: '赵某', residence: home }), recipientInput({ name: '赵小', residence: home })] })
    expect(file.advice.map((one) => one.text)).toContain('赵某、赵小住址相同，但没有设为同一户。是同一户的请在救助对象中设置')
    file = await saveRecipient(file, file.recipients[1] ?? null, formOf(file.recipients[1] ?? first(file)), first(file).id)
    expect(new Set(file.recipients.map((one) => one.person.householdId)).size).toBe(1)
    expect(first(file).person.householdId).not.toBeNull()
    expect(file.advice.map((one) => one.text).join()).not.toContain('同一户')
  })
})

describe('decisions', () => {
  const decide = (file: CaseFile, fields: Partial<Input<'decisionSave'>['fields']>, id: string | null = null, version: number | null = null) =>
    casePartHandlers.decisionSave(
      book.context,
      parsed('decisionSave', { caseId: file.id, id, version, recipientId: first(file).id, fields: { kind: 'grant', amountFen: 100_000, decidedOn: '2023-06-01', number: null, servedOn: null, reason: null, overCapReason: null, ...fields } }),
    )

  it.each([
    ['a grant of nothing', { amountFen: 0 }, 'fields.amountFen'],
    ['a refusal with money', { kind: 'refuse' as const, amountFen: 1 }, 'fields.amountFen'],
    ['a decision tomorrow', { decidedOn: tomorrow }, 'fields.decidedOn'],
    ['a decision before acceptance', { decidedOn: '2023-04-30' }, 'fields.decidedOn'],
    ['service before the decision', { servedOn: '2023-05-31' }, 'fields.servedOn'],
    // 2022: 90,745 yuan a year, 36 months: 272,235.00 yuan.
    ['a grant above the cap without a reason', { amountFen: 27_223_501 }, 'fields.overCapReason'],
  ])('refuse %s', async (_what, fields, path) => {
    const file = await createCase(book.context, { basics: { acceptedOn: '2023-05-01' } })
    expect(fieldsOf(await refusal(decide(file, fields)))).toEqual([path])
  })

  it('above the cap need a reason and say so; up to the cap they do not', async () => {
    const one = await createCase(book.context)
    await decide(one, { amountFen: 27_223_500 })
    const two = await createCase(book.context)
    await decide(two, { amountFen: 30_000_000, overCapReason: '损失特别重大' })
    expect((await reload(two)).advice.map((advice) => advice.text)).toContain('李某某的决定金额 300,000.00 元超过救助限额 272,235.00 元（按2022年职工年平均工资 90,745.00 元计算 36 个月），请确认已按规定报上级审批')
  })

  it('in a case logged late are never refused for cap or dates', async () => {
    const file = await createCase(book.context, { basics: { acceptedOn: '2023-05-01' }, late: true })
    await decide(file, { amountFen: 30_000_000, decidedOn: '2023-04-01' })
    const { advice } = await reload(file)
    expect(advice.map((one) => one.section)).toEqual(['decision', 'decision'])
  })

  it('are one per person, and not below what is settled', async () => {
    let file = await pay(book.context, await grant(book.context, await createCase(book.context), 100_000), { amountFen: 60_000 })
    expect((await refusal(decide(file, {}))).code).toBe('conflict')
    const [decision] = file.decisions
    expect(fieldsOf(await refusal(decide(file, { amountFen: 59_999 }, decision?.id, decision?.version)))).toEqual(['fields.amountFen'])
    expect(fieldsOf(await refusal(decide(file, { kind: 'refuse', amountFen: 0 }, decision?.id, decision?.version)))).toEqual(['fields.kind'])
    expect(fieldsOf(await refusal(decide(file, { decidedOn: '2023-06-11' }, decision?.id, decision?.version)))).toEqual(['fields.decidedOn'])
    await decide(file, { amountFen: 60_000 }, decision?.id, decision?.version)
    file = await reload(file)
    expect(file).toMatchObject({ stage: 'paid', balance: { decidedFen: 60_000, netPaidFen: 60_000, outstandingFen: 0 } })
    const remove = casePartHandlers.partRecycle(book.context, { id: decision?.id ?? '', version: 2, entity: 'decision', reason: '误' })
    expect((await refusal(remove)).message).toContain('发放记录')
  })
})

describe('payments', () => {
  it.each([
    ['before a grant', null, { amountFen: 100 }, undefined, 'conflict'],
    ['of more than is owed', 100_000, { amountFen: 100_001 }, ['fields.amountFen'], 'invalid'],
    ['tomorrow', 100_000, { amountFen: 100, happenedOn: tomorrow }, ['fields.happenedOn'], 'invalid'],
    ['before the decision', 100_000, { amountFen: 100, happenedOn: '2023-05-31' }, ['fields.happenedOn'], 'invalid'],
    ['a return of what was not paid', 100_000, { kind: 'returned' as const, amountFen: 1 }, ['fields.amountFen'], 'invalid'],
    ['in an unknown way', 100_000, { amountFen: 100, method: 'barter' }, ['fields.method'], 'invalid'],
  ])('are refused: %s', async (_what, granted, fields, where, code) => {
    const created = await createCase(book.context)
    const file = granted === null ? created : await grant(book.context, created, granted)
    const error = await refusal(pay(book.context, file, fields))
    expect(error.code).toBe(code)
    expect(fieldsOf(error)).toEqual(where)
  })

  it('say the numbers when money is impossible', async () => {
    const file = await pay(book.context, await grant(book.context, await createCase(book.context), 2_500_000), { amountFen: 2_000_000 })
    const error = await refusal(pay(book.context, file, { amountFen: 1_000_000 }))
    expect(error.fields?.[0]?.message).toBe('发放金额 10,000.00 元超过待发放的 5,000.00 元（决定 25,000.00 元，已发放 20,000.00 元，已取消 0.00 元）。请核对金额')
  })

  it('keep the account of their day', async () => {
    let file = await grant(book.context, await createCase(book.context, { recipients: [rich] }), 100_000)
    file = await pay(book.context, file, { amountFen: 40_000 })
    file = await saveRecipient(file, first(file), { ...formOf(first(file)), bankName: '工商银行', bankAccount: '6222021234567890123' })
    file = await pay(book.context, file, { amountFen: 60_000, payee: '代领人' })
    expect(file.disbursements.map((entry) => [entry.payee, entry.accountSnapshot?.slice(0, 4)])).toEqual([
      ['杨某某', '农业银行'],
      ['代领人', '工商银行'],
    ])
  })
})

describe('parts that come and go', () => {
  it('go to the recycle bin and come back', async () => {
    const file = await createCase(book.context)
    const { id } = await casePartHandlers.noteSave(book.context, parsed('noteSave', { caseId: file.id, id: null, version: null, fields: { text: '电话联系' } }))
    await casePartHandlers.partRecycle(book.context, { id, version: 1, entity: 'case_note', reason: '写错了' })
    expect((await reload(file)).notes).toEqual([])
    expect((await refusal(casePartHandlers.noteSave(book.context, parsed('noteSave', { caseId: file.id, id, version: 2, fields: { text: '改' } })))).code).toBe('not-found')
    await casePartHandlers.partRestore(book.context, { id, entity: 'case_note' })
    expect((await reload(file)).notes).toMatchObject([{ text: '电话联系', version: 3 }])
    expect((await refusal(casePartHandlers.partRestore(book.context, { id, entity: 'case_note' }))).code).toBe('conflict')
  })

  it('a recipient goes only without decision, payments and visits, and never the last one', async () => {
    let file = await createCase(book.context, { recipients: [recipientInput({ name: '甲' }), recipientInput({ name: '乙' })] })
    const remove = (recipient: Recipient) => casePartHandlers.partRecycle(book.context, { id: recipient.id, version: recipient.version, entity: 'recipient', reason: '误加' })
    file = await grant(book.context, file, 100)
    expect((await refusal(remove(first(file)))).message).toContain('已有决定')
    const second = file.recipients[1] ?? first(file)
    await remove(second)
    expect((await reload(file)).recipients).toHaveLength(1)
    const decision = file.decisions[0]
    await casePartHandlers.partRecycle(book.context, { id: decision?.id ?? '', version: 1, entity: 'decision', reason: '误' })
    expect((await refusal(remove(first(file)))).message).toContain('至少')
    await casePartHandlers.partRestore(book.context, { id: second.id, entity: 'recipient' })
    await casePartHandlers.partRestore(book.context, { id: decision?.id ?? '', entity: 'decision' })
    expect(await reload(file)).toMatchObject({ recipients: [{}, {}], decisions: [{ amountFen: 100 }], stage: 'decided' })
  })

  it('visits and measures may be planned ahead, not done ahead', async () => {
    const file = await createCase(book.context)
    const visit = (fields: { dueOn: string | null; doneOn: string | null }) =>
      casePartHandlers.visitSave(
        book.context,
        parsed('visitSave', { caseId: file.id, id: null, version: null, fields: { recipientId: null, way: 'phone', visitors: null, findings: null, moneyUse: null, satisfaction: null, stillNeeded: null, ...fields } }),
      )
    await visit({ dueOn: tomorrow, doneOn: null })
    expect(fieldsOf(await refusal(visit({ dueOn: null, doneOn: tomorrow })))).toEqual(['fields.doneOn'])
    await visit({ dueOn: null, doneOn: today() })
    const measure = (doneOn: string) =>
      casePartHandlers.measureSave(
        book.context,
        parsed('measureSave', { caseId: file.id, id: null, version: null, fields: { recipientId: first(file).id, kind: 'education', agency: '教育局', promisedOn: null, doneOn, valueFen: 50_000, note: null } }),
      )
    expect(fieldsOf(await refusal(measure(tomorrow)))).toEqual(['fields.doneOn'])
    await measure(today())
    expect(await reload(file)).toMatchObject({ visits: [{}, {}], measures: [{ kind: 'education', valueFen: 50_000 }] })
  })

  it('belong to their case', async () => {
    const one = await createCase(book.context)
    const two = await createCase(book.context)
    const foreign = casePartHandlers.disbursementAdd(
      book.context,
      parsed('disbursementAdd', { caseId: one.id, recipientId: first(two).id, fields: { kind: 'paid', amountFen: 1, happenedOn: '2023-01-01', method: null, payee: null, voucher: null, note: null } }),
    )
    expect((await refusal(foreign)).code).toBe('not-found')
  })
})

