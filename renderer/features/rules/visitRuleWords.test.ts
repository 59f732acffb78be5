import { describe, expect, it } from 'vitest'
import { checkReference } from '../../../db/domain/referenceValues.ts'
import type { VisitRule } from '../../../db/domain/reference.ts'
import { builtInVisitRule } from '../../../db/domain/visitRule.ts'
import { visitRuleFields, visitRuleText } from './visitRuleWords.ts'

const wrongPaths = (value: VisitRule) => {
  const checked = checkReference('visit', { key: 'visit', effectiveFrom: '2026-11-22', value })
  return 'faults' in checked ? checked.faults.map(({ path }) => path) : []
}

describe('the visit rule as it is set', () => {
  it('asks for every figure, within what the operation takes', () => {
    expect(visitRuleFields.map(({ key }) => key).sort()).toEqual(Object.keys(builtInVisitRule).sort())
    for (const { key, least, most } of visitRuleFields) {
      expect([...wrongPaths({ ...builtInVisitRule, [key]: least }), ...wrongPaths({ ...builtInVisitRule, [key]: most })]).toEqual([])
      expect(wrongPaths({ ...builtInVisitRule, [key]: least - 1 })).toEqual([`value.${key}`])
      expect(wrongPaths({ ...builtInVisitRule, [key]: most + 1 })).toEqual([`value.${key}`])
    }
  })
  it('is said in words', () => {
    expect(visitRuleText(builtInVisitRule)).toBe('首次发放后 90 天回访，以后每 6 个月一次，共 2 次；未成年人首次发放后 60 天回访，以后每 3 个月一次，共 4 次')
    expect(visitRuleText({ ...builtInVisitRule, times: 0, minorTimes: 1 })).toBe('不安排；未成年人首次发放后 60 天回访一次')
  })
})
