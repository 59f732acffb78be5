import { describe, expect, it } from 'vitest'
import type { StepKind } from './caseworkRecords.ts'
import { stageOf, balanceOf } from './caseRules.ts'
import { basicsDateFaults, closingFaults, decisionDateFaults, paymentDateFaults } from './dateOrder.ts'
import { advancedOn, isLate, isSupplementing, stepDateFaults } from './stepRules.ts'

const step = (kind: StepKind, happenedOn: string) => ({ kind, happenedOn })

describe('days of steps', () => {
  const facts = { appliedOn: '2024-03-01', others: [step('supplementAsked', '2024-03-04'), step('askedElsewhere', '2024-03-06')], today: '2024-04-01' }
  it('cannot lie ahead, before the application, or before what they answer', () => {
    expect(stepDateFaults(step('materialsListed', '2024-04-02'), facts)[0]?.message).toBe('“出具收取材料清单”的日期不能晚于今天（2024-04-01），请核对')
    expect(stepDateFaults(step('supplementAsked', '2024-02-29'), facts)[0]?.message).toContain('早于申请日期 2024-03-01')
    expect(stepDateFaults(step('supplemented', '2024-03-03'), facts)[0]?.message).toBe('“收到补正材料” 2024-03-03 早于“通知补正” 2024-03-04，请核对两个日期')
    expect(stepDateFaults(step('answeredElsewhere', '2024-03-05'), facts)).toHaveLength(1)
  })
  it('may be anything else: what was asked before may be unknown, papers may come before the application', () => {
    expect(stepDateFaults(step('supplemented', '2024-03-04'), facts)).toEqual([])
    expect(stepDateFaults(step('supplemented', '2024-03-05'), { ...facts, others: [] })).toEqual([])
    expect(stepDateFaults(step('materialsListed', '2024-02-01'), facts)).toEqual([])
    expect(stepDateFaults(step('collectTold', '2024-03-01'), { ...facts, others: [step('fundsArrived', '2024-03-09')] })).toEqual([])
  })
  it('are 补录 from the second day on: what was done yesterday is entered in time', () => {
    expect(isLate('2024-03-01', '2024-03-02')).toBe(false)
    expect(isLate('2024-03-01', '2024-03-03')).toBe(true)
  })
})

/** 2016 trial rules: what is missing is told at once or within five working days, and supplied within thirty days. */
describe('补正', () => {
  it('runs from the notice until it is supplied or lapses', () => {
    expect(isSupplementing([])).toBe(false)
    expect(isSupplementing([step('supplementAsked', '2024-03-04')])).toBe(true)
    expect(isSupplementing([step('supplementAsked', '2024-03-04'), step('supplemented', '2024-03-04')])).toBe(false)
    expect(isSupplementing([step('lapsed', '2024-04-08'), step('supplementAsked', '2024-03-04')])).toBe(false)
    expect(isSupplementing([step('supplementAsked', '2024-03-04'), step('supplemented', '2024-03-10'), step('supplementAsked', '2024-03-12')])).toBe(true)
  })
  it('and approval are stages of a case that is not decided', () => {
    const facts = { acceptedOn: null, closedOn: null, closedHow: null, archivedOn: null, outcomes: [null, null] as (null | 'granted')[], balance: balanceOf(0, []) }
    expect(stageOf({ ...facts, supplementing: true })).toBe('supplementing')
    expect(stageOf({ ...facts, acceptedOn: '2024-03-11', supplementing: true })).toBe('accepted')
    expect(stageOf({ ...facts, acceptedOn: '2024-03-11', approving: true })).toBe('approving')
    expect(stageOf({ ...facts, approving: true })).toBe('approving')
    expect(stageOf({ ...facts, approving: true, outcomes: ['granted', null], balance: balanceOf(100, []) })).toBe('decided')
    expect(stageOf({ ...facts, approving: true, closedOn: '2024-05-01' })).toBe('closed')
  })
})

/** 2016 trial rules, 先行救助: in an emergency relief is decided and paid first, the papers follow. */
describe('先行救助', () => {
  const facts = { acceptedOn: '2024-03-10', paidOn: ['2024-03-03'], today: '2024-04-01' }
  const fields = { decidedOn: '2024-03-02', servedOn: null }
  it('lets the decision and the payment come before acceptance, from the day of the advance on', () => {
    expect(decisionDateFaults(fields, facts)).toHaveLength(1)
    expect(decisionDateFaults(fields, { ...facts, advancedOn: '2024-03-02' })).toEqual([])
    expect(decisionDateFaults(fields, { ...facts, advancedOn: '2024-03-03' })).toHaveLength(1)
    const basics = { appliedOn: '2024-03-01', acceptedOn: '2024-03-10' }
    expect(basicsDateFaults(basics, { decidedOn: ['2024-03-02'], today: '2024-04-01' })).toHaveLength(1)
    expect(basicsDateFaults(basics, { decidedOn: ['2024-03-02'], advancedOn: '2024-03-02', today: '2024-04-01' })).toEqual([])
  })
  it('lets money go out before the decision, from the day of the advance on', () => {
    const payment = { kind: 'paid' as const, happenedOn: '2024-03-02' }
    const decided = { decidedOn: '2024-03-20', paidOn: [], today: '2024-04-01' }
    expect(paymentDateFaults(payment, decided)).toHaveLength(1)
    expect(paymentDateFaults(payment, { ...decided, advancedOn: '2024-03-02' })).toEqual([])
    expect(paymentDateFaults(payment, { ...decided, advancedOn: '2024-03-03' })).toHaveLength(1)
    const decision = { decidedOn: '2024-03-20', servedOn: null }
    expect(decisionDateFaults(decision, { acceptedOn: '2024-03-10', paidOn: ['2024-03-02'], today: '2024-04-01' })).toHaveLength(1)
    expect(decisionDateFaults(decision, { acceptedOn: '2024-03-10', paidOn: ['2024-03-02'], advancedOn: '2024-03-02', today: '2024-04-01' })).toEqual([])
  })
  it('began with the first advance', () => {
    expect(advancedOn([step('advanced', '2024-03-09'), step('advanced', '2024-03-02'), step('fundsArrived', '2024-03-01')])).toBe('2024-03-02')
    expect(advancedOn([])).toBeNull()
  })
})

it('a revoked grant need not be served and paid before closing', () => {
  const grant = (revokedOn: string | null) => ({ name: '李某', decision: { kind: 'grant' as const, decidedOn: '2024-03-01', servedOn: null, revokedOn }, netPaidFen: 0, paidOn: [] })
  const paid = { name: '王某', decision: { kind: 'grant' as const, decidedOn: '2024-03-01', servedOn: '2024-03-02', revokedOn: null }, netPaidFen: 1, paidOn: ['2024-03-03'] }
  expect(closingFaults('paid', { acceptedOn: null, today: '2024-04-01', recipients: [grant(null), paid] })).toHaveLength(2)
  expect(closingFaults('paid', { acceptedOn: null, today: '2024-04-01', recipients: [grant('2024-03-20'), paid] })).toEqual([])
})

it('who was refused beside somebody who was paid is served too before closing', () => {
  const paid = { name: '王某', decision: { kind: 'grant' as const, decidedOn: '2024-03-01', servedOn: '2024-03-02' }, netPaidFen: 1, paidOn: ['2024-03-03'] }
  const refused = (servedOn: string | null) => ({ name: '李某', decision: { kind: 'refuse' as const, decidedOn: '2024-03-01', servedOn }, netPaidFen: 0, paidOn: [] })
  const close = (servedOn: string | null) => closingFaults('paid', { acceptedOn: null, today: '2024-04-01', recipients: [paid, refused(servedOn)] }).map(({ text }) => text)
  expect(close(null)).toEqual(['李某的决定书还没有填写送达日期。请在“决定”中填写送达日期'])
  expect(close('2024-03-05')).toEqual([])
})
