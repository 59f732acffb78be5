import type { FileHandle } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { crc32, createDeflateRaw } from 'node:zlib'

/** Writes a package of parts (.xlsx, .docx) piece by piece: however long a part is, little of it is in memory. Below 4 GB, which no table reaches. */
export class ZipWriter {
  readonly #file: FileHandle
  readonly #directory: Buffer[] = []
  #at = 0

  constructor(file: FileHandle) {
    this.#file = file
  }

  /** @param content pieces of the part, made one after the other as the file takes them */
  async add(name: string, content: string | Uint8Array | Iterable<string> | AsyncIterable<string>): Promise<void> {
    const offset = this.#at
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    fields(head, 4)
    head.writeUInt16LE(name.length, 26)
    await this.#write(Buffer.concat([head, Buffer.from(name, 'latin1')]))
    let crc = 0
    let size = 0
    const begin = this.#at
    async function* counted(): AsyncGenerator<Buffer> {
      for await (const piece of typeof content === 'string' || content instanceof Uint8Array ? [content] : content) {
        const bytes = typeof piece === 'string' ? Buffer.from(piece, 'utf8') : Buffer.from(piece)
        crc = crc32(bytes, crc)
        size += bytes.length
        yield bytes
      }
    }
    await pipeline(counted(), createDeflateRaw({ level: 6 }), async (packed: AsyncIterable<Buffer>) => {
      for await (const bytes of packed) await this.#write(bytes)
    })
    const packedSize = this.#at - begin
    // Sizes are known only now: they follow the content (APPNOTE 4.3.9).
    const descriptor = Buffer.alloc(16)
    descriptor.writeUInt32LE(0x08074b50, 0)
    sizes(descriptor, 4, crc, packedSize, size)
    await this.#write(descriptor)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(20, 4)
    fields(entry, 6)
    sizes(entry, 16, crc, packedSize, size)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(offset, 42)
    this.#directory.push(Buffer.concat([entry, Buffer.from(name, 'latin1')]))
  }

  /** Writes the list of parts; nothing may be added afterwards. */
  async end(): Promise<void> {
    const directory = Buffer.concat(this.#directory)
    const end = Buffer.alloc(22)
    end.writeUInt32LE(0x06054b50, 0)
    end.writeUInt16LE(this.#directory.length, 8)
    end.writeUInt16LE(this.#directory.length, 10)
    end.writeUInt32LE(directory.length, 12)
    end.writeUInt32LE(this.#at, 16)
    await this.#write(Buffer.concat([directory, end]))
  }

  async #write(bytes: Buffer): Promise<void> {
    await this.#file.write(bytes)
    this.#at += bytes.length
  }
}

/** What both headers of a part say alike: version 2.0, sizes behind the content, deflated, 1 January 1980. */
function fields(header: Buffer, at: number): void {
  header.writeUInt16LE(20, at)
  header.writeUInt16LE(0x0808, at + 2)
  header.writeUInt16LE(8, at + 4)
  header.writeUInt16LE(0, at + 6)
  header.writeUInt16LE(0x21, at + 8)
}

function sizes(header: Buffer, at: number, crc: number, packed: number, size: number): void {
  header.writeUInt32LE(crc, at)
  header.writeUInt32LE(packed, at + 4)
  header.writeUInt32LE(size, at + 8)
}

export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** Text for the inside of an element or an attribute in double quotes. */
export const escapeXml = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)

/** The two parts that every package begins with. Pictures are PNG. */
export function packageParts(main: { path: string; type: string }, others: readonly { path: string; type: string }[]): { path: string; xml: string }[] {
  const overrides = [main, ...others].map(({ path, type }) => `<Override PartName="/${path}" ContentType="application/vnd.openxmlformats-officedocument.${type}+xml"/>`)
  return [
    {
      path: '[Content_Types].xml',
      xml: `${xmlHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>${overrides.join('')}</Types>`,
    },
    { path: '_rels/.rels', xml: relations([{ id: 'rId1', type: 'officeDocument', target: main.path }]) },
  ]
}

export const relations = (some: readonly { id: string; type: string; target: string }[]): string =>
  `${xmlHead}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${some.map(({ id, type, target }) => `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`).join('')}</Relationships>`
