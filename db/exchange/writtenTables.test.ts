import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeTables } from '../documents/tableFiles.ts'
import type { TableModel } from '../documents/tableModel.ts'
import { readTable } from './readTable.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'casebook-written-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const table = (more: Partial<TableModel> = {}): TableModel => ({
  name: '名单',
  title: '给予救助',
  subtitle: ['制表单位：某区人民检察院'],
  columns: [
    { key: 'paper', label: '统一受案号', kind: 'text' },
    { key: 'text', label: '文字', kind: 'text' },
    { key: 'fen', label: '金额（元）', kind: 'yuan' },
  ],
  rows: [
    { paper: '131002201005202018', text: '=HYPERLINK("http://x","y")', fen: 2_300_001 },
    { paper: '007', text: "甲,\"乙\"\n'丙", fen: -5 },
  ],
  notes: [],
  orientation: 'portrait',
  ...more,
})

describe('tables that were written are read as they were', () => {
  it.each(['xlsx', 'csv'])('.%s: long numbers whole, texts as they are, a table of no rows', async (ending) => {
    const path = join(folder, `统计表（2023年）.${ending}`)
    await writeTables(path, { title: '统计', officeName: '某院', tables: [table({ heading: '有' }), table({ heading: '无', rows: [] })], signatures: [] })
    const { sheets } = await readTable(path)
    const texts = sheets.flatMap(({ rows }) => rows.map((row) => row.map(({ text }) => text)))
    expect(texts).toContainEqual(['131002201005202018', '=HYPERLINK("http://x","y")', expect.stringMatching(/^23000\.01$/)])
    expect(texts).toContainEqual(['007', "甲,\"乙\"\n'丙", '-0.05'])
    expect(texts.at(-1)).toEqual(['统一受案号', '文字', '金额（元）'])
  })
})
