import type { CaseListItem, CaseListPerson } from '../domain/caseList.ts'
import type { Deadline } from '../domain/caseworkRecords.ts'
import { today } from '../domain/dates.ts'
import type { Id, Stage } from '../domain/records.ts'
import { hide, maskCaseHead } from '../domain/sensitive.ts'
import { soonestDeadlines } from './deadlineRepository.ts'
import { groupBy } from './groups.ts'
import { kindsWith, netFen } from './netPaid.ts'
import { readReference } from './reference.ts'
import { rows } from './store.ts'
import type { Reader } from './store.ts'

/**
 * The lines of a page of the list. A fixed number of statements whatever the page holds; ids go in as one JSON array, so that each statement
 * has one text and stays compiled. `cross join` keeps the ids as the outer loop: every table behind is reached by its case index.
 */
const ids = 'json_each(?) j'

export const caseItemStatements = {
  cases: `select c.id, c.version, c.case_number as caseNumber, c.accepted_on as acceptedOn, c.category, o.charge, o.charge_text as chargeText,
      c.lead_source as leadSource, c.officer_name as officerName, s.stage, c.historical, c.urgent, c.remark,
      exists (select 1 from typical_award a where a.case_id = c.id and a.deleted_at is null) as typical
    from ${ids} cross join relief_case c on c.id = j.value cross join case_summary s on s.case_id = c.id left join original_case o on o.id = c.original_case_id`,
  people: `select r.id as recipientId, r.case_id as caseId, r.ordinal, p.name, p.sex, p.birth_date as birthDate, p.paper_number as paperNumber, p.phone,
      d.kind, d.amount_fen as amountFen, d.decided_on as decidedOn
    from ${ids} cross join recipient r on r.case_id = j.value and r.deleted_at is null cross join person p on p.id = r.person_id
      left join decision d on d.recipient_id = r.id and d.deleted_at is null`,
  groups: `select g.recipient_id as recipientId, g.group_code as code
    from ${ids} cross join recipient r on r.case_id = j.value and r.deleted_at is null cross join recipient_group g on g.recipient_id = r.id`,
  money: `select d.recipient_id as recipientId,
      sum(${netFen('d')}) as netPaidFen,
      max(case when d.kind in (${kindsWith(1)}) then d.happened_on end) as paidOn
    from ${ids} cross join disbursement d on d.case_id = j.value group by d.recipient_id`,
  visits: `select v.case_id as caseId, v.recipient_id as recipientId, v.done_on as doneOn, v.way
    from ${ids} cross join visit v on v.case_id = j.value and v.deleted_at is null where v.done_on is not null`,
  measures: `select m.case_id as caseId, m.recipient_id as recipientId, m.kind
    from ${ids} cross join support_measure m on m.case_id = j.value and m.deleted_at is null`,
} as const

interface CaseLine extends Omit<CaseListItem, 'people' | 'historical' | 'urgent' | 'typical' | 'deadline'> {
  historical: 0 | 1
  urgent: 0 | 1
  typical: 0 | 1
  stage: Stage
}
interface PersonLine {
  recipientId: Id
  caseId: Id
  ordinal: number
  name: string
  sex: CaseListPerson['sex']
  birthDate: string | null
  paperNumber: string | null
  phone: string | null
  kind: 'grant' | 'refuse' | null
  amountFen: number | null
  decidedOn: string | null
}
interface PartLine {
  caseId: Id
  /** Null: it concerns everybody of the case. */
  recipientId: Id | null
}

/** The cases of these ids in their order, each with its people: sensitive numbers masked. Ids in the recycle bin are left out. */
export async function caseListItems(db: Reader, caseIds: readonly Id[]): Promise<CaseListItem[]> {
  if (caseIds.length === 0) return []
  const list = [JSON.stringify(caseIds)]
  const cases = await rows<CaseLine>(db, caseItemStatements.cases, list)
  const people = groupBy(await rows<PersonLine>(db, caseItemStatements.people, list), (row) => row.caseId)
  const groups = groupBy(await rows<{ recipientId: Id; code: string }>(db, caseItemStatements.groups, list), (row) => row.recipientId)
  const money = new Map((await rows<{ recipientId: Id; netPaidFen: number; paidOn: string | null }>(db, caseItemStatements.money, list)).map((row) => [row.recipientId, row]))
  const visits = groupBy(await rows<PartLine & { doneOn: string; way: string | null }>(db, caseItemStatements.visits, list), (row) => row.caseId)
  const measures = groupBy(await rows<PartLine & { kind: string }>(db, caseItemStatements.measures, list), (row) => row.caseId)
  // Old pages hold historical and archived cases only and ask for nothing.
  const running = cases.filter((row) => row.historical === 0 && row.stage !== 'archived').map((row) => row.id)
  const deadlines = running.length === 0 ? new Map<Id, Deadline>() : await soonestDeadlines(db, running, await readReference(db), today())
  const concerns = (person: PersonLine) => (part: PartLine) => part.recipientId === null || part.recipientId === person.recipientId

  const toPerson = (person: PersonLine): CaseListPerson => {
    const paid = money.get(person.recipientId)
    const visited = (visits.get(person.caseId) ?? []).filter(concerns(person)).reduce<{ doneOn: string; way: string | null } | null>((last, visit) => (last === null || visit.doneOn > last.doneOn ? visit : last), null)
    return {
      recipientId: person.recipientId,
      name: person.name,
      sex: person.sex,
      birthDate: person.birthDate,
      paperMasked: hide.paperNumber(person.paperNumber),
      phoneMasked: hide.phone(person.phone),
      specialGroups: (groups.get(person.recipientId) ?? []).map((group) => group.code),
      outcome: person.kind === null ? null : person.kind === 'grant' ? 'granted' : 'refused',
      amountFen: person.kind === 'grant' ? person.amountFen : null,
      decidedOn: person.decidedOn,
      netPaidFen: paid?.netPaidFen ?? 0,
      paidOn: paid?.paidOn ?? null,
      visitedOn: visited?.doneOn ?? null,
      visitWay: visited?.way ?? null,
      measures: [...new Set((measures.get(person.caseId) ?? []).filter(concerns(person)).map((measure) => measure.kind))],
    }
  }
  const byId = new Map(cases.map((row) => [row.id, row]))
  return caseIds.flatMap((id) => {
    const row = byId.get(id)
    if (!row) return []
    const recipients = (people.get(id) ?? []).sort((a, b) => a.ordinal - b.ordinal)
    return [{ ...maskCaseHead(row), historical: row.historical === 1, urgent: row.urgent === 1, typical: row.typical === 1, deadline: deadlines.get(id) ?? null, people: recipients.map(toPerson) }]
  })
}
