import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { caseAtLine, lineStarts, rowWindow, scrollToCase } from './rowWindow.ts'

const lists = fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 200 })

describe('rowWindow', () => {
  it('finds the case of a line', () => {
    const starts = lineStarts([1, 3, 2])
    expect(starts).toEqual([0, 1, 4, 6])
    expect([0, 1, 3, 4, 5, 9].map((line) => caseAtLine(starts, line))).toEqual([0, 1, 1, 2, 2, 2])
    expect(caseAtLine([0], 0)).toBe(-1)
  })

  it('draws every visible line and keeps the height of the whole', () => {
    fc.assert(
      fc.property(lists, fc.nat(8000), fc.integer({ min: 1, max: 1200 }), (lines, scrollTop, height) => {
        const starts = lineStarts(lines)
        const total = starts.at(-1) ?? 0
        const window = rowWindow(starts, { scrollTop, height, lineHeight: 36, spare: 5 })
        const drawn = lines.slice(window.first, window.end).reduce((sum, count) => sum + count, 0)
        expect(window.linesBefore + drawn + window.linesAfter).toBe(total)
        const firstSeen = Math.min(total, Math.floor(scrollTop / 36))
        const lastSeen = Math.min(total, Math.ceil((scrollTop + height) / 36))
        expect(window.linesBefore).toBeLessThanOrEqual(firstSeen)
        expect(window.linesBefore + drawn).toBeGreaterThanOrEqual(lastSeen)
      }),
    )
  })

  it('moves only as far as needed', () => {
    const starts = lineStarts([1, 3, 2, 1])
    const place = { height: 36 * 4, lineHeight: 36, headHeight: 36 }
    expect(scrollToCase(starts, 0, { ...place, scrollTop: 72 })).toBe(0)
    expect(scrollToCase(starts, 2, { ...place, scrollTop: 0 })).toBe(108)
    expect(scrollToCase(starts, 1, { ...place, scrollTop: 36 })).toBe(36)
  })
})
