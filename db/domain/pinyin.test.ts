import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { initialsOf, normalizeQuery, searchText } from './pinyin.ts'

test.each([
  ['冯燕霞', ['fyx']],
  ['单国丽', ['sgl', 'dgl']],
  ['曾静涵', ['zjh', 'cjh']],
  ['欧阳建国', ['oyjg']],
  ['尉迟恭', ['ycg', 'wcg']],
  ['区大为', ['odw', 'qdw']],
  ['买买提·吐尔逊', ['mmttex']],
  ['李重行', ['lzx', 'lch']],
  ['', ['']],
])('%s is found by %j', (name, wanted) => {
  const initials = initialsOf(name).split(' ')
  expect(initials[0]).toBe(wanted[0])
  for (const one of wanted) expect(initials).toContain(one)
})

const found = (parts: string[], query: string) => normalizeQuery(query).split(' ').every((word) => searchText(parts).includes(word))
const record = ['冀廊安检救助〔2020〕12号', '单国丽', '13100220100520201X', '0316-2233445', ' 李 某 ']

test.each(['国丽', 'sgl', 'DGL', '单', '2010', '201x', '201X', '2233445', '03162233', '0316-22', '〔2020〕12号', '[2020]12', '（2020）12号', '李某', '李 某', '１３１００２', '131002 2010 0520', '单国丽 2020', 'sgl 0316'])(
  'is found by %s',
  (query) => {
    expect(found(record, query)).toBe(true)
  },
)
test.each(['王', 'xyz', '2021', '单国丽 2021'])('is not found by %s', (query) => {
  expect(found(record, query)).toBe(false)
})

it('gives no empty or doubled words', () => {
  expect(searchText(['', ' ', '李刚', '李刚'])).toBe('李刚 lg')
  expect(searchText([])).toBe('')
  expect(normalizeQuery('  ')).toBe('')
})

it('any part is found by itself and any piece of it', () => {
  const part = fc.oneof(fc.stringMatching(/^[\u4e00-\u9fa5]{1,6}$/), fc.stringMatching(/^[\dA-Z]{4,20}$/), fc.string({ maxLength: 20 }))
  fc.assert(
    fc.property(part, part, fc.nat(20), fc.nat(20), (one, other, start, length) => {
      const query = one.slice(start, start + length).trim()
      const spaced = /\s/.test(query) && !/^\S+$/.test(one.trim())
      if (!spaced) expect(found([other, one], query)).toBe(true)
    }),
  )
})

it('readings of a name are few and as long as the name', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\u4e00-\u9fa5]{1,8}$/), (name) => {
      const readings = initialsOf(name).split(' ')
      expect(readings.length).toBeLessThanOrEqual(24)
      for (const reading of readings) expect([...reading]).toHaveLength([...name].length)
    }),
  )
})
