import { readFileSync, renameSync, writeFileSync } from 'node:fs'

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** How the user left the window. Kept apart from what Chromium keeps, which we let it keep nothing of. */
export interface WindowState {
  box: Box | null
  maximized: boolean
  /** Percent: 100, 125 or 150. */
  textScale: number
}

export const textScales = [100, 125, 150] as const
export const smallest = { width: 1024, height: 640 }
const preferred = { width: 1366, height: 768 }

export function isTextScale(value: unknown): value is (typeof textScales)[number] {
  return textScales.some((scale) => scale === value)
}

function isBox(value: unknown): value is Box {
  if (typeof value !== 'object' || value === null) return false
  const box = value as Record<string, unknown>
  return ['x', 'y', 'width', 'height'].every((key) => Number.isInteger(box[key]))
}

/** Reads the file; one that is missing or damaged counts as never written, since it holds nothing worth a question. */
export function readWindowState(path: string): WindowState {
  try {
    const read = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
    return {
      box: isBox(read.box) ? read.box : null,
      maximized: read.maximized === true,
      textScale: isTextScale(read.textScale) ? read.textScale : 100,
    }
  } catch {
    return { box: null, maximized: false, textScale: 100 }
  }
}

/** Failing to write loses the window's place only, so it is no error. */
export function writeWindowState(path: string, state: WindowState): void {
  try {
    writeFileSync(`${path}.new`, JSON.stringify(state), { mode: 0o600 })
    renameSync(`${path}.new`, path)
  } catch {
    // nothing of the user's work is in it
  }
}

/**
 * Where to open the window: where it was, moved and cut to what the screens of today can show; in the middle of the first screen otherwise.
 *
 * @param areas usable areas of the screens, the main one first
 */
export function placeWindow(box: Box | null, areas: readonly Box[]): Box {
  const main = areas[0] ?? { x: 0, y: 0, ...preferred }
  const seen = box && areas.find((area) => overlap(box, area) >= 0.25 * box.width * box.height)
  const area = seen ?? main
  const width = Math.max(Math.min(box?.width ?? preferred.width, area.width), Math.min(smallest.width, area.width))
  const height = Math.max(Math.min(box?.height ?? preferred.height, area.height), Math.min(smallest.height, area.height))
  if (!box || !seen) {
    return { x: area.x + Math.floor((area.width - width) / 2), y: area.y + Math.floor((area.height - height) / 2), width, height }
  }
  return {
    x: Math.min(Math.max(box.x, area.x), area.x + area.width - width),
    y: Math.min(Math.max(box.y, area.y), area.y + area.height - height),
    width,
    height,
  }
}

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, width) * Math.max(0, height)
}
