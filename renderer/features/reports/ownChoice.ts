import { dimensions, ownMeasures } from '../../../db/domain/ownReports.ts'
import type { DimensionKey, OwnDefinition, OwnMeasureKey } from '../../../db/domain/ownReports.ts'
import type { FieldError } from '../../../db/domain/errors.ts'
import { basisNames } from '../../../db/domain/figureWords.ts'

/** What an own report begins with: the people granted relief, by month. */
export const newDefinition = (): OwnDefinition => ({ rows: 'month', columns: null, measures: ['cases', 'people', 'decidedFen', 'paidFen'], filters: [{ dimension: 'outcome', values: ['grant'] }], basis: 'decided', period: null })

const dimensionName = (key: DimensionKey): string => dimensions.find((one) => one.key === key)?.label ?? key
export const measureName = (key: OwnMeasureKey): string => ownMeasures.find((one) => one.key === key)?.label ?? key

/** Times are chosen by the period, not by a filter. */
const times: readonly DimensionKey[] = ['year', 'quarter', 'month']
export const filterDimensions = dimensions.filter(({ key }) => !times.includes(key))

/** What a report counts, in one line: 行：月份 · 列：救助情形 · 件、人 · 按决定日期 */
export function ownSummary({ rows, columns, measures, filters, basis }: OwnDefinition): string {
  return [
    `行：${dimensionName(rows)}`,
    columns !== null && `列：${dimensionName(columns)}`,
    measures.map(measureName).join('、'),
    `按${basisNames[basis]}日期`,
    filters.length > 0 && `筛选：${filters.map(({ dimension }) => dimensionName(dimension)).join('、')}`,
  ]
    .filter(Boolean)
    .join(' · ')
}

/** What is missing before a report can be made of it; by field. */
export function ownFaults({ rows, columns, measures, filters }: OwnDefinition): FieldError[] {
  const faults: FieldError[] = []
  if (rows === columns) faults.push({ path: 'definition.columns', message: '列不能与行相同，请换一项或不分列' })
  if (measures.length === 0) faults.push({ path: 'definition.measures', message: '请至少选择一个统计项' })
  for (const [index, { values }] of filters.entries()) if (values.length === 0) faults.push({ path: `definition.filters.${index}.values`, message: '请选择至少一项，或者去掉这个筛选' })
  return faults
}
