import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { csvText, fromCsvText, writeCsv } from './csv.ts'
import type { TableModel } from './tableModel.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'casebook-csv-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const table = (more: Partial<TableModel> = {}): TableModel => ({
  name: '名单',
  title: '给予救助',
  subtitle: ['制表单位：某区人民检察院'],
  columns: [
    { key: 't', label: '文字', kind: 'text' },
    { key: 'n', label: '件', kind: 'count' },
    { key: 'y', label: '金额（元）', kind: 'yuan' },
    { key: 'd', label: '日期', kind: 'date' },
  ],
  rows: [
    { t: '131002201005202018', n: 1, y: 2_300_000, d: '2023-04-12' },
    { t: '=HYPERLINK("http://x","y")', n: 0, y: -5, d: null },
    { t: '甲,"乙"\n丙', n: null, y: null, d: '不详' },
  ],
  total: { t: '合计', n: 1, y: 2_299_995 },
  notes: ['按决定日期统计。'],
  orientation: 'portrait',
  ...more,
})

describe('writeCsv', () => {
  it('writes the mark, CRLF and quotes, and nothing that a spreadsheet would run', async () => {
    const path = join(folder, '名单.csv')
    await writeCsv(path, [table()])
    expect(readFileSync(path, 'utf8')).toBe(
      [
        '\ufeff给予救助',
        '制表单位：某区人民检察院',
        '文字,件,金额（元）,日期',
        '131002201005202018\t,1,23000.00,2023-04-12',
        `"'=HYPERLINK(""http://x"",""y"")",0,-0.05,`,
        '"甲,""乙""\n丙",,,不详',
        '合计,1,22999.95,',
        '按决定日期统计。',
        '',
      ].join('\r\n'),
    )
    expect(readdirSync(folder)).toEqual(['名单.csv'])
  })

  it('any text comes back as it was, and none of them begins as a formula', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('=', '+', '-', '@', "'", '\t', '\r', '\n', '＝', '0', '1', '12345678901234', 'X', '甲', ' ', '"') }), (text) => {
        const written = csvText(text)
        expect(written).not.toMatch(/^[=+\-@\t\r＝＋－＠]/)
        expect(fromCsvText(written)).toBe(text)
      }),
    )
  })

  it('leaves nothing behind when cancelled or refused, and the old file as it was', async () => {
    const path = join(folder, '旧.csv')
    writeFileSync(path, 'old')
    const rows = Array.from({ length: 5000 }, (_, i) => ({ t: String(i) }))
    let asked = 0
    await expect(writeCsv(path, [table({ rows })], { cancelled: () => ++asked > 3 })).rejects.toMatchObject({ code: 'cancelled' })
    await expect(writeCsv(path, [table()], { beforeItAppears: () => Promise.reject(new Error('not recorded')) })).rejects.toThrow('not recorded')
    expect(readdirSync(folder)).toEqual(['旧.csv'])
    expect(readFileSync(path, 'utf8')).toBe('old')
  })
})
