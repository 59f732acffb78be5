import { describe, expect, it } from 'vitest'
import type { SupervisedFund } from '../../../../db/domain/aftercareRecords.ts'
import type { CaseFile } from '../../../../db/domain/caseFile.ts'
import type { Disbursement, Recipient } from '../../../../db/domain/records.ts'
import { fundEntryFaults, fundFormFaults, fundFormOf, newFund, newFundEntry, offenderSigns, possibleEntries, supervisionOf } from './supervisionForm.ts'

const person = (fields: Partial<Recipient> & { birthDate?: string | null } = {}) => {
  const { birthDate = '2012-02-29', ...rest } = fields
  return { id: 'a', guardianName: '李某', guardianIsOffender: false, unsupervisedReason: null, specialGroups: [], person: { name: '张某', birthDate }, ...rest } as unknown as Recipient
}
const fund: SupervisedFund = {
  id: 'f',
  version: 1,
  recipientId: 'a',
  supervisor: '某镇政府',
  supervisorKind: 'township',
  supervisorContact: null,
  guardian: '李某',
  bankName: null,
  bankAccount: null,
  agreedOn: '2026-01-01',
  handOverOn: null,
  endedOn: null,
  endReason: null,
  note: null,
  entries: [],
  depositedFen: 1_000,
  withdrawnFen: 0,
  balanceFen: 1_000,
  paused: false,
  lastsMonths: null,
}
const deposit = { kind: 'paid', amountFen: 1_000, happenedOn: '2026-01-02', supervisedFundId: 'f' } as Disbursement
const facts = { fund, disbursements: [deposit, { ...deposit, supervisedFundId: null, amountFen: 9_000 }], today: '2026-06-01' }

describe('the form of an agreement', () => {
  it('starts with the guardian and the eighteenth birthday', () => {
    expect(newFund(person(), '2026-01-01')).toMatchObject({ guardian: '李某', handOverOn: '2030-02-28', agreedOn: '2026-01-01' })
    expect(newFund(person({ birthDate: '1990-01-01' }), '2026-01-01').handOverOn).toBeNull()
  })
  it('never proposes the offender as a party, and says so where he is written in', () => {
    const child = person({ guardianIsOffender: true })
    expect(newFund(child, '2026-01-01').guardian).toBeNull()
    expect(offenderSigns({ guardian: ' 李某 ' }, child)).toBe(true)
    expect(offenderSigns({ guardian: '王某' }, child)).toBe(false)
    expect(offenderSigns({ guardian: '李某' }, person())).toBe(false)
  })
  it('wants the parties and, for an end, its reason', () => {
    expect(fundFormFaults({ ...newFund(person(), '2026-01-01'), supervisor: ' ', agreedOn: null }).map(({ path }) => path)).toEqual(['supervisor', 'agreedOn'])
    expect(fundFormFaults({ ...fundFormOf(fund), endedOn: '2026-02-01' }).map(({ path }) => path)).toEqual(['endReason'])
    expect(fundFormFaults(fundFormOf(fund))).toEqual([])
  })
})

describe('what is recorded of a supervised account', () => {
  it('counts only the money that went to this account', () => {
    const entry = { ...newFundEntry('withdrawal', fund, '2026-03-01'), purpose: '学费' }
    expect(fundEntryFaults('withdrawal', { ...entry, amountFen: 1_000 }, facts)).toEqual([])
    expect(fundEntryFaults('withdrawal', { ...entry, amountFen: 1_001 }, facts).map(({ path }) => path)).toEqual(['amountFen'])
  })
  it('wants what is asked of each kind, spaces are none', () => {
    expect(fundEntryFaults('withdrawal', { ...newFundEntry('withdrawal', fund, '2026-03-01'), purpose: ' ' }, facts).map(({ path }) => path)).toEqual(['amountFen', 'purpose'])
    expect(fundEntryFaults('pause', newFundEntry('pause', fund, '2026-03-01'), facts).map(({ path }) => path)).toEqual(['reason'])
    expect(fundEntryFaults('pause', { ...newFundEntry('pause', fund, '2026-03-01'), happenedOn: null }, facts).map(({ path }) => path)).toEqual(['happenedOn'])
  })
  it('hands over everything that is left', () => {
    expect(newFundEntry('handOver', fund, '2026-03-01').amountFen).toBe(1_000)
    const early = { ...newFundEntry('handOver', fund, '2026-03-01'), reason: '已能自行管理' }
    expect(fundEntryFaults('handOver', early, facts)).toEqual([])
    expect(fundEntryFaults('handOver', { ...early, reason: ' ' }, facts).map(({ path }) => path)).toEqual(['reason'])
    expect(fundEntryFaults('handOver', { ...early, amountFen: 999 }, facts)).toHaveLength(1)
  })
  it('offers only what is possible', () => {
    expect(possibleEntries(fund)).toEqual(['withdrawal', 'interest', 'pause', 'handOver'])
    expect(possibleEntries({ ...fund, paused: true })).toEqual(['resume', 'interest', 'handOver'])
    expect(possibleEntries({ ...fund, balanceFen: 0 })).toEqual(['pause'])
    expect(possibleEntries({ ...fund, endedOn: '2026-02-01' })).toEqual([])
  })
})

describe('whom supervision concerns', () => {
  const file = (recipients: Recipient[], more: Partial<CaseFile> = {}) =>
    ({ recipients, decisions: [{ recipientId: 'a', kind: 'grant', revokedOn: null }], supervisedFunds: [], balance: { byRecipient: {} }, historical: false, ...more }) as unknown as CaseFile
  const asked = (found: CaseFile, day = '2026-06-01') => supervisionOf(found, day).map((one) => one.asked)

  it('asks for a minor with a grant until there is an agreement or a reason', () => {
    expect(asked(file([person()]))).toEqual([true])
    expect(asked(file([person()]), '2030-02-28')).toEqual([false])
    expect(asked(file([person({ unsupervisedReason: '随祖父母生活' })]))).toEqual([false])
    expect(asked(file([person({ birthDate: null, specialGroups: ['minor'] })]))).toEqual([true])
    expect(asked(file([person()], { supervisedFunds: [fund] }))).toEqual([false])
    expect(asked(file([person({ birthDate: null })]))).toEqual([false])
  })
  it('keeps quiet in old cases, and leaves out who got nothing', () => {
    expect(asked(file([person()], { historical: true }))).toEqual([false])
    expect(asked(file([person({ id: 'b' })]))).toEqual([])
  })
  it('keeps the account of somebody whose decision was revoked', () => {
    const revoked = file([person()], { decisions: [{ recipientId: 'a', kind: 'grant', revokedOn: '2026-03-01' }] as CaseFile['decisions'], supervisedFunds: [fund] })
    expect(supervisionOf(revoked, '2026-06-01')).toMatchObject([{ asked: false, funds: [{ id: 'f' }] }])
  })
})
