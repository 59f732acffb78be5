import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays, today } from '../domain/dates.ts'
import { checkDigit } from '../domain/identity.ts'
import { verifyAudit } from '../store/audit.ts'
import { caseHandlers } from './cases.ts'
import { casePartHandlers } from './caseParts.ts'
import { createCase, fieldsOf, grant, openTestCasebook, parsed, pay, recipientInput, refusal } from './testContext.ts'
import type { TestCasebook } from './testContext.ts'

let book: TestCasebook
beforeEach(async () => {
  book = await openTestCasebook()
})
afterEach(() => book.store.close())

const tomorrow = addDays(today(), 1)
const idCard = (body: string) => body + checkDigit(body)
const yang = idCard('13100219850312122')

describe('a new case', () => {
  it('keeps what the form said, several people in one household', async () => {
    const file = await createCase(book.context, {
      basics: { caseNumber: '冀廊安检救助[2023]7号', category: 'injury', leadSource: 'womensFederation', officerName: '王检察官', appliedOn: '2023-03-01', acceptedOn: '2023-03-05' },
      original: { number: '安检刑诉〔2023〕12号', charge: 'injury', reachedProcuratorate: true },
      recipients: [
        recipientInput({ name: '杨某某', paperType: 'idCard', paperNumber: yang, residence: '廊坊市安次区某街道1号' }, { specialGroups: ['woman', 'rural'], relation: 'self' }),
        recipientInput({ name: '杨小某', birthDate: '2015-01-01' }, { specialGroups: ['minor'] }),
      ],
      oneHousehold: true,
    })
    expect(file).toMatchObject({ caseNumber: '冀廊安检救助〔2023〕7号', category: 'injury', stage: 'accepted', historical: false, origin: 'entered' })
    expect(file.original).toMatchObject({ number: '安检刑诉〔2023〕12号', charge: 'injury', reachedProcuratorate: true })
    expect(file.recipients.map((one) => [one.person.name, one.ordinal, one.specialGroups])).toEqual([
      ['杨某某', 1, ['rural', 'woman']],
      ['杨小某', 2, ['minor']],
    ])
    // The paper tells sex and birth date.
    expect(file.recipients[0]?.person).toMatchObject({ sex: 'female', birthDate: '1985-03-12' })
    expect(file.recipients[0]?.person.householdId).not.toBeNull()
    expect(file.recipients[1]?.person.householdId).toBe(file.recipients[0]?.person.householdId)
    expect(file.timeline[0]).toMatchObject({ who: '王检察官', what: '新建案件' })
    expect(await verifyAudit(book.store.read)).toMatchObject({ brokenAt: null })
  })

  it('without any original case has none', async () => {
    expect((await createCase(book.context)).original).toBeNull()
  })

  it('refuses a number that another case has, and names that case', async () => {
    await createCase(book.context, { basics: { caseNumber: '冀廊安检救助〔2023〕7号' }, recipients: [recipientInput({ name: '赵某某' })] })
    const error = await refusal(createCase(book.context, { basics: { caseNumber: '冀廊安检救助（2023）7号' } }))
    expect(error.code).toBe('conflict')
    expect(error.fields?.[0]).toMatchObject({ path: 'basics.caseNumber', message: expect.stringContaining('赵某某') as string })
  })

  it('gives a number free again when its case goes to the recycle bin, and asks for it back on restoring', async () => {
    const first = await createCase(book.context, { basics: { caseNumber: '冀廊安检救助〔2023〕7号' } })
    await caseHandlers.caseRecycle(book.context, { id: first.id, version: first.version, reason: '重复登记' })
    expect(await caseHandlers.recycleBin(book.context)).toMatchObject([{ id: first.id, caseNumber: '冀廊安检救助〔2023〕7号', reason: '重复登记', deletedBy: '王检察官', people: '李某某' }])
    const second = await createCase(book.context, { basics: { caseNumber: '冀廊安检救助〔2023〕7号' }, recipients: [recipientInput({ name: '钱某某' })] })
    expect((await refusal(caseHandlers.caseRestore(book.context, { id: first.id }))).code).toBe('conflict')
    await caseHandlers.caseRecycle(book.context, { id: second.id, version: second.version, reason: '登记错了' })
    await caseHandlers.caseRestore(book.context, { id: first.id })
    expect(await caseHandlers.caseGet(book.context, { id: first.id })).toMatchObject({ deletedAt: null, caseNumber: '冀廊安检救助〔2023〕7号' })
  })

  it('takes a number of any other shape, which then has no year and order', async () => {
    const file = await createCase(book.context, { basics: { caseNumber: '旧账 三十七', acceptedOn: '2016-05-01' } })
    expect(file.caseNumber).toBe('旧账三十七')
    const row = await book.store.read.selectFrom('case_summary').select(['list_year', 'sort_key']).where('case_id', '=', file.id).executeTakeFirstOrThrow()
    expect(row.list_year).toBe(2016)
  })

  it.each([
    ['acceptance before application', { appliedOn: '2023-03-05', acceptedOn: '2023-03-01' }, ['basics.acceptedOn']],
    ['acceptance tomorrow', { acceptedOn: tomorrow }, ['basics.acceptedOn']],
    ['application tomorrow', { appliedOn: tomorrow }, ['basics.appliedOn']],
  ])('refuses impossible dates: %s', async (_what, basics, where) => {
    const error = await refusal(createCase(book.context, { basics }))
    expect(error.code).toBe('invalid')
    expect(fieldsOf(error)).toEqual(where)
  })

  it('logged late keeps impossible dates and says so', async () => {
    const file = await createCase(book.context, { basics: { appliedOn: '2020-03-05', acceptedOn: '2020-03-01' }, late: true })
    expect(file).toMatchObject({ historical: true, origin: 'late' })
    expect(file.advice).toEqual([{ section: 'basics', level: 'warning', text: '受理日期 2020-03-01 早于申请日期 2020-03-05，请核对两个日期' }])
  })

  it('refuses codes that are in no list', async () => {
    expect(fieldsOf(await refusal(createCase(book.context, { basics: { category: 'nonsense' } })))).toEqual(['basics.category'])
    expect(fieldsOf(await refusal(createCase(book.context, { recipients: [recipientInput({}), recipientInput({}, { specialGroups: ['nonsense'] })] })))).toEqual(['recipients.1.specialGroups'])
  })
})

describe('numbers', () => {
  it('proposes the next of the year and lists the gaps', async () => {
    for (const seq of [1, 3, 6]) await createCase(book.context, { basics: { caseNumber: `冀廊安检救助〔2024〕${seq}号` } })
    expect(await caseHandlers.caseNumberPropose(book.context, { year: 2024 })).toEqual({
      number: '冀廊安检救助〔2024〕7号',
      missing: ['冀廊安检救助〔2024〕2号', '冀廊安检救助〔2024〕4号', '冀廊安检救助〔2024〕5号'],
    })
    expect(await caseHandlers.caseNumberPropose(book.context, { year: 2025 })).toEqual({ number: '冀廊安检救助〔2025〕1号', missing: [] })
  })
})

describe('saving a section', () => {
  it('refuses a stale save and shows the record as it is now', async () => {
    const file = await createCase(book.context)
    const fields = parsed('caseSaveBasics', { id: file.id, version: file.version, fields: { ...blankBasics, remark: '第一人写的' } })
    await caseHandlers.caseSaveBasics(book.as('李检察官'), fields)
    const error = await refusal(caseHandlers.caseSaveBasics(book.context, fields))
    expect(error.code).toBe('stale')
    expect(error.message).toContain('李检察官')
    expect(error.current).toMatchObject({ remark: '第一人写的', version: 2, caseNumber: null })
  })

  it('adds and changes the original case', async () => {
    const file = await createCase(book.context)
    const save = (version: number, suspects: string) =>
      caseHandlers.caseSaveOriginal(book.context, parsed('caseSaveOriginal', { id: file.id, version, fields: { ...blankOriginal, suspects, reachedProcuratorate: false } }))
    const first = await save(file.version, '张某')
    const second = await save(first.version, '张某、李某')
    expect(second).toEqual({ id: file.id, version: file.version + 2 })
    const after = await caseHandlers.caseGet(book.context, { id: file.id })
    expect(after.original).toMatchObject({ suspects: '张某、李某', reachedProcuratorate: false })
    expect(after.advice.map((one) => one.text)).toContain('原案没有进入检察环节，一般不属于检察机关国家司法救助范围。可移送有关机关或转社会救助')
    expect((await refusal(save(first.version, '无'))).code).toBe('stale')
  })

  it('refuses an acceptance after the decision', async () => {
    const file = await grant(book.context, await createCase(book.context), 100_000, { decidedOn: '2023-06-01' })
    const error = await refusal(caseHandlers.caseSaveBasics(book.context, parsed('caseSaveBasics', { id: file.id, version: file.version, fields: { ...blankBasics, acceptedOn: '2023-06-02' } })))
    expect(fieldsOf(error)).toEqual(['fields.acceptedOn'])
  })
})

describe('closing', () => {
  it('needs decision, service and first payment, then goes on with visits', async () => {
    let file = await createCase(book.context, { basics: { acceptedOn: '2023-05-01' }, recipients: [recipientInput({ name: '赵某某' }), recipientInput({ name: '钱某某' })] })
    const close = (closedOn = '2023-07-01') => caseHandlers.caseClose(book.context, { id: file.id, version: file.version, how: 'paid', closedOn })
    expect((await refusal(close())).fields?.[0]?.message).toContain('赵某某、钱某某还没有登记决定')
    file = await grant(book.context, file, 100_000, { servedOn: '2023-06-02' })
    file = await grant(book.context, file, 50_000, { recipientId: file.recipients[1]?.id ?? '' })
    file = await pay(book.context, file, { amountFen: 60_000 })
    const error = await refusal(close())
    expect(error.fields?.map((field) => field.message)).toEqual([
      '钱某某的决定书还没有填写送达日期。请在“决定”中填写送达日期',
      '钱某某还没有发放。请先在“发放”中登记首次发放',
    ])
    const second = file.decisions.find((one) => one.recipientId === file.recipients[1]?.id)
    await casePartHandlers.decisionSave(
      book.context,
      parsed('decisionSave', { caseId: file.id, id: second?.id ?? '', version: 1, recipientId: second?.recipientId ?? '', fields: { kind: 'grant', amountFen: 50_000, decidedOn: '2023-06-01', number: null, servedOn: '2023-06-03', reason: null, overCapReason: null } }),
    )
    file = await pay(book.context, file, { amountFen: 50_000, recipientId: second?.recipientId ?? '' })
    expect(file.advice).toContainEqual({ section: 'basics', level: 'next', text: '决定书已送达并已发放，可以办结' })
    expect((await refusal(close('2023-06-09'))).fields?.[0]?.path).toBe('closedOn')
    await close()
    file = await caseHandlers.caseGet(book.context, { id: file.id })
    expect(file).toMatchObject({ stage: 'closed', closedHow: 'paid' })
    // Money goes on after closing: the rest of the first grant.
    file = await pay(book.context, file, { amountFen: 40_000, happenedOn: '2023-08-01' })
    expect(file.balance.outstandingFen).toBe(0)
    await caseHandlers.caseReopen(book.context, { id: file.id, version: file.version, reason: '补充材料' })
    expect(await caseHandlers.caseGet(book.context, { id: file.id })).toMatchObject({ stage: 'paid', closedOn: null, closedHow: null })
  })

  it('as refused needs every refusal; as withdrawn needs nothing', async () => {
    const file = await createCase(book.context, { basics: { acceptedOn: '2023-05-01' } })
    const close = (how: 'refused' | 'withdrawn') => caseHandlers.caseClose(book.context, { id: file.id, version: file.version, how, closedOn: '2023-07-01' })
    expect(fieldsOf(await refusal(close('refused')))).toEqual(['how'])
    await close('withdrawn')
    expect((await caseHandlers.caseGet(book.context, { id: file.id })).stage).toBe('closed')
  })

  it('keeps the result of a closed case as it is', async () => {
    const file = await createCase(book.context, { basics: { acceptedOn: '2023-05-01' } })
    const { recipients } = file
    const decide = (kind: 'refuse' | 'grant', id: string | null, version: number | null) =>
      casePartHandlers.decisionSave(
        book.context,
        parsed('decisionSave', { caseId: file.id, id, version, recipientId: recipients[0]?.id ?? '', fields: { kind, amountFen: kind === 'grant' ? 100 : 0, decidedOn: '2023-06-01', number: null, servedOn: null, reason: null, overCapReason: null } }),
      )
    const saved = await decide('refuse', null, null)
    await caseHandlers.caseClose(book.context, { id: file.id, version: file.version, how: 'refused', closedOn: '2023-07-01' })
    expect((await refusal(decide('grant', saved.id, saved.version))).message).toContain('恢复办理')
    expect((await refusal(casePartHandlers.partRecycle(book.context, { id: saved.id, version: saved.version, entity: 'decision', reason: '错了' }))).message).toContain('恢复办理')
  })
})

describe('the recycle bin', () => {
  it('takes no case with payments and no change to what lies in it', async () => {
    const paid = await pay(book.context, await grant(book.context, await createCase(book.context), 100_000), { amountFen: 100_000 })
    expect((await refusal(caseHandlers.caseRecycle(book.context, { id: paid.id, version: paid.version, reason: '误' }))).message).toContain('发放记录')
    const file = await createCase(book.context, { recipients: [recipientInput({ name: '孙某某' })] })
    await caseHandlers.caseRecycle(book.context, { id: file.id, version: file.version, reason: '误' })
    expect((await refusal(grant(book.context, file, 100))).message).toContain('回收站')
    expect(await caseHandlers.caseGet(book.context, { id: file.id })).toMatchObject({ deleteReason: '误', advice: [] })
  })
})

const blankBasics = { caseNumber: null, unifiedNumber: null, category: null, cause: null, leadSource: null, officerName: null, urgent: false, appliedOn: null, acceptedOn: null, remark: null }
const blankOriginal = {
  number: null,
  charge: null,
  chargeText: null,
  stage: null,
  reachedProcuratorate: null,
  handlingOffice: null,
  handlingUnit: null,
  suspects: null,
  outcome: null,
  compensationOrderedFen: null,
  compensationObtainedFen: null,
}
