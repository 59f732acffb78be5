import type { CaseAftercare } from '../domain/aftercareRecords.ts'
import type { CaseWork } from '../domain/caseworkRecords.ts'
import type { CaseFile } from '../domain/caseFile.ts'
import type { CaseNote, CaseOrigin, ClosedHow, Decision, Disbursement, DisbursementKind, MeasureCheck, OriginalCase, Person, Recipient, SupportMeasure, TypicalAward, Visit } from '../domain/records.ts'
import type { Row } from './tables.ts'

/** Rows of the store as the records every layer above knows, in full: masking is the business of whoever hands them out. */

/** The part of a case file that stands in the case's own row. */
export type CaseHead = Omit<
  CaseFile,
  | 'stage'
  | 'original'
  | 'recipients'
  | 'decisions'
  | 'disbursements'
  | 'visits'
  | 'measures'
  | 'awards'
  | 'notes'
  | 'balance'
  | 'advice'
  | 'timeline'
  | Exclude<keyof CaseWork, 'leadId' | 'applyWay' | 'appliedBy'>
  | keyof CaseAftercare
>

export const toCaseHead = (row: Row<'relief_case'>): CaseHead => ({
  id: row.id,
  version: row.version,
  caseNumber: row.case_number,
  unifiedNumber: row.unified_number,
  category: row.category,
  cause: row.cause,
  leadSource: row.lead_source,
  officerName: row.officer_name,
  urgent: row.urgent === 1,
  historical: row.historical === 1,
  origin: row.origin as CaseOrigin,
  appliedOn: row.applied_on,
  acceptedOn: row.accepted_on,
  closedOn: row.closed_on,
  closedHow: row.closed_how as ClosedHow | null,
  archivedOn: row.archived_on,
  archiveNumber: row.archive_number,
  remark: row.remark,
  deletedAt: row.deleted_at,
  deleteReason: row.delete_reason,
  leadId: row.lead_id,
  applyWay: row.apply_way,
  appliedBy: row.applied_by,
})

export const toOriginal = (row: Row<'original_case'>): OriginalCase => ({
  id: row.id,
  version: row.version,
  number: row.number,
  charge: row.charge,
  chargeText: row.charge_text,
  stage: row.stage,
  reachedProcuratorate: row.reached_procuratorate === null ? null : row.reached_procuratorate === 1,
  handlingOffice: row.handling_office,
  handlingUnit: row.handling_unit,
  suspects: row.suspects,
  outcome: row.outcome,
  compensationOrderedFen: row.compensation_ordered_fen,
  compensationObtainedFen: row.compensation_obtained_fen,
})

export const toPerson = (row: Row<'person'>): Person => ({
  id: row.id,
  version: row.version,
  name: row.name,
  paperType: row.paper_type,
  paperNumber: row.paper_number,
  sex: row.sex as Person['sex'],
  birthDate: row.birth_date,
  ethnicity: row.ethnicity,
  residence: row.residence,
  phone: row.phone,
  safeContact: row.safe_contact,
  householdId: row.household_id,
})

export const toRecipient = (row: Row<'recipient'>, person: Row<'person'>, specialGroups: string[]): Recipient => ({
  id: row.id,
  version: row.version,
  ordinal: row.ordinal,
  person: toPerson(person),
  relation: row.relation,
  specialGroups,
  guardianName: row.guardian_name,
  guardianPhone: row.guardian_phone,
  guardianIsOffender: row.guardian_is_offender === 1,
  agentName: row.agent_name,
  requestedFen: row.requested_fen,
  accountHolder: row.account_holder,
  bankName: row.bank_name,
  bankAccount: row.bank_account,
  hardship: row.hardship,
  unsupervisedReason: row.unsupervised_reason,
})

export const toDecision = (row: Row<'decision'>): Decision => ({
  id: row.id,
  version: row.version,
  recipientId: row.recipient_id,
  kind: row.kind as Decision['kind'],
  amountFen: row.amount_fen,
  decidedOn: row.decided_on,
  number: row.number,
  servedOn: row.served_on,
  reason: row.reason,
  overCapReason: row.over_cap_reason,
  serviceWay: row.service_way,
  serviceNote: row.service_note,
  revokedOn: row.revoked_on,
  earlierFen: row.earlier_fen,
})

export const toDisbursement = (row: Omit<Row<'disbursement'>, 'case_id' | 'batch_id'>): Disbursement => ({
  id: row.id,
  recipientId: row.recipient_id,
  kind: row.kind as DisbursementKind,
  amountFen: row.amount_fen,
  happenedOn: row.happened_on,
  method: row.method,
  payee: row.payee,
  accountSnapshot: row.account_snapshot,
  voucher: row.voucher,
  note: row.note,
  instalmentId: row.instalment_id,
  supervisedFundId: row.supervised_fund_id,
  receipt: row.receipt as Disbursement['receipt'],
  witness: row.witness,
  collectedBy: row.collected_by,
  reason: row.reason,
  createdAt: row.created_at,
  createdBy: row.created_by,
})

type Plain<K extends 'visit' | 'support_measure'> = Omit<Row<K>, 'created_at' | 'created_by' | 'updated_at' | 'updated_by' | 'deleted_at' | 'deleted_by' | 'delete_reason' | 'case_id' | 'batch_id'>

export const toVisit = (row: Plain<'visit'>): Visit => ({
  id: row.id,
  version: row.version,
  recipientId: row.recipient_id,
  dueOn: row.due_on,
  doneOn: row.done_on,
  way: row.way,
  visitors: row.visitors,
  findings: row.findings,
  moneyUse: row.money_use,
  satisfaction: row.satisfaction,
  stillNeeded: row.still_needed,
  origin: row.origin as Visit['origin'],
  living: row.living,
  production: row.production,
  health: row.health,
  schooling: row.schooling,
  measuresChecked: row.measures_checked === null ? [] : (JSON.parse(row.measures_checked) as MeasureCheck[]),
  nextOn: row.next_on,
  receipt: row.receipt as Visit['receipt'],
  discreet: row.discreet === 1,
})

export const toMeasure = (row: Plain<'support_measure'>): SupportMeasure => ({
  id: row.id,
  version: row.version,
  recipientId: row.recipient_id,
  kind: row.kind,
  agency: row.agency,
  promisedOn: row.promised_on,
  doneOn: row.done_on,
  valueFen: row.value_fen,
  note: row.note,
  agencyId: row.agency_id,
  askedOn: row.asked_on,
  replyDueOn: row.reply_due_on,
  refusedOn: row.refused_on,
})

export const toAward = (row: Row<'typical_award'>): TypicalAward => ({
  id: row.id,
  version: row.version,
  level: row.level,
  publishedOn: row.published_on,
  title: row.title,
})

export const toNote = (row: Row<'case_note'>): CaseNote => ({
  id: row.id,
  version: row.version,
  text: row.text,
  createdAt: row.created_at,
  createdBy: row.created_by,
})
