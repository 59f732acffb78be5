import { describe, expect, it } from 'vitest'
import { visitSheetsHtml } from './sheetPrint.ts'
import type { VisitSheet } from './sheetPrint.ts'

const sheet = (more: Partial<VisitSheet> = {}): VisitSheet => ({
  visitId: 'v1',
  caseId: 'c1',
  caseNumber: '某检救〔2026〕1号',
  recipientId: 'r1',
  name: '王小明、李四',
  address: '某镇某村 3 组',
  phone: '13800000000',
  discreet: false,
  dueOn: '2026-11-20',
  lastVisit: null,
  measures: [],
  money: { decidedFen: 2_500_000, netPaidFen: 2_000_000, supervisedFen: null },
  ...more,
})
const html = (sheets: VisitSheet[], named: boolean) => visitSheetsHtml(sheets, { officeName: '某某县人民检察院', named, printedOn: '2026-11-22' })

describe('the printed visit sheet', () => {
  it('finds the house only where names, addresses and phones were asked for', () => {
    const named = html([sheet()], true)
    for (const part of ['王小明、李四', '某镇某村 3 组', '13800000000', '2026年11月22日']) expect(named).toContain(part)
    const masked = html([sheet()], false)
    for (const part of ['王小明', '李四', '某镇某村', '13800000000']) expect(masked).not.toContain(part)
    expect(masked).toContain('王某某、李某')
    // Room to write it by hand.
    expect(masked).toContain('<th>联系电话</th><td></td>')
  })

  it('says what was promised and asked for last time', () => {
    const text = html([sheet({ lastVisit: { on: '2026-05-01', findings: '母亲住院', stillNeeded: '医疗救助' }, measures: [{ id: 'm1', kind: 'temporaryAid', agency: '区民政局', promisedOn: '2026-04-01', doneOn: null }] })], true)
    for (const part of ['2026-05-01', '母亲住院', '当时还需要的帮助：医疗救助', '（区民政局）', '2026-04-01', '□ 部分落实', '决定救助 25,000.00 元；已发放 20,000.00 元']) expect(text).toContain(part)
    expect(html([sheet()], true)).toContain('还没有回访过')
    expect(html([sheet({ money: { decidedFen: 0, netPaidFen: 0, supervisedFen: 500_000 } })], true)).toContain('监管账户余额 5,000.00 元')
  })

  it('warns where nobody is to notice, and only there', () => {
    expect(html([sheet({ discreet: true })], true)).toContain('不公开检察人员身份')
    expect(html([sheet()], true)).not.toContain('不公开检察人员身份')
  })

  it('stands on a page of its own for each person, and holds no markup of the records', () => {
    const text = html([sheet(), sheet({ name: '<b>赵某</b>', lastVisit: { on: '2026-05-01', findings: '<script>', stillNeeded: '"&' } })], true)
    expect(text.match(/<section class="sheet">/g)).toHaveLength(2)
    expect(text).not.toContain('<b>赵某')
    expect(text).not.toContain('<script>')
  })
})
