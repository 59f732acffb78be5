import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { writeNewFile } from './newFile.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'casebook-new-file-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

it('takes a name as long as the disk does, and lets nobody else read the file', async () => {
  const name = `${'表'.repeat(83)}.xlsx`
  await writeNewFile(join(folder, name), (file) => file.writeFile('内容'))
  expect(readdirSync(folder)).toEqual([name])
  expect(readFileSync(join(folder, name), 'utf8')).toBe('内容')
  expect(statSync(join(folder, name)).mode & 0o077).toBe(0)
})

it('says that a folder has the name before anything is written or recorded', async () => {
  mkdirSync(join(folder, '表.xlsx'))
  const done: string[] = []
  const record = async () => void done.push('recorded')
  await expect(writeNewFile(join(folder, '表.xlsx'), async () => void done.push('written'), { beforeItAppears: record })).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('同名的文件夹') as string })
  expect(done).toEqual([])
  expect(readdirSync(folder)).toEqual(['表.xlsx'])
})
