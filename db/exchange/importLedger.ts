import type { ClosedHow, Fen, Id, LegalDate } from '../domain/records.ts'
import { caseNumberColumns } from '../store/caseNumberColumns.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'
import { paperKey } from './knownRecords.ts'
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
 * @param onCase called before each case with its place; throws to give up, then nothing is written
 */
export async function writeLedger(
  unit: UnitOfWork,
  file: LedgerFile,
  plan: LedgerPlan,
  { caseNumberPattern, onCase }: { caseNumberPattern: string; onCase: (done: number, total: number) => void },
): Promise<ImportResult> {
  if (plan.cases.length === 0) return { batchId: null, cases: 0, people: 0, fen: 0 }
  const batch = await unit.insert('import_batch', {
    file_name: file.fileName,
    file_sha256: file.fileSha256,
    ...plan.toImport,
    taken_back_at: null,
    taken_back_by: null,
  })
  const people = new Map([...plan.people].map(([key, person]) => [key, person.id]))
  for (const [done, one] of plan.cases.entries()) {
    onCase(done, plan.cases.length)
    await writeCase(unit, one, { batchId: batch.id, origin: file.source.origin, caseNumberPattern, people })
  }
  onCase(plan.cases.length, plan.cases.length)
  return { batchId: batch.id, ...plan.toImport }
}

interface Batch {
  batchId: Id
  origin: LedgerSource['origin']
  caseNumberPattern: string
  /** Ids of people by paperKey; grows with the people of this file, so that one person in two cases is one row. */
  people: Map<string, Id>
}

async function writeCase(unit: UnitOfWork, one: LedgerCase, batch: Batch): Promise<void> {
  const batch_id = batch.batchId
  const original =
    one.charge === null && one.chargeText === null
      ? null
      : await unit.insert('original_case', {
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
  const { id: case_id } = await unit.insert('relief_case', {
    ...caseNumberColumns(one.caseNumber, batch.caseNumberPattern),
    unified_number: null,
    original_case_id: original?.id ?? null,
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
  for (const [index, person] of one.people.entries()) await writePerson(unit, person, { case_id, batch_id, ordinal: index + 1 }, batch.people)
  if (one.typical) {
    await unit.insert('typical_award', { case_id, level: one.typicalLevel ?? 'unstated', published_on: null, title: null, batch_id })
  }
}

async function writePerson(unit: UnitOfWork, person: LedgerPerson, place: { case_id: Id; batch_id: Id; ordinal: number }, people: Map<string, Id>): Promise<void> {
  const { case_id, batch_id, ordinal } = place
  const key = paperKey(person)
  let person_id = key === null ? undefined : people.get(key)
  if (person_id === undefined) {
    const saved = await unit.insert('person', {
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
    person_id = saved.id
    if (key !== null) people.set(key, person_id)
  }
  const { id: recipient_id } = await unit.insert('recipient', {
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
  if (person.specialGroups.length > 0) await unit.setGroups(recipient_id, person.specialGroups)
  await writeOutcome(unit, person, { case_id, recipient_id, batch_id })
  if (person.visitOn !== null) {
    await unit.insert('visit', {
      case_id,
      recipient_id,
      due_on: null,
      done_on: person.visitOn,
      way: person.visitWay,
      visitors: null,
      findings: null,
      money_use: null,
      satisfaction: null,
      still_needed: null,
      batch_id,
    })
  }
  for (const { kind, note } of person.measures) {
    await unit.insert('support_measure', { case_id, recipient_id, kind, agency: null, promised_on: null, done_on: null, value_fen: null, note, batch_id })
  }
}

/** The decision, and the payment of its whole amount where the ledger has a day of payment. */
async function writeOutcome(unit: UnitOfWork, person: LedgerPerson, of: { case_id: Id; recipient_id: Id; batch_id: Id }): Promise<void> {
  if (person.outcome === null) return
  const granted = person.outcome === 'granted'
  const amount_fen = granted ? (person.amountFen ?? 0) : 0
  await unit.insert('decision', {
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
  await unit.appendDisbursement({
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
