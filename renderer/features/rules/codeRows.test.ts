import { describe, expect, it } from 'vitest'
import type { CodeValue } from '../../../db/domain/reference.ts'
import { aliasesOf, codeRows, orderAfter } from './codeRows.ts'
import type { Line } from './referenceLines.ts'

const line = (code: string, order: number, more: Partial<Omit<Line<'code'>, 'value'>> & { value?: Partial<CodeValue> } = {}): Line<'code'> => ({
  id: null,
  version: null,
  kind: 'code',
  key: `cause/${code}`,
  title: code,
  effectiveFrom: null,
  changedBy: null,
  changedAt: null,
  ...more,
  value: { list: 'cause', code, label: code, aliases: [], order, enabled: true, ...more.value },
})
const own = { id: 'x', version: 1, effectiveFrom: '1900-01-01' }

describe('the rows of a code list', () => {
  const rows = codeRows([line('a', 1), line('b', 2), line('c', 3), { ...line('d', 1), value: { ...line('d', 1).value, list: 'charge' } }, line('c', 0.5, { ...own, value: { label: 'C' } }), line('e', 2.5, own)], 'cause')
  it('are in their order, the office’s own over the program’s', () => {
    expect(rows.map(({ value, id, builtIn }) => [value.label, id, builtIn?.label ?? null])).toEqual([
      ['C', 'x', 'c'],
      ['a', null, 'a'],
      ['b', null, 'b'],
      ['e', 'x', null],
    ])
  })
  it('have a place between any two', () => {
    expect(orderAfter(rows, null)).toBe(0.25)
    expect(orderAfter(rows, 'cause/a')).toBe(1.5)
    expect(orderAfter(rows, 'cause/b')).toBe(2.25)
    expect(orderAfter(rows, 'cause/e')).toBe(3.5)
    expect(orderAfter([], null)).toBe(1)
  })
})

it('reads aliases as typed', () => {
  expect(aliasesOf(' 人社、人社局,人社\n ；就业局 ')).toEqual(['人社', '人社局', '就业局'])
  expect(aliasesOf('')).toEqual([])
})
