import { describe, expect, it } from 'vitest'
import { figureText } from '../../../db/domain/figureText.ts'
import type { Report } from '../../../db/domain/reportModel.ts'
import { figureName, findFigure } from './figureCells.ts'
import { headlineOf } from '../../../db/domain/headline.ts'
import { annualReport } from './testReports.ts'

const visits: Report = {
  ask: { kind: 'visits', period: { from: '2023-01-01', to: '2023-12-31' }, basis: 'decided' },
  title: '回访情况',
  officeName: '某院',
  sentence: null,
  notes: [],
  tables: [{ key: 'way', title: '按方式', note: '', heading: '方式', exclusive: true, columns: [{ key: 'share', label: '按期率', unit: 'permille' }], rows: [{ key: 'a/b', label: '上门', values: { share: 988 } }], total: { key: '*', label: '合计', values: { share: null } } }],
}

describe('cells', () => {
  it('are found again by their name, whatever the row is called', () => {
    const cell = { table: 'way', row: 'a/b', column: 'share' }
    expect(findFigure(visits, figureName(cell))).toMatchObject({ cell, title: '按方式：上门', figures: '按期率 98.8%' })
    expect(findFigure(visits, 'way/share/*')).toMatchObject({ figures: '按期率 —' })
    for (const table of annualReport.tables) {
      for (const row of table.rows) {
        for (const column of table.columns) {
          const own = { table: table.key, row: row.key, column: column.key }
          expect(findFigure(annualReport, figureName(own))?.cell).toEqual(own)
        }
      }
    }
    expect(findFigure(annualReport, 'charge/paidFen/text:寻衅/滋事')).toMatchObject({ title: '原案案由：寻衅/滋事', figures: '发放额（元） -12,350.00', note: '按发放日期' })
    expect(findFigure(annualReport, 'visit/events/phone')?.figures).toBe('次 3')
    expect(findFigure(annualReport, 'totals/decidedFen/granted')).toMatchObject({ title: '给予救助', figures: '1 件 2 人 1 户 1.23 万元', note: '按决定日期' })
  })
  it('that this report does not have are nothing', () => {
    for (const name of ['way/share/c', 'x', null, undefined, '', 'charge/cases/none', 'totals/cases/other', 'visit/events/*', ['charge/cases/injury']]) expect(findFigure(name === 'way/share/c' ? visits : annualReport, name)).toBeNull()
  })
  it('are said in their units, rounded once', () => {
    expect([figureText(12, 'count'), figureText(2_000_000, 'fen'), figureText(235, 'days'), figureText(1000, 'permille'), figureText(-750, 'permille'), figureText(null, 'days')]).toEqual(['12', '20,000.00', '23.5', '100.0%', '-75.0%', '—'])
  })
})

describe('headline', () => {
  const [totals] = annualReport.tables
  const headline = totals ? headlineOf(totals) : []
  it('opens what has records, also where only money went back', () => {
    expect(headline.map(({ key, empty, cell }) => [key, empty, cell.column])).toEqual([
      ['accepted', false, 'cases'],
      ['granted', false, 'decidedFen'],
      ['refused', true, 'cases'],
      ['paid', false, 'paidFen'],
      ['joint', true, 'jointFen'],
      ['typical', true, 'cases'],
    ])
  })
  it('shows 万元 exactly', () => {
    expect(headline.map(({ parts }) => parts.map(({ value, unit }) => value + unit).join(''))).toEqual(['2件3人', '1件2人1户1.23万元', '0件0人', '0件0人-0.005万元', '0件0万元', '0件'])
  })
})
