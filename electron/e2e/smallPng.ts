import { crc32, deflateSync, inflateSync } from 'node:zlib'

/** Places in the palette that go by frequency. */
const common = 160

interface Pixels {
  width: number
  height: number
  /** Red, green and blue of each pixel, row by row. */
  colours: Uint32Array
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}

/** Reads a picture of 8 bits per colour, not interlaced, as Chromium writes them. */
function decode(png: Buffer): Pixels {
  const header = png.subarray(16, 29)
  const [width, height, depth, kind] = [header.readUInt32BE(0), header.readUInt32BE(4), header[8], header[9]]
  const channels = kind === 6 ? 4 : 3
  if (depth !== 8 || (kind !== 6 && kind !== 2) || header[12] !== 0) throw new Error('not a picture as Chromium writes them')
  const parts: Buffer[] = []
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  }
  const data = inflateSync(Buffer.concat(parts))
  const stride = width * channels
  const colours = new Uint32Array(width * height)
  let above = new Uint8Array(stride)
  for (let y = 0; y < height; y += 1) {
    const filter = data[y * (stride + 1)] ?? 0
    const row = new Uint8Array(data.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1)))
    for (let x = 0; x < stride; x += 1) {
      const left = x < channels ? 0 : (row[x - channels] ?? 0)
      const up = above[x] ?? 0
      const corner = x < channels ? 0 : (above[x - channels] ?? 0)
      const added = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0
      row[x] = (row[x] ?? 0) + added
    }
    for (let x = 0; x < width; x += 1) colours[y * width + x] = ((row[x * channels] ?? 0) << 16) | ((row[x * channels + 1] ?? 0) << 8) | (row[x * channels + 2] ?? 0)
    above = row
  }
  return { width, height, colours }
}

/** The colours that are used most and those least like them (a single red word must stay red), and for every other colour the nearest of these. */
function palette(colours: Uint32Array): { chosen: number[]; index: Map<number, number> } {
  const uses = new Map<number, number>()
  for (const colour of colours) uses.set(colour, (uses.get(colour) ?? 0) + 1)
  const distance = (a: number, b: number) => [16, 8, 0].reduce((sum, bits) => sum + (((a >> bits) & 255) - ((b >> bits) & 255)) ** 2, 0)
  const byUse = [...uses].sort(([, a], [, b]) => b - a).map(([colour]) => colour)
  const chosen = byUse.slice(0, common)
  const apart = new Map(byUse.slice(common).map((colour) => [colour, Math.min(...chosen.map((other) => distance(colour, other)))]))
  while (chosen.length < 256 && apart.size > 0) {
    const [furthest] = [...apart].reduce((best, each) => (each[1] > best[1] ? each : best))
    chosen.push(furthest)
    apart.delete(furthest)
    for (const [colour, away] of apart) apart.set(colour, Math.min(away, distance(colour, furthest)))
  }
  const index = new Map(chosen.map((colour, place) => [colour, place]))
  for (const colour of uses.keys()) {
    if (index.has(colour)) continue
    let best = 0
    for (let place = 1; place < chosen.length; place += 1) if (distance(colour, chosen[place] ?? 0) < distance(colour, chosen[best] ?? 0)) best = place
    index.set(colour, best)
  }
  return { chosen, index }
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const head = Buffer.alloc(4)
  head.writeUInt32BE(content.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([head, body, check])
}

/** The same picture with at most 256 colours: a page of text has few, and takes a third of the room. */
export function smallPng(png: Buffer): Buffer {
  const { width, height, colours } = decode(png)
  const { chosen, index } = palette(colours)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = index.get(colours[y * width + x] ?? 0) ?? 0
  const plte = Buffer.from(chosen.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))
  return Buffer.concat([png.subarray(0, 8), chunk('IHDR', header), chunk('PLTE', plte), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}
