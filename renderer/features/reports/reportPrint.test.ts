import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AnnualReport, ReportTable } from '../../../db/domain/reportModel.ts'
import { escapeHtml } from '../../printSheet.ts'
import { reportHtml, reportTitle } from './reportPrint.ts'

const row = (key: string, label: string, cases: number, fen: number) => ({ key, label, cases, people: cases, decidedFen: fen, paidFen: fen, events: 0 })
const table = (key: ReportTable['key'], exclusive: boolean, rows: ReportTable['rows']): ReportTable => ({ key, title: `表 ${key}`, exclusive, note: '按决定日期统计。', rows })
const report = (change: Partial<AnnualReport> = {}): AnnualReport => ({
  period: { from: '2023-01-01', to: '2023-12-31' },
  basis: 'decided',
  officeName: '某某县人民检察院',
  totals: {
    accepted: { cases: 12, people: 13 },
    granted: { cases: 12, people: 13, households: 12, fen: 31_500_001 },
    refused: { cases: 1, people: 1 },
    paid: { cases: 12, people: 13, fen: 31_500_000 },
    joint: { cases: 1, fen: 5_000_000 },
    typical: 1,
  },
  tables: [table('category', true, [row('injury', '重伤或严重残疾', 7, 20_000_000), row('death', '致死或丧失劳动能力', 5, 11_500_001)]), table('specialGroup', false, [row('minor', '未成年人', 3, 500_000)])],
  sentence: '2023年，共办理国家司法救助案件12件13人，发放救助金31.5万元。',
  notes: ['第一条。'],
  ...change,
})
const options = { startsOn: '01-01', printedOn: '2024-01-05' } as const

/** The texts of a page and the names of its elements, as a browser without scripts would see them. */
function read(html: string): { tags: Set<string>; text: string } {
  const body = html.replace(/<style>[^]*?<\/style>/, '')
  const tags = new Set([...body.matchAll(/<\/?([^\s>]*)[^>]*>/g)].map((match) => (match[1] ?? '').toLowerCase()))
  const text = body.replace(/<[^>]*>/g, '\n').replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))
  return { tags, text }
}

describe('printed report', () => {
  it('names office, period, basis and day', () => {
    const { text } = read(reportHtml(report(), options))
    for (const expected of ['国家司法救助年度统计表（2023年）', '制表单位：某某县人民检察院', '统计期间：2023年1月1日至2023年12月31日', '分项统计口径：按决定日期', '制表日期：2024年1月5日']) {
      expect(text).toContain(expected)
    }
  })

  it('shows money exactly, 万元 without rounding', () => {
    const { text } = read(reportHtml(report(), options))
    expect(text).toContain('31.500001 万元')
    expect(text).toContain('315,000.01 元')
    expect(text).toContain('315,000.00 元')
  })

  it('sums only rows that do not overlap', () => {
    const html = reportHtml(report(), options)
    expect(html.match(/合计/g)).toHaveLength(1)
    expect(html).toContain('<tr class="total"><td>合计</td><td class="figure">12</td><td class="figure">12</td><td class="figure">315,000.01</td><td class="figure">315,000.01</td></tr>')
  })

  it('says so where a table has nothing', () => {
    expect(reportHtml(report({ tables: [table('charge', true, [])] }), options)).toContain('<td colspan="5">期间内没有记录</td>')
  })

  it('keeps text from becoming markup, whatever it is', () => {
    const own = read(reportHtml(report(), options)).tags
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '#', ';', '/', 'script', 'img src=x', '甲', ' ') }), (wild) => {
        const html = reportHtml(
          report({ officeName: wild, sentence: wild, notes: [wild], tables: [{ ...table('charge', true, [row('x', wild, 1, 1)]), title: wild, note: wild }] }),
          options,
        )
        const { tags, text } = read(html)
        expect([...tags].filter((tag) => !own.has(tag))).toEqual([])
        expect(text).toContain(`制表单位：${wild}`)
      }),
    )
    expect(escapeHtml(`<a href="x" title='y'>&`)).toBe('&#60;a href=&#34;x&#34; title=&#39;y&#39;&#62;&#38;')
  })

  it('leaves a period of one\'s own out of the title', () => {
    expect(reportTitle('2023年1月5日至2023年3月8日')).toBe('国家司法救助年度统计表')
    expect(reportTitle('2020—2023年')).toBe('国家司法救助年度统计表（2020—2023年）')
  })
})
