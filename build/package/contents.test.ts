import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { firstLoad, missingFiles, sizes, wrongFiles } from './contents.ts'

const asar = 'resources/app.asar'
const right = [
  'casebook',
  'LICENSE.electron.txt',
  'LICENSES.chromium.html',
  'locales/zh-CN.pak',
  'locales/en-US.pak',
  'resources/THIRD-PARTY-LICENSES.txt',
  'resources/LICENSE.txt',
  `${asar}/package.json`,
  `${asar}/out/main/main.cjs`,
  `${asar}/out/preload/preload.cjs`,
  `${asar}/out/renderer/index.html`,
  `${asar}/out/renderer/assets/index-1.js`,
  `${asar}.unpacked/out/main/host.cjs`,
  `${asar}.unpacked/out/main/job.cjs`,
  `${asar}.unpacked/out/main/demonstration.xlsx`,
  `${asar}.unpacked/node_modules/better-sqlite3/lib/index.js`,
  `${asar}.unpacked/node_modules/better-sqlite3/prebuilds/linux-x64.node`,
].map((path) => ({ path, size: 10 }))

test('a whole package passes', () => {
  expect(wrongFiles(right, 'linux-x64.node')).toEqual([])
  expect(missingFiles(right, 'linux-x64.node')).toEqual([])
})

test.each([
  `${asar}/out/renderer/assets/index-1.js.map`,
  `${asar}/db/operations/cases.test.ts`,
  `${asar}/electron/e2e/casebook.js`,
  `${asar}/electron/main.ts`,
  `${asar}/renderer/App.vue`,
  `${asar}/package-lock.json`,
  `${asar}/node_modules/vitest/index.js`,
  `${asar}.unpacked/node_modules/better-sqlite3/deps/sqlite3/sqlite3.c`,
  `${asar}.unpacked/node_modules/better-sqlite3/binding.gyp`,
  `${asar}.unpacked/node_modules/better-sqlite3/README.md`,
  `${asar}.unpacked/node_modules/better-sqlite3/prebuilds/darwin-arm64.node`,
  'resources/default_app.asar/main.js',
  'locales/fr.pak',
])('%s does not belong in it', (path) => {
  expect(wrongFiles([...right, { path, size: 1 }], 'linux-x64.node')).toEqual([expect.stringContaining(path)])
})

test('a file that is missing is named', () => {
  expect(missingFiles(right.filter(({ path }) => !path.endsWith('host.cjs')), 'linux-x64.node')).toEqual([`${asar}.unpacked/out/main/host.cjs`])
})

test('every byte is counted in one part', () => {
  const parts = sizes(right)
  expect(parts.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(right.length * 10)
  expect(parts.find(({ name }) => name === 'database driver')?.bytes).toBe(20)
})

test('the first scripts are the entry and what it loads at once, not the pages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'casebook-renderer-'))
  try {
    mkdirSync(join(folder, 'assets'))
    writeFileSync(join(folder, 'index.html'), '<script type="module" crossorigin src="./assets/a.js"></script><link rel="modulepreload" crossorigin href="./assets/b.js"><link rel="stylesheet" href="./assets/c.css">')
    for (const name of ['a', 'b', 'page']) writeFileSync(join(folder, `assets/${name}.js`), name.repeat(100))
    expect(firstLoad(folder)).toMatchObject({ files: 2, raw: 200 })
    expect(firstLoad(folder).gzip).toBeLessThan(200)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
