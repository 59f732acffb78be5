import type { Lead } from '../domain/leadRecords.ts'
import type { Id } from '../domain/records.ts'
import type { Reader } from './store.ts'

/** What a case page says of a lead that became the case or was merged into it. */
export type CaseLead = Pick<Lead, 'id' | 'receivedOn' | 'source' | 'sendingUnit' | 'officerName' | 'toldOn' | 'checkedOn' | 'reportBack' | 'reportedOn'>

/** Leads behind a case, the earliest first. */
export async function leadsOfCase(db: Reader, caseId: Id): Promise<CaseLead[]> {
  const rows = await db
    .selectFrom('lead')
    .select(['id', 'received_on', 'source', 'sending_unit', 'officer_name', 'told_on', 'checked_on', 'report_back', 'reported_on'])
    .where('case_id', '=', caseId)
    .where('deleted_at', 'is', null)
    .orderBy('received_on')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    receivedOn: row.received_on,
    source: row.source,
    sendingUnit: row.sending_unit,
    officerName: row.officer_name,
    toldOn: row.told_on,
    checkedOn: row.checked_on,
    reportBack: row.report_back === 1,
    reportedOn: row.reported_on,
  }))
}
