import type { LeadTotals } from '../../../db/operations/contract.ts'
import type { LeadListItem } from '../../../db/domain/leadRecords.ts'
import { labelOf } from '../../labels.ts'

export type LeadTone = 'plain' | 'active' | 'due' | 'done'
type Standing = Pick<LeadListItem, 'toldOn' | 'checkedOn' | 'outcome' | 'historical' | 'reportDue'>

/** Where a lead stands, in a word: what is still to be done, or how it ended. */
export function leadState(lead: Standing): { text: string; tone: LeadTone } {
  if (lead.outcome !== null) {
    const ended = labelOf('leadOutcome', lead.outcome)
    return lead.reportDue ? { text: `${ended}，待反馈`, tone: 'due' } : { text: ended, tone: lead.outcome === 'case' ? 'done' : 'plain' }
  }
  if (lead.historical) return { text: '未登记结果', tone: 'plain' }
  if (lead.toldOn === null) return { text: '待告知', tone: 'due' }
  return lead.checkedOn === null ? { text: '待核查', tone: 'active' } : { text: '待处理', tone: 'active' }
}

/** The line of figures above the list, each a word with its number: 共 259 条 · 未结 3 · 逾期 1 · 办结率 98.8% · 平均 12.3 天. */
export function totalParts(totals: LeadTotals): { word: string; figure: string; unit: string; tone?: 'late' }[] {
  const tenths = (value: number) => (value / 10).toFixed(1)
  const { asked, satisfied } = totals.satisfaction
  return [
    { word: '共', figure: String(totals.leads), unit: ' 条' },
    { word: '未结', figure: String(totals.open), unit: '' },
    { word: '逾期', figure: String(totals.overdue), unit: '', ...(totals.overdue > 0 && { tone: 'late' as const }) },
    ...(totals.closingRate === null ? [] : [{ word: '办结率', figure: `${tenths(totals.closingRate)}%`, unit: '' }]),
    ...(totals.averageDaysTenths === null ? [] : [{ word: '平均', figure: tenths(totals.averageDaysTenths), unit: ' 天办结' }]),
    ...(asked === 0 ? [] : [{ word: '满意', figure: `${satisfied}/${asked}`, unit: ' 条' }]),
  ]
}
