import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codesOf, labelOf, useCodeLists } from '../domain/codeLists.ts'
import type { ReferenceKind } from '../domain/reference.ts'
import { readReference } from '../store/reference.ts'
import type { Input } from './contract.ts'
import { openReadyCasebook, testOfficer } from './testCasebook.ts'
import type { TestCasebook } from './testCasebook.ts'
import { openTestCasebook, parsed, refusal, fieldsOf } from './testContext.ts'
import { referenceHandlers } from './reference.ts'

const review = { length: 7, unit: 'workingDay', enabled: true, basis: '本单位规定', start: 'accepted' }
const reason = '院务会决定'
const save = (kind: ReferenceKind, key: string, value: unknown, more: Partial<Input<'referenceSave'>> = {}): Input<'referenceSave'> => ({
  id: null,
  version: null,
  kind,
  key,
  effectiveFrom: '2026-06-01',
  value,
  reason,
  ...more,
})

describe('through the door', () => {
  let casebook: TestCasebook
  beforeAll(async () => {
    casebook = await openReadyCasebook()
  })
  afterAll(async () => {
    useCodeLists([])
    await casebook.destroy()
  })

  it('lists what comes with the program', async () => {
    const periods = await casebook.ok('referenceList', { kind: 'period' })
    expect(periods.map(({ title, id, effectiveFrom }) => [title, id, effectiveFrom])).toEqual(
      ['线索办理', '受理或通知补正', '补正材料', '审查', '通知领取', '反馈移送单位'].map((title) => [title, null, null]),
    )
    const wages = await casebook.ok('referenceList', { kind: 'wage' })
    expect(wages.length).toBe(18)
    expect(wages.find(({ key }) => key === '河北省/onPost/2024')).toMatchObject({ id: null, effectiveFrom: '2025-05-01', value: { yuan: 99_091 } })
    const holidays = await casebook.ok('referenceList', { kind: 'holiday' })
    expect(holidays.find(({ key }) => key === '2026-02-15')).toMatchObject({ title: '春节放假', value: { off: true, name: '春节', through: '2026-02-23' } })
    expect(holidays.find(({ key }) => key === '2026-02-28')).toMatchObject({ title: '春节上班', value: { off: false, through: null } })
    expect(await casebook.ok('referenceList', { kind: 'amount' })).toMatchObject([{ value: { months: 36, series: 'higher', region: '河北省' } }])
    expect(await casebook.ok('referenceList', { kind: 'chain' })).toHaveLength(1)
    expect(await casebook.ok('referenceList', { kind: 'paper' })).toEqual([])
  })

  it('how often to visit is the office’s own: what comes with the program says so, and a version holds from its day', async () => {
    const rule = { firstAfterDays: 30, everyMonths: 12, times: 3, minorFirstAfterDays: 30, minorEveryMonths: 2, minorTimes: 6 }
    const [builtIn] = await casebook.ok('referenceList', { kind: 'visit' })
    expect(builtIn).toMatchObject({ title: '回访规则（本单位自定）', id: null, value: { firstAfterDays: 90, everyMonths: 6, times: 2, minorFirstAfterDays: 60, minorEveryMonths: 3, minorTimes: 4 } })
    await casebook.ok('referenceSave', save('visit', 'whatever', rule))
    expect((await casebook.ok('referenceList', { kind: 'visit' }))[1]).toMatchObject({ key: 'visit', value: rule })
    expect((await casebook.ok('auditList', { caseId: null, after: null, limit: 1 })).rows[0]).toMatchObject({ action: '修改回访规则', reason })
    const refused = await casebook.fails('referenceSave', save('visit', 'visit', { ...rule, everyMonths: 0, minorTimes: 41 }, { effectiveFrom: '2030-01-01' }))
    expect(refused.fields?.map((field) => field.path)).toEqual(['value.everyMonths', 'value.minorTimes'])
  })

  it('a period of the office holds from its day, and is written down with its reason', async () => {
    expect(await casebook.ok('periodEnd', { rule: 'review', from: '2026-06-01' })).toEqual({ dueOn: '2026-06-15' })
    await casebook.ok('referenceSave', save('period', 'review', review))
    expect(await casebook.ok('periodEnd', { rule: 'review', from: '2026-06-01' })).toEqual({ dueOn: '2026-06-10' })
    expect(await casebook.ok('periodEnd', { rule: 'review', from: '2026-05-29' })).toEqual({ dueOn: '2026-06-12' })
    expect(await casebook.ok('periodEnd', { rule: 'reportBack', from: '2026-05-29' })).toEqual({ dueOn: null })
    const { rows } = await casebook.ok('auditList', { caseId: null, after: null, limit: 1 })
    expect(rows[0]).toMatchObject({ action: '修改办案期限', entity: 'reference_entry', reason, who: testOfficer.name })
  })

  it('counts holidays the office entered', async () => {
    await casebook.ok('referenceSave', save('holiday', '2027-02-05', { off: true, name: '春节', through: '2027-02-11' }))
    // The period of seven days holds: 2, 3 and 4 February, then Friday 12, 15, 16 and 17.
    expect(await casebook.ok('periodEnd', { rule: 'review', from: '2027-02-01' })).toEqual({ dueOn: '2027-02-17' })
  })

  it('code lists follow a save, another sign-in and a job', async () => {
    const value = { list: 'measure', code: 'own1', label: '村级公益金', aliases: ['公益金'], order: 3, enabled: true }
    const { id, version } = await casebook.ok('referenceSave', save('code', 'measure/own1', value))
    expect((await casebook.ok('codeListAll', undefined)).find(({ code }) => code === 'own1')).toMatchObject({ label: '村级公益金', enabled: true })
    expect(labelOf('measure', 'own1')).toBe('村级公益金')
    useCodeLists([])
    await casebook.ok('signOut', undefined)
    await casebook.ok('signIn', { login: testOfficer.login, password: testOfficer.password })
    expect(labelOf('measure', 'own1')).toBe('村级公益金')
    useCodeLists([]) // as a worker that has just started
    await casebook.ok('verifyCasebook', undefined)
    expect(labelOf('measure', 'own1')).toBe('村级公益金')

    await casebook.ok('referenceSave', save('code', 'measure/own1', { ...value, enabled: false }, { id, version }))
    expect(codesOf('measure').map(({ code }) => code)).not.toContain('own1')
    expect(labelOf('measure', 'own1')).toBe('村级公益金')
  })

  it('is the administrator’s to change', async () => {
    await casebook.ok('accountAdd', { name: '李看', login: 'li', password: 'correct horse 2', roles: ['viewer'] })
    await casebook.ok('signOut', undefined)
    await casebook.ok('signIn', { login: 'li', password: 'correct horse 2' })
    expect((await casebook.fails('referenceSave', save('period', 'lead', review))).code).toBe('forbidden')
    expect(await casebook.ok('referenceList', { kind: 'period' })).toHaveLength(7)
  })
})

describe('what is refused', () => {
  const put = async (context: Parameters<typeof referenceHandlers.referenceSave>[0], input: Input<'referenceSave'>) => referenceHandlers.referenceSave(context, parsed('referenceSave', input))

  it('a second value from the same day, naming it', async () => {
    const { context } = await openTestCasebook()
    await put(context, save('period', 'review', review))
    const error = await refusal(put(context, save('period', 'review', { ...review, length: 8 })))
    expect(fieldsOf(error)).toEqual(['effectiveFrom'])
    expect(error.fields?.[0]?.message).toBe('从 2026-06-01 起的“审查”已经设置过，请修改那一条，或另选起用日期')
    // Another day is another version, earlier ones too.
    await put(context, save('period', 'review', { ...review, length: 8 }, { effectiveFrom: '2014-01-17' }))
    expect((await readReference(context.store.read)).period('review', '2020-01-01').length).toBe(8)
  })

  it('days that are set already, naming them', async () => {
    const { context } = await openTestCasebook()
    await put(context, save('holiday', '2027-10-01', { off: true, name: '国庆节', through: '2027-10-07' }))
    const error = await refusal(put(context, save('holiday', '2027-10-07', { off: false, name: '上班', through: null })))
    expect(error.fields).toEqual([{ path: 'key', message: '与已设置的“国庆节”（2027-10-01 至 2027-10-07）日期重复，请先修改或删去那一条' }])
    await put(context, save('holiday', '2027-10-08', { off: true, name: '补休', through: null }))
  })

  it('a code whose name is in the list, and the last one that is offered', async () => {
    const { context } = await openTestCasebook()
    const code = (code: string, label: string, more = {}) => save('code', `cause/${code}`, { list: 'cause', code, label, aliases: [], order: 1, enabled: true, ...more })
    expect((await refusal(put(context, code('own1', '加害人 死亡')))).fields?.[0]).toMatchObject({ path: 'value.label', message: '“未获有效赔偿原因”里已有“加害人 死亡”，请换一个名称' })
    expect(fieldsOf(await refusal(put(context, code('own1', '下落不明', { aliases: ['加害人死亡'] }))))).toEqual(['value.aliases'])
    for (const [one, label] of [['unsolved', '案件无法侦破'], ['limitation', '已过追诉时效'], ['offenderDead', '加害人死亡']] as const) await put(context, code(one, label, { enabled: false })) // prettier-ignore
    expect((await refusal(put(context, code('offenderUnable', '加害人没有赔偿能力', { enabled: false })))).fields?.[0]?.message).toBe('“未获有效赔偿原因”至少要留一项在用')
    expect((await refusal(put(context, code('unsolved', '案件未侦破')))).fields?.[0]?.message).toMatch(/刚被别人修改过/)
    useCodeLists([])
  })

  it('a save over somebody else’s, and of what is gone', async () => {
    const { context, as } = await openTestCasebook()
    const { id, version } = await put(context, save('period', 'lead', { ...review, start: 'received' }))
    await put(as('李检察官'), save('period', 'lead', { ...review, start: 'received', length: 9 }, { id, version }))
    expect((await refusal(put(context, save('period', 'lead', { ...review, start: 'received', length: 3 }, { id, version })))).code).toBe('stale')
    await referenceHandlers.referenceRemove(context, { id, version: version + 1, reason })
    expect((await readReference(context.store.read)).period('lead', '2026-07-01').length).toBe(15)
    expect((await refusal(put(context, save('period', 'lead', { ...review, start: 'received' }, { id, version })))).code).toBe('not-found')
    expect((await refusal(referenceHandlers.referenceRemove(context, { id, version, reason }))).code).toBe('not-found')
    await put(context, save('period', 'lead', { ...review, start: 'received' })) // the day is free again
  })

  it('removing a code of the office’s own, while a renamed one gets its old name back', async () => {
    const { context } = await openTestCasebook()
    const value = { list: 'cause', code: 'own1', label: '下落不明', aliases: [], order: 9, enabled: true }
    const added = await put(context, save('code', 'x', value))
    const error = await refusal(referenceHandlers.referenceRemove(context, { ...added, reason }))
    expect(error.message).toMatch(/请停用/)
    const renamed = await put(context, save('code', 'x', { ...value, code: 'unsolved', label: '尚未侦破', order: 1 }))
    expect(labelOf('cause', 'unsolved')).toBe('尚未侦破')
    await referenceHandlers.referenceRemove(context, { ...renamed, reason })
    expect([labelOf('cause', 'unsolved'), labelOf('cause', 'own1')]).toEqual(['案件无法侦破', '下落不明'])
    useCodeLists([])
  })

  it('papers here, and values that say nothing sensible', async () => {
    const { context } = await openTestCasebook()
    expect((await refusal(put(context, save('paper', 'decision', { title: 'x', sha256: null, fileName: null })))).message).toMatch(/文书模板/)
    expect(fieldsOf(await refusal(put(context, save('holiday', '2027-02-30', { off: true, name: '春节', through: null }))))).toEqual(['key'])
    expect(() => parsed('referenceSave', save('period', 'review', review, { reason: ' ' }))).toThrow(/请填写原因/)
    expect(await context.store.read.selectFrom('reference_entry').selectAll().execute()).toEqual([])
  })
})

it('says in the audit trail that one person may propose and approve', async () => {
  const { context } = await openTestCasebook()
  const steps = [{ name: '检察长', kind: 'own', fromFen: 0 }]
  await referenceHandlers.referenceSave(context, parsed('referenceSave', save('chain', 'chain', { steps, signOff: true, onePerson: true })))
  const entry = await context.store.read.selectFrom('audit_entry').selectAll().orderBy('seq', 'desc').executeTakeFirstOrThrow()
  expect(entry).toMatchObject({ action: '修改审批环节（一人可以兼提出和审批）', reason })
  expect((await readReference(context.store.read)).chain('2026-06-01')).toMatchObject({ signOff: true, onePerson: true })
})
