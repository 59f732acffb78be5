import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const root = join(import.meta.dirname, '../..')
const config = readConfig(root)

test('nobody runs the program as a Node, debugs it or feeds it other code', () => {
  expect(config.electronFuses).toEqual({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  })
})

test('Windows: one installer in Chinese, for all users, which keeps the data', () => {
  expect(config.win.target).toEqual([{ target: 'nsis', arch: ['x64'] }])
  expect(config.nsis).toMatchObject({
    oneClick: false,
    perMachine: true,
    installerLanguages: ['zh_CN'],
    language: '2052',
    deleteAppDataOnUninstall: false,
    differentialPackage: false,
    shortcutName: '检察司法救助办案台账',
    uninstallDisplayName: '检察司法救助办案台账',
  })
})

test('Linux: a .deb for both kinds of processor', () => {
  expect(config.linux.target).toEqual([{ target: 'deb', arch: ['x64', 'arm64'] }])
})

test('nothing asks the internet for a newer version', () => {
  expect(config.publish).toBeNull()
})

test('only what is used goes in: no library but the driver, no sources, no source maps', () => {
  const libraries = config.files.filter((pattern) => pattern.includes('node_modules'))
  expect(libraries[0]).toBe('!node_modules/**/*')
  expect(libraries.slice(1).every((pattern) => /^!?node_modules\/better-sqlite3\//.test(pattern))).toBe(true)
  expect(config.files.some((pattern) => /^(db|electron|renderer|build|out\/\*\*)/.test(pattern))).toBe(false)
  expect(config.files).toContain('!**/*.map')
  expect(config.electronLanguages).toEqual(['zh-CN', 'en-US'])
})

test('what is named exists', () => {
  for (const { from } of config.extraResources.filter(({ from }) => !from.startsWith('dist/'))) expect(existsSync(join(root, from)), from).toBe(true)
  expect(existsSync(join(root, config.directories.buildResources, 'icon.ico'))).toBe(true)
})
