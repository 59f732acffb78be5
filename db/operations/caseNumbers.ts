import { CasebookError } from '../domain/errors.ts'
import type { Id } from '../domain/records.ts'
import { caseWithNumber } from '../store/caseRepository.ts'
import { caseNumberColumns } from '../store/caseNumberColumns.ts'
import type { CaseNumberColumns } from '../store/caseNumberColumns.ts'
import { readOffice } from '../store/office.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'

/** See `caseNumberColumns`, with the pattern of this office. */
export async function numberColumns(unit: UnitOfWork, typed: string | null): Promise<CaseNumberColumns> {
  return caseNumberColumns(typed, (await readOffice(unit.trx)).caseNumberPattern)
}

/** @throws CasebookError 'conflict' naming the case that has the number */
export async function requireFreeNumber(unit: UnitOfWork, number: string | null, exceptId: Id | null, path: string): Promise<void> {
  if (number === null) return
  const other = await caseWithNumber(unit.trx, number, exceptId)
  if (!other) return
  const message = `案号 ${number} 已用于${other.people || '另一人'}的案件，没有保存。请换一个案号，或打开那件案件核对`
  throw new CasebookError('conflict', `${message}。`, { fields: [{ path, message }] })
}
