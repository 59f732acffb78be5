import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { caseSortKey, formatCaseNumber, missingNumbers, normalizeCaseNumber, parseCaseNumber, proposeCaseNumber } from './caseNumber.ts'

const PATTERN = '冀廊安检救助〔{year}〕{seq}号'

test.each([
  '冀廊安检救助〔2020〕1号', '冀廊安检救助[2020]1号', '冀廊安检救助【2020】1号', '冀廊安检救助（2020）1号', '冀廊安检救助(2020)1号', '冀廊安检救助［２０２０］１号',
  '冀廊安检救助〔2020〕1', ' 冀廊安检救助 〔2020〕 1 号 ', '冀廊安检救助〔2020〕第1号', '冀廊安检救助[2020年]1号',
])('%s is one and the same number', (text) => {
  expect(normalizeCaseNumber(text)).toBe('冀廊安检救助〔2020〕1号')
  expect(parseCaseNumber(text)).toEqual({ year: 2020, seq: 1, prefix: '冀廊安检救助' })
  expect(parseCaseNumber(text, PATTERN)).toEqual({ year: 2020, seq: 1, prefix: '冀廊安检救助' })
})

test.each([
  ['冀廊安检救助〔2023〕010号', { year: 2023, seq: 10, prefix: '冀廊安检救助' }],
  ['检救助2020-15', { year: 2020, seq: 15, prefix: '检救助' }],
  ['2020年第15号', { year: 2020, seq: 15, prefix: '' }],
  ['〔2020〕3号', { year: 2020, seq: 3, prefix: '' }],
  ['冀廊安检救助〔2020〕0号', null],
  ['冀廊安检救助〔1020〕1号', null],
  ['冀廊安检救助', null],
  ['131002198209153008', null],
  ['2020-02-04', null],
  ['', null],
])('without a pattern %s is %j', (text, parsed) => {
  expect(parseCaseNumber(text)).toEqual(parsed)
})

describe('with the pattern of the office', () => {
  it('refuses numbers of other offices', () => {
    expect(parseCaseNumber('冀廊广检救助〔2020〕1号', PATTERN)).toBeNull()
  })
  it.each([
    ['检救助[{year}]{seq}', '检救助〔2021〕7', { year: 2021, seq: 7, prefix: '检救助' }],
    ['JZ-{year}-{seq}', 'JZ-2021-7', { year: 2021, seq: 7, prefix: 'JZ-' }],
    ['安检(救)〔{year}〕{seq}号', '安检（救）[2021]7号', { year: 2021, seq: 7, prefix: '安检(救)' }],
    ['安检.救+{year}*{seq}', '安检.救+2021*7', { year: 2021, seq: 7, prefix: '安检.救+' }],
    ['no places', 'no places', null],
  ])('%s reads %s', (pattern, text, parsed) => {
    expect(parseCaseNumber(text, pattern)).toEqual(parsed)
  })
  it('reads what it writes', () => {
    const patterns = fc.constantFrom(PATTERN, '检救助[{year}]{seq}', 'JZ-{year}-{seq}', '安检(救)（{year}）{seq}号')
    fc.assert(
      fc.property(patterns, fc.integer({ min: 1990, max: 2100 }), fc.integer({ min: 1, max: 999_999 }), (pattern, year, seq) => {
        expect(parseCaseNumber(formatCaseNumber(pattern, year, seq), pattern)).toMatchObject({ year, seq })
      }),
    )
  })
  it('proposes one above the highest and leaves gaps alone', () => {
    expect(proposeCaseNumber(PATTERN, 2024, [])).toBe('冀廊安检救助〔2024〕1号')
    expect(proposeCaseNumber(PATTERN, 2024, [1, 9, 3])).toBe('冀廊安检救助〔2024〕10号')
  })
})

describe('missing numbers', () => {
  const numbers = (...seqs: number[]) => seqs.map((seq) => ({ prefix: '检', year: 2023, seq }))
  it('are listed as ranges by year', () => {
    expect(missingNumbers([...numbers(1, 2, 5, 5, 9), { prefix: '检', year: 2022, seq: 2 }])).toEqual([
      { prefix: '检', year: 2022, from: 1, to: 1 },
      { prefix: '检', year: 2023, from: 3, to: 4 },
      { prefix: '检', year: 2023, from: 6, to: 8 },
    ])
    expect(missingNumbers(numbers(1, 2, 3))).toEqual([])
    expect(missingNumbers(numbers(900_000_000))).toHaveLength(1)
  })
  it('and those in use make up all up to the highest', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { minLength: 1 }), (seqs) => {
        const missing = missingNumbers(numbers(...seqs)).flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, index) => from + index))
        expect([...missing, ...seqs].sort((a, b) => a - b)).toEqual(Array.from({ length: Math.max(...seqs) }, (_, index) => index + 1))
      }),
    )
  })
})

it('sort keys sort as year and number, unnumbered ones last in their year', () => {
  const number = fc.record({ year: fc.integer({ min: 1990, max: 2100 }), seq: fc.option(fc.integer({ min: 1, max: 999_999_999 })) })
  const rank = (seq: number | null) => seq ?? Number.POSITIVE_INFINITY
  fc.assert(
    fc.property(number, number, (a, b) => {
      const before = a.year !== b.year ? a.year < b.year : rank(a.seq) < rank(b.seq)
      expect(caseSortKey(a) < caseSortKey(b)).toBe(before)
    }),
  )
  expect(caseSortKey({ year: 2023, seq: 10 }) > caseSortKey({ year: 2023, seq: 9 })).toBe(true)
})
