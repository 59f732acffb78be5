import { describe, expect, it } from 'vitest'
import { allocatedFen, coverText, fundsFaults, fundsFields, fundsOf, newFunds, poolParts } from './fundsForm.ts'
import type { FundsForm } from './fundsForm.ts'

const arrival = (): FundsForm => ({ ...newFunds('arrived', 2026, '2026-03-01', 100_000), allocations: [{ caseId: 'c', name: '某某', amountFen: 60_000 }] })

describe('the form of the pool', () => {
  it('names every blank where it stands', () => {
    expect(fundsFaults({ ...newFunds('arrived', 2026, '2026-03-01'), happenedOn: null, allocations: [{ caseId: null, name: null, amountFen: null }] }).map(({ path }) => path)).toEqual([
      'happenedOn',
      'amountFen',
      'allocations.0.caseId',
      'allocations.0.amountFen',
    ])
    expect(fundsFaults(arrival())).toEqual([])
  })
  it('gives no more to cases than arrived', () => {
    const form = arrival()
    form.allocations.push({ caseId: 'd', name: null, amountFen: 40_001 })
    expect(fundsFaults(form).map(({ path }) => path)).toEqual(['allocations'])
    form.allocations[1]!.amountFen = 40_000
    expect(fundsFaults(form)).toEqual([])
  })
  it('leaves an unreadable amount out of the sum: the form says itself what it cannot read', () => {
    const form = arrival()
    form.allocations[0]!.amountFen = Number.NaN
    expect(allocatedFen(form)).toBe(0)
    expect(fundsFaults(form)).toEqual([])
  })
  it('sends no allocations with what is no arrival', () => {
    expect(fundsFields({ ...arrival(), kind: 'returned' }).allocations).toEqual([])
    expect(fundsFields(arrival()).allocations).toEqual([{ caseId: 'c', amountFen: 60_000 }])
  })
  it('takes an entry as it is and gives it back unchanged', () => {
    const entry = { id: 'f', version: 2, kind: 'arrived' as const, happenedOn: '2026-03-01', amountFen: 100_000, source: '省级', year: 2026, document: '财字1号', note: null, allocations: [{ id: 'x', caseId: 'c', caseNumber: null, people: '某某', amountFen: 60_000 }] }
    const { id: _id, version: _version, ...fields } = entry
    expect(fundsFields(fundsOf(entry))).toEqual({ ...fields, allocations: [{ caseId: 'c', amountFen: 60_000 }] })
  })
})

describe('the bar of the pool', () => {
  const pool = { carriedInFen: 20_000, arrivedFen: 80_000, returnedFen: 10_000, netPaidFen: 60_000, balanceFen: 30_000, outstandingFen: 40_000 }
  it('parts everything the year had', () => {
    const { hadFen, parts } = poolParts(pool)
    expect(hadFen).toBe(100_000)
    expect(parts.map(({ percent }) => percent)).toEqual([60, 10, 30])
    expect(parts.reduce((sum, { fen }) => sum + fen, 0)).toBe(hadFen)
  })
  it('stays within itself where more was paid than came, and where nothing happened', () => {
    expect(poolParts({ ...pool, arrivedFen: 0, balanceFen: -50_000 }).parts.map(({ percent }) => Math.round(percent))).toEqual([86, 14, 0])
    expect(poolParts({ carriedInFen: 0, arrivedFen: 0, returnedFen: 0, netPaidFen: 0, balanceFen: 0 }).parts.map(({ percent }) => percent)).toEqual([0, 0, 0])
    // More came back than was paid in this year.
    expect(poolParts({ ...pool, netPaidFen: -5_000, balanceFen: 95_000 }).parts[0]!.percent).toBe(0)
  })
  it('says whether the balance pays what is owed', () => {
    expect(coverText(pool)).toEqual({ text: '待发放 400.00 元，余额还差 100.00 元', short: true })
    expect(coverText({ balanceFen: 40_000, outstandingFen: 40_000 }).short).toBe(false)
    expect(coverText({ balanceFen: -1, outstandingFen: 0 }).short).toBe(true)
    expect(coverText({ balanceFen: 0, outstandingFen: 0 })).toEqual({ text: '没有待发放的救助金', short: false })
  })
})
