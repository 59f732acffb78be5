import { describe, expect, it } from 'vitest'
import type { AnnualReport } from '../../../db/domain/reportModel.ts'
import { ALL_ROWS, cellName, findCell, headlineOf, totalOf } from './reportTable.ts'

const report: AnnualReport = {
  period: { from: '2023-01-01', to: '2023-12-31' },
  basis: 'paid',
  officeName: '某某县人民检察院',
  totals: { accepted: { cases: 2, people: 3 }, granted: { cases: 1, people: 2, households: 1, fen: 1_230_000 }, refused: { cases: 0, people: 0 }, paid: { cases: 0, people: 0, fen: -5_000 }, joint: { cases: 0, fen: 0 }, typical: 0 },
  tables: [
    {
      key: 'charge',
      title: '原案案由',
      exclusive: true,
      note: '',
      rows: [
        { key: 'injury', label: '故意伤害', cases: 1, people: 2, decidedFen: 1_230_000, paidFen: 1_230_000, events: 0 },
        { key: 'text:寻衅/滋事', label: '寻衅/滋事', cases: 0, people: 0, decidedFen: 0, paidFen: -1_235_000, events: 0 },
      ],
    },
    { key: 'visit', title: '回访情况', exclusive: false, note: '', rows: [{ key: 'phone', label: '电话', cases: 1, people: 2, decidedFen: 0, paidFen: 0, events: 3 }] },
  ],
  sentence: '',
  notes: [],
}

describe('headline', () => {
  it('opens what has records, also where only money went back', () => {
    expect(headlineOf(report.totals).map(({ key, empty }) => [key, empty])).toEqual([
      ['accepted', false],
      ['granted', false],
      ['refused', true],
      ['paid', false],
      ['joint', true],
      ['typical', true],
    ])
  })
  it('shows 万元 exactly', () => {
    const text = headlineOf(report.totals).map(({ parts }) => parts.map(({ value, unit }) => value + unit).join(''))
    expect(text).toEqual(['2件3人', '1件2人1户1.23万元', '0件0人', '0件0人-0.005万元', '0件0万元', '0件'])
  })
})

describe('cells', () => {
  it('are found by the name they have in the address, whatever the row is called', () => {
    for (const table of report.tables) {
      for (const row of table.rows) {
        expect(findCell(report, cellName({ table: table.key, row: row.key }))?.cells).toEqual([{ table: table.key, row: row.key }])
      }
    }
    expect(findCell(report, 'charge/text:寻衅/滋事')?.figures).toBe('0 件 · 0 人 · 决定 0.00 元 · 发放 -12,350.00 元')
    expect(findCell(report, 'visit/phone')?.figures).toBe('3 次 · 1 件 · 2 人')
    expect(findCell(report, 'totals/granted')).toMatchObject({ title: '给予救助', figures: '1 件 2 人 1 户 1.23 万元', note: '按决定日期' })
  })
  it('of a total open all rows, of overlapping tables none', () => {
    expect(findCell(report, `charge/${ALL_ROWS}`)?.cells).toHaveLength(2)
    expect(findCell(report, `visit/${ALL_ROWS}`)).toBeNull()
  })
  it('that this report does not have are nothing', () => {
    for (const name of [undefined, '', 'x', 'charge/none', 'totals/other', ['charge/injury']]) expect(findCell(report, name)).toBeNull()
  })
  it('of a total are the sums', () => {
    const [charges] = report.tables
    expect(charges && totalOf(charges)).toMatchObject({ cases: 1, people: 2, decidedFen: 1_230_000, paidFen: -5_000 })
  })
})
