import type { Approval, CaseStep, Deadline, DeadlineExtension } from '../domain/caseworkRecords.ts'
import { caseDeadlines } from '../domain/deadlines.ts'
import type { DeadlineFacts } from '../domain/deadlines.ts'
import type { FundsArrival } from '../domain/aftercareRecords.ts'
import type { Reference } from '../domain/reference.ts'
import type { DisbursementKind, Fen, Id, LegalDate } from '../domain/records.ts'
import { rows } from './store.ts'
import type { Reader } from './store.ts'

/**
 * What the periods of many cases are reckoned from, in a fixed number of statements whatever the number of cases; written like those of the case list:
 * the ids go in as one JSON array and stay the outer loop.
 */
const ids = 'json_each(?) j'

/** Money of the annual pool that was given to a case has arrived for it. */
const arrivalsOf = (list: string): string => `select a.case_id as caseId, e.happened_on as happenedOn, a.amount_fen as amountFen, e.source, e.document
    from ${list} cross join funds_allocation a on a.case_id = j.value and a.deleted_at is null
    cross join funds_entry e on e.id = a.funds_entry_id and e.kind = 'arrived' and e.deleted_at is null`

/** What `CaseDates` holds, of a case `c` and its list row `s`. */
export const caseDates = `c.applied_on as appliedOn, c.accepted_on as acceptedOn, c.closed_on as closedOn, s.people,
    case when s.granted_fen - s.paid_fen - s.cancelled_fen <= 0 then s.paid_on end as settledOn`

export const deadlineStatements = {
  cases: `select c.id as caseId, ${caseDates}
    from ${ids} cross join relief_case c on c.id = j.value cross join case_summary s on s.case_id = c.id where c.historical = 0`,
  decisions: `select d.case_id as caseId, d.decided_on as decidedOn, d.served_on as servedOn, d.revoked_on as revokedOn from ${ids} cross join decision d on d.case_id = j.value and d.deleted_at is null`,
  steps: `select s.case_id as caseId, s.kind, s.happened_on as happenedOn from ${ids} cross join case_step s on s.case_id = j.value and s.deleted_at is null`,
  arrivals: arrivalsOf(ids),
  approvals: `select a.case_id as caseId, a.round, a.ordinal, a.kind, a.step_name as stepName, a.sent_on as sentOn, a.answered_on as answeredOn, a.result, a.amount_fen as amountFen,
      a.proposed_by as proposedBy
    from ${ids} cross join approval a on a.case_id = j.value and a.deleted_at is null`,
  assessments: `select a.case_id as caseId, a.proposed_fen as proposedFen from ${ids} cross join assessment a on a.case_id = j.value and a.deleted_at is null`,
  disbursements: `select d.case_id as caseId, d.kind, d.happened_on as happenedOn from ${ids} cross join disbursement d on d.case_id = j.value`,
  extensions: `select e.case_id as caseId, e.id, e.rule, e.until_on as untilOn from ${ids} cross join deadline_extension e on e.case_id = j.value and e.deleted_at is null`,
  leads: `select l.case_id as caseId, l.report_back as reportBack, l.reported_on as reportedOn
    from ${ids} cross join lead l on l.case_id = j.value and l.deleted_at is null`,
} as const

interface OfCase {
  caseId: Id
}
export interface ApprovalFact extends Pick<Approval, 'round' | 'ordinal' | 'kind' | 'stepName' | 'sentOn' | 'answeredOn' | 'result' | 'amountFen' | 'proposedBy'> {
  caseId: Id
}
export interface CaseFacts extends DeadlineFacts {
  decisions: readonly { decidedOn: LegalDate | null; servedOn: LegalDate | null; revokedOn: LegalDate | null }[]
  approvals: readonly ApprovalFact[]
  extensions: readonly Pick<DeadlineExtension, 'id' | 'rule' | 'untilOn'>[]
}

/** The sender of a lead was told; a day noted with the lead counts like the step on the case. */
export function reportFacts(leads: readonly { reportBack: boolean; reportedOn: LegalDate | null }[]): { reportBack: boolean; steps: Pick<CaseStep, 'kind' | 'happenedOn'>[] } {
  const wanted = leads.filter((lead) => lead.reportBack)
  const days = wanted.flatMap((lead) => lead.reportedOn ?? [])
  const last = wanted.length > 0 && days.length === wanted.length ? days.sort().at(-1) : undefined
  return { reportBack: wanted.length > 0, steps: last === undefined ? [] : [{ kind: 'reportedBack', happenedOn: last }] }
}

/** Arrivals from the pool as steps of the case: to its periods they are the same. */
export const arrivedSteps = (arrivals: readonly { happenedOn: LegalDate }[]): Pick<CaseStep, 'kind' | 'happenedOn'>[] => arrivals.map(({ happenedOn }) => ({ kind: 'fundsArrived', happenedOn }))

/** Money of the pool that arrived for one case. */
export async function arrivalsFor(db: Reader, caseId: Id): Promise<FundsArrival[]> {
  const found = await rows<FundsArrival & OfCase>(db, `${deadlineStatements.arrivals} order by e.happened_on, a.id`, [JSON.stringify([caseId])])
  return found.map(({ caseId: _of, ...arrival }) => arrival)
}

/** What a case itself says of its periods; `people`: its recipients. */
export interface CaseDates extends OfCase, Pick<DeadlineFacts, 'appliedOn' | 'acceptedOn' | 'closedOn' | 'settledOn'> {
  people: number
}

/** Those of these cases that are not historical and not in the recycle bin; the others have no periods. */
export const caseDatesOf = (db: Reader, caseIds: readonly Id[]): Promise<CaseDates[]> =>
  caseIds.length === 0 ? Promise.resolve([]) : rows<CaseDates>(db, deadlineStatements.cases, [JSON.stringify(caseIds)])

/** All that the periods of these cases rest on. */
export async function caseFactsOf(db: Reader, cases: readonly CaseDates[]): Promise<Map<Id, CaseFacts>> {
  if (cases.length === 0) return new Map()
  const list = [JSON.stringify(cases.map((one) => one.caseId))]
  const of = async <T extends OfCase>(text: string): Promise<(caseId: Id) => T[]> => {
    const groups = new Map<Id, T[]>()
    for (const row of await rows<T>(db, text, list)) {
      const group = groups.get(row.caseId)
      if (group) group.push(row)
      else groups.set(row.caseId, [row])
    }
    return (caseId) => groups.get(caseId) ?? []
  }
  const decisions = await of<OfCase & { decidedOn: LegalDate | null; servedOn: LegalDate | null; revokedOn: LegalDate | null }>(deadlineStatements.decisions)
  const steps = await of<OfCase & Pick<CaseStep, 'kind' | 'happenedOn'>>(deadlineStatements.steps)
  const arrivals = await of<OfCase & { happenedOn: LegalDate }>(deadlineStatements.arrivals)
  const approvals = await of<ApprovalFact>(deadlineStatements.approvals)
  const assessments = await of<OfCase & { proposedFen: Fen | null }>(deadlineStatements.assessments)
  const disbursements = await of<OfCase & { kind: DisbursementKind; happenedOn: LegalDate }>(deadlineStatements.disbursements)
  const extensions = await of<OfCase & Pick<DeadlineExtension, 'id' | 'rule' | 'untilOn'>>(deadlineStatements.extensions)
  const leads = await of<OfCase & { reportBack: 0 | 1; reportedOn: LegalDate | null }>(deadlineStatements.leads)
  return new Map(
    cases.map(({ caseId: id, appliedOn, acceptedOn, closedOn, settledOn, people }) => {
      const report = reportFacts(leads(id).map((lead) => ({ reportBack: lead.reportBack === 1, reportedOn: lead.reportedOn })))
      return [
        id,
        {
          appliedOn,
          acceptedOn,
          closedOn,
          settledOn,
          historical: false,
          recipients: Array.from({ length: people }),
          decisions: decisions(id),
          steps: [...steps(id), ...arrivedSteps(arrivals(id)), ...report.steps],
          approvals: approvals(id),
          assessments: assessments(id),
          disbursements: disbursements(id),
          extensions: extensions(id),
          reportBack: report.reportBack,
        },
      ]
    }),
  )
}

/** The running period of each case that runs out first; cases without one are left out. */
export async function soonestDeadlines(db: Reader, caseIds: readonly Id[], reference: Reference, today: LegalDate): Promise<Map<Id, Deadline>> {
  const soonest = new Map<Id, Deadline>()
  for (const [id, facts] of await caseFactsOf(db, await caseDatesOf(db, caseIds))) {
    const [first] = caseDeadlines(facts, reference, today)
    if (first && first.endedOn === null) soonest.set(id, first)
  }
  return soonest
}
