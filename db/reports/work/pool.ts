import { disbursementEffect } from '../../domain/caseRules.ts'
import { statisticalYear, yearPeriod } from '../../domain/periods.ts'
import type { DisbursementKind } from '../../domain/records.ts'
import type { FundsKind, SupervisedEntry } from '../../domain/aftercareRecords.ts'
import { supervisedEntryLabels } from '../../domain/supervision.ts'
import { kindsWith } from '../../store/netPaid.ts'
import { combine } from '../definition.ts'
import type { Asked } from '../definition.ts'
import { byText, fromFacts } from './engine.ts'
import type { Fact, Measure } from './engine.ts'
import { LAST, inPeriod, nameOf, ofCase, ofPeriod } from './facts.ts'
import type { CasePart } from './facts.ts'

const casePart = (named: boolean, recipient = 'e.recipient_id') => `e.id, c.id as caseId, c.case_number as caseNumber, c.officer_name as officerName, ${nameOf(named, recipient)} as personName, ${recipient} as recipientId`
const sumOf = (facts: readonly Fact[]): number => facts.reduce((sum, { fen }) => sum + (fen ?? 0), 0)

interface PoolFact extends Fact {
  what: FundsKind | 'paid'
  year: string
}
const fundsLabels: Record<FundsKind, string> = { requested: '申请资金', arrived: '资金到账', carriedIn: '上年结转', returned: '交回' }
const pooled = (key: string, label: string, ...whats: PoolFact['what'][]): Measure<PoolFact> => ({ key, label, unit: 'fen', counts: ({ what }) => whats.includes(what), of: sumOf })

/** The statistical years that the period touches, each whole. */
const wholeYears = ({ period, startsOn }: Asked) => ({ from: yearPeriod(statisticalYear(period.from, startsOn), startsOn).from, to: yearPeriod(statisticalYear(period.to, startsOn), startsOn).to })

/** The pool of each year: balance = carried in + arrived − returned − net paid. */
const annualFunds = fromFacts<PoolFact>(
  async (db, asked, named) => {
    const span = wholeYears(asked)
    const yearOf = (day: string) => String(statisticalYear(day, asked.startsOn))
    const entries = await ofPeriod<{ id: string; kind: FundsKind; day: string; fen: number; source: string | null; document: string | null; year: number }>(
      db,
      'select id, kind, happened_on as day, amount_fen as fen, source, document, year from funds_entry, period where deleted_at is null and year between cast(substr(first_day, 1, 4) as integer) and cast(substr(last_day, 1, 4) as integer)',
      { ...asked, period: { from: `${yearOf(span.from)}-01-01`, to: `${yearOf(span.to)}-12-31` } },
    )
    const payments = await ofPeriod<CasePart & { id: string; recipientId: string; day: string; fen: number; kind: DisbursementKind }>(
      db,
      `select ${casePart(named)}, e.happened_on as day, e.amount_fen as fen, e.kind from disbursement e join relief_case c on c.id = e.case_id and c.deleted_at is null where e.kind not in (${kindsWith(0)}) and ${inPeriod('e.happened_on')}`,
      { ...asked, period: span },
    )
    const sign = (kind: FundsKind) => (kind === 'returned' ? -1 : 1)
    return [
      ...entries.map((row): PoolFact => ({ key: `funds_entry:${row.id}`, caseId: null, leadId: null, recipientId: null, title: fundsLabels[row.kind], personName: '', what: row.kind, year: String(row.year), date: row.day, fen: sign(row.kind) * row.fen, detail: [row.source, row.document].filter(Boolean).join(' · ') })),
      ...payments.map((row): PoolFact => ({ ...ofCase(row), key: `disbursement:${row.id}`, recipientId: row.recipientId, what: 'paid', year: yearOf(row.day), date: row.day, fen: -disbursementEffect[row.kind].net * row.fen, detail: disbursementEffect[row.kind].label })),
    ]
  },
  [
    {
      key: 'pool',
      title: '年度资金',
      note: '按统计年度，每一年都是整年；减少的记为负数，结余＝上年结转＋到账－交回－净发放。各年结余不能相加。',
      heading: '年度',
      total: false,
      overlaps: true,
      grouping: () => ({ keysOf: ({ year }) => [year], labelOf: (key) => `${key}年`, order: [], always: false }),
      measures: [pooled('requested', '申请（元）', 'requested'), pooled('carriedIn', '上年结转（元）', 'carriedIn'), pooled('arrived', '到账（元）', 'arrived'), pooled('returned', '交回（元）', 'returned'), pooled('paid', '净发放（元）', 'paid'), pooled('balance', '结余（元）', 'carriedIn', 'arrived', 'returned', 'paid')],
    },
  ],
  [],
)

interface AccountFact extends Fact {
  what: 'deposit' | SupervisedEntry['kind']
  supervisor: string
  /** Moved in the period; what moved before only counts in the balance. */
  within: boolean
}
const moved = (key: string, label: string, ...whats: AccountFact['what'][]): Measure<AccountFact> => ({ key, label, unit: 'fen', counts: ({ what, within }) => within && whats.includes(what), of: sumOf })

/** Money kept by others: what came in and went out in the period, and what is left at its end. */
const supervised = fromFacts<AccountFact>(
  async (db, asked, named) => {
    type Row = CasePart & { id: string; recipientId: string; supervisor: string; day: string; fen: number }
    const deposits = await ofPeriod<Row & { kind: DisbursementKind }>(
      db,
      `select ${casePart(named)}, f.supervisor, e.happened_on as day, e.amount_fen as fen, e.kind from disbursement e join supervised_fund f on f.id = e.supervised_fund_id and f.deleted_at is null
       join relief_case c on c.id = e.case_id and c.deleted_at is null where e.supervised_fund_id is not null and e.kind not in (${kindsWith(0)}) and e.happened_on <= ${LAST}`,
      asked,
    )
    const entries = await ofPeriod<Row & { kind: SupervisedEntry['kind'] }>(
      db,
      `select ${casePart(named, 'f.recipient_id')}, f.supervisor, e.happened_on as day, e.amount_fen as fen, e.kind from supervised_entry e join supervised_fund f on f.id = e.supervised_fund_id and f.deleted_at is null
       join relief_case c on c.id = e.case_id and c.deleted_at is null where e.deleted_at is null and e.kind in ('withdrawal', 'interest', 'handOver') and e.happened_on <= ${LAST}`,
      asked,
    )
    const fact = (row: Row, what: AccountFact['what'], amount: number, detail: string): AccountFact => ({ ...ofCase(row), key: `${what === 'deposit' ? 'disbursement' : 'supervised_entry'}:${row.id}`, recipientId: row.recipientId, what, supervisor: row.supervisor, within: row.day >= asked.period.from, date: row.day, fen: amount, detail: `${detail} · ${row.supervisor}` })
    return [
      ...deposits.map((row) => fact(row, 'deposit', disbursementEffect[row.kind].net * row.fen, disbursementEffect[row.kind].label)),
      ...entries.map((row) => fact(row, row.kind, row.kind === 'interest' ? row.fen : -row.fen, supervisedEntryLabels[row.kind])),
    ]
  },
  [
    {
      key: 'supervised',
      title: '监管资金',
      note: '转入、支取、移交按发生日期，减少的记为负数；结余是统计期间最后一天的。转入监管账户就是发放，支取不是。',
      heading: '监管单位',
      total: true,
      grouping: byText<AccountFact>(({ supervisor }) => supervisor),
      measures: [moved('deposit', '转入（元）', 'deposit'), moved('interest', '利息（元）', 'interest'), moved('withdrawal', '支取（元）', 'withdrawal'), moved('handOver', '移交（元）', 'handOver'), { key: 'balance', label: '期末结余（元）', unit: 'fen', counts: () => true, of: sumOf }],
    },
  ],
  [],
)

/** What is kept: the pool of each year, and money under supervision. */
export const keptMoney = combine([annualFunds, supervised])
