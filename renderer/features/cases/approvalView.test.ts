import { describe, expect, it } from 'vitest'
import type { Approval } from '../../../db/domain/caseworkRecords.ts'
import { amountToApprove, approvalView, stateText } from './approvalView.ts'

const chain = [
  { name: '部门负责人', kind: 'own' as const },
  { name: '检察长', kind: 'own' as const },
]
const step = (round: number, ordinal: number, stepName: string, result: Approval['result'], more: Partial<Approval> = {}): Approval => ({
  id: `${round}-${ordinal}`,
  version: 1,
  round,
  ordinal,
  stepName,
  kind: 'own',
  sentOn: '2026-03-02',
  answeredOn: result === null ? null : '2026-03-04',
  approver: null,
  result,
  opinion: null,
  amountFen: null,
  meetingNumber: null,
  proposedBy: '王检',
  signedBy: null,
  signedAt: null,
  ...more,
})
const lines = (approvals: Approval[]) => approvalView(approvals, chain).lines.map(({ name, taken, turn }) => [name, taken?.result ?? null, turn])

describe('the chain of approval as it is shown', () => {
  it('begins with the first step of the chain', () => {
    expect(lines([])).toEqual([['部门负责人', null, true], ['检察长', null, false]]) // prettier-ignore
  })

  it('waits for the open step before it offers the next', () => {
    expect(lines([step(1, 1, '部门负责人', null)])).toEqual([['部门负责人', null, true], ['检察长', null, false]]) // prettier-ignore
    expect(lines([step(1, 1, '部门负责人', 'agreed')])).toEqual([['部门负责人', 'agreed', false], ['检察长', null, true]]) // prettier-ignore
    expect(lines([step(1, 1, '部门负责人', 'agreed'), step(1, 2, '检察长', 'agreed')]).every(([, , turn]) => turn === false)).toBe(true)
  })

  it('keeps a round that was returned as history of the next', () => {
    const returned = [step(1, 1, '部门负责人', 'returned')]
    expect(approvalView(returned, chain)).toMatchObject({ ended: 'returned', lines: [{ name: '部门负责人' }], history: [] })
    const again = approvalView([...returned, step(2, 1, '部门负责人', null)], chain)
    expect(again).toMatchObject({ round: 2, ended: null, history: [{ round: 1, steps: [{ result: 'returned' }] }] })
    expect(again.lines).toHaveLength(2)
  })

  it('shows steps the office took besides its chain', () => {
    expect(lines([step(1, 1, '部门负责人', 'agreed'), step(1, 2, '政法委', 'agreed', { kind: 'outside' })]).map(([name]) => name)).toEqual(['部门负责人', '政法委', '检察长'])
  })

  it('says how a step stands', () => {
    expect(stateText(null, '2026-03-05')).toBe('还没有报送')
    expect(stateText(step(1, 1, '检察长', null), '2026-03-05')).toBe('2026-03-02 星期一 报送，已等候 3 天')
    expect(stateText(step(1, 1, '检察长', 'agreed'), '2026-03-05')).toBe('同意　2026-03-04 星期三')
  })

  it('goes by what is proposed for all of them, else by what was decided', () => {
    const file = { assessments: [{ proposedFen: 100 }, { proposedFen: 50 }], decisions: [{ kind: 'grant', amountFen: 999 }], approvals: [] } as unknown as Parameters<typeof amountToApprove>[0]
    expect(amountToApprove(file)).toBe(150)
    expect(amountToApprove({ ...file, assessments: [] })).toBe(999)
    expect(amountToApprove({ ...file, assessments: [], decisions: [] })).toBeNull()
  })
})
