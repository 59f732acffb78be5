/** Whether the focus is nowhere in particular (the page itself holds it), so that a list may take it without taking it from anybody. */
export function nothingFocused(): boolean {
  const { activeElement } = document
  return activeElement === null || activeElement === document.body || activeElement.id === 'page-content'
}

/** Begins a dialog at this place of its form, unless somebody who is faster than its opening is in a field of it already. */
export function beginAt(form: HTMLElement | null | undefined, place: string): void {
  if (form && !form.contains(document.activeElement)) form.querySelector<HTMLElement>(place)?.focus()
}
