import { describe, expect, it } from 'vitest'
import { closingFaults } from '../../../db/domain/dateOrder.ts'
import { sectionOfCheck } from './checkSections.ts'

const facts = (decision: { kind: 'grant' | 'refuse'; servedOn: string | null } | null) => ({
  acceptedOn: '2026-01-05',
  today: '2026-03-01',
  recipients: [{ name: '甲', decision: decision && { ...decision, amountFen: 1, decidedOn: '2026-01-08', revokedOn: null }, netPaidFen: 0, paidOn: [] }],
})
const where = (text: string) => sectionOfCheck({ advice: [{ section: 'original', level: 'missing', text: '还没有填写原案的案号和案由' }] }, text)

describe('where a finding is mended', () => {
  it('is the section of the same advice', () => {
    expect(where('还没有填写原案的案号和案由')).toBe('original')
  })

  it('is known for everything closing finds', () => {
    expect(closingFaults('paid', facts(null)).map(where)).toEqual(['decision', 'decision'])
    expect(closingFaults('paid', facts({ kind: 'grant', servedOn: null })).map(where)).toEqual(['decision', 'disbursement'])
    expect(closingFaults('refused', facts({ kind: 'grant', servedOn: null })).map(where)).toEqual(['decision'])
  })

  it('is known for what archiving finds', () => {
    expect(
      ['甲还有 5,000.00 元没有发放。请登记发放，不再发放的登记取消发放', '还有 2 份申请材料没有收到', '还没有登记审查情况', '还没有登记审批结果', '还没有回访记录。归档后仍可以登记回访', '还没有归入文书和附件'].map(where),
    ).toEqual(['disbursement', 'material', 'assessment', 'approval', 'visit', 'attachment'])
    expect(where('案件还没有办结。请先办结，再归档')).toBeNull()
  })
})
