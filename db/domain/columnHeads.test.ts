import { expect, it } from 'vitest'
import { columnHeads, groupHeads } from './columnHeads.ts'

const columns = ['某 镇 件', '某 镇 决定额（元）', '合计 件'].map((label, index) => ({ key: `c${index}`, label, unit: 'count' as const }))

it('heads the measures of an own report by the values they stand under', () => {
  const heads = columnHeads({ key: 'own', columns })
  expect(heads.map(({ group, label }) => [group, label])).toEqual([['某 镇', '件'], ['某 镇', '决定额（元）'], ['合计', '件']])
  expect(groupHeads(heads).map(({ group, span, from, to }) => [group, span, from, to])).toEqual([['某 镇', 2, 'c0', 'c1'], ['合计', 1, 'c2', 'c2']])
})

it('leaves every other table one row of headings', () => {
  const heads = columnHeads({ key: 'month', columns })
  expect(heads.map(({ group, label }) => [group, label])).toEqual([[null, '某 镇 件'], [null, '某 镇 决定额（元）'], [null, '合计 件']])
  expect(groupHeads(heads)).toHaveLength(3)
})
