import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import PizZip from 'pizzip'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeDocx } from './docx.ts'
import { paperLayout, piecesOf, printableWidth } from './paperLayout.ts'
import { printHtml } from './printHtml.ts'
import { reportSignatures, textWidth } from './tableModel.ts'
import type { ColumnKind, TableColumn, TableDocument, TableModel } from './tableModel.ts'
import { textOf } from './testDocx.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'casebook-paper-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const column = (key: string, label: string, kind: ColumnKind): TableColumn => ({ key, label, kind })
const table = (more: Partial<TableModel> = {}): TableModel => ({
  name: '表',
  title: '国家司法救助年度统计表',
  subtitle: ['统计期间：2023年'],
  columns: [column('item', '救助情形', 'text'), column('cases', '件', 'count'), column('fen', '决定额（元）', 'yuan')],
  rows: [
    { item: '急需救治 131002201005202018', cases: 3, fen: 123_456_789 },
    { item: '<b>&"其他"', cases: 0, fen: null },
  ],
  total: { item: '合计', cases: 3, fen: 123_456_789 },
  notes: ['按决定日期统计。'],
  orientation: 'portrait',
  ...more,
})
const documentOf = (...tables: TableModel[]): TableDocument => ({ title: '国家司法救助年度统计表', officeName: '某区人民检察院', tables, signatures: reportSignatures })
const wide = (columns: number): TableModel => table({ columns: [column('item', '项目', 'text'), ...Array.from({ length: columns }, (_, n) => column(`c${n}`, `${2000 + n}年`, 'yuan'))], rows: [Object.fromEntries(Array.from({ length: columns }, (_, n) => [`c${n}`, 8_630_000_000]))] })

/** Whether the parts of an OOXML package hang together: well-formed, each declared, each relation leading to a part. */
function brokenParts(bytes: Buffer): string[] {
  const zip = new PizZip(bytes)
  const names = Object.values(zip.files).filter(({ dir }) => !dir).map(({ name }) => name)
  const faults: string[] = []
  const types = zip.file('[Content_Types].xml')?.asText() ?? ''
  for (const name of names) {
    const xml = zip.file(name)?.asText() ?? ''
    const open: string[] = []
    for (const [, end, tag, , self] of xml.matchAll(/<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/g)) {
      if (end === '/') {
        if (open.pop() !== tag) faults.push(`${name}: </${tag}>`)
      } else if (self !== '/') open.push(tag ?? '')
    }
    if (open.length > 0) faults.push(`${name}: <${open.join('>, <')}> is not closed`)
    if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(xml)) faults.push(`${name}: control characters`)
    const extension = name.split('.').at(-1) ?? ''
    if (name !== '[Content_Types].xml' && !types.includes(`PartName="/${name}"`) && !types.includes(`Extension="${extension}"`)) faults.push(`${name}: not declared`)
    if (!name.endsWith('.rels')) continue
    const base = name.replace(/_rels\/[^/]+$/, '')
    for (const [, target] of xml.matchAll(/<Relationship (?![^>]*TargetMode="External")[^>]*Target="([^"]+)"/g)) {
      const path = target?.startsWith('/') ? target.slice(1) : `${base}${target}`
      if (!names.includes(path.replace(/[^/]+\/\.\.\//g, ''))) faults.push(`${name}: ${target} is not there`)
    }
  }
  return faults
}

describe('writeDocx', () => {
  it('writes what the tables hold, in a package whose parts hang together', async () => {
    const path = join(folder, '年度统计表（2023年）.docx')
    await writeDocx(path, documentOf(table({ heading: '救助情形' }), table({ heading: '特殊群体', rows: [], total: undefined as never })))
    const bytes = readFileSync(path)
    expect(brokenParts(bytes)).toEqual([])
    const text = textOf(bytes)
    for (const expected of ['急需救治 131002201005202018', '1,234,567.89', '<b>&"其他"', '期间内没有记录', '某区人民检察院　国家司法救助年度统计表', '制表人：']) expect(text).toContain(expected)
    // The title once, each table by its own name, what is signed once.
    expect(text.split('\n').filter((line) => line === '国家司法救助年度统计表')).toHaveLength(1)
    expect(text.match(/制表人：/g)).toHaveLength(1)
    const xml = new PizZip(bytes).file('word/document.xml')?.asText() ?? ''
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(2)
    expect(xml.match(/<w:cantSplit\/>/g)).toHaveLength(6)
    expect(new PizZip(bytes).file(/footer\d\.xml/).map((part) => part.asText()).join()).toMatch(/PAGE.*NUMPAGES/s)
    expect(readdirSync(folder)).toEqual(['年度统计表（2023年）.docx'])
  })

  it('turns a wide table across and leaves the others as they are meant', async () => {
    const path = join(folder, 'a.docx')
    await writeDocx(path, documentOf(table(), { ...wide(9), title: '历年' }))
    const xml = new PizZip(readFileSync(path)).file('word/document.xml')?.asText() ?? ''
    const sizes = [...xml.matchAll(/<w:pgSz w:w="(\d+)" w:h="(\d+)"/g)].map(([, w, h]) => Number(w) > Number(h))
    expect(sizes).toEqual([false, true])
  })

  it('keeps any text and stays readable whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { minLength: 1, maxLength: 8 }), async (texts) => {
        const path = join(folder, 'any.docx')
        await writeDocx(path, documentOf(table({ rows: texts.map((item) => ({ item })) })))
        expect(brokenParts(readFileSync(path))).toEqual([])
      }),
      { numRuns: 20 },
    )
  }, 60_000)

  it('refuses in words what nobody would read on paper; cancelled, it leaves nothing', async () => {
    const many = documentOf(table({ rows: Array.from({ length: 5001 }, () => ({ item: '甲' })) }))
    const refusal = { code: 'invalid', message: expect.stringContaining('请导出为 Excel 或 CSV') as string }
    await expect(writeDocx(join(folder, 'a.docx'), many)).rejects.toMatchObject(refusal)
    expect(() => printHtml(many)).toThrow(expect.objectContaining(refusal) as Error)
    await expect(writeDocx(join(folder, 'a.docx'), documentOf(table()), { cancelled: () => true })).rejects.toMatchObject({ code: 'cancelled' })
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('the layout on paper', () => {
  it('is as wide as the page, and figures stay on one line as long as a column can hold them', () => {
    const kinds = fc.constantFrom<ColumnKind>('text', 'count', 'yuan', 'date')
    const columns = fc.array(fc.record({ kind: kinds, label: fc.string({ unit: fc.constantFrom('额', 'a'), minLength: 1, maxLength: 12 }) }), { minLength: 2, maxLength: 40 })
    fc.assert(
      fc.property(columns, fc.constantFrom(null, 'portrait', 'landscape'), fc.integer({ min: 0, max: 1e11 }), (some, chosen, fen) => {
        const model = table({ columns: some.map(({ kind, label }, n) => column(`c${n}`, label, kind)), rows: [Object.fromEntries(some.map(({ kind }, n) => [`c${n}`, kind === 'text' ? '甲'.repeat(30) : kind === 'date' ? '2023-01-05' : fen]))], total: undefined as never })
        const whole = paperLayout(model, chosen)
        for (const { table: piece, layout } of whole ? [{ table: model, layout: whole }] : piecesOf(model)) {
          expect(layout.widths.reduce((all, one) => all + one, 0)).toBeCloseTo(printableWidth(layout.orientation), 5)
          piece.columns.forEach(({ kind }, at) => {
            if (kind === 'text' || piece.columns.length < 3) return
            const width = textWidth(kind === 'date' ? '2023-01-05' : kind === 'yuan' ? '1'.repeat(String(fen).length) : String(fen))
            expect(layout.widths[at]).toBeGreaterThan(width * (layout.size / 2) * (25.4 / 72))
          })
        }
      }),
    )
  })

  it('leaves figures room where a PC has wider letters, and stands shares under figures', () => {
    const { widths, size } = paperLayout(table({ columns: [column('item', '项目', 'text'), column('day', '决定日期', 'date'), column('share', '同比', 'share')], rows: [{ item: '甲', day: '2023-01-04', share: '-100.0%' }] }), null) ?? { widths: [], size: 0 }
    for (const [at, width] of [[1, 10], [2, 7]] as const) expect(widths[at]).toBeGreaterThan(width * 1.1 * (size / 2) * (25.4 / 72))
    const html = printHtml(documentOf(table({ columns: [column('item', '项目', 'text'), column('share', '同比', 'share')], rows: [{ item: '甲', share: '12.5%' }, { item: '乙', share: '—' }], lead: ['2023年，共办理12件。'] })))
    expect(html).toContain('<td class="figure">12.5%</td>')
    expect(html).toContain('<td class="middle">—</td>')
    expect(html.indexOf('<p class="lead">2023年，共办理12件。</p>')).toBeLessThan(html.indexOf('<table'))
  })

  it('upright where it fits, across where it does not or is asked for, then smaller', () => {
    expect(paperLayout(table(), null)).toMatchObject({ orientation: 'portrait', size: 10.5 })
    expect(paperLayout(table(), 'landscape')).toMatchObject({ orientation: 'landscape', size: 10.5 })
    expect(paperLayout(wide(8), null)).toMatchObject({ orientation: 'landscape', size: 10.5 })
    expect(paperLayout(wide(9), 'portrait')?.orientation).toBe('landscape')
    expect(paperLayout(wide(12), null)).toMatchObject({ orientation: 'landscape', size: 7 })
  })

  it('a table wider than any page goes into several that begin with the same column, and no column is lost', () => {
    const pieces = piecesOf(wide(40)).map(({ table: piece }) => piece)
    expect(pieces.length).toBeGreaterThan(1)
    expect(pieces.every(({ columns }) => columns[0]?.key === 'item')).toBe(true)
    expect(pieces.flatMap(({ columns }) => columns.slice(1).map(({ key }) => key))).toEqual(wide(40).columns.slice(1).map(({ key }) => key))
    expect(pieces.map(({ heading }) => heading ?? '').slice(1)).toEqual(pieces.slice(1).map(() => '国家司法救助年度统计表（续）'))
    expect(pieces.map(({ notes }) => notes.length)).toEqual([...pieces.slice(1).map(() => 0), 1])
  })
})

describe('printHtml', () => {
  const spanned = table({
    columns: [column('no', '案号', 'text'), column('a', '决定额', 'yuan'), column('b', '发放额', 'yuan')],
    groups: [{ label: '金额', from: 'a', to: 'b' }],
    rows: [{ no: '1号', a: 1, b: 2 }, { no: '1号', a: 3, b: 4 }],
    spans: [{ key: 'no', from: 0, to: 1 }],
    total: undefined as never,
  })

  it('repeats headings, merges what is one cell, and signs once', () => {
    const html = printHtml(documentOf(spanned))
    expect(html).toContain('<thead><tr><th rowspan="2">案号</th><th colspan="2">金额</th></tr><tr><th>决定额</th><th>发放额</th></tr></thead>')
    expect(html).toContain('<tr><td rowspan="2">1号</td><td class="figure">0.01</td><td class="figure">0.02</td></tr><tr class="keep"><td class="figure">0.03</td><td class="figure">0.04</td></tr>')
    expect(html.match(/class="signatures"/g)).toHaveLength(1)
    expect(html).toContain('counter(page)')
  })

  it('keeps text from becoming markup or style, whatever it is', () => {
    const tags = (html: string) => new Set([...html.replace(/<style>.*?<\/style>/s, '').matchAll(/<\/?([^\s>]*)[^>]*>/g)].map((match) => match[1]))
    const own = tags(printHtml(documentOf(table({ heading: '一' }))))
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '\\', '/', '</style>', 'img src=x', '\n', '甲') }), (wild) => {
        const html = printHtml({ ...documentOf(table({ title: wild, heading: wild, subtitle: [wild], notes: [wild], rows: [{ item: wild }], columns: [column('item', wild, 'text')] })), officeName: wild, title: wild })
        expect(html.match(/<\/style>/g)).toHaveLength(1)
        expect([...tags(html)].filter((tag) => !own.has(tag))).toEqual([])
      }),
    )
  })
})
