import { describe, expect, it } from 'vitest'
import { caseDeadlines, deadlineText, leadDeadline, periodEnd } from './deadlines.ts'
import type { DeadlineFacts } from './deadlines.ts'
import type { PeriodKey, StepKind } from './caseworkRecords.ts'
import { referenceOf } from './reference.ts'
import type { PeriodValue, ReferenceEntry } from './reference.ts'
import type { DayChange } from './workingDays.ts'

const office = { name: '某检察院', region: '河北省', caseNumberPattern: '' }
/** The holidays around the days used here. */
const springFestival: DayChange[] = [
  ...['15', '16', '17', '18', '19', '20', '21', '22', '23'].map((day) => ({ day: `2026-02-${day}`, off: true, name: '春节' })),
  { day: '2026-02-14', off: false, name: '春节' },
  { day: '2026-02-28', off: false, name: '春节' },
]
const reference = referenceOf([], office, springFestival)
const own = (key: PeriodKey, effectiveFrom: string, value: Partial<PeriodValue>): ReferenceEntry => ({
  id: `${key}${effectiveFrom}`,
  version: 1,
  kind: 'period',
  key,
  effectiveFrom,
  value: { length: 10, unit: 'workingDay', enabled: true, basis: '本单位规定', start: 'accepted', ...value },
  changedBy: '张',
  changedAt: '2026-01-01T00:00:00.000Z',
})

const nothing: DeadlineFacts = {
  appliedOn: null,
  acceptedOn: null,
  closedOn: null,
  historical: false,
  steps: [],
  recipients: [{}],
  decisions: [],
  approvals: [],
  assessments: [],
  disbursements: [],
  settledOn: null,
  extensions: [],
  reportBack: false,
}
const step = (kind: StepKind, happenedOn: string) => ({ kind, happenedOn })
const of = (key: PeriodKey, facts: Partial<DeadlineFacts>, today: string, by = reference) => caseDeadlines({ ...nothing, ...facts }, by, today).find(({ rule }) => rule === key)
const agreed = (ordinal: number, answeredOn: string, more = {}) => ({ round: 1, ordinal, kind: 'own' as const, answeredOn, result: 'agreed' as const, amountFen: 3_000_000, ...more })

describe('review: ten working days from 受理 (中政委〔2014〕3号)', () => {
  it('counts from the next working day, swapped days and the Spring Festival included', () => {
    expect(of('review', { acceptedOn: '2026-02-12' }, '2026-02-27')).toMatchObject({ startedOn: '2026-02-12', dueOn: '2026-03-04', day: 6, length: 10, state: 'running', endedOn: null, extended: false })
  })
  it.each([
    ['2026-03-02', 0, 'running'],
    ['2026-03-11', 7, 'running'],
    ['2026-03-12', 8, 'near'], // 80 %
    ['2026-03-16', 10, 'near'],
    ['2026-03-17', 11, 'overdue'],
    ['2026-03-20', 14, 'overdue'],
  ] as const)('on %s it is day %d: %s', (today, day, state) => expect(of('review', { acceptedOn: '2026-03-02' }, today)).toMatchObject({ dueOn: '2026-03-16', day, state }))

  it('ends with the decision on the last recipient', () => {
    const facts = { acceptedOn: '2026-03-02', recipients: [{}, {}], decisions: [{ decidedOn: '2026-03-10' }] }
    expect(of('review', facts, '2026-03-20')?.state).toBe('overdue')
    expect(of('review', { ...facts, decisions: [{ decidedOn: '2026-03-10' }, { decidedOn: '2026-03-16' }] }, '2026-03-20')).toMatchObject({ endedOn: '2026-03-16', state: 'kept', day: 10 })
    expect(of('review', { ...facts, decisions: [{ decidedOn: '2026-03-10' }, { decidedOn: '2026-03-17' }] }, '2026-03-20')).toMatchObject({ state: 'missed', day: 11 })
  })
  it('ends when the office’s own chain has agreed; the wait for outside steps is not the office’s', () => {
    const approvals = [agreed(1, '2026-03-05'), agreed(2, '2026-03-06'), agreed(3, '2026-03-10'), agreed(4, '2026-04-20', { kind: 'outside' })]
    expect(of('review', { acceptedOn: '2026-03-02', approvals }, '2026-04-30')).toMatchObject({ endedOn: '2026-03-10', state: 'kept' })
    expect(of('review', { acceptedOn: '2026-03-02', approvals: approvals.slice(0, 2) }, '2026-03-10')).toMatchObject({ endedOn: null })
  })
  it('goes on after a return for correction, and ends with a refusal', () => {
    const returned = [agreed(1, '2026-03-05'), agreed(2, '2026-03-06', { result: 'returned' })]
    expect(of('review', { acceptedOn: '2026-03-02', approvals: returned }, '2026-03-09')?.endedOn).toBeNull()
    const second = [1, 2, 3].map((ordinal) => agreed(ordinal, `2026-03-1${ordinal}`, { round: 2 }))
    expect(of('review', { acceptedOn: '2026-03-02', approvals: [...returned, ...second] }, '2026-03-20')?.endedOn).toBe('2026-03-13')
    expect(of('review', { acceptedOn: '2026-03-02', approvals: [agreed(1, '2026-03-05', { result: 'rejected' })] }, '2026-03-20')?.endedOn).toBe('2026-03-05')
  })
  it('is not stopped by a supplement (2016 text: 补正 comes before 受理)', () => {
    const steps = [step('supplementAsked', '2026-03-04'), step('supplemented', '2026-03-10')]
    expect(of('review', { appliedOn: '2026-03-01', acceptedOn: '2026-03-02', steps }, '2026-03-11')).toMatchObject({ dueOn: '2026-03-16', day: 7 })
  })
  it('has nothing left to do where relief was advanced: decided before the papers were accepted (先行救助)', () => {
    const advanced = { acceptedOn: '2026-03-02', decisions: [{ decidedOn: '2026-02-27' }] }
    expect(of('review', advanced, '2026-04-01')).toBeUndefined()
    expect(of('review', { ...advanced, recipients: [{}, {}] }, '2026-04-01')).toMatchObject({ state: 'overdue', endedOn: null })
  })
  it('ends with a withdrawal or a transfer out, and is silent where a decision has no day', () => {
    expect(of('review', { acceptedOn: '2026-03-02', closedOn: '2026-03-05' }, '2026-04-01')).toMatchObject({ endedOn: '2026-03-05', state: 'kept' })
    expect(of('review', { acceptedOn: '2026-03-02', steps: [step('transferredOut', '2026-03-06')] }, '2026-04-01')?.endedOn).toBe('2026-03-06')
    expect(of('review', { acceptedOn: '2026-03-02', decisions: [{ decidedOn: null }] }, '2026-04-01')).toBeUndefined()
  })
})

describe('acceptance or notice of what is missing: five working days from receipt (2016 text)', () => {
  it('runs from the application', () => {
    expect(of('supplementNotice', { appliedOn: '2026-03-02' }, '2026-03-06')).toMatchObject({ dueOn: '2026-03-09', day: 4, length: 5, state: 'near' })
    expect(of('supplementNotice', { appliedOn: '2026-03-02' }, '2026-03-10')?.state).toBe('overdue')
  })
  it('ends with acceptance', () => {
    expect(of('supplementNotice', { appliedOn: '2026-03-02', acceptedOn: '2026-03-09' }, '2026-04-01')).toMatchObject({ endedOn: '2026-03-09', state: 'kept' })
    expect(of('supplementNotice', { appliedOn: '2026-03-02', acceptedOn: '2026-03-10' }, '2026-04-01')).toMatchObject({ state: 'missed' })
  })
  it('is kept by the notice, and waits while the person supplements', () => {
    const steps = [step('supplementAsked', '2026-03-05')]
    expect(of('supplementNotice', { appliedOn: '2026-03-02', steps }, '2026-03-30')).toMatchObject({ endedOn: '2026-03-05', state: 'kept', day: 3 })
  })
  it('goes on with the days that are left once the papers came in', () => {
    const steps = [step('supplementAsked', '2026-03-05'), step('supplemented', '2026-03-16')]
    // Three days were used by the notice, two are left: 17 and 18 March.
    expect(of('supplementNotice', { appliedOn: '2026-03-02', steps }, '2026-03-17')).toMatchObject({ dueOn: '2026-03-18', day: 4, length: 5, endedOn: null })
    expect(of('supplementNotice', { appliedOn: '2026-03-02', steps, acceptedOn: '2026-03-18' }, '2026-03-30')).toMatchObject({ state: 'kept', day: 5 })
    expect(of('supplementNotice', { appliedOn: '2026-03-02', steps }, '2026-03-19')).toMatchObject({ state: 'overdue', day: 6 })
  })
  it('leaves one working day at least, and nothing where it had run out before the notice', () => {
    const late = [step('supplementAsked', '2026-03-09'), step('supplemented', '2026-03-20')]
    expect(of('supplementNotice', { appliedOn: '2026-03-02', steps: late }, '2026-03-20')).toMatchObject({ dueOn: '2026-03-23' })
    const tooLate = [step('supplementAsked', '2026-03-12'), step('supplemented', '2026-03-20')]
    expect(of('supplementNotice', { appliedOn: '2026-03-02', steps: tooLate }, '2026-03-20')).toMatchObject({ dueOn: '2026-03-09', state: 'overdue' })
  })
})

describe('supplement: thirty calendar days from the notice, otherwise 视为放弃申请 (2016 text)', () => {
  it('counts calendar days', () => {
    const steps = [step('supplementAsked', '2026-03-02')]
    expect(of('supplement', { steps }, '2026-03-20')).toMatchObject({ dueOn: '2026-04-01', unit: 'day', day: 18, length: 30, state: 'running' })
    expect(of('supplement', { steps }, '2026-03-26')).toMatchObject({ day: 24, state: 'near' })
    expect(of('supplement', { steps }, '2026-04-02')).toMatchObject({ day: 31, state: 'overdue' })
  })
  it('ends with the next working day where its last is none (民法典 第二百零三条)', () => {
    expect(of('supplement', { steps: [step('supplementAsked', '2026-03-05')] }, '2026-03-20')).toMatchObject({ dueOn: '2026-04-06', length: 32 }) // 4 April is a Saturday
  })
  it('ends when the papers come in, and when it lapses', () => {
    const asked = step('supplementAsked', '2026-03-02')
    expect(of('supplement', { steps: [asked, step('supplemented', '2026-03-12')] }, '2026-05-01')).toMatchObject({ endedOn: '2026-03-12', state: 'kept' })
    expect(of('supplement', { steps: [asked, step('lapsed', '2026-04-02')] }, '2026-05-01')).toMatchObject({ endedOn: '2026-04-02', state: 'missed' })
    expect(of('supplementNotice', { appliedOn: '2026-03-01', steps: [asked, step('lapsed', '2026-04-02')] }, '2026-05-01')?.endedOn).not.toBeNull()
  })
})

describe('collect: two working days after the funds arrive (中政委〔2014〕3号)', () => {
  it('ends when the person is told, or is paid', () => {
    const steps = [step('fundsArrived', '2026-03-06')]
    expect(of('collect', { steps }, '2026-03-09')).toMatchObject({ dueOn: '2026-03-10', day: 1, state: 'running' })
    expect(of('collect', { steps: [...steps, step('collectTold', '2026-03-10')] }, '2026-04-01')).toMatchObject({ state: 'kept' })
    expect(of('collect', { steps, disbursements: [{ kind: 'paid', happenedOn: '2026-03-11' }] }, '2026-04-01')).toMatchObject({ endedOn: '2026-03-11', state: 'missed' })
    expect(of('collect', { steps, disbursements: [{ kind: 'failed', happenedOn: '2026-03-09' }] }, '2026-03-09')?.endedOn).toBeNull()
  })
  it('does not run for money that makes good what was paid before', () => {
    const facts = { steps: [step('fundsArrived', '2026-03-06')], disbursements: [{ kind: 'paid' as const, happenedOn: '2026-03-03' }] }
    expect(of('collect', { ...facts, settledOn: '2026-03-03' }, '2026-04-01')).toBeUndefined()
    expect(of('collect', { ...facts, settledOn: null }, '2026-04-01')).toMatchObject({ state: 'overdue' })
    expect(of('collect', { ...facts, settledOn: '2026-03-06' }, '2026-04-01')).toBeDefined()
  })
  it('runs anew with every arrival', () => {
    const steps = [step('fundsArrived', '2026-03-06'), step('collectTold', '2026-03-09'), step('fundsArrived', '2026-04-01')]
    const found = caseDeadlines({ ...nothing, steps }, reference, '2026-04-02').filter(({ rule }) => rule === 'collect')
    expect(found.map(({ startedOn, state }) => [startedOn, state])).toEqual([
      ['2026-04-01', 'running'],
      ['2026-03-06', 'kept'],
    ])
  })
})

describe('report back: five working days after 办结, off by default (高检发〔2019〕3号)', () => {
  const on = referenceOf([own('reportBack', '2020-01-01', { length: 5, start: 'closed' })], office, [])
  const facts = { closedOn: '2026-03-02', reportBack: true }
  it('runs only where the office has switched it on and the sender wants to hear', () => {
    expect(of('reportBack', facts, '2026-03-04')).toBeUndefined()
    expect(of('reportBack', { ...facts, reportBack: false }, '2026-03-04', on)).toBeUndefined()
    expect(of('reportBack', facts, '2026-03-04', on)).toMatchObject({ dueOn: '2026-03-09', day: 2 })
    expect(of('reportBack', { ...facts, steps: [step('reportedBack', '2026-03-09')] }, '2026-04-04', on)).toMatchObject({ state: 'kept' })
  })
})

describe('lead: fifteen working days by default, the office’s own', () => {
  const lead = { receivedOn: '2026-03-02', outcomeOn: null, historical: false }
  it('runs from receipt to outcome', () => {
    expect(leadDeadline(lead, reference, '2026-03-18')).toMatchObject({ dueOn: '2026-03-23', day: 12, length: 15, state: 'near' })
    expect(leadDeadline({ ...lead, outcomeOn: '2026-03-23' }, reference, '2026-05-01')).toMatchObject({ state: 'kept' })
    expect(leadDeadline({ ...lead, outcomeOn: '2026-03-24' }, reference, '2026-05-01')).toMatchObject({ state: 'missed' })
  })
  it('is quiet for old leads and where the office has switched it off', () => {
    expect(leadDeadline({ ...lead, historical: true }, reference, '2026-03-18')).toBeNull()
    expect(leadDeadline(lead, referenceOf([own('lead', '2026-01-01', { enabled: false, start: 'received' })], office, []), '2026-03-18')).toBeNull()
  })
})

describe('rules over all periods', () => {
  it('an old case has none', () => {
    expect(caseDeadlines({ ...nothing, historical: true, appliedOn: '2020-01-01', acceptedOn: '2020-01-02' }, reference, '2026-03-01')).toEqual([])
  })
  it('the version is that of the day the period starts', () => {
    const by = referenceOf([own('review', '2026-03-03', { length: 7 })], office, [])
    expect(of('review', { acceptedOn: '2026-03-02' }, '2026-03-04', by)?.length).toBe(10)
    expect(of('review', { acceptedOn: '2026-03-03' }, '2026-03-04', by)?.length).toBe(7)
  })
  it('the event it starts from is the office’s to set', () => {
    const by = referenceOf([own('review', '2026-01-01', { start: 'applied' })], office, [])
    expect(of('review', { appliedOn: '2026-03-02', acceptedOn: '2026-03-06' }, '2026-03-09', by)).toMatchObject({ startedOn: '2026-03-02', dueOn: '2026-03-16' })
  })
  it('an extension wins over the rule', () => {
    const facts = { acceptedOn: '2026-03-02', extensions: [{ rule: 'review' as const, untilOn: '2026-03-30' }] }
    expect(of('review', facts, '2026-03-20')).toMatchObject({ dueOn: '2026-03-30', length: 20, day: 14, extended: true, state: 'running' })
    expect(of('review', { ...facts, decisions: [{ decidedOn: '2026-03-30' }] }, '2026-04-20')).toMatchObject({ state: 'kept', extended: true })
    expect(of('supplement', { ...facts, steps: [step('supplementAsked', '2026-03-02')] }, '2026-03-20')?.extended).toBe(false)
  })
  it('running ones come first, the soonest on top, then what has ended', () => {
    const steps = [step('supplementAsked', '2026-03-03'), step('supplemented', '2026-03-04'), step('fundsArrived', '2026-03-05')]
    const list = caseDeadlines({ ...nothing, appliedOn: '2026-03-02', acceptedOn: '2026-03-05', steps }, reference, '2026-03-06')
    expect(list.map(({ rule }) => rule)).toEqual(['collect', 'review', 'supplementNotice', 'supplement'])
  })
  it('shows the end while a date is typed', () => {
    expect(periodEnd('review', '2026-02-12', reference)).toBe('2026-03-04')
    expect(periodEnd('supplement', '2026-03-05', reference)).toBe('2026-04-06')
    expect(periodEnd('reportBack', '2026-03-05', reference)).toBeNull()
  })
})

it('says where a period stands in the words of the lists', () => {
  const text = (facts: Partial<DeadlineFacts>, today: string) => caseDeadlines({ ...nothing, ...facts }, reference, today).map(deadlineText)
  expect(text({ acceptedOn: '2026-03-02' }, '2026-03-11')).toEqual(['审查：第 7/10 个工作日'])
  expect(text({ acceptedOn: '2026-03-02' }, '2026-03-18')).toEqual(['审查：第 12/10 个工作日，已逾期 2 个工作日'])
  expect(text({ acceptedOn: '2026-03-02', extensions: [{ rule: 'review', untilOn: '2026-03-30' }] }, '2026-03-20')).toEqual(['审查：第 14/20 个工作日（已延期）'])
  expect(text({ acceptedOn: '2026-03-02', decisions: [{ decidedOn: '2026-03-09' }] }, '2026-03-20')).toEqual(['审查：用了 5 个工作日，没有逾期'])
  // Decided on the Saturday after the Friday it ran out.
  expect(text({ acceptedOn: '2026-03-06', decisions: [{ decidedOn: '2026-03-21' }] }, '2026-03-23')).toEqual(['审查：用了 10 个工作日，逾期'])
  expect(text({ steps: [step('supplementAsked', '2026-03-02')] }, '2026-03-20')).toEqual(['补正材料：第 18/30 天'])
})
