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
    expect(alike({ rows }, ask)).toEqual([5, 8])
    const [option] = ask.options
    if (!option) throw new Error('no option')
    expect(answered(option, 5, [5, 8], [])).toEqual([{ row: 5, kind: 'cell', column: 5, text: '其他' }, { row: 8, kind: 'cell', column: 5, text: '其他' }])
    const people = [{ name: '甲', paper: '', amount: '1' }, { name: '乙', paper: '', amount: '2' }]
    expect(answered({ label: '', mends: [{ kind: 'people', people: [] }] }, 5, [5, 8], people)).toEqual([{ row: 5, kind: 'people', people }])
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
