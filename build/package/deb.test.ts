import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'
import { canMakeDeb, controlFile, desktopFile, makeDeb } from './deb.ts'

const root = join(import.meta.dirname, '../..')
const config = readConfig(root)
const about = { config, version: '1.2.3', arch: 'arm64', glibc: '2.34', test: false } as const

let work: string
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'casebook-deb-'))
})
afterEach(() => rmSync(work, { recursive: true, force: true }))

describe('the control file', () => {
  it('names the package and what it needs, the C library of its driver first', () => {
    const text = controlFile(about, 1234)
    expect(text).toMatch(/^Package: casebook\nVersion: 1\.2\.3\nArchitecture: arm64\n/)
    expect(text).toContain('\nDepends: libc6 (>= 2.34), libgtk-3-0')
    expect(text).toContain('\nInstalled-Size: 1234\n')
  })

  it('keeps a test package and the real one apart', () => {
    expect(controlFile({ ...about, test: true }, 1)).toMatch(/^Package: casebook-test\n[^]*\nConflicts: casebook\n[^]*不得用于办案/)
    expect(controlFile(about, 1)).toContain('\nConflicts: casebook-test\n')
    expect(desktopFile(config, true)).toContain('Name=检察司法救助办案台账（试装）')
    expect(desktopFile(config, false)).toContain('Name=检察司法救助办案台账\n')
  })
})

describe.runIf(canMakeDeb())('a .deb', () => {
  it('holds program, starter, menu entry and icons, and the sandbox helper as root', () => {
    const unpacked = join(work, 'unpacked')
    mkdirSync(join(unpacked, 'resources'), { recursive: true })
    for (const name of ['casebook', 'chrome-sandbox']) {
      writeFileSync(join(unpacked, name), '#!/bin/sh\n')
      chmodSync(join(unpacked, name), 0o700)
    }
    copyFileSync(join(root, 'LICENSE'), join(unpacked, 'resources/LICENSE.txt'))
    const file = join(work, 'casebook.deb')
    makeDeb({ ...about, arch: 'x64', unpacked, stage: join(work, 'stage'), file, icons: join(root, 'build/icons') })
    const listed = spawnSync('dpkg-deb', ['-c', file], { encoding: 'utf8' }).stdout
    expect(listed).toMatch(/-rwxr-xr-x root\/root .*\.\/opt\/casebook\/casebook\n/)
    expect(listed).toMatch(/-rwsr-xr-x root\/root .*\.\/opt\/casebook\/chrome-sandbox\n/)
    expect(listed).toMatch(/\.\/usr\/bin\/casebook -> \/opt\/casebook\/casebook\n/)
    expect(listed).toContain('./usr/share/applications/casebook.desktop')
    expect(listed).toContain('./usr/share/icons/hicolor/256x256/apps/casebook.png')
    expect(listed).toContain('./usr/share/doc/casebook/copyright')
    expect(spawnSync('dpkg-deb', ['-f', file, 'Architecture'], { encoding: 'utf8' }).stdout.trim()).toBe('amd64')
  })
})

describe.runIf(process.platform === 'linux')('before files are replaced or removed', () => {
  const script = (name: string, program: string): string => {
    const path = join(work, name)
    writeFileSync(path, readFileSync(join(import.meta.dirname, 'deb', name), 'utf8').replaceAll('@PROGRAM@', program))
    return path
  }

  it('a running program is left alone, with words that say what to do', async () => {
    const program = join(work, 'casebook')
    copyFileSync('/bin/sleep', program)
    chmodSync(program, 0o755)
    const child = spawn(program, ['60'])
    await new Promise((done) => child.once('spawn', done))
    try {
      for (const [name, step] of [['preinst', 'upgrade'], ['prerm', 'remove']] as const) {
        const tried = spawnSync('sh', [script(name, program), step], { encoding: 'utf8' })
        expect(tried.status, name).toBe(1)
        expect(tried.stderr).toContain('请先退出程序')
      }
      // An upgrade is the new version's to refuse.
      expect(spawnSync('sh', [script('prerm', program), 'upgrade']).status).toBe(0)
    } finally {
      child.kill()
    }
  })

  it('a program that does not run is in nobody’s way', () => {
    for (const [name, step] of [['preinst', 'install'], ['prerm', 'remove']] as const) {
      expect(spawnSync('sh', [script(name, join(work, 'nothing')), step]).status, name).toBe(0)
    }
  })
})
