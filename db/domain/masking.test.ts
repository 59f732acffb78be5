import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { maskAccount, maskName, maskPaper, maskPhone, maskText } from './masking.ts'
import { checkPhone } from './phone.ts'

test.each([
  ['131002198209153008', '131002************'],
  ['131002 19820915 3008', '131002************'],
  ['CAN110180090155', 'CAN**********55'],
  ['E12345678', 'E******78'],
  ['1234', '****'],
  ['', ''],
  [null, ''],
])('paper %s is shown as %s', (number, shown) => {
  expect(maskPaper(number)).toBe(shown)
})

test.each([
  ['杨洋杰', '杨某某'],
  ['李刚', '李某'],
  ['欧阳建国', '欧阳某某'],
  ['司马光', '司马某'],
  ['欧阳', '欧某'],
  ['张王丽华', '张某某'],
  ['买买提·吐尔逊', '买某某'],
  ['John Smith', 'J某'],
  [' 李 某 ', '李某'],
  ['𠮷田一郎', '𠮷某某'],
  ['李', '李某'],
  ['', ''],
  [null, ''],
])('name %s is shown as %s', (name, shown) => {
  expect(maskName(name)).toBe(shown)
})

test.each([
  ['13903161790', '139****1790'],
  ['139 0316 1790', '139****1790'],
  ['0316-2233445', '0316-*****45'],
  ['03162233445', '0316-*****45'],
  ['2233445', '*****45'],
  ['13903161790、13903161880', '139****1790、139****1880'],
  ['13903161790/0316-2233445', '139****1790、0316-*****45'],
  ['+8613903161790', '+861******1790'],
  ['', ''],
  [null, ''],
])('phone %s is shown as %s', (phone, shown) => {
  expect(maskPhone(phone)).toBe(shown)
})

test.each([
  ['6228480010000007919', '6228***********7919'],
  ['6228 4800 1000 0007 919', '6228***********7919'],
  ['12345', '***45'],
  ['1', '1'],
  [null, ''],
])('account %s is shown as %s', (account, shown) => {
  expect(maskAccount(account)).toBe(shown)
})

it('a masked number keeps its length and shows at most ten digits', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{6,24}$/), (digits) => {
      for (const shown of [maskPaper(digits), maskAccount(digits)]) {
        expect(shown).toHaveLength(digits.length)
        expect(shown.replaceAll('*', '').length).toBeLessThanOrEqual(10)
        expect(shown).toContain('**')
      }
    }),
  )
})

test.each([
  ['13903161790', '13903161790'],
  ['１３９０３１６１７９０', '13903161790'],
  ['139-0316-1790', '13903161790'],
  ['+86 139 0316 1790', '13903161790'],
  ['0316-2233445', '0316-2233445'],
  ['（0316）2233445', '0316-2233445'],
  ['03162233445', '0316-2233445'],
  ['010-88886666', '010-88886666'],
  ['01088886666', '010-88886666'],
  ['0316-2233445转801', '0316-2233445-801'],
  ['0316-2233445-801', '0316-2233445-801'],
  ['2233445', '2233445'],
  ['12309', '12309'],
  ['400-8001234', '400-8001234'],
  ['13903161790，13903161880', '13903161790、13903161880'],
  ['', ''],
])('phone %s is understood as %s', (text, normalized) => {
  expect(checkPhone(text)).toEqual({ normalized })
})

test.each([
  ['1390316179', '应为 11 位，现在是 10 位'],
  ['139031617901', '应为 11 位，现在是 12 位'],
  ['12903161790', '12 开头'],
  ['999', '不像'],
  ['找他儿子', '不像'],
  ['13903161790、123456', '应为 11 位'],
])('phone %s is doubted in words', (text, words) => {
  expect(checkPhone(text).warning).toContain(words)
})

it('a free text keeps what it tells and hides whom it names, the longer name first', () => {
  expect(maskText('鲁小满随鲁小满满的祖母康大娘生活，电话 13903570322，身份证 14103220140305001X。', ['鲁小满', '鲁小满满', '康大娘', ''])).toBe('鲁某某随鲁某某的祖母康某某生活，电话 139****0322，身份证 141032************。')
})
