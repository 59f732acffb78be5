import type { Generated, Insertable, Selectable, Updateable } from 'kysely'
import type { AftercareTables } from './aftercareTables.ts'
import type { CaseworkTables } from './caseworkTables.ts'
import type { ComparisonTables } from './comparisonTables.ts'

export type Flag = 0 | 1

/** Columns every changeable record carries: optimistic lock, who and when, recycle bin. */
export interface Meta {
  id: string
  version: number
  created_at: string
  created_by: string
  updated_at: string
  updated_by: string
  deleted_at: string | null
  deleted_by: string | null
  delete_reason: string | null
}
export interface Batched {
  batch_id: string | null
}

export interface OfficeTable extends Meta {
  name: string
  level: string
  higher_office: string | null
  region: string
  case_number_pattern: string
  year_starts_on: string
  idle_lock_minutes: number
  several_roles: Flag
}
export interface AccountTable extends Meta {
  login: string
  name: string
  /** JSON array of roles. */
  roles: string
  disabled_at: string | null
  last_sign_in_at: string | null
}
export interface ImportBatchTable extends Meta {
  file_name: string
  file_sha256: string
  cases: number
  people: number
  fen: number
  taken_back_at: string | null
  taken_back_by: string | null
}
export interface HouseholdTable extends Meta, Batched {
  address: string | null
}
export interface PersonTable extends Meta, Batched {
  name: string
  paper_type: string
  paper_number: string | null
  sex: string | null
  birth_date: string | null
  ethnicity: string | null
  residence: string | null
  phone: string | null
  safe_contact: string | null
  household_id: string | null
}
export interface OriginalCaseTable extends Meta, Batched {
  number: string | null
  charge: string | null
  charge_text: string | null
  stage: string | null
  reached_procuratorate: Flag | null
  handling_office: string | null
  handling_unit: string | null
  suspects: string | null
  outcome: string | null
  compensation_ordered_fen: number | null
  compensation_obtained_fen: number | null
}
export interface ReliefCaseTable extends Meta, Batched {
  case_number: string | null
  number_year: number | null
  number_seq: number | null
  unified_number: string | null
  original_case_id: string | null
  category: string | null
  cause: string | null
  lead_source: string | null
  officer_name: string | null
  urgent: Flag
  historical: Flag
  origin: string
  applied_on: string | null
  accepted_on: string | null
  closed_on: string | null
  closed_how: string | null
  archived_on: string | null
  archive_number: string | null
  remark: string | null
  lead_id: Generated<string | null>
  apply_way: Generated<string | null>
  applied_by: Generated<string | null>
}
export interface RecipientTable extends Meta, Batched {
  case_id: string
  person_id: string
  ordinal: number
  relation: string | null
  guardian_name: string | null
  guardian_phone: string | null
  guardian_is_offender: Flag
  agent_name: string | null
  requested_fen: number | null
  account_holder: string | null
  bank_name: string | null
  bank_account: string | null
  hardship: string | null
  unsupervised_reason: Generated<string | null>
}
export interface RecipientGroupTable {
  recipient_id: string
  group_code: string
}
export interface DecisionTable extends Meta, Batched {
  case_id: string
  recipient_id: string
  kind: string
  amount_fen: number
  decided_on: string | null
  number: string | null
  served_on: string | null
  reason: string | null
  over_cap_reason: string | null
  service_way: Generated<string | null>
  service_note: Generated<string | null>
  revoked_on: Generated<string | null>
  earlier_fen: Generated<number>
}
export interface DisbursementTable extends Batched {
  id: string
  case_id: string
  recipient_id: string
  kind: string
  amount_fen: number
  happened_on: string
  method: string | null
  payee: string | null
  account_snapshot: string | null
  voucher: string | null
  note: string | null
  instalment_id: Generated<string | null>
  supervised_fund_id: Generated<string | null>
  receipt: Generated<string | null>
  witness: Generated<string | null>
  collected_by: Generated<string | null>
  reason: Generated<string | null>
  bank_reference: Generated<string | null>
  created_at: string
  created_by: string
}
export interface VisitTable extends Meta, Batched {
  case_id: string
  recipient_id: string | null
  due_on: string | null
  done_on: string | null
  way: string | null
  visitors: string | null
  findings: string | null
  money_use: string | null
  satisfaction: string | null
  still_needed: string | null
  origin: Generated<string | null>
  ordinal: Generated<number | null>
  living: Generated<string | null>
  production: Generated<string | null>
  health: Generated<string | null>
  schooling: Generated<string | null>
  /** JSON: `MeasureCheck[]`. */
  measures_checked: Generated<string | null>
  next_on: Generated<string | null>
  receipt: Generated<string | null>
  discreet: Generated<Flag | null>
}
export interface SupportMeasureTable extends Meta, Batched {
  case_id: string
  recipient_id: string | null
  kind: string
  agency: string | null
  promised_on: string | null
  done_on: string | null
  value_fen: number | null
  note: string | null
  agency_id: Generated<string | null>
  asked_on: Generated<string | null>
  reply_due_on: Generated<string | null>
  refused_on: Generated<string | null>
}
export interface TypicalAwardTable extends Meta, Batched {
  case_id: string
  level: string
  published_on: string | null
  title: string | null
}
export interface CaseNoteTable extends Meta, Batched {
  case_id: string
  text: string
}
export interface CaseSummaryTable {
  sort_key: string
  case_id: string
  /** Year of the number, without one of the acceptance, without that of the entry; the sort key begins with it. */
  list_year: number
  stage: string
  category: string | null
  charge: string | null
  lead_source: string | null
  officer_name: string | null
  historical: Flag
  /** Codes of its recipients' groups, sorted, each between commas: `,minor,woman,`. */
  special_groups: string
  accepted_on: string | null
  decided_on: string | null
  paid_on: string | null
  people: number
  granted_people: number
  refused_people: number
  granted_fen: number
  paid_fen: number
  cancelled_fen: number
  /** Recipients who were paid and whom nobody has visited or planned to visit since; 0 in historical cases. */
  unvisited: number
}
export interface CaseSearchTable {
  sort_key: string
  case_id: string
  text: string
}
export interface AuditEntryTable {
  seq: Generated<number>
  at: string
  account_id: string | null
  who: string
  action: string
  entity: string
  entity_id: string | null
  case_id: string | null
  reason: string | null
  digest: string
  previous_hash: string
  hash: string
}
export interface AuditPayloadTable {
  seq: number
  before: string | null
  after: string | null
}
export interface DraftTable {
  account_id: string
  form_key: string
  content: string
  updated_at: string
}
export interface ViewSettingTable {
  account_id: string
  key: string
  value: string
}

/** Two records put together; undone by `acts`. */
export interface RecordMergeTable extends Meta {
  entity: string
  kept_id: string
  other_id: string
  kept_title: string
  other_title: string
  reason: string
  /** JSON: `MergeAct[]` of merging.ts. */
  acts: string
  taken_apart_at: string | null
  taken_apart_by: string | null
  apart_reason: string | null
}
export interface LikenessJudgementTable extends Meta {
  entity: string
  one_id: string
  other_id: string
  verdict: string
}

/** A frozen report. Written once by the unit of work; the database refuses every change. */
export interface SealTable {
  id: string
  number: string
  number_year: number
  number_seq: number
  kind: string
  title: string
  /** Canonical JSON of the ReportAsk. */
  ask: string
  reason: string
  /** The seal whose place it takes. */
  supersedes_id: string | null
  locked_on: string
  /** The newest audit entry when it was made. */
  audit_seq: number
  audit_head: string
  /** Canonical JSON: `SealContent` of db/domain/sealModel.ts. */
  content: string
  sha256: string
  created_at: string
  created_by: string
}

/** A report of the office's own making. */
export interface OwnReportTable extends Meta {
  name: string
  /** JSON: `OwnDefinition`. */
  definition: string
}

/** Case cards of the business system: one export a statistical year. */
export interface CaseCardLoadTable extends Meta {
  year: number
  file_name: string
  content_sha256: string
  /** JSON: `CardMeaning[]`. */
  meanings: string
  cards: number
}
export interface CaseCardTable {
  load_id: string
  ordinal: number
  row: number
  unified_number: string | null
  case_number: string | null
  name: string | null
  accepted_on: string | null
  decided_on: string | null
  result: 'grant' | 'refuse' | null
  amount_fen: number | null
  people: number | null
  officer_name: string | null
}
/** What the office said of a difference between a card and the ledger. */
export interface CaseCardReasonTable extends Meta {
  digest: string
  kind: string
  reason: string
  remark: string | null
}

export interface Tables extends CaseworkTables, AftercareTables, ComparisonTables {
  office: OfficeTable
  account: AccountTable
  import_batch: ImportBatchTable
  household: HouseholdTable
  person: PersonTable
  original_case: OriginalCaseTable
  relief_case: ReliefCaseTable
  recipient: RecipientTable
  recipient_group: RecipientGroupTable
  decision: DecisionTable
  disbursement: DisbursementTable
  visit: VisitTable
  support_measure: SupportMeasureTable
  typical_award: TypicalAwardTable
  case_note: CaseNoteTable
  case_summary: CaseSummaryTable
  case_search: CaseSearchTable
  audit_entry: AuditEntryTable
  audit_payload: AuditPayloadTable
  draft: DraftTable
  view_setting: ViewSettingTable
  record_merge: RecordMergeTable
  likeness_judgement: LikenessJudgementTable
  seal: SealTable
  own_report: OwnReportTable
  case_card_load: CaseCardLoadTable
  case_card: CaseCardTable
  case_card_reason: CaseCardReasonTable
}

/** Tables whose rows carry Meta: only these go through the unit of work's insert, update, recycle and restore. */
export type RecordTable = {
  [K in keyof Tables]: Tables[K] extends Meta ? K : never
}[keyof Tables]

export type Row<K extends keyof Tables> = Selectable<Tables[K]>
/** What a caller gives for a new record; the unit of work adds the rest of Meta. */
export type NewRow<K extends RecordTable> = Omit<Insertable<Tables[K]>, Exclude<keyof Meta, 'id'> | 'id'> & { id?: string }
export type RowPatch<K extends RecordTable> = Partial<Omit<Updateable<Tables[K]>, keyof Meta>>
