import type { ClosedHow, Fen, Id, LegalDate } from '../domain/records.ts'
import { caseNumberColumns } from '../store/caseNumberColumns.ts'
import { freshId } from '../store/insertCases.ts'
import type { CaseRecords, NewCase } from '../store/insertCases.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'
import { paperKey } from './knownRecords.ts'
import { importKeyOf } from './ledgerFile.ts'
import type { LedgerFile } from './ledgerFile.ts'
import type { LedgerSource } from './ledgerSource.ts'
import type { LedgerPlan } from './ledgerPlan.ts'
import type { LedgerCase, LedgerPerson } from './ledgerTypes.ts'

export interface ImportResult {
  /** Null where there was nothing new. */
  batchId: Id | null
  cases: number
  people: number
  fen: Fen
}

/**
 * Writes the new cases of a plan as one batch. Facts stay as found; the cases are historical, so nothing falls due from them.
 * @param onlyGood leaves out the cases of rows that must be mended first
 * @param onCase called before each case with its place; throws to give up, then nothing is written
 */
export async function writeLedger(
  unit: UnitOfWork,
  file: LedgerFile,
  plan: LedgerPlan,
  { caseNumberPattern, onlyGood = false, onCase }: { caseNumberPattern: string; onlyGood?: boolean; onCase: (done: number, total: number) => void },
): Promise<ImportResult> {
  const { cases, toImport } = onlyGood ? plan.good : plan
  if (cases.length === 0) return { batchId: null, cases: 0, people: 0, fen: 0 }
  const batch = await unit.insert('import_batch', {
    file_name: file.fileName,
    // A part of a file is not the file: the rest is compared row by row when it comes again.
    file_sha256: cases.length === plan.cases.length && plan.refused.length === 0 && file.mending.leftOut === 0 ? file.importKey : importKeyOf(file.importKey, 'part'),
    ...toImport,
    taken_back_at: null,
    taken_back_by: null,
  })
  const people = new Map([...plan.people].map(([key, person]) => [key, person.id]))
  const office = { batchId: batch.id, origin: file.source.origin, caseNumberPattern, people, samePeople: plan.samePeople }
  for (let from = 0; from < cases.length; from += AT_ONCE) {
    const some = cases.slice(from, from + AT_ONCE).map((one, index) => {
      onCase(from + index, cases.length)
      return newCase(one, office)
    })
    await unit.insertCases(some)
  }
  onCase(cases.length, cases.length)
  return { batchId: batch.id, ...toImport }
}

/** Cases written at once: many for speed, few enough that cancelling and progress are prompt. */
const AT_ONCE = 100

interface Batch {
  batchId: Id
  origin: LedgerSource['origin']
  caseNumberPattern: string
  /** Ids of people by paperKey; grows with the people of this file, so that one person in two cases is one row. */
  people: Map<string, Id>
  /** Ids of people by row, where somebody said who they are. */
  samePeople: ReadonlyMap<number, Id>
}

type Records = Required<Omit<CaseRecords, 'household' | 'case_note'>>

function newCase(one: LedgerCase, batch: Batch): NewCase {
  const batch_id = batch.batchId
  const caseId = freshId()
  const originalId = one.charge === null && one.chargeText === null ? null : freshId()
  const records: Records = {
    person: [], original_case: [], relief_case: [], recipient: [], recipient_group: [], decision: [], disbursement: [], visit: [], support_measure: [], typical_award: [],
  } // prettier-ignore
  if (originalId !== null) {
    records.original_case.push({
      id: originalId,
      number: null,
      charge: one.charge,
      charge_text: one.chargeText,
      stage: null,
      reached_procuratorate: null,
      handling_office: null,
      handling_unit: null,
      suspects: null,
      outcome: null,
      compensation_ordered_fen: null,
      compensation_obtained_fen: null,
      batch_id,
    })
  }
  records.relief_case.push({
    id: caseId,
    ...caseNumberColumns(one.caseNumber, batch.caseNumberPattern),
    unified_number: null,
    original_case_id: originalId,
    category: one.category,
    cause: null,
    lead_source: one.leadSource,
    officer_name: one.officerName,
    urgent: 0,
    historical: 1,
    origin: batch.origin,
    applied_on: null,
    accepted_on: one.acceptedOn,
    ...closing(one),
    archived_on: null,
    archive_number: null,
    remark: one.remark,
    batch_id,
  })
  for (const [index, person] of one.people.entries()) addPerson(records, person, { case_id: caseId, batch_id, ordinal: index + 1 }, batch)
  if (one.typical) records.typical_award.push({ id: freshId(), case_id: caseId, level: one.typicalLevel ?? 'unstated', published_on: null, title: null, batch_id })
  return { caseId, records }
}

function addPerson(records: Records, person: LedgerPerson, place: { case_id: Id; batch_id: Id; ordinal: number }, { people, samePeople }: Batch): void {
  const { case_id, batch_id, ordinal } = place
  const key = paperKey(person)
  const present = samePeople.get(person.row) ?? (key === null ? undefined : people.get(key))
  const person_id = present ?? freshId()
  if (present === undefined) {
    records.person.push({
      id: person_id,
      name: person.name,
      paper_type: person.paperType,
      paper_number: person.paperNumber,
      sex: person.sex,
      birth_date: person.birthDate,
      ethnicity: null,
      residence: null,
      phone: person.phone,
      safe_contact: null,
      household_id: null,
      batch_id,
    })
  }
  if (key !== null) people.set(key, person_id)
  const recipient_id = freshId()
  const of = { case_id, recipient_id, batch_id }
  records.recipient.push({
    id: recipient_id,
    case_id,
    person_id,
    ordinal,
    relation: person.relation,
    guardian_name: null,
    guardian_phone: null,
    guardian_is_offender: 0,
    agent_name: null,
    requested_fen: null,
    account_holder: null,
    bank_name: null,
    bank_account: null,
    hardship: null,
    batch_id,
  })
  for (const group_code of new Set(person.specialGroups)) records.recipient_group.push({ recipient_id, group_code })
  addOutcome(records, person, of)
  if (person.visitOn !== null) {
    const open = { due_on: null, visitors: null, findings: null, money_use: null, satisfaction: null, still_needed: null }
    records.visit.push({ id: freshId(), ...of, ...open, done_on: person.visitOn, way: person.visitWay })
  }
  for (const { kind, note } of person.measures) {
    records.support_measure.push({ id: freshId(), ...of, kind, agency: null, promised_on: null, done_on: null, value_fen: null, note })
  }
}

/** The decision, and the payment of its whole amount where the ledger has a day of payment. */
function addOutcome(records: Records, person: LedgerPerson, of: { case_id: Id; recipient_id: Id; batch_id: Id }): void {
  if (person.outcome === null) return
  const granted = person.outcome === 'granted'
  const amount_fen = granted ? (person.amountFen ?? 0) : 0
  records.decision.push({
    id: freshId(),
    ...of,
    kind: granted ? 'grant' : 'refuse',
    amount_fen,
    decided_on: person.decidedOn,
    number: null,
    served_on: null,
    reason: null,
    over_cap_reason: null,
  })
  if (!granted || person.paidOn === null) return
  records.disbursement.push({
    id: freshId(),
    ...of,
    kind: 'paid',
    amount_fen,
    happened_on: person.paidOn,
    method: null,
    payee: null,
    account_snapshot: null,
    voucher: null,
    note: null,
  })
}

/**
 * 办结 is a decision served and a first payment, or a refusal. A ledger says nothing of serving: an old case counts as closed once everyone's money was paid,
 * or when everyone was refused.
 */
function closing(one: LedgerCase): { closed_on: LegalDate | null; closed_how: ClosedHow | null } {
  const granted = one.people.filter((person) => person.outcome === 'granted')
  const decided = one.people.every((person) => person.outcome !== null)
  const days = granted.length > 0 ? granted.map((person) => person.paidOn) : one.people.map((person) => person.decidedOn)
  const last = days.includes(null) ? null : days.reduce((latest, day) => (latest !== null && day !== null && latest > day ? latest : day), null)
  if (!decided || last === null) return { closed_on: null, closed_how: null }
  return { closed_on: last, closed_how: granted.length > 0 ? 'paid' : 'refused' }
}
