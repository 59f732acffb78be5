import { expect, it } from 'vitest'
import { valueAt, withValue } from './valueAt.ts'

it('reads and replaces nested values without touching the original', () => {
  const recipient = { person: { name: '' } }
  const named = withValue(recipient, 'person.name', '林强国')
  expect(valueAt(named, 'person.name')).toBe('林强国')
  expect(recipient.person.name).toBe('')
  expect(valueAt(named, 'person.nothing.here')).toBeUndefined()
})
