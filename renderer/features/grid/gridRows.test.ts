import { describe, expect, it } from 'vitest'
import { GRID_ROWS, gridColumns } from '../../../db/domain/gridColumns.ts'
import { clear, effectiveRows, fillDown, insertRow, pasteBlock, proposals, removeRows, shownRow, write } from './gridRows.ts'
import type { GridRow } from './gridRows.ts'

const at = (key: string) => gridColumns.findIndex((column) => column.key === key)
const cell = (row: number, key: string, text: string | null) => ({ row, column: at(key), text })
const first = write([], [cell(0, 'caseNumber', '甲'), cell(0, 'officer', '张'), cell(0, 'leadSource', '妇联'), cell(0, 'remark', '备注')])

describe('proposals', () => {
  it('offer the repeating columns of the row above, and no others', () => {
    const offered = proposals(first)[1]
    expect(offered?.[at('officer')]).toBe('张')
    expect(offered?.[at('leadSource')]).toBe('妇联')
    expect(offered?.[at('remark')]).toBe('')
    expect(offered?.[at('caseNumber')]).toBe('')
  })

  it('count only once the row is used, and go on from row to row', () => {
    expect(effectiveRows(first)).toHaveLength(1)
    const rows = write(first, [cell(1, 'caseNumber', '乙'), cell(2, 'caseNumber', '丙')])
    expect(effectiveRows(rows).map((row) => row[at('officer')])).toEqual(['张', '张', '张'])
  })

  it('give way to what is typed, and that is offered from there on', () => {
    const rows = write(first, [cell(1, 'caseNumber', '乙'), cell(1, 'officer', '李'), cell(2, 'caseNumber', '丙')])
    expect(effectiveRows(rows).map((row) => row[at('officer')])).toEqual(['张', '李', '李'])
  })

  it('are refused with Delete, and stay refused', () => {
    const block = { top: 1, bottom: 1, left: at('officer'), right: at('officer') }
    const rows = clear(write(first, [cell(1, 'caseNumber', '乙')]), block)
    expect(effectiveRows(rows)[1]?.[at('officer')]).toBe('')
    expect(effectiveRows(clear(clear(first, block), block))).toEqual([...effectiveRows(first), gridColumns.map(() => '')])
  })

  it('pass over an empty row', () => {
    const rows = write(first, [cell(3, 'caseNumber', '乙')])
    expect(effectiveRows(rows)[3]?.[at('officer')]).toBe('张')
    expect(effectiveRows(rows)[1]).toEqual(gridColumns.map(() => ''))
  })

  it('are not laid over pasted cells', () => {
    const rows = pasteBlock(first, { row: 1, column: 0 }, [gridColumns.map(({ key }) => (key === 'caseNumber' ? '乙' : ''))]) ?? []
    expect(effectiveRows(rows)[1]?.[at('officer')]).toBe('')
  })
})

describe('changes', () => {
  it('fill down from the row above, with what is offered there', () => {
    const rows = write(first, [cell(1, 'caseNumber', '乙')])
    const one = { top: 2, bottom: 2, left: at('officer'), right: at('officer') }
    expect(shownRow(fillDown(rows, one), 2)[at('officer')]).toBe('张')
    const several = { top: 0, bottom: 3, left: at('remark'), right: at('remark') }
    expect(fillDown(rows, several).map((row) => row[at('remark')])).toEqual(['备注', '备注', '备注', '备注'])
    expect(fillDown(rows, { top: 0, bottom: 0, left: 0, right: 0 })).toBe(rows)
  })

  it('paste all or nothing: never past the last row', () => {
    expect(pasteBlock(first, { row: GRID_ROWS - 1, column: 0 }, [['甲'], ['乙']])).toBeNull()
    expect(pasteBlock(first, { row: GRID_ROWS - 2, column: 0 }, [['甲'], ['乙']])).toHaveLength(GRID_ROWS)
  })

  it('leave cells alone that a block says nothing of', () => {
    const rows = pasteBlock(first, { row: 0, column: 0 }, [[undefined, '2021-01-01']])
    expect(rows?.[0]?.slice(0, 2)).toEqual(['甲', '2021-01-01'])
  })

  it('insert and remove rows; untouched ones at the end fall away', () => {
    const rows: readonly GridRow[] = write(first, [cell(1, 'caseNumber', '乙')])
    const wider = insertRow(rows, 1) ?? []
    expect(wider.map((row) => row[at('caseNumber')])).toEqual(['甲', null, '乙'])
    expect(removeRows(wider, 2, 2)).toEqual(first)
    expect(clear(rows, { top: 1, bottom: 1, left: 0, right: 0 })).toEqual(first)
  })
})
