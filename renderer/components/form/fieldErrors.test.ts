import { effectScope, nextTick, ref } from 'vue'
import { afterEach, describe, expect, it } from 'vitest'
import type { FieldError } from '../../../db/domain/errors.ts'
import { useFieldErrors } from './fieldErrors.ts'

const scopes: ReturnType<typeof effectScope>[] = []
function formOf<T>(start: T, faults?: (content: T) => FieldError[]) {
  const scope = effectScope()
  scopes.push(scope)
  const content = ref(start)
  const errors = scope.run(() => useFieldErrors())
  if (!errors) throw new Error('no scope')
  errors.follow(() => content.value, faults && (() => faults(content.value as T)))
  return { content, errors, paths: () => errors.list.value.map(({ path }) => path) }
}
afterEach(() => scopes.splice(0).forEach((scope) => scope.stop()))

describe('messages beside fields', () => {
  it('go when their field is changed, and the others stay', async () => {
    const { content, errors, paths } = formOf({ amountFen: 1, people: [{ name: '甲' }] })
    errors.set([{ path: 'amountFen', message: '超过待发放的金额' }, { path: 'people.0.name', message: '请填写姓名' }, { path: 'kind', message: '已经结束' }])
    content.value.amountFen = 2
    await nextTick()
    expect(paths()).toEqual(['people.0.name', 'kind'])
    content.value = { amountFen: 3, people: [{ name: '乙' }] }
    await nextTick()
    expect(paths()).toEqual(['kind'])
  })

  it('the form finds by itself stay while it still finds them, and go where another field mended them', async () => {
    const check = ({ from, to }: { from: number; to: number }) => (from > to ? [{ path: 'to', message: '早于开始' }] : [])
    const { content, errors, paths } = formOf({ from: 5, to: 1 }, check)
    errors.set(check(content.value))
    content.value.to = 2
    await nextTick()
    expect(paths()).toEqual(['to'])
    content.value.from = 2
    await nextTick()
    expect(paths()).toEqual([])
  })

  it('never come by themselves', async () => {
    const { content, paths } = formOf({ to: 1 }, () => [{ path: 'to', message: '早于开始' }])
    content.value.to = 2
    await nextTick()
    expect(paths()).toEqual([])
  })
})
