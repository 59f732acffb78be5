/** How a picture or page is looked at: sizes in CSS pixels. */
export interface Size {
  width: number
  height: number
}
export interface Viewing {
  /** `reading`: as wide as there is room, but no wider than is read with ease; `width`: as wide as there is room; `whole`: all of it in sight; a number: times its own size. */
  zoom: 'reading' | 'width' | 'whole' | number
  /** Degrees clockwise: 0, 90, 180, 270. */
  turn: number
}

export const steps: readonly number[] = [0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4]
/** A sheet of A4 is then about as wide as 900 points of the screen. */
const READING = 1.5
/** Padding and scrollbar beside a page. */
const MARGIN = 32

/** Times its own size that a thing of this size, already turned, is drawn. */
export function pageScale(size: Size, room: Size, { zoom }: Viewing): number {
  if (typeof zoom === 'number') return zoom
  const wide = Math.max(50, room.width - MARGIN) / Math.max(1, size.width)
  const high = Math.max(50, room.height - MARGIN) / Math.max(1, size.height)
  const scale = { reading: Math.min(wide, READING), width: wide, whole: Math.min(wide, high) }[zoom]
  return Math.min(steps.at(-1) ?? 4, Math.max(0.02, scale))
}

/** The next larger or smaller step from where the zoom is now. */
export function zoomed(scale: number, direction: 1 | -1): number {
  const near = 0.001
  const next = direction > 0 ? steps.find((step) => step > scale + near) : [...steps].reverse().find((step) => step < scale - near)
  return next ?? (direction > 0 ? (steps.at(-1) ?? 4) : (steps[0] ?? 0.1))
}

export function turned({ zoom, turn }: Viewing): Viewing {
  return { zoom, turn: (turn + 90) % 360 }
}

/** Index of the first end that lies beyond a place; the last one where none does. Ends are in order. */
export function nearest(ends: readonly number[], place: number): number {
  const found = ends.findIndex((end) => end > place)
  return found < 0 ? Math.max(0, ends.length - 1) : found
}
