import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'

const renderer = resolve(import.meta.dirname, '../renderer')

it('loads the styles of the parts of Element Plus that the pages use, and of no other', () => {
  const used = new Set<string>()
  for (const name of globSync('**/*.{vue,ts}', { cwd: renderer })) {
    for (const [, names = ''] of readFileSync(resolve(renderer, name), 'utf8').matchAll(/import (?:type )?\{([^}]*)\} from 'element-plus'/g)) {
      for (const [, part = ''] of names.matchAll(/\bEl([A-Z]\w*)/g)) used.add(part.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase())
    }
  }
  const loaded = [...readFileSync(resolve(renderer, 'styles/elementParts.ts'), 'utf8').matchAll(/components\/([a-z-]+)\/style/g)].map(([, part]) => part)
  expect(loaded).toEqual([...used].sort())
})
