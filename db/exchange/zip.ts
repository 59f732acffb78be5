import { crc32, inflateRawSync } from 'node:zlib'

/** A ZIP file that cannot be read. `kind` says which words a person needs. */
export class ZipError extends Error {
  readonly kind: 'damaged' | 'encrypted' | 'too-large'

  constructor(kind: 'damaged' | 'encrypted' | 'too-large', detail: string) {
    super(detail)
    this.name = 'ZipError'
    this.kind = kind
  }
}

export interface ZipLimits {
  /** Bytes that one part may hold once unpacked. */
  part: number
  /** Bytes that all parts together may hold once unpacked. */
  total: number
  parts: number
}

interface Entry {
  name: string
  method: number
  crc: number
  packed: number
  unpacked: number
  offset: number
}

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50

/**
 * The parts of a ZIP file in memory. The sizes its directory states are added up before anything is unpacked, and unpacking
 * stops at the stated size, so a file made to swell (zip bomb) is refused whether its directory tells the truth or not.
 */
export class Zip {
  readonly #bytes: Buffer
  readonly #entries: Map<string, Entry>

  private constructor(bytes: Buffer, entries: Map<string, Entry>) {
    this.#bytes = bytes
    this.#entries = entries
  }

  /** Reads the directory only. Throws ZipError. */
  static open(bytes: Buffer, limits: ZipLimits): Zip {
    const end = findEnd(bytes)
    const count = bytes.readUInt16LE(end + 10)
    const start = bytes.readUInt32LE(end + 16)
    if (count === 0xffff || start === 0xffffffff) throw new ZipError('too-large', 'ZIP64')
    if (count > limits.parts) throw new ZipError('too-large', `${count} parts`)

    const entries = new Map<string, Entry>()
    let total = 0
    let at = start
    for (let i = 0; i < count; i++) {
      if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL) throw new ZipError('damaged', 'directory')
      const flags = bytes.readUInt16LE(at + 8)
      const nameLength = bytes.readUInt16LE(at + 28)
      const name = bytes.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/')
      const entry: Entry = {
        name,
        method: bytes.readUInt16LE(at + 10),
        crc: bytes.readUInt32LE(at + 16),
        packed: bytes.readUInt32LE(at + 20),
        unpacked: bytes.readUInt32LE(at + 24),
        offset: bytes.readUInt32LE(at + 42),
      }
      if (flags & 1) throw new ZipError('encrypted', name)
      total += entry.unpacked
      if (entry.unpacked > limits.part || total > limits.total) throw new ZipError('too-large', name)
      entries.set(name, entry)
      at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
    }
    return new Zip(bytes, entries)
  }

  has(name: string): boolean {
    return this.#entries.has(name)
  }

  /** The unpacked part, checked against its size and checksum; undefined where there is none. Throws ZipError. */
  read(name: string): Buffer | undefined {
    const entry = this.#entries.get(name)
    if (!entry) return undefined
    const bytes = this.#bytes
    const at = entry.offset
    if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== LOCAL) throw new ZipError('damaged', name)
    const from = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
    if (from + entry.packed > bytes.length) throw new ZipError('damaged', name)
    const content = unpack(bytes.subarray(from, from + entry.packed), entry)
    if (content.length !== entry.unpacked || crc32(content) !== entry.crc) throw new ZipError('damaged', name)
    return content
  }
}

function unpack(packed: Buffer, entry: Entry): Buffer {
  if (entry.method === 0) return packed
  if (entry.method !== 8) throw new ZipError('damaged', `method ${entry.method}`)
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(entry.unpacked, 1) })
  } catch {
    throw new ZipError('damaged', entry.name)
  }
}

function findEnd(bytes: Buffer): number {
  const lowest = Math.max(0, bytes.length - 22 - 0xffff)
  for (let at = bytes.length - 22; at >= lowest; at--) {
    if (bytes.readUInt32LE(at) === END) return at
  }
  throw new ZipError('damaged', 'no directory')
}
