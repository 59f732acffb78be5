import type { Id } from './records.ts'
import type { Basis, Period } from './reportModel.ts'

/** What people in cases are told apart by, for rows, columns and filters of the office's own reports. `overlaps`: one person may be in several. */
export const dimensions = [
  { key: 'year', label: '年度' },
  { key: 'quarter', label: '季度' },
  { key: 'month', label: '月份' },
  { key: 'outcome', label: '决定' },
  { key: 'category', label: '救助情形' },
  { key: 'cause', label: '未获有效赔偿原因' },
  { key: 'specialGroup', label: '特殊群体', overlaps: true },
  { key: 'leadSource', label: '线索来源' },
  { key: 'charge', label: '原案案由' },
  { key: 'stage', label: '原案阶段' },
  { key: 'handlingUnit', label: '办案部门' },
  { key: 'handlingOffice', label: '办案单位' },
  { key: 'officer', label: '承办人' },
  { key: 'amount', label: '决定额分档' },
  { key: 'age', label: '年龄' },
  { key: 'sex', label: '性别' },
  { key: 'ethnicity', label: '民族' },
  { key: 'relation', label: '与被害人关系' },
  { key: 'joint', label: '联合救助' },
  { key: 'urgent', label: '急需救助' },
  { key: 'historical', label: '历史案件' },
] as const
export type DimensionKey = (typeof dimensions)[number]['key']

/** What is counted of them. */
export const ownMeasures = [
  { key: 'cases', label: '件' },
  { key: 'people', label: '人' },
  { key: 'households', label: '户' },
  { key: 'decidedFen', label: '决定额（元）' },
  { key: 'paidFen', label: '发放额（元）' },
  { key: 'visits', label: '回访（次）' },
  { key: 'supports', label: '多元救助（人次）' },
] as const
export type OwnMeasureKey = (typeof ownMeasures)[number]['key']

/** A filter lets those through that have one of the values; null stands for what was not filled in. */
export interface OwnFilter {
  dimension: DimensionKey
  values: (string | null)[]
}
/** A report of the office's own making. */
export interface OwnDefinition {
  rows: DimensionKey
  columns: DimensionKey | null
  measures: OwnMeasureKey[]
  filters: OwnFilter[]
  /** Proposed when it is opened; may be changed there without changing the report. */
  basis: Basis
  /** Null: whatever period is looked at. */
  period: Period | null
}
export interface OwnReport {
  id: Id
  version: number
  name: string
  definition: OwnDefinition
}
