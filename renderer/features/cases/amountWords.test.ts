import { describe, expect, it } from 'vitest'
import { capText, monthsOf, uncovered, wageLines } from './amountWords.ts'

describe('the amount helper', () => {
  it('says an amount in months of the wage, to a tenth', () => {
    expect(monthsOf(5_000_000, 825_758)).toBe('6.1')
    expect(monthsOf(29_727_300, 825_758)).toBe('36.0')
  })

  it('says nothing where amount or wage is missing or unreadable', () => {
    expect([monthsOf(null, 1), monthsOf(Number.NaN, 1), monthsOf(100, null), monthsOf(0, 100)]).toEqual([null, null, null, null])
  })

  it('shows how the cap came about (99,091 × 36 ÷ 12, rounded once)', () => {
    expect(capText({ cap: { fen: 29_727_300, wageYear: 2024, annual: 99_091, months: 36, derived: false } })).toBe('2024 年平均工资 99,091 元 × 36 个月 ÷ 12 = 297,273.00 元')
    // Published in May or June of the next year; until it is entered the last one is used.
    const older = { fen: 29_727_300, wageYear: 2024, annual: 99_091, months: 36, derived: false }
    expect(capText({ cap: older }, '2026-05-13')).toContain('2025 年的平均工资还没有公布或录入，按最近一年的计算')
    expect(capText({ cap: older }, '2025-12-31')).not.toContain('还没有录入')
    expect(capText({ cap: null })).toContain('系统 · 工资与救助限额')
  })

  it('puts the two series of a year side by side, newest year first', () => {
    const wages = [
      { year: 2023, series: 'employed' as const, yuan: 94_818, derived: true },
      { year: 2024, series: 'onPost' as const, yuan: 99_091, derived: false },
      { year: 2024, series: 'employed' as const, yuan: 97_046, derived: false },
    ]
    expect(wageLines(wages)).toEqual([
      { year: 2024, employed: '97,046', onPost: '99,091' },
      { year: 2023, employed: '94,818（推算）', onPost: '—' },
    ])
  })

  it('takes what was obtained already from the damage', () => {
    expect(uncovered({ damageFen: 10_000, compensationFen: 3_000, otherHelpFen: null })).toBe(7_000)
    expect(uncovered({ damageFen: 1_000, compensationFen: 3_000, otherHelpFen: 500 })).toBe(-2_500)
    expect(uncovered({ damageFen: null, compensationFen: 3_000, otherHelpFen: null })).toBeNull()
    expect(uncovered({ damageFen: 10, compensationFen: Number.NaN, otherHelpFen: null })).toBeNull()
  })
})
