import { expect, it } from 'vitest'
import { choosable, mergeInput, proposal } from './pairChoice.ts'
import type { DuplicatePair } from './pairChoice.ts'

const field = (key: string | null, one: string, other: string): DuplicatePair['fields'][number] => ({ key, label: key ?? '', one, other, differs: one !== other, blank: one === '' ? 'one' : other === '' ? 'other' : null })
const side = (id: string) => ({ id, version: id === 'a' ? 3 : 5, title: id, cases: [] })
const pair: DuplicatePair = { entity: 'person', one: side('a'), other: side('b'), verdict: 'likely', reasons: [], later: false, fields: [field('name', '王芳', '王方'), field('phone', '', '139'), field('sex', '女', '女'), field('residence', '甲村', ''), field(null, '案件1', '案件2')] }

it('proposes what stands at the one that stays, and from the other what it lacks', () => {
  expect(choosable(pair).map(({ key }) => key)).toEqual(['name', 'phone', 'residence'])
  expect(proposal(pair)).toEqual({ kept: 'one', values: { name: 'one', phone: 'other', residence: 'one' } })
  expect(proposal(pair, 'other')).toEqual({ kept: 'other', values: { name: 'other', phone: 'other', residence: 'one' } })
})

it('tells which of the two goes and what is taken from it', () => {
  expect(mergeInput(pair, proposal(pair), '重复')).toEqual({ entity: 'person', keptId: 'a', keptVersion: 3, otherId: 'b', otherVersion: 5, take: ['phone'], reason: '重复' })
  expect(mergeInput(pair, { kept: 'other', values: { name: 'one', phone: 'other', residence: 'other' } }, '重复')).toMatchObject({ keptId: 'b', otherVersion: 3, take: ['name'] })
})
