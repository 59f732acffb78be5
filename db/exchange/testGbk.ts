/** GBK bytes for tests, by turning the decoder round: Node has no encoder. */
export function toGbk(text: string): Buffer {
  return Buffer.concat([...text].map((c) => (c < '\x80' ? Buffer.from(c) : (table().get(c) ?? Buffer.from('?')))))
}

let known: Map<string, Buffer> | undefined

function table(): Map<string, Buffer> {
  if (known) return known
  known = new Map()
  const decoder = new TextDecoder('gb18030')
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) {
      const bytes = Buffer.from([high, low])
      known.set(decoder.decode(bytes), bytes)
    }
  }
  return known
}
