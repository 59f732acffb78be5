import { describe, expect, it } from 'vitest'
import { belongsToField, shortcutOf } from './shortcutKeys.ts'
import type { KeyPress } from './shortcutKeys.ts'

const press = (more: Partial<KeyPress>): KeyPress => ({ key: '', code: '', ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, isComposing: false, keyCode: 0, ...more })

describe('the name of a key press', () => {
  it.each<[Partial<KeyPress>, string | null]>([
    [{ key: 'n', code: 'KeyN', ctrlKey: true }, 'ctrl+n'],
    [{ key: 'N', code: 'KeyN', ctrlKey: true, shiftKey: true }, 'ctrl+shift+n'],
    [{ key: '1', code: 'Digit1', altKey: true }, 'alt+1'],
    [{ key: '¡', code: 'Digit1', altKey: true }, 'alt+1'],
    [{ key: '3', code: 'Numpad3', altKey: true }, 'alt+3'],
    [{ key: 'Escape', code: 'Escape' }, 'esc'],
    [{ key: 'F1', code: 'F1' }, 'f1'],
    [{ key: ' ', code: 'Space' }, 'space'],
    [{ key: 'ArrowUp', code: 'ArrowUp' }, 'up'],
    [{ key: 'Control', code: 'ControlLeft', ctrlKey: true }, null],
  ])('%o → %s', (more, name) => {
    expect(shortcutOf(press(more))).toBe(name)
  })

  it('is nothing while an input method composes', () => {
    expect(shortcutOf(press({ key: 'Enter', code: 'Enter', isComposing: true }))).toBeNull()
    expect(shortcutOf(press({ key: 'Process', code: 'KeyN', ctrlKey: true, keyCode: 229 }))).toBeNull()
    expect(shortcutOf(press({ key: 'Process', code: '', keyCode: 0 }))).toBeNull()
  })
})

describe('keys in a field', () => {
  it.each(['enter', 'up', 'space', 'a', 'ctrl+z', 'ctrl+a', 'delete', 'shift+a'])('%s stays with the field', (name) => {
    expect(belongsToField(name)).toBe(true)
  })
  it.each(['esc', 'f1', 'ctrl+s', 'ctrl+k', 'alt+1', 'ctrl+n'])('%s works from inside a field', (name) => {
    expect(belongsToField(name)).toBe(false)
  })
})
