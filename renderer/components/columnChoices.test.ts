import { describe, expect, it } from 'vitest'
import { chosenTwice, isCorrected, meaningsWith } from './columnChoices.ts'
import type { FileColumn } from './columnChoices.ts'

const columns: FileColumn[] = [
  { heading: '谁', meaning: '救助对象姓名' },
  { heading: '给多少', meaning: null },
  { heading: '申请数', meaning: '救助金额' },
]

describe('corrections of columns', () => {
  it('change nothing while there are none', () => {
    expect(meaningsWith(columns, new Map())).toEqual(['救助对象姓名', null, '救助金额'])
    expect(isCorrected(columns, new Map())).toBe(false)
    expect(isCorrected(columns, new Map([[1, null]]))).toBe(false)
  })
  it('take a meaning from the column that had it, and give it back', () => {
    const taken = new Map([[1, '救助金额']])
    expect(meaningsWith(columns, taken)).toEqual(['救助对象姓名', '救助金额', null])
    expect(isCorrected(columns, taken)).toBe(true)
    expect(chosenTwice(columns, taken)).toEqual([])
    expect(meaningsWith(columns, taken, '记事')).toEqual(['救助对象姓名', '救助金额', '记事'])
    expect(meaningsWith([{ heading: '甲', meaning: '记事' }, ...columns], new Map([[1, '记事']]), '记事')).toEqual(['记事', '记事', null, '救助金额'])
    expect(meaningsWith(columns, new Map([[1, '备注']]))).toEqual(['救助对象姓名', '备注', '救助金额'])
  })
  it('are told where two columns were given one meaning', () => {
    const both = new Map([
      [1, '救助金额'],
      [2, '救助金额'],
    ])
    expect(chosenTwice(columns, both, '救助金额')).toEqual([])
    expect(chosenTwice(columns, both)).toEqual([{ meaning: '救助金额', headings: ['给多少', '申请数'] }])
  })
})
