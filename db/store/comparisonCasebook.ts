import { ageOn } from '../domain/dates.ts'
import type { SupervisedEntry } from '../domain/aftercareRecords.ts'
import type { Sex } from '../domain/identity.ts'
import type { DisbursementKind, Fen, Id, LegalDate } from '../domain/records.ts'
import { supervisedSums } from '../domain/supervision.ts'
import { groupBy } from './groups.ts'
import { rows } from './store.ts'
import type { Reader } from './store.ts'

/** What a comparison asks of the casebook's own people. */

interface CasebookPerson {
  name: string
  paper: string | null
  birthDate: LegalDate | null
  sex: Sex | null
  phone: string | null
}

/** Somebody in a case of this office. */
export interface CaseOfPerson extends CasebookPerson {
  caseId: Id
  caseNumber: string | null
  originalNumber: string | null
  /** Of grants that stand. */
  grantedFen: Fen | null
  decidedOn: LegalDate | null
  closed: 0 | 1
}

/** Everybody in a live case, once for each case, the oldest first. */
export function peopleInCases(db: Reader): Promise<CaseOfPerson[]> {
  return rows(
    db,
    `select p.name, p.paper_number as paper, p.birth_date as birthDate, p.sex, p.phone, c.id as caseId, c.case_number as caseNumber, o.number as originalNumber,
       (select sum(d.amount_fen) from decision d where d.recipient_id = r.id and d.kind = 'grant' and d.revoked_on is null and d.deleted_at is null) as grantedFen,
       (select max(d.decided_on) from decision d where d.recipient_id = r.id and d.kind = 'grant' and d.revoked_on is null and d.deleted_at is null) as decidedOn,
       c.closed_on is not null as closed
     from recipient r join person p on p.id = r.person_id join relief_case c on c.id = r.case_id left join original_case o on o.id = c.original_case_id
     where r.deleted_at is null and c.deleted_at is null order by r.id`,
    [],
  )
}

/** Somebody in a lead that is still open. */
export interface OpenLeadPerson extends CasebookPerson {
  leadId: Id
  receivedOn: LegalDate
}

export function peopleInOpenLeads(db: Reader): Promise<OpenLeadPerson[]> {
  return rows(
    db,
    `select p.name, p.paper_number as paper, p.birth_date as birthDate, p.sex, p.phone, l.id as leadId, l.received_on as receivedOn
     from lead_person lp join person p on p.id = lp.person_id join lead l on l.id = lp.lead_id
     where lp.deleted_at is null and l.deleted_at is null and l.outcome is null order by lp.id`,
    [],
  )
}

/** Money that others still keep for somebody of age. */
export interface GrownUp extends CasebookPerson {
  fundId: Id
  caseId: Id
  caseNumber: string | null
  supervisor: string
  age: number
  balanceFen: Fen
  handOverOn: LegalDate | null
}

export async function grownUps(db: Reader, day: LegalDate): Promise<GrownUp[]> {
  const found = await rows<Omit<GrownUp, 'age' | 'balanceFen'> & { birthDate: LegalDate; agreedOn: LegalDate }>(
    db,
    `select p.name, p.paper_number as paper, p.birth_date as birthDate, p.sex, p.phone, f.id as fundId, c.id as caseId, c.case_number as caseNumber, f.supervisor, f.hand_over_on as handOverOn, f.agreed_on as agreedOn
     from supervised_fund f join recipient r on r.id = f.recipient_id join person p on p.id = r.person_id join relief_case c on c.id = f.case_id
     where f.deleted_at is null and f.ended_on is null and c.deleted_at is null and r.deleted_at is null and p.birth_date is not null order by f.id`,
    [],
  )
  // An old person's money may be supervised too: only who was a minor when it began has grown up.
  const grown = found.filter(({ agreedOn, birthDate }) => ageOn(birthDate, day) >= 18 && ageOn(birthDate, agreedOn) < 18)
  const ids = [JSON.stringify(grown.map(({ fundId }) => fundId))]
  const deposits = groupBy(
    await rows<{ fundId: Id; kind: DisbursementKind; amountFen: Fen; happenedOn: LegalDate }>(db, 'select e.supervised_fund_id as fundId, e.kind, e.amount_fen as amountFen, e.happened_on as happenedOn from disbursement e where e.supervised_fund_id in (select value from json_each(?))', ids),
    ({ fundId }) => fundId,
  )
  const entries = groupBy(
    await rows<Pick<SupervisedEntry, 'kind' | 'happenedOn' | 'amountFen'> & { fundId: Id }>(db, 'select supervised_fund_id as fundId, kind, happened_on as happenedOn, amount_fen as amountFen from supervised_entry where deleted_at is null and supervised_fund_id in (select value from json_each(?))', ids),
    ({ fundId }) => fundId,
  )
  return grown.map(({ agreedOn: _agreed, ...one }) => ({ ...one, age: ageOn(one.birthDate, day), balanceFen: supervisedSums(deposits.get(one.fundId) ?? [], entries.get(one.fundId) ?? [], day).balanceFen }))
}

/** A grant that stands, with what makes it like others. */
export interface GrantOfPerson extends CasebookPerson {
  decisionId: Id
  caseId: Id
  caseNumber: string | null
  category: string
  charge: string
  amountFen: Fen
  decidedOn: LegalDate | null
}

export function grantsAlike(db: Reader): Promise<GrantOfPerson[]> {
  return rows(
    db,
    `select p.name, p.paper_number as paper, p.birth_date as birthDate, p.sex, p.phone, d.id as decisionId, c.id as caseId, c.case_number as caseNumber, s.category, s.charge,
       d.amount_fen as amountFen, d.decided_on as decidedOn
     from decision d join case_summary s on s.case_id = d.case_id join relief_case c on c.id = d.case_id join recipient r on r.id = d.recipient_id join person p on p.id = r.person_id
     where d.deleted_at is null and d.kind = 'grant' and d.revoked_on is null and d.amount_fen > 0 and s.category is not null and s.charge is not null and r.deleted_at is null order by d.id`,
    [],
  )
}
