import { describe, expect, it } from 'vitest'
import { checkNumbers, emptyOffice, numberExample, patternOf, patternText } from './officeForm.ts'
import { checkNewPassword } from './passwordRules.ts'
import { isLastGroup, recoveryHtml, recoveryText } from './recoverySheet.ts'

describe('the case number pattern in words', () => {
  it('is stored with its own marks and shown in words', () => {
    expect(patternText('冀廊安检救助〔{year}〕{seq}号')).toBe('冀廊安检救助〔{年}〕{序号}号')
    for (const typed of ['冀廊安检救助〔{年}〕{序号}号', '冀廊安检救助〔｛年份｝〕｛序号｝号', '冀廊安检救助〔{ 年度 }〕【号】号']) {
      expect(patternOf(typed)).toBe('冀廊安检救助〔{year}〕{seq}号')
    }
  })
  it('shows the first number of a year, or nothing while a part is missing', () => {
    expect(numberExample('冀廊安检救助〔{year}〕{seq}号', 2026)).toBe('冀廊安检救助〔2026〕1号')
    expect(numberExample('冀廊安检救助〔{year}〕', 2026)).toBeNull()
  })
  it('complains in plain words', () => {
    expect(checkNumbers({ ...emptyOffice(), caseNumberPattern: '救助第{seq}号' }, 'office.')).toEqual([{ path: 'office.caseNumberPattern', message: expect.stringContaining('{年}') as unknown }])
    expect(checkNumbers(emptyOffice(), 'office.')).toEqual([])
  })
})

describe('a new password', () => {
  it.each([
    ['', '', '请填写密码'],
    ['七个字的密码吧', '七个字的密码吧', '密码至少 8 位，现在是 7 位，请加长'],
    ['Liqiang-88', 'Liqiang-88', '密码不能与登录名相同，请换一个别人猜不到的密码'],
    ['院里的银杏树黄了', '院里的银杏树绿了', '两次输入的密码不一样，请重新输入一遍'],
  ])('%s', (password, repeat, message) => {
    expect(checkNewPassword('liqiang-88', password, repeat, 'password').map((error) => error.message)).toEqual([message])
  })
  it('is good', () => {
    expect(checkNewPassword('李强', '院里的银杏树黄了', '院里的银杏树黄了', 'password')).toEqual([])
  })
})

describe('the recovery sheet', () => {
  const sheet = { officeName: '甲<乙>院', code: 'AAAA2-BBBB3-CCCC4-DDDD5-EEEE6-FFFF7-GGGG8-HHHH9', madeAt: new Date(2026, 10, 22, 9, 5) }
  it('holds every group, and nothing of the office name becomes markup', () => {
    for (const group of sheet.code.split('-')) {
      expect(recoveryText(sheet)).toContain(group)
      expect(recoveryHtml(sheet)).toContain(group)
    }
    expect(recoveryHtml(sheet)).not.toContain('<乙>')
    expect(recoveryHtml(sheet).match(/<tr>/g)).toHaveLength(2)
  })
  it('knows its last group however it is typed', () => {
    for (const typed of ['HHHH9', ' hhhh9 ', 'ＨＨＨＨ９', 'HH HH-9']) expect(isLastGroup(sheet.code, typed)).toBe(true)
    for (const typed of ['', 'GGGG8', 'HHHH', sheet.code]) expect(isLastGroup(sheet.code, typed)).toBe(false)
  })
})
