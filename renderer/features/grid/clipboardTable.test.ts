import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gridColumns } from '../../../db/domain/gridColumns.ts'
import { fitBlock, parseClipboard, toClipboard } from './clipboardTable.ts'

const at = (key: string) => gridColumns.findIndex((column) => column.key === key)

describe('a block from the clipboard', () => {
  it.each([
    ['one cell', '王某', [['王某']]],
    ['rows as Windows ends them, with an end after the last', '甲\t乙\r\n丙\t丁\r\n', [['甲', '乙'], ['丙', '丁']]],
    ['empty cells, also at the ends', '\t乙\t\n\t\t丁', [['', '乙', ''], ['', '', '丁']]],
    ['an empty row in between', '甲\n\n丙\n', [['甲'], [''], ['丙']]],
    ['line breaks, tabs and quotes inside a cell', '甲\t"第一行\n第二行\t""引号"""\t丙\n', [['甲', '第一行\n第二行\t"引号"', '丙']]],
    ['quotes that enclose no cell', '"甲"乙\t丙"\t"丁', [['"甲"乙', '丙"', '"丁']]],
    ['nothing', '', []],
  ])('%s', (_, text, rows) => {
    expect(parseClipboard(text)).toEqual(rows)
  })

  it('comes back as it was copied, whatever its cells hold', () => {
    const cell = fc.string({ unit: fc.constantFrom('甲', 'a', '"', '\t', '\n', ' ', '1'), maxLength: 6 })
    const block = fc.integer({ min: 2, max: 4 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }))
    fc.assert(
      fc.property(block, (rows) => {
        expect(parseClipboard(`${toClipboard(rows)}\n`)).toEqual(rows)
      }),
    )
  })
})

describe('fitting a block into the grid', () => {
  it('puts it where the active cell is, cell by cell', () => {
    expect(fitBlock([['王某', '女'], ['李某']], at('name'))).toEqual({ rows: [['王某', '女'], ['李某', '']], column: at('name'), notes: [] })
  })

  it('leaves the serial numbers and the totals of a ledger out', () => {
    const { rows, column, notes } = fitBlock([['1', '案号甲', '2021-01-01'], ['', '', ''], ['2', '案号乙', '2021-02-01'], ['合计', '', '']], 0)
    expect(rows).toEqual([['案号甲', '2021-01-01'], ['', ''], ['案号乙', '2021-02-01']])
    expect(column).toBe(0)
    expect(notes).toEqual(['序号列没有贴入'])
  })

  it('does not take amounts or a column alone for serial numbers', () => {
    expect(fitBlock([['1'], ['2']], 0).rows).toEqual([['1'], ['2']])
    expect(fitBlock([['20000', '2021-01-01', '2021-02-01']], at('amount')).rows).toEqual([['20000', '2021-01-01', '2021-02-01']])
  })

  it('says what does not fit at the right', () => {
    const { rows, notes } = fitBlock([['甲', '乙', '丙']], gridColumns.length - 1)
    expect(rows).toEqual([['甲']])
    expect(notes.join()).toContain('放不下')
    expect(fitBlock([['甲', '', '']], gridColumns.length - 1).notes).toEqual([])
  })

  it('goes by the headings where they were copied along, in whatever order, and minds a unit of 万元', () => {
    const { rows, column, notes } = fitBlock(
      [['序号', '申请人姓名', '救助金额（万元）', '救助案号', '考核等次'], ['1', '王某', '2.5', '案号甲', '优'], ['合计', '', '2.5', '', '']],
      5,
    )
    expect(column).toBe(0)
    expect(rows).toHaveLength(1)
    expect(rows[0]?.[at('name')]).toBe('王某')
    expect(rows[0]?.[at('amount')]).toBe('2.5万')
    expect(rows[0]?.[at('caseNumber')]).toBe('案号甲')
    expect(rows[0]?.[at('remark')]).toBeUndefined()
    expect(notes).toEqual(['没有用上的列：考核等次'])
  })
})
