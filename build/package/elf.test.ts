import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareVersions, neededGlibc, neededVersions } from './elf.ts'

const prebuilt = (name: string) => readFileSync(join(import.meta.dirname, '../../node_modules/better-sqlite3/prebuilds', name))

test.each(['linux-x64.node', 'linux-arm64.node'])('the driver %s loads on Debian 12 (glibc 2.36) and not on UOS 20 or Kylin V10 (2.28)', (name) => {
  const needed = neededGlibc(prebuilt(name)) ?? ''
  expect(compareVersions(needed, '2.28')).toBeGreaterThan(0)
  expect(compareVersions(needed, '2.36')).toBeLessThanOrEqual(0)
})

test('the C library comes by its name', () => {
  expect(neededVersions(prebuilt('linux-x64.node')).map(({ library }) => library)).toContain('libc.so.6')
})

const objdump = spawnSync('objdump', ['--version']).status === 0
test.runIf(objdump)('objdump sees the same versions', () => {
  const path = join(import.meta.dirname, '../../node_modules/better-sqlite3/prebuilds/linux-x64.node')
  const seen = new Set(spawnSync('objdump', ['-T', path], { encoding: 'utf8' }).stdout.match(/GLIBC_[\d.]+/g))
  expect(new Set(neededVersions(prebuilt('linux-x64.node')).map(({ version }) => version).filter((version) => version.startsWith('GLIBC_')))).toEqual(seen)
})

test.each(['win32-x64.node', 'darwin-arm64.node'])('%s is no such file', (name) => {
  expect(() => neededGlibc(prebuilt(name))).toThrow('ELF')
})

test('versions are compared by their numbers, not as text', () => {
  expect(['2.4', '2.34', '2.28', '2.2.5'].sort(compareVersions)).toEqual(['2.2.5', '2.4', '2.28', '2.34'])
  fc.assert(
    fc.property(fc.nat(99), fc.nat(99), fc.nat(99), fc.nat(99), (a, b, c, d) => {
      expect(Math.sign(compareVersions(`${a}.${b}`, `${c}.${d}`))).toBe(Math.sign(a - c || b - d))
    }),
  )
})
