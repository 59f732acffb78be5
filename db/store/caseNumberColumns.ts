import { normalizeCaseNumber, parseCaseNumber } from '../domain/caseNumber.ts'

export interface CaseNumberColumns {
  case_number: string | null
  number_year: number | null
  number_seq: number | null
}

/** The columns of a case number: normalised text with year and running number; these two are null where the text has none. */
export function caseNumberColumns(typed: string | null, pattern: string): CaseNumberColumns {
  if (typed === null) return { case_number: null, number_year: null, number_seq: null }
  const parsed = parseCaseNumber(typed, pattern) ?? parseCaseNumber(typed)
  return { case_number: normalizeCaseNumber(typed), number_year: parsed?.year ?? null, number_seq: parsed?.seq ?? null }
}
