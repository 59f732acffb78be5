import { describe, expect, it } from 'vitest'
import type { CaseFile } from '../../../../db/domain/caseFile.ts'
import { balanceOf } from '../../../../db/domain/caseRules.ts'
import { instalmentState } from '../../../../db/domain/instalments.ts'
import type { Disbursement, DisbursementKind, Recipient } from '../../../../db/domain/records.ts'
import { batchChoices, fundChoices, offenderIn, offenderTaking, reasonAsked, startMethod, startRow } from './paymentRows.ts'

type Entry = [kind: DisbursementKind, amountFen: number, instalmentId: string | null]
/** 900 in three batches of 300, after 100 that were paid at once. */
function caseWith(entries: readonly Entry[], funds: readonly { id: string; endedOn: string | null; depositedFen: number }[] = []) {
  const disbursements = entries.map(([kind, amountFen, instalmentId]) => ({ recipientId: 'a', kind, amountFen, instalmentId }) as Disbursement)
  const batches = ['i1', 'i2', 'i3'].map((id, index) => {
    const batch = { id, ordinal: index + 1, amountFen: 300, dueOn: `2026-0${index + 2}-01` }
    return { ...batch, state: instalmentState(batch, disbursements.filter(({ instalmentId }) => instalmentId === id), '2026-01-01') }
  })
  const plans = [
    { id: 'old', recipientId: 'a', supersededAt: '2026-01-05T00:00:00Z', instalments: [{ id: 'o1', ordinal: 1, amountFen: 100, dueOn: '2026-01-01', state: 'paid' }] },
    { id: 'p', recipientId: 'a', supersededAt: null, instalments: batches },
  ]
  return {
    disbursements,
    instalmentPlans: plans,
    supervisedFunds: funds.map((fund) => ({ ...fund, recipientId: 'a', supervisor: '某镇政府' })),
    balance: { byRecipient: { a: balanceOf(1_000, disbursements) } },
  } as unknown as CaseFile
}
const ids = (file: CaseFile, kind: DisbursementKind) => batchChoices(file, 'a', kind).map(({ id, mostFen }) => [id, mostFen])
const before: Entry = ['paid', 100, 'o1']

describe('the batch of a payment', () => {
  it('is one of the present plan that something is left of', () => {
    expect(ids(caseWith([before, ['paid', 300, 'i1'], ['paid', 100, 'i2']]), 'paid')).toEqual([['i2', 200], ['i3', 300]])
    expect(ids(caseWith([]), 'paid')).toEqual([['i1', 300], ['i2', 300], ['i3', 300], [null, 100]])
  })
  it('may be of a plan that was replaced where money comes back', () => {
    const choices = batchChoices(caseWith([before, ['paid', 300, 'i1']]), 'a', 'returned')
    expect(choices.map(({ id, mostFen }) => [id, mostFen])).toEqual([['o1', 100], ['i1', 300], [null, 100]])
    expect(choices[0]!.label).toMatch(/^原计划第 1 批/)
  })
  it('need not be named for a cancellation', () => {
    expect(ids(caseWith([before, ['paid', 300, 'i1']]), 'cancelled')).toEqual([['i2', 300], ['i3', 300], [null, 600]])
  })
  it('is nobody’s without a plan', () => {
    expect(batchChoices({ ...caseWith([]), instalmentPlans: [] }, 'a', 'paid')).toEqual([])
  })
})

describe('how the form starts', () => {
  it('with the batch due first and what is left of it', () => {
    expect(startRow(caseWith([before, ['paid', 300, 'i1'], ['paid', 100, 'i2']]), 'a', 'paid', 500, true, null)).toMatchObject({ include: true, instalmentId: 'i2', amountFen: 200 })
  })
  it('with the batch it was opened from, and only for whom it is', () => {
    expect(startRow(caseWith([before]), 'a', 'paid', 900, false, 'i3')).toMatchObject({ include: true, instalmentId: 'i3', amountFen: 300 })
    expect(startRow(caseWith([before]), 'a', 'paid', 900, false, 'another')).toMatchObject({ include: false, instalmentId: 'i1' })
  })
  it('with the batch that failed where it is paid again', () => {
    expect(startRow(caseWith([before, ['failed', 300, 'i2']]), 'a', 'repaid', 900, true, null)).toMatchObject({ instalmentId: 'i2', amountFen: 300 })
  })
  it('with the batch paid last, and no amount, where money comes back', () => {
    expect(startRow(caseWith([before, ['paid', 300, 'i1'], ['paid', 300, 'i2']]), 'a', 'returned', 700, true, null)).toMatchObject({ instalmentId: 'i2', amountFen: null })
  })
  it('with no batch for a cancellation', () => {
    expect(startRow(caseWith([before]), 'a', 'cancelled', 900, true, null)).toMatchObject({ instalmentId: null, amountFen: null })
  })
})

describe('the supervised account of a payment', () => {
  const open = { id: 'f', endedOn: null, depositedFen: 0 }
  it('is open while money comes in, and held money where it is taken back', () => {
    const ended = { id: 'x', endedOn: '2026-01-01', depositedFen: 5 }
    const of = (kind: DisbursementKind) => fundChoices(caseWith([], [open, ended]), 'a', kind).map(({ id }) => id)
    expect(of('paid')).toEqual(['f'])
    expect(of('failed')).toEqual(['f'])
    expect(of('returned')).toEqual(['x'])
    expect(of('cancelled')).toEqual([])
  })
  it('is the way of paying only where everybody who is paid has one', () => {
    const file = caseWith([], [open])
    const row = startRow(file, 'a', 'paid', 900, true, null)
    expect(row.supervisedFundId).toBe('f')
    expect(startMethod(file, 'paid', [row])).toBe('supervised')
    expect(startMethod(file, 'paid', [row, { ...row, recipientId: 'b' }])).toBe('bank')
    expect(startMethod(file, 'paid', [row, { ...row, recipientId: 'b', include: false }])).toBe('supervised')
    expect(startMethod(caseWith([]), 'paid', [row])).toBe('bank')
    expect(startMethod(file, 'returned', [row])).toBeNull()
  })
})

describe('what has to be explained', () => {
  const child = { guardianIsOffender: true, guardianName: '李某' } as Recipient
  it('a guardian who is the offender and takes the money, in whatever field he stands', () => {
    expect(offenderTaking(child, ['王某', ' 李某'])).toBe('李某')
    expect(offenderTaking(child, [null, '王某'])).toBeNull()
    expect(offenderTaking({ ...child, guardianIsOffender: false }, ['李某'])).toBeNull()
    expect(offenderTaking(undefined, ['李某'])).toBeNull()
  })
  it('the offender as holder of the account, unless somebody else is written in or the account is supervised', () => {
    const owner = { ...child, id: 'a', accountHolder: '李某', person: { name: '张某' } } as unknown as Recipient
    const row = { recipientId: 'a', include: true, amountFen: 1, instalmentId: null, supervisedFundId: 'f' }
    const form = { rows: [row], method: 'bank', payee: null, collectedBy: null }
    expect(offenderIn([owner], 'paid', form)).toBe('李某')
    expect(offenderIn([owner], 'paid', { ...form, payee: '王某' })).toBeNull()
    expect(offenderIn([owner], 'paid', { ...form, method: 'supervised' })).toBeNull()
    expect(offenderIn([owner], 'paid', { ...form, method: 'supervised', rows: [{ ...row, supervisedFundId: null }] })).toBe('李某')
    expect(offenderIn([owner], 'paid', { ...form, payee: '王某', collectedBy: '李某' })).toBe('李某')
    expect(offenderIn([owner], 'paid', { ...form, rows: [{ ...row, include: false }] })).toBeNull()
    expect(offenderIn([owner], 'returned', form)).toBeNull()
    // One payee cannot be written for several people: each is paid as usual.
    expect(offenderIn([owner], 'paid', { ...form, payee: '王某', rows: [row, { ...row, recipientId: 'b' }] })).toBe('李某')
  })
  it('cash, and whatever did not last', () => {
    expect(reasonAsked('paid', 'bank', { offender: false, minor: false })).toBeNull()
    expect(reasonAsked('paid', 'cash', { offender: false, minor: false })).toContain('现金')
    expect(reasonAsked('paid', 'bank', { offender: true, minor: false })).toContain('理由')
    for (const kind of ['failed', 'returned', 'recovered', 'cancelled'] as const) expect(reasonAsked(kind, null, { offender: false, minor: false })).toContain('原因')
  })
})
