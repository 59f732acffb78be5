import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { icoOf } from './ico.ts'

const png = (size: number) => readFileSync(join(import.meta.dirname, `${size}x${size}.png`))

test('the Windows icon is made of the pictures that Linux shows (npm run icons)', () => {
  const sizes = [16, 24, 32, 48, 64, 128, 256]
  expect(readFileSync(join(import.meta.dirname, 'icon.ico'))).toEqual(icoOf(sizes.map((size) => ({ size, png: png(size) }))))
})

test.each([16, 24, 32, 48, 64, 128, 256, 512])('%i pixels are that many', (size) => {
  expect([png(size).readUInt32BE(16), png(size).readUInt32BE(20)]).toEqual([size, size])
})

test('each picture is where the table says', () => {
  const ico = icoOf([{ size: 16, png: png(16) }, { size: 256, png: png(256) }])
  expect(ico.readUInt16LE(4)).toBe(2)
  expect(ico.readUInt8(6 + 16)).toBe(0)
  const offset = ico.readUInt32LE(6 + 16 + 12)
  expect(ico.subarray(offset, offset + ico.readUInt32LE(6 + 16 + 8))).toEqual(png(256))
})
