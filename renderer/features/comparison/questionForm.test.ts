import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { QuestionDefinition } from '../../../db/domain/comparison.ts'
import { definitionOf, formPath, missingText, newQuestion, questionFaults, questionFormOf, sentenceOf } from './questionForm.ts'

const begun = { ...newQuestion(), title: '残疾被害人', kindsB: ['disabled'] }

describe('a question of the office’s own', () => {
  it('is what it was after it was opened and saved unchanged', () => {
    const whole = fc.record({
      kindsA: fc.subarray(['victims', 'pastRelief']),
      kindsB: fc.constantFrom('disabled', 'lowIncome').map((kind) => [kind, 'veteran']),
      together: fc.constantFrom('any' as const, 'all' as const),
      minusHelped: fc.boolean(),
      ageFrom: fc.option(fc.integer({ min: 0, max: 130 })),
      ageTo: fc.option(fc.integer({ min: 0, max: 130 })),
      injury: fc.constantFrom(null, '重伤'),
      charge: fc.constantFrom(null, '故意伤害'),
      amountFromFen: fc.option(fc.nat()),
      amountToFen: fc.option(fc.nat()),
      dateFrom: fc.constantFrom(null, '2024-01-01'),
      dateTo: fc.constantFrom(null, '2024-12-31'),
    })
    fc.assert(fc.property(whole, (definition: QuestionDefinition) => void expect(definitionOf(questionFormOf('x', definition))).toEqual(definition)))
  })
  it('lacks nothing, or says at which field', () => {
    expect(questionFaults(begun)).toEqual([])
    expect(questionFaults({ ...newQuestion(), kindsA: [] }).map(({ path }) => path)).toEqual(['title', 'kindsA', 'kindsB'])
    expect(questionFaults({ ...begun, kindsB: ['victims', 'disabled'] }).map(({ path }) => path)).toEqual(['kindsB'])
    expect(questionFaults({ ...begun, ageFrom: '六十', ageTo: '5岁' }).map(({ path }) => path)).toEqual(['ageFrom'])
    expect(questionFaults({ ...begun, ageFrom: '６０', ageTo: '18' }).map(({ path }) => path)).toEqual(['ageTo'])
  })
  it('finds its fields from what the operation refused', () => {
    expect(['definition.dateTo', 'definition.kindsB', 'title'].map(formPath)).toEqual(['toDate', 'kindsB', 'title'])
  })
  it('says which lists it still wants', () => {
    expect(missingText({ key: 'victimsInHardship', own: null, missing: ['办案被害人', '低保', '特困', '残疾'] })).toBe('办案被害人；低保、特困、残疾中的一种')
    expect(missingText({ key: 'victimsInHardship', own: null, missing: ['办案被害人'] })).toBe('办案被害人')
    const own = { id: 'q', version: 1, definition: definitionOf({ ...begun, kindsB: ['lowIncome', 'disabled'], together: 'all' }) }
    expect(missingText({ key: 'q', own, missing: ['低保', '残疾'] })).toBe('低保、残疾')
  })
  it('asks for all of one kind just as for any of it', () => {
    expect(definitionOf({ ...begun, together: 'all' }).together).toBe('any')
  })
  it('says what it finds', () => {
    expect(sentenceOf(definitionOf(newQuestion()))).toBe('')
    expect(sentenceOf(definitionOf(begun))).toBe('在“办案被害人”名单里，同时也在“残疾”名单里的人；已经救助过的除外')
    const more = { ...begun, minusHelped: false, kindsB: ['lowIncome', 'disabled'], together: 'all' as const, ageFrom: '60', injury: '一级', amountFromFen: 100000, amountToFen: 200000, toDate: '2024-12-31' }
    expect(sentenceOf(definitionOf(more))).toBe('在“办案被害人”名单里，同时也在“低保”和“残疾”名单里的人；年龄 60 周岁以上，伤情或等级含“一级”，金额 1,000.00 至 2,000.00 元，日期 2024-12-31 以前')
  })
})
