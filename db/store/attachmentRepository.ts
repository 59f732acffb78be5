import type { Attachment } from '../domain/caseworkRecords.ts'
import type { Id } from '../domain/records.ts'
import type { Reader } from './store.ts'
import type { Row } from './tables.ts'

export const toAttachment = (row: Row<'attachment'>): Attachment => ({
  id: row.id,
  version: row.version,
  entity: row.entity,
  entityId: row.entity_id,
  name: row.name,
  mediaType: row.media_type,
  bytes: row.bytes,
  note: row.note,
  paperKey: row.paper_key,
  createdAt: row.created_at,
  createdBy: row.created_by,
})

/** Files of a case or a lead that are not in the recycle bin, in the order in which they came. */
export async function attachmentsOf(db: Pick<Reader, 'selectFrom'>, owner: { caseId: Id } | { leadId: Id }): Promise<Attachment[]> {
  const column = 'caseId' in owner ? 'case_id' : 'lead_id'
  const value = 'caseId' in owner ? owner.caseId : owner.leadId
  const rows = await db.selectFrom('attachment').selectAll().where(column, '=', value).where('deleted_at', 'is', null).orderBy('id').execute()
  return rows.map(toAttachment)
}

/** For each of these contents the files that have it, as a person would look for them. */
export async function whereContentsAre(db: Pick<Reader, 'selectFrom'>, sha256: readonly string[]): Promise<{ name: string; caseNumber: string | null; leadId: Id | null; recycled: boolean }[]> {
  const found: { name: string; caseNumber: string | null; leadId: Id | null; recycled: boolean }[] = []
  for (let at = 0; at < sha256.length; at += 500) {
    const rows = await db
      .selectFrom('attachment as a')
      .leftJoin('relief_case as c', 'c.id', 'a.case_id')
      .select(['a.name', 'a.lead_id', 'a.deleted_at', 'c.case_number'])
      .where('a.sha256', 'in', sha256.slice(at, at + 500))
      .orderBy('a.id')
      .execute()
    found.push(...rows.map((row) => ({ name: row.name, caseNumber: row.case_number, leadId: row.lead_id, recycled: row.deleted_at !== null })))
  }
  return found
}
