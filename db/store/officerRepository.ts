import type { Id, Stage } from '../domain/records.ts'
import { rows } from './store.ts'
import type { Reader } from './store.ts'

/** What one officer has in hand. */

export interface OwnCase {
  id: Id
  version: number
  caseNumber: string | null
  stage: Stage
}
export interface OwnLead {
  id: Id
  version: number
  letterNumber: string | null
  outcome: string | null
  people: string | null
}

/** Cases of an officer that are not historical; closed and archived ones count only where something remains to be done. */
export const ownCasesQuery =
  'select c.id, c.version, c.case_number as caseNumber, s.stage from case_summary s cross join relief_case c on c.id = s.case_id ' +
  'where s.officer_name = ? and s.historical = 0 order by s.sort_key'
/** Open leads, and ended ones whose sender still waits to hear of it; where a case came of it the case is what is handed over. */
export const ownLeadsQuery =
  "select l.id, l.version, l.letter_number as letterNumber, l.outcome, (select group_concat(p.name, '、') from lead_person lp cross join person p on p.id = lp.person_id " +
  'where lp.lead_id = l.id and lp.deleted_at is null) as people from lead l where l.officer_name = ? and (l.outcome is null or (l.report_back = 1 and l.reported_on is null and l.case_id is null)) and l.historical = 0 and l.deleted_at is null order by l.received_on, l.id'

export const ownCases = (db: Reader, officerName: string): Promise<OwnCase[]> => rows<OwnCase>(db, ownCasesQuery, [officerName])
export const ownLeads = (db: Reader, officerName: string): Promise<OwnLead[]> => rows<OwnLead>(db, ownLeadsQuery, [officerName])
