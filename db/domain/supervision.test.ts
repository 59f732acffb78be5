import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SupervisedEntry } from './aftercareRecords.ts'
import { comesOfAge, proposedHandOver, supervisedEntryFaults, supervisedSums, supervisionFault } from './supervision.ts'

const deposit = (amountFen: number, happenedOn = '2023-01-10', kind: 'paid' | 'returned' = 'paid') => ({ kind, amountFen, happenedOn })
const entry = (kind: SupervisedEntry['kind'], happenedOn: string, amountFen: number | null = null) => ({ kind, happenedOn, amountFen })

/** Domain facts: 三方监管协议 with optional withdrawals, pause and resume with a reason, a balance, hand-over at 18. */
describe('a supervised account', () => {
  it('adds what was transferred and interest, takes withdrawals, and never counts a withdrawal as a payment', () => {
    const sums = supervisedSums([deposit(10_000), deposit(1000, '2023-02-01', 'returned')], [entry('withdrawal', '2023-03-01', 2000), entry('interest', '2023-04-01', 5), entry('pause', '2023-05-01')], '2023-06-01')
    expect(sums).toMatchObject({ depositedFen: 9000, withdrawnFen: 2000, balanceFen: 7005, paused: true })
  })
  it('tells how long the balance lasts at the rate of the last twelve months', () => {
    const spent = Array.from({ length: 12 }, (_, month) => entry('withdrawal', `2023-${String(month + 1).padStart(2, '0')}-15`, 500))
    expect(supervisedSums([deposit(12_000)], spent, '2023-12-31').lastsMonths).toBe(12)
    expect(supervisedSums([deposit(12_000)], [], '2023-12-31').lastsMonths).toBeNull()
    // Three months of 500 each since the first withdrawal.
    expect(supervisedSums([deposit(12_000)], spent.slice(0, 3), '2023-04-10').lastsMonths).toBe(21)
    expect(supervisedSums([deposit(12_000)], [entry('withdrawal', '2020-01-01', 500)], '2023-04-10').lastsMonths).toBeNull()
  })
  it('never holds less than nothing on any day', () => {
    expect(supervisionFault([deposit(100, '2023-02-01')], [entry('withdrawal', '2023-01-31', 100)])).toContain('2023-01-31 账上余额不足')
    expect(supervisionFault([deposit(100, '2023-02-01')], [entry('withdrawal', '2023-02-01', 100)])).toBeNull()
    expect(supervisionFault([deposit(100), deposit(60, '2023-05-01', 'returned')], [entry('withdrawal', '2023-02-01', 50)])).toContain('还差 0.10 元')
  })
  it('pauses and resumes in turn, and pays nothing while paused', () => {
    expect(supervisionFault([], [entry('pause', '2023-02-01'), entry('pause', '2023-03-01')])).toContain('已经暂停')
    expect(supervisionFault([], [entry('resume', '2023-02-01')])).toContain('没有暂停')
    expect(supervisionFault([deposit(100)], [entry('pause', '2023-02-01'), entry('withdrawal', '2023-02-10', 10)])).toContain('暂停支取期间')
    expect(supervisionFault([deposit(100)], [entry('pause', '2023-02-01'), entry('resume', '2023-02-05'), entry('withdrawal', '2023-02-10', 10)])).toBeNull()
  })
  it('ends with a hand-over of everything', () => {
    expect(supervisionFault([deposit(100)], [entry('handOver', '2023-06-01', 90)])).toContain('移交后账上还有 0.10 元')
    expect(supervisionFault([deposit(100)], [entry('handOver', '2023-06-01', 100), entry('interest', '2023-06-02', 1)])).toContain('已于 2023-06-01 移交')
    expect(supervisionFault([deposit(100)], [entry('handOver', '2023-06-01', 100)])).toBeNull()
  })
  it('asks for reason, purpose and amount where they belong', () => {
    const facts = { deposits: [deposit(100)], entries: [], agreedOn: '2023-01-01', handOverOn: '2023-06-01', endedOn: null, today: '2023-12-31' }
    const paths = (fields: Partial<Parameters<typeof supervisedEntryFaults>[0]>) => supervisedEntryFaults({ kind: 'withdrawal', happenedOn: '2023-02-01', amountFen: 10, purpose: '学费', reason: null, ...fields }, facts).map((fault) => fault.path)
    expect(paths({})).toEqual([])
    expect(paths({ purpose: null, amountFen: null })).toEqual(['amountFen', 'purpose'])
    expect(paths({ kind: 'pause', amountFen: null })).toEqual(['reason'])
    expect(paths({ happenedOn: '2024-01-01' })).toEqual(['happenedOn'])
    expect(paths({ happenedOn: '2022-12-31' })).toEqual(['happenedOn'])
    expect(paths({ amountFen: 101 })).toEqual(['amountFen'])
  })
  it('whatever is tried, balance = deposited + interest − withdrawn, and never below nothing', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((one) => `2023-03-${String(one).padStart(2, '0')}`)
    fc.assert(
      fc.property(fc.array(fc.record({ kind: fc.constantFrom('withdrawal' as const, 'interest' as const, 'pause' as const, 'resume' as const, 'handOver' as const), happenedOn: day, fen: fc.integer({ min: 1, max: 800 }) }), { maxLength: 15 }), (wishes) => {
        const kept: ReturnType<typeof entry>[] = []
        const deposits = [deposit(1000, '2023-03-01')]
        for (const { kind, happenedOn, fen } of wishes) {
          const amountFen = kind === 'pause' || kind === 'resume' ? null : kind === 'handOver' ? supervisedSums(deposits, kept, '2023-12-31').balanceFen : fen
          const one = entry(kind, happenedOn, amountFen)
          if (supervisionFault(deposits, [...kept, one]) === null) kept.push(one)
        }
        const sums = supervisedSums(deposits, kept, '2023-12-31')
        const interest = kept.reduce((sum, one) => (one.kind === 'interest' ? sum + (one.amountFen ?? 0) : sum), 0)
        expect(sums.balanceFen).toBe(sums.depositedFen + interest - sums.withdrawnFen)
        expect(sums.balanceFen).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

it('money of a minor is to be handed over on the 18th birthday, also of somebody born on 29 February', () => {
  expect(comesOfAge('2008-02-29')).toBe('2026-02-28')
  expect(proposedHandOver('2010-05-20', '2023-06-01')).toBe('2028-05-20')
  expect(proposedHandOver('2005-06-01', '2023-06-01')).toBeNull()
  expect(proposedHandOver(null, '2023-06-01')).toBeNull()
})
