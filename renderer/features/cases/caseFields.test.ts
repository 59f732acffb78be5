import { expect, it } from 'vitest'
import { recipientFields } from './caseFields.ts'
import { newRecipient } from './caseModels.ts'

it('every field of the recipient form has a label', () => {
  const form = newRecipient('idCard')
  const paths = [...Object.keys(form).filter((key) => key !== 'person'), ...Object.keys(form.person).filter((key) => key !== 'id').map((key) => `person.${key}`)]
  expect(recipientFields.map(({ path }) => path).sort()).toEqual(paths.sort())
})
