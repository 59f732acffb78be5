import { isApproving } from '../domain/approvalRounds.ts'
import { balanceOf, stageOf } from '../domain/caseRules.ts'
import { caseSortKey } from '../domain/caseNumber.ts'
import type { Approval, CaseStep } from '../domain/caseworkRecords.ts'
import { searchText } from '../domain/pinyin.ts'
import { isSupplementing } from '../domain/stepRules.ts'
import { firstPaidOn } from '../domain/visitRule.ts'
import type { ClosedHow, DisbursementKind, Outcome } from '../domain/records.ts'
import type { CaseSearchTable, CaseSummaryTable } from './caseTables.ts'
import { insertRows } from './insertRows.ts'
import { rows } from './store.ts'
import type { Reader, Trx } from './store.ts'
import type { Row } from './tables.ts'

/** Cases whose records are read at once. */
const AT_ONCE = 500

/**
 * Rewrites what is derived from the records of cases: the rows the list reads and the texts the search scans.
 * Called by the unit of work for every case it touched, in the same transaction.
 */
export async function refreshCases(trx: Trx, caseIds: readonly string[]): Promise<void> {
  for (let from = 0; from < caseIds.length; from += AT_ONCE) {
    const ids = caseIds.slice(from, from + AT_ONCE)
    const derived = [...(await deriveCases(trx, ids)).values()]
    const list = [JSON.stringify(ids)]
    await rows(trx, 'delete from case_summary where case_id in (select value from json_each(?))', list)
    await rows(trx, 'delete from case_search where case_id in (select value from json_each(?))', list)
    await insertRows(trx, 'case_summary', derived.map(({ summary }) => ({ ...summary })))
    await insertRows(trx, 'case_search', derived.map(({ search }) => ({ ...search })))
  }
}

/** What the list and the search hold of one case. */
export interface DerivedCase {
  summary: CaseSummaryTable
  search: CaseSearchTable
}

/** The derived rows as they must be; null for a case in the recycle bin or gone. Also what verification compares with. */
export async function deriveCase(db: Reader, caseId: string): Promise<DerivedCase | null> {
  return (await deriveCases(db, [caseId])).get(caseId) ?? null
}

type CaseRow = Row<'relief_case'> & { charge: string | null; original_number: string | null }
interface PersonRow {
  case_id: string
  name: string
  paper_number: string | null
  phone: string | null
  guardian_name: string | null
  recipient_id: string
  kind: string | null
  amount_fen: number | null
  decided_on: string | null
  revoked_on: string | null
  earlier_fen: number | null
}
interface EntryRow {
  case_id: string
  recipient_id: string
  kind: DisbursementKind
  amount_fen: number
  happened_on: string
}

interface VisitRow {
  case_id: string
  recipient_id: string | null
  day: string | null
}

/** `cross join` keeps the ids as the outer loop: every table behind is reached by its case index, however many cases there are. */
const ids = 'from json_each(?) j cross join'
const statements = {
  cases: `select c.*, o.charge as charge, o.number as original_number ${ids} relief_case c on c.id = j.value and c.deleted_at is null
    left join original_case o on o.id = c.original_case_id`,
  people: `select r.case_id, p.name, p.paper_number, p.phone, r.guardian_name, r.id as recipient_id, d.kind, d.amount_fen, d.decided_on, d.revoked_on, d.earlier_fen
    ${ids} recipient r on r.case_id = j.value and r.deleted_at is null cross join person p on p.id = r.person_id
    left join decision d on d.recipient_id = r.id and d.deleted_at is null order by r.case_id, r.ordinal`,
  groups: `select distinct r.case_id, g.group_code
    ${ids} recipient r on r.case_id = j.value and r.deleted_at is null cross join recipient_group g on g.recipient_id = r.id order by r.case_id, g.group_code`,
  entries: `select d.case_id, d.recipient_id, d.kind, d.amount_fen, d.happened_on ${ids} disbursement d on d.case_id = j.value`,
  visits: `select v.case_id, v.recipient_id, coalesce(v.done_on, v.due_on) as day ${ids} visit v on v.case_id = j.value and v.deleted_at is null`,
  steps: `select s.case_id, s.kind, s.happened_on ${ids} case_step s on s.case_id = j.value and s.deleted_at is null`,
  approvals: `select a.case_id, a.round, a.ordinal, a.result ${ids} approval a on a.case_id = j.value and a.deleted_at is null`,
} as const

/** The same for many cases, in a fixed number of statements. */
export async function deriveCases(db: Reader, caseIds: readonly string[]): Promise<Map<string, DerivedCase>> {
  const of = async <T extends { case_id: string }>(text: string, some: readonly string[]): Promise<Map<string, T[]>> =>
    byCase(some.length === 0 ? [] : await rows<T>(db, text, [JSON.stringify(some)]))
  const cases = await rows<CaseRow>(db, statements.cases, [JSON.stringify(caseIds)])
  const found = cases.map(({ id }) => id)
  const people = await of<PersonRow>(statements.people, found)
  const groups = await of<{ case_id: string; group_code: string }>(statements.groups, found)
  const entries = await of<EntryRow>(statements.entries, found)
  const visits = await of<VisitRow>(statements.visits, cases.flatMap(({ id, historical }) => (historical === 0 && entries.has(id) ? [id] : [])))
  // Steps and approvals say something about cases that are not decided: read only then, because every save of any part comes by here.
  const undecided = cases.filter((row) => row.closed_on === null && row.archived_on === null && (people.get(row.id) ?? []).every(({ kind }) => kind === null)).map(({ id }) => id)
  const steps = await of<{ case_id: string; kind: CaseStep['kind']; happened_on: string }>(statements.steps, undecided)
  const approvals = await of<{ case_id: string; round: number; ordinal: number; result: Approval['result'] }>(statements.approvals, undecided)
  const open = new Set(undecided)
  return new Map(
    cases.map((row) => {
      const work = open.has(row.id)
        ? {
            supplementing: isSupplementing((steps.get(row.id) ?? []).map((step) => ({ kind: step.kind, happenedOn: step.happened_on }))),
            approving: isApproving(approvals.get(row.id) ?? []),
          }
        : {}
      return [row.id, derive(row, { people: people.get(row.id) ?? [], groups: groups.get(row.id) ?? [], entries: entries.get(row.id) ?? [], visits: visits.get(row.id) ?? [], work })]
    }),
  )
}

function byCase<T extends { case_id: string }>(list: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of list) {
    const group = groups.get(one.case_id)
    if (group) group.push(one)
    else groups.set(one.case_id, [one])
  }
  return groups
}

/** How many were paid without a visit planned or made since, whatever the office's rule asks. */
function unvisited(people: readonly PersonRow[], entries: readonly EntryRow[], visits: readonly VisitRow[]): number {
  const decisions = people.flatMap((person) => (person.kind === 'grant' ? [{ recipientId: person.recipient_id, kind: 'grant' as const, revokedOn: person.revoked_on }] : []))
  const disbursements = entries.map((entry) => ({ recipientId: entry.recipient_id, kind: entry.kind, amountFen: entry.amount_fen, happenedOn: entry.happened_on }))
  return people.filter(({ recipient_id }) => {
    const paidOn = firstPaidOn({ decisions, disbursements }, recipient_id)
    return paidOn !== null && !visits.some((visit) => (visit.recipient_id === null || visit.recipient_id === recipient_id) && (visit.day ?? '') >= paidOn)
  }).length
}

interface Parts {
  people: PersonRow[]
  groups: { group_code: string }[]
  entries: EntryRow[]
  visits: VisitRow[]
  work: { supplementing?: boolean; approving?: boolean }
}

function derive(reliefCase: CaseRow, { people, groups, entries, visits, work }: Parts): DerivedCase {
  const caseId = reliefCase.id
  const granted = people.filter((person) => person.kind === 'grant')
  const grantedFen = granted.reduce((sum, person) => sum + (person.amount_fen ?? 0), 0)
  const balance = balanceOf(grantedFen, entries.map((entry) => ({ kind: entry.kind, amountFen: entry.amount_fen })), people.reduce((sum, person) => sum + (person.earlier_fen ?? 0), 0))
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
      unvisited: reliefCase.historical === 1 ? 0 : unvisited(people, entries, visits),
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
