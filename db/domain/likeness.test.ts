import { describe, expect, it } from 'vitest'
import { compareCases, comparePeople, misread } from './likeness.ts'
import type { CaseFacts, PersonFacts } from './likeness.ts'
import { soundOf } from './pinyin.ts'

const person = (name: string, more: Partial<PersonFacts> = {}): PersonFacts => ({ name, sound: soundOf(name), paperNumber: null, sex: null, birthDate: null, phone: null, residence: null, originals: [], ...more })
const paper = '131002199001011216'

describe('two people', () => {
  it('are one by the number of their paper, whatever else is written', () => {
    expect(comparePeople(person('王芳', { paperNumber: paper, sex: 'female' }), person('王方', { paperNumber: paper, sex: 'male' }))).toMatchObject({ verdict: 'same' })
  })

  it('are likely one where the name and another sign agree', () => {
    const of = (a: Partial<PersonFacts>, b: Partial<PersonFacts>, [one, other] = ['王小芳', '王小芳']) => comparePeople(person(one ?? '', a), person(other ?? '', b))?.reasons ?? null
    expect(of({}, {})).toBeNull()
    expect(of({ birthDate: '1990-01-01' }, { birthDate: '1990-01-01' })).toEqual(['姓名相同', '出生日期相同'])
    expect(of({ phone: '13900000000' }, { phone: '13900000000' }, ['王小芳', '王晓方'])).toEqual(['姓名同音', '电话相同'])
    expect(of({ phone: '13900000000' }, { phone: '13900000000' }, ['王小芳', '王大芳'])).toBeNull()
    expect(of({ phone: '1', residence: '甲村 1号' }, { phone: '1', residence: '甲村1号' }, ['王小芳', '王大芳'])).toEqual(['姓名只差一个字', '电话相同', '住址相同'])
    expect(of({ originals: ['刑1'] }, { originals: ['刑2', '刑1'] })).toEqual(['姓名相同', '在同一原案中'])
    expect(of({ paperNumber: paper }, { paperNumber: '131002199001011218' })).toEqual(['姓名相同', '证件号码只差一位'])
  })

  it('are two where their numbers, days of birth or sexes say so', () => {
    const same = { phone: '13900000000' }
    expect(comparePeople(person('王芳', { ...same, paperNumber: paper }), person('王芳', { ...same, paperNumber: '131002199001011152' }))).toBeNull()
    expect(comparePeople(person('王芳', { ...same, birthDate: '1990-01-01' }), person('王芳', { ...same, birthDate: '1991-01-01' }))).toBeNull()
    expect(comparePeople(person('王芳', { ...same, sex: 'male' }), person('王芳', { ...same, sex: 'female' }))).toBeNull()
    expect(comparePeople(person('李强', same), person('王芳', same))).toBeNull()
    expect([misread('abc', 'abd'), misread('abc', 'ab'), misread('𠮷田', '吉田')]).toEqual([1, null, 1])
  })
})

describe('two cases', () => {
  const reliefCase = (more: Partial<CaseFacts> = {}): CaseFacts => ({ unifiedNumber: null, originalNumber: null, acceptedOn: null, people: [{ personId: 'p1', name: '王芳', decidedOn: '2023-01-20', amountFen: 100 }], ...more })
  it('are one by their unified number, and likely one with the same person and another sign', () => {
    expect(compareCases(reliefCase({ unifiedNumber: '受 1' }), reliefCase({ unifiedNumber: '受1', people: [] }))).toMatchObject({ verdict: 'same' })
    expect(compareCases(reliefCase(), reliefCase())?.reasons).toEqual(['都有王芳', '决定日期和金额相同'])
    expect(compareCases(reliefCase({ originalNumber: '刑1' }), reliefCase({ originalNumber: '刑1', people: [{ personId: 'p2', name: '王芳', decidedOn: null, amountFen: null }] }))?.reasons).toEqual(['都有王芳', '原案案号相同'])
    expect(compareCases(reliefCase(), reliefCase({ people: [{ personId: 'p2', name: '李强', decidedOn: '2023-01-20', amountFen: 100 }] }))).toBeNull()
    expect(compareCases(reliefCase({ people: [{ personId: 'p1', name: '王芳', decidedOn: null, amountFen: null }] }), reliefCase())).toBeNull()
  })
})
