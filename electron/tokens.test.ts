import { describe, expect, it } from 'vitest'
import { createTokenStore } from './tokens.ts'

describe('file tokens', () => {
  it('hand over only the files an input names, wherever in it they are', () => {
    const tokens = createTokenStore()
    const [a, b, c] = ['/a.xlsx', '/b.csv', '/c'].map((path) => tokens.issue(path)) as [string, string, string]
    expect(tokens.filesIn({ file: a, from: { folder: c }, list: ['x', 1, null] })).toEqual({ [a]: '/a.xlsx', [c]: '/c' })
    expect(tokens.filesIn(undefined)).toEqual({})
    expect(tokens.filesIn({ file: '/b.csv', bytes: new Uint8Array(1_000_000) })).toEqual({})
    expect(tokens.path(b)).toBe('/b.csv')
    expect(tokens.path('/b.csv')).toBeUndefined()
  })

  it('end on an input that contains itself', () => {
    const loop: Record<string, unknown> = {}
    loop.self = loop
    expect(createTokenStore().filesIn(loop)).toEqual({})
  })
})
