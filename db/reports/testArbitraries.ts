import fc from 'fast-check'
import type { Period } from '../domain/reportModel.ts'
import type { CaseFacts, PersonFacts } from './testCases.ts'
import type { LeadFacts } from './testOffice.ts'

/** For property tests: days at the edges of months and statistical years. */
export const anyDay = fc.constantFrom('2022-11-30', '2022-12-25', '2022-12-26', '2022-12-31', '2023-01-01', '2023-01-25', '2023-01-26', '2023-02-28', '2023-12-26', '2024-02-29')
const dayOrNone = fc.option(anyDay, { nil: null, freq: 4 })
/** Now and then a sum at the edge of a band. */
const fen = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 1_000_000 }) }, { weight: 1, arbitrary: fc.constantFrom(499_999, 500_000, 1_999_999, 2_000_000, 3_000_000, 5_000_000) })
const rarely = fc.integer({ min: 0, max: 6 }).map((n) => n === 0)
const visits = fc.array(fc.record({ dueOn: dayOrNone, doneOn: dayOrNone, way: fc.option(fc.constantFrom('phone', 'home'), { nil: null }), satisfaction: fc.constantFrom('satisfied', 'fair', null), recycled: rarely }), { maxLength: 2 })
const agency = fc.constantFrom('民政局', '教育局')
const measures = fc.array(
  fc.record({ kind: fc.constantFrom('medical', 'gifts'), agency: fc.option(agency, { nil: null, freq: 4 }), listed: fc.boolean(), askedOn: dayOrNone, promisedOn: dayOrNone, doneOn: dayOrNone, valueFen: fc.option(fen, { nil: null }), recycled: rarely }),
  { maxLength: 2 },
)
const entries = fc.array(fc.record({ kind: fc.constantFrom('paid', 'paid', 'repaid', 'returned', 'recovered', 'failed', 'cancelled'), amountFen: fen, happenedOn: anyDay, kept: fc.boolean() } as const), { maxLength: 4 })
const supervised = fc.record({ supervisor: fc.constantFrom('民政局', '某村委会'), moves: fc.array(fc.record({ kind: fc.constantFrom('withdrawal', 'interest', 'pause', 'resume', 'handOver'), amountFen: fen, happenedOn: anyDay, recycled: rarely } as const), { maxLength: 4 }), recycled: rarely })
const person: fc.Arbitrary<PersonFacts> = fc.record({
  sex: fc.constantFrom('male', 'female', null),
  ethnicity: fc.constantFrom('HA', 'MA', null),
  relation: fc.constantFrom('self', 'spouse', null),
  // Some come of age, or turn sixty, on one of the days above.
  birthDate: fc.option(fc.constantFrom('1962-12-26', '1963-01-25', '1990-05-05', '2004-12-31', '2005-01-01', '2023-01-25'), { nil: null, freq: 6 }),
  household: fc.option(fc.constantFrom('甲户', '乙户'), { nil: null }),
  groups: fc.uniqueArray(fc.constantFrom('minor', 'woman', 'disabled'), { maxLength: 3 }),
  decision: fc.option(fc.record({ kind: fc.constantFrom('grant', 'grant', 'refuse'), amountFen: fen, decidedOn: dayOrNone, revokedOn: fc.option(anyDay, { nil: null, freq: 1 }), earlierFen: fc.constantFrom(0, 0, 0, 70_000), recycled: rarely } as const), { nil: null, freq: 5 }),
  entries,
  supervised: fc.option(supervised, { nil: null }),
  visits,
  measures,
})
/** Any case: dates missing or out of order, recycled parts, money that came back. */
export const anyCase: fc.Arbitrary<CaseFacts> = fc.record({
  appliedOn: dayOrNone,
  acceptedOn: dayOrNone,
  closedOn: fc.option(anyDay, { nil: null, freq: 1 }),
  running: fc.boolean(),
  steps: fc.array(fc.record({ kind: fc.constantFrom('materialsListed', 'supplementAsked', 'supplemented', 'fundsArrived', 'collectTold'), happenedOn: anyDay, recycled: rarely } as const), { maxLength: 3 }),
  outside: fc.array(fc.record({ stepName: fc.constantFrom('政法委审批', '上级院审批'), sentOn: dayOrNone, answeredOn: dayOrNone, recycled: rarely }), { maxLength: 2 }),
  extensions: fc.array(fc.record({ rule: fc.constantFrom('review', 'payment'), untilOn: anyDay, recycled: rarely } as const), { maxLength: 2 }),
  urgent: fc.boolean(),
  letters: fc.array(fc.record({ agency, sentOn: anyDay, repliedOn: dayOrNone, recycled: rarely }), { maxLength: 2 }),
  category: fc.option(fc.constantFrom('injury', 'property'), { nil: null }),
  cause: fc.constantFrom('unsolved', 'offenderDead', null),
  leadSource: fc.option(fc.constantFrom('rural', 'applicant'), { nil: null }),
  charge: fc.option(fc.constantFrom('theft', 'fraud'), { nil: null }),
  chargeText: fc.option(fc.constantFrom('寻衅滋事', '其他'), { nil: null }),
  stage: fc.constantFrom('investigation', 'firstInstance', null),
  handlingOffice: fc.constantFrom('安次区公安局', null),
  handlingUnit: fc.constantFrom('第一检察部', '第二检察部', null),
  people: fc.array(person, { minLength: 1, maxLength: 3 }),
  visits,
  measures,
  awards: fc.array(fc.record({ level: fc.constantFrom('province', 'city'), publishedOn: dayOrNone, recycled: rarely }), { maxLength: 2 }),
  shares: fc.array(fc.record({ fen: fc.integer({ min: 1, max: 9_000_000 }), office: fc.constantFrom('市人民检察院', '民政局'), recycled: rarely }), { maxLength: 2 }),
  recycled: rarely,
})
/** Any lead: of one of the cases, of none, ended or not. */
export const anyLead: fc.Arbitrary<LeadFacts> = fc.record({
  receivedOn: anyDay,
  source: fc.constantFrom('rural', 'petition'),
  sendingUnit: fc.constantFrom('民政局', '妇联', null),
  outcome: fc.constantFrom('case', 'case', 'ineligible', 'socialAssistance', null),
  outcomeOn: anyDay,
  caseIndex: fc.option(fc.nat({ max: 4 }), { nil: null, freq: 5 }),
  recycled: rarely,
} as const)
export const anyPeriod = fc.tuple(anyDay, anyDay).map(([a, b]): Period => (a <= b ? { from: a, to: b } : { from: b, to: a }))
