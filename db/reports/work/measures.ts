import { labelOf } from '../../domain/codeLists.ts'
import { byCode, byMonth, byText, cases, count, fromFacts, money, people } from './engine.ts'
import type { Fact } from './engine.ts'
import { inPeriod, nameOf, ofCase, ofPeriod } from './facts.ts'
import type { CasePart } from './facts.ts'

interface MeasureFact extends Fact {
  kind: string
  agency: string | null
  carriedOut: boolean
}

const measures = [
  count<MeasureFact>('events', '人次', () => true),
  count<MeasureFact>('people', '人', () => true, people),
  count<MeasureFact>('cases', '件', () => true, cases),
  count<MeasureFact>('done', '已落实', ({ carriedOut }) => carriedOut),
  count<MeasureFact>('open', '未落实', ({ carriedOut }) => !carriedOut),
  money<MeasureFact>('value', '折合金额（元）', ({ fen }) => fen !== null),
]

/** Support measures by the day they were carried out, else promised, else asked for. Their money is never relief money. */
export const supportMeasures = fromFacts<MeasureFact>(
  async (db, asked, named) => {
    const found = await ofPeriod<CasePart & { id: string; recipientId: string | null; kind: string; agency: string | null; day: string; doneOn: string | null; valueFen: number | null; note: string | null }>(
      db,
      `select c.id as caseId, c.case_number as caseNumber, c.officer_name as officerName, m.id, m.recipient_id as recipientId, m.kind, coalesce(g.name, m.agency) as agency,
         coalesce(m.done_on, m.promised_on, m.asked_on) as day, m.done_on as doneOn, m.value_fen as valueFen, m.note,
         ${nameOf(named, 'm.recipient_id')} as personName
       from support_measure m join relief_case c on c.id = m.case_id and c.deleted_at is null left join agency g on g.id = m.agency_id
       where m.deleted_at is null and ${inPeriod('coalesce(m.done_on, m.promised_on, m.asked_on)')}`,
      asked,
    )
    return found.map((row) => ({
      ...ofCase(row),
      key: `support_measure:${row.id}`,
      recipientId: row.recipientId,
      kind: row.kind,
      agency: row.agency,
      carriedOut: row.doneOn !== null,
      date: row.day,
      fen: row.valueFen,
      detail: [labelOf('measure', row.kind), row.agency, row.doneOn === null ? '尚未落实' : '已落实', row.note].filter(Boolean).join(' · '),
    }))
  },
  [
    { key: 'kind', title: '按措施', note: '人次可以相加，同一人可能得到几项措施，人数、件数不能相加。', heading: '措施', total: true, grouping: byCode<MeasureFact>('measure', ({ kind }) => kind), measures },
    { key: 'agency', title: '按协作单位', note: '没有写明单位的另列。', heading: '单位', total: true, grouping: byText<MeasureFact>(({ agency }) => agency, '没有写明单位'), measures },
    { key: 'month', title: '按月份', note: '按落实日期；未落实的按承诺、商请日期。', heading: '月份', total: true, grouping: byMonth<MeasureFact>(), measures },
  ],
  ['折合金额是其他单位帮助的价值，不是救助金，不与救助金相加。', '落实、承诺、商请的日期都没有填写的措施没有计入，请在案件中补填。', '为整件案件记录的措施，人数计一。'],
)
