import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearest, pageScale, steps, turned, zoomed } from './viewing.ts'

const room = { width: 832, height: 632 }

describe('the size of a page on the screen', () => {
  it('fills the width, shows all of it, or is what was asked for', () => {
    const page = { width: 400, height: 1200 }
    expect(pageScale(page, room, { zoom: 'width', turn: 0 })).toBe(2)
    expect(pageScale(page, room, { zoom: 'reading', turn: 0 })).toBe(1.5)
    expect(pageScale({ width: 1600, height: 1200 }, room, { zoom: 'reading', turn: 0 })).toBe(0.5)
    expect(pageScale(page, room, { zoom: 'whole', turn: 0 })).toBe(0.5)
    expect(pageScale(page, room, { zoom: 1.25, turn: 0 })).toBe(1.25)
  })

  it('stays within bounds for any page and room', () => {
    const size = fc.record({ width: fc.double({ min: 0, max: 1e6, noNaN: true }), height: fc.double({ min: 0, max: 1e6, noNaN: true }) })
    fc.assert(
      fc.property(size, size, fc.constantFrom('reading' as const, 'width' as const, 'whole' as const), (page, place, zoom) => {
        const scale = pageScale(page, place, { zoom, turn: 0 })
        expect(scale).toBeGreaterThan(0)
        expect(scale).toBeLessThanOrEqual(4)
      }),
    )
  })
})

it('zooms to the next step from wherever it is, and stops at the ends', () => {
  expect([zoomed(0.63, 1), zoomed(0.63, -1), zoomed(1, 1), zoomed(1, -1), zoomed(9, 1), zoomed(0.01, -1)]).toEqual([0.75, 0.5, 1.25, 0.75, steps.at(-1), steps[0]])
})

it('turns by a quarter, four times once round', () => {
  let viewing = { zoom: 1, turn: 0 } as Parameters<typeof turned>[0]
  const seen = [0, 1, 2, 3].map(() => (viewing = turned(viewing)).turn)
  expect(seen).toEqual([90, 180, 270, 0])
})

it('finds the page at a place', () => {
  expect([0, 99, 100, 250, 999].map((place) => nearest([100, 200, 300], place))).toEqual([0, 0, 1, 2, 2])
  expect(nearest([], 5)).toBe(0)
})
