import { kindsWith, netFen } from '../../store/netPaid.ts'
import { byText, cases, count, fromFacts, money, people } from './engine.ts'
import type { Fact } from './engine.ts'
import { LAST, inPeriod, nameOf, names, ofCase, ofPeriod } from './facts.ts'
import type { CasePart } from './facts.ts'

const what = { accepted: '受理', decided: '决定', closed: '办结', open: '期末在办', visit: '回访', paid: '发放' } as const

interface WorkFact extends Fact {
  what: keyof typeof what
  officerName: string | null
}
const is = (one: WorkFact['what']) => (fact: WorkFact) => fact.what === one

/** One kind of work: from which rows, on which day, with which recipient and money. */
const sources = (named: boolean): Record<WorkFact['what'], string> => ({
  accepted: `select c.id as id, null as recipientId, c.accepted_on as day, null as fen, ${names(named)} as personName, #case from relief_case c where c.deleted_at is null and ${inPeriod('c.accepted_on')}`,
  closed: `select c.id as id, null as recipientId, c.closed_on as day, null as fen, ${names(named)} as personName, #case from relief_case c where c.deleted_at is null and ${inPeriod('c.closed_on')}`,
  open: `select c.id as id, null as recipientId, c.accepted_on as day, null as fen, ${names(named)} as personName, #case from relief_case c
    where c.deleted_at is null and c.historical = 0 and c.accepted_on <= ${LAST} and (c.closed_on is null or c.closed_on > ${LAST})`,
  decided: `select x.id as id, x.recipient_id as recipientId, x.decided_on as day, case x.kind when 'grant' then x.amount_fen end as fen, ${nameOf(named, 'x.recipient_id')} as personName, #case
    from decision x join relief_case c on c.id = x.case_id and c.deleted_at is null where x.deleted_at is null and ${inPeriod('x.decided_on')}`,
  visit: `select x.id as id, x.recipient_id as recipientId, x.done_on as day, null as fen, ${nameOf(named, 'x.recipient_id')} as personName, #case
    from visit x join relief_case c on c.id = x.case_id and c.deleted_at is null where x.deleted_at is null and ${inPeriod('x.done_on')}`,
  paid: `select x.id as id, x.recipient_id as recipientId, x.happened_on as day, ${netFen('x')} as fen, ${nameOf(named, 'x.recipient_id')} as personName, #case
    from disbursement x join relief_case c on c.id = x.case_id and c.deleted_at is null where x.kind not in (${kindsWith(0)}) and ${inPeriod('x.happened_on')}`,
})
/** A record of its own for visits and payments, for the rest what the case or decision stands for here. */
const keyed: Record<WorkFact['what'], string> = { accepted: 'accepted', closed: 'closed', open: 'open', decided: 'decided', visit: 'visit', paid: 'disbursement' }
const casePart = 'c.id as caseId, c.case_number as caseNumber, c.officer_name as officerName'

/** What each officer did, by each work's own date. The officer is the one the case has now. */
export const officers = fromFacts<WorkFact>(
  async (db, asked, named) => {
    const found: WorkFact[] = []
    for (const kind of Object.keys(what) as WorkFact['what'][]) {
      const list = await ofPeriod<CasePart & { id: string; recipientId: string | null; day: string; fen: number | null }>(db, sources(named)[kind].replace('#case', casePart), asked)
      for (const row of list) found.push({ ...ofCase(row), key: `${keyed[kind]}:${row.id}`, recipientId: row.recipientId, what: kind, officerName: row.officerName, date: row.day, fen: row.fen, detail: what[kind] })
    }
    return found
  },
  [
    {
      key: 'officer',
      title: '按承办人',
      note: '每一项按自己的日期；在办是统计期间最后一天已受理、尚未办结的案件，不含历史案件。',
      heading: '承办人',
      total: true,
      grouping: byText<WorkFact>(({ officerName }) => officerName, '没有承办人'),
      measures: [
        count('accepted', '受理（件）', is('accepted'), cases),
        count('decided', '决定（件）', is('decided'), cases),
        count('people', '决定（人）', is('decided'), people),
        money('decidedFen', '决定额（元）', is('decided')),
        count('closed', '办结（件）', is('closed'), cases),
        count('open', '期末在办（件）', is('open'), cases),
        count('visit', '回访（次）', is('visit')),
        money('paidFen', '发放净额（元）', is('paid')),
      ],
    },
  ],
  ['承办人按案件现在的承办人；案件交接以后，以前办的也计入接手的人。'],
)
