import fc from 'fast-check'
import type { Period } from '../domain/reportModel.ts'
import type { CaseFacts, PersonFacts } from './testCases.ts'

/** For property tests: days at the edges of months and statistical years. */
export const anyDay = fc.constantFrom('2022-11-30', '2022-12-25', '2022-12-26', '2022-12-31', '2023-01-01', '2023-01-25', '2023-01-26', '2023-02-28', '2023-12-26', '2024-02-29')
const dayOrNone = fc.option(anyDay, { nil: null, freq: 4 })
const fen = fc.integer({ min: 1, max: 1_000_000 })
const rarely = fc.integer({ min: 0, max: 6 }).map((n) => n === 0)
const visits = fc.array(fc.record({ doneOn: dayOrNone, way: fc.option(fc.constantFrom('phone', 'home'), { nil: null }), recycled: rarely }), { maxLength: 2 })
const measures = fc.array(fc.record({ kind: fc.constantFrom('medical', 'gifts'), doneOn: dayOrNone, recycled: rarely }), { maxLength: 2 })
const entries = fc.array(fc.record({ kind: fc.constantFrom('paid', 'paid', 'repaid', 'returned', 'recovered', 'failed', 'cancelled'), amountFen: fen, happenedOn: anyDay } as const), { maxLength: 4 })
const person: fc.Arbitrary<PersonFacts> = fc.record({
  household: fc.option(fc.constantFrom('甲户', '乙户'), { nil: null }),
  groups: fc.uniqueArray(fc.constantFrom('minor', 'woman', 'disabled'), { maxLength: 3 }),
  decision: fc.option(fc.record({ kind: fc.constantFrom('grant', 'grant', 'refuse'), amountFen: fen, decidedOn: dayOrNone, recycled: rarely } as const), { nil: null, freq: 5 }),
  entries,
  visits,
  measures,
})
/** Any case: dates missing or out of order, recycled parts, money that came back. */
export const anyCase: fc.Arbitrary<CaseFacts> = fc.record({
  acceptedOn: dayOrNone,
  category: fc.option(fc.constantFrom('injury', 'property'), { nil: null }),
  leadSource: fc.option(fc.constantFrom('rural', 'applicant'), { nil: null }),
  charge: fc.option(fc.constantFrom('theft', 'fraud'), { nil: null }),
  chargeText: fc.option(fc.constantFrom('寻衅滋事', '其他'), { nil: null }),
  people: fc.array(person, { minLength: 1, maxLength: 3 }),
  visits,
  measures,
  awards: fc.array(fc.record({ publishedOn: dayOrNone, recycled: rarely }), { maxLength: 1 }),
  shares: fc.array(fc.record({ fen: fc.integer({ min: 1, max: 9_000_000 }), recycled: rarely }), { maxLength: 2 }),
  recycled: rarely,
})
export const anyPeriod = fc.tuple(anyDay, anyDay).map(([a, b]): Period => (a <= b ? { from: a, to: b } : { from: b, to: a }))
