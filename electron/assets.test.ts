import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy, resolveAsset } from './assets.ts'

const folder = '/program/out/renderer'

describe('addresses of the page', () => {
  it('finds its files', () => {
    expect(resolveAsset(folder, 'app://casebook/')).toBe(`${folder}/index.html`)
    expect(resolveAsset(folder, 'app://casebook/index.html#/cases?x=1')).toBe(`${folder}/index.html`)
    expect(resolveAsset(folder, 'app://casebook/assets/index-Ab1.js')).toBe(`${folder}/assets/index-Ab1.js`)
  })

  it.each([
    'app://elsewhere/index.html',
    'http://casebook/index.html',
    'file:///etc/passwd',
    'app://casebook/..%2fmain%2fmain.js',
    'app://casebook/assets/..%2f..%2f..%2fetc%2fhosts.json',
    'app://casebook/..%5cmain%5cmain.js',
    'app://casebook/index.html%00.js',
    'app://casebook/package',
    'app://casebook/data/casebook.db',
    'app://casebook/%E0%A4%A',
    'app://user:word@casebook/index.html',
    'not an address',
  ])('refuses %s', (address) => {
    expect(resolveAsset(folder, address)).toBeNull()
  })

  it.each(['app://casebook/../main/main.js', 'app://casebook/%2e%2e/main/main.js'])('takes the dots out of %s and stays below', (address) => {
    expect(resolveAsset(folder, address)).toBe(`${folder}/main/main.js`)
  })

  it('never leaves the folder', () => {
    const part = fc.constantFrom('..', '.', '%2e%2e', '%2E.', 'a', '%2f', '%5c', '/', '//', 'x.js', '~', '%00', ' ')
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const found = resolveAsset(folder, `app://casebook/${parts.join('/')}/z.js`)
        expect(found === null || found.startsWith(`${folder}/`)).toBe(true)
        expect(found ?? '').not.toContain('..')
      }),
    )
  })
})

describe('the content security policy', () => {
  it('allows nothing it does not name, no inline script or style and no connection', () => {
    expect(contentSecurityPolicy).toContain("default-src 'none'")
    expect(contentSecurityPolicy).toContain("connect-src 'none'")
    expect(contentSecurityPolicy).not.toMatch(/unsafe|\*|https?:/)
  })
})
