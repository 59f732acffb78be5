const stops = 'input:not([type=hidden]):not(:disabled), select:not(:disabled), textarea:not(:disabled), button[type=submit]:not(:disabled)'

/** Enter goes to the next field, as on paper; the calendar and other helpers beside a field are passed over. Text areas, buttons and open lists keep their Enter; an input method its own. */
export function moveOnEnter(event: KeyboardEvent): void {
  const { target, currentTarget } = event
  if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229 || event.ctrlKey || event.altKey || event.shiftKey || event.defaultPrevented) return
  if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement) || !(currentTarget instanceof HTMLElement)) return
  if (target.getAttribute('aria-expanded') === 'true') return
  event.preventDefault()
  const fields = [...currentTarget.querySelectorAll<HTMLElement>(stops)].filter((field) => field.tabIndex >= 0 && field.getClientRects().length > 0)
  const isRadio = (field: HTMLElement) => field instanceof HTMLInputElement && field.type === 'radio' && target instanceof HTMLInputElement && field.name !== '' && field.name === target.name
  const next = fields.slice(fields.indexOf(target) + 1).find((field) => !isRadio(field))
  next?.focus()
  if (next instanceof HTMLInputElement && (next.type === 'text' || next.type === 'search')) next.select()
}
