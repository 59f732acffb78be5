import { describe, expect, it } from 'vitest'
import { gridColumns } from '../../../db/domain/gridColumns.ts'
import type { ImportReport, ImportRowReport } from '../../../db/operations/contract.ts'
import { columnHelp, firstStop, rowLine, totalsOf, wordsByCell } from './gridWords.ts'

const at = (key: string) => gridColumns.findIndex((column) => column.key === key)
const understood = { caseNumber: '甲', name: '王某', result: '给予救助', fen: 2_000_000, dates: '受理 2021-03-05' }
const row = (more: Partial<ImportRowReport>): ImportRowReport => ({ row: 1, kind: 'ok', reasons: [], stops: [], asks: [], mended: false, cells: [], becomes: [], understood, ...more })
const wrongDate = '决定日期：没有 2021-02-30 这一天'
const noPaper = '身份证号码：没有证件号码，按无证件读入'
const broken = row({ row: 3, kind: 'error', reasons: [noPaper, wrongDate, '与第 1 行是同一案件的同一个人'], stops: [wrongDate, '与第 1 行是同一案件的同一个人'] })

describe('words beside the cells', () => {
  it('stand at the column they speak of, red only where they stop', () => {
    const words = wordsByCell(broken)
    expect(words.get(at('decidedOn'))).toEqual({ tone: 'stop', reasons: [wrongDate] })
    expect(words.get(at('paper'))).toEqual({ tone: 'warning', reasons: [noPaper] })
    expect(words.get(-1)?.tone).toBe('stop')
  })

  it('an amount keeps its unit in the heading', () => {
    expect(wordsByCell(row({ kind: 'error', reasons: ['救助金额（元）：没有看懂'], stops: ['救助金额（元）：没有看懂'] })).has(at('amount'))).toBe(true)
  })

  it('what is out of order stands at the later date', () => {
    expect(wordsByCell(row({ kind: 'warning', reasons: ['发放日期 2021-01-01 早于决定日期 2021-02-01，已照原样读入，请核对'] })).has(at('paidOn'))).toBe(true)
  })
})

describe('one line for a row', () => {
  it('says first what is wrong, else what was understood', () => {
    expect(rowLine(broken)).toEqual({ tone: 'stop', text: `${wrongDate}；与第 1 行是同一案件的同一个人` })
    expect(rowLine(row({}))).toEqual({ tone: 'good', text: '给予救助 20,000.00 元 · 受理 2021-03-05' })
    expect(rowLine(row({ kind: 'skip', reasons: ['空行'], understood: null }))).toEqual({ tone: 'plain', text: '' })
    expect(rowLine(row({ kind: 'skip', reasons: ['已在台账中，不再保存'] })).text).toBe('已在台账中，不再保存')
  })
})

describe('the totals', () => {
  it('count what can be saved, what stops, and what is there already', () => {
    const report = { rows: [row({}), row({ row: 2, kind: 'skip', reasons: ['已在台账中，不再保存'] }), broken], toImport: { cases: 1, people: 1, fen: 2_000_000 }, blocking: 1 } as ImportReport
    expect(totalsOf(report)).toEqual({ cases: 1, people: 1, fen: 2_000_000, stopped: 1, known: 1 })
    expect(firstStop(report)).toEqual({ row: 2, column: at('decidedOn') })
    expect(totalsOf(null).cases).toBe(0)
  })
})

it('every column says what may be typed, but free texts', () => {
  const silent = gridColumns.filter((column) => columnHelp(column) === '').map(({ key }) => key)
  expect(silent).toEqual(['name', 'phone', 'officer', 'remark'])
  expect(columnHelp(gridColumns[at('category')] ?? { key: '', heading: '', kind: 'text' })).toContain('重伤或严重残疾')
})
