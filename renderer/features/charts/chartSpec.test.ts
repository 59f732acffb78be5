import { expect, it } from 'vitest'
import type { Report } from '../../../db/domain/reportModel.ts'
import { annualReport, moneyRow, moneyTable } from '../reports/testReports.ts'
import { chartsOf } from './chartSpec.ts'

const months = moneyTable('month', '按月份统计', [moneyRow('2023-01', '2023年1月', 1, 1, 2_000_000, 0), moneyRow('2023-02', '2023年2月', 0, 0, 0, 1_500_001)])
const report: Report = { ...annualReport, tables: [months, moneyTable('category', '按救助情形统计', [moneyRow('injury', '重伤', 3, 4, 1, 1)])] }

it('draws the figures of the table and says them in words', () => {
  expect(chartsOf(report)).toEqual([
    {
      table: 'month',
      title: '按月份统计',
      shape: 'trend',
      stacked: false,
      unit: 'fen',
      categories: ['1月', '2月'],
      series: [{ name: '决定额（万元）', values: [2_000_000, 0] }, { name: '发放额（万元）', values: [0, 1_500_001] }],
      description: '按月份统计图。决定额（万元）：2023年1月 2，2023年2月 0。发放额（万元）：2023年1月 0，2023年2月 1.500001。',
    },
  ])
})

it('says the year of its months only where they are of several', () => {
  const over = moneyTable('month', '按月份统计', [moneyRow('2022-12', '2022年12月', 1, 1, 1, 0), moneyRow('2023-01', '2023年1月', 1, 1, 1, 0)])
  expect(chartsOf({ ...report, tables: [over] })[0]?.categories).toEqual(['2022年12月', '2023年1月'])
  const years = moneyTable('month', '按年度', [moneyRow('2022', '2022年', 1, 1, 1, 0), moneyRow('2023', '2023年', 1, 1, 1, 0)])
  expect(chartsOf({ ...report, tables: [years] })[0]?.categories).toEqual(['2022年', '2023年'])
})

it('draws nothing of one row, of too many, or of noughts', () => {
  const many = Array.from({ length: 41 }, (_, index) => moneyRow(String(index), `第${index}行`, 1, 1, 1, 1))
  for (const rows of [[moneyRow('a', '甲', 1, 1, 1, 1)], many, [moneyRow('a', '甲', 0, 0, 0, 0), moneyRow('b', '乙', 0, 0, 0, 0)]]) expect(chartsOf({ ...report, tables: [moneyTable('month', '月', rows)] })).toEqual([])
})

it('draws an own report over time where its rows are times, otherwise as parts', () => {
  const own = (heading: string): Report => ({ ...report, ask: { ...report.ask, kind: 'own' }, tables: [{ ...months, key: 'own', heading }] })
  expect(chartsOf(own('月份'))[0]).toMatchObject({ shape: 'trend', series: [{ name: '件数（件）', values: [1, 0] }] })
  expect(chartsOf(own('承办人'))[0]?.shape).toBe('parts')
})
