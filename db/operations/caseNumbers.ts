import { normalizeCaseNumber, parseCaseNumber } from '../domain/caseNumber.ts'
import { CasebookError } from '../domain/errors.ts'
import type { Id } from '../domain/records.ts'
import { caseWithNumber } from '../store/caseRepository.ts'
import { readOffice } from '../store/office.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'

/** The columns of a case number: normalised text with year and running number; these two are null where the text has none. */
export async function numberColumns(unit: UnitOfWork, typed: string | null): Promise<{ case_number: string | null; number_year: number | null; number_seq: number | null }> {
  if (typed === null) return { case_number: null, number_year: null, number_seq: null }
  const office = await readOffice(unit.trx)
  const parsed = parseCaseNumber(typed, office.caseNumberPattern) ?? parseCaseNumber(typed)
  return { case_number: normalizeCaseNumber(typed), number_year: parsed?.year ?? null, number_seq: parsed?.seq ?? null }
}

/** @throws CasebookError 'conflict' naming the case that has the number */
export async function requireFreeNumber(unit: UnitOfWork, number: string | null, exceptId: Id | null, path: string): Promise<void> {
  if (number === null) return
  const other = await caseWithNumber(unit.trx, number, exceptId)
  if (!other) return
  const message = `案号 ${number} 已用于${other.people || '另一人'}的案件，没有保存。请换一个案号，或打开那件案件核对`
  throw new CasebookError('conflict', `${message}。`, { fields: [{ path, message }] })
}
