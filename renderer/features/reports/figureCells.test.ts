import { expect, it } from 'vitest'
import { figureText } from '../../../db/domain/figureText.ts'
import type { WorkReport } from '../../../db/domain/figureModel.ts'
import { figureName, findFigure } from './figureCells.ts'

const report: WorkReport = {
  kind: 'visits',
  title: '回访情况',
  officeName: '某院',
  period: { from: '2023-01-01', to: '2023-12-31' },
  notes: [],
  tables: [{ key: 'way', title: '按方式', note: '', heading: '方式', columns: [{ key: 'share', label: '按期率', unit: 'permille' }], rows: [{ key: 'a/b', label: '上门', values: { share: 988 } }], total: { key: '*', label: '合计', values: { share: null } } }],
}

it('a figure is found again by its name, whatever its row is called', () => {
  const cell = { table: 'way', row: 'a/b', column: 'share' }
  expect(findFigure(report, figureName(cell))).toMatchObject({ cell, title: '按方式：上门', figures: '按期率 98.8%' })
  expect(findFigure(report, 'way/share/*')).toMatchObject({ figures: '按期率 —' })
  expect([findFigure(report, 'way/share/c'), findFigure(report, 'x'), findFigure(report, null)]).toEqual([null, null, null])
})

it('figures are said in their units, rounded once', () => {
  expect([figureText(12, 'count'), figureText(2_000_000, 'fen'), figureText(235, 'days'), figureText(1000, 'permille'), figureText(-750, 'permille'), figureText(null, 'days')]).toEqual(['12', '20,000.00', '23.5', '100.0%', '-75.0%', '—'])
})
