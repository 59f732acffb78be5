import { expect, it } from 'vitest'
import { newDefinition, ownFaults, ownSummary } from './ownChoice.ts'

it('an own report is summed up in one line', () => {
  expect(ownSummary({ ...newDefinition(), columns: 'category' })).toBe('行：月份 · 列：救助情形 · 件、人、决定额（元）、发放额（元） · 按决定日期 · 筛选：决定')
})

it('says what is missing before it can be made', () => {
  expect(ownFaults(newDefinition())).toEqual([])
  const faults = ownFaults({ ...newDefinition(), columns: 'month', measures: [], filters: [{ dimension: 'outcome', values: [] }] })
  expect(faults.map(({ path }) => path)).toEqual(['definition.columns', 'definition.measures', 'definition.filters.0.values'])
})
