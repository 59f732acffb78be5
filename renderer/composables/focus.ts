/** Whether the focus is nowhere in particular (the page itself holds it), so that a list may take it without taking it from anybody. */
export function nothingFocused(): boolean {
  const { activeElement } = document
  return activeElement === null || activeElement === document.body || activeElement.id === 'page-content'
}
