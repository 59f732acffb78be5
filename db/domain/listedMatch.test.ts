import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDigit } from './identity.ts'
import { compareListed } from './listedMatch.ts'
import type { MatchPerson } from './listedMatch.ts'
import { identityOfDisabilityCard, readListedPaper } from './listedPaper.ts'
import { soundOf } from './pinyin.ts'

const TODAY = '2026-11-29'
const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`))
const birth = fc.date({ min: new Date('1930-01-01T00:00:00Z'), max: new Date('2020-12-31T00:00:00Z'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''))
/** A number that is sound by its check digit. */
const identity = fc.tuple(fc.constantFrom('131002', '110101', '440305'), birth, digits(3)).map(([region, born, order]) => {
  const body = region + born + order
  return body + checkDigit(body)
})
const name = fc.constantFrom('王丽', '王莉', '王力', '李丽', '张伟', '张玮', '欧阳娜娜', '于军洋')
const read = (text: string, value: unknown = text) => readListedPaper(text, value, TODAY)
const person = (fields: Partial<MatchPerson> = {}): MatchPerson => ({ name: '王丽', paper: null, written: null, birthDate: null, sex: null, phone: null, ...fields })
const compare = (a: Partial<MatchPerson>, b: Partial<MatchPerson>) => compareListed(person(a), person(b), soundOf)

describe('a number in a list', () => {
  it('of fifteen digits is that of eighteen', () => {
    fc.assert(
      fc.property(identity, (number) => {
        fc.pre(number.slice(6, 8) === '19')
        expect(read(number.slice(0, 6) + number.slice(8, 17)).paper).toBe(number)
      }),
    )
  })

  it('stands in a disability card, whatever its kind, degree and issue', () => {
    fc.assert(
      fc.property(identity, fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 4 }), fc.constantFrom('', 'B1', 'b2'), (number, kind, grade, issue) => {
        expect(read(`${number.toLowerCase()}${kind}${grade}${issue}`).paper).toBe(number)
      }),
    )
    expect(identityOfDisabilityCard('13100219850524112582')).toBeNull()
    expect(identityOfDisabilityCard('131002198505241125')).toBeNull()
  })

  it('with a digit changed is nobody’s number', () => {
    fc.assert(
      fc.property(identity, fc.nat(16), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
        const wrong = number.slice(0, at) + String((Number(number[at]) + by) % 10) + number.slice(at + 1)
        const found = read(wrong)
        expect(found.paper).toBeNull()
        expect(found.why).not.toBeNull()
        expect(found.written).toBe(wrong)
      }),
    )
  })

  it('that a spreadsheet made a number of is not relied on', () => {
    expect(read('131002198505241125', 131002198505241120)).toMatchObject({ paper: null, why: expect.stringContaining('丢失') as string })
    for (const nothing of ['', '无', '/', '—', '暂无']) expect(read(nothing)).toMatchObject({ paper: null, written: null, why: null })
  })
})

describe('two rows of lists', () => {
  it('with a digit changed are never certain, whatever else fits', () => {
    fc.assert(
      fc.property(identity, fc.nat(17), fc.integer({ min: 1, max: 9 }), name, name, (number, at, by, one, other) => {
        const sign = number[at] === 'X' ? '10' : (number[at] ?? '')
        const wrong = read(number.slice(0, at) + String((Number(sign) + by) % 10) + number.slice(at + 1))
        fc.pre(wrong.paper === null)
        const same = { phone: '13803161044', birthDate: '1985-05-24' }
        const match = compare({ name: one, paper: number, ...same }, { name: other, written: wrong.written, ...same })
        expect(match?.certainty).not.toBe('certain')
        if (one === other) expect(match?.reason).toContain('只差一位')
      }),
    )
  })

  it('are the same the other way round', () => {
    const any = fc.record<MatchPerson>({
      name,
      paper: fc.option(fc.constantFrom('131002198505241125', '131002197106212963')),
      written: fc.option(fc.constantFrom('131002198505241126', '131002197106212964')),
      birthDate: fc.option(fc.constantFrom('1985-05-24', '1971-06-21')),
      sex: fc.option(fc.constantFrom('male', 'female')),
      phone: fc.option(fc.constantFrom('13803161044', '13803161045', '13803161044、0316-2345678')),
    })
    fc.assert(fc.property(any, any, (a, b) => void expect(compareListed(a, b, soundOf)?.certainty).toBe(compareListed(b, a, soundOf)?.certainty)))
  })

  it.each<[string, Partial<MatchPerson>, Partial<MatchPerson>, string | null, string]>([
    ['one number', { paper: '131002198505241125' }, { paper: '131002198505241125' }, 'certain', '证件号码相同'],
    ['one number, a name written otherwise', { paper: '131002198505241125' }, { name: '王莉', paper: '131002198505241125' }, 'certain', '写法不同'],
    ['one number, another name', { paper: '131002198505241125' }, { name: '赵大海', paper: '131002198505241125' }, 'doubtful', '家人的号码'],
    ['two sound numbers', { paper: '131002198505241125', phone: '13803161044' }, { paper: '131002197106212963', phone: '13803161044' }, null, ''],
    ['name and birth date, no number on one side', { paper: '131002198505241125', birthDate: '1985-05-24' }, { birthDate: '1985-05-24' }, 'certain', '姓名和出生日期相同'],
    ['name and phone', { phone: '13803161044' }, { phone: '0316-2345678、13803161044' }, 'certain', '姓名和电话相同'],
    ['name alone', { phone: '13803161044' }, { paper: '131002198505241125', birthDate: '1985-05-24' }, 'doubtful', '只有姓名相同'],
    ['name alone and another birth date', { birthDate: '1985-05-24' }, { birthDate: '1986-05-24' }, null, ''],
    ['name and phone, another birth date', { birthDate: '1985-05-24', phone: '13803161044' }, { birthDate: '1986-05-24', phone: '13803161044' }, 'doubtful', '出生日期不同'],
    ['name and birth date, another sex', { birthDate: '1985-05-24', sex: 'male' }, { birthDate: '1985-05-24', sex: 'female' }, 'doubtful', '性别不同'],
    ['a sound and a phone', { phone: '13803161044' }, { name: '王莉', phone: '13803161044' }, 'doubtful', '姓名同音、电话相同'],
    ['a character misread and a birth date', { name: '于军洋', birthDate: '1985-05-24' }, { name: '于军详', birthDate: '1985-05-24' }, 'doubtful', '姓名'],
    ['a sound alone', {}, { name: '王莉' }, null, ''],
    ['names in nothing alike, one phone', { phone: '13803161044' }, { name: '赵大海', phone: '13803161044' }, null, ''],
  ])('%s', (_what, a, b, certainty, words) => {
    const match = compare(a, b)
    expect(match?.certainty ?? null).toBe(certainty)
    expect(match?.reason ?? '').toContain(words)
  })
})
