import { deadlineText } from '../../../db/domain/deadlines.ts'
import type { LeadListItem } from '../../../db/domain/leadRecords.ts'
import type { RecordColumn } from '../../components/list/recordColumns.ts'
import { labelOf } from '../../labels.ts'
import { leadState } from './leadWords.ts'

/** 第 7/15 个工作日: what the period is for stands in the heading. */
export function daysText({ deadline }: Pick<LeadListItem, 'deadline'>): string {
  if (deadline === null) return ''
  const text = deadlineText(deadline)
  // The unit stands in front already; said twice, the column would cut off how many they are.
  return text.slice(text.indexOf('：') + 1).replace(/已逾期 (\d+) 个工作日/, '逾期 $1 个')
}

const tones = { running: undefined, near: 'waiting', overdue: 'late', kept: undefined, missed: undefined } as const

export const leadColumns: readonly RecordColumn<LeadListItem>[] = [
  { key: 'people', title: '线索所涉人员', width: 120, text: ({ people }) => people },
  { key: 'received', title: '收到日期', width: 100, text: ({ receivedOn }) => receivedOn },
  { key: 'source', title: '来源', width: 140, text: ({ sendingUnit, source }) => sendingUnit ?? labelOf('leadSource', source) },
  { key: 'officer', title: '首问责任人', width: 96, text: ({ officerName }) => officerName },
  { key: 'state', title: '状态', width: 156, text: (lead) => leadState(lead).text, dot: (lead) => leadState(lead).tone },
  { key: 'deadline', title: '办理期限', width: 208, text: daysText, tone: ({ deadline }) => (deadline ? tones[deadline.state] : undefined) },
  { key: 'outcomeOn', title: '处理日期', width: 104, text: ({ outcomeOn }) => outcomeOn ?? '' },
  { key: 'case', title: '救助案号', width: 208, text: ({ caseId, caseNumber }) => (caseId === null ? '' : (caseNumber ?? '未编号')) },
]
