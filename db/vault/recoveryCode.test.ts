import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newRecoveryCode, parseRecoveryCode } from './recoveryCode.ts'
import { refusal } from './testing.ts'

const codes = fc.constant(0).map(() => newRecoveryCode())

describe('recovery code', () => {
  test('has eight groups of five signs that nobody confuses, and never repeats', () => {
    const seen = new Set<string>()
    for (let i = 0; i < 500; i++) {
      const code = newRecoveryCode()
      expect(code).toMatch(/^([2-9A-HJKMNP-Z]{5}-){7}[2-9A-HJKMNP-Z]{5}$/)
      seen.add(code)
    }
    expect(seen.size).toBe(500)
  })

  test('is understood however it is typed', () => {
    fc.assert(
      fc.property(codes, fc.constantFrom(' ', '', '　', '—', '－', '-  ', '.', '\n'), fc.boolean(), fc.boolean(), (code, separator, lower, wide) => {
        let typed = code.replaceAll('-', separator)
        if (lower) typed = typed.toLowerCase()
        if (wide) typed = typed.replace(/[0-9A-Za-z]/g, sign => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
        expect(parseRecoveryCode(` ${typed} `)).toBe(code)
      }),
    )
  })

  test('any single wrong sign is noticed and its group named', async () => {
    const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
    await fc.assert(
      fc.asyncProperty(codes, fc.nat(39), fc.constantFrom(...alphabet), async (code, at, sign) => {
        const place = at + Math.floor(at / 5)
        fc.pre(code[place] !== sign)
        const typed = code.slice(0, place) + sign + code.slice(place + 1)
        expect((await refusal(() => parseRecoveryCode(typed), 'invalid')).message).toContain(`第 ${Math.floor(at / 5) + 1} 组`)
      }),
    )
  })

  test('two neighbouring signs or two groups in the wrong order are noticed', () => {
    fc.assert(
      fc.property(codes, fc.nat(3), fc.nat(7), (code, at, group) => {
        const groups = code.split('-')
        const text = groups[group] ?? ''
        const swapped = text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2)
        if (swapped !== text) expect(() => parseRecoveryCode(groups.with(group, swapped).join('-'))).toThrow('组有误')
        const other = (group + 1) % 8
        const exchanged = groups.with(group, groups[other] ?? '').with(other, text)
        if (exchanged.join() !== groups.join()) expect(() => parseRecoveryCode(exchanged.join('-'))).toThrow('组有误')
      }),
    )
  })

  test('signs that cannot occur, and missing ones, are said plainly', async () => {
    const code = newRecoveryCode()
    await refusal(() => parseRecoveryCode(`0${code.slice(1)}`), 'invalid')
    expect(() => parseRecoveryCode(`0${code.slice(1)}`)).toThrow('没有“0”这个字符')
    expect(() => parseRecoveryCode(code.slice(0, -1))).toThrow('现在是 39 位')
    expect(() => parseRecoveryCode('')).toThrow('现在是 0 位')
  })
})
