import type { VisitRule } from '../../../db/domain/reference.ts'
import type { RuleFigure } from './ruleFigure.ts'

/** The figures of the rule, with the bounds the operation sets. */
export const visitRuleFields: readonly RuleFigure<VisitRule>[] = [
  { key: 'firstAfterDays', label: '首次发放后多少天以内首次回访', unit: '天', least: 1, most: 730 },
  { key: 'everyMonths', label: '以后每隔多久回访', unit: '个月', least: 1, most: 36 },
  { key: 'times', label: '一共回访几次', unit: '次，填 0 不安排', least: 0, most: 40 },
  { key: 'minorFirstAfterDays', label: '未成年人：首次发放后多少天以内首次回访', unit: '天', least: 1, most: 730 },
  { key: 'minorEveryMonths', label: '未成年人：以后每隔多久回访', unit: '个月', least: 1, most: 36 },
  { key: 'minorTimes', label: '未成年人：一共回访几次', unit: '次，填 0 不安排', least: 0, most: 40 },
]

const turns = (first: number, every: number, times: number): string => (times === 0 ? '不安排' : `首次发放后 ${first} 天回访${times === 1 ? '一次' : `，以后每 ${every} 个月一次，共 ${times} 次`}`)

export const adultText = ({ firstAfterDays, everyMonths, times }: VisitRule): string => turns(firstAfterDays, everyMonths, times)
export const minorText = ({ minorFirstAfterDays, minorEveryMonths, minorTimes }: VisitRule): string => turns(minorFirstAfterDays, minorEveryMonths, minorTimes)
export const visitRuleText = (rule: VisitRule): string => `${adultText(rule)}；未成年人${minorText(rule)}`
