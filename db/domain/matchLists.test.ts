import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareListed } from './listedMatch.ts'
import type { MatchPerson } from './listedMatch.ts'
import { ListMatcher } from './matchLists.ts'
import type { MatchedPerson, MatchRow } from './matchLists.ts'
import { soundOf } from './pinyin.ts'

const numbers = ['131002198505241125', '131002197106212963', '13100219831210786X']
const birthOf = (paper: string) => `${paper.slice(6, 10)}-${paper.slice(10, 12)}-${paper.slice(12, 14)}`
const anybody = fc
  .record<MatchPerson>({
    name: fc.constantFrom('王丽', '王莉', '张伟', '张玮', '赵大海', '于军洋', '于军详'),
    paper: fc.option(fc.constantFrom(...numbers), { freq: 2 }),
    written: fc.option(fc.constantFrom('131002198505241126', '131002197106212964', '13100219831210787X')),
    birthDate: fc.option(fc.constantFrom(...numbers.map(birthOf))),
    sex: fc.option(fc.constantFrom('male', 'female')),
    phone: fc.option(fc.constantFrom('13803161044', '13803161045', '13803161046')),
  })
  .map((one) => (one.paper === null ? one : { ...one, written: null, birthDate: birthOf(one.paper) }))
/** Short lists: of a name alone only a few are kept of each. */
const lists = fc.array(fc.array(anybody, { maxLength: 5 }), { minLength: 2, maxLength: 4 })
const bases = fc.integer({ min: 1, max: 2 })

/** `order`: in which place each list stands; a row is known by its list and place in it. */
function find(given: readonly MatchPerson[][], baseCount: number, among: boolean, order: readonly number[]) {
  const matcher = new ListMatcher({ soundOf, among })
  const isBase = (list: number) => among || list < baseCount
  const rowsOf = (list: number): MatchRow[] => (given[list] ?? []).map((one, ordinal) => ({ ...one, source: order.indexOf(list), ordinal }))
  for (const list of order) if (isBase(list)) for (const row of rowsOf(list)) matcher.addBase(row)
  for (const list of order) if (!isBase(list)) for (const row of rowsOf(list)) matcher.addOther(row)
  const idOf = ({ source, ordinal }: MatchRow) => `${order[source]}/${ordinal}`
  return { people: matcher.finish(), idOf }
}

const ids = (rows: readonly MatchRow[], idOf: (row: MatchRow) => string) => rows.map(idOf).sort().join(' ')
/** What was found without the order in which it was. */
function canonical(people: readonly MatchedPerson[], idOf: (row: MatchRow) => string, among: boolean): string[] {
  const rowsOf = (found: MatchedPerson['certain']) => found.map(({ row }) => row)
  // Two of the base that may be one are told at either of them.
  if (among) return people.flatMap(({ rows, doubtful }) => [...(rows.length > 1 ? [`one ${ids(rows, idOf)}`] : []), ...doubtful.map((found) => `two ${[ids(rows, idOf), ids(rowsOf(found), idOf)].sort().join(' | ')}`)]).sort()
  return people.map(({ rows, certain, doubtful }) => `${ids(rows, idOf)} = ${ids(rowsOf(certain), idOf)} ? ${doubtful.map((found) => ids(rowsOf(found), idOf)).sort().join(' | ')}`).sort()
}

describe('people of one side in lists of any length', () => {
  it('are all who fit when everybody is compared with everybody, and nobody else', () => {
    fc.assert(
      fc.property(lists, bases, (given, baseCount) => {
        const order = given.map((_list, index) => index)
        const { people, idOf } = find(given, baseCount, false, order)
        const base = given.slice(0, baseCount).flatMap((list, source) => list.map((one, ordinal): MatchRow => ({ ...one, source, ordinal })))
        const others = given.slice(baseCount).flatMap((list, index) => list.map((one, ordinal): MatchRow => ({ ...one, source: baseCount + index, ordinal })))
        const told = new Set(people.flatMap(({ rows, certain, doubtful }) => [...certain, ...doubtful.flat()].flatMap(({ row }) => rows.map((own) => `${idOf(own)}-${idOf(row)}`))))
        for (const own of base) for (const other of others) if (compareListed(own, other, soundOf)) expect(told, `${JSON.stringify(own)} ${JSON.stringify(other)}`).toContain(`${idOf(own)}-${idOf(other)}`)
        for (const { rows, certain, doubtful } of people) {
          for (const { row } of certain) expect(rows.some((own) => compareListed(own, row, soundOf)?.certainty === 'certain')).toBe(true)
          for (const { row } of doubtful.flat()) expect(rows.some((own) => compareListed(own, row, soundOf) !== null)).toBe(true)
        }
      }),
      { numRuns: 400 },
    )
  })

  it.each([false, true])('are the same in whatever order the lists come (among themselves: %s)', (among) => {
    fc.assert(
      fc.property(
        lists.chain((given) => fc.tuple(fc.constant(given), fc.shuffledSubarray(given.map((_list, index) => index), { minLength: given.length }))),
        bases,
        ([given, order], baseCount) => {
          const plain = find(given, baseCount, among, given.map((_list, index) => index))
          const shuffled = find(given, baseCount, among, order)
          expect(canonical(shuffled.people, shuffled.idOf, among)).toEqual(canonical(plain.people, plain.idOf, among))
        },
      ),
      { numRuns: 400 },
    )
  })

  it('put rows together only where nobody else fits', () => {
    fc.assert(
      fc.property(lists, (given) => {
        const { people } = find(given, 0, true, given.map((_list, index) => index))
        for (const { rows } of people) expect(new Set(rows.flatMap(({ paper }) => paper ?? [])).size).toBeLessThan(2)
      }),
      { numRuns: 300 },
    )
  })

  it('of one name alone are counted, and a few of them told', () => {
    const matcher = new ListMatcher({ soundOf, among: false })
    const row = (source: number, ordinal: number): MatchRow => ({ name: '王伟', paper: null, written: null, birthDate: null, sex: null, phone: null, source, ordinal })
    matcher.addBase(row(0, 0))
    for (let ordinal = 0; ordinal < 53; ordinal++) matcher.addOther(row(1, ordinal))
    const [person] = matcher.finish()
    expect(person?.certain).toEqual([])
    expect(person?.doubtful).toHaveLength(5)
    expect(person?.doubtful[0]?.[0]?.namesakes).toBe(53)
  })
})
