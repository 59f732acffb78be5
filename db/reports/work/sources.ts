import { labelOf } from '../../domain/codeLists.ts'
import { netFen } from '../../store/netPaid.ts'
import { combine } from '../definition.ts'
import { byDimension } from '../people/dimensions.ts'
import { peopleFacts } from '../people/facts.ts'
import type { PersonFact } from '../people/personFact.ts'
import { measureOf } from '../people/measures.ts'
import { basisExplained } from '../wording.ts'
import { byCode, byText, count, events, fen, fromFacts, share } from './engine.ts'
import type { Fact, Measure } from './engine.ts'
import { inPeriod, leadNames, nameOf, names, ofPeriod } from './facts.ts'

interface SourceFact extends Fact {
  what: 'lead' | 'person'
  source: string
  sendingUnit: string | null
  turned: boolean
}
const isLead = ({ what }: SourceFact) => what === 'lead'
const isPerson = ({ what }: SourceFact) => what === 'person'
/** Two leads may have led to one case: its people count once. */
const once = (facts: readonly SourceFact[]): SourceFact[] => [...new Map(facts.map((fact) => [fact.recipientId, fact])).values()]
const ofPeople = (key: string, label: string, unit: 'count' | 'fen', of: (facts: readonly SourceFact[]) => number): Measure<SourceFact> => ({ key, label, unit, counts: isPerson, of: (facts) => of(once(facts)), records: once })

const measures: readonly Measure<SourceFact>[] = [
  count<SourceFact>('leads', '线索（条）', isLead),
  count<SourceFact>('turned', '转为案件（条）', ({ what, turned }) => what === 'lead' && turned),
  { key: 'share', label: '成案率', unit: 'permille', counts: isLead, of: share<SourceFact>(({ turned }) => turned) },
  ofPeople('people', '给予救助（人）', 'count', events),
  ofPeople('decidedFen', '决定额（元）', 'fen', fen),
  ofPeople('paidFen', '发放额（元）', 'fen', (facts) => facts.reduce((sum, { paidFen }) => sum + (paidFen ?? 0), 0)),
]

interface LeadRow {
  leadId: string
  receivedOn: string
  source: string
  sendingUnit: string | null
  outcome: string | null
  caseId: string | null
  caseNumber: string | null
}
const leadPart = 'l.id as leadId, l.received_on as receivedOn, l.source, l.sending_unit as sendingUnit, l.outcome, c.id as caseId, c.case_number as caseNumber'

/** Leads by the day they were received, and what became of the people they led to, up to today. */
const bySource = fromFacts<SourceFact>(
  async (db, asked, named) => {
    const leads = await ofPeriod<LeadRow & { names: string | null }>(
      db,
      `select ${leadPart}, ${leadNames(named)} as names
       from lead l left join relief_case c on c.id = l.case_id and c.deleted_at is null where l.deleted_at is null and ${inPeriod('l.received_on')}`,
      asked,
    )
    const granted = await ofPeriod<LeadRow & { decisionId: string; recipientId: string; name: string | null; day: string; decidedFen: number; paidFen: number }>(
      db,
      `select ${leadPart}, d.id as decisionId, r.id as recipientId, ${nameOf(named, 'r.id')} as name, d.decided_on as day, d.amount_fen as decidedFen,
         coalesce((select sum(${netFen('e')}) from disbursement e where e.case_id = c.id and e.recipient_id = r.id), 0) as paidFen
       from lead l join relief_case c on c.id = l.case_id and c.deleted_at is null join decision d on d.case_id = c.id and d.kind = 'grant' and d.deleted_at is null
         join recipient r on r.id = d.recipient_id
       where l.deleted_at is null and l.outcome = 'case' and ${inPeriod('l.received_on')}`,
      asked,
    )
    const part = ({ source, sendingUnit, outcome, caseId, caseNumber }: LeadRow) => ({ source, sendingUnit, turned: outcome === 'case', caseId, title: caseNumber ?? '线索' })
    return [
      ...leads.map((row): SourceFact => ({ ...part(row), key: `lead:${row.leadId}`, what: 'lead', leadId: row.leadId, recipientId: null, personName: row.names ?? '', date: row.receivedOn, fen: null, detail: [labelOf('leadSource', row.source), row.sendingUnit, row.outcome === null ? '尚未办结' : labelOf('leadOutcome', row.outcome)].filter(Boolean).join(' · ') })),
      ...granted.map((row): SourceFact => ({ ...part(row), key: `decision:${row.decisionId}`, what: 'person', leadId: null, recipientId: row.recipientId, personName: row.name ?? '', date: row.day, fen: row.decidedFen, paidFen: row.paidFen, detail: `线索来源：${labelOf('leadSource', row.source)}` })),
    ]
  },
  [
    { key: 'lead', title: '线索按来源', note: '按线索收到日期；给予救助的人和金额截至目前。', heading: '来源', total: true, grouping: byCode<SourceFact>('leadSource', ({ source }) => source), measures },
    { key: 'sender', title: '线索按移送单位', note: '没有写明移送单位的另列。', heading: '移送单位', total: true, grouping: byText<SourceFact>(({ sendingUnit }) => sendingUnit, '没有写明单位'), measures },
  ],
  ['线索按收到日期计入，转为案件、给予救助、发放的情况截至目前；成案率＝转为案件的 ÷ 收到的。几条线索指向同一案件的，人和金额只计一次。'],
)

/** Cases by the source written at them, whether or not the lead itself is on record. */
const byCaseSource = fromFacts<PersonFact>(
  async (db, asked, named) => (await peopleFacts(db, asked, { dimensions: ['leadSource'], measures: ['paidFen'], named })).filter(({ basis, fen: granted }) => basis === 'paid' || granted !== null),
  [{ key: 'leadSource', title: '救助案件按线索来源', note: '按案件登记的线索来源，包括没有登记线索的案件。', heading: '来源', total: true, grouping: byDimension('leadSource'), measures: (['cases', 'people', 'decidedFen', 'paidFen'] as const).map((key) => measureOf(key)) }],
  ({ basis }) => [`救助案件按线索来源统计${basisExplained[basis]}`],
)

interface AgencyFact extends Fact {
  what: 'lead' | 'measure' | 'letter'
  agency: string
  fulfilled: boolean
}
const is = (what: AgencyFact['what'], fulfilled?: true) => (fact: AgencyFact) => fact.what === what && (!fulfilled || fact.fulfilled)
const tables = { lead: 'lead', measure: 'support_measure', letter: 'letter' } as const
const casePart = (named: boolean) => `c.id as caseId, c.case_number as caseNumber, ${names(named)} as names`

/** What each agency sent us, did for the people, and answered. */
const byAgency = fromFacts<AgencyFact>(
  async (db, asked, named) => {
    type Row = { id: string; caseId: string | null; caseNumber: string | null; leadId: string | null; recipientId: string | null; names: string | null; agency: string; day: string; fulfilled: 0 | 1; fen: number | null; kind: string }
    const read = (text: string) => ofPeriod<Row>(db, text, asked)
    const leads = await read(
      `select l.id, l.id as leadId, c.id as caseId, c.case_number as caseNumber, null as recipientId, l.sending_unit as agency, l.received_on as day, l.outcome = 'case' as fulfilled, null as fen, '移送线索' as kind,
         ${leadNames(named)} as names
       from lead l left join relief_case c on c.id = l.case_id and c.deleted_at is null where l.deleted_at is null and l.sending_unit is not null and ${inPeriod('l.received_on')}`,
    )
    const measured = await read(
      `select m.id, null as leadId, ${casePart(named)}, m.recipient_id as recipientId, coalesce(g.name, m.agency) as agency, coalesce(m.done_on, m.promised_on, m.asked_on) as day, m.done_on is not null as fulfilled, m.value_fen as fen, m.kind
       from support_measure m join relief_case c on c.id = m.case_id and c.deleted_at is null left join agency g on g.id = m.agency_id
       where m.deleted_at is null and coalesce(g.name, m.agency) is not null and ${inPeriod('coalesce(m.done_on, m.promised_on, m.asked_on)')}`,
    )
    const letters = await read(
      `select t.id, null as leadId, ${casePart(named)}, null as recipientId, g.name as agency, t.sent_on as day, t.replied_on is not null as fulfilled, null as fen, '工作联系函' as kind
       from letter t join relief_case c on c.id = t.case_id and c.deleted_at is null join agency g on g.id = t.agency_id where t.deleted_at is null and ${inPeriod('t.sent_on')}`,
    )
    const fact = (row: Row, what: AgencyFact['what'], detail: string): AgencyFact => ({ key: `${tables[what]}:${row.id}`, caseId: row.caseId, leadId: row.leadId, recipientId: row.recipientId, title: row.caseNumber ?? (what === 'lead' ? '线索' : '未编号'), personName: row.names ?? '', date: row.day, fen: row.fen, detail, what, agency: row.agency, fulfilled: row.fulfilled === 1 })
    return [
      ...leads.map((row) => fact(row, 'lead', row.kind)),
      ...measured.map((row) => fact(row, 'measure', `${labelOf('measure', row.kind)} · ${row.fulfilled === 1 ? '已落实' : '尚未落实'}`)),
      ...letters.map((row) => fact(row, 'letter', `${row.kind} · ${row.fulfilled === 1 ? '已复函' : '尚未复函'}`)),
    ]
  },
  [
    {
      key: 'agency',
      title: '协作单位',
      note: '移送的线索按收到日期，措施按落实（未落实的按承诺、商请）日期，联系函按发出日期；折合金额不是救助金。',
      heading: '单位',
      total: true,
      grouping: byText<AgencyFact>(({ agency }) => agency),
      measures: [
        count('leads', '移送线索（条）', is('lead')),
        count('turned', '转为案件（条）', is('lead', true)),
        count('measures', '多元救助（人次）', is('measure')),
        count('done', '已落实', is('measure', true)),
        { key: 'value', label: '折合金额（元）', unit: 'fen', counts: is('measure'), of: fen },
        count('letters', '联系函（件）', is('letter')),
        count('replied', '已复函', is('letter', true)),
      ],
    },
  ],
  [],
)

/** 线索来源与协作单位. */
export const sources = combine([bySource, byCaseSource, byAgency])
