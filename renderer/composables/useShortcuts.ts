import { onActivated, onBeforeUnmount, onDeactivated, onMounted } from 'vue'
import { belongsToField, shortcutOf } from './shortcutKeys.ts'

export type ShortcutMap = Record<string, (event: KeyboardEvent) => void>

interface Registration {
  map: ShortcutMap
  inDialog: boolean
}

const registrations: Registration[] = []
let suspended = false

/** Switches every shortcut off, e.g. while the screen is locked. */
export function suspendShortcuts(value: boolean): void {
  suspended = value
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
}

function isButton(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (['BUTTON', 'A', 'SUMMARY'].includes(target.tagName) || target.getAttribute('role') === 'button')
}

/**
 * Whether a dialog or an open menu stood over the page when the key went down, wherever the focus was: its Esc closes it and not the page as well. Seen on
 * the way down, because it may be gone before the page hears of the key.
 */
let dialogOpen = false
function onKeyGoingDown(event: KeyboardEvent): void {
  dialogOpen = [...document.querySelectorAll('[role="dialog"][aria-modal="true"], [role="menu"]')].some((above) => above.getClientRects().length > 0)
  if (event.key !== 'Escape' || event.isComposing || !(event.target instanceof HTMLElement) || !event.target.matches('[role="combobox"][aria-expanded="false"]')) return
  // A choice list keeps every Esc to itself, also the one that has nothing of its own left to close: meant is what stands around it.
  const around = event.target.closest('.el-dialog, .el-drawer')
  if (around) {
    event.stopPropagation()
    around.dispatchEvent(new KeyboardEvent('keydown', { key: event.key, code: event.code, bubbles: true, cancelable: true }))
  } else if (!dialogOpen) {
    onKeydown(event)
    if (event.defaultPrevented) event.stopPropagation()
  }
}

function onKeydown(event: KeyboardEvent): void {
  if (suspended || event.defaultPrevented) return
  const shortcut = shortcutOf(event)
  if (!shortcut) return
  if (belongsToField(shortcut) && isField(event.target)) return
  if ((shortcut === 'enter' || shortcut === 'space') && isButton(event.target)) return
  const inDialog = (event.target instanceof HTMLElement && event.target.closest('[role="dialog"]') !== null) || dialogOpen
  for (const registration of [...registrations].reverse()) {
    const action = registration.map[shortcut]
    if (!action || (inDialog && !registration.inDialog)) continue
    event.preventDefault()
    action(event)
    return
  }
}

/** Does what a shortcut would do now, for the window's menu. Returns whether anything was there to do. */
export function runShortcut(shortcut: string): boolean {
  if (suspended) return false
  const registration = [...registrations].reverse().find(({ map }) => map[shortcut])
  registration?.map[shortcut]?.(new KeyboardEvent('keydown'))
  return registration !== undefined
}

/** Puts a map of shortcuts in force until the returned function is called. The latest wins. */
function registerShortcuts(map: ShortcutMap, { inDialog = false } = {}): () => void {
  if (registrations.length === 0) {
    window.addEventListener('keydown', onKeyGoingDown, true)
    window.addEventListener('keydown', onKeydown)
  }
  const registration = { map, inDialog }
  registrations.push(registration)
  return () => {
    const at = registrations.indexOf(registration)
    if (at >= 0) registrations.splice(at, 1)
    if (registrations.length > 0) return
    window.removeEventListener('keydown', onKeyGoingDown, true)
    window.removeEventListener('keydown', onKeydown)
  }
}

/**
 * Shortcuts of the page or part that calls it, in force while it is on the screen: `useShortcuts({ 'ctrl+n': create, esc: back })`.
 * Nothing fires while an input method composes; bare keys (`enter`, `up`, `space`) do not fire inside a field.
 *
 * @param options.inDialog whether they also work while the focus is in a dialog (for parts that live in one)
 */
export function useShortcuts(map: ShortcutMap, options: { inDialog?: boolean } = {}): void {
  let stop: (() => void) | null = null
  const start = () => (stop ??= registerShortcuts(map, options))
  const end = () => {
    stop?.()
    stop = null
  }
  onMounted(start)
  onActivated(start)
  onDeactivated(end)
  onBeforeUnmount(end)
}
