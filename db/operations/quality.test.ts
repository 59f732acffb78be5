import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { caseInput } from './testContext.ts'
import type { QualityReport } from './qualityOperations.ts'
import { openReadyCasebook } from './testCasebook.ts'
import type { TestCasebook } from './testCasebook.ts'

const county = join(import.meta.dirname, '../exchange/samples/ledger-county.xlsx')
let book: TestCasebook
beforeAll(async () => {
  book = await openReadyCasebook()
  const { fileSha256 } = await book.ok('importDryRun', { file: 'ledger' }, { ledger: county })
  await book.ok('importLedger', { file: 'ledger', fileSha256 }, { ledger: county })
})
afterAll(() => book.destroy())

const check = async (key: string): Promise<QualityReport['checks'][number]> => {
  const report = await book.ok('qualityCheck', undefined)
  expect(report.cases).toBe((await book.ok('caseTotals', { filter: {} })).cases)
  const found = report.checks.find((one) => one.key === key)
  if (!found) throw new Error(key)
  return found
}
const rowOf = ({ caseId, mend }: QualityReport['checks'][number]['lines'][number], values: object) => {
  if (caseId === null || mend === null) throw new Error('nothing to mend')
  const { values: _values, ...rest } = mend
  return { caseId, ...rest, values }
}

it('finds in an imported ledger what it lacks, and mends many rows at once', async () => {
  const before = await check('leadSource')
  const cause = await check('cause')
  expect(cause.count).toBeGreaterThan(2)
  expect(cause.lines).toHaveLength(cause.count)
  const rows = cause.lines.map((line) => rowOf(line, { cause: 'offenderUnable', officerName: '李某' }))
  expect(await book.ok('qualityMend', { rows })).toEqual({ saved: rows.length })
  expect((await check('cause')).count).toBe(0)
  expect((await check('leadSource')).count).toBe(before.count)
  const file = await book.ok('caseGet', { id: cause.lines[0]?.caseId ?? '' })
  expect(file).toMatchObject({ cause: 'offenderUnable', officerName: '李某' })
  expect((await book.ok('auditList', { caseId: file.id, after: null, limit: 5 })).rows[0]).toMatchObject({ action: '补正数据' })
  expect(await book.ok('verifyCasebook', undefined)).toMatchObject({ ok: true, problems: [] })
})

it('mends days of a decision and groups of a person; two people of one case do not take each other for somebody else', async () => {
  const { rows } = await book.ok('caseList', { filter: {}, limit: 200 })
  const pair = rows.find(({ people }) => people.length === 2)
  const file = await book.ok('caseGet', { id: pair?.id ?? '' })
  const mended = file.recipients.map((recipient) => {
    const decision = file.decisions.find((one) => one.recipientId === recipient.id)
    return { caseId: file.id, caseVersion: file.version, recipientId: recipient.id, recipientVersion: recipient.version, decisionId: decision?.id ?? null, decisionVersion: decision?.version ?? null, values: { leadSource: 'womensFederation', servedOn: '2025-12-31', specialGroups: ['other', 'rural'] } }
  })
  await book.ok('qualityMend', { rows: mended })
  const after = await book.ok('caseGet', { id: file.id })
  expect(after.leadSource).toBe('womensFederation')
  expect(after.decisions.map(({ servedOn }) => servedOn)).toEqual(after.decisions.map(() => '2025-12-31'))
  expect(after.recipients.map(({ specialGroups }) => [...specialGroups].sort())).toEqual([['other', 'rural'], ['other', 'rural']])
  // The same again: somebody, we ourselves, changed them meanwhile.
  const stale = await book.fails('qualityMend', { rows: mended })
  expect(stale.fields).toHaveLength(2)
  expect(stale.fields?.[0]).toMatchObject({ path: 'rows.0', message: expect.stringContaining('刚被张承办修改过') as string })
})

it('saves nothing by half, and says in which row and cell', async () => {
  const { rows } = await book.ok('caseList', { filter: {}, limit: 3 })
  const wishes = [{ officerName: '改了的人' }, { specialGroups: ['no-such-group'] }, { category: 'nothing' }]
  const mended = await Promise.all(
    rows.map(async ({ id }, at) => {
      const { version, recipients } = await book.ok('caseGet', { id })
      return { caseId: id, caseVersion: version, recipientId: recipients[0]?.id ?? null, recipientVersion: recipients[0]?.version ?? null, decisionId: null, decisionVersion: null, values: wishes[at] ?? {} }
    }),
  )
  const failure = await book.fails('qualityMend', { rows: mended })
  expect(failure.message).toContain('有 2 行需要改正，这一次都没有保存')
  expect(failure.fields?.map(({ path }) => path)).toEqual(['rows.1.specialGroups', 'rows.2.category'])
  expect((await book.ok('caseGet', { id: rows[0]?.id ?? '' })).officerName).not.toBe('改了的人')
})

it('mends an amount, a day and a missing number in the list', async () => {
  const { id } = await book.ok('caseCreate', caseInput({ basics: { caseNumber: null, acceptedOn: '2025-03-05', officerName: '张承办' }, late: true }))
  const recipientId = (await book.ok('caseGet', { id })).recipients[0]?.id ?? ''
  await book.ok('decisionSave', { caseId: id, id: null, version: null, recipientId, fields: { kind: 'grant', amountFen: 500_000, decidedOn: null, number: null, servedOn: null, reason: null, overCapReason: null } })
  const [amount, number] = [(await check('decided')).lines.find(({ caseId }) => caseId === id), (await check('number')).lines.find(({ caseId }) => caseId === id)]
  if (!amount || !number) throw new Error('not found')
  await book.ok('qualityMend', { rows: [rowOf(amount, { amountFen: 800_000, decidedOn: '2025-03-15' })] })
  await book.ok('qualityMend', { rows: [{ ...rowOf(number, { caseNumber: '冀廊安检救助〔2025〕77号' }), caseVersion: (await book.ok('caseGet', { id })).version }] })
  const file = await book.ok('caseGet', { id })
  expect(file).toMatchObject({ caseNumber: '冀廊安检救助〔2025〕77号', decisions: [{ amountFen: 800_000, decidedOn: '2025-03-15' }] })
  expect([(await check('decided')).lines, (await check('number')).lines].flat().filter(({ caseId }) => caseId === id)).toEqual([])
  expect((await check('sequence')).lines.every(({ mend }) => mend !== null)).toBe(true)
})

it('names numbers that are missing', async () => {
  const number = (seq: number) => `冀廊安检救助〔2031〕${seq}号`
  const [first] = (await book.ok('caseList', { filter: {} })).rows
  const file = await book.ok('caseGet', { id: first?.id ?? '' })
  const { unifiedNumber, category, cause, leadSource, officerName, urgent, appliedOn, acceptedOn, remark } = file
  await book.ok('caseSaveBasics', { id: file.id, version: file.version, fields: { caseNumber: number(3), unifiedNumber, category, cause, leadSource, officerName, urgent, appliedOn, acceptedOn, remark } })
  expect((await check('gaps')).lines.map(({ text }) => text)).toContain('2031 年缺 1 至 2 号')
})
