import { labelOf } from '../../domain/codeLists.ts'
import { daysBetween } from '../../domain/dates.ts'
import { average, byCode, byMonth, byText, count, fromFacts, share } from './engine.ts'
import type { Fact } from './engine.ts'
import { inPeriod, leadNames, ofPeriod } from './facts.ts'

interface LeadFact extends Fact {
  source: string
  sendingUnit: string | null
  outcome: string | null
  /** Days from receipt to outcome. */
  days: number | null
}

const measures = [
  count<LeadFact>('received', '收到', () => true),
  count<LeadFact>('ended', '办结', ({ outcome }) => outcome !== null),
  { key: 'share', label: '办结率', unit: 'permille' as const, counts: () => true, of: share<LeadFact>(({ outcome }) => outcome !== null) },
  count<LeadFact>('case', '转为救助案件', ({ outcome }) => outcome === 'case'),
  count<LeadFact>('social', '转社会救助', ({ outcome }) => outcome === 'socialAssistance'),
  { key: 'days', label: '平均办理天数', unit: 'days' as const, counts: ({ days }: LeadFact) => days !== null, of: average<LeadFact>(({ days }) => days ?? 0) },
]

/** Leads by the day they were received, with how they ended up to today. */
export const leads = fromFacts<LeadFact>(
  async (db, asked, named) => {
    const found = await ofPeriod<{ id: string; receivedOn: string; source: string; sendingUnit: string | null; outcome: string | null; outcomeOn: string | null; caseId: string | null; caseNumber: string | null; names: string | null; officerName: string }>(
      db,
      `select l.id, l.received_on as receivedOn, l.source, l.sending_unit as sendingUnit, l.outcome, l.outcome_on as outcomeOn, c.id as caseId, c.case_number as caseNumber, l.officer_name as officerName,
         ${leadNames(named)} as names
       from lead l left join relief_case c on c.id = l.case_id and c.deleted_at is null where l.deleted_at is null and ${inPeriod('l.received_on')}`,
      asked,
    )
    return found.map((row) => ({
      key: `lead:${row.id}`,
      caseId: row.caseId,
      leadId: row.id,
      title: row.caseNumber ?? '线索',
      recipientId: null,
      personName: row.names ?? '',
      source: row.source,
      sendingUnit: row.sendingUnit,
      outcome: row.outcome,
      days: row.outcomeOn === null ? null : Math.max(0, daysBetween(row.receivedOn, row.outcomeOn)),
      date: row.receivedOn,
      fen: null,
      detail: [labelOf('leadSource', row.source), row.sendingUnit, row.outcome === null ? '尚未办结' : `${labelOf('leadOutcome', row.outcome)}${row.outcomeOn === null ? '' : ` ${row.outcomeOn}`}`, `承办人：${row.officerName}`].filter(Boolean).join(' · '),
    }))
  },
  [
    { key: 'source', title: '按线索来源', note: '各行互不重叠。', heading: '来源', total: true, grouping: byCode<LeadFact>('leadSource', ({ source }) => source), measures },
    { key: 'unit', title: '按移送单位', note: '没有写明移送单位的另列。', heading: '单位', total: true, grouping: byText<LeadFact>(({ sendingUnit }) => sendingUnit, '没有写明单位'), measures },
    { key: 'month', title: '按月份', note: '按收到日期。', heading: '月份', total: true, grouping: byMonth<LeadFact>(), measures },
    { key: 'outcome', title: '按处理结果', note: '截至目前的处理结果。', heading: '结果', total: true, grouping: byCode<LeadFact>('leadOutcome', ({ outcome }) => outcome), measures: [count<LeadFact>('received', '条', () => true)] },
  ],
  ['统计期间内收到的线索，处理结果截至目前；办结率＝已有处理结果的 ÷ 收到的。', '平均办理天数从收到之日算到登记处理结果之日，按自然日。'],
)
