/** Files as a scanner, a phone or a word processor makes them, small enough to be written out here. */
import { crc32, deflateSync } from 'node:zlib'

/** A picture of one colour with a white band across the middle. */
export function png(width: number, height: number, [red, green, blue]: readonly [number, number, number]): Buffer {
  const chunk = (name: string, content: Buffer) => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), content])
    const frame = Buffer.alloc(8)
    frame.writeUInt32BE(content.length, 0)
    frame.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const rows = Buffer.alloc((width * 3 + 1) * height, 255)
  for (let y = 0; y < height; y += 1) {
    rows[y * (width * 3 + 1)] = 0
    if (Math.abs(y - height / 2) < height / 8) continue
    for (let x = 0; x < width; x += 1) rows.set([red, green, blue], y * (width * 3 + 1) + 1 + x * 3)
  }
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

/** Objects of a PDF from number 1 on, the first of them the catalogue. */
function pdf(objects: readonly (string | { dictionary: string; stream: Buffer })[]): Buffer {
  const parts = [Buffer.from('%PDF-1.7\n')]
  const places: number[] = []
  const length = () => parts.reduce((sum, part) => sum + part.length, 0)
  for (const [index, object] of objects.entries()) {
    places.push(length())
    const body =
      typeof object === 'string'
        ? Buffer.from(object)
        : Buffer.concat([Buffer.from(`<< ${object.dictionary} /Length ${object.stream.length} >>\nstream\n`), object.stream, Buffer.from('\nendstream')])
    parts.push(Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]))
  }
  const start = length()
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  parts.push(Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`))
  return Buffer.concat(parts)
}

/** A stream of a fax in Group 4: every line as the one above it, and the first one white. */
const whiteFax = (lines: number) => Buffer.concat([Buffer.alloc(lines / 8, 0xff), Buffer.from([0x00, 0x10, 0x01])])

/**
 * Three pages: Chinese text in a font that is not inside, numbered by a table that is not inside either (as old official papers are); Latin text in one
 * of the fonts every reader must have; a scan as fax machines and copiers write them, all black.
 */
export function chinesePdf(text: string): Buffer {
  const hex = Buffer.from(text, 'utf16le').swap16().toString('hex')
  const size = '/MediaBox [0 0 595 842]'
  return pdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 >>',
    `<< /Type /Page /Parent 2 0 R ${size} /Contents 6 0 R /Resources << /Font << /F1 9 0 R >> >> >>`,
    `<< /Type /Page /Parent 2 0 R ${size} /Contents 7 0 R /Resources << /Font << /F2 12 0 R >> >> >>`,
    `<< /Type /Page /Parent 2 0 R ${size} /Rotate 90 /Contents 8 0 R /Resources << /XObject << /I1 13 0 R >> >> >>`,
    { dictionary: '', stream: Buffer.from(`BT /F1 48 Tf 60 700 Td <${hex}> Tj ET`) },
    { dictionary: '', stream: Buffer.from('BT /F2 48 Tf 60 700 Td (Judicial relief) Tj ET') },
    { dictionary: '', stream: Buffer.from('q 400 0 0 400 100 200 cm /I1 Do Q') },
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [10 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 11 0 R /DW 1000 >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>',
    {
      dictionary: '/Type /XObject /Subtype /Image /Width 64 /Height 64 /BitsPerComponent 1 /ColorSpace /DeviceGray /Decode [1 0] /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 64 /Rows 64 >>',
      stream: whiteFax(64),
    },
  ])
}
