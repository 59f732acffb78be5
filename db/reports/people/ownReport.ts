import { CasebookError } from '../../domain/errors.ts'
import { dimensions, ownMeasures } from '../../domain/ownReports.ts'
import type { DimensionKey, OwnDefinition, OwnMeasureKey } from '../../domain/ownReports.ts'
import { ALL } from '../../domain/reportModel.ts'
import type { Basis } from '../../domain/reportModel.ts'
import type { Asked, ReportDefinition } from '../definition.ts'
import { NONE, noSuchCell } from '../definition.ts'
import type { Db } from '../population.ts'
import { basisLabels } from '../wording.ts'
import { everythingIn, recordsIn, tableOf } from '../work/engine.ts'
import type { Measure, TableDefinition } from '../work/engine.ts'
import { byDimension, dimensionOf } from './dimensions.ts'
import { peopleFacts } from './facts.ts'
import type { PersonFact } from './personFact.ts'
import { measureOf } from './measures.ts'

/** The table of an own report. */
export const OWN = 'own'
/** More side by side can neither be read nor printed. */
const MOST_COLUMNS = 24

export const wholeBasis: Record<Basis, string> = {
  accepted: '受理日期在统计期间内的案件的全部救助申请人；发放额为截至目前实际发放的净额。',
  decided: '决定日期在统计期间内、已决定给予或不予救助的人员；发放额为截至目前实际发放的净额。',
  paid: '统计期间内发放、退回或追回过救助金的人员；件数、人数、户数只计净额大于零的，发放额为期间内的净额。',
}
const overlaps = (key: DimensionKey | null): boolean => dimensions.some((one) => one.key === key && 'overlaps' in one)
const nameOf = (key: DimensionKey): string => dimensions.find((one) => one.key === key)?.label ?? key

const valuesOf = (fact: PersonFact, key: DimensionKey): readonly (string | null)[] => fact.keys[key] ?? [null]
const passes = (fact: PersonFact, { filters }: OwnDefinition): boolean => filters.every(({ dimension, values }) => valuesOf(fact, dimension).some((value) => values.includes(value)))

async function factsOf(db: Db, asked: Asked, own: OwnDefinition, named: boolean): Promise<PersonFact[]> {
  const wanted = [own.rows, ...(own.columns === null ? [] : [own.columns]), ...own.filters.map(({ dimension }) => dimension)]
  return (await peopleFacts(db, asked, { dimensions: wanted, measures: own.measures, named })).filter((fact) => passes(fact, own))
}

/** The people of one value of the columns' dimension. */
function under(column: DimensionKey, key: string | null, asked: Asked) {
  return { key: key ?? NONE, label: dimensionOf[column].label(key, asked), holds: (fact: PersonFact) => valuesOf(fact, column).includes(key) }
}

/** The measures, under each value of the columns' dimension and then of all together. @throws CasebookError 'invalid' where there are too many */
function measuresOf({ columns, measures }: OwnDefinition, facts: readonly PersonFact[], asked: Asked): Measure<PersonFact>[] {
  const whole = measures.map((key) => measureOf(key))
  if (columns === null) return whole
  const rank = new Map(dimensionOf[columns].order(asked).map((key, index) => [key, index]))
  const place = (key: string | null) => (key === null ? Infinity : (rank.get(key) ?? Number.MAX_SAFE_INTEGER))
  const keys = [...new Set(facts.flatMap((fact) => valuesOf(fact, columns)))].sort((a, b) => place(a) - place(b) || (a ?? '').localeCompare(b ?? '', 'zh-CN'))
  if (keys.length * measures.length > MOST_COLUMNS) {
    throw new CasebookError('invalid', `“${nameOf(columns)}”有${keys.length}项，乘以${measures.length}个统计项放不下（最多${MOST_COLUMNS}列）。请加筛选、少选统计项，或者把它放到行上。`)
  }
  return [...keys.flatMap((key) => measures.map((measure) => measureOf(measure, under(columns, key, asked)))), ...whole.map((one) => ({ ...one, label: `合计 ${one.label}` }))]
}

function definitionOf(name: string, own: OwnDefinition, measures: readonly Measure<PersonFact>[], { basis }: Asked): TableDefinition<PersonFact> {
  const said = [overlaps(own.rows) && '同一人可能在几行，各行有重叠，不能相加', overlaps(own.columns) && '同一人可能在几列，各列有重叠，不能相加'].filter(Boolean)
  return { key: OWN, title: name, note: `${[`${basisLabels[basis]}统计`, ...said].join('；')}。`, heading: nameOf(own.rows), total: true, ...(overlaps(own.rows) && { overlaps: true as const }), grouping: byDimension(own.rows), measures }
}

function filterNote({ filters }: OwnDefinition, asked: Asked): string[] {
  if (filters.length === 0) return []
  return [`只统计：${filters.map(({ dimension, values }) => `${nameOf(dimension)}为${values.map((value) => dimensionOf[dimension].label(value, asked)).join('、')}的`).join('，并且')}。`]
}

/** A report made of one list of dimensions and measures, as the office put it together. */
export function ownReport(name: string, own: OwnDefinition): ReportDefinition {
  return {
    keys: [OWN],
    async make(db, asked) {
      const facts = await factsOf(db, asked, own, false)
      const table = tableOf(definitionOf(name, own, measuresOf(own, facts, asked), asked), facts, asked)
      return { tables: [table], notes: [wholeBasis[asked.basis], ...filterNote(own, asked), '件数按不同的案件计，户数按不同的户计，未登记户的人员每人计一户；合计行按不同的案件、人员和户计，不是各行相加。'] }
    },
    async everything(db, asked) {
      const facts = await factsOf(db, asked, own, true)
      return { [OWN]: everythingIn(definitionOf(name, own, measuresOf(own, facts, asked), asked), facts, asked) }
    },
    async records(db, asked, cell) {
      const [measure = '', ...rest] = cell.column.split('/')
      const key = ownMeasures.find((one): one is (typeof ownMeasures)[number] => one.key === measure)?.key
      if (cell.table !== OWN || key === undefined || !own.measures.includes(key)) throw noSuchCell()
      const part = partOf(key, rest.join('/'), own, asked)
      return recordsIn(definitionOf(name, own, [part], asked), await factsOf(db, asked, own, true), asked, cell)
    },
  }
}

/** The measure of a column by its key. @throws CasebookError 'invalid' for a column the report cannot have */
function partOf(measure: OwnMeasureKey, value: string, { columns }: OwnDefinition, asked: Asked): Measure<PersonFact> {
  if (value === '') return measureOf(measure)
  if (columns === null || value === ALL) throw noSuchCell()
  return measureOf(measure, under(columns, value === NONE ? null : value, asked))
}
