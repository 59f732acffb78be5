import { figureText } from '../../../db/domain/figureText.ts'
import { formatWan } from '../../../db/domain/money.ts'
import { dimensions } from '../../../db/domain/ownReports.ts'
import type { FigureColumn, FigureTable, FigureUnit, Report, ReportKind } from '../../../db/domain/reportModel.ts'

/** What is drawn of a table: the same figures, never others. `trend`: over time, upright; `parts`: what is compared, lying, long names have room. */
export interface ChartSpec {
  table: string
  title: string
  shape: 'trend' | 'parts'
  /** Parts of one whole on top of each other. */
  stacked: boolean
  unit: FigureUnit
  categories: string[]
  series: { name: string; values: number[] }[]
  /** The figures in words, for whoever cannot see the picture. */
  description: string
}

interface Drawn {
  table: string
  shape: ChartSpec['shape']
  columns: readonly string[]
  stacked?: boolean
}
/** Where people look rather than read: trend, composition, timeliness. */
const drawn: Partial<Record<ReportKind, readonly Drawn[]>> = {
  annual: [
    { table: 'month', shape: 'trend', columns: ['decidedFen', 'paidFen'] },
    { table: 'category', shape: 'parts', columns: ['people'] },
  ],
  years: [{ table: 'year', shape: 'trend', columns: ['grantedFen', 'paidFen'] }],
  groups: [{ table: 'specialGroup', shape: 'parts', columns: ['people'] }],
  sources: [{ table: 'leadSource', shape: 'parts', columns: ['people'] }],
  leads: [{ table: 'source', shape: 'parts', columns: ['received', 'case'] }],
  timeliness: [{ table: 'period', shape: 'parts', columns: ['kept', 'missed'], stacked: true }],
  visits: [{ table: 'month', shape: 'trend', columns: ['due', 'done'] }],
  money: [{ table: 'month', shape: 'trend', columns: ['arrived', 'paid'] }],
}
/** More cannot be told apart in one picture; a single one says nothing. */
const MOST = 40
const FEWEST = 2

/** The charts of a report, those that have something to show. */
export function chartsOf(report: Report): ChartSpec[] {
  const wanted = report.ask.kind === 'own' ? ownCharts(report) : (drawn[report.ask.kind] ?? [])
  return wanted.flatMap((one) => {
    const table = report.tables.find(({ key }) => key === one.table)
    const spec = table && specOf(table, one)
    return spec ? [spec] : []
  })
}

/** Of an own report its first measure, over time where its rows are times. */
function ownCharts({ tables: [table] }: Report): Drawn[] {
  const measure = table?.columns.find(({ key }) => !key.includes('/'))
  if (!table || !measure) return []
  const times: readonly string[] = dimensions.filter(({ key }) => key === 'year' || key === 'quarter' || key === 'month').map(({ label }) => label)
  return [{ table: table.key, shape: times.includes(table.heading) ? 'trend' : 'parts', columns: [measure.key] }]
}

function specOf(table: FigureTable, { shape, columns: keys, stacked = false }: Drawn): ChartSpec | null {
  const columns = keys.flatMap((key): FigureColumn[] => table.columns.filter((column) => column.key === key))
  const unit = columns[0]?.unit
  const { rows } = table
  const some = rows.some(({ values }) => columns.some(({ key }) => (values[key] ?? 0) !== 0))
  if (unit === undefined || rows.length < FEWEST || rows.length > MOST || !some) return null
  const series = columns.map(({ key, label }) => ({ name: nameOf(label, unit), values: rows.map(({ values }) => values[key] ?? 0) }))
  return { table: table.key, title: table.title, shape, stacked, unit, categories: inOneYear(rows.map(({ label }) => label)), series, description: describe(table.title, rows.map(({ label }) => label), series, unit) }
}

/** Months of one year are told apart by the month alone; all twelve have room then. */
function inOneYear(labels: readonly string[]): string[] {
  const year = /^\d{4}年(?=.)/.exec(labels[0] ?? '')?.[0]
  return year !== undefined && labels.every((label) => label.startsWith(year)) ? labels.map((label) => label.slice(year.length)) : [...labels]
}

/** What is counted, with its unit. 元 would not fit on an axis: money is drawn in 万元, exactly. */
const nameOf = (label: string, unit: FigureUnit): string => (unit === 'fen' ? label.replace('（元）', '（万元）') : label.length === 1 ? `${label}数（${label}）` : label)

/** A figure as it stands at a bar or an axis. */
export const chartText = (value: number, unit: FigureUnit): string => (unit === 'fen' ? formatWan(value) : figureText(value, unit))

function describe(title: string, categories: readonly string[], series: ChartSpec['series'], unit: FigureUnit): string {
  const lines = series.map(({ name, values }) => `${name}：${categories.map((label, index) => `${label} ${chartText(values[index] ?? 0, unit)}`).join('，')}`)
  return `${title}图。${lines.join('。')}。`
}
