import { describe, expect, it } from 'vitest'
import type { ImportReport } from '../../../db/operations/contract.ts'
import { alsoFound, columnsSummary, comparison, filtersOf, firstFilter, importGood, leftOut, refusedFileName, rowsOf, verdict } from './importWords.ts'
import type { RowKind } from './importWords.ts'

function report(kinds: RowKind[], change: Partial<ImportReport> = {}): ImportReport {
  const rows = kinds.map((kind, index) => ({ row: index + 3, kind, reasons: kind === 'ok' ? [] : ['原因'], stops: [], asks: [], mended: false, cells: [], becomes: [], understood: null }))
  return {
    fileName: '台账.xlsx',
    fileSha256: '0'.repeat(64),
    sheet: '台账',
    columns: [
      { heading: '救助案号', meaning: '救助案号', index: 0 },
      { heading: '家庭情况', meaning: null, index: 1 },
    ],
    sheets: [{ name: '台账', rows: kinds.length + 2, ledger: true }],
    samples: [[], []],
    remembered: false,
    missing: [],
    good: { cases: 36, people: 39, fen: 86_300_000 },
    refused: [],
    rows,
    totals: { cases: 34, people: 37, fen: 86_300_000, refusedCases: 2, refusedPeople: 2, typical: 1, visited: 0, fileTotalFen: 86_300_000 },
    toImport: { cases: 36, people: 39, fen: 86_300_000 },
    blocking: kinds.filter((kind) => kind === 'error' || kind === 'needs-decision').length,
    alreadyImported: false,
    ...change,
  }
}

describe('the file total', () => {
  const withTotal = (fileTotalFen: number | null) => comparison(report([], { totals: { ...report([]).totals, fileTotalFen } }))
  it('agrees to the fen or is named with the difference', () => {
    expect(withTotal(86_300_000)).toEqual({ state: 'same', file: '86.3 万元', text: '与识别合计一致' })
    expect(withTotal(86_300_001)).toMatchObject({ state: 'different', file: '86.300001 万元', text: '识别合计少 0.01 元，请核对' })
    expect(withTotal(86_000_000).text).toBe('识别合计多 3,000.00 元，请核对')
    expect(withTotal(null).state).toBe('none')
  })
  it('cannot agree while rows are to be mended, and says so', () => {
    const { totals } = report([])
    expect(comparison(report(['error'], { totals: { ...totals, fileTotalFen: 90_000_000 } })).text).toBe('识别合计少 37,000.00 元，要改的 1 行没有计入')
  })
})

describe('rows', () => {
  const { rows } = report(['ok', 'error', 'needs-decision', 'warning', 'skip', 'ok'])
  it('are counted by kind, and every filter shows as many as it says', () => {
    expect(filtersOf(rows).map(({ label, count }) => `${label} ${count}`)).toEqual(['全部 6', '要先改好 2', '有错误 1', '需要决定 1', '提示 1', '可导入 2', '跳过 1'])
    for (const { filter, count } of filtersOf(rows)) expect(rowsOf(rows, filter)).toHaveLength(count)
  })
  it('have no filter without rows', () => {
    expect(filtersOf(report(['ok', 'error']).rows).map(({ filter }) => filter)).toEqual(['all', 'error', 'ok'])
  })
  it('open with what has to be mended', () => {
    expect(firstFilter(report(['ok', 'error']))).toBe('blocking')
    expect(firstFilter(report(['ok', 'warning']))).toBe('all')
  })
})

describe('the verdict', () => {
  it('stops while a row has to be mended, and says what to do', () => {
    expect(verdict(report(['ok', 'error', 'needs-decision']))).toMatchObject({ can: false, tone: 'stop', title: expect.stringContaining('2 行') })
  })
  it('offers the good rows where there are any', () => {
    const some = report(['ok', 'error'])
    expect(importGood(some)).toBe('先导入 36 件 39 人')
    expect(verdict(some).text).toContain('可以先导入其余 36 件 39 人，救助金 863,000.00 元')
    const none = report(['error'], { good: { cases: 0, people: 0, fen: 0 } })
    expect(importGood(none)).toBeNull()
    expect(verdict(none).text).not.toContain('先导入')
    expect(importGood(report(['ok']))).toBeNull()
  })
  it('asks for the column that a ledger needs before anything else', () => {
    const { can, tone, title } = verdict(report([], { missing: ['救助对象姓名'] }))
    expect({ can, tone, title }).toEqual({ can: false, tone: 'stop', title: '还没有认出救助对象姓名，所以一行也没有读' })
  })
  it('says that a file is in the casebook already', () => {
    const none = { cases: 0, people: 0, fen: 0 }
    expect(verdict(report(['skip'], { alreadyImported: true, toImport: none }))).toMatchObject({ can: false, tone: 'plain', title: expect.stringContaining('已经导入过') })
    expect(verdict(report(['skip'], { toImport: none })).can).toBe(false)
  })
  it('names what it would write, and says once that history makes no duties', () => {
    const { can, title, text } = verdict(report(['ok', 'warning']))
    expect(can).toBe(true)
    expect(title).toBe('可以导入：36 件 39 人，救助金 863,000.00 元')
    expect(text).toContain('不产生待办')
    expect(text).toContain('1 行带提示')
  })
})

describe('the rows left out', () => {
  it('are counted with the good ones of their cases', () => {
    expect(leftOut({ refused: [3, 4], blocking: 2 }, false)).toMatch(/^2 行要改好后才能导入。/)
    expect(leftOut({ refused: [3, 4, 5], blocking: 2 }, true)).toMatch(/^还有 3 行没有导入（其中 1 行本身没有问题/)
  })
  it('are saved under the name of their file', () => {
    expect(refusedFileName('救助台账 2019.xls')).toBe('救助台账 2019（未导入的行）.xlsx')
    expect(refusedFileName('台账')).toBe('台账（未导入的行）.xlsx')
  })
})

describe('what else was found', () => {
  it('is named where there is any', () => {
    expect(alsoFound(report([]))).toEqual(['不予救助 2 件 2 人', '典型案例 1 件'])
    expect(columnsSummary(report([]))).toBe('认出 1 列，另有 1 列不导入：家庭情况')
    const kept = ['年龄', '村', '组', '年度', '编号'].map((heading, index) => ({ heading, meaning: '记入记事', index: index + 2 }))
    expect(columnsSummary({ columns: [...report([]).columns, ...kept] })).toBe('认出 1 列，另有 5 列记入记事：年龄、村、组、年度等；1 列不导入：家庭情况')
  })
})
