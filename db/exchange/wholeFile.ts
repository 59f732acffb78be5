import { isLegalDate } from '../domain/dates.ts'
import { CasebookError } from '../domain/errors.ts'
import type { Tables } from '../store/tables.ts'
import type { CellValue, TableModel } from '../documents/tableModel.ts'
import type { Sheet, Table } from './cells.ts'
import { wholeTables } from './wholeTables.ts'
import type { WholeColumn } from './wholeTables.ts'
import type { WholeRecords, WholeRow } from './wholeRecords.ts'

/** Everything as a workbook: one sheet a table, and back. */

/** Of the layout of the workbook; a reader takes this one and none of a later program. */
export const wholeFormat = 1
const title = '司法救助台账全部数据'
const coverName = '说明'
/** Longer texts do not fit into a cell. */
const LONGEST = 32_000

/** `重伤或严重残疾〔injury〕`: read by people, and exact. */
const codeText = ({ word }: WholeColumn, code: string): string => `${word(code) ?? ''}〔${code}〕`

/** One value as it is written into a sheet or a .csv file. */
export function written(column: WholeColumn, value: string | number | null): CellValue {
  if (value === null) return null
  if (column.kind === 'flag') return value === 1 ? '是' : '否'
  if (column.kind === 'code') return codeText(column, String(value))
  return value
}

/** @throws CasebookError 'invalid' where a text is longer than a cell can hold */
export function wholeSheets(records: WholeRecords, { officeName, exportedAt, exportedBy }: { officeName: string; exportedAt: string; exportedBy: string }): TableModel[] {
  const cover: TableModel = {
    name: coverName,
    title,
    subtitle: [`格式 ${wholeFormat}`, `${officeName}　导出时间 ${exportedAt}　导出人 ${exportedBy}`, '本文件没有加密，含有完整的证件号码、电话和账号，用完请妥善保管或删除。'],
    columns: [
      { key: 'name', label: '工作表', kind: 'text' },
      { key: 'rows', label: '行数', kind: 'count' },
      { key: 'columns', label: '各列', kind: 'text', width: 80 },
    ],
    rows: wholeTables.map(({ table, name, columns }) => ({ name, rows: records.get(table)?.length ?? 0, columns: columns.map(({ label }) => label).join('、') })),
    notes: ['金额单位为元。括号〔〕里的是代码，请勿改动；编号把各表的记录连在一起，请勿改动。附件目录只列文件名称，文件本身不在本表内。'],
    orientation: 'landscape',
  }
  return [cover, ...wholeTables.map(({ table, name, columns }): TableModel => {
    const list = records.get(table) ?? []
    for (const [index, row] of list.entries()) {
      const long = columns.find((column) => String(row[column.name] ?? '').length > LONGEST)
      if (long) throw new CasebookError('invalid', `没有导出：“${name}”第 ${index + 1} 条的“${long.label}”超过 ${LONGEST} 个字，放不进表格的一格。请先在台账里把这段文字改短，或改为附件，再导出。`)
    }
    return {
      name,
      title: name,
      subtitle: [],
      columns: columns.map((column) => ({ key: column.name, label: column.label, kind: column.kind === 'fen' ? 'yuan' : column.kind === 'count' ? 'count' : 'text', ...(column.name.endsWith('id') && { width: 12 }) })),
      rows: list.map((row) => Object.fromEntries(columns.map((column) => [column.name, written(column, row[column.name] ?? null)]))),
      notes: [],
      orientation: 'landscape',
      frozenColumns: 1,
    }
  })]
}

export interface WholeFault {
  sheet: string
  /** Of the sheet, from 1. */
  row: number
  message: string
}

/** Whether the file is such a workbook, of whatever format. */
export const isWholeWorkbook = ({ sheets }: Pick<Table, 'sheets'>): boolean => sheets.some(({ name, rows }) => name === coverName && rows[0]?.[0]?.text === title)

function parse({ kind, label, codes }: WholeColumn, text: string): string | number | null {
  const bad = (want: string) => new CasebookError('invalid', `“${label}”应为${want}，现在是“${text}”`)
  if (text === '') return null
  switch (kind) {
    case 'flag':
      if (text !== '是' && text !== '否') throw bad('“是”或“否”')
      return text === '是' ? 1 : 0
    case 'code': {
      const code = /〔([^〔〕]+)〕$/.exec(text)?.[1]
      if (code === undefined || (codes && !codes.includes(code))) throw bad('导出时带〔代码〕的内容')
      return code
    }
    case 'date':
      if (!isLegalDate(text)) throw bad('日期（如 2026-05-08）')
      return text
    case 'fen':
      if (!/^-?\d+(\.\d{1,2})?$/.test(text)) throw bad('金额（元，最多两位小数）')
      return Math.round(Number(text) * 100)
    case 'count':
      if (!/^-?\d+$/.test(text)) throw bad('整数')
      return Number(text)
    default:
      return text
  }
}

function rowsOf({ rows, name }: Sheet, columns: readonly WholeColumn[], faults: WholeFault[]): { row: number; values: WholeRow }[] {
  const top = rows.slice(0, 5).findIndex((row) => columns.every(({ label }) => row.some((cell) => cell.text === label)))
  if (top < 0) throw new CasebookError('invalid', `工作表“${name}”的列标题与导出时不一样，没有读入任何内容。请用导出后没有改过列标题的文件。`)
  const at = columns.map(({ label }) => rows[top]?.findIndex((cell) => cell.text === label) ?? -1)
  return rows.slice(top + 1).flatMap((cells, index) => {
    if (cells.every(({ text }) => text === '')) return []
    const row = top + 2 + index
    const values: WholeRow = {}
    for (const [place, column] of columns.entries()) {
      try {
        values[column.name] = parse(column, cells[at[place] ?? -1]?.text ?? '')
      } catch (thrown) {
        if (!(thrown instanceof CasebookError)) throw thrown
        faults.push({ sheet: name, row, message: thrown.message })
        values[column.name] = null
      }
    }
    return [{ row, values }]
  })
}

/** What the workbook holds, with the row of the sheet each record stands in, and the cells that cannot be. @throws CasebookError 'invalid' where it is no such workbook, or lacks a sheet or column */
export function readWorkbook(table: Table): { records: WholeRecords; places: Map<WholeRow, { sheet: string; row: number }>; faults: WholeFault[]; source: string } {
  const cover = table.sheets.find(({ name }) => name === coverName)
  if (!cover || !isWholeWorkbook(table)) {
    throw new CasebookError('invalid', '这不是由本程序“全部数据导出”得到的文件，没有读入任何内容。平常的台账请在“台账导入”里导入。')
  }
  const format = Number(/^格式 (\d+)$/.exec(cover.rows[1]?.[0]?.text ?? '')?.[1])
  if (format !== wholeFormat) throw new CasebookError('newer', '这个文件的格式与本程序不同，可能由更新版本的程序导出，没有读入任何内容。请用同一版本的程序读入。')
  const records: WholeRecords = new Map<keyof Tables, WholeRow[]>()
  const places = new Map<WholeRow, { sheet: string; row: number }>()
  const faults: WholeFault[] = []
  for (const { table: to, name, columns, listedOnly } of wholeTables) {
    if (listedOnly) continue
    const sheet = table.sheets.find((one) => one.name === name)
    if (!sheet) throw new CasebookError('invalid', `文件里没有工作表“${name}”，没有读入任何内容。请用导出后没有删过工作表的文件。`)
    const read = rowsOf(sheet, columns, faults)
    for (const { row, values } of read) places.set(values, { sheet: name, row })
    records.set(to, read.map(({ values }) => values))
  }
  return { records, places, faults, source: cover.rows[2]?.[0]?.text ?? '' }
}
