import { describe, expect, it } from 'vitest'
import { changesNothing, knownUntil, linesOfYear, missingYear, newLines } from './dayLines.ts'
import type { DayLine } from './dayLines.ts'

const line = (key: string, through: string | null, off = true, id: string | null = null): DayLine => ({
  id,
  version: id && 1,
  kind: 'holiday',
  key,
  title: '',
  effectiveFrom: id && key,
  changedBy: id && '张',
  changedAt: id && '2026-01-01T00:00:00.000Z',
  value: { off, name: '例', through },
}) as DayLine // prettier-ignore

const builtIn = [line('2026-10-01', '2026-10-07'), line('2026-01-01', null), line('2025-12-31', '2026-01-02')]

it('a line that spans two years stands in both', () => {
  expect(linesOfYear(builtIn, 2026).map(({ key }) => key)).toEqual(['2025-12-31', '2026-01-01', '2026-10-01'])
  expect(linesOfYear(builtIn, 2025).map(({ key }) => key)).toEqual(['2025-12-31'])
})

describe('the year that is still to be entered', () => {
  it('is the next one from November on', () => {
    expect(knownUntil(builtIn)).toBe('2026-12-31')
    expect(missingYear(builtIn, '2026-10-31')).toBeNull()
    expect(missingYear(builtIn, '2026-11-01')).toBe(2027)
    expect(missingYear([...builtIn, line('2027-10-01', '2027-10-07', true, 'x')], '2026-11-01')).toBeNull()
  })
  it('is the present one where nobody entered it', () => {
    expect(missingYear(builtIn, '2027-01-01')).toBe(2027)
    expect(missingYear(builtIn, '2029-01-01')).toBe(2027)
  })
})

it('keeps of a notice what is not on record as it is said', () => {
  const said = (day: string, through: string | null, off = true) => ({ day, through, off, name: '例' })
  const notice = [said('2026-10-01', '2026-10-07'), said('2026-10-07', '2026-10-08'), said('2026-01-01', null, false)]
  expect(newLines(notice, builtIn)).toEqual(notice.slice(1))
  expect(newLines(notice, [...builtIn, line('2026-01-01', null, false, 'x')])).toEqual([notice[1]])
})

it('notices a line that says what holds anyway', () => {
  expect(changesNothing('2026-03-07', '2026-03-08', true)).toBe(true) // a weekend off
  expect(changesNothing('2026-03-06', '2026-03-08', true)).toBe(false)
  expect(changesNothing('2026-03-06', null, false)).toBe(true)
})
