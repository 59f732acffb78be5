import type { Generated } from 'kysely'
import type { Batched, Flag, Meta } from './tableColumns.ts'

/** Tables of cases and their people, money and aftermath, and what lists and search read in their place. */

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

export interface CaseTables {
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
}
