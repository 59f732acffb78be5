import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, today } from '../domain/dates.ts'
import type { Failure } from '../domain/errors.ts'
import { caseInput, recipientInput } from './testContext.ts'
import { openReadyCasebook } from './testCasebook.ts'
import type { TestCasebook } from './testCasebook.ts'

/** Missing things advise; days that cannot be are refused, beside their field, in words that say what to do. Asked through the door that the window uses. */
let casebook: TestCasebook
let caseId: string
let recipientId: string
let lead: { id: string; version: number }
const day = (ago: number) => addDays(today(), -ago)
const later = addDays(today(), 1)

const leadFields = {
  receivedOn: day(30), source: 'womensFederation', channel: null, sendingUnit: null, letterNumber: null, summary: null, officerName: '张承办', reachedProcuratorate: true,
  originalNumber: null, charge: null, chargeText: null, handlingUnit: null, suspects: null, toldOn: null, toldWay: null, toldNote: null, checkedOn: null, checkers: null, checkNote: null,
  reportBack: true, reportedOn: null, reportNote: null, satisfaction: null,
  people: [{ id: null, relation: null, person: recipientInput({ name: '贺兰英' }).person }],
} // prettier-ignore
const approval = { stepName: '部门负责人', kind: 'own' as const, sentOn: day(5), answeredOn: day(4), approver: '李某', result: 'agreed' as const, opinion: null, amountFen: null, meetingNumber: null }
const part = { id: null, version: null }

beforeAll(async () => {
  casebook = await openReadyCasebook()
  caseId = (await casebook.ok('caseCreate', caseInput({ basics: { appliedOn: day(20), acceptedOn: day(10) } }))).id
  recipientId = (await casebook.ok('caseGet', { id: caseId })).recipients[0]?.id ?? ''
  lead = await casebook.ok('leadSave', { ...part, late: false, fields: leadFields })
})
afterAll(() => casebook.destroy())

/** The fault stands at this field, and its words are for people. */
function expectFault(failure: Failure, path: string): void {
  expect(failure.code).toBe('invalid')
  const fault = failure.fields?.find((field) => field.path.endsWith(path))
  expect(fault, JSON.stringify(failure)).toBeDefined()
  expect(fault?.message).toMatch(/[\u4e00-\u9fff]/)
  expect(fault?.message).not.toMatch(/[A-Za-z]{3,}|[!！]/)
}

describe('a day that is not in the calendar', () => {
  it.each(['2025-02-30', '2025-13-01', '2023-02-29', '20250101', '昨天', ''])('%s is refused wherever it is sent', async (nonsense) => {
    const step = { recipientId: null, kind: 'askedElsewhere', happenedOn: nonsense, amountFen: null, party: null, note: null }
    expectFault(await casebook.fails('stepSave', { caseId, ...part, fields: step }), 'happenedOn')
    expectFault(await casebook.fails('leadSave', { ...part, late: false, fields: { ...leadFields, receivedOn: nonsense } }), 'receivedOn')
    const hearing = { heldOn: nonsense, place: null, isPublic: false, host: null, participants: null, opinions: null, conclusion: null }
    expectFault(await casebook.fails('hearingSave', { caseId, ...part, fields: hearing }), 'heldOn')
    const extension = { rule: 'review', untilOn: nonsense, reason: '案情复杂', approver: '李某', approvedOn: day(1) }
    expectFault(await casebook.fails('extensionSave', { caseId, ...part, fields: extension }), 'untilOn')
  })
})

describe('days that have not come', () => {
  it('no step, told, check, conclusion, answer or decision of tomorrow', async () => {
    const step = { recipientId: null, kind: 'askedElsewhere' as const, happenedOn: later, amountFen: null, party: null, note: null }
    expectFault(await casebook.fails('stepSave', { caseId, ...part, fields: step }), 'happenedOn')
    for (const path of ['receivedOn', 'toldOn', 'checkedOn']) expectFault(await casebook.fails('leadSave', { ...part, late: false, fields: { ...leadFields, [path]: later } }), path)
    const outcome = { outcome: 'ineligible', outcomeOn: later, outcomeNote: null, referredTo: null, caseId: null }
    expectFault(await casebook.fails('leadConclude', { ...lead, fields: outcome }), 'outcomeOn')
    expectFault(await casebook.fails('approvalSave', { caseId, ...part, fields: { ...approval, answeredOn: later } }), 'answeredOn')
    const decision = { kind: 'grant', amountFen: 100_000, decidedOn: later, number: null, servedOn: null, serviceWay: null, serviceNote: null, reason: null, overCapReason: null }
    expectFault(await casebook.fails('decisionSave', { caseId, ...part, recipientId, fields: decision }), 'decidedOn')
  })
})

describe('days in an order that cannot be', () => {
  it('a supplement before it was asked for, an answer before the question', async () => {
    const step = (kind: string, happenedOn: string) => ({ caseId, ...part, fields: { recipientId: null, kind, happenedOn, amountFen: null, party: null, note: null } })
    await casebook.ok('stepSave', step('askedElsewhere', day(8)) as never)
    expectFault(await casebook.fails('stepSave', step('answeredElsewhere', day(9))), 'happenedOn')
    expectFault(await casebook.fails('stepSave', step('supplementAsked', day(25))), 'happenedOn')
  })

  it('told or checked before the lead came, reported before it ended', async () => {
    for (const path of ['toldOn', 'checkedOn']) expectFault(await casebook.fails('leadSave', { ...part, late: false, fields: { ...leadFields, [path]: day(31) } }), path)
    expectFault(await casebook.fails('leadSave', { ...part, late: false, fields: { ...leadFields, reportedOn: day(1) } }), 'reportedOn')
    const outcome = { outcome: 'ineligible', outcomeOn: day(31), outcomeNote: null, referredTo: null, caseId: null }
    expectFault(await casebook.fails('leadConclude', { ...lead, fields: outcome }), 'outcomeOn')
  })

  it('answered before it was sent', async () => {
    expectFault(await casebook.fails('approvalSave', { caseId, ...part, fields: { ...approval, answeredOn: day(6) } }), 'answeredOn')
  })

  it('nothing was written by any of them but the one question', async () => {
    const file = await casebook.ok('caseGet', { id: caseId })
    expect([file.steps, file.approvals, file.decisions, file.hearings, file.extensions].map((list) => list.length)).toEqual([1, 0, 0, 0, 0])
    expect((await casebook.ok('leadTotals', { filter: {} })).leads).toBe(1)
  })
})

it('an old case keeps what is found in its papers: order is not asked of what is entered late', async () => {
  const { id } = await casebook.ok('caseCreate', caseInput({ basics: { appliedOn: '2019-05-01', acceptedOn: '2019-04-01' }, late: true }))
  await casebook.ok('stepSave', { caseId: id, ...part, fields: { recipientId: null, kind: 'supplemented', happenedOn: '2019-03-01', amountFen: null, party: null, note: null } })
  expect((await casebook.ok('caseGet', { id })).steps).toHaveLength(1)
})
