import { describe, expect, it } from 'vitest'
import type { Ask, ImportRowReport, RowMend } from '../../../db/operations/contract.ts'
import { alike, answered, changedCells, faultsAt, nextStop, withMends, withoutRow } from './rowMends.ts'

const ask: Ask = { like: 'category/其它', question: '？', options: [{ label: '其他', mends: [{ kind: 'cell', column: 5, text: '其他' }] }] }
const row = (number: number, more: Partial<ImportRowReport> = {}): ImportRowReport => ({ row: number, kind: 'ok', reasons: [], stops: [], asks: [], mended: false, cells: [], becomes: [], understood: null, ...more })
const rows = [row(3, { stops: ['金额：看不懂'] }), row(4), row(5, { stops: ['？'], asks: [ask] }), row(8, { stops: ['？'], asks: [ask] })]

describe('what is said of rows', () => {
  it('takes the place of what was said before of the same thing', () => {
    const first: RowMend[] = [{ row: 3, kind: 'cell', column: 5, text: '甲' }, { row: 3, kind: 'sameCase' }, { row: 4, kind: 'leaveOut' }]
    expect(withMends(first, [{ row: 3, kind: 'cell', column: 5, text: '乙' }, { row: 3, kind: 'ownCase' }, { row: 3, kind: 'cell', column: 6, text: '丙' }])).toEqual([
      { row: 3, kind: 'cell', column: 5, text: '乙' },
      { row: 3, kind: 'ownCase' },
      { row: 4, kind: 'leaveOut' },
      { row: 3, kind: 'cell', column: 6, text: '丙' },
    ])
    expect(withoutRow(first, 3)).toEqual([{ row: 4, kind: 'leaveOut' }])
  })

  it('holds for one row or for all alike, but people are those of their own row', () => {
    const both = [{ row: 5, ask }, { row: 8, ask }]
    expect(alike({ rows }, ask)).toEqual(both)
    expect(answered(ask, 0, 5, both, [])).toEqual([{ row: 5, kind: 'cell', column: 5, text: '其他' }, { row: 8, kind: 'cell', column: 5, text: '其他' }])
    const people = [{ name: '甲', paper: '', amount: '1' }, { name: '乙', paper: '', amount: '2' }]
    const several: Ask = { like: 'people', question: '？', options: [{ label: '', mends: [{ kind: 'people', people: [] }] }] }
    expect(answered(several, 0, 5, [{ row: 5, ask: several }, { row: 8, ask: several }], people)).toEqual([{ row: 5, kind: 'people', people }])
  })

  it('means in each row what it says there', () => {
    const own = { label: '是另一案件，没有案号', mends: [{ kind: 'ownCase' as const }] }
    const month = (text: string): Ask => ({ like: 'month', question: '？', options: [{ label: `按 ${text} 登记`, mends: [{ kind: 'cell', column: 3, text }] }, { label: '日期留空', mends: [{ kind: 'cell', column: 3, text: '' }] }] })
    const same = (above: number): Ask => ({ like: 'case', question: '？', options: [{ label: `与第 ${above} 行是同一案件`, mends: [{ kind: 'sameCase' }] }, own] })
    const first: Ask = { like: 'case', question: '？', options: [own] }
    expect(answered(month('2021-03-01'), 0, 5, [{ row: 5, ask: month('2021-03-01') }, { row: 8, ask: month('2021-05-01') }], [])).toEqual([{ row: 5, kind: 'cell', column: 3, text: '2021-03-01' }, { row: 8, kind: 'cell', column: 3, text: '2021-05-01' }])
    expect(answered(same(4), 0, 5, [{ row: 2, ask: first }, { row: 5, ask: same(4) }, { row: 8, ask: same(7) }], [])).toEqual([{ row: 5, kind: 'sameCase' }, { row: 8, kind: 'sameCase' }])
    expect(answered(same(4), 1, 5, [{ row: 2, ask: first }, { row: 5, ask: same(4) }], [])).toEqual([{ row: 2, kind: 'ownCase' }, { row: 5, kind: 'ownCase' }])
  })

  it('names the changed cells by their place in the file', () => {
    const columns = [{ heading: '甲', meaning: null, index: 1 }, { heading: '乙', meaning: null, index: 4 }]
    expect(changedCells({ columns }, { row: 7, cells: ['a', 'b'] }, ['a', ''])).toEqual([{ row: 7, kind: 'cell', column: 4, text: '' }])
    expect(faultsAt('金额', ['金额：看不懂', '金额（元）：另一列'])).toEqual(['看不懂'])
  })

  it('goes to the next row that stops, and round again', () => {
    expect([nextStop({ rows }, 3), nextStop({ rows }, 8), nextStop({ rows: [row(1)] }, 1)]).toEqual([5, 3, null])
  })
})
