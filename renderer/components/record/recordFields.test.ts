import { describe, expect, it } from 'vitest'
import { date, differing, plain, sameContent } from './recordFields.ts'

describe('recordFields', () => {
  it('names the fields in which two versions differ', () => {
    const fields = [date('doneOn', '实际回访日期'), plain('visitors', '回访人')]
    expect(differing(fields, { doneOn: '2023-11-15', visitors: '' }, { doneOn: '2023-11-16', visitors: null }).map(({ label }) => label)).toEqual(['实际回访日期'])
  })

  it('takes blank text for nothing when it compares contents', () => {
    expect(sameContent({ a: ' ', b: [1] }, { a: null, b: [1] })).toBe(true)
    expect(sameContent({ a: 'x' }, { a: null })).toBe(false)
  })
})
