import { formatWan, formatYuan } from './money.ts'
import type { FigureCell, FigureColumn, FigureRow, FigureTable } from './reportModel.ts'

/** One figure of the headline as it is shown: a row of the report's first table. */
export interface Headline {
  key: string
  title: string
  /** By which date it counts. */
  byDate: string
  /** Number and unit: 件, 人, 户; money in 万元, exact. */
  parts: { value: string; unit: string }[]
  /** The same money in 元; null where there is none. */
  yuan: string | null
  /** Whether anything is behind it that could be opened. */
  empty: boolean
  /** What it opens: the records of its money, where it has money, otherwise of its cases. */
  cell: FigureCell
}

/** Whether a report's table is a headline: rows that each count by their own date. */
export const isHeadline = ({ rows }: FigureTable): boolean => rows.some(({ note }) => note !== undefined)

export function headlineOf(table: FigureTable): Headline[] {
  return table.rows.map((row) => {
    const own = table.columns.filter(({ key }) => row.values[key] !== null)
    const money = own.find(({ unit }) => unit === 'fen')
    const empty = own.every(({ key }) => row.values[key] === 0)
    return {
      key: row.key,
      title: row.label,
      byDate: row.note ?? '',
      parts: own.map((column) => part(row, column)),
      yuan: money && !empty ? `${formatYuan(row.values[money.key] ?? 0)} 元` : null,
      empty,
      cell: { table: table.key, row: row.key, column: (money ?? own[0])?.key ?? '' },
    }
  })
}

function part({ values }: FigureRow, { key, label, unit }: FigureColumn): Headline['parts'][number] {
  const value = values[key] ?? 0
  return unit === 'fen' ? { value: formatWan(value), unit: '万元' } : { value: String(value), unit: label }
}
