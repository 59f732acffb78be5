/** Draws icon.svg in the sizes that Windows and Linux want; started by build/icons.mjs. Chromium draws, so that no other tool is needed. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cleanUp, startElectron } from '../../electron/e2e/casebook.ts'
import { icoOf } from './ico.ts'

const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512]
const windowsSizes = [16, 24, 32, 48, 64, 128, 256]

try {
  const app = await startElectron([join(import.meta.dirname, '../../electron/bench/empty')])
  const page = await app.firstWindow()
  const svg = `data:image/svg+xml;base64,${readFileSync(join(import.meta.dirname, 'icon.svg')).toString('base64')}`
  const drawn = await page.evaluate(
    async ([source, sizes]) => {
      const image = new Image()
      image.src = source
      await image.decode()
      return sizes.map((size) => {
        const canvas = Object.assign(document.createElement('canvas'), { width: size, height: size })
        canvas.getContext('2d')?.drawImage(image, 0, 0, size, size)
        return canvas.toDataURL('image/png').split(',')[1] ?? ''
      })
    },
    [svg, linuxSizes] as const,
  )
  const pictures = new Map(linuxSizes.map((size, at) => [size, Buffer.from(drawn[at] ?? '', 'base64')]))
  for (const [size, png] of pictures) writeFileSync(join(import.meta.dirname, `${size}x${size}.png`), png)
  writeFileSync(join(import.meta.dirname, 'icon.ico'), icoOf(windowsSizes.map((size) => ({ size, png: pictures.get(size) ?? Buffer.alloc(0) }))))
} finally {
  await cleanUp()
}
