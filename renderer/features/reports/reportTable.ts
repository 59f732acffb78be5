import { formatWan, formatYuan } from '../../../db/domain/money.ts'
import type { AnnualReport, Basis, ReportCell, ReportRow, ReportTable, ReportTotals } from '../../../db/domain/reportModel.ts'

/** What screen and print show of a report, so that they cannot disagree. */

export type HeadlineKey = keyof ReportTotals

/** One figure of the headline: each by its own date. */
export interface Headline {
  key: HeadlineKey
  title: string
  /** By which date it counts. */
  byDate: string
  /** Number and unit: 件, 人, 户; money in 万元, exact. */
  parts: { value: string; unit: string }[]
  /** The same money in 元; null where there is none. */
  yuan: string | null
  /** Whether anything is behind it that could be opened. */
  empty: boolean
}

const part = (value: number, unit: string) => ({ value: String(value), unit })

export function headlineOf({ accepted, granted, refused, paid, joint, typical }: ReportTotals): Headline[] {
  return [
    { key: 'accepted', title: '受理', byDate: '按受理日期', parts: [part(accepted.cases, '件'), part(accepted.people, '人')], yuan: null, empty: accepted.cases === 0 },
    {
      key: 'granted',
      title: '给予救助',
      byDate: '按决定日期',
      parts: [part(granted.cases, '件'), part(granted.people, '人'), part(granted.households, '户'), { value: formatWan(granted.fen), unit: '万元' }],
      yuan: `${formatYuan(granted.fen)} 元`,
      empty: granted.cases === 0,
    },
    { key: 'refused', title: '不予救助', byDate: '按决定日期', parts: [part(refused.cases, '件'), part(refused.people, '人')], yuan: null, empty: refused.cases === 0 },
    {
      key: 'paid',
      title: '本院发放',
      byDate: '按发放日期',
      parts: [part(paid.cases, '件'), part(paid.people, '人'), { value: formatWan(paid.fen), unit: '万元' }],
      yuan: `${formatYuan(paid.fen)} 元`,
      // Money returned may leave a sum without anybody being counted.
      empty: paid.cases === 0 && paid.fen === 0,
    },
    {
      key: 'joint',
      title: '联合救助总额',
      byDate: '按决定日期，含其他单位',
      parts: [part(joint.cases, '件'), { value: formatWan(joint.fen), unit: '万元' }],
      yuan: joint.cases === 0 ? null : `${formatYuan(joint.fen)} 元`,
      empty: joint.cases === 0,
    },
    { key: 'typical', title: '典型案例', byDate: '按公布日期', parts: [part(typical, '件')], yuan: null, empty: typical === 0 },
  ]
}

export const basisNames: Record<Basis, string> = { accepted: '受理', decided: '决定', paid: '发放' }
/** What the break-downs count, in one line. The headline does not depend on it. */
export const basisMeanings: Record<Basis, string> = {
  accepted: '下面的分项表统计：受理日期在期间内、已决定给予救助的案件和人员。上面的总数各按自己的日期，不随口径变化。',
  decided: '下面的分项表统计：给予救助的决定日期在期间内的案件和人员。上面的总数各按自己的日期，不随口径变化。',
  paid: '下面的分项表统计：期间内实际发放的案件和人员，退回、追回按发生日期扣减。上面的总数各按自己的日期，不随口径变化。',
}

export type FigureKey = 'events' | 'cases' | 'people' | 'decidedFen' | 'paidFen'
export interface FigureColumn {
  key: FigureKey
  label: string
  money: boolean
}

const eventColumns = (unit: string): FigureColumn[] => [
  { key: 'events', label: unit, money: false },
  { key: 'cases', label: '件', money: false },
  { key: 'people', label: '人', money: false },
]
const moneyColumns: FigureColumn[] = [
  { key: 'cases', label: '件', money: false },
  { key: 'people', label: '人', money: false },
  { key: 'decidedFen', label: '决定额（元）', money: true },
  { key: 'paidFen', label: '发放额（元）', money: true },
]

/** Visits and measures are counted as events, everything else in cases, people and money. */
export function columnsOf({ key }: Pick<ReportTable, 'key'>): readonly FigureColumn[] {
  if (key === 'visit') return eventColumns('次')
  if (key === 'measure') return eventColumns('人次')
  return moneyColumns
}

export function figureText(row: ReportRow, { key, money }: FigureColumn): string {
  return money ? formatYuan(row[key]) : String(row[key])
}

/** Heading of the first column. */
export const rowHeadings: Record<ReportTable['key'], string> = {
  month: '月份',
  category: '救助情形',
  specialGroup: '特殊群体',
  leadSource: '线索来源',
  charge: '原案案由',
  visit: '回访方式',
  measure: '措施',
}

/** The last row, only where rows do not overlap; null elsewhere, and for a table without rows. */
export function totalOf(table: ReportTable): ReportRow | null {
  if (!table.exclusive || table.rows.length === 0) return null
  const sum = (key: FigureKey) => table.rows.reduce((total, row) => total + row[key], 0)
  return { key: ALL_ROWS, label: '合计', cases: sum('cases'), people: sum('people'), decidedFen: sum('decidedFen'), paidFen: sum('paidFen'), events: sum('events') }
}

/** The row of a total. No code is written like this. */
export const ALL_ROWS = '*'

/** A cell in the page's address, `category/injury`, so that coming back from a case finds its list open. */
export function cellName({ table, row }: ReportCell): string {
  return `${table}/${row}`
}

/** The cell of that name, where this report has it. */
export function findCell(report: AnnualReport, name: unknown): OpenedCell | null {
  if (typeof name !== 'string') return null
  const cut = name.indexOf('/')
  const [tableKey, rowKey] = [name.slice(0, cut), name.slice(cut + 1)]
  if (tableKey === 'totals') {
    const headline = headlineOf(report.totals).find(({ key }) => key === rowKey)
    if (!headline) return null
    return { cells: [{ table: 'totals', row: rowKey }], title: headline.title, figures: headline.parts.map(({ value, unit }) => `${value} ${unit}`).join(' '), note: headline.byDate }
  }
  const table = report.tables.find(({ key }) => key === tableKey)
  const row = table && (rowKey === ALL_ROWS ? totalOf(table) : (table.rows.find(({ key }) => key === rowKey) ?? null))
  if (!table || !row) return null
  const rows = rowKey === ALL_ROWS ? table.rows.map(({ key }) => key) : [rowKey]
  return {
    cells: rows.map((key) => ({ table: table.key, row: key })),
    title: rowKey === ALL_ROWS ? `${table.title}：合计` : `${rowHeadings[table.key]}：${row.label}`,
    figures: figuresOf(table, row),
    note: `按${basisNames[report.basis]}日期`,
  }
}

export interface OpenedCell {
  /** The cells whose records it shows: several for a total. */
  cells: ReportCell[]
  title: string
  /** The figures as they stand in the report. */
  figures: string
  note: string
}

function figuresOf(table: ReportTable, row: ReportRow): string {
  return columnsOf(table)
    .map((column) => (column.money ? `${column.key === 'decidedFen' ? '决定' : '发放'} ${formatYuan(row[column.key])} 元` : `${row[column.key]} ${column.label}`))
    .join(' · ')
}
