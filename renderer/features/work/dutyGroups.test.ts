import { describe, expect, it } from 'vitest'
import type { Duty } from '../../../db/domain/records.ts'
import { dueText, dutyGroups } from './dutyGroups.ts'

const duty = (officerName: string | null, dueOn: string | null, text: string) => ({ officerName, dueOn, text }) as Duty

describe('dutyGroups', () => {
  it('puts the reader first, cases of nobody last, and counts what is overdue', () => {
    const groups = dutyGroups(
      [duty('乙', '2026-01-01', 'a'), duty(null, null, 'b'), duty('甲', null, 'c'), duty('丙', null, 'd'), duty('乙', '2026-03-01', 'e')],
      '甲',
      '2026-02-01',
    )
    expect(groups.map(({ officer, overdue, duties }) => [officer, overdue, duties.map(({ text }) => text).join('')])).toEqual([
      ['甲', 0, 'c'],
      ['乙', 1, 'ae'],
      ['丙', 0, 'd'],
      [null, 0, 'b'],
    ])
  })

  it('says how far off a day is', () => {
    expect(['2026-01-30', '2026-02-01', '2026-02-04', null].map((date) => dueText(date, '2026-02-01'))).toEqual(['逾期 2 天', '今天到期', '还有 3 天', ''])
  })
})
