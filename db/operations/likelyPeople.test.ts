import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ImportReport, RowMend } from './contract.ts'
import { openReadyCasebook } from './testCasebook.ts'
import type { TestCasebook } from './testCasebook.ts'

const HEAD = '救助案号,受理日期,姓名,出生日期,身份证号码,联系电话,救助情形,救助金额（元）,决定日期'
let book: TestCasebook
const file = (name: string, ...lines: string[]) => {
  const path = join(book.folder, name)
  writeFileSync(path, [HEAD, ...lines].join('\n'))
  return path
}
const bringIn = async (path: string, mends: RowMend[] = []): Promise<ImportReport> => {
  const report = await book.ok('importDryRun', { file: 'ledger', mends }, { ledger: path })
  await book.ok('importLedger', { file: 'ledger', fileSha256: report.fileSha256, mends }, { ledger: path })
  return report
}
const people = async (text: string) => (await book.ok('findAnything', { text })).people.filter(({ name }) => name === text)

beforeAll(async () => {
  book = await openReadyCasebook()
  await bringIn(file('2021.csv', '冀检救助〔2021〕1号,2021-01-05,王芳,1990-01-01,,13900000001,急需救治,20000,2021-01-20', '冀检救助〔2021〕2号,2021-01-05,李强,,131002199001011216,,急需救治,10000,2021-01-20'))
})
afterAll(() => book.destroy())

it('asks of a row that may be somebody on record, and puts nobody together without a yes', async () => {
  const path = file('2022.csv', '冀检救助〔2022〕1号,2022-01-05,王芳,1990-01-01,,13900000009,急需救治,30000,2022-01-20', '冀检救助〔2022〕2号,2022-01-05,王芳,1980-05-05,,,急需救治,30000,2022-01-20')
  const { rows, blocking } = await book.ok('importDryRun', { file: 'ledger' }, { ledger: path })
  expect(blocking).toBe(0)
  expect(rows.map(({ kind, asks }) => [kind, asks.map(({ options }) => options.length)])).toEqual([['warning', [2]], ['warning', []]])
  expect(rows[0]?.reasons.join()).toContain('台账里有相像的人：王芳（冀检救助〔2021〕1号；姓名相同、出生日期相同）')
  const yes = rows[0]?.asks[0]?.options[0]?.mends[0]
  if (yes?.kind !== 'samePerson') throw new Error('no person is offered')
  const answered = await bringIn(path, [{ ...yes, row: 2 }])
  expect(answered.rows[0]).toMatchObject({ mended: true, asks: [] })
  expect((await people('王芳')).map(({ cases }) => cases.map(({ caseNumber }) => caseNumber).sort())).toEqual(expect.arrayContaining([['冀检救助〔2021〕1号', '冀检救助〔2022〕1号'], ['冀检救助〔2022〕2号']]))
  const caseId = (await people('王芳')).flatMap(({ cases }) => cases).find(({ caseNumber }) => caseNumber === '冀检救助〔2022〕1号')?.id ?? ''
  expect((await book.ok('caseGet', { id: caseId })).remark).toBe('台账所载王芳：电话 13900000009')
  // Nothing was built on it: the batch goes as it came.
  const [batch] = await book.ok('importBatches', undefined)
  await book.ok('importTakeBack', { id: batch?.id ?? '', version: batch?.version ?? 0, reason: '核对后重新导入' })
  expect((await people('王芳')).flatMap(({ cases }) => cases)).toHaveLength(1)
})

it('takes a no for a no, and points at what may be the same case under another number', async () => {
  const path = file('2023.csv', '冀检救助〔2023〕1号,2021-01-05,王芳,1990-01-01,,13900000001,急需救治,20000,2021-01-20', '冀检救助〔2023〕2号,2021-01-05,李强,,131002199001011216,,急需救治,10000,2021-01-20')
  const { rows } = await book.ok('importDryRun', { file: 'ledger', mends: [{ row: 2, kind: 'otherPerson' }] }, { ledger: path })
  expect(rows[0]?.reasons.join()).not.toContain('相像')
  const same = rows[1]?.asks.find(({ like }) => like === 'sameCase')
  expect(same?.question).toContain('可能是同一案件')
  const leave = same?.options[0]?.mends[0]
  if (leave?.kind !== 'leaveOut') throw new Error('leaving out is not offered')
  const after = await book.ok('importDryRun', { file: 'ledger', mends: [{ row: 2, kind: 'otherPerson' }, { ...leave, row: 3 }] }, { ledger: path })
  expect(after.toImport).toMatchObject({ cases: 1, people: 1 })
})

it('offers while somebody is typed who may be meant, although the name or the number has a slip', async () => {
  const found = async (typed: { name: string; paperNumber?: string; phone?: string }) => (await book.ok('personFind', { paperNumber: '', ...typed })).map(({ name }) => name)
  expect(await found({ name: '王方', phone: '139 0000 0001' })).toEqual(['王芳'])
  expect(await found({ name: '王方' })).toEqual([])
  // The last sign but one of the number is another.
  expect(await found({ name: '李强', paperNumber: '131002199001011216' })).toEqual(['李强'])
  expect(await found({ name: '李蔷', paperNumber: '131002199001011226' })).toEqual(['李强'])
  expect(await found({ name: '赵六', phone: '13900000001' })).toEqual([])
})
