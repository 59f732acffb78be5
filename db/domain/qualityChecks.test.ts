import { describe, expect, it } from 'vitest'
import type { AdviceFacts } from './advice.ts'
import { balanceOf } from './caseRules.ts'
import { outOfOrder, qualityChecks } from './qualityChecks.ts'
import { completeFacts, noPaymentDetail, testDecision, testRecipient, testVisit } from './testCaseWork.ts'

const found = (key: string, more: Partial<AdviceFacts>) => qualityChecks.find((check) => check.key === key)?.find({ ...completeFacts, ...more }).map(({ text }) => text)
const balance = (decidedFen: number, paidFen: number) => {
  const one = balanceOf(decidedFen, paidFen === 0 ? [] : [{ kind: 'paid', amountFen: paidFen }])
  return { ...one, byRecipient: { r1: one } }
}
const decided = (more: Partial<typeof testDecision> = {}) => ({ ...testDecision, ...more })
const paid = (happenedOn: string) => ({ id: 'e1', recipientId: 'r1', kind: 'paid' as const, amountFen: 100, happenedOn, method: null, payee: null, accountSnapshot: null, voucher: null, note: null, ...noPaymentDetail, createdAt: '', createdBy: '王' })
const person = (more: Partial<(typeof testRecipient)['person']>) => [{ ...testRecipient, person: { ...testRecipient.person, ...more } }]

/** For each check a case that it finds, and one beside it that it does not. */
const cases: [key: string, wrong: Partial<AdviceFacts>, right: Partial<AdviceFacts>][] = [
  ['accepted', { acceptedOn: null, historical: true }, { acceptedOn: null, historical: false, decisions: [], closedOn: null }],
  ['decided', { decisions: [decided({ decidedOn: null })] }, { decisions: [decided()] }],
  ['served', { closedOn: '2023-06-01', decisions: [decided({ servedOn: null })] }, { closedOn: null, decisions: [decided({ servedOn: null })] }],
  ['amount', { decisions: [decided({ amountFen: 0 })] }, { decisions: [decided({ kind: 'refuse', amountFen: 0 })] }],
  ['undecided', { closedOn: '2023-06-01', closedHow: 'paid', decisions: [] }, { closedOn: '2023-06-01', closedHow: 'withdrawn', decisions: [] }],
  ['category', { category: null }, {}],
  ['cause', { category: 'injury', cause: null }, { category: 'treatment', cause: null }],
  ['leadSource', { leadSource: null }, { leadSource: 'womensFederation' }],
  ['officer', { officerName: null }, { officerName: '王' }],
  ['groups', { recipients: [{ ...testRecipient, specialGroups: [] }] }, { recipients: [{ ...testRecipient, specialGroups: ['other'] }] }],
  ['labels', { acceptedOn: '2023-05-01', recipients: person({ birthDate: '1980-01-01' }).map((one) => ({ ...one, specialGroups: ['minor'] })) }, { acceptedOn: '2023-05-01', recipients: person({ birthDate: '2010-01-01' }).map((one) => ({ ...one, specialGroups: ['minor'] })) }],
  ['papers', { recipients: person({ paperType: 'idCard', paperNumber: '131002199001011234' }) }, { recipients: person({ paperType: 'none', paperNumber: null }) }],
  ['order', { appliedOn: '2023-05-09', acceptedOn: '2023-05-01' }, { appliedOn: '2023-05-01', acceptedOn: '2023-05-09', decisions: [], disbursements: [], visits: [], steps: [] }],
  ['balance', { balance: balance(100, 200) }, { balance: balance(200, 200) }],
  ['unpaid', { closedHow: 'ended', closedOn: '2023-06-01', balance: balance(200, 100) }, { closedOn: null, archivedOn: null, closedHow: null, historical: false, balance: balance(200, 100) }],
  ['visits', { balance: balance(200, 200), visits: [] }, { balance: balance(200, 200), visits: [{ ...testVisit, doneOn: '2023-08-01' }] }],
  ['archive', { archivedOn: '2023-09-01', archiveNumber: null }, { archivedOn: '2023-09-01', archiveNumber: 'A1' }],
  ['number', { caseNumber: null, decisions: [decided()] }, { caseNumber: null, decisions: [] }],
]

describe('each check', () => {
  it('is tried', () => expect(cases.map(([key]) => key).sort()).toEqual(qualityChecks.map(({ key }) => key).sort()))
  it.each(cases)('%s finds what is wrong and nothing beside it', (key, wrong, right) => {
    expect(found(key, wrong)?.length).toBeGreaterThan(0)
    expect(found(key, right)).toEqual([])
  })
  it('tells of an old payment before its decision where the days are read', () => {
    expect(found('order', { historical: true, decisions: [decided({ decidedOn: '2023-05-20' })], disbursements: [paid('2023-05-10')] })?.join()).toContain('早于决定日期')
  })
})

it('numbers that stand out of the order of acceptance are those behind a later day', () => {
  const one = (seq: number, acceptedOn: string) => ({ seq, acceptedOn })
  expect(outOfOrder([one(2, '2023-03-01'), one(1, '2023-01-01'), one(4, '2023-02-01'), one(3, '2023-03-01'), one(5, '2023-04-01')])).toEqual([one(4, '2023-02-01')])
  expect(outOfOrder([])).toEqual([])
})
