import { describe, expect, it } from 'vitest'
import { hideNumbers, hidesNumbers, keepNumbers } from './sensitive.ts'

/** Invented people. */
const one = '131002199001011232'
const other = '13100219550203003X'
const elsewhere = '110105198805062528'

describe('identity numbers in a free text', () => {
  it('are hidden, also the 15 digits of old papers; other numbers and the words stay', () => {
    expect(hideNumbers(`被害人李某，身份证号${one}；其母 ${other.toLowerCase()}。`)).toBe('被害人李某，身份证号131002************；其母 131002************。')
    expect(hideNumbers('老证131002550203003,电话13903161234')).toBe('老证131**********03,电话13903161234')
    for (const kept of ['', '卡号6228480000000000000', '案号〔2023〕12号', '统一社会信用代码 91131002MA07ABCD1X', '131002551303003']) expect(hideNumbers(kept)).toBe(kept)
    expect(hideNumbers(null)).toBeNull()
    expect(hidesNumbers(hideNumbers(one) ?? '')).toBe(true)
    expect(hidesNumbers('**重要** 3*5')).toBe(false)
  })

  it('come back in their places when the words around them are changed', () => {
    const stored = `被害人${one}，其母${elsewhere}。`
    const shown = hideNumbers(stored) ?? ''
    expect(keepNumbers(shown, stored)).toBe(stored)
    expect(keepNumbers(`补充：${shown}已核`, stored)).toBe(`补充：${stored}已核`)
    expect(keepNumbers(shown.replace('被害人131002************，', ''), stored)).toBe(`其母${elsewhere}。`)
    expect(keepNumbers('全部重写', stored)).toBe('全部重写')
    expect(keepNumbers(null, stored)).toBeNull()
    expect(keepNumbers('新写的 131002************', null)).toBe('新写的 131002************')
  })

  it('are never guessed: two behind the same sign, or a sign that was touched, are refused', () => {
    const stored = `${one}、${other}`
    const shown = hideNumbers(stored) ?? ''
    expect(keepNumbers(shown, stored)).toBe(stored)
    expect(keepNumbers(`${shown}，已核`, stored)).toBeUndefined()
    expect(keepNumbers(`号码131002***********`, one)).toBeUndefined()
    expect(keepNumbers(`${one}、${elsewhere}`, stored)).toBe(`${one}、${elsewhere}`)
    // Asterisks that were there before are nobody's number.
    expect(keepNumbers('尾号12****，改', '尾号12****')).toBe('尾号12****，改')
  })
})
