import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { writeXlsx } from '../documents/xlsx.ts'
import { toGbk } from '../exchange/testGbk.ts'
import type { Input } from './contract.ts'
import { openReadyCasebook } from './testCasebook.ts'
import type { TestCasebook } from './testCasebook.ts'
import { caseInput, recipientInput } from './testContext.ts'

const folder = mkdtempSync(join(tmpdir(), 'casebook-cards-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const period = { from: '2023-01-01', to: '2023-12-31' }
const headings = ['统一受案号', '案号', '救助申请人姓名', '受理日期', '救助决定日期', '处理结果', '救助金额（万元）', '承办检察官']
const line = (number: string, name: string, more: Partial<Record<'accepted' | 'decided' | 'result' | 'amount' | 'officer', string>> = {}) => [number, '', name, more.accepted ?? '2023-01-05', more.decided ?? '2023-02-01', more.result ?? '给予救助', more.amount ?? '2', more.officer ?? '王检察官']

async function xlsx(name: string, lines: string[][]): Promise<string> {
  const path = join(folder, name)
  const columns = headings.map((label, index) => ({ key: String(index), label, kind: 'text' as const, width: 20 }))
  await writeXlsx(path, [{ name: '案卡', title: '国家司法救助案卡', orientation: 'landscape', subtitle: [], notes: [], columns, rows: lines.map((texts) => Object.fromEntries(texts.map((text, index) => [String(index), text]))) }])
  return path
}
function csv(name: string, lines: string[][]): string {
  const path = join(folder, name)
  writeFileSync(path, toGbk([headings, ...lines].map((texts) => texts.join(',')).join('\r\n')))
  return path
}

let book: TestCasebook
beforeEach(async () => {
  book = await openReadyCasebook()
  return () => book.destroy()
}, 60_000)

/** A case decided with that much, known by that number. */
async function relief(unified: string, name: string, amountFen: number): Promise<string> {
  const { id } = await book.ok('caseCreate', caseInput({ basics: { unifiedNumber: unified, acceptedOn: '2023-01-05', officerName: '王检察官' }, recipients: [recipientInput({ name })], late: true }))
  const file = await book.ok('caseGet', { id })
  await book.ok('decisionSave', { caseId: id, id: null, version: null, recipientId: file.recipients[0]?.id ?? '', fields: { kind: 'grant', amountFen, decidedOn: '2023-02-01', number: null, servedOn: null, reason: null, overCapReason: null } })
  return id
}
const load = async (path: string, more: Partial<Input<'cardLoad'>> = {}) => {
  const files = { cards: path }
  const { fileSha256, year } = await book.ok('cardTry', { file: 'cards', columns: more.columns ?? null }, files)
  return book.ok('cardLoad', { file: 'cards', fileSha256, year: year ?? 0, ...more }, files)
}
const differences = async () => (await book.ok('cardDifferences', { period })).map(({ kind, title, card, ours, reason }) => [kind, title, card, ours, reason])

describe('case cards of the business system', () => {
  it('are read from .xlsx and from a GBK .csv alike, 万元 by the heading; what cannot be used is told of', async () => {
    const lines = [line('J001', '张某'), line('J002', '李某', { result: '不予救助', amount: '' }), line('J003', '赵某', { decided: '二月三十', result: '待定' }), ['合计', '', '', '', '', '', '4', '']]
    const paths = [await xlsx('案卡.xlsx', lines), csv('案卡.csv', lines)]
    for (const path of paths) {
      const trial = await book.ok('cardTry', { file: 'cards', columns: null }, { cards: path })
      expect(trial.columns.map(({ meaning }) => meaning)).toEqual(['unified', 'caseNumber', 'name', 'acceptedOn', 'decidedOn', 'result', 'amount', 'officer'])
      expect(trial).toMatchObject({ cards: 3, fen: 4_000_000, year: 2023, missing: [], remembered: false })
      expect(trial.faults.map(({ why }) => why.slice(0, 4))).toEqual(['办理结果', '决定日期'])
    }
    expect(await book.fails('cardTry', { file: 'cards', columns: null }, { cards: csv('别的.csv', []).replace('别的', '没有') })).toMatchObject({ code: 'not-found' })
  })

  it('differ from the ledger in words of both sides; a reason stays after loading anew, for the same values only', async () => {
    await relief('J001', '张某', 2_000_000)
    await relief('J002', '李某', 1_500_000)
    await relief('J004', '孙某', 1_000_000)
    expect(await differences()).toEqual([])
    expect((await book.ok('report', { kind: 'cards', period, basis: 'decided' })).notes[0]).toContain('2023年度还没有登记案卡')

    const first = [line('J001', '张某'), line('J002', '李某'), line('J003', '赵某')]
    expect(await load(await xlsx('2023.xlsx', first))).toEqual({ cards: 3, replaced: 0 })
    const both = '受理 2023-01-05，决定 2023-02-01，给予救助，'
    expect(await differences()).toEqual([
      ['amount', 'J002', '20,000.00 元', '15,000.00 元', null],
      ['cardOnly', 'J003', `${both}20,000.00 元`, null, null],
      ['ledgerOnly', 'J004', null, `${both}10,000.00 元`, null],
    ])
    const [amount] = await book.ok('cardDifferences', { period })
    if (!amount) throw new Error('no difference')
    const { key, kind } = amount
    expect(await book.fails('cardReasonSave', { key, kind, version: null, reason: 'nonsense', remark: null })).toMatchObject({ code: 'invalid' })
    const saved = await book.ok('cardReasonSave', { key, kind, version: null, reason: 'joint', remark: '市院承担 5000 元' })
    expect(await book.fails('cardReasonSave', { key, kind, version: null, reason: 'basis', remark: null })).toMatchObject({ code: 'stale' })

    // The same file under the same year takes the place of the first; nothing doubles, the reason stays.
    expect(await load(csv('2023再次.csv', first))).toEqual({ cards: 3, replaced: 3 })
    expect((await differences()).map(([what, , , , reason]) => [what, reason])).toEqual([['amount', 'joint'], ['cardOnly', null], ['ledgerOnly', null]])
    const report = await book.ok('report', { kind: 'cards', period, basis: 'decided' })
    expect(report.tables[0]?.total?.values).toEqual({ events: 3, said: 1, unsaid: 2, cases: 2 })
    expect(report.tables[1]?.rows.map(({ label, values }) => [label, values['events']])).toEqual([['联合救助', 1], ['尚未说明', 2]])
    const records = await book.ok('reportRecords', { ask: report.ask, cell: { table: 'kind', row: 'amount', column: 'said' } })
    expect(records.map(({ personName, detail }) => [personName, detail])).toEqual([['李某', '金额不同 · 案卡：20,000.00 元 · 台账：15,000.00 元 · 原因：联合救助（市院承担 5000 元）']])

    // Other values are another difference.
    await load(await xlsx('2023改.xlsx', [line('J001', '张某'), line('J002', '李某', { amount: '1.8' }), line('J003', '赵某'), line('J004', '孙某', { amount: '1' })]))
    expect(await differences()).toEqual([['amount', 'J002', '18,000.00 元', '15,000.00 元', null], ['cardOnly', 'J003', `${both}20,000.00 元`, null, null]])
    await load(await xlsx('2023又.xlsx', first))
    expect((await differences())[0]?.[4]).toBe('joint')
    await book.ok('cardReasonSave', { key, kind, version: saved.version, reason: null, remark: null })
    expect((await differences())[0]?.[4]).toBeNull()
    const { rows } = await book.ok('auditList', { caseId: null })
    const said = rows.map(({ action }) => action).filter((action) => action.includes('案卡'))
    expect(said).toEqual(['撤回案卡差异说明', '登记2023年度案卡', '登记2023年度案卡', '登记2023年度案卡', '说明案卡差异', '登记2023年度案卡'])
    expect((await book.ok('cardLoads', undefined)).map(({ year, fileName, cards }) => [year, fileName, cards])).toEqual([[2023, '2023又.xlsx', 3]])
  }, 60_000)

  it('take columns as the officer says, remember them, and refuse a file that changed or cannot be understood', async () => {
    const lines = [line('J001', '张某')]
    const odd = csv('怪.csv', lines)
    writeFileSync(odd, toGbk(['甲号,乙,受理日期,救助决定日期,处理结果,丙', 'J001,张某,2023-01-05,2023-02-01,给予救助,王检察官'].join('\n')))
    const trial = await book.ok('cardTry', { file: 'cards', columns: null }, { cards: odd })
    expect(trial.missing).toEqual(['统一受案号、案号或姓名'])
    expect(await book.fails('cardLoad', { file: 'cards', fileSha256: trial.fileSha256, year: 2023 }, { cards: odd })).toMatchObject({ code: 'invalid' })
    const columns = trial.columns.map((column, index) => (index === 0 ? { ...column, meaning: 'unified' as const } : column))
    expect(await load(odd, { columns })).toEqual({ cards: 1, replaced: 0 })
    expect(await book.ok('cardTry', { file: 'cards', columns: null }, { cards: odd })).toMatchObject({ remembered: true, missing: [], cards: 1 })
    expect(await book.fails('cardLoad', { file: 'cards', fileSha256: '0'.repeat(64), year: 2023 }, { cards: odd })).toMatchObject({ code: 'conflict' })
  }, 60_000)
})
