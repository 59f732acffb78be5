import { describe, expect, it } from 'vitest'
import type { InstalmentPlan, SupervisedFund } from '../../../db/domain/aftercareRecords.ts'
import type { Disbursement } from '../../../db/domain/records.ts'
import { entryNote, forecastText, handOverDue, leftOf, openFundOf, planOf } from './moneyWords.ts'

const entry = (fields: Partial<Disbursement>): Disbursement => ({
  id: 'e',
  recipientId: 'a',
  kind: 'paid',
  amountFen: 100,
  happenedOn: '2026-01-01',
  method: 'bank',
  payee: null,
  accountSnapshot: null,
  voucher: null,
  note: null,
  instalmentId: null,
  supervisedFundId: null,
  receipt: null,
  witness: null,
  collectedBy: null,
  reason: null,
  createdAt: '2026-01-01T00:00:00Z',
  createdBy: '某某',
  ...fields,
})
const plan = (id: string, supersededAt: string | null) =>
  ({ id, recipientId: 'a', supersededAt, instalments: [{ id: `${id}1`, ordinal: 1, amountFen: 100 }] }) as unknown as InstalmentPlan
const fund = (fields: Partial<SupervisedFund>) => ({ id: 'f', recipientId: 'a', supervisor: '某镇政府', endedOn: null, handOverOn: null, balanceFen: 100, lastsMonths: null, ...fields }) as SupervisedFund

describe('words of money after the decision', () => {
  it('says everything an entry holds beside its figures, and nothing it does not', () => {
    expect(entryNote(entry({}), [], [])).toBe('')
    const full = entry({ instalmentId: 'p1', supervisedFundId: 'f', reason: '户名不符', voucher: '凭1', note: '补发', collectedBy: '李某', receipt: 'fingerprint', witness: '王某' })
    expect(entryNote(full, [plan('p', null)], [fund({})])).toBe('第 1 批；某镇政府监管；户名不符；凭1；补发；李某代领；已捺印；见证人王某')
  })
  it('names the batch of a plan that was replaced', () => {
    expect(entryNote(entry({ instalmentId: 'old1' }), [plan('old', '2026-02-01T00:00:00Z'), plan('p', null)], [])).toBe('第 1 批')
  })
  it('leaves of a batch what was neither paid nor cancelled', () => {
    const batch = { id: 'b', amountFen: 100 }
    const of = (...entries: [Disbursement['kind'], number][]) => leftOf(batch, [...entries.map(([kind, amountFen]) => entry({ kind, amountFen, instalmentId: 'b' })), entry({ amountFen: 7 })])
    expect(of()).toBe(100)
    expect(of(['paid', 60])).toBe(40)
    expect(of(['paid', 60], ['cancelled', 40])).toBe(0)
    expect(of(['paid', 60], ['returned', 60], ['failed', 100])).toBe(100)
  })
  it('finds the plan and the account that hold now', () => {
    expect(planOf([plan('old', '2026-02-01T00:00:00Z'), plan('p', null)], 'a')?.id).toBe('p')
    expect(planOf([plan('old', '2026-02-01T00:00:00Z')], 'a')).toBeNull()
    expect(openFundOf([fund({ id: 'x', endedOn: '2026-01-01' }), fund({})], 'a')?.id).toBe('f')
    expect(openFundOf([fund({})], 'b')).toBeNull()
  })
  it('forecasts only where money was withdrawn and is left', () => {
    expect(forecastText(fund({ lastsMonths: 14 }))).toContain('14 个月')
    expect(forecastText(fund({ lastsMonths: 0 }))).toContain('不足一个月')
    expect(forecastText(fund({}))).toContain('还没有支取')
    expect(forecastText(fund({ lastsMonths: 3, endedOn: '2026-01-01' }))).toBe('')
    expect(forecastText(fund({ lastsMonths: 3, balanceFen: 0 }))).toBe('')
  })
  it('asks for the hand-over from its day on, until the account ends', () => {
    expect(handOverDue(fund({ handOverOn: '2026-06-01' }), '2026-05-31')).toBe(false)
    expect(handOverDue(fund({ handOverOn: '2026-06-01' }), '2026-06-01')).toBe(true)
    expect(handOverDue(fund({ handOverOn: '2026-06-01', endedOn: '2026-06-02' }), '2026-06-03')).toBe(false)
    expect(handOverDue(fund({}), '2026-06-01')).toBe(false)
  })
})
