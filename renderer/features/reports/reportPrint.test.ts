import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Report } from '../../../db/domain/reportModel.ts'
import { escapeHtml } from '../../../db/domain/html.ts'
import { reportHtml, reportTitle } from './reportPrint.ts'
import { annualReport, moneyRow, moneyTable } from './testReports.ts'

const [totals] = annualReport.tables
const withMoney = totals && { ...totals, rows: totals.rows.map((row) => ({ ...row, values: { ...row.values, ...(row.key === 'granted' && { decidedFen: 31_500_001 }), ...(row.key === 'paid' && { paidFen: 31_500_000 }) } })) }
const report = (change: Partial<Report> = {}): Report => ({
  ...annualReport,
  ask: { ...annualReport.ask, basis: 'decided' },
  tables: [...(withMoney ? [withMoney] : []), moneyTable('category', '表 category', [moneyRow('injury', '重伤或严重残疾', 7, 7, 20_000_000, 20_000_000), moneyRow('death', '致死或丧失劳动能力', 5, 5, 11_500_001, 11_500_000)]), moneyTable('specialGroup', '表 specialGroup', [moneyRow('minor', '未成年人', 3, 3, 500_000, 500_000)], false)],
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
    for (const expected of ['国家司法救助年度统计表（2023年）', '制表单位：某某县人民检察院', '统计期间：2023年1月1日至2023年12月31日', '统计口径：按决定日期', '制表日期：2024年1月5日']) {
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
    expect(html).toContain('<tr class="total"><td>合计</td><td class="figure">12</td><td class="figure">12</td><td class="figure">315,000.01</td><td class="figure">315,000.00</td></tr>')
  })

  it('says so where a table has nothing', () => {
    expect(reportHtml(report({ tables: [moneyTable('charge', '表', [])] }), options)).toContain('<td colspan="5">期间内没有记录</td>')
  })

  it('keeps text from becoming markup, whatever it is', () => {
    const own = read(reportHtml(report(), options)).tags
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '#', ';', '/', 'script', 'img src=x', '甲', ' ') }), (wild) => {
        const html = reportHtml(
          report({ officeName: wild, sentence: wild, notes: [wild], tables: [{ ...moneyTable('charge', wild, [moneyRow('x', wild, 1, 1, 1, 1)]), note: wild }] }),
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
    expect(reportTitle('年度统计表', '2023年1月5日至2023年3月8日')).toBe('国家司法救助年度统计表')
    expect(reportTitle('年度统计表', '2020—2023年')).toBe('国家司法救助年度统计表（2020—2023年）')
  })
})
