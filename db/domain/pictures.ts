/** A picture that a paper takes along, such as a chart that the page drew. */
export interface PaperPicture {
  title: string
  png: Uint8Array<ArrayBuffer>
}

export const MOST_PICTURES = 10
/** A chart of forty bars at double sharpness is a tenth of it. */
export const MOST_PICTURE_BYTES = 2_000_000
/** No side that a drawing for a page of A4 needs, in pixels. */
const MOST_PIXELS = 10_000

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** Signature, then length, name and the two sides of the first chunk (PNG specification, 11.2.1 IHDR). */
const HEAD = 24
const HEADER_CHUNK = 0x49_48_44_52

/** Width and height in pixels as the file says; null where it is no PNG or too large a one. */
export function pngSize(bytes: Uint8Array): { width: number; height: number } | null {
  if (bytes.length < HEAD || signature.some((byte, index) => bytes[index] !== byte)) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEAD)
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  const holds = (side: number) => side > 0 && side <= MOST_PIXELS
  return view.getUint32(12) === HEADER_CHUNK && holds(width) && holds(height) ? { width, height } : null
}
