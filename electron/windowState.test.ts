import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { placeWindow, readWindowState, smallest, writeWindowState } from './windowState.ts'

const folder = mkdtempSync(join(tmpdir(), 'casebook-window-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('place of the window', () => {
  it('comes back as it was left', () => {
    const path = join(folder, 'kept.json')
    const state = { box: { x: 10, y: 20, width: 1200, height: 700 }, maximized: true, textScale: 125 }
    writeWindowState(path, state)
    expect(readWindowState(path)).toEqual(state)
  })

  it.each(['', 'null', '{"box":{"x":"a"},"textScale":90,"maximized":1}', '[', '{"box":{"x":1.5,"y":0,"width":1,"height":1}}'])('takes %j for nothing', (content) => {
    const path = join(folder, 'damaged.json')
    writeFileSync(path, content)
    expect(readWindowState(path)).toEqual({ box: null, maximized: false, textScale: 100 })
    expect(readFileSync(path, 'utf8')).toBe(content)
  })

  it('does not mind a place that cannot be written', () => {
    expect(() => writeWindowState(join(folder, 'no', 'such', 'folder.json'), { box: null, maximized: false, textScale: 100 })).not.toThrow()
  })

  it('is in the middle at first, and again when its screen is gone', () => {
    const screen = { x: 0, y: 0, width: 1920, height: 1040 }
    const middle = { x: 277, y: 136, width: 1366, height: 768 }
    expect(placeWindow(null, [screen])).toEqual(middle)
    expect(placeWindow({ x: 3000, y: 100, width: 1366, height: 768 }, [screen])).toEqual(middle)
  })

  it('always lies on a screen, and is never smaller than the page needs where the screen allows it', () => {
    const box = fc.record({ x: fc.integer({ min: -4000, max: 6000 }), y: fc.integer({ min: -3000, max: 4000 }), width: fc.integer({ min: 1, max: 6000 }), height: fc.integer({ min: 1, max: 4000 }) })
    const area = fc.record({ x: fc.integer({ min: -2000, max: 4000 }), y: fc.integer({ min: -1000, max: 2000 }), width: fc.integer({ min: 800, max: 3840 }), height: fc.integer({ min: 500, max: 2160 }) })
    fc.assert(
      fc.property(fc.option(box), fc.array(area, { minLength: 1, maxLength: 3 }), (kept, areas) => {
        const placed = placeWindow(kept, areas)
        const on = areas.find((one) => placed.x >= one.x && placed.y >= one.y && placed.x + placed.width <= one.x + one.width && placed.y + placed.height <= one.y + one.height)
        expect(on).toBeDefined()
        if (on) {
          expect(placed.width).toBeGreaterThanOrEqual(Math.min(smallest.width, on.width))
          expect(placed.height).toBeGreaterThanOrEqual(Math.min(smallest.height, on.height))
        }
      }),
    )
  })
})
