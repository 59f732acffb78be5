import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { builtInChain, stepsFor } from './approvalChain.ts'
import type { ChainStep } from './approvalChain.ts'
import { approvalFaults, isApproved, isApproving, lastRound, placeOfNext, stepsLeft, turnFaults } from './approvalRounds.ts'
import type { Approval, ApprovalResult } from './caseworkRecords.ts'

/** The chain differs from place to place: 部门负责人 → 分管副检察长 → 检察长, above an amount a meeting, and steps outside the office (domain facts, "How an office really works"). */
const chain: { steps: ChainStep[] } = {
  steps: [
    { name: '部门负责人', kind: 'own', fromFen: 0 },
    { name: '检察长', kind: 'own', fromFen: 0 },
    { name: '检察长办公会', kind: 'meeting', fromFen: 5_000_000 },
    { name: '政法委', kind: 'outside', fromFen: 0 },
  ],
}
const kindOf = (name: string) => chain.steps.find((step) => step.name === name)?.kind ?? 'own'
const taken = (round: number, ordinal: number, stepName: string, result: ApprovalResult | null, more: Partial<Approval> = {}): Approval => ({
  id: `${round}-${ordinal}`,
  version: 1,
  round,
  ordinal,
  stepName,
  kind: kindOf(stepName),
  sentOn: '2024-03-01',
  answeredOn: result === null ? null : '2024-03-02',
  approver: null,
  result,
  opinion: null,
  amountFen: null,
  meetingNumber: null,
  proposedBy: '王',
  signedBy: null,
  signedAt: null,
  ...more,
})
const next = (approvals: Approval[], stepName: string, amountFen: number | null = 100) => placeOfNext(approvals, chain, { stepName, kind: kindOf(stepName), amountFen })
const message = (place: ReturnType<typeof next>) => (place.ok ? null : place.fault.message)

describe('rounds of approval', () => {
  it('begin at the first step and go up one by one', () => {
    expect(next([], '部门负责人')).toEqual({ ok: true, round: 1, ordinal: 1 })
    expect(message(next([], '检察长'))).toBe('还没有轮到“检察长”，现在应由“部门负责人”审批。请先登记“部门负责人”')
    expect(next([taken(1, 1, '部门负责人', 'agreed')], '检察长')).toEqual({ ok: true, round: 1, ordinal: 2 })
    expect(message(next([taken(1, 1, '部门负责人', null)], '检察长'))).toBe('“部门负责人”还没有答复，不能登记后面的环节。请先登记“部门负责人”的审批结果')
    expect(message(next([taken(1, 1, '部门负责人', 'agreed')], '部门负责人'))).toContain('已经登记过')
  })

  it('ask for the meeting from its amount on only, by the highest amount of the round', () => {
    const two = [taken(1, 1, '部门负责人', 'agreed'), taken(1, 2, '检察长', 'agreed')]
    expect(next(two, '政法委', 4_999_999)).toMatchObject({ ok: true })
    expect(message(next(two, '政法委', 5_000_000))).toContain('现在应由“检察长办公会”审批')
    const raised = [taken(1, 1, '部门负责人', 'agreed', { amountFen: 6_000_000 }), taken(1, 2, '检察长', 'agreed')]
    expect(stepsLeft(raised, chain, 100).map((step) => step.name)).toEqual(['检察长办公会', '政法委'])
  })

  it('end with a return; the next save begins a new round and the old one stays', () => {
    const returned = [taken(1, 1, '部门负责人', 'agreed'), taken(1, 2, '检察长', 'returned')]
    expect(lastRound(returned)).toMatchObject({ number: 1, ended: 'returned', open: null })
    expect(isApproving(returned)).toBe(false)
    expect(next(returned, '部门负责人')).toEqual({ ok: true, round: 2, ordinal: 1 })
    expect(message(next(returned, '检察长'))).toContain('还没有轮到')
    const again = [...returned, taken(2, 1, '部门负责人', null)]
    expect(turnFaults(again, taken(1, 1, '部门负责人', 'agreed'), 'rejected')).toEqual([{ path: 'result', message: '这是以前一轮审批的记录，结果不能再改。请在本轮登记' }])
  })

  it('take a step that is not in the chain anywhere, and let no chain step pass under another kind', () => {
    expect(placeOfNext([], chain, { stepName: '专家咨询', kind: 'outside', amountFen: null })).toMatchObject({ ok: true })
    expect(placeOfNext([], chain, { stepName: '部门负责人', kind: 'meeting', amountFen: null })).toMatchObject({ ok: false, fault: { path: 'kind' } })
  })

  it('hold a later answer against the earlier ones', () => {
    const open = [taken(1, 1, '部门负责人', 'agreed'), taken(1, 2, '检察长', 'agreed')]
    const first = open[0] as Approval
    expect(turnFaults(open, first, 'returned')[0]?.message).toBe('后面的“检察长”已经登记，这一环节只能是同意。请先把后面的环节移到回收站，再修改')
    expect(turnFaults(open, first, 'agreed')).toEqual([])
    expect(turnFaults(open, open[1] as Approval, 'rejected')).toEqual([])
  })

  it('are through when every step that applies has agreed', () => {
    const all = ['部门负责人', '检察长', '政法委'].map((name, index) => taken(1, index + 1, name, 'agreed'))
    expect(isApproved(all, chain, 100)).toBe(true)
    expect(isApproved(all, chain, 5_000_000)).toBe(false)
    expect(isApproved(all.slice(0, 2), chain, 100)).toBe(false)
    expect(isApproved([], chain, 100)).toBe(false)
  })

  it('take an old case down as its papers have it', () => {
    expect(placeOfNext([taken(1, 1, '部门负责人', null)], null, { stepName: '检察长', kind: 'own', amountFen: null })).toEqual({ ok: true, round: 1, ordinal: 2 })
  })
})

describe('days of an approval', () => {
  const fields = { sentOn: '2024-03-05', answeredOn: '2024-03-04', result: 'agreed' as const }
  it('run in order and not ahead', () => {
    expect(approvalFaults(fields, '2024-04-01').map((fault) => fault.path)).toEqual(['answeredOn'])
    expect(approvalFaults({ ...fields, answeredOn: '2024-03-05' }, '2024-03-05')).toEqual([])
    expect(approvalFaults({ ...fields, answeredOn: '2024-03-05' }, '2024-03-04').map((fault) => fault.path)).toEqual(['sentOn', 'answeredOn'])
  })
  it('come with the result', () => {
    expect(approvalFaults({ ...fields, answeredOn: null }, '2024-04-01')[0]?.path).toBe('answeredOn')
    expect(approvalFaults({ sentOn: null, answeredOn: '2024-03-05', result: null }, '2024-04-01')[0]?.path).toBe('result')
    expect(approvalFaults({ sentOn: '2024-03-05', answeredOn: null, result: null }, '2024-04-01')).toEqual([])
  })
})

/** What anybody may try: to register any step, or to answer any that is there, at random. */
type Try = { act: 'add'; step: number; result: number; amount: number } | { act: 'answer'; at: number; result: number }
const results: (ApprovalResult | null)[] = [null, 'agreed', 'agreed', 'agreed', 'returned', 'rejected']
const tries: fc.Arbitrary<Try[]> = fc.array(
  fc.oneof(
    fc.record({ act: fc.constant('add' as const), step: fc.nat(3), result: fc.nat(5), amount: fc.integer({ min: 0, max: 8_000_000 }) }),
    fc.record({ act: fc.constant('answer' as const), at: fc.nat(50), result: fc.nat(5) }),
  ),
  { maxLength: 40 },
)

it('whatever is tried, no step is ever answered before those below it agreed, and earlier rounds never change', () => {
  fc.assert(
    fc.property(tries, (list) => {
      let approvals: Approval[] = []
      for (const one of list) {
        const before = approvals
        if (one.act === 'add') {
          const step = chain.steps[one.step] as ChainStep
          const place = next(approvals, step.name, one.amount)
          if (!place.ok) continue
          approvals = [...approvals, taken(place.round, place.ordinal, step.name, results[one.result] ?? null, { amountFen: one.amount })]
        } else {
          const chosen = approvals[one.at % Math.max(1, approvals.length)]
          const result = results[one.result] ?? null
          if (!chosen || turnFaults(approvals, chosen, result).length > 0) continue
          approvals = approvals.map((approval) => (approval === chosen ? { ...approval, result, answeredOn: result && '2024-03-02' } : approval))
        }
        const round = lastRound(approvals)
        expect(approvals.filter((approval) => approval.round < (round?.number ?? 0))).toEqual(before.filter((approval) => approval.round < (round?.number ?? 0)))
        // A new round begins only once the one before it has ended.
        expect((round?.number ?? 0) - (lastRound(before)?.number ?? 0)).toBeLessThanOrEqual(lastRound(before)?.ended === null ? 0 : 1)
        for (let number = 1; number <= (round?.number ?? 0); number += 1) {
          const steps = approvals.filter((approval) => approval.round === number).sort((a, b) => a.ordinal - b.ordinal)
          expect(steps.map((approval) => approval.ordinal)).toEqual(steps.map((_step, index) => index + 1))
          expect(steps.slice(0, -1).every((approval) => approval.result === 'agreed')).toBe(true)
          // In the order of the chain, the meeting left out where the amount does not ask for it.
          const order = steps.map((approval) => chain.steps.findIndex((step) => step.name === approval.stepName))
          const plain = order.filter((place) => place !== 2)
          expect(plain).toEqual([...plain].sort((a, b) => a - b))
          expect(new Set(order).size).toBe(order.length)
        }
      }
      const round = lastRound(approvals)
      const most = Math.max(0, ...(round?.steps.map((step) => step.amountFen ?? 0) ?? []))
      if (isApproved(approvals, chain, null)) expect(stepsFor(chain, most).every((step) => round?.steps.some((approval) => approval.stepName === step.name && approval.result === 'agreed'))).toBe(true)
    }),
    { numRuns: 300 },
  )
})

it('without a setting of its own an office goes by the usual three steps', () => {
  expect(stepsLeft([], builtInChain, null).map((step) => step.name)).toEqual(['部门负责人', '分管副检察长', '检察长'])
})
