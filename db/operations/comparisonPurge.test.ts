import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { addDays, today } from '../domain/dates.ts'
import { openEncrypted } from '../vault/connection.ts'
import { unlock } from '../vault/keyring.ts'
import { openReadyCasebook, openTestCasebook, testOfficer } from './testCasebook.ts'
import type { TestCasebook } from './testCasebook.ts'
import { loadText } from './testComparison.ts'
import type { Letter } from './testComparison.ts'

/** What must not be found any more once a list is destroyed: names, numbers and what was written about them. */
const words = ['慕容三江水', '131002198505241125', '13987654321', '密语案号〔2026〕77号', '备注里的独孤求', '草稿里的独孤败']

let casebook: TestCasebook
let data: string
beforeEach(async () => {
  casebook = await openReadyCasebook()
  data = join(casebook.folder, 'data')
})
afterEach(async () => {
  vi.useRealTimers()
  await casebook.destroy()
})

/** Two lists in which the words stand, a judgement and a draft that speak of them. */
async function fill(more: Partial<Letter> = {}): Promise<string[]> {
  const victims = `案件编号,被害人姓名,身份证号,联系电话\n密语案号〔2026〕77号,慕容三江水,131002198505241125,13987654321\n${Array.from({ length: 400 }, (_, at) => `某案〔2026〕${at}号,路人${'甲乙丙丁'.charAt(at % 4)},,139${String(10_000_000 + at)}`).join('\n')}\n`
  const ids = [await loadText(casebook, 'victims', victims, more), await loadText(casebook, 'lowIncome', '姓名,身份证件号码,备注\n慕容三江水,131002198505241125,慕容三江水的住处\n', more)]
  const run = await casebook.ok('comparisonRun', { question: 'victimsInHardship' })
  const [first] = run.certain
  await casebook.ok('comparisonJudge', { question: 'victimsInHardship', key: first?.key ?? '', version: null, verdict: 'later', remark: '备注里的独孤求', listIds: ids })
  await casebook.ok('comparisonReveal', { listId: ids[0] ?? '', ordinal: 0 })
  await casebook.ok('draftSave', { key: 'comparison.lead', content: '草稿里的独孤败' })
  return ids
}

/** Every page of the casebook with the key: rows, indexes, free pages; what of the words stands in them. */
async function foundInPages(): Promise<string[]> {
  const key = await unlock(data, testOfficer.login, testOfficer.password)
  const db = openEncrypted(join(data, 'casebook.db'), key, { readonly: true })
  try {
    const pages = db.serialize()
    return words.filter((word) => pages.includes(word))
  } finally {
    db.close()
  }
}
const walBytes = () => (existsSync(join(data, 'casebook.db-wal')) ? statSync(join(data, 'casebook.db-wal')).size : 0)

describe('a list that was destroyed', () => {
  it('by hand leaves nothing behind, and the record that it was there', async () => {
    const [victims, lowIncome] = await fill()
    const made = await casebook.ok('backupNow', { folder: null })
    expect(await foundInPages()).toEqual(words)

    const lists = await casebook.ok('comparisonLists', undefined)
    for (const { id, version } of lists) await casebook.ok('comparisonListPurge', { id, version, reason: '核对已完成' })
    expect(await foundInPages()).toEqual([])
    expect(walBytes()).toBe(0)

    const after = await casebook.ok('comparisonLists', undefined)
    expect(after.map(({ id }) => id).sort()).toEqual([victims, lowIncome].sort())
    expect(after[0]).toMatchObject({ purgedBy: testOfficer.name, purgeReason: '核对已完成', daysLeft: null, letterNumber: '安民函〔2026〕12号', backups: [{ name: made.name }] })
    expect(after.find(({ id }) => id === victims)?.people).toBe(401)
    expect((await casebook.ok('comparisonRun', { question: 'victimsInHardship', show: 'all' })).lists).toEqual([])
    expect((await casebook.fails('comparisonReveal', { listId: victims, ordinal: 0 })).code).toBe('conflict')
    const trail = await casebook.ok('auditList', { caseId: null })
    expect(trail.rows.find(({ action }) => action === '销毁比对名单')).toMatchObject({ reason: '核对已完成', who: testOfficer.name })
    const [first] = lists
    expect((await casebook.fails('comparisonListPurge', { id: first?.id, version: (first?.version ?? 0) + 1, reason: '再一次' })).message).toContain('已由')
  })

  it('on its day is destroyed at signing in', async () => {
    await fill({ destroyOn: addDays(today(), 3) })
    expect(await casebook.ok('comparisonHints', undefined)).toMatchObject({ purgeSoon: [{ daysLeft: 3 }, { daysLeft: 3 }], open: [{ question: 'victimsInHardship', count: 1 }] })
    await casebook.close()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3 * 86_400_000 })
    casebook = openTestCasebook(casebook.folder)
    await casebook.ok('signIn', { login: testOfficer.login, password: testOfficer.password })
    expect(await foundInPages()).toEqual([])
    expect(walBytes()).toBe(0)
    for (const list of await casebook.ok('comparisonLists', undefined)) expect(list).toMatchObject({ purgedBy: testOfficer.name, purgeReason: expect.stringContaining('自动销毁') as string })
    expect(casebook.bugs).toEqual([])
  })

  it('on its day is destroyed while the casebook stays open', async () => {
    await fill({ destroyOn: addDays(today(), 1) })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000 })
    await casebook.ok('caseFilterChoices', undefined)
    // A writer stands behind the destruction that the first call of the day began.
    await casebook.ok('draftSave', { key: 'other', content: '' })
    expect(await foundInPages()).toEqual([])
    expect((await casebook.ok('comparisonRun', { question: 'victimsInHardship', show: 'all' })).lists).toEqual([])
  })

  it('may come again, and what was said of the same person is remembered', async () => {
    await fill()
    for (const { id, version } of await casebook.ok('comparisonLists', undefined)) await casebook.ok('comparisonListPurge', { id, version, reason: '核对已完成' })
    await loadText(casebook, 'lowIncome', '备注,姓名,残疾证号\n新名单,慕容三江水,13100219850524112542\n')
    await loadText(casebook, 'victims', '被害人,公民身份号码\n慕容三江水,131002850524112\n')
    const run = await casebook.ok('comparisonRun', { question: 'victimsInHardship' })
    expect(run.certain).toHaveLength(1)
    expect(run.certain[0]).toMatchObject({ name: '慕容三江水', judgement: { verdict: 'later', remark: null, judgedBy: testOfficer.name } })
  })
})
