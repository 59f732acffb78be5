import { yearPeriod, statisticalYear } from '../../domain/periods.ts'
import type { FigureColumn, FigureRow } from '../../domain/reportModel.ts'
import { noSuchCell } from '../definition.ts'
import type { Asked, CellRecords, ReportDefinition } from '../definition.ts'
import { scopesOf } from '../population.ts'
import type { Db } from '../population.ts'
import { everythingOf, recordsOf } from '../records.ts'
import { TOTALS, headline } from '../totals.ts'
import type { ReportTotals } from '../totals.ts'

interface YearColumn extends FigureColumn {
  /** The figure of the annual report it is, and the records it opens there. */
  of: (totals: ReportTotals) => number
  row: keyof ReportTotals
  column: 'cases' | 'people' | 'decidedFen' | 'paidFen'
}
const columns: readonly YearColumn[] = [
  { key: 'acceptedCases', label: '受理（件）', unit: 'count', row: 'accepted', column: 'cases', of: ({ accepted }) => accepted.cases },
  { key: 'acceptedPeople', label: '受理（人）', unit: 'count', row: 'accepted', column: 'people', of: ({ accepted }) => accepted.people },
  { key: 'grantedCases', label: '给予（件）', unit: 'count', row: 'granted', column: 'cases', of: ({ granted }) => granted.cases },
  { key: 'grantedPeople', label: '给予（人）', unit: 'count', row: 'granted', column: 'people', of: ({ granted }) => granted.people },
  { key: 'grantedFen', label: '决定额（元）', unit: 'fen', row: 'granted', column: 'decidedFen', of: ({ granted }) => granted.fen },
  { key: 'refusedCases', label: '不予（件）', unit: 'count', row: 'refused', column: 'cases', of: ({ refused }) => refused.cases },
  { key: 'paidPeople', label: '发放（人）', unit: 'count', row: 'paid', column: 'people', of: ({ paid }) => paid.people },
  { key: 'paidFen', label: '发放额（元）', unit: 'fen', row: 'paid', column: 'paidFen', of: ({ paid }) => paid.fen },
]
/** 增减 and 同比: more or less than the year before, by how many and by which share. */
const changes = ['grantedCases', 'grantedFen', 'paidFen'] as const
const changeKey = (key: string) => `${key}Change`
const differenceKey = (key: string) => `${key}Difference`

function yearsOf({ period, startsOn }: Asked): number[] {
  const [first, last] = [statisticalYear(period.from, startsOn), statisticalYear(period.to, startsOn)]
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

async function totalsOf(db: Db, year: number, { startsOn }: Asked): Promise<ReportTotals> {
  return (await headline(db, await scopesOf(db, yearPeriod(year, startsOn), startsOn))).totals
}

/** The headline of every statistical year that the period touches, each whole, with the change from the year before. */
export const years: ReportDefinition = {
  keys: ['year'],
  async make(db, asked) {
    const notes = ['每一年都是完整的统计年度，与该年的年度统计表一致；同一案件可能分别计入不同年度，各年的件数、人数不能相加。', '增减＝本年－上年，同比＝（本年－上年）÷ 上年；上年为零的不计算同比。']
    const list = yearsOf(asked)
    const totals = new Map<number, ReportTotals>()
    for (const year of [(list[0] ?? 0) - 1, ...list]) totals.set(year, await totalsOf(db, year, asked))
    const rows = list.map((year): FigureRow => {
      const [now, before] = [totals.get(year), totals.get(year - 1)]
      const values: FigureRow['values'] = Object.fromEntries(columns.map(({ key, of }) => [key, now ? of(now) : null]))
      for (const key of changes) {
        const of = columns.find((column) => column.key === key)?.of
        const [a, b] = [now && of ? of(now) : 0, before && of ? of(before) : 0]
        values[differenceKey(key)] = before ? a - b : null
        values[changeKey(key)] = b === 0 ? null : Math.round(((a - b) * 1000) / b)
      }
      return { key: String(year), label: `${year}年`, values }
    })
    const shown = columns.flatMap(({ key, label, unit }): FigureColumn[] => [{ key, label, unit }, ...(changes.some((one) => one === key) ? [{ key: differenceKey(key), label: '增减', unit, opens: false as const }, { key: changeKey(key), label: '同比', unit: 'permille' as const, opens: false as const }] : [])])
    return { notes, tables: [{ key: 'year', title: '各年度', note: '受理按受理日期，给予、不予按决定日期，发放按发放日期；各年不能相加。', heading: '年度', columns: shown, rows, total: null, exclusive: false }] }
  },
  async records(db, asked, { row, column }) {
    const found = columns.find(({ key }) => key === column)
    const year = yearsOf(asked).find((one) => String(one) === row)
    if (!found || year === undefined) throw noSuchCell()
    return recordsOf(db, await scopesOf(db, yearPeriod(year, asked.startsOn), asked.startsOn), 'decided', { table: TOTALS, row: found.row, column: found.column })
  },
  async everything(db, asked) {
    const rows: CellRecords[string] = {}
    for (const year of yearsOf(asked)) {
      const totals = (await everythingOf(db, await scopesOf(db, yearPeriod(year, asked.startsOn), asked.startsOn, asked.caseId), 'decided', [TOTALS]))[TOTALS]
      rows[String(year)] = Object.fromEntries(columns.map(({ key, row, column }) => [key, totals?.[row]?.[column] ?? []]))
    }
    return { year: rows }
  },
}
