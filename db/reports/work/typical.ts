import { labelOf } from '../../domain/codeLists.ts'
import { byCode, byText, cases, count, fromFacts, money } from './engine.ts'
import type { Fact } from './engine.ts'
import { inPeriod, names, ofCase, ofPeriod } from './facts.ts'
import type { CasePart } from './facts.ts'

interface NotedFact extends Fact {
  what: 'award' | 'joint'
  level: string | null
  office: string | null
}
const is = (what: NotedFact['what']) => (fact: NotedFact) => fact.what === what

const casePart = (named: boolean) => `c.id as caseId, c.case_number as caseNumber, c.officer_name as officerName, ${names(named)} as personName`
const lastDecided = `(select max(d.decided_on) from decision d where d.case_id = c.id and d.deleted_at is null)`
/** Few cases have an award or another office: `cross join` holds SQLite to beginning with these, where it would rather go through all cases. */
export const awardsText = (named: boolean): string =>
  `select * from (select ${casePart(named)}, a.id as id, a.level, a.title, a.published_on as publishedOn, coalesce(a.published_on, ${lastDecided}) as day from typical_award a cross join relief_case c on c.id = a.case_id and c.deleted_at is null where a.deleted_at is null) where ${inPeriod('day')}`
export const jointText = (named: boolean): string =>
  `select * from (select ${casePart(named)}, o.id as id, o.name as office, o.share_fen as share,
     (select max(d.decided_on) from decision d where d.case_id = c.id and d.deleted_at is null and d.kind = 'grant' and ${inPeriod('d.decided_on')}) as day
   from joint_office o cross join relief_case c on c.id = o.case_id and c.deleted_at is null where o.deleted_at is null) where day is not null`

/** Typical cases by the day they were published, joint relief by the day of this office's decision. */
export const typical = fromFacts<NotedFact>(
  async (db, asked, named) => {
    const awards = await ofPeriod<CasePart & { id: string; level: string; title: string | null; publishedOn: string | null; day: string }>(db, awardsText(named), asked)
    const joint = await ofPeriod<CasePart & { id: string; office: string; share: number; day: string }>(db, jointText(named), asked)
    return [
      ...awards.map((row): NotedFact => ({ ...ofCase(row), key: `typical_award:${row.id}`, recipientId: null, what: 'award', level: row.level, office: null, date: row.day, fen: null, detail: [labelOf('awardLevel', row.level), row.title, row.publishedOn === null && '没有公布日期，按决定日期计入'].filter(Boolean).join(' · ') })),
      ...joint.map((row): NotedFact => ({ ...ofCase(row), key: `joint_office:${row.id}`, recipientId: null, what: 'joint', level: null, office: row.office, date: row.day, fen: row.share, detail: `与${row.office}联合救助` })),
    ]
  },
  [
    { key: 'level', title: '典型案例', note: '按公布日期；没有公布日期的按决定日期计入。同一案件入选几次的，各计一次。', heading: '级别', total: true, only: is('award'), grouping: byCode<NotedFact>('awardLevel', ({ level }) => level), measures: [count('awards', '入选（次）', is('award')), count('cases', '案件（件）', is('award'), cases)] },
    { key: 'office', title: '联合救助', note: '按本院给予救助的决定日期；金额是其他单位承担的部分，不计入本院发放。', heading: '联合单位', total: true, only: is('joint'), grouping: byText<NotedFact>(({ office }) => office), measures: [count('cases', '件', is('joint'), cases), money('share', '其他单位承担（元）', is('joint'))] },
  ],
  ['同一案件与几个单位联合救助的，各单位的件数不能相加，合计行按不同的案件计。'],
)
