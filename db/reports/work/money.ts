import { disbursementEffect } from '../../domain/caseRules.ts'
import type { DisbursementKind } from '../../domain/records.ts'
import { combine } from '../definition.ts'
import { byMonth, byText, cases, count, fromFacts, money, people } from './engine.ts'
import type { Fact } from './engine.ts'
import { LAST, inPeriod, nameOf, ofCase, ofPeriod } from './facts.ts'
import type { CasePart } from './facts.ts'
import { keptMoney } from './pool.ts'

interface MoneyFact extends Fact {
  what: 'arrived' | 'decided' | 'outstanding' | DisbursementKind
  source: string | null
  officerName: string | null
}
const is =
  (...kinds: MoneyFact['what'][]) =>
  (fact: MoneyFact) =>
    kinds.includes(fact.what)
/** Money that came back counts against what was paid. */
const net = { key: 'net', label: '净发放（元）', unit: 'fen' as const, counts: is('paid', 'repaid', 'returned', 'recovered'), of: (facts: readonly MoneyFact[]) => facts.reduce((sum, { what, fen }) => sum + (what === 'returned' || what === 'recovered' ? -(fen ?? 0) : (fen ?? 0)), 0) }

const casePart = (named: boolean) => `c.id as caseId, c.case_number as caseNumber, c.officer_name as officerName, ${nameOf(named, 'x.recipient_id')} as personName, x.id as id, x.recipient_id as recipientId`

/** What came in and went out, each by its own date, and what is still owed on the last day of the period. */
const flow = fromFacts<MoneyFact>(
  async (db, asked, named) => {
    type Row = CasePart & { id: string; recipientId: string; day: string; fen: number; kind: DisbursementKind }
    const arrivals = await ofPeriod<{ id: string; day: string; fen: number; source: string | null; document: string | null }>(db, `select id, happened_on as day, amount_fen as fen, source, document from funds_entry where kind = 'arrived' and deleted_at is null and ${inPeriod('happened_on')}`, asked)
    const decided = await ofPeriod<Row>(db, `select ${casePart(named)}, x.decided_on as day, x.amount_fen as fen from decision x join relief_case c on c.id = x.case_id and c.deleted_at is null where x.kind = 'grant' and x.deleted_at is null and ${inPeriod('x.decided_on')}`, asked)
    const entries = await ofPeriod<Row>(db, `select ${casePart(named)}, x.happened_on as day, x.amount_fen as fen, x.kind from disbursement x join relief_case c on c.id = x.case_id and c.deleted_at is null where ${inPeriod('x.happened_on')}`, asked)
    const moved = Object.entries(disbursementEffect).map(([kind, { net: sign, cancelled }]) => `when '${kind}' then ${sign + cancelled} * e.amount_fen`).join(' ')
    const outstanding = await ofPeriod<Row>(
      db,
      `select * from (select ${casePart(named)}, x.decided_on as day,
         x.amount_fen + x.earlier_fen - coalesce((select sum(case e.kind ${moved} else 0 end) from disbursement e where e.case_id = x.case_id and e.recipient_id = x.recipient_id and e.happened_on <= ${LAST}), 0) as fen
       from decision x join relief_case c on c.id = x.case_id and c.deleted_at is null where x.kind = 'grant' and x.deleted_at is null and x.revoked_on is null and x.decided_on <= ${LAST}) where fen > 0`,
      asked,
    )
    const fact = (row: Row, what: MoneyFact['what'], detail: string): MoneyFact => ({ ...ofCase(row), key: `${what === 'decided' || what === 'outstanding' ? what : 'disbursement'}:${row.id}`, recipientId: row.recipientId, what, source: null, officerName: row.officerName, date: row.day, fen: row.fen, detail })
    return [
      ...arrivals.map((row): MoneyFact => ({ key: `funds_entry:${row.id}`, caseId: null, leadId: null, title: '资金到账', recipientId: null, personName: '', what: 'arrived', source: row.source, officerName: null, date: row.day, fen: row.fen, detail: [row.source, row.document].filter(Boolean).join(' · ') })),
      ...decided.map((row) => fact(row, 'decided', '决定给予救助')),
      ...entries.map((row) => fact(row, row.kind, disbursementEffect[row.kind].label)),
      ...outstanding.map((row) => fact(row, 'outstanding', '期末尚未发放')),
    ]
  },
  [
    {
      key: 'month',
      title: '按月份',
      note: '每一项按自己的日期；净发放＝发放＋重新发放－退回－追回。',
      heading: '月份',
      total: true,
      only: ({ what }) => what !== 'outstanding',
      grouping: byMonth<MoneyFact>(),
      measures: [
        money('arrived', '到账（元）', is('arrived')),
        money('decided', '决定（元）', is('decided')),
        money('paid', '发放（元）', is('paid', 'repaid')),
        money('returned', '退回（元）', is('returned')),
        money('recovered', '追回（元）', is('recovered')),
        net,
        money('cancelled', '取消（元）', is('cancelled')),
        count('failed', '发放失败（次）', is('failed')),
      ],
    },
    { key: 'source', title: '到账来源', note: '统计期间内到账的资金。', heading: '来源', total: true, only: is('arrived'), grouping: byText<MoneyFact>(({ source }) => source, '没有写明来源'), measures: [count('times', '次', is('arrived')), money('arrived', '到账（元）', is('arrived'))] },
    {
      key: 'outstanding',
      title: '期末尚未发放',
      note: '统计期间最后一天，已经决定、还没有发放的；按案件现在的承办人。',
      heading: '承办人',
      total: true,
      only: is('outstanding'),
      grouping: byText<MoneyFact>(({ officerName }) => officerName, '没有承办人'),
      measures: [count('cases', '件', is('outstanding'), cases), count('people', '人', is('outstanding'), people), money('fen', '未发放（元）', is('outstanding'))],
    },
  ],
  ['转入监管账户就是发放，从监管账户支取不再计入。', '决定、发放、退回各按自己的日期，同一笔钱可能落在不同的月份和年度，不能互相抵减。'],
)

/** 资金收支: movements, then what is kept. */
export const moneyFlow = combine([flow, keptMoney])
