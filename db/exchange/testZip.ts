import { crc32, deflateRawSync } from 'node:zlib'

/** A ZIP file for tests; `claimedSize` makes its directory lie about what is inside. */
export function makeZip(parts: Record<string, string | Buffer>, options: { claimedSize?: number } = {}): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content)
    const packed = deflateRawSync(bytes)
    const encoded = Buffer.from(name)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(8, 4)
    facts.writeUInt32LE(crc32(bytes), 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(options.claimedSize ?? bytes.length, 18)
    facts.writeUInt16LE(encoded.length, 22)
    files.push(Buffer.from([0x50, 0x4b, 3, 4]), facts, encoded, packed)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    directory.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), facts, place, encoded)
    offset += 30 + encoded.length + packed.length
  }
  const end = Buffer.alloc(22)
  end.set([0x50, 0x4b, 5, 6])
  const count = Object.keys(parts).length
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(directory.reduce((sum, part) => sum + part.length, 0), 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, ...directory, end])
}
