import { labelOf } from '../domain/codeLists.ts'
import type { CodeListName } from '../domain/codeLists.ts'
import type { FigureColumn } from '../domain/reportModel.ts'
import type { BreakdownKey } from './breakdowns.ts'
import { FREE_TEXT } from './population.ts'

/** A table of the annual report below its headline. */
export interface BreakdownDefinition {
  key: BreakdownKey
  title: string
  heading: string
  /** Its code list gives labels and order of the rows. */
  list: CodeListName | null
  columns: readonly FigureColumn[]
}
const moneyColumns: readonly FigureColumn[] = [
  { key: 'cases', label: '件', unit: 'count' },
  { key: 'people', label: '人', unit: 'count' },
  { key: 'decidedFen', label: '决定额（元）', unit: 'fen' },
  { key: 'paidFen', label: '发放额（元）', unit: 'fen' },
]
/** Visits and measures are counted as events. */
const eventColumns = (unit: string): readonly FigureColumn[] => [
  { key: 'events', label: unit, unit: 'count' },
  { key: 'cases', label: '件', unit: 'count' },
  { key: 'people', label: '人', unit: 'count' },
]

/** The tables in their order; those of a code list show its labels in its order. */
export const breakdownTables: readonly BreakdownDefinition[] = [
  { key: 'month', title: '按月份统计', heading: '月份', list: null, columns: moneyColumns },
  { key: 'category', title: '按救助情形统计', heading: '救助情形', list: 'category', columns: moneyColumns },
  { key: 'specialGroup', title: '按特殊群体统计', heading: '特殊群体', list: 'specialGroup', columns: moneyColumns },
  { key: 'leadSource', title: '按线索来源统计', heading: '线索来源', list: 'leadSource', columns: moneyColumns },
  { key: 'charge', title: '按原案类型统计', heading: '原案案由', list: 'charge', columns: moneyColumns },
  { key: 'visit', title: '回访情况', heading: '回访方式', list: 'visitWay', columns: eventColumns('次') },
  { key: 'measure', title: '多元救助措施', heading: '措施', list: 'measure', columns: eventColumns('人次') },
]

/** What a row is called; `key` null for what was not filled in. */
export function rowLabel(key: string | null, list: CodeListName): string {
  if (key === null) return '未填写'
  return key.startsWith(FREE_TEXT) ? key.slice(FREE_TEXT.length) : labelOf(list, key)
}
