/** The parts of a KeyboardEvent that a shortcut depends on. */
export interface KeyPress {
  key: string
  code: string
  ctrlKey: boolean
  altKey: boolean
  shiftKey: boolean
  metaKey: boolean
  isComposing: boolean
  keyCode: number
}

const names: Record<string, string> = { Escape: 'esc', ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right', ' ': 'space', Enter: 'enter', Delete: 'delete' }

/**
 * The name of a key press as the shortcut tables write it: `ctrl+n`, `alt+1`, `f1`, `esc`, `up`.
 * Null while an input method is composing (key code 229 is what older input methods send) and for bare modifiers.
 * Letters and digits are read from the physical key, because input methods and Alt change `key`.
 */
export function shortcutOf(press: KeyPress): string | null {
  if (press.isComposing || press.keyCode === 229) return null
  const physical = /^(?:Key([A-Z])|Digit(\d)|Numpad(\d))$/.exec(press.code)
  const base = physical ? (physical[1] ?? physical[2] ?? physical[3] ?? '').toLowerCase() : (names[press.key] ?? press.key.toLowerCase())
  if (['control', 'alt', 'shift', 'meta', 'process', 'dead', ''].includes(base)) return null
  return [press.ctrlKey || press.metaKey ? 'ctrl' : null, press.altKey ? 'alt' : null, press.shiftKey ? 'shift' : null, base].filter(Boolean).join('+')
}

/** Whether the key belongs to the field being typed in: bare letters, arrows, Enter and text editing keys do, Esc and F-keys do not. */
export function belongsToField(shortcut: string): boolean {
  if (shortcut === 'esc' || /^f\d+$/.test(shortcut)) return false
  if (['ctrl+z', 'ctrl+shift+z', 'ctrl+y', 'ctrl+a', 'ctrl+c', 'ctrl+v', 'ctrl+x'].includes(shortcut)) return true
  return !/^(ctrl|alt)\+/.test(shortcut)
}
