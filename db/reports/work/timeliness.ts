import { daysBetween } from '../../domain/dates.ts'
import { caseDeadlines } from '../../domain/deadlines.ts'
import type { LegalDate } from '../../domain/records.ts'
import { caseDatesOf, caseFactsOf } from '../../store/deadlineRepository.ts'
import { average, byName, byText, count, fromFacts, share } from './engine.ts'
import type { Fact } from './engine.ts'
import { inPeriod, names, ofCase, ofPeriod } from './facts.ts'
import type { CasePart } from './facts.ts'

interface TimeFact extends Fact {
  what: 'stage' | 'period' | 'outside'
  stage: string
  days: number
  /** Of periods that ended or ran out. */
  kept: boolean | null
}
const is = (what: TimeFact['what']) => (fact: TimeFact) => fact.what === what
const stages = { applied: '申请到受理', reviewed: '受理到决定', paid: '决定到首次发放', whole: '受理到首次发放' } as const
const longest = (facts: readonly TimeFact[]): number | null => (facts.length === 0 ? null : Math.max(...facts.map(({ days }) => days)) * 10)
const days = [count<TimeFact>('count', '件', () => true), { key: 'average', label: '平均（天）', unit: 'days' as const, counts: () => true, of: average<TimeFact>((fact) => fact.days) }, { key: 'longest', label: '最长（天）', unit: 'days' as const, counts: () => true, of: longest }]

type Row = CasePart & { appliedOn: LegalDate | null; acceptedOn: LegalDate | null; decidedOn: LegalDate | null; paidOn: LegalDate | null }

/** Cases of which anything that ends a stage or may start a period of the rules lies in the period, whatever else is on record of them. */
const TOUCHED = `select id from relief_case where ${['applied_on', 'accepted_on', 'closed_on'].map(inPeriod).join(' or ')}
  union select case_id from decision where deleted_at is null and ${inPeriod('decided_on')}
  union select case_id from disbursement where kind = 'paid' and ${inPeriod('happened_on')}
  union select case_id from case_step where deleted_at is null and ${inPeriod('happened_on')}
  union select a.case_id from funds_entry e cross join funds_allocation a on a.funds_entry_id = e.id and a.deleted_at is null where e.deleted_at is null and ${inPeriod('e.happened_on')}`

/** How long the stages took by the day they ended, and which periods of the office's rules were kept by the day they began. */
export const timeliness = fromFacts<TimeFact>(
  async (db, asked, named) => {
    const { period, today, reference } = asked
    const within = (date: string | null) => date !== null && date >= period.from && date <= period.to
    const found = await ofPeriod<Row>(
      db,
      `select c.id as caseId, c.case_number as caseNumber, c.officer_name as officerName, c.applied_on as appliedOn, c.accepted_on as acceptedOn, ${names(named)} as personName,
         (select max(d.decided_on) from decision d where d.case_id = c.id and d.deleted_at is null) as decidedOn,
         (select min(e.happened_on) from disbursement e where e.case_id = c.id and e.kind = 'paid') as paidOn
       from (${TOUCHED}) t cross join relief_case c on c.id = t.id where c.deleted_at is null`,
      asked,
    )
    const fact = (row: CasePart, what: TimeFact['what'], stage: string, from: LegalDate, to: LegalDate, detail: string, kept: boolean | null = null): TimeFact => ({ ...ofCase(row), key: `${what} ${stage}:${row.caseId}`, recipientId: null, what, stage, days: daysBetween(from, to), kept, date: to, fen: null, detail })
    const facts = found.flatMap((row) => {
      const spans: [keyof typeof stages, LegalDate | null, LegalDate | null][] = [
        ['applied', row.appliedOn, row.acceptedOn],
        ['reviewed', row.acceptedOn, row.decidedOn],
        ['paid', row.decidedOn, row.paidOn],
        ['whole', row.acceptedOn, row.paidOn],
      ]
      // Days out of order are mended under 数据质量; they say nothing of how long anything took.
      return spans.flatMap(([key, from, to]) => (from !== null && to !== null && to >= from && within(to) ? [fact(row, 'stage', key, from, to, `${from} 至 ${to}，${daysBetween(from, to)} 天`)] : []))
    })
    const known = new Map(found.map((row) => [row.caseId, row]))
    for (const [caseId, own] of await caseFactsOf(db, await caseDatesOf(db, [...known.keys()]))) {
      const row = known.get(caseId)
      if (!row) continue
      for (const one of caseDeadlines(own, reference, today)) {
        const ended = one.state === 'kept' || one.state === 'missed' || one.state === 'overdue'
        if (ended && within(one.startedOn)) facts.push({ ...fact(row, 'period', one.title, one.startedOn, one.endedOn ?? today, `${one.startedOn} 起，${one.dueOn} 到期，${one.endedOn === null ? '尚未完成' : `${one.endedOn} 完成`}`, one.state === 'kept'), date: one.startedOn })
      }
    }
    const answered = await ofPeriod<CasePart & { id: string; stepName: string; sentOn: LegalDate; answeredOn: LegalDate }>(
      db,
      `select c.id as caseId, c.case_number as caseNumber, c.officer_name as officerName, ${names(named)} as personName, a.id, a.step_name as stepName, a.sent_on as sentOn, a.answered_on as answeredOn
       from approval a cross join relief_case c on c.id = a.case_id and c.deleted_at is null where a.deleted_at is null and a.kind = 'outside' and a.answered_on >= a.sent_on and ${inPeriod('a.answered_on')}`,
      asked,
    )
    return [...facts, ...answered.map((row) => ({ ...fact(row, 'outside', row.stepName, row.sentOn, row.answeredOn, `${row.sentOn} 报送，${row.answeredOn} 批复`), key: `approval:${row.id}` }))]
  },
  [
    { key: 'stage', title: '各环节用时', note: '按环节完成的日期计入；自然日，包括节假日和补正、院外环节的时间。', heading: '环节', total: false, only: is('stage'), grouping: byName<TimeFact>(stages, ({ stage }) => stage), measures: days },
    {
      key: 'period',
      title: '各项期限',
      note: '按期限起算的日期计入；已完成的和已经逾期的，还在期限内的不计。历史案件不计期限。',
      heading: '期限',
      total: true,
      only: is('period'),
      grouping: byText<TimeFact>(({ stage }) => stage),
      measures: [
        count<TimeFact>('count', '应办（次）', () => true),
        count<TimeFact>('kept', '按期', ({ kept }) => kept === true),
        count<TimeFact>('missed', '逾期', ({ kept }) => kept === false),
        { key: 'share', label: '按期率', unit: 'permille', counts: () => true, of: share<TimeFact>(({ kept }) => kept === true) },
      ],
    },
    { key: 'outside', title: '院外环节用时', note: '从报送到批复的自然日，按批复日期计入；与本院用时分开看。', heading: '环节', total: false, only: is('outside'), grouping: byText<TimeFact>(({ stage }) => stage), measures: days },
  ],
  ['同一案件多人的，决定日期按最后一人，首次发放按最早一笔。', '日期前后颠倒的没有计入，请在“数据质量”里核对。', '期限按各自起算之日施行的办案期限规则，已批准的延期计入。'],
)
