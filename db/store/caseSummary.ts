import { isApproving } from '../domain/approvalRounds.ts'
import { balanceOf, stageOf } from '../domain/caseRules.ts'
import { caseSortKey } from '../domain/caseNumber.ts'
import type { Approval, CaseStep } from '../domain/caseworkRecords.ts'
import { searchText } from '../domain/pinyin.ts'
import { isSupplementing } from '../domain/stepRules.ts'
import type { ClosedHow, DisbursementKind, Outcome } from '../domain/records.ts'
import type { Trx } from './store.ts'
import type { CaseSearchTable, CaseSummaryTable } from './tables.ts'

/**
 * Rewrites what is derived from one case's records: the row the list reads and the text the search scans.
 * Called by the unit of work for every case it touched, in the same transaction.
 */
export async function refreshCase(trx: Trx, caseId: string): Promise<void> {
  const derived = await deriveCase(trx, caseId)
  await trx.deleteFrom('case_summary').where('case_id', '=', caseId).execute()
  await trx.deleteFrom('case_search').where('case_id', '=', caseId).execute()
  if (!derived) return
  await trx.insertInto('case_summary').values(derived.summary).execute()
  await trx.insertInto('case_search').values(derived.search).execute()
}

/** The derived rows as they must be; null for a case in the recycle bin or gone. Also what verification compares with. */
export async function deriveCase(trx: Pick<Trx, 'selectFrom'>, caseId: string): Promise<{ summary: CaseSummaryTable; search: CaseSearchTable } | null> {
  const reliefCase = await trx
    .selectFrom('relief_case as c')
    .leftJoin('original_case as o', 'o.id', 'c.original_case_id')
    .selectAll('c')
    .select(['o.charge as charge', 'o.number as original_number', 'o.suspects as suspects'])
    .where('c.id', '=', caseId)
    .where('c.deleted_at', 'is', null)
    .executeTakeFirst()
  if (!reliefCase) return null
  const people = await trx
    .selectFrom('recipient as r')
    .innerJoin('person as p', 'p.id', 'r.person_id')
    .leftJoin('decision as d', (join) => join.onRef('d.recipient_id', '=', 'r.id').on('d.deleted_at', 'is', null))
    .select(['r.id', 'p.name', 'p.paper_number', 'p.phone', 'r.guardian_name', 'd.kind', 'd.amount_fen', 'd.decided_on'])
    .where('r.case_id', '=', caseId)
    .where('r.deleted_at', 'is', null)
    .orderBy('r.ordinal')
    .execute()
  const groups = await trx
    .selectFrom('recipient as r')
    .innerJoin('recipient_group as g', 'g.recipient_id', 'r.id')
    .select('g.group_code')
    .distinct()
    .where('r.case_id', '=', caseId)
    .where('r.deleted_at', 'is', null)
    .orderBy('g.group_code')
    .execute()
  const entries = await trx.selectFrom('disbursement').select(['kind', 'amount_fen', 'happened_on']).where('case_id', '=', caseId).execute()

  const undecided = people.every((person) => person.kind === null) && reliefCase.closed_on === null && reliefCase.archived_on === null
  const work = undecided ? await workStateOf(trx, caseId) : {}

  const granted = people.filter((person) => person.kind === 'grant')
  const grantedFen = granted.reduce((sum, person) => sum + (person.amount_fen ?? 0), 0)
  const balance = balanceOf(grantedFen, entries.map((entry) => ({ kind: entry.kind as DisbursementKind, amountFen: entry.amount_fen })))
  const latest = (dates: (string | null)[]) => dates.reduce<string | null>((last, date) => (date && (!last || date > last) ? date : last), null)
  const listYear = reliefCase.number_year ?? Number((reliefCase.accepted_on ?? reliefCase.applied_on ?? reliefCase.created_at).slice(0, 4))
  const sortKey = caseSortKey({ year: listYear, seq: reliefCase.number_seq })
  return {
    summary: {
      case_id: caseId,
      sort_key: sortKey,
      list_year: listYear,
      stage: stageOf({
        acceptedOn: reliefCase.accepted_on,
        closedOn: reliefCase.closed_on,
        closedHow: reliefCase.closed_how as ClosedHow | null,
        archivedOn: reliefCase.archived_on,
        outcomes: people.map((person): Outcome | null => (person.kind === null ? null : person.kind === 'grant' ? 'granted' : 'refused')),
        balance,
        ...work,
      }),
      category: reliefCase.category,
      charge: reliefCase.charge,
      lead_source: reliefCase.lead_source,
      officer_name: reliefCase.officer_name,
      historical: reliefCase.historical,
      special_groups: groups.length === 0 ? '' : `,${groups.map((group) => group.group_code).join(',')},`,
      accepted_on: reliefCase.accepted_on,
      decided_on: latest(people.map((person) => person.decided_on)),
      paid_on: latest(entries.filter((entry) => entry.kind === 'paid' || entry.kind === 'repaid').map((entry) => entry.happened_on)),
      people: people.length,
      granted_people: granted.length,
      refused_people: people.filter((person) => person.kind === 'refuse').length,
      granted_fen: grantedFen,
      paid_fen: balance.netPaidFen,
      cancelled_fen: balance.cancelledFen,
    },
    search: {
      sort_key: sortKey,
      case_id: caseId,
      text: searchText([
        reliefCase.case_number ?? '',
        reliefCase.unified_number ?? '',
        reliefCase.original_number ?? '',
        ...people.flatMap((person) => [person.name, person.paper_number ?? '', person.phone ?? '', person.guardian_name ?? '']),
      ]),
    },
  }
}

/** What the steps and approvals say about a case that is not decided: read only then, because every save of any part comes by here. */
async function workStateOf(trx: Pick<Trx, 'selectFrom'>, caseId: string): Promise<{ supplementing: boolean; approving: boolean }> {
  const steps = await trx.selectFrom('case_step').select(['kind', 'happened_on']).where('case_id', '=', caseId).where('deleted_at', 'is', null).execute()
  const approvals = await trx.selectFrom('approval').select(['round', 'ordinal', 'result']).where('case_id', '=', caseId).where('deleted_at', 'is', null).execute()
  return {
    supplementing: isSupplementing(steps.map((step) => ({ kind: step.kind as CaseStep['kind'], happenedOn: step.happened_on }))),
    approving: isApproving(approvals.map((one) => ({ ...one, result: one.result as Approval['result'] }))),
  }
}
