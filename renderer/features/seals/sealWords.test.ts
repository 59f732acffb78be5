import { expect, it } from 'vitest'
import type { LaterChange, MovedCell, SealComparison } from '../../../db/domain/sealModel.ts'
import { causeText, changeText, foundText, movedText } from './sealWords.ts'

const change: LaterChange = { seq: 1, at: '2024-01-01T00:00:00Z', who: '李某', action: '修改决定', reason: '更正笔误', cases: [], leads: [], details: [], more: 0, cells: [0] }
const cell: MovedCell = { cell: { table: 'totals', row: 'granted', column: 'decidedFen' }, table: '总体情况', row: '给予救助', column: '决定额（元）', unit: 'fen', before: 1_000_000, after: 900_000, differences: [0] }
const difference = { kind: 'changed' as const, key: 'recipient:1', before: null, after: null, changes: [0], byTime: false }

it('says by how much a figure moved', () => {
  expect(changeText(1_000_000, 900_000, 'fen')).toBe('－1,000.00')
  expect(changeText(3, 5, 'count')).toBe('＋2')
  expect(changeText(3, 3, 'count')).toBe('数值未变')
  expect(changeText(null, 5, 'permille')).toBe('—')
})

it('says what a comparison found and what it could not explain', () => {
  const nothing = { cells: [], differences: [], changes: [], unexplained: 0 } as unknown as SealComparison
  expect(foundText(nothing)).toBe('与现在的台账一致，没有变化')
  expect(foundText({ ...nothing, changes: [change] })).toContain('1 项改动涉及计入的记录')
  expect(foundText({ ...nothing, cells: [cell], differences: [difference], changes: [change], unexplained: 1 })).toBe('有 1 个数字变化，1 条记录不同，涉及定稿以后的 1 项改动；其中 1 条记录的变化在操作记录里找不到由来')
})

it('names the figures a change moves and the cause of a difference', () => {
  expect(movedText(change, [cell])).toBe('影响 1 个数字：总体情况·给予救助·决定额（元）')
  expect(movedText({ ...change, cells: [] }, [cell])).toBe('没有改变数字')
  expect(causeText(difference, [change])).toBe('李某 修改决定：更正笔误')
  expect(causeText({ ...difference, changes: [] }, [])).toContain('找不到由来')
  expect(causeText({ ...difference, changes: [], byTime: true }, [])).toContain('没有人改动')
})
