import { KEPT_TITLE } from '../domain/ledgerFields.ts'
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
  const office = { batchId: batch.id, origin: file.source.origin, caseNumberPattern, people, samePeople: plan.samePeople, households: plan.households }
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
  /** Ids of households by row, where somebody said that the person belongs to one. */
  households: ReadonlyMap<number, Id>
}

type Records = Required<Omit<CaseRecords, 'household'>>

function newCase(one: LedgerCase, batch: Batch): NewCase {
  const batch_id = batch.batchId
  const caseId = freshId()
  const original = [one.charge, one.chargeText, one.originalNumber, one.handlingOffice, one.handlingUnit, one.suspects, one.originalOutcome]
  const originalId = original.every((fact) => fact === null) ? null : freshId()
  const records: Records = {
    person: [], original_case: [], relief_case: [], recipient: [], recipient_group: [], decision: [], disbursement: [], visit: [], support_measure: [], typical_award: [], case_note: [],
  } // prettier-ignore
  if (originalId !== null) {
    records.original_case.push({
      id: originalId,
      number: one.originalNumber,
      charge: one.charge,
      charge_text: one.chargeText,
      stage: null,
      reached_procuratorate: null,
      handling_office: one.handlingOffice,
      handling_unit: one.handlingUnit,
      suspects: one.suspects,
      outcome: one.originalOutcome,
      compensation_ordered_fen: null,
      compensation_obtained_fen: null,
      batch_id,
    })
  }
  records.relief_case.push({
    id: caseId,
    ...caseNumberColumns(one.caseNumber, batch.caseNumberPattern),
    unified_number: one.unifiedNumber,
    original_case_id: originalId,
    category: one.category,
    cause: null,
    lead_source: one.leadSource,
    officer_name: one.officerName,
    urgent: 0,
    historical: 1,
    origin: batch.origin,
    applied_on: one.appliedOn,
    accepted_on: one.acceptedOn,
    ...closing(one),
    archived_on: null,
    archive_number: null,
    remark: one.remark,
    batch_id,
  })
  for (const [index, person] of one.people.entries()) addPerson(records, person, { case_id: caseId, batch_id, ordinal: index + 1 }, batch)
  if (one.typical) records.typical_award.push({ id: freshId(), case_id: caseId, level: one.typicalLevel ?? 'unstated', published_on: null, title: null, batch_id })
  for (const text of notesOf(one)) records.case_note.push({ id: freshId(), case_id: caseId, text, batch_id })
  return { caseId, records }
}

/** What a form holds of a note. */
const LONGEST_NOTE = 4000

/** The columns that are no field, as notes of the case: once where all its rows say the same, else by the person of the row. */
function notesOf({ people }: LedgerCase): string[] {
  const told = people.filter(({ besides }) => besides.length > 0)
  const shared = told.length > 1 ? (told[0]?.besides ?? []).filter((line) => told.every(({ besides }) => besides.includes(line))) : []
  const own = told.flatMap(({ name, besides }) => besides.filter((line) => !shared.includes(line)).map((line) => (people.length > 1 ? `${name} ${line}` : line)))
  const notes: string[] = []
  for (const line of [...shared, ...own]) {
    const last = notes.at(-1)
    if (last !== undefined && last.length + line.length < LONGEST_NOTE) notes[notes.length - 1] = `${last}\n${line}`
    else notes.push(`${KEPT_TITLE}\n${line}`)
  }
  return notes
}

function addPerson(records: Records, person: LedgerPerson, place: { case_id: Id; batch_id: Id; ordinal: number }, { people, samePeople, households }: Batch): void {
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
      ethnicity: person.ethnicity,
      residence: person.residence,
      phone: person.phone,
      safe_contact: null,
      household_id: households.get(person.row) ?? null,
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
    guardian_name: person.guardian,
    guardian_phone: null,
    guardian_is_offender: 0,
    agent_name: person.agent,
    requested_fen: person.requestedFen,
    account_holder: person.accountHolder,
    bank_name: person.bankName,
    bank_account: person.bankAccount,
    hardship: person.hardship,
    batch_id,
  })
  for (const group_code of new Set(person.specialGroups)) records.recipient_group.push({ recipient_id, group_code })
  addOutcome(records, person, of)
  for (const [index, done_on] of person.visitOn === null ? [] : [person.visitOn, ...person.moreVisitsOn].entries()) {
    const open = { due_on: null, money_use: null, satisfaction: null, still_needed: null }
    records.visit.push({ id: freshId(), ...of, ...open, done_on, way: person.visitWay, visitors: person.visitors, findings: index === 0 ? person.findings : null })
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
    number: person.decisionNumber,
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
