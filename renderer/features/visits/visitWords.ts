import type { MeasureCheck } from '../../../db/domain/records.ts'
import type { SupportMeasure } from '../../../db/domain/records.ts'
import type { RecordField } from '../../components/record/recordFields.ts'
import { labelOf } from '../../labels.ts'
import { visitFields } from '../cases/caseFields.ts'

export const carriedOutLabels: Record<MeasureCheck['carriedOut'], string> = { yes: '已落实', partly: '部分落实', no: '未落实' }

export type CheckedMeasure = Pick<SupportMeasure, 'id' | 'kind' | 'agency' | 'doneOn' | 'refusedOn' | 'recipientId'>

/** 临时救助（区民政局） */
export const measureName = ({ kind, agency }: Pick<SupportMeasure, 'kind' | 'agency'>): string => `${labelOf('measure', kind)}${agency ? `（${agency}）` : ''}`

/** What a visit asks after: what was promised to the person or to everybody and is still open, and whatever the visit has checked already. */
export function measuresToCheck<T extends CheckedMeasure>(measures: readonly T[], recipientId: string | null, checked: readonly MeasureCheck[]): T[] {
  return measures.filter(
    (measure) =>
      checked.some(({ measureId }) => measureId === measure.id) ||
      (measure.doneOn === null && measure.refusedOn === null && (recipientId === null || measure.recipientId === null || measure.recipientId === recipientId)),
  )
}

const checkText = ({ measureId, carriedOut, note }: MeasureCheck, measures: readonly CheckedMeasure[]): string => {
  const measure = measures.find(({ id }) => id === measureId)
  return `${measure ? measureName(measure) : '已移走的措施'}：${carriedOutLabels[carriedOut]}${note ? `，${note}` : ''}`
}

/** The fields of a visit, the checked measures by their names. */
export function visitFieldsWith(measures: readonly CheckedMeasure[]): RecordField[] {
  return visitFields.map((field) =>
    field.path === 'measuresChecked'
      ? { ...field, text: (value) => (Array.isArray(value) ? (value as MeasureCheck[]).map((check) => checkText(check, measures)).join('；') : '') }
      : field,
  )
}
