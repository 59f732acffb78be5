import { describe, expect, it } from 'vitest'
import { differing, recipientFields, valueAt, visitFields, withValue } from './recordFields.ts'
import { newRecipient, newVisit, sameContent } from './caseModels.ts'

describe('recordFields', () => {
  it('reads and replaces nested values without touching the original', () => {
    const recipient = newRecipient('idCard')
    const named = withValue(recipient, 'person.name', '林强国')
    expect(valueAt(named, 'person.name')).toBe('林强国')
    expect(recipient.person.name).toBe('')
    expect(valueAt(named, 'person.nothing.here')).toBeUndefined()
  })

  it('names the fields in which two versions differ', () => {
    const mine = { ...newVisit(null), doneOn: '2023-11-15', visitors: '' }
    const theirs = { ...newVisit(null), doneOn: '2023-11-16' }
    expect(differing(visitFields, mine, theirs).map(({ label }) => label)).toEqual(['实际回访日期'])
  })

  it('every field of the recipient form has a label', () => {
    const form = newRecipient('idCard')
    const paths = [...Object.keys(form).filter((key) => key !== 'person'), ...Object.keys(form.person).filter((key) => key !== 'id').map((key) => `person.${key}`)]
    expect(recipientFields.map(({ path }) => path).sort()).toEqual(paths.sort())
  })

  it('takes blank text for nothing when it compares contents', () => {
    expect(sameContent({ a: ' ', b: [1] }, { a: null, b: [1] })).toBe(true)
    expect(sameContent({ a: 'x' }, { a: null })).toBe(false)
  })
})
