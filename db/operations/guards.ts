import { isCode, codeListTitles } from '../domain/codeLists.ts'
import type { CodeListName } from '../domain/codeLists.ts'
import { CasebookError } from '../domain/errors.ts'
import type { FieldError } from '../domain/errors.ts'
import type { Id } from '../domain/records.ts'
import { keepNumbers } from '../domain/sensitive.ts'
import { caseRow } from '../store/caseRepository.ts'
import type { Row } from '../store/tables.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'

/** What the handlers of cases and their parts check alike, before they write. */

/** Refuses a save with what to mend; nothing happens where there is nothing to mend. @param prefix where the form stands in the input */
export function refuse(faults: readonly FieldError[], prefix = ''): void {
  if (faults.length === 0) return
  const fields = faults.map((fault) => ({ ...fault, path: prefix === '' ? fault.path : `${prefix}.${fault.path}` }))
  throw new CasebookError('invalid', '有内容需要改正，没有保存。请按提示改好后再保存。', { fields })
}

/** A free text as it is to be stored: hidden identity numbers back in their places. Refused at its field where it is not certain which they are. */
export function wholeText(typed: string | null, stored: string | null, path: string): string | null {
  const whole = keepNumbers(typed, stored)
  if (whole === undefined) refuse([{ path, message: '内容里有隐去的证件号码，改动后看不出是哪一个，没有保存。请先点“显示”看到号码，再把号码完整地写上' }])
  return whole ?? null
}

/** A code that is in no list could never be counted; one that was stored before stays. */
export function codeFault(list: CodeListName, code: string | null, stored: string | null, path: string): FieldError[] {
  return code === null || code === stored || isCode(list, code) ? [] : [{ path, message: `请从列表中选择${codeListTitles[list]}` }]
}

/** The case a part belongs to; a case in the recycle bin takes no changes. */
export async function liveCase(unit: Pick<UnitOfWork, 'trx'>, caseId: Id): Promise<Row<'relief_case'>> {
  const row = await caseRow(unit.trx, caseId)
  if (row.deleted_at !== null) throw new CasebookError('conflict', '这件案件在回收站里，不能修改。请先从回收站恢复，再继续办理。')
  return row
}

/** @param current the record as the page shows it, for comparison with what was typed */
export function requireVersion(row: { version: number; updated_by: string }, version: number | null, current: unknown): void {
  if (row.version === version) return
  throw new CasebookError('stale', `这条记录刚被${row.updated_by}修改过，您填写的内容已保留，请对照后选择。`, { current })
}

type PartTable =
  | 'recipient'
  | 'decision'
  | 'visit'
  | 'support_measure'
  | 'typical_award'
  | 'case_note'
  | 'material'
  | 'case_step'
  | 'assessment'
  | 'hearing'
  | 'approval'
  | 'joint_office'
  | 'deadline_extension'
  | 'supervised_fund'
  | 'supervised_entry'
  | 'instalment_plan'
  | 'letter'

const movedAway = () => new CasebookError('not-found', '这条记录已经不在这件案件里，可能已被移到回收站。请刷新后再看。')

/** The stored row of a part that is being edited. @throws CasebookError 'not-found' */
export async function livePart<T extends PartTable>(unit: Pick<UnitOfWork, 'trx'>, table: T, id: Id, caseId: Id): Promise<Row<T>> {
  const row = await unit.trx.selectFrom(table as 'visit').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row || row.case_id !== caseId || row.deleted_at !== null) throw movedAway()
  return row as unknown as Row<T>
}

/** A recipient of this case, not in the recycle bin; null stays null (the part concerns the case as a whole). */
export async function recipientOf(unit: Pick<UnitOfWork, 'trx'>, recipientId: Id | null, caseId: Id): Promise<Row<'recipient'> | null> {
  return recipientId === null ? null : livePart(unit, 'recipient', recipientId, caseId)
}
