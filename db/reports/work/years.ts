import { yearPeriod, statisticalYear } from '../../domain/periods.ts'
import type { LegalDate } from '../../domain/records.ts'
import type { FigureColumn, FigureRow } from '../../domain/reportModel.ts'
import { rows } from '../../store/store.ts'
import { noSuchCell } from '../definition.ts'
import type { Asked, CellRecords, ReportDefinition } from '../definition.ts'
import { scopesOf } from '../population.ts'
import type { Db } from '../population.ts'
import { everyTotal, totalsRecords } from '../headlineRecords.ts'
import { headline } from '../totals.ts'
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
const changes: Readonly<Record<string, string>> = { grantedCases: '给予件数', grantedFen: '决定额', paidFen: '发放额' }
const changeKey = (key: string) => `${key}Change`
const differenceKey = (key: string) => `${key}Difference`

function yearsOf({ period, startsOn }: Asked): number[] {
  const [first, last] = [statisticalYear(period.from, startsOn), statisticalYear(period.to, startsOn)]
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

async function totalsOf(db: Db, year: number, { startsOn }: Asked): Promise<ReportTotals> {
  return (await headline(db, await scopesOf(db, yearPeriod(year, startsOn), startsOn))).totals
}

/** The statistical year in which the ledger begins: of a year before it nothing is known, which is not nought. */
async function firstYear(db: Db, { startsOn }: Asked): Promise<number> {
  // Each walks its own index and stops at the first of a case that is there.
  const earliest = (column: string, from: string) => `select * from (select ${column} as day from ${from} c.deleted_at is null and ${column} is not null order by ${column} limit 1)`
  const found = await rows<{ day: LegalDate }>(
    db,
    [
      earliest('c.accepted_on', 'relief_case c where'),
      earliest('d.decided_on', 'decision d cross join relief_case c on c.id = d.case_id where d.deleted_at is null and'),
      earliest('e.happened_on', 'disbursement e cross join relief_case c on c.id = e.case_id where'),
    ].join(' union all '),
    [],
  )
  return Math.min(...found.map(({ day }) => statisticalYear(day, startsOn)))
}

/** The headline of every statistical year that the period touches, each whole, with the change from the year before. */
export const years: ReportDefinition = {
  keys: ['year'],
  async make(db, asked) {
    const notes = ['每一年都是完整的统计年度，与该年的年度统计表一致；同一案件可能分别计入不同年度，各年的件数、人数不能相加。', '增减＝本年－上年，同比＝（本年－上年）÷ 上年；上年为零的不计算同比，台账里没有上年的不计算增减。']
    const list = yearsOf(asked)
    const begins = await firstYear(db, asked)
    const totals = new Map<number, ReportTotals>()
    for (const year of [(list[0] ?? 0) - 1, ...list]) totals.set(year, await totalsOf(db, year, asked))
    const lines = list.map((year): FigureRow => {
      const [now, before] = [totals.get(year), year > begins ? totals.get(year - 1) : undefined]
      const values: FigureRow['values'] = Object.fromEntries(columns.map(({ key, of }) => [key, now ? of(now) : null]))
      for (const key of Object.keys(changes)) {
        const of = columns.find((column) => column.key === key)?.of
        const [a, b] = [now && of ? of(now) : 0, before && of ? of(before) : 0]
        values[differenceKey(key)] = before ? a - b : null
        values[changeKey(key)] = b === 0 ? null : Math.round(((a - b) * 1000) / b)
      }
      return { key: String(year), label: `${year}年`, values }
    })
    const shown = columns.flatMap(({ key, label, unit }): FigureColumn[] => [{ key, label, unit }, ...(changes[key] === undefined ? [] : [{ key: differenceKey(key), label: `${changes[key]}增减`, unit, opens: false as const }, { key: changeKey(key), label: `${changes[key]}同比`, unit: 'permille' as const, opens: false as const }])])
    return { notes, tables: [{ key: 'year', title: '各年度', note: '受理按受理日期，给予、不予按决定日期，发放按发放日期；各年不能相加。', heading: '年度', columns: shown, rows: lines, total: null, exclusive: false }] }
  },
  async records(db, asked, { row, column }) {
    const found = columns.find(({ key }) => key === column)
    const year = yearsOf(asked).find((one) => String(one) === row)
    if (!found || year === undefined) throw noSuchCell()
    return totalsRecords(db, await scopesOf(db, yearPeriod(year, asked.startsOn), asked.startsOn), found)
  },
  async everything(db, asked) {
    const cells: CellRecords[string] = {}
    for (const year of yearsOf(asked)) {
      const totals = await everyTotal(db, await scopesOf(db, yearPeriod(year, asked.startsOn), asked.startsOn, asked.caseId))
      cells[String(year)] = Object.fromEntries(columns.map(({ key, row, column }) => [key, totals[row]?.[column] ?? []]))
    }
    return { year: cells }
  },
}
