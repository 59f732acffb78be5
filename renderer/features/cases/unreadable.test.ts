import { expect, it } from 'vitest'
import { unreadableFaults } from './unreadable.ts'

it('finds amounts that could not be read, by the path of the operation', () => {
  const form = { basics: { a: 1 }, people: [{ key: 1, form: { requestedFen: 5 } }, { key: 2, form: { requestedFen: Number.NaN } }] }
  expect(unreadableFaults(form, { people: 'recipients' }).map(({ path }) => path)).toEqual(['recipients.1.requestedFen'])
  expect(unreadableFaults({ amountFen: null, text: 'x' })).toEqual([])
})
