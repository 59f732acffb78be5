import { describe, expect, it } from 'vitest'
import type { HandoverItem } from '../../../db/domain/caseworkRecords.ts'
import { handoverCount, handoverSheet } from './handoverSheet.ts'

const item = (kind: HandoverItem['kind'], more: Partial<HandoverItem> = {}): HandoverItem => ({ kind, id: kind, number: null, people: '杨某', state: '审查中', duties: [], ...more })

describe('the hand-over list', () => {
  it('counts cases and leads apart', () => {
    expect([handoverCount([item('case'), item('case'), item('lead')]), handoverCount([item('lead')]), handoverCount([])]).toEqual(['案件 2 件，线索 1 条', '线索 1 条', '没有在办的案件和线索'])
  })

  it('names everything handed over with what is due, escaped, and who signs', () => {
    const html = handoverSheet(
      { id: 'h', fromName: '王检', toName: '李佳', handedOn: '2026-11-20', reason: '工作<调动>', items: [item('case', { number: '永检救〔2026〕3号', duties: ['待发放 5,000.00 元', '计划回访'] }), item('lead')], createdAt: '2026-11-20T08:00:00Z', createdBy: '王检' },
      '永和县人民检察院',
    )
    for (const text of ['移交人：王检', '接收人：李佳', '2026年11月20日', '工作&#60;调动&#62;', '永检救〔2026〕3号', '待发放 5,000.00 元；计划回访', '未编号', '监交人（签名）：', '案件 1 件，线索 1 条']) expect(html).toContain(text)
    expect(html.match(/<tr>/g)).toHaveLength(3)
  })
})
