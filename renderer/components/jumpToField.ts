// The input itself: Element Plus wraps it in an element that can only be focused by script.
const focusable = 'input:not([disabled]), textarea:not([disabled]), select:not([disabled]), button:not([disabled]), [tabindex="0"]'

/**
 * Scrolls to the field of that path and puts the focus into it. A field that has no place of its own (`recipients.0.person`)
 * leads to the nearest one whose path begins alike.
 *
 * @returns whether a field was found
 */
export function jumpToField(path: string): boolean {
  const all = [...document.querySelectorAll<HTMLElement>('[data-path]')]
  const pathOf = (element: HTMLElement) => element.dataset.path ?? ''
  const field =
    all.find((element) => pathOf(element) === path) ??
    all.find((element) => pathOf(element).startsWith(`${path}.`)) ??
    all.find((element) => pathOf(element) !== '' && path.startsWith(`${pathOf(element)}.`)) ??
    all.find((element) => path.endsWith(`.${pathOf(element)}`))
  if (!field) return false
  field.scrollIntoView({ block: 'center' })
  field.querySelector<HTMLElement>(focusable)?.focus({ preventScroll: true })
  return true
}
