import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths } from './dates.ts'
import type { Disbursement, Recipient } from './records.ts'
import { testDecision, testRecipient } from './testCaseWork.ts'
import { visitFaults, visitorsOf } from './visitFaults.ts'
import { builtInVisitRule, firstPaidOn, visitTurns, wantedTurns, wantsDiscretion } from './visitRule.ts'
import type { StandingVisit, VisitRule } from './visitRule.ts'

type Entry = Pick<Disbursement, 'recipientId' | 'kind' | 'amountFen' | 'happenedOn'>
const entry = (kind: Entry['kind'], happenedOn: string, amountFen = 100): Entry => ({ recipientId: 'r1', kind, amountFen, happenedOn })
const born = (birthDate: string | null, more: Partial<Recipient['person']> = {}): Recipient => ({ ...testRecipient, person: { ...testRecipient.person, birthDate, ...more } })
const visit = (more: Partial<StandingVisit>): StandingVisit => ({ recipientId: 'r1', dueOn: null, doneOn: null, origin: 'hand', ordinal: null, deleted: false, ...more })
const facts = (recipient = testRecipient, disbursements: Entry[] = [entry('paid', '2024-01-31')]) => ({ recipients: [recipient], decisions: [testDecision], disbursements })
const days = (...args: Parameters<typeof wantedTurns>) => wantedTurns(...args).map(({ ordinal, dueOn }) => `${ordinal} ${dueOn}`)
const builtIn = () => builtInVisitRule

describe('the turns of the office’s rule (no national interval exists: 本单位自定)', () => {
  it('run from the first payment, for minors sooner and more often', () => {
    expect(visitTurns(builtInVisitRule, '2024-01-31', false)).toEqual([{ ordinal: 1, dueOn: '2024-04-30' }, { ordinal: 2, dueOn: '2024-10-30' }])
    expect(visitTurns(builtInVisitRule, '2024-01-31', true).map((turn) => turn.dueOn)).toEqual(['2024-03-31', '2024-06-30', '2024-09-30', '2024-12-31'])
  })

  it('keep month ends over leap years', () => {
    const rule = { ...builtInVisitRule, firstAfterDays: 31, everyMonths: 6, times: 5 }
    expect(visitTurns(rule, '2023-07-31', false).map((turn) => turn.dueOn)).toEqual(['2023-08-31', '2024-02-29', '2024-08-31', '2025-02-28', '2025-08-31'])
  })
})

describe('the first payment', () => {
  it('is the first of which something stayed; a failed or returned one alone is none', () => {
    expect(firstPaidOn(facts(), 'r1')).toBe('2024-01-31')
    expect(firstPaidOn(facts(testRecipient, [entry('failed', '2024-01-01'), entry('paid', '2024-02-01'), entry('returned', '2024-02-03'), entry('repaid', '2024-02-10')]), 'r1')).toBe('2024-02-01')
    expect(firstPaidOn(facts(testRecipient, [entry('paid', '2024-02-01'), entry('returned', '2024-02-03')]), 'r1')).toBeNull()
    expect(firstPaidOn(facts(testRecipient, [entry('failed', '2024-02-01')]), 'r1')).toBeNull()
  })

  it('of a revoked grant or a refusal makes no visit', () => {
    expect(firstPaidOn({ ...facts(), decisions: [{ ...testDecision, revokedOn: '2024-03-01' }] }, 'r1')).toBeNull()
    expect(firstPaidOn({ ...facts(), decisions: [{ ...testDecision, kind: 'refuse' }] }, 'r1')).toBeNull()
  })
})

describe('what is still to be planned', () => {
  it('goes by the age on the day of the first payment: who turns 18 within the plan keeps it', () => {
    const minor = born('2006-03-01')
    const planned = wantedTurns(facts(minor), [], builtIn)
    expect(planned).toHaveLength(4)
    expect(planned.every((turn) => turn.discreet)).toBe(true)
    expect(days(facts(born('2006-01-31')), [], builtIn)).toEqual(['1 2024-04-30', '2 2024-10-30'])
    expect(days(facts({ ...born(null), specialGroups: ['minor'] }), [], builtIn)).toHaveLength(4)
  })

  it('takes the version of the rule that held on the day of the first payment', () => {
    const ruleOn = (day: string) => (day < '2024-02-01' ? { ...builtInVisitRule, times: 1 } : builtInVisitRule)
    expect(days(facts(), [], ruleOn)).toEqual(['1 2024-04-30'])
  })

  it('leaves out a turn that is planned, was moved by hand or taken away', () => {
    expect(days(facts(), [visit({ origin: 'rule', ordinal: 1, dueOn: '2024-06-15' })], builtIn)).toEqual(['2 2024-10-30'])
    expect(days(facts(), [visit({ origin: 'rule', ordinal: 2, dueOn: '2024-10-30', deleted: true })], builtIn)).toEqual(['1 2024-04-30'])
  })

  it('counts another visit for the turn in whose stretch it falls, to the person or to everybody', () => {
    expect(days(facts(), [visit({ doneOn: '2024-02-20', origin: null })], builtIn)).toEqual(['2 2024-10-30'])
    expect(days(facts(), [visit({ recipientId: null, dueOn: '2024-05-01' })], builtIn)).toEqual(['1 2024-04-30'])
    expect(days(facts(), [visit({ doneOn: '2024-01-30' })], builtIn)).toEqual(['1 2024-04-30', '2 2024-10-30'])
    expect(days(facts(), [visit({ recipientId: 'r2', doneOn: '2024-02-20' })], builtIn)).toHaveLength(2)
    expect(days(facts(), [visit({ doneOn: '2024-02-20', deleted: true })], builtIn)).toHaveLength(2)
  })

  it('is nothing where the office wants no visits', () => {
    expect(days(facts(), [], () => ({ ...builtInVisitRule, times: 0 }))).toEqual([])
  })

  it('whatever stands: planning twice plans nothing more, and moves nothing', () => {
    const day = fc.integer({ min: -30, max: 1500 }).map((offset) => addDays('2024-01-31', offset))
    const standing = fc.record({
      recipientId: fc.constantFrom('r1', 'r2', null),
      dueOn: fc.option(day),
      doneOn: fc.option(day),
      origin: fc.constantFrom('rule' as const, 'hand' as const, null),
      ordinal: fc.option(fc.integer({ min: 1, max: 6 })),
      deleted: fc.boolean(),
    })
    const rule: fc.Arbitrary<VisitRule> = fc.record({
      firstAfterDays: fc.integer({ min: 1, max: 200 }),
      everyMonths: fc.integer({ min: 1, max: 12 }),
      times: fc.integer({ min: 0, max: 8 }),
      minorFirstAfterDays: fc.integer({ min: 1, max: 200 }),
      minorEveryMonths: fc.integer({ min: 1, max: 12 }),
      minorTimes: fc.integer({ min: 0, max: 8 }),
    })
    fc.assert(
      fc.property(fc.array(standing, { maxLength: 8 }), rule, rule, fc.boolean(), (visits, before, after, minor) => {
        const case_ = facts(born(minor ? '2012-05-05' : '1980-01-01'))
        const stood = structuredClone(visits)
        const planned = wantedTurns(case_, visits, () => before).map((turn) => visit({ ...turn, origin: 'rule' }))
        expect(visits).toEqual(stood)
        const all = [...visits, ...planned]
        expect(wantedTurns(case_, all, () => before)).toEqual([])
        // Turns of one person are never planned twice, also when the rule is another by then.
        const further = wantedTurns(case_, all, () => after)
        const ordinals = [...all.filter((one) => one.origin === 'rule' && one.recipientId === 'r1').map((one) => one.ordinal), ...further.map((turn) => turn.ordinal)]
        const fresh = [...planned, ...further].map((turn) => turn.ordinal)
        expect(new Set(fresh).size).toBe(fresh.length)
        for (const ordinal of fresh) expect(ordinals.filter((one) => one === ordinal)).toHaveLength(1)
        for (const turn of planned) expect(turn.dueOn).toBe(addMonths(addDays('2024-01-31', minor ? before.minorFirstAfterDays : before.firstAfterDays), (minor ? before.minorEveryMonths : before.everyMonths) * ((turn.ordinal ?? 0) - 1)))
      }),
    )
  })
})

/** 2018 opinion on relief of minors: safe contact, plain clothes. */
it('minors and whoever asked for a safe contact are visited discreetly', () => {
  expect(wantsDiscretion(born('2015-01-01'), '2024-01-01')).toBe(true)
  expect(wantsDiscretion(born('1980-01-01'), '2024-01-01')).toBe(false)
  expect(wantsDiscretion(born('1980-01-01', { safeContact: '姑姑 13900001111' }), '2024-01-01')).toBe(true)
})

describe('the form of a visit', () => {
  it('has a next day only after this one is done, and later than it', () => {
    const check = (doneOn: string | null, nextOn: string | null) => visitFaults({ doneOn, nextOn, measuresChecked: [] }, { known: new Set() }).map((fault) => fault.path)
    expect(check(null, '2024-05-01')).toEqual(['nextOn'])
    expect(check('2024-05-01', '2024-05-01')).toEqual(['nextOn'])
    expect(check('2024-05-01', '2024-05-02')).toEqual([])
  })

  it('names visitors the way people write them', () => {
    expect(visitorsOf('王检察官、李助理')).toEqual(['王检察官', '李助理'])
    expect(visitorsOf('王检察官 李助理')).toHaveLength(2)
    expect(visitorsOf('王检察官')).toEqual(['王检察官'])
    expect(visitorsOf(null)).toEqual([])
  })
})
