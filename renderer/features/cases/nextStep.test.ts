import { describe, expect, it } from 'vitest'
import type { Advice, CaseFile } from '../../../db/domain/caseFile.ts'
import type { CaseStep, Deadline, StepKind } from '../../../db/domain/caseworkRecords.ts'
import { nextStepOf } from './nextStep.ts'
import { glanceOf, isEmpty } from './caseSections.ts'

const balance = { decidedFen: 0, netPaidFen: 0, cancelledFen: 0, outstandingFen: 0, byRecipient: {} }
const fileWith = (advice: Advice[], more: Partial<CaseFile> = {}) =>
  ({
    advice,
    recipients: [{ id: 'a' }],
    materials: [],
    steps: [],
    assessments: [],
    approvals: [],
    hearings: [],
    jointOffices: [],
    attachments: [],
    deadlines: [],
    decisions: [],
    disbursements: [],
    visits: [],
    measures: [],
    awards: [],
    notes: [],
    fundsArrivals: [],
    instalmentPlans: [],
    supervisedFunds: [],
    letters: [],
    original: null,
    closedOn: null,
    balance,
    ...more,
  }) as unknown as CaseFile
const next = (section: Advice['section']): Advice => ({ section, level: 'next', text: '…' })
const steps = (...kinds: StepKind[]) => kinds.map((kind, index) => ({ id: String(index), kind, happenedOn: `2026-01-0${index + 1}` })) as CaseStep[]
const decisions = (more: object) => [{ id: 'd', recipientId: 'a', kind: 'grant', servedOn: '2026-01-01', revokedOn: null, ...more }] as unknown as CaseFile['decisions']

describe('nextStepOf', () => {
  it('has nothing to say where nothing is due', () => {
    expect(nextStepOf(fileWith([{ section: 'basics', level: 'missing', text: '…' }]))).toBeNull()
  })

  it('opens the record that is waiting, not a new one', () => {
    expect(nextStepOf(fileWith([next('decision')], { decisions: decisions({ servedOn: null }) }))).toMatchObject({ action: '填写送达日期', opens: { id: 'd' } })
    expect(nextStepOf(fileWith([next('decision')]))).toMatchObject({ action: '登记决定', opens: { id: null } })
    const visits = [{ id: 'later', dueOn: '2026-03-01', doneOn: null }, { id: 'first', dueOn: '2026-02-01', doneOn: null }] as CaseFile['visits']
    expect(nextStepOf(fileWith([next('visit')], { visits }))).toMatchObject({ action: '记录回访', opens: { id: 'first' } })
    const approvals = [{ id: 'old', round: 1, result: 'returned' }, { id: 'now', round: 2, result: null }] as CaseFile['approvals']
    expect(nextStepOf(fileWith([next('approval')], { approvals }))).toMatchObject({ action: '登记审批结果', opens: { id: 'now' } })
    const jointOffices = [{ id: 'paid', paidOn: '2026-01-01' }, { id: 'owing', paidOn: null }] as CaseFile['jointOffices']
    expect(nextStepOf(fileWith([next('joint')], { jointOffices }))).toMatchObject({ opens: { id: 'owing' } })
  })

  it('leads to the signature where steps are signed in the program', () => {
    const approvals = [{ id: 'now', round: 1, kind: 'own', result: null }] as CaseFile['approvals']
    const step = (signing: { signOff: boolean; maySign: boolean }, kind = 'own') => nextStepOf(fileWith([next('approval')], { approvals: approvals.map((one) => ({ ...one, kind }) as (typeof approvals)[number]) }), signing)
    expect(step({ signOff: true, maySign: true })).toMatchObject({ action: '去签署', opens: 'look' })
    expect(step({ signOff: true, maySign: false })).toMatchObject({ action: '看审批', opens: 'look' })
    expect(step({ signOff: false, maySign: true })).toMatchObject({ opens: { id: 'now' } })
    expect(step({ signOff: true, maySign: true }, 'outside')).toMatchObject({ opens: { id: 'now' } })
  })

  it('tells acceptance, closing and the report to the sender apart', () => {
    expect(nextStepOf(fileWith([next('basics')]))).toMatchObject({ action: '填写受理日期', opens: { about: 'acceptedOn' } })
    expect(nextStepOf(fileWith([next('basics')], { decisions: decisions({}) }))).toMatchObject({ opens: 'close' })
    expect(nextStepOf(fileWith([next('basics')], { steps: steps('lapsed') }))).toMatchObject({ opens: 'close' })
    expect(nextStepOf(fileWith([next('basics')], { decisions: decisions({}), closedOn: '2026-02-01' }))).toMatchObject({ opens: { form: 'step', about: 'reportedBack' } })
  })

  it('follows the papers: wanted, asked for, run out', () => {
    expect(nextStepOf(fileWith([next('material')]))).toMatchObject({ opens: { about: 'supplementAsked' } })
    expect(nextStepOf(fileWith([next('material')], { steps: steps('supplementAsked') }))).toMatchObject({ opens: { about: 'supplemented' } })
    const deadlines = [{ rule: 'supplement', state: 'overdue' }] as Deadline[]
    expect(nextStepOf(fileWith([next('material')], { steps: steps('supplementAsked'), deadlines }))).toMatchObject({ opens: { about: 'lapsed' } })
    expect(nextStepOf(fileWith([next('material')], { steps: steps('advanced') }))).toMatchObject({ action: '登记材料', opens: { id: null } })
  })

  it('follows the money: asked for, arrived, told, paid; a revocation first', () => {
    const action = (more: Partial<CaseFile>) => nextStepOf(fileWith([next('disbursement')], { decisions: decisions({}), ...more }))?.action
    expect(action({})).toBe('登记发放')
    expect(action({ steps: steps('fundsRequested') })).toBe('登记资金到账')
    expect(action({ steps: steps('fundsRequested', 'fundsArrived') })).toBe('登记通知领取')
    expect(action({ steps: steps('fundsRequested', 'fundsArrived', 'collectTold') })).toBe('登记发放')
    const owed = { ...balance, outstandingFen: 5 }
    expect(action({ decisions: decisions({ revokedOn: '2026-02-02' }), balance: { ...owed, byRecipient: { a: owed } } })).toBe('登记追回或取消')
  })

  it('pays the batch that is due, one that failed before it, and hands over what is left at the end', () => {
    const batch = (id: string, ordinal: number, state: string) => ({ id, ordinal, state })
    const plan = (...instalments: object[]) => [{ supersededAt: '2026-01-01T00:00:00Z', instalments: [batch('old', 9, 'failed')] }, { supersededAt: null, instalments }] as CaseFile['instalmentPlans']
    const of = (more: Partial<CaseFile>) => nextStepOf(fileWith([next('disbursement')], { decisions: decisions({}), closedOn: '2026-02-01', ...more }))
    expect(of({ instalmentPlans: plan(batch('b1', 1, 'paid'), batch('b2', 2, 'overdue'), batch('b3', 3, 'waiting')) })).toMatchObject({ action: '登记发放第 2 批', opens: { id: null, about: 'b2' } })
    expect(of({ instalmentPlans: plan(batch('b1', 1, 'overdue'), batch('b2', 2, 'failed')) })).toMatchObject({ action: '重新发放第 2 批', opens: { about: 'b2' } })
    expect(of({ instalmentPlans: plan(batch('b1', 1, 'waiting')) })).toMatchObject({ action: '登记发放', opens: { id: null } })
    const supervisedFunds = [{ id: 'f', endedOn: null, handOverOn: '2000-01-01' }] as CaseFile['supervisedFunds']
    expect(of({ supervisedFunds })).toMatchObject({ action: '登记移交', opens: { id: 'f', form: 'fundEntry', about: 'handOver' } })
    expect(of({ supervisedFunds, balance: { ...balance, outstandingFen: 5 } })?.action).toBe('登记发放')
    expect(of({ supervisedFunds: [{ id: 'f', endedOn: '2026-01-01', handOverOn: '2000-01-01' }] as CaseFile['supervisedFunds'] })?.action).toBe('登记发放')
  })
})

describe('glanceOf', () => {
  it('says in a word whether a section is complete', () => {
    expect(glanceOf(fileWith([]), 'original')).toEqual({ tone: 'none', text: '无' })
    expect(glanceOf(fileWith([{ section: 'original', level: 'missing', text: '…' }]), 'original')).toEqual({ tone: 'open', text: '未填' })
    expect(glanceOf(fileWith([{ section: 'basics', level: 'missing', text: '…' }]), 'basics')).toEqual({ tone: 'open', text: '缺 1 项' })
    expect(glanceOf(fileWith([next('decision'), { section: 'decision', level: 'warning', text: '…' }]), 'decision')).toEqual({ tone: 'warning', text: '需核对' })
    expect(glanceOf(fileWith([]), 'recipients')).toEqual({ tone: 'done', text: '1 人' })
  })

  it('counts the papers that have come', () => {
    const materials = [{ receivedOn: '2026-01-01' }, { receivedOn: null }] as CaseFile['materials']
    expect(glanceOf(fileWith([], { materials }), 'material')).toEqual({ tone: 'open', text: '1/2 份' })
  })

  it('takes a section with steps only for one that has something in it', () => {
    expect(isEmpty(fileWith([]), 'disbursement')).toBe(true)
    expect(isEmpty(fileWith([], { steps: steps('fundsRequested') }), 'disbursement')).toBe(false)
    expect(isEmpty(fileWith([], { steps: steps('fundsRequested') }), 'material')).toBe(true)
  })
})
