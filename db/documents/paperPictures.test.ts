import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import PizZip from 'pizzip'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pngSize } from '../domain/pictures.ts'
import { writeDocx } from './docx.ts'
import { paper, printableWidth } from './paperLayout.ts'
import { pictureSize } from './paperPictures.ts'
import { printHtml } from './printHtml.ts'
import { reportSignatures } from './tableModel.ts'
import type { TableDocument, TableModel } from './tableModel.ts'
import { textOf } from './testDocx.ts'
import { pngOf } from './testPictures.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'casebook-pictures-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const table = (title: string): TableModel => ({ name: '表', title, subtitle: [], columns: [{ key: 'item', label: '项目', kind: 'text' }], rows: [{ item: '一' }], notes: ['按决定日期统计。'], orientation: 'portrait' })
const pictures = [
  { title: '各月决定、发放 <元>', png: pngOf(1800, 560) },
  { title: '救助情形', png: pngOf(900, 1912) },
]
const document: TableDocument = { title: '年度统计表', officeName: '某区人民检察院', tables: [table('年度统计表'), table('名册')], signatures: reportSignatures, pictures }

describe('pictures on paper', () => {
  it('.docx: each is there byte for byte under its title, before the roster that follows', async () => {
    const path = join(folder, '报表.docx')
    await writeDocx(path, document)
    const zip = new PizZip(readFileSync(path))
    const body = zip.file('word/document.xml')?.asText() ?? ''
    const relations = zip.file('word/_rels/document.xml.rels')?.asText() ?? ''
    const found = [...body.matchAll(/<a:blip r:embed="([^"]+)"/g)].map(([, id]) => {
      const target = new RegExp(`Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="([^"]+)"`).exec(relations)?.[1]
      return zip.file(`word/${target}`)?.asUint8Array()
    })
    expect(found.map((bytes) => bytes && Buffer.from(bytes))).toEqual(pictures.map(({ png }) => Buffer.from(png)))
    expect(zip.file('[Content_Types].xml')?.asText()).toContain('<Default Extension="png" ContentType="image/png"/>')
    const text = textOf(readFileSync(path))
    const places = ['按决定日期统计。', '图表', '各月决定、发放 <元>', '救助情形', '名册', '制表人'].map((one) => text.indexOf(`\n${one}`))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places[0]).toBeGreaterThan(0)
  })

  it('print: inside the page, nothing to fetch, and no heading where there is none', () => {
    const html = printHtml(document)
    expect([...html.matchAll(/src="data:image\/png;base64,([^"]+)"/g)].map(([, text]) => Buffer.from(text ?? '', 'base64'))).toEqual(pictures.map(({ png }) => Buffer.from(png)))
    expect(html).toContain('alt="各月决定、发放 &#60;元&#62;"')
    expect(html.indexOf('<h2>图表</h2>')).toBeLessThan(html.indexOf('<h1>名册</h1>'))
    const { pictures: _none, ...plain } = document
    expect(printHtml(plain)).not.toMatch(/图表|<img/)
  })

  it('what is no PNG is refused, and no file is left', async () => {
    const refused = { ...document, pictures: [{ title: '图', png: new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>') }] }
    await expect(writeDocx(join(folder, '不该有.docx'), refused)).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('不是 PNG') as string })
    expect(readdirSync(folder)).toEqual([])
    expect(() => printHtml(refused)).toThrow('不是 PNG')
  })

  it('whatever their shape, they keep it and stay within the page', () => {
    const head = pngOf(1, 1)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 1, max: 10_000 }), fc.constantFrom('portrait' as const, 'landscape' as const), (width, height, orientation) => {
        const png = head.slice()
        const view = new DataView(png.buffer)
        view.setUint32(16, width)
        view.setUint32(20, height)
        expect(pngSize(png)).toEqual({ width, height })
        const size = pictureSize({ title: '图', png }, orientation)
        expect(size.width).toBeLessThanOrEqual(printableWidth(orientation) + 1e-9)
        expect(size.height).toBeLessThan((orientation === 'portrait' ? paper.long : paper.short) - paper.top - paper.bottom)
        expect(size.width / size.height / (width / height)).toBeCloseTo(1, 6)
      }),
    )
  })

  it('a cut, empty or monstrous head is no size', () => {
    const png = pngOf(3, 2)
    for (let length = 0; length < 24; length += 1) expect(pngSize(png.subarray(0, length))).toBeNull()
    for (const side of [0, 10_001, 0xffff_ffff]) {
      const other = png.slice()
      new DataView(other.buffer).setUint32(20, side)
      expect(pngSize(other)).toBeNull()
    }
    // A view into the midst of a larger buffer, as bytes come from another process.
    expect(pngSize(new Uint8Array([0, 0, ...png]).subarray(2))).toEqual({ width: 3, height: 2 })
  })
})
