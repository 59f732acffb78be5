import { describe, expect, it } from 'vitest'
import { destroyText, faultsText, listVerdict, peopleText } from './listWords.ts'

const read = { missing: [], people: 1200, withPaper: 1190, loadedAs: null }

describe('what a file would be loaded as', () => {
  it('can be loaded', () => {
    expect(listVerdict(read)).toMatchObject({ can: true, tone: 'good', title: '可以装入：1,200 人' })
  })
  it('cannot while a column is missing, nobody was read, or it is there already', () => {
    expect(listVerdict({ ...read, missing: ['姓名'], people: 0 })).toMatchObject({ can: false, tone: 'stop', title: expect.stringContaining('姓名') })
    expect(listVerdict({ ...read, people: 0 })).toMatchObject({ can: false, tone: 'stop' })
    expect(listVerdict({ ...read, loadedAs: { id: '1', title: '低保对象' } })).toMatchObject({ can: false, tone: 'plain', title: expect.stringContaining('“低保对象”') })
  })
  it('says how far its people can be told', () => {
    expect(listVerdict({ ...read, withPaper: 0 })).toMatchObject({ can: true, tone: 'plain', title: expect.stringContaining('证件号码') })
    expect(peopleText({ people: 1200, withPaper: 1190, nameOnly: 4 })).toBe('1,190 人有证件号码；6 人没有号码，按姓名和出生日期或电话比对；4 人只有姓名，比中了也只列为存疑')
    expect(peopleText({ people: 0, withPaper: 0, nameOnly: 0 })).toBe('一个人也没有读出来')
    expect(peopleText({ people: 3, withPaper: 3, nameOnly: 0 })).toBe('3 人有证件号码')
  })
  it('says what becomes of lines that cannot be read', () => {
    expect(faultsText([], 0)).toBeNull()
    expect(faultsText([{ kept: true }, { kept: false }, { kept: true }], 3)).toBe('有 3 行读不全：1 行不装入，2 行装入，不能用的那一项空着')
    expect(faultsText([{ kept: true }], 1)).toBe('有 1 行读不全：1 行装入，不能用的那一项空着')
    expect(faultsText([{ kept: true }], 900)).toBe('有 900 行读不全，列出前 1 行')
  })
  it('says how near its end is', () => {
    expect([365, 1, 0, -1, null].map((daysLeft) => destroyText({ daysLeft }))).toEqual(['还有 365 天', '还有 1 天', '今天销毁', '已到期，即将销毁', ''])
  })
})
