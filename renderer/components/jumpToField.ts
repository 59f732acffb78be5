// The input itself: Element Plus wraps it in an element that can only be focused by script.
const focusable = 'input:not([disabled]), textarea:not([disabled]), select:not([disabled]), button:not([disabled]), [tabindex="0"]'

/** The field of that path; for one that has no place of its own (`recipients.0.person`), the nearest whose path begins alike. */
function fieldAt(path: string): HTMLElement | undefined {
  const all = [...document.querySelectorAll<HTMLElement>('[data-path]')]
  const pathOf = (element: HTMLElement) => element.dataset.path ?? ''
  return (
    all.find((element) => pathOf(element) === path) ??
    all.find((element) => pathOf(element).startsWith(`${path}.`)) ??
    all.find((element) => pathOf(element) !== '' && path.startsWith(`${pathOf(element)}.`)) ??
    all.find((element) => path.endsWith(`.${pathOf(element)}`))
  )
}

/** The same errors in the order in which their fields stand on the page, those without a field last. */
export function inPageOrder<T extends { path: string }>(errors: readonly T[]): T[] {
  const all = [...document.querySelectorAll<HTMLElement>('[data-path]')]
  const placed = errors.map((error) => {
    const field = fieldAt(error.path)
    return { error, at: field ? all.indexOf(field) : all.length }
  })
  return placed.sort((a, b) => a.at - b.at).map(({ error }) => error)
}

/** What the field of that path is called on the page; empty where there is none. */
export function fieldName(path: string): string {
  return fieldAt(path)?.querySelector('.field-label')?.firstChild?.textContent?.trim() ?? ''
}

/** What the group of fields around it is called, such as 救助申请人（2）; empty where there is none. */
export function groupName(path: string): string {
  return fieldAt(path)?.closest('fieldset')?.querySelector('legend')?.textContent?.trim() ?? ''
}

/**
 * Scrolls to the field of that path and puts the focus into it.
 *
 * @returns whether a field was found
 */
export function jumpToField(path: string): boolean {
  const field = fieldAt(path)
  if (!field) return false
  field.scrollIntoView({ block: 'center' })
  field.querySelector<HTMLElement>(focusable)?.focus({ preventScroll: true })
  return true
}
