import { describe, expect, it } from 'vitest'
import { letterFaults, letterFields, newLetter } from './letterForm.ts'

const begun = newLetter({ kind: 'lowIncome', proposed: { title: '低保对象', receivedOn: '2026-11-02', destroyOn: '2027-11-02' } })
const whole = { ...begun, letterNumber: '永民函〔2026〕8号', purpose: '筛查救助线索', sendingAgency: '永和县民政局' }

describe('what is known of a list', () => {
  it('begins with what the file says, the rest is asked for', () => {
    expect(begun.title).toBe('低保对象')
    expect(newLetter({ kind: 'victims', proposed: { title: 'victims-gbk', receivedOn: '2026-11-02', destroyOn: '2027-11-02' } }).title).toBe('办案被害人名单')
    expect(letterFaults(begun).map(({ path }) => path)).toEqual(['sendingAgency', 'letterNumber', 'purpose'])
  })
  it('is complete', () => {
    expect(letterFaults(whole)).toEqual([])
    expect(letterFields(whole)).toEqual(whole)
  })
  it('is not destroyed before it came', () => {
    expect(letterFaults({ ...whole, destroyOn: '2026-11-01' })).toEqual([{ path: 'destroyOn', message: '销毁日期早于收到日期，请核对两个日期' }])
    expect(letterFaults({ ...whole, destroyOn: '2026-11-02' })).toEqual([])
  })
  it('is missing where only blanks were typed', () => {
    expect(letterFaults({ ...whole, purpose: '  ', kind: null, destroyOn: null }).map(({ path }) => path)).toEqual(['kind', 'purpose', 'destroyOn'])
  })
})
