import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { checkDigit, checkPaper, guessPaperType, looksDamaged, normalizePaper, paperTypeLabels, paperTypes } from './identity.ts'

const today = '2024-06-30'
const check = (type: string, number: string) => checkPaper(type, number, { today })

describe('ID cards', () => {
  test.each([
    ['131002198209153008', 'female', '1982-09-15'],
    ['131002195807173136', 'male', '1958-07-17'],
    ['13100220100520201X', 'male', '2010-05-20'],
    ['13100220100520201x', 'male', '2010-05-20'],
    ['１３１００２２０１００５２０２０１Ｘ', 'male', '2010-05-20'],
    [" '131002 19820915 3008 ", 'female', '1982-09-15'],
    ['131002-19820915-3008', 'female', '1982-09-15'],
    ['13100219611213459×', 'male', '1961-12-13'],
    ['11010519491231002X', 'female', '1949-12-31'], // the example of GB 11643
  ])('accepts %s', (number, sex, birthDate) => {
    const checked = check('idCard', number)
    expect(checked).toEqual({ ok: true, normalized: normalizePaper(number), sex, birthDate, warnings: [] })
  })

  test.each([
    ['131002199001011234', '第 18 位应为 2'],
    ['13100219901301123X', '第 7 至 14 位 19901301 不是真实的出生日期'],
    ['131002199002301234', '不是真实的出生日期'],
    ['131002202407013003', '还没有到'],
    ['991002198209153008', '18 位'],
    ['101002198209153008', '省级地区代码'],
    ['13100219820915300', '应为 18 位，现在是 17 位'],
    ['1310021982091530081', '应为 18 位，现在是 19 位'],
    ['13100219820915X008', '第 15 位是“X”，应为数字'],
    ['13100219820915300Y', '第 18 位是“Y”，应为数字或 X'],
    ['1.31002E+17', '表格软件'],
    ['131002199001011000', '表格软件'],
    ['', '请填写居民身份证号码'],
    ['131002991301683', '不是真实的出生日期'],
    ['810000199408230021', '请改选证件类型'],
  ])('refuses %s in words', (number, words) => {
    const checked = check('idCard', number)
    if (number.startsWith('99')) expect(checked).toEqual({ ok: false, error: expect.stringContaining('永久居留') })
    else expect(checked).toEqual({ ok: false, error: expect.stringContaining(words) })
  })

  it('converts the fifteen digits of old cards', () => {
    const checked = check('idCard', '131003971026830')
    expect(checked).toMatchObject({ ok: true, sex: 'female', birthDate: '1997-10-26', warnings: [expect.stringContaining('已换算为 18 位')] })
    expect(checked.ok && checked.normalized).toMatch(/^13100319971026830[\dX]$/)
    expect(checked.ok && checked.normalized && check('idCard', checked.normalized).ok).toBe(true)
  })

  it('takes a birth on the day itself', () => {
    const born = '13100220240630001'
    expect(check('idCard', born + checkDigit(born))).toMatchObject({ ok: true, birthDate: '2024-06-30' })
  })

  it('takes an 18-digit number that rightly ends in 000', () => {
    const days = Array.from({ length: 28 }, (_, index) => `131002199001${String(index + 1).padStart(2, '0')}100`)
    const number = `${days.find((first) => first.endsWith('00') && checkDigit(first) === '0')}0`
    expect(number).toMatch(/^\d{15}000$/)
    expect(looksDamaged(number)).toBe(false)
    expect(check('idCard', number)).toMatchObject({ ok: true, normalized: number })
  })

  it('notices every single wrong digit and every swap of neighbours in the order number', () => {
    const valid = fc
      .record({
        province: fc.constantFrom('11', '13', '44', '65'),
        place: fc.integer({ min: 101, max: 9999 }),
        birth: fc.date({ min: new Date('1910-01-01T00:00:00Z'), max: new Date('2024-06-30T00:00:00Z'), noInvalidDate: true }),
        order: fc.integer({ min: 0, max: 999 }),
      })
      .map(({ province, place, birth, order }) => {
        const first = `${province}${String(place).padStart(4, '0')}${birth.toISOString().slice(0, 10).replaceAll('-', '')}${String(order).padStart(3, '0')}`
        return first + checkDigit(first)
      })
    fc.assert(
      fc.property(valid, fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (number, index, by) => {
        expect(check('idCard', number)).toMatchObject({ ok: true, normalized: number })
        const wrong = number.slice(0, index) + String((Number(number[index]) + by) % 10) + number.slice(index + 1)
        expect(check('idCard', wrong).ok).toBe(false)
        if (number[14] !== number[15]) expect(check('idCard', `${number.slice(0, 14)}${number[15]}${number[14]}${number.slice(16)}`).ok).toBe(false)
      }),
    )
  })
})

describe('other papers', () => {
  const eighteen = (first: string) => first + checkDigit(first)
  it.each([
    ['residencePermit', eighteen('81000019940823002'), 'female', '1994-08-23'],
    ['residencePermit', eighteen('83000019940823001'), 'male', '1994-08-23'],
    ['foreignerPermit', eighteen('91112419810803001'), 'male', '1981-08-03'],
  ])('%s %s tells sex and birth', (type, number, sex, birthDate) => {
    expect(check(type, number)).toEqual({ ok: true, normalized: number, sex, birthDate, warnings: [] })
  })
  it.each([
    ['foreignerPermit', 'CAN110180090155'],
    ['hkMacauPass', 'H12345678'],
    ['hkMacauPass', 'm1234567801'],
    ['taiwanPass', '12345678'],
    ['passport', 'E12345678'],
    ['birthCertificate', 'K130123456'],
  ])('%s %s is accepted', (type, number) => {
    expect(check(type, number)).toEqual({ ok: true, normalized: number.toUpperCase(), warnings: [] })
  })
  it.each([
    ['hkMacauPass', 'X12345678'],
    ['taiwanPass', '123'],
    ['passport', 'ABC'],
    ['birthCertificate', '130123456'],
  ])('%s %s is accepted with a warning', (type, number) => {
    expect(check(type, number)).toMatchObject({ ok: true, warnings: [expect.stringContaining('请核对')] })
  })
  it.each([
    ['residencePermit', '131002198209153008', '810000'],
    ['residencePermit', '810000199408230020', '居住证号第 18 位应为'],
    ['foreignerPermit', '131002198209153008', '以 9 开头'],
    ['foreignerPermit', 'CAN12', '3 位字母加 12 位数字'],
    ['none', '123', '删去号码'],
    ['passport', '  ', '请填写护照号码'],
    ['card', '1', '选择证件类型'],
    ['toString', '1', '选择证件类型'],
  ])('%s %s is refused in words', (type, number, words) => {
    expect(check(type, number)).toEqual({ ok: false, error: expect.stringContaining(words) })
  })
  it('none has no number', () => {
    expect(check('none', ' ')).toEqual({ ok: true, normalized: null, warnings: [] })
  })
  it.each([
    ['', 'none'],
    ['131002198209153008', 'idCard'],
    ['131003971026830', 'idCard'],
    ['1.31002E+17', 'idCard'],
    ['810000199408230021', 'residencePermit'],
    ['911124198108030024', 'foreignerPermit'],
    ['CAN110180090155', 'foreignerPermit'],
    ['H12345678', 'hkMacauPass'],
    ['12345678', 'taiwanPass'],
    ['E12345678', 'passport'],
    ['EA1234567', 'passport'],
    ['K130123456', 'birthCertificate'],
  ])('%s is most likely %s', (number, type) => {
    expect(guessPaperType(number)).toBe(type)
  })
  it('every type has a label', () => {
    expect(paperTypes).toHaveLength(8)
    for (const type of paperTypes) expect(paperTypeLabels[type]).toMatch(/\p{Script=Han}/u)
  })
  it('any type and text gives an answer', () => {
    fc.assert(
      fc.property(fc.constantFrom(...paperTypes), fc.string({ maxLength: 40 }), (type, text) => {
        const checked = check(type, text)
        expect(checked.ok || checked.error.length > 0).toBe(true)
      }),
    )
  })
})

test.each([
  [131002199001011000, true],
  [131002199001011, false],
  ['1.31002E+17', true],
  ['1.31002e17', true],
  ['131002199001011000', true],
  ['131002198209153008', false],
  ['6228480010000000000', false],
  [131002198209153008n, true],
  [null, false],
  [15000, false],
])('%s looks damaged: %s', (value, damaged) => {
  expect(looksDamaged(value)).toBe(damaged)
})
