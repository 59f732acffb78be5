import { expect, it } from 'vitest'
import { unreadableFaults } from './unreadable.ts'

it('finds amounts that could not be read, by the path of the operation', () => {
  const form = { basics: { a: 1 }, people: [{ key: 1, form: { requestedFen: 5 } }, { key: 2, form: { requestedFen: Number.NaN } }] }
  expect(unreadableFaults(form, { people: 'recipients' }).map(({ path }) => path)).toEqual(['recipients.1.requestedFen'])
  expect(unreadableFaults({ amountFen: null, text: 'x' })).toEqual([])
})

it('finds dates that are none, whatever else the form holds', () => {
  const form = { basics: { appliedOn: '2023-02-30', acceptedOn: '2023-03-01', caseNumber: '2023-02-30' }, people: [{ form: { person: { birthDate: '昨天前', phone: 'x' } } }] }
  expect(unreadableFaults(form, { people: 'recipients' })).toEqual([
    { path: 'basics.appliedOn', message: '2023 年 2 月没有 30 日，请核对' },
    { path: 'recipients.0.person.birthDate', message: expect.stringContaining('昨天前') },
  ])
})
