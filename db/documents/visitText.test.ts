import { expect, it } from 'vitest'
import { testMeasure, testVisit } from '../domain/testCaseWork.ts'
import { carriedOutText, visitFindings } from './visitText.ts'

it('the signed record of a visit tells its findings by subject', () => {
  expect(visitFindings(testVisit)).toBeNull()
  expect(visitFindings({ ...testVisit, findings: '生活稳定' })).toBe('生活稳定')
  expect(visitFindings({ ...testVisit, findings: '生活稳定。', living: '低保', schooling: '初二' })).toBe('生活稳定。生活：低保。就学：初二。')
  expect(visitFindings({ ...testVisit, health: '康复中' })).toBe('健康：康复中。')
})

it('a measure is told as the visit found it, otherwise as it is recorded', () => {
  const visit = { measuresChecked: [{ measureId: 'm1', carriedOut: 'partly' as const, note: null }] }
  expect(carriedOutText(visit, { ...testMeasure, doneOn: '2024-01-01' })).toBe('部分落实')
  expect(carriedOutText(null, { ...testMeasure, doneOn: '2024-01-01' })).toBe('已落实')
  expect(carriedOutText(undefined, { ...testMeasure, refusedOn: '2024-01-01' })).toBe('没有同意')
  expect(carriedOutText(visit, { ...testMeasure, id: 'm2' })).toBe('尚未落实')
})
