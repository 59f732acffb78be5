import { labelOf } from '../../domain/codeLists.ts'
import type { LegalDate } from '../../domain/records.ts'
import { byCode, byMonth, byText, count, fromFacts, people, share } from './engine.ts'
import type { Fact } from './engine.ts'
import { inPeriod, nameOf, ofCase, ofPeriod } from './facts.ts'
import type { CasePart } from './facts.ts'

interface VisitFact extends Fact {
  /** Planned for a day of the period. */
  due: boolean
  /** Done on a day of the period. */
  done: boolean
  dueOn: LegalDate | null
  doneOn: LegalDate | null
  /** Of those due: whether it was done in time; null while its day has not come. */
  kept: boolean | null
  officerName: string | null
  way: string | null
  satisfaction: string | null
}

const measures = [
  count<VisitFact>('due', '应回访', ({ due }) => due),
  count<VisitFact>('kept', '按期完成', ({ kept }) => kept === true),
  count<VisitFact>('late', '逾期完成', ({ due, kept, doneOn }) => due && kept === false && doneOn !== null),
  count<VisitFact>('missed', '逾期未完成', ({ due, kept, doneOn }) => due && kept === false && doneOn === null),
  { key: 'share', label: '按期率', unit: 'permille' as const, counts: ({ kept }: VisitFact) => kept !== null, of: share<VisitFact>(({ kept }) => kept === true) },
  count<VisitFact>('done', '实际回访', ({ done }) => done),
  count<VisitFact>('people', '回访人数', ({ done }) => done, people),
]
const doneOnly = [count<VisitFact>('done', '次', ({ done }) => done), count<VisitFact>('people', '人', ({ done }) => done, people)]

/** Visits due in the period by the day they were due, and visits done in it by the day they were done. */
export const visits = fromFacts<VisitFact>(
  async (db, asked, named) => {
    const { period, today } = asked
    const found = await ofPeriod<CasePart & { id: string; recipientId: string | null; dueOn: string | null; doneOn: string | null; way: string | null; satisfaction: string | null; visitors: string | null }>(
      db,
      `select c.id as caseId, c.case_number as caseNumber, c.officer_name as officerName, v.id, v.recipient_id as recipientId, v.due_on as dueOn, v.done_on as doneOn, v.way, v.satisfaction, v.visitors,
         ${nameOf(named, 'v.recipient_id')} as personName
       from visit v cross join relief_case c on c.id = v.case_id and c.deleted_at is null
       where v.deleted_at is null and (${inPeriod('v.due_on')} or ${inPeriod('v.done_on')})`,
      asked,
    )
    const within = (date: string | null) => date !== null && date >= period.from && date <= period.to
    return found.map((row) => {
      const due = within(row.dueOn)
      const kept = !due || row.dueOn === null ? null : row.doneOn !== null ? row.doneOn <= row.dueOn : row.dueOn < today ? false : null
      return {
        ...row,
        ...ofCase(row),
        key: `visit:${row.id}`,
        recipientId: row.recipientId,
        due,
        done: within(row.doneOn),
        kept,
        date: row.doneOn ?? row.dueOn,
        fen: null,
        detail: [row.dueOn && `计划 ${row.dueOn}`, row.doneOn ? `实际 ${row.doneOn}` : '未回访', labelOf('visitWay', row.way), row.visitors && `回访人：${row.visitors}`].filter(Boolean).join(' · '),
      }
    })
  },
  [
    { key: 'month', title: '按月份', note: '有计划日期的按计划日期归月，没有的按实际日期。', heading: '月份', total: true, grouping: byMonth<VisitFact>(({ due, dueOn, doneOn }) => (due ? dueOn : doneOn)), measures },
    { key: 'officer', title: '按承办人', note: '按案件现在的承办人。', heading: '承办人', total: true, grouping: byText<VisitFact>(({ officerName }) => officerName), measures },
    { key: 'way', title: '按回访方式', note: '实际回访的次数和人数；一人多次的，人数只计一次。', heading: '方式', total: true, only: ({ done }) => done, grouping: byCode<VisitFact>('visitWay', ({ way }) => way), measures: doneOnly },
    { key: 'satisfaction', title: '按满意度', note: '实际回访的次数和人数。', heading: '满意度', total: true, only: ({ done }) => done, grouping: byCode<VisitFact>('satisfaction', ({ satisfaction }) => satisfaction), measures: doneOnly },
  ],
  ['应回访按计划日期、实际回访按实际日期，分别计入；计划在期间以前、期间内才完成的，只计入实际回访。', '按期率＝按期完成 ÷（按期完成＋逾期完成＋逾期未完成）；计划日期还没有到的不计。', '为整件案件记录的回访，人数计一。'],
)
