import type { Id, LegalDate } from '../domain/records.ts'
import { caseDates } from './deadlineRepository.ts'
import type { CaseDates } from './deadlineRepository.ts'
import { kindsWith, netFen } from './netPaid.ts'
import { rows } from './store.ts'
import type { Reader } from './store.ts'

/** A case that is not historical and not closed, with what decides which duties it makes. */
export interface OpenCase extends CaseDates {
  stage: 'applied' | 'supplementing' | 'accepted' | 'approving' | 'decided' | 'paying' | 'paid' | 'refused'
  caseNumber: string | null
  officerName: string | null
  undecided: number
  outstandingFen: number
  /** Net of what came back. */
  paidFen: number
}

export const openCasesQuery =
  'select s.case_id as caseId, s.stage, c.case_number as caseNumber, s.officer_name as officerName, ' +
  `${caseDates}, s.people - s.granted_people - s.refused_people as undecided, s.granted_fen - s.paid_fen - s.cancelled_fen as outstandingFen, s.paid_fen as paidFen ` +
  'from case_summary s cross join relief_case c on c.id = s.case_id ' +
  "where s.historical = 0 and s.stage in ('applied', 'supplementing', 'accepted', 'approving', 'decided', 'paying', 'paid', 'refused')"

export const openCases = (db: Reader): Promise<OpenCase[]> => rows<OpenCase>(db, openCasesQuery, [])

export interface PlannedVisit {
  caseId: Id
  caseNumber: string | null
  officerName: string | null
  /** Null: the visit is to everybody of the case. */
  personName: string | null
  dueOn: LegalDate
}

/** Visits planned up to a day and not done, of cases that are not historical; closed cases too, because visits go on after 办结. */
export const plannedVisitsQuery =
  'select v.case_id as caseId, c.case_number as caseNumber, c.officer_name as officerName, p.name as personName, v.due_on as dueOn ' +
  'from visit v cross join relief_case c on c.id = v.case_id left join recipient r on r.id = v.recipient_id left join person p on p.id = r.person_id ' +
  'where v.deleted_at is null and v.done_on is null and v.due_on <= ? and c.deleted_at is null and c.historical = 0 order by v.due_on, v.id'

export const plannedVisits = (db: Reader, until: LegalDate): Promise<PlannedVisit[]> => rows<PlannedVisit>(db, plannedVisitsQuery, [until])

/** Somebody who was paid, in a case that is not historical, and whom nobody has visited or planned to visit since. */
export interface UnvisitedPerson {
  caseId: Id
  caseNumber: string | null
  officerName: string | null
  recipientId: Id
  personName: string
  birthDate: LegalDate | null
  minorGroup: 0 | 1
  /** The first payment. */
  paidOn: LegalDate
}

/** The list row says which cases have such people at all; who they are is the same question asked again of these few. */
export const unvisitedQuery = `select c.id as caseId, c.case_number as caseNumber, c.officer_name as officerName, r.id as recipientId, p.name as personName, p.birth_date as birthDate,
    exists (select 1 from recipient_group g where g.recipient_id = r.id and g.group_code = 'minor') as minorGroup, e.paid_on as paidOn
  from case_summary s indexed by case_summary_unvisited cross join relief_case c on c.id = s.case_id
  cross join recipient r on r.case_id = c.id and r.deleted_at is null cross join person p on p.id = r.person_id
  cross join decision d on d.recipient_id = r.id and d.kind = 'grant' and d.revoked_on is null and d.deleted_at is null
  cross join (select recipient_id, min(case when x.kind in (${kindsWith(1)}) then x.happened_on end) as paid_on,
      sum(${netFen('x')}) as net
    from disbursement x where case_id in (select case_id from case_summary indexed by case_summary_unvisited where unvisited > 0) group by recipient_id) e on e.recipient_id = r.id and e.net > 0
  where s.unvisited > 0 and not exists (select 1 from visit v where v.case_id = c.id and v.deleted_at is null and (v.recipient_id is null or v.recipient_id = r.id)
    and coalesce(v.done_on, v.due_on, '') >= e.paid_on)
  order by e.paid_on, r.id`

export const unvisitedPeople = (db: Reader): Promise<UnvisitedPerson[]> => rows<UnvisitedPerson>(db, unvisitedQuery, [])

interface Waiting {
  caseId: Id
  caseNumber: string | null
  officerName: string | null
}
export interface WaitingStep extends Waiting {
  stepName: string
  sentOn: LegalDate | null
  proposedBy: string
}

/** Steps of the office's own chain that nobody has answered, of open cases that are not historical. */
export const waitingStepsQuery =
  'select a.case_id as caseId, c.case_number as caseNumber, c.officer_name as officerName, a.step_name as stepName, a.sent_on as sentOn, a.proposed_by as proposedBy ' +
  'from approval a cross join relief_case c on c.id = a.case_id ' +
  "where a.kind = 'own' and a.answered_on is null and a.deleted_at is null and c.deleted_at is null and c.historical = 0 and c.closed_on is null order by a.id"

export const waitingSteps = (db: Reader): Promise<WaitingStep[]> => rows<WaitingStep>(db, waitingStepsQuery, [])

export interface UnreportedCase extends Waiting, CaseDates {
  /** Who sent the lead; null where only its source is known. */
  sendingUnit: string | null
}

/** Closed cases whose lead came from somebody who wants to hear what became of it and has not been told. */
export const unreportedCasesQuery =
  'select l.case_id as caseId, c.case_number as caseNumber, c.officer_name as officerName, l.sending_unit as sendingUnit, ' +
  `${caseDates} ` +
  'from lead l indexed by lead_report cross join relief_case c on c.id = l.case_id cross join case_summary s on s.case_id = c.id ' +
  'where l.report_back = 1 and l.reported_on is null and l.deleted_at is null and l.case_id is not null ' +
  'and c.deleted_at is null and c.historical = 0 and c.closed_on is not null ' +
  "and not exists (select 1 from case_step t where t.case_id = c.id and t.kind = 'reportedBack' and t.deleted_at is null) order by l.case_id"

export const unreportedCases = (db: Reader): Promise<UnreportedCase[]> => rows<UnreportedCase>(db, unreportedCasesQuery, [])
