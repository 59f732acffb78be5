import { describe, expect, it } from 'vitest'
import { compareVersions } from './compareVersions.ts'
import { date, long, plain } from './recordFields.ts'

const visitFields = [date('doneOn', '实际回访日期'), plain('visitors', '回访人'), long('findings', '回访情况')]
const base = { doneOn: '2023-11-15', visitors: null as string | null, findings: '已复学' }

describe('compareVersions', () => {
  it('finds nothing to ask where the other save did not touch the form', () => {
    const mine = { ...base, findings: '已复学，成绩稳定' }
    expect(compareVersions(visitFields, base, mine, { ...base, visitors: '' })).toEqual({ changed: [], clashing: [], merged: mine })
  })

  it('keeps both changes where they touch different fields, and shows theirs', () => {
    const mine = { ...base, findings: '已复学，成绩稳定' }
    const { changed, clashing, merged } = compareVersions(visitFields, base, mine, { ...base, visitors: '甲、乙' })
    expect(changed.map(({ path }) => path)).toEqual(['visitors'])
    expect(clashing).toEqual([])
    expect(merged).toEqual({ ...mine, visitors: '甲、乙' })
  })

  it('asks where both changed the same field differently, and keeps what was typed until then', () => {
    const mine = { ...base, findings: '甲' }
    const { clashing, merged } = compareVersions(visitFields, base, mine, { ...base, findings: '乙' })
    expect(clashing.map(({ path }) => path)).toEqual(['findings'])
    expect(merged.findings).toBe('甲')
  })
})
