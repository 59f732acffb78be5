import type { FieldError } from './errors.ts'
import type { Id, LegalDate, MeasureCheck } from './records.ts'

/** What a visit may not say, beyond the shape of its form. */
export function visitFaults(
  fields: { doneOn: LegalDate | null; nextOn: LegalDate | null; measuresChecked: readonly MeasureCheck[] },
  /** `known`: measures of the case and those the stored visit named. */
  { known }: { known: ReadonlySet<Id> },
): FieldError[] {
  const faults: FieldError[] = []
  const { doneOn, nextOn, measuresChecked } = fields
  if (nextOn !== null && doneOn === null) faults.push({ path: 'nextOn', message: '下次回访日期请在本次回访后填写；还没有回访的，请只填写计划回访日期' })
  if (nextOn !== null && doneOn !== null && nextOn <= doneOn) faults.push({ path: 'nextOn', message: `下次回访日期要晚于本次回访日期 ${doneOn}，请核对` })
  const seen = new Set<Id>()
  for (const [index, { measureId }] of measuresChecked.entries()) {
    if (!known.has(measureId)) faults.push({ path: `measuresChecked.${index}.measureId`, message: '这项措施不在本案，可能已被移走。请刷新后再填写' })
    else if (seen.has(measureId)) faults.push({ path: `measuresChecked.${index}.measureId`, message: '同一项措施请只填写一次' })
    seen.add(measureId)
  }
  return faults
}

/** Who visited, as far as the field parts them: 王检察官、李助理. */
export const visitorsOf = (visitors: string | null): string[] => (visitors ?? '').split(/[、，,;；/\s和及与]+/).filter((name) => name !== '')
