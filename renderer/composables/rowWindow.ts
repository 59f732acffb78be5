/**
 * Which cases of a long list are drawn. Every person is one line of a fixed height, so the place of a case follows from
 * the lines before it and thousands of loaded cases cost no more than one screenful.
 */

/** `starts[i]` is the line on which case i begins; the last element is the number of lines altogether. */
export function lineStarts(lines: readonly number[]): number[] {
  const starts = [0]
  for (const count of lines) starts.push((starts.at(-1) ?? 0) + count)
  return starts
}

/** Index of the case that holds this line; the last one when the line is past the end, -1 for an empty list. */
export function caseAtLine(starts: readonly number[], line: number): number {
  let low = 0
  let high = starts.length - 2
  if (high < 0) return -1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= line) low = middle
    else high = middle - 1
  }
  return low
}

export interface RowWindow {
  first: number
  /** One past the last case drawn. */
  end: number
  /** Lines left out above and below. */
  linesBefore: number
  linesAfter: number
}

/** Heights and places in px; `spare` lines are drawn above and below what is seen, so that a quick scroll stays filled. */
export function rowWindow(starts: readonly number[], place: { scrollTop: number; height: number; lineHeight: number; spare: number }): RowWindow {
  const total = starts.at(-1) ?? 0
  if (total === 0) return { first: 0, end: 0, linesBefore: 0, linesAfter: 0 }
  const first = caseAtLine(starts, Math.max(0, Math.floor(place.scrollTop / place.lineHeight) - place.spare))
  const end = caseAtLine(starts, Math.ceil((place.scrollTop + place.height) / place.lineHeight) + place.spare) + 1
  return { first, end, linesBefore: starts[first] ?? 0, linesAfter: total - (starts[end] ?? total) }
}

/** The scroll position that brings a case into view with the least movement. `headHeight`: what the sticky heading covers. */
export function scrollToCase(
  starts: readonly number[],
  index: number,
  place: { scrollTop: number; height: number; lineHeight: number; headHeight: number },
): number {
  const top = (starts[index] ?? 0) * place.lineHeight
  const bottom = (starts[index + 1] ?? 0) * place.lineHeight
  const room = place.height - place.headHeight
  if (top < place.scrollTop) return top
  if (bottom > place.scrollTop + room) return Math.max(0, bottom - room)
  return place.scrollTop
}
