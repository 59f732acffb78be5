import { describe, expect, it } from 'vitest'
import type { InstalmentPlan } from '../../../../db/domain/aftercareRecords.ts'
import type { Disbursement, DisbursementKind } from '../../../../db/domain/records.ts'
import { changeOf, gapText, newPlan, plannedFen, planFieldsOf, planFormFaults, planText, rowsFrom } from './planForm.ts'

const balance = { decidedFen: 1_000, netPaidFen: 0, cancelledFen: 0, outstandingFen: 1_000 }
const facts = { balance, decidedOn: '2026-01-10', replaces: false }
const rows = (...amounts: number[]) => amounts.map((amountFen, index) => ({ dueOn: `2026-0${index + 2}-01`, amountFen, purpose: null }))
const form = (...amounts: number[]) => ({ ...newPlan('2026-02-01', null), instalments: rows(...amounts) })
const entry = (kind: DisbursementKind, amountFen: number, instalmentId: string) => ({ kind, amountFen, instalmentId }) as Disbursement
const plan = {
  id: 'p',
  version: 3,
  recipientId: 'a',
  rhythm: 'month',
  fixedOn: '2026-01-10',
  approver: null,
  reason: null,
  supersededAt: null,
  instalments: ['i1', 'i2', 'i3'].map((id, index) => ({ id, version: 1, recipientId: 'a', planId: 'p', ordinal: index + 1, dueOn: `2026-0${index + 2}-01`, amountFen: 300, purpose: index === 2 ? '学费' : null, state: 'waiting', netPaidFen: 0 })),
} satisfies InstalmentPlan

describe('the form of a plan', () => {
  it('wants batches that are exactly what is still to be paid', () => {
    expect(planFormFaults(form(), facts)).toEqual([{ path: 'instalments', message: '请先生成批次' }])
    expect(planFormFaults(form(400, 600), facts)).toEqual([])
    expect(planFormFaults(form(400, 599), facts).map(({ path }) => path)).toEqual(['instalments'])
    expect(gapText(form(400, 599), 1_000)).toBe('还差 0.01 元')
    expect(gapText(form(400, 700), 1_000)).toBe('多出 1.00 元')
    expect(gapText(form(400, 600), 1_000)).toBeNull()
  })
  it('names a blank at its batch and does not judge the order by it', () => {
    const blank = form(400, 600)
    blank.instalments[1] = { dueOn: null as unknown as string, amountFen: null as unknown as number, purpose: null }
    expect(planFormFaults(blank, facts).map(({ path }) => path)).toEqual(['instalments.1.dueOn', 'instalments.1.amountFen'])
    expect(plannedFen(blank)).toBe(400)
    // The form says itself what it cannot read (see unreadableFaults).
    blank.instalments[1] = { dueOn: '下月', amountFen: Number.NaN, purpose: null }
    expect(planFormFaults(blank, facts)).toEqual([])
  })
  it('wants days in order and behind the decision', () => {
    const early = form(400, 600)
    early.instalments[1]!.dueOn = '2026-01-09'
    expect(planFormFaults(early, facts).map(({ path }) => path)).toEqual(['instalments.1.dueOn', 'instalments.1.dueOn'])
    // Old cases are taken as they were found.
    expect(planFormFaults(early, { ...facts, decidedOn: null })).toHaveLength(1)
  })
  it('wants approver and reason for a change, spaces are none', () => {
    const change = { ...form(1_000), approver: ' ', reason: null }
    expect(planFormFaults(change, { ...facts, replaces: true }).map(({ path }) => path)).toEqual(['approver', 'reason'])
    expect(planFormFaults({ ...change, approver: '李某', reason: '入学' }, { ...facts, replaces: true })).toEqual([])
  })
  it('changes what is left of the plan and nothing that was paid', () => {
    const change = changeOf(plan, [entry('paid', 300, 'i1'), entry('paid', 100, 'i2'), entry('failed', 300, 'i3')], '2026-03-05')
    expect(change).toMatchObject({ firstOn: '2026-03-01', count: 2, fixedOn: '2026-03-05', approver: null })
    expect(change.instalments).toEqual([
      { dueOn: '2026-03-01', amountFen: 200, purpose: null },
      { dueOn: '2026-04-01', amountFen: 300, purpose: '学费' },
    ])
    expect(changeOf(plan, [entry('paid', 300, 'i1'), entry('paid', 300, 'i2'), entry('cancelled', 300, 'i3')], '2026-05-01')).toMatchObject({ firstOn: '2026-05-01', count: 1, instalments: [] })
  })
  it('keeps what the batches are for when their days and amounts are proposed anew', () => {
    const before = [{ dueOn: null, amountFen: null, purpose: '生活费' }]
    expect(rowsFrom([{ dueOn: '2026-03-01', amountFen: 5 }, { dueOn: '2026-04-01', amountFen: 5 }], before).map(({ purpose }) => purpose)).toEqual(['生活费', null])
  })
  it('sends the batches and not what they were made from', () => {
    expect(planFieldsOf(form(1_000))).toEqual({ rhythm: 'month', fixedOn: null, approver: null, reason: null, instalments: rows(1_000) })
  })
  it('is read in one line', () => {
    expect(planText(plan)).toBe('按月，共 3 批；2026-01-10 确定')
    expect(planText({ ...plan, approver: '李某', reason: '入学' })).toBe('按月，共 3 批；2026-01-10 确定；李某批准；入学')
  })
})
