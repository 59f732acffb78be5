import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays, today } from '../domain/dates.ts'
import { caseHandlers } from './cases.ts'
import { caseListHandlers } from './caseLists.ts'
import { casePartHandlers } from './caseParts.ts'
import type { Input } from './contract.ts'
import { createCase, grant, openTestCasebook, parsed, pay, recipientInput, refusal } from './testContext.ts'
import type { TestCasebook } from './testContext.ts'

let book: TestCasebook
beforeEach(async () => {
  book = await openTestCasebook()
})
afterEach(() => book.store.close())

const list = (input: Partial<Input<'caseList'>> = {}) => caseListHandlers.caseList(book.context, parsed('caseList', { filter: {}, ...input }))
const numbers = async (filter: Input<'caseList'>['filter']) => (await list({ filter })).rows.map((row) => row.caseNumber?.match(/\d+(?=号)/)?.[0])
const number = (year: number, seq: number) => `冀廊安检救助〔${year}〕${seq}号`

async function visit(caseId: string, fields: { recipientId?: string | null; dueOn?: string | null; doneOn?: string | null; way?: string | null }) {
  await casePartHandlers.visitSave(
    book.context,
    parsed('visitSave', { caseId, id: null, version: null, fields: { recipientId: null, dueOn: null, doneOn: null, way: null, visitors: null, findings: null, moneyUse: null, satisfaction: null, stillNeeded: null, ...fields } }),
  )
}

/** Four cases of two years: a mother and child paid, a refusal, one under review, one logged late. */
async function fewCases() {
  let one = await createCase(book.context, {
    basics: { caseNumber: number(2022, 9), category: 'injury', leadSource: 'womensFederation', officerName: '王检察官', acceptedOn: '2022-03-01' },
    original: { number: '安检刑诉〔2021〕88号', charge: 'injury' },
    recipients: [recipientInput({ name: '单国丽', phone: '13903161790' }, { specialGroups: ['woman'] }), recipientInput({ name: '欧阳小明', birthDate: '2015-01-01' }, { specialGroups: ['minor'] })],
  })
  one = await grant(book.context, one, 1_000_000, { decidedOn: '2022-04-01' })
  one = await grant(book.context, one, 500_000, { decidedOn: '2022-04-02', recipientId: one.recipients[1]?.id ?? '' })
  one = await pay(book.context, one, { amountFen: 1_000_000, happenedOn: '2022-04-20' })
  await visit(one.id, { doneOn: '2022-08-01', way: 'home' })
  const two = await createCase(book.context, { basics: { caseNumber: number(2022, 10), category: 'death', officerName: '李检察官', acceptedOn: '2022-02-01' }, recipients: [recipientInput({ name: '王一' })] })
  await casePartHandlers.decisionSave(
    book.context,
    parsed('decisionSave', { caseId: two.id, id: null, version: null, recipientId: two.recipients[0]?.id ?? '', fields: { kind: 'refuse', amountFen: 0, decidedOn: '2022-05-01', number: null, servedOn: null, reason: '不符合条件', overCapReason: null } }),
  )
  const three = await createCase(book.context, { basics: { caseNumber: number(2023, 1), acceptedOn: '2023-01-10', officerName: '王检察官' }, recipients: [recipientInput({ name: '王二小' })] })
  const four = await createCase(book.context, { basics: { caseNumber: number(2021, 2) }, recipients: [recipientInput({ name: '赵四' })], late: true })
  return { one, two, three, four }
}

describe('the case list', () => {
  it('runs from the newest number down, 10 above 9, and shows each person under the case', async () => {
    await fewCases()
    const { rows, next } = await list()
    expect(rows.map((row) => row.caseNumber)).toEqual([number(2023, 1), number(2022, 10), number(2022, 9), number(2021, 2)])
    expect(next).toBeNull()
    expect(rows[2]).toMatchObject({
      stage: 'paying',
      charge: 'injury',
      typical: false,
      people: [
        { name: '单国丽', specialGroups: ['woman'], outcome: 'granted', amountFen: 1_000_000, netPaidFen: 1_000_000, paidOn: '2022-04-20', visitedOn: '2022-08-01', visitWay: 'home' },
        { name: '欧阳小明', specialGroups: ['minor'], outcome: 'granted', amountFen: 500_000, netPaidFen: 0, paidOn: null, visitedOn: '2022-08-01' },
      ],
    })
    expect(rows[1]?.people[0]).toMatchObject({ outcome: 'refused', amountFen: null, decidedOn: '2022-05-01' })
  })

  it.each<[string, Input<'caseList'>['filter'], string[]]>([
    ['a name', { text: '单国' }, ['9']],
    ['initials, the surname read as a surname', { text: 'sgl' }, ['9']],
    ['initials of a compound surname', { text: 'oyxm' }, ['9']],
    ['digits of a phone', { text: '1790' }, ['9']],
    ['the case number with any brackets', { text: '[2022]10' }, ['10']],
    ['the number of the original case', { text: '刑诉（2021）88' }, ['9']],
    ['two words that must both be found', { text: '王 2022' }, ['10']],
    ['words that never meet', { text: '王 单' }, []],
    ['nothing but spaces', { text: '  ' }, ['1', '10', '9', '2']],
    ['signs that mean something to LIKE', { text: '%' }, []],
    ['a year', { year: 2022 }, ['10', '9']],
    ['a year and a name', { year: 2022, text: '王' }, ['10']],
    ['a stage', { stage: 'accepted' }, ['1']],
    ['a category', { category: 'injury' }, ['9']],
    ['a special group', { specialGroup: 'minor' }, ['9']],
    ['an officer', { officerName: '王检察官' }, ['1', '9']],
    ['an officer and a name', { officerName: '王检察官', text: '王' }, ['1']],
    ['historical or not', { historical: true }, ['2']],
  ])('is narrowed by %s', async (_what, filter, expected) => {
    await fewCases()
    expect(await numbers(filter)).toEqual(expected)
    const totals = await caseListHandlers.caseTotals(book.context, parsed('caseTotals', { filter }))
    expect(totals.cases).toBe(expected.length)
  })

  it('has totals equal to the lines it shows', async () => {
    await fewCases()
    expect(await caseListHandlers.caseTotals(book.context, parsed('caseTotals', { filter: {} }))).toEqual({ cases: 4, people: 5, grantedCases: 1, grantedPeople: 2, grantedFen: 1_500_000, paidFen: 1_000_000 })
    expect(await caseListHandlers.caseTotals(book.context, parsed('caseTotals', { filter: { text: '查无此人' } }))).toEqual({ cases: 0, people: 0, grantedCases: 0, grantedPeople: 0, grantedFen: 0, paidFen: 0 })
  })

  it.each([
    ['number', true, ['1', '10', '9', '2']],
    ['number', false, ['2', '9', '10', '1']],
    ['acceptedOn', true, ['1', '9', '10', '2']],
    ['acceptedOn', false, ['2', '10', '9', '1']],
    ['decidedOn', true, ['10', '9', '1', '2']],
  ] as const)('sorted by %s (descending %s) gives the same in pages of one, cases without the date included', async (sort, descending, expected) => {
    await fewCases()
    const seen: (string | undefined)[] = []
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<typeof list>> = await list({ sort, descending, after, limit: 1 })
      seen.push(...page.rows.map((row) => row.caseNumber?.match(/\d+(?=号)/)?.[0]))
      after = page.next
    } while (after !== null)
    expect(seen).toEqual(expected)
  })

  it('refuses a place it never gave out', async () => {
    expect((await refusal(list({ after: 'nonsense' }))).code).toBe('invalid')
  })

  it('offers the years and officers that occur', async () => {
    await fewCases()
    expect(await caseListHandlers.caseFilterChoices(book.context)).toEqual({ years: [2023, 2022, 2021], officers: expect.arrayContaining(['王检察官', '李检察官']) as string[] })
  })
})

describe('duties', () => {
  it('come from new and open cases, overdue visits first; historical and closed cases are quiet', async () => {
    const { one, three, four } = await fewCases()
    const soon = addDays(today(), 3)
    await visit(one.id, { dueOn: soon })
    await visit(three.id, { dueOn: '2023-02-01', recipientId: three.recipients[0]?.id ?? null })
    await visit(four.id, { dueOn: '2022-01-01' })
    await createCase(book.context, { basics: { appliedOn: '2023-02-01' }, recipients: [recipientInput({ name: '新申请' })] })
    const duties = await caseListHandlers.dutyList(book.context)
    // Accepted on Tuesday 10 January 2023: 春节 was off from the 21st to the 27th, and Saturday and Sunday after it were worked (国办发明电〔2022〕16号).
    expect(duties.map((duty) => [duty.kind, duty.people, duty.dueOn, duty.text.replace(/第 \d+\/(\d+) 个工作日，已逾期 \d+ 个工作日/, '$1 逾期')])).toEqual([
      ['deadline', '王二小', '2023-01-29', '审查：10 逾期。已受理，登记审查意见和建议金额'],
      ['visit', '王二小', '2023-02-01', '计划回访，回访后请记录'],
      ['deadline', '新申请', '2023-02-08', '受理或通知补正：5 逾期。已申请，审查材料后登记受理'],
      ['visit', '单国丽、欧阳小明', soon, '计划回访，回访后请记录'],
      ['pay', '单国丽、欧阳小明', null, '待发放 5,000.00 元'],
      ['decide', '王一', null, '决定书还没有送达，送达后填写送达日期'],
    ])
    await caseHandlers.caseClose(book.context, { id: one.id, version: one.version, how: 'ended', closedOn: today() })
    expect((await caseListHandlers.dutyList(book.context)).map((duty) => duty.kind)).toEqual(['deadline', 'visit', 'deadline', 'visit', 'decide'])
  })
})

describe('work across cases', () => {
  it('lists payments newest first with their net', async () => {
    const { one } = await fewCases()
    await pay(book.context, one, { kind: 'returned', amountFen: 300_000, happenedOn: '2022-05-01' })
    await pay(book.context, one, { kind: 'failed', amountFen: 200_000, happenedOn: '2022-05-02', recipientId: one.recipients[1]?.id ?? '' })
    const payments = (input: Partial<Input<'disbursementList'>> = {}) => caseListHandlers.disbursementList(book.context, parsed('disbursementList', { from: null, to: null, text: '', ...input }))
    const first = await payments({ limit: 2 })
    expect(first.rows.map((row) => [row.personName, row.entry.kind])).toEqual([
      ['欧阳小明', 'failed'],
      ['单国丽', 'returned'],
    ])
    expect(first.total).toEqual({ count: 3, netFen: 700_000 })
    expect((await payments({ limit: 2, after: first.next })).rows.map((row) => row.entry.kind)).toEqual(['paid'])
    expect((await payments({ from: '2022-05-01', to: '2022-05-01' })).total).toEqual({ count: 1, netFen: -300_000 })
    expect((await payments({ text: '赵四' })).total.count).toBe(0)
  })

  it('lists visits due and done, and leaves out cases in the recycle bin', async () => {
    const { one, three, four } = await fewCases()
    await visit(three.id, { dueOn: '2023-02-01' })
    await visit(one.id, { dueOn: '2023-01-01' })
    await visit(four.id, { dueOn: '2023-03-01' })
    const visits = (state: 'due' | 'done', input: Partial<Input<'visitList'>> = {}) => caseListHandlers.visitList(book.context, parsed('visitList', { state, from: null, to: null, text: '', ...input }))
    expect((await visits('due')).rows.map((row) => [row.personName, row.entry.dueOn, row.historical])).toEqual([
      ['单国丽、欧阳小明', '2023-01-01', false],
      ['王二小', '2023-02-01', false],
      ['赵四', '2023-03-01', true],
    ])
    expect(await visits('done')).toMatchObject({ rows: [{ caseNumber: number(2022, 9), officerName: '王检察官', entry: { doneOn: '2022-08-01' } }], total: { count: 1 } })
    await caseHandlers.caseRecycle(book.context, { id: three.id, version: three.version, reason: '误' })
    expect(await visits('due')).toMatchObject({ rows: [{}, {}], total: { count: 2, overdue: [{ officerName: '王检察官', count: 1 }] } })
  })

  it('lists support measures by kind, their worth apart', async () => {
    const { one, two } = await fewCases()
    const add = (caseId: string, kind: string, valueFen: number | null, doneOn: string | null) =>
      casePartHandlers.measureSave(book.context, parsed('measureSave', { caseId, id: null, version: null, fields: { recipientId: null, kind, agency: null, promisedOn: null, doneOn, valueFen, note: null } }))
    await add(one.id, 'education', 50_000, '2022-09-01')
    await add(two.id, 'gifts', 20_000, null)
    await add(one.id, 'gifts', null, '2022-10-01')
    const measures = (kind: string | null) => caseListHandlers.measureList(book.context, parsed('measureList', { kind, text: '' }))
    expect((await measures(null)).rows.map((row) => row.entry.doneOn)).toEqual(['2022-10-01', '2022-09-01', null])
    expect((await measures('gifts')).total).toEqual({ count: 2, valueFen: 20_000 })
  })

  it('finds cases and people by anything', async () => {
    const { one } = await fewCases()
    const again = await createCase(book.context, { recipients: [recipientInput({ id: one.recipients[0]?.person.id ?? null, name: '单国丽' })] })
    const found = await caseListHandlers.findAnything(book.context, { text: 'sgl' })
    expect(found.cases.map((row) => row.id).sort()).toEqual([one.id, again.id].sort())
    expect(found.moreCases).toBe(false)
    expect(found.people).toMatchObject([{ name: '单国丽', cases: [{}, {}] }])
    for (let more = 0; more < 7; more += 1) await createCase(book.context, { recipients: [recipientInput({ name: '单国丽' })] })
    expect(await caseListHandlers.findAnything(book.context, { text: 'sgl' })).toMatchObject({ cases: { length: 8 }, moreCases: true })
    expect(await caseListHandlers.findAnything(book.context, { text: ' ' })).toEqual({ cases: [], moreCases: false, people: [], leads: [] })
  })
})
