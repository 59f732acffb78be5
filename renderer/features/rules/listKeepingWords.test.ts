import { expect, it } from 'vitest'
import { builtInListKeeping } from '../../../db/domain/listKeeping.ts'
import { checkReference } from '../../../db/domain/referenceValues.ts'
import { listKeepingFields, listKeepingText } from './listKeepingWords.ts'

const accepted = (value: unknown) => !('faults' in checkReference('listKeeping', { key: 'listKeeping', effectiveFrom: '2026-11-29', value }))

it('has the bounds that the operation sets', () => {
  expect(accepted(builtInListKeeping)).toBe(true)
  for (const { key, least, most } of listKeepingFields) {
    for (const figure of [least, most]) expect(accepted({ ...builtInListKeeping, [key]: figure }), `${key} ${figure}`).toBe(true)
    for (const figure of [least - 1, most + 1]) expect(accepted({ ...builtInListKeeping, [key]: figure }), `${key} ${figure}`).toBe(false)
  }
})

it('says the rule in one line', () => {
  expect(listKeepingText(builtInListKeeping)).toBe('收到后保存 90 天，销毁前 7 天提示')
})
