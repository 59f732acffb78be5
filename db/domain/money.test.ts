import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { chineseCapital, formatWan, formatYuan, MOST_FEN, parseMoney } from './money.ts'

const anyFen = fc.oneof(
  fc.integer({ min: 0, max: MOST_FEN }),
  fc.integer({ min: 0, max: 100_000_00 }),
  // Many zeros, where 零 goes wrong.
  fc.array(fc.constantFrom(0, 0, 0, 1, 5, 9), { minLength: 1, maxLength: 12 }).map((digits) => Number(digits.join(''))),
)

test.each([
  ['15000', 15000_00],
  ['15,000.50', 15000_50],
  ['￥12,500.50', 12500_50],
  ['¥ 8,000', 8000_00],
  ['人民币 8000 元', 8000_00],
  ['2万元', 20000_00],
  ['2.35万', 23500_00],
  ['2.35 万元', 23500_00],
  ['0.000001万', 1],
  ['１５０００元', 15000_00],
  ['１５，０００．５０', 15000_50],
  ['15000元整', 15000_00],
  ['15000。50', 15000_50],
  ['12元5角', 12_50],
  ['12元5角3分', 12_53],
  ['5角', 50],
  ['3分', 3],
  ['3千元', 3000_00],
  ['5百', 500_00],
  ['2万5千', 25000_00],
  ['2万5', 25000_00],
  ['2万5000', 25000_00],
  ['2万0500.50', 20500_50],
  ['1亿', 100_000_000_00],
  ['三百万', 3_000_000_00],
  ['3百万元', 3_000_000_00],
  ['叁万元整', 30000_00],
  ['贰万伍仟元整', 25000_00],
  ['人民币贰万伍仟圆正', 25000_00],
  ['叁角伍分', 35],
  ['壹佰元零伍分', 100_05],
  ['壹拾万零柒仟元伍角叁分', 107_000_53],
  ['壹拾万柒仟元零伍角叁分', 107_000_53],
  ['拾万元整', 100_000_00],
  ['三万五千', 35000_00],
  ['两万', 20000_00],
  ['两万五', 25000_00],
  ['三千五', 3500_00],
  ['一万零五', 10005_00],
  ['十五万', 150_000_00],
  ['一百二十三', 123_00],
  ['25000元（贰万伍仟元整）', 25000_00],
  ['贰万伍仟元整(￥25,000.00)', 25000_00],
  ['0', 0],
  ['零元整', 0],
  [' \u200b15000 ', 15000_00],
])('reads %s', (text, fen) => {
  expect(parseMoney(text)).toEqual({ fen })
})

test.each([
  ['', '请填写金额'],
  ['-5000', '负数'],
  ['－5000', '负数'],
  ['￥-5,000', '负数'],
  ['(5000)', '负数'],
  ['负五千元', '负数'],
  ['1.005', '分以下'],
  ['1.23456789万', '分以下'],
  ['约两三万', '确切'],
  ['2万余元', '确切'],
  ['3万左右', '确切'],
  ['2-3万', '没有看懂'],
  ['1至2万', '确切'],
  ['两三万', '确切'],
  ['几千元', '确切'],
  ['10000000001', '过大'],
  ['6228480010000000000', '过大'],
  ['1,5000', '逗号'],
  ['15000 16000', '空格'],
  ['15000\n16000', '空格'],
  ['贰万伍元整', '两种读法'],
  ['两万五元', '两种读法'],
  ['2万50', '两种读法'],
  ['25000元（贰万元整）', '不一致'],
  ['1.5e4', '没有看懂'],
  ['无', '没有看懂'],
  ['叁叁万', '没有看懂'],
  ['.', '没有看懂'],
  ['元', '没有看懂'],
  ['万', '没有看懂'],
  ['整', '没有看懂'],
  ['1.2.3', '没有看懂'],
])('refuses %s in words', (text, words) => {
  expect(parseMoney(text)).toEqual({ error: expect.stringContaining(words) })
})

describe('the unit of a column', () => {
  it('counts for bare numbers only', () => {
    expect(parseMoney('2.5', { unit: 'wan' })).toEqual({ fen: 25000_00 })
    expect(parseMoney('2.5万', { unit: 'wan' })).toEqual({ fen: 25000_00 })
    expect(parseMoney('15000元', { unit: 'wan' })).toEqual({ fen: 15000_00 })
    expect(parseMoney('贰万元整', { unit: 'wan' })).toEqual({ fen: 20000_00 })
    expect(parseMoney('86.3', { unit: 'wan' })).toEqual({ fen: 863000_00 })
  })
})

test.each([
  [0, '零元整'],
  [1, '壹分'],
  [35, '叁角伍分'],
  [50, '伍角整'],
  [25000_00, '贰万伍仟元整'],
  [10_00, '壹拾元整'],
  [1409_50, '壹仟肆佰零玖元伍角整'],
  [6007_14, '陆仟零柒元壹角肆分'],
  [1680_32, '壹仟陆佰捌拾元叁角贰分'],
  [107_000_53, '壹拾万柒仟元伍角叁分'],
  [16_409_02, '壹万陆仟肆佰零玖元零贰分'],
  [325_04, '叁佰贰拾伍元零肆分'],
  [20_005_00, '贰万零伍元整'],
  [100_050_000_00, '壹亿零伍万元整'],
  [100_005_000_00, '壹亿零伍仟元整'],
  [120_005_000_00, '壹亿贰仟万伍仟元整'],
  [10_000_000_000_00, '壹佰亿元整'],
  [-25000_00, '负贰万伍仟元整'],
  [1_000_000_000_000_00, '壹万亿元整'],
  [1_234_500_000_000_00, '壹万贰仟叁佰肆拾伍亿元整'],
])('%d fen in capitals is %s', (fen, text) => {
  expect(chineseCapital(fen)).toBe(text)
})

test.each([
  [25000_00, '25,000.00'],
  [5, '0.05'],
  [0, '0.00'],
  [-1234567_89, '-1,234,567.89'],
  [999_99, '999.99'],
])('%d fen is shown as %s 元', (fen, text) => {
  expect(formatYuan(fen)).toBe(text)
})

test.each([
  [86300000, undefined, '86.3'],
  [91634000, undefined, '91.634'],
  [0, undefined, '0'],
  [1, undefined, '0.000001'],
  [86300000, 2, '86.30'],
  [5765_00, 2, '0.58'],
  [5749_99, 2, '0.57'],
  [5750_00, 2, '0.58'],
  [-5750_00, 2, '-0.58'],
  [-1, 2, '0.00'],
  [10000_00, 0, '1'],
])('%d fen with %s decimals is %s 万元', (fen, decimals, text) => {
  expect(formatWan(fen, decimals)).toBe(text)
})

describe('laws', () => {
  it('what is written is read back', () => {
    fc.assert(
      fc.property(anyFen, (fen) => {
        expect(parseMoney(formatYuan(fen))).toEqual({ fen })
        expect(parseMoney(`${formatWan(fen)}万元`)).toEqual({ fen })
        expect(parseMoney(formatWan(fen), { unit: 'wan' })).toEqual({ fen })
        expect(parseMoney(chineseCapital(fen))).toEqual({ fen })
        expect(parseMoney(`${formatYuan(fen)}元（${chineseCapital(fen)}）`)).toEqual({ fen })
      }),
    )
  })
  it('rounding to 万元 is off by at most half a step', () => {
    fc.assert(
      fc.property(anyFen, fc.integer({ min: 0, max: 6 }), (fen, decimals) => {
        const shown = parseMoney(`${formatWan(fen, decimals)}万`)
        expect('fen' in shown && Math.abs(shown.fen - fen) * 2 <= 10 ** (6 - decimals)).toBe(true)
      }),
    )
  })
  it('capitals never hold two 零 in a row or end in one', () => {
    fc.assert(fc.property(anyFen, (fen) => !/零零|零[万亿整]|.零元/.test(chineseCapital(fen))))
  })
  it('any text gives an amount within bounds or words', () => {
    const signs = fc.constantFrom(...'0123456789.,万千百十元角分整零一二三两亿壹贰拾 ￥-（）约')
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: signs, maxLength: 12 })), (text) => {
        const result = parseMoney(text)
        if ('fen' in result) expect(Number.isInteger(result.fen) && result.fen >= 0 && result.fen <= MOST_FEN).toBe(true)
        else expect(result.error).toMatch(/\p{Script=Han}/u)
      }),
      { numRuns: 2000 },
    )
  })
})
