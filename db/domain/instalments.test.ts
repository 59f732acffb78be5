import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rhythms } from './aftercareRecords.ts'
import { dueDates, instalmentState, planFaults, proposeInstalments, splitFen, spreadCancellation, batchBalance, batchFaults, outsideBalance } from './instalments.ts'
import { balanceOf } from './caseRules.ts'

describe('the days of batches', () => {
  /** 民法典 第二百零二条: a month without the day ends on its last one; the day itself is kept for the months behind. */
  it('keep the day of the first batch over month ends and leap years', () => {
    expect(dueDates('month', '2024-01-31', 5)).toEqual(['2024-01-31', '2024-02-29', '2024-03-31', '2024-04-30', '2024-05-31'])
    expect(dueDates('month', '2023-01-31', 3)).toEqual(['2023-01-31', '2023-02-28', '2023-03-31'])
    expect(dueDates('month', '2023-12-30', 4)).toEqual(['2023-12-30', '2024-01-30', '2024-02-29', '2024-03-30'])
    expect(dueDates('quarter', '2023-11-30', 4)).toEqual(['2023-11-30', '2024-02-29', '2024-05-30', '2024-08-30'])
    expect(dueDates('month', '2024-02-29', 13).at(-1)).toBe('2025-02-28')
  })
  it('of school terms are the first day, then every 1 March and 1 September behind it', () => {
    expect(dueDates('term', '2023-06-15', 4)).toEqual(['2023-06-15', '2023-09-01', '2024-03-01', '2024-09-01'])
    expect(dueDates('term', '2024-02-29', 3)).toEqual(['2024-02-29', '2024-03-01', '2024-09-01'])
    expect(dueDates('term', '2023-09-01', 3)).toEqual(['2023-09-01', '2024-03-01', '2024-09-01'])
    expect(dueDates('term', '2023-12-31', 2)).toEqual(['2023-12-31', '2024-03-01'])
  })
  it('rise, and are as many as asked for', () => {
    const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))
    fc.assert(
      fc.property(fc.constantFrom('month' as const, 'quarter' as const, 'term' as const), day, fc.integer({ min: 1, max: 240 }), (rhythm, from, count) => {
        const days = dueDates(rhythm, from, count)
        expect(days).toHaveLength(count)
        expect(days[0]).toBe(from)
        expect(days.every((one, index) => index === 0 || one > (days[index - 1] ?? ''))).toBe(true)
      }),
    )
  })
})

describe('the amounts of batches', () => {
  it('are equal but for the last, which takes the fen that do not divide', () => {
    expect(splitFen(10_000, 3)).toEqual([3333, 3333, 3334])
    expect(splitFen(100, 1)).toEqual([100])
    expect(proposeInstalments('month', '2024-01-01', 2, 3)).toEqual([])
  })
  it('never lose or make a fen', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rhythms), fc.integer({ min: 1, max: 1_000_000_000 }), fc.integer({ min: 1, max: 240 }), (rhythm, fen, count) => {
        const batches = proposeInstalments(rhythm, '2024-01-31', fen, count)
        if (batches.length > 0) expect(batches.reduce((sum, one) => sum + one.amountFen, 0)).toBe(fen)
        else expect(fen).toBeLessThan(count)
        for (const one of batches) expect(one.amountFen).toBeGreaterThan(0)
      }),
    )
  })
})

describe('the state of a batch', () => {
  const batch = { amountFen: 1000, dueOn: '2024-02-29' }
  const state = (entries: Parameters<typeof instalmentState>[1], today = '2024-02-01') => instalmentState(batch, entries, today)
  it('follows from its entries and the day', () => {
    expect([state([]), state([], '2024-02-29'), state([], '2024-03-01')]).toEqual(['waiting', 'due', 'overdue'])
    expect(state([{ kind: 'failed', amountFen: 1000 }])).toBe('failed')
    expect(state([{ kind: 'paid', amountFen: 400 }])).toBe('partly')
    expect(state([{ kind: 'paid', amountFen: 1000 }], '2030-01-01')).toBe('paid')
    expect(state([{ kind: 'paid', amountFen: 1000 }, { kind: 'returned', amountFen: 1000 }])).toBe('returned')
    expect(state([{ kind: 'failed', amountFen: 1000 }, { kind: 'repaid', amountFen: 1000 }])).toBe('paid')
    expect(state([{ kind: 'cancelled', amountFen: 1000 }])).toBe('cancelled')
    expect(state([{ kind: 'paid', amountFen: 1000 }, { kind: 'recovered', amountFen: 1000 }])).toBe('cancelled')
    expect(state([{ kind: 'paid', amountFen: 400 }, { kind: 'cancelled', amountFen: 600 }])).toBe('paid')
  })
})

describe('a plan', () => {
  const balance = balanceOf(1000, [{ kind: 'paid', amountFen: 200 }, { kind: 'cancelled', amountFen: 100 }])
  const facts = { balance, decidedOn: '2024-01-01', replaces: false }
  const fields = (amounts: number[], days = ['2024-02-01', '2024-03-01']) => ({ approver: null, reason: null, instalments: amounts.map((amountFen, index) => ({ amountFen, dueOn: days[index] ?? '2024-12-01' })) })
  it('covers exactly what is decided and neither paid nor cancelled', () => {
    expect(planFaults(fields([300, 400]), facts)).toEqual([])
    expect(planFaults(fields([300, 401]), facts)[0]?.message).toContain('应为待发放的 7.00 元')
    expect(planFaults(fields([300, 399]), facts).map((fault) => fault.path)).toEqual(['instalments'])
  })
  it('has its days in order and not before the decision', () => {
    expect(planFaults(fields([300, 400], ['2024-03-01', '2024-02-01']), facts).map((fault) => fault.path)).toEqual(['instalments.1.dueOn'])
    expect(planFaults(fields([700], ['2023-12-31']), facts).map((fault) => fault.path)).toEqual(['instalments.0.dueOn'])
  })
  it('takes the place of another only with approver and reason', () => {
    expect(planFaults(fields([700]), { ...facts, replaces: true }).map((fault) => fault.path)).toEqual(['approver', 'reason'])
    expect(planFaults({ ...fields([700]), approver: '李副检察长', reason: '转学' }, { ...facts, replaces: true })).toEqual([])
  })
})

describe('entries and batches', () => {
  const batches = [
    { id: 'a', ordinal: 1, amountFen: 300 },
    { id: 'b', ordinal: 2, amountFen: 500 },
  ]
  it('an entry fits its batch, and one without a batch what no batch covers', () => {
    const facts = { decidedFen: 1000, batches, entries: [{ kind: 'paid' as const, amountFen: 200, instalmentId: null }] }
    expect(batchFaults({ kind: 'paid', amountFen: 300 }, batches[0] ?? null, facts)).toEqual([])
    expect(batchFaults({ kind: 'paid', amountFen: 301 }, batches[0] ?? null, facts)[0]?.path).toBe('amountFen')
    expect(batchFaults({ kind: 'paid', amountFen: 1 }, null, facts)[0]?.path).toBe('instalmentId')
    expect(batchFaults({ kind: 'returned', amountFen: 200 }, null, facts)).toEqual([])
    expect(batchFaults({ kind: 'returned', amountFen: 1 }, batches[0] ?? null, facts)[0]?.path).toBe('amountFen')
  })
  it('a cancellation that names none is spread from the last batch backwards, to the fen', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 8 }), fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 9000 }), (amounts, extra, wish) => {
        const plan = amounts.map((amountFen, index) => ({ id: `b${index}`, ordinal: index + 1, amountFen }))
        const decidedFen = amounts.reduce((sum, fen) => sum + fen, extra)
        const amountFen = Math.min(wish, decidedFen)
        const entries = spreadCancellation(amountFen, { decidedFen, batches: plan, entries: [] }).map((part) => ({ ...part, kind: 'cancelled' as const }))
        expect(entries.reduce((sum, one) => sum + one.amountFen, 0)).toBe(amountFen)
        for (const batch of plan) expect(batchBalance(batch, entries).outstandingFen).toBeGreaterThanOrEqual(0)
        expect(outsideBalance(decidedFen, plan, entries).outstandingFen).toBeGreaterThanOrEqual(0)
      }),
    )
    expect(spreadCancellation(600, { decidedFen: 800, batches, entries: [] })).toEqual([{ instalmentId: 'b', amountFen: 500 }, { instalmentId: 'a', amountFen: 100 }])
  })
})
