import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { CaseFile } from '../domain/caseFile.ts'
import { CasebookError } from '../domain/errors.ts'
import type { Id } from '../domain/records.ts'
import { rows } from '../store/store.ts'
import type { Context } from './context.ts'
import { caseHandlers } from './cases.ts'
import { duplicateHandlers } from './duplicates.ts'
import type { DuplicateEntity, DuplicatePair } from './duplicateOperations.ts'
import { saveMeasure, saveVisit } from './testAftercare.ts'
import { createCase, grant, openTestCasebook, parsed, pay, recipientInput } from './testContext.ts'
import type { TestCasebook } from './testContext.ts'
import { assess, fileOf, step } from './testCaseWork.ts'

const opened: TestCasebook[] = []
afterEach(async () => {
  for (const { store } of opened.splice(0)) await store.close()
})
async function open(): Promise<TestCasebook> {
  const book = await openTestCasebook()
  opened.push(book)
  return book
}

const find = async (context: Context, entity: DuplicateEntity): Promise<DuplicatePair[]> => (await duplicateHandlers.duplicateFind(context, undefined)).groups.find((one) => one.entity === entity)?.pairs ?? []
const only = async (context: Context, entity: DuplicateEntity): Promise<DuplicatePair> => {
  const [pair, ...more] = await find(context, entity)
  if (!pair || more.length > 0) throw new Error(`${more.length + 1} pairs`)
  return pair
}
const merge = (context: Context, { entity, one, other }: Pick<DuplicatePair, 'entity' | 'one' | 'other'>, take: string[] = []) =>
  duplicateHandlers.duplicateMerge(context, parsed('duplicateMerge', { entity, keptId: one.id, keptVersion: one.version, otherId: other.id, otherVersion: other.version, take, reason: '同一人重复登记' }))
const takeApart = async (context: Context) => {
  const [last] = await duplicateHandlers.mergeList(context, undefined)
  if (!last) throw new Error('nothing was merged')
  return duplicateHandlers.mergeTakeApart(context, { id: last.id, version: last.version, reason: '不是同一人' })
}

/** Everything that is live, but for who wrote it when. */
async function content({ store }: TestCasebook): Promise<Record<string, unknown[]>> {
  const left = ['audit_entry', 'audit_payload', 'record_merge', 'likeness_judgement']
  const tables = (await rows<{ name: string }>(store.read, "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'", [])).map(({ name }) => name).filter((name) => !left.includes(name))
  const meta = ['version', 'updated_at', 'updated_by', 'deleted_by', 'delete_reason']
  const found: Record<string, unknown[]> = {}
  for (const table of tables) {
    const list = await rows<Record<string, unknown>>(store.read, `select * from ${table}`, [])
    found[table] = list.map((row) => JSON.stringify(Object.fromEntries(Object.entries(row).filter(([name]) => !meta.includes(name))))).sort()
  }
  return found
}

describe('people', () => {
  it('who look alike are found, put together with nothing lost, and taken apart again', async () => {
    const book = await open()
    const { context } = book
    const first = await createCase(context, { basics: { caseNumber: '甲1号' }, recipients: [recipientInput({ name: '王小芳', phone: '13900000000', birthDate: '1990-01-01' })] })
    const second = await createCase(context, { basics: { caseNumber: '甲2号' }, recipients: [recipientInput({ name: '王晓芳', phone: '13900000000', paperType: 'idCard', paperNumber: '131002199001011216', residence: '安次区甲村' })] })
    await createCase(context, { recipients: [recipientInput({ name: '李强', phone: '13900000000' })] })
    const pair = await only(context, 'person')
    expect(pair.reasons).toEqual(['姓名同音', '出生日期相同', '电话相同'])
    expect(pair.fields.find(({ key }) => key === 'paper')).toMatchObject({ one: '', other: expect.stringContaining('*') as string, differs: true, blank: 'one' })
    expect(pair.fields.find(({ key }) => key === null)).toMatchObject({ one: '甲1号', other: '甲2号' })
    const before = await content(book)
    await merge(context, pair, ['name', 'paper', 'residence'])
    const people = [await fileOf(context, first.id), await fileOf(context, second.id)].map(({ recipients }) => recipients[0]?.person)
    expect(people[0]).toEqual(people[1])
    expect(people[0]?.id).toBe(pair.one.id)
    expect(await rows(book.store.read, 'select name, paper_number, residence, phone from person where id = ?', [pair.one.id])).toEqual([{ name: '王晓芳', paper_number: '131002199001011216', residence: '安次区甲村', phone: '13900000000' }])
    expect(await find(context, 'person')).toEqual([])
    expect((await duplicateHandlers.mergeList(context, undefined))[0]).toMatchObject({ keptTitle: '王小芳', otherTitle: '王晓芳', apartAt: null })
    await takeApart(context)
    expect(await content(book)).toEqual(before)
    await expect(takeApart(context)).rejects.toThrow('已由王检察官拆分')
  })

  it('who are one case’s two recipients are refused with what to do; two who are not one are not shown again', async () => {
    const { context } = await open()
    await createCase(context, { recipients: [recipientInput({ name: '王芳', birthDate: '1990-01-01' }), recipientInput({ name: '王芳', birthDate: '1990-01-01' })] })
    const pair = await only(context, 'person')
    await expect(merge(context, pair)).rejects.toThrow('都是案件')
    await duplicateHandlers.duplicateJudge(context, { entity: 'person', oneId: pair.other.id, otherId: pair.one.id, verdict: 'later' })
    expect(await only(context, 'person')).toMatchObject({ later: true })
    await duplicateHandlers.duplicateJudge(context, { entity: 'person', oneId: pair.one.id, otherId: pair.other.id, verdict: 'different' })
    expect(await find(context, 'person')).toEqual([])
  })

  it('are not taken apart once something was built on it, and nothing is half done', async () => {
    const book = await open()
    const { context } = book
    for (const caseNumber of ['甲1号', '甲2号']) await createCase(context, { basics: { caseNumber }, recipients: [recipientInput({ name: '王芳', birthDate: '1990-01-01', phone: caseNumber === '甲1号' ? '13900000001' : '13900000002' })] })
    const pair = await only(context, 'person')
    await expect(merge(context, { ...pair, one: { ...pair.one, version: 9 } })).rejects.toThrow('刚被')
    await merge(context, pair, ['phone'])
    const file = await fileOf(context, pair.one.cases[0]?.id ?? '')
    const recipient = file.recipients[0]
    if (!recipient) throw new Error('no recipient')
    await book.context.change({ action: '改' }, async (unit) => {
      const row = await unit.trx.selectFrom('person').select('version').where('id', '=', pair.one.id).executeTakeFirstOrThrow()
      await unit.update('person', pair.one.id, row.version, { phone: '13900000003' })
    })
    const now = await content(book)
    await expect(takeApart(context)).rejects.toThrow('又有改动')
    expect(await content(book)).toEqual(now)
  })
})

describe('cases', () => {
  const twice = async (context: Context): Promise<CaseFile[]> => {
    const person = { name: '王芳', paperType: 'idCard', paperNumber: '131002199001011216' }
    const files: CaseFile[] = []
    for (const caseNumber of ['甲1号', '甲2号']) files.push(await createCase(context, { basics: { caseNumber, acceptedOn: '2023-05-01' }, original: { number: '（2023）冀1002刑初1号' }, recipients: [recipientInput(person, { specialGroups: [caseNumber === '甲1号' ? 'woman' : 'disabled'] })], late: true }))
    return files
  }

  it('that are one become one: parts move, the person is one recipient, the number stays in a note; and back', async () => {
    const book = await open()
    const { context } = book
    const [first, second] = await twice(context)
    if (!first || !second) throw new Error('no cases')
    await pay(context, await grant(context, second, 1_000_000), { amountFen: 1_000_000 })
    await saveVisit(context, second.id, { recipientId: second.recipients[0]?.id ?? null, doneOn: '2023-07-01' })
    await saveMeasure(context, second.id, { recipientId: second.recipients[0]?.id ?? null })
    const pair = await only(context, 'relief_case')
    expect(pair.reasons).toEqual(['都有王芳', '原案案号相同', '受理日期相同'])
    const before = await content(book)
    await merge(context, pair)
    const file = await fileOf(context, first.id)
    expect(file.recipients).toHaveLength(1)
    expect(file.recipients[0]?.specialGroups).toEqual(['disabled', 'woman'])
    expect([file.decisions.length, file.disbursements.length, file.visits.length, file.measures.length]).toEqual([1, 1, 1, 1])
    expect(file.balance).toMatchObject({ decidedFen: 1_000_000, netPaidFen: 1_000_000 })
    expect(file.notes[0]?.text).toContain('甲2号')
    await expect(caseHandlers.caseRestore(context, { id: second.id })).rejects.toThrow('请在“重复核对”里拆分')
    await takeApart(context)
    expect(await content(book)).toEqual(before)
  })

  it('that both hold a decision for one person are refused, and nothing is half done', async () => {
    const book = await open()
    const { context } = book
    for (const file of await twice(context)) await grant(context, file, 1_000_000)
    const before = await content(book)
    await expect(merge(context, await only(context, 'relief_case'))).rejects.toThrow('都有王芳的决定')
    expect(await content(book)).toEqual(before)
  })
})

it('households at one address become one, and two again', async () => {
  const book = await open()
  const { context } = book
  for (const name of ['王芳', '李强']) await createCase(context, { recipients: [recipientInput({ name, residence: '安次区甲村 1 号' }), recipientInput({ name: `${name}之子`, residence: '安次区甲村1号' })], oneHousehold: true })
  const pair = await only(context, 'household')
  expect(pair.fields.find(({ key }) => key === null)).toMatchObject({ label: '家庭成员', one: '王芳；王芳之子', other: '李强；李强之子' })
  const before = await content(book)
  await merge(context, pair)
  expect(new Set((await rows<{ id: Id }>(book.store.read, 'select household_id as id from person', [])).map(({ id }) => id)).size).toBe(1)
  await takeApart(context)
  expect(await content(book)).toEqual(before)
})

it('whatever is merged and taken apart is as it was; what is refused changes nothing', async () => {
  let merged = 0
  const people = fc.array(fc.record({ name: fc.constantFrom('王芳', '王方', '李强'), phone: fc.constantFrom(null, '13900000001', '13900000002'), birthDate: fc.constantFrom(null, '1990-01-01') }), { minLength: 1, maxLength: 2 })
  const work = fc.constantFrom('grant', 'pay', 'visit', 'measure', 'assess', 'step', 'nothing')
  const plan = fc.record({ cases: fc.array(fc.record({ people, work: fc.array(work, { maxLength: 3 }), original: fc.constantFrom(null, '刑1') }), { minLength: 2, maxLength: 4 }), entity: fc.constantFrom<DuplicateEntity>('person', 'relief_case'), pick: fc.nat(1000), take: fc.subarray(['name', 'phone', 'birthDate', 'caseNumber', 'acceptedOn', 'original']) })
  await fc.assert(
    fc.asyncProperty(plan, async ({ cases, entity, pick, take }) => {
      const book = await open()
      const { context } = book
      for (const [index, one] of cases.entries()) {
        let file = await createCase(context, { basics: { caseNumber: `甲${index + 1}号`, acceptedOn: '2023-05-01' }, original: { number: one.original }, recipients: one.people.map((person) => recipientInput(person)), late: true })
        for (const what of new Set(one.work)) {
          if (what === 'grant' || (what === 'pay' && file.decisions.length === 0)) file = file.decisions.length === 0 ? await grant(context, file, 1_000_000) : file
          if (what === 'pay') file = await pay(context, file)
          if (what === 'visit') await saveVisit(context, file.id, { recipientId: file.recipients[0]?.id ?? null, doneOn: '2023-07-01' })
          if (what === 'measure') await saveMeasure(context, file.id)
          if (what === 'assess') await assess(context, file)
          if (what === 'step') file = await step(context, file, 'materialsListed', '2023-04-01')
        }
      }
      const table = entity === 'person' ? 'person' : 'relief_case'
      const ids = (await rows<{ id: Id; version: number }>(book.store.read, `select id, version from ${table} where deleted_at is null order by id`, [])).map((row) => ({ ...row, title: '', cases: [] }))
      const [one, other] = [ids[pick % ids.length], ids[(pick + 1) % ids.length]]
      if (!one || !other || one.id === other.id) return
      const before = await content(book)
      const outcome = await merge(context, { entity, one, other }, take).catch((thrown: unknown) => thrown)
      if (outcome instanceof Error && !(outcome instanceof CasebookError)) throw outcome
      if (!(outcome instanceof Error)) {
        merged += 1
        await takeApart(context)
      }
      expect(await content(book)).toEqual(before)
    }),
    { numRuns: 25 },
  )
  expect(merged).toBeGreaterThan(5)
}, 120_000)
