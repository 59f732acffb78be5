import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { packagedFiles } from '../bundledPackages.ts'
import { collectLicences, licenceText, packageOf } from './licences.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'casebook-licences-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function put(path: string, content: string | object): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content))
}

test('the modules of a bundle lead to files of packages, whatever bundlers put around their names', () => {
  const ids = ['/p/node_modules/a/lib/x.js', '\0/p/node_modules/a/lib/y.js?commonjs-module', '\0commonjs-proxy:/p/node_modules/b/z.js', '/p/renderer/main.ts', '\0vite/preload-helper.js', '/p/node_modules/a/lib/x.js?raw']
  expect(packagedFiles('/p', ids)).toEqual(['node_modules/a/lib/x.js', 'node_modules/a/lib/y.js', 'node_modules/b/z.js'])
})

test.each([
  ['node_modules/a/lib/x.js', 'node_modules/a', 'lib/x.js'],
  ['node_modules/@s/a/x.js', 'node_modules/@s/a', 'x.js'],
  ['node_modules/a/node_modules/@s/b/c/d.js', 'node_modules/a/node_modules/@s/b', 'c/d.js'],
])('%s belongs to %s', (file, folder, below) => {
  expect(packageOf(file)).toEqual({ folder, below })
})

test('each package once, with its own texts and those beside the files that are used', () => {
  put('node_modules/a/package.json', { name: 'a', version: '1.0.0', license: 'MIT' })
  put('node_modules/a/LICENSE', 'MIT of A\r\n')
  put('node_modules/a/fonts/LICENSE_FONT', 'OFL')
  put('node_modules/a/unused/LICENSE', 'GPL')
  put('node_modules/b/package.json', { name: 'b', version: '2.0.0', licenses: [{ type: 'BSD' }], author: 'B. Author' })
  const found = collectLicences(root, ['node_modules/b/index.js', 'node_modules/a/lib.js', 'node_modules/a/fonts/x.ttf'])
  expect(found).toEqual([
    { name: 'a', version: '1.0.0', licence: 'MIT', texts: [{ file: 'LICENSE', text: 'MIT of A' }, { file: 'fonts/LICENSE_FONT', text: 'OFL' }] },
    { name: 'b', version: '2.0.0', licence: 'BSD', texts: [{ file: 'package.json', text: 'BSD, by B. Author' }] },
  ])
})

test('a package that says nothing of its licence is not shipped', () => {
  put('node_modules/silent/package.json', { name: 'silent', version: '1.0.0', author: 'Somebody' })
  expect(() => collectLicences(root, ['node_modules/silent/index.js'])).toThrow('node_modules/silent')
})

test('a text that several share stands there once, under all their names', () => {
  const text = licenceText([
    { name: 'a', version: '1.0.0', licence: 'MIT', texts: [{ file: 'LICENSE', text: 'the same words' }] },
    { name: 'b', version: '2.0.0', licence: 'MIT', texts: [{ file: 'LICENSE.md', text: 'the same words' }] },
  ])
  expect(text.match(/the same words/g)).toHaveLength(1)
  expect(text).toContain('a 1.0.0 (LICENSE)\nb 2.0.0 (LICENSE.md)')
})

test('the driver states its own', () => {
  const [driver] = collectLicences(join(import.meta.dirname, '../..'), ['node_modules/better-sqlite3/lib/index.js'])
  expect(driver).toMatchObject({ name: 'better-sqlite3-multiple-ciphers', licence: 'MIT' })
  expect(driver?.texts[0]?.text).toContain('Permission is hereby granted')
})
