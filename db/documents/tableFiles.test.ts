import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatOf, writeTables } from './tableFiles.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'casebook-tables-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('files of tables', () => {
  it('take their form from the ending, and refuse others before anything is read', async () => {
    expect(['年度.XLSX', 'a.docx', 'b.csv'].map(formatOf)).toEqual(['xlsx', 'docx', 'csv'])
    expect(() => formatOf('a.pdf')).toThrow('只能导出为 Excel')
    await expect(writeTables(join(folder, 'a.doc'), { title: '', officeName: '', tables: [], signatures: [] })).rejects.toMatchObject({ code: 'invalid' })
    expect(readdirSync(folder)).toEqual([])
  })

  const run = promisify(execFile)
  const MOST_MEGABYTES = 200
  it.each([
    ['xlsx', 100_000],
    ['csv', 100_000],
    ['docx', 5_000],
  ])('.%s of %i rows takes little memory on top of them, and says how far it is', async (ending, rows) => {
    const path = join(folder, `名册.${ending}`)
    const { stdout } = await run(process.execPath, ['--expose-gc', join(import.meta.dirname, 'longTable.child.ts'), path, String(rows)])
    const { megabytes, reports } = JSON.parse(stdout) as { megabytes: number; reports: number }
    expect(megabytes).toBeLessThan(MOST_MEGABYTES)
    expect(reports).toBeGreaterThan(20)
    expect(statSync(path).size).toBeGreaterThan(100_000)
  }, 120_000)
})
