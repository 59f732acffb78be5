import { checkPaper } from '../../../db/domain/identity.ts'
import type { FieldError } from '../../../db/domain/errors.ts'
import type { RecipientForm } from './caseModels.ts'

export interface PaperReading {
  /** What is wrong, in words that mend; null while it may still be right. */
  error: string | null
  notices: string[]
  /** What the number tells about the person. */
  sex: 'male' | 'female' | null
  birthDate: string | null
  /** The number as it is kept (18 digits for an old one of 15); null where there is nothing sure to keep. */
  normalized: string | null
}

const nothing: PaperReading = { error: null, notices: [], sex: null, birthDate: null, normalized: null }

/** Reads a paper number as typed. Blank and masked numbers are left alone: the first is allowed, the second is unchanged. */
export function readPaper(type: string, number: string | null, options: { today?: string } = {}): PaperReading {
  if (!number?.trim() || number.includes('*')) return nothing
  const checked = checkPaper(type, number, options)
  if (!checked.ok) return { ...nothing, error: checked.error }
  return { error: null, notices: checked.warnings, sex: checked.sex ?? null, birthDate: checked.birthDate ?? null, normalized: checked.normalized }
}

/** What can be said of a recipient before it is sent: a name, and a number that is possible. `prefix`: where the form stands. */
export function recipientFaults(form: RecipientForm, prefix = ''): FieldError[] {
  const faults: FieldError[] = []
  if (!form.person.name.trim()) faults.push({ path: `${prefix}person.name`, message: '请填写姓名' })
  const { error } = readPaper(form.person.paperType, form.person.paperNumber)
  if (error) faults.push({ path: `${prefix}person.paperNumber`, message: error })
  return faults
}

/** Where the paper says something else than the form: advice, the form stays as it was typed. */
export function contradictions(reading: PaperReading, person: RecipientForm['person']): string[] {
  return [
    ...(reading.sex !== null && person.sex !== null && reading.sex !== person.sex ? [`证件号码对应的性别是${reading.sex === 'male' ? '男' : '女'}，与填写的不同，请核对`] : []),
    ...(reading.birthDate !== null && person.birthDate !== null && reading.birthDate !== person.birthDate ? [`证件号码对应的出生日期是 ${reading.birthDate}，与填写的不同，请核对`] : []),
  ]
}
