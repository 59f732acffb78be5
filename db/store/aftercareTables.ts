import type { Meta } from './tableColumns.ts'

/** Tables of funds, instalments, supervised money, agencies and letters (migration 3). */

export interface FundsEntryTable extends Meta {
  kind: string
  happened_on: string
  amount_fen: number
  source: string | null
  year: number
  document: string | null
  note: string | null
}
export interface FundsAllocationTable extends Meta {
  funds_entry_id: string
  case_id: string
  amount_fen: number
}
export interface InstalmentPlanTable extends Meta {
  case_id: string
  recipient_id: string
  rhythm: string
  fixed_on: string | null
  approver: string | null
  reason: string | null
  superseded_at: string | null
}
export interface InstalmentTable extends Meta {
  case_id: string
  recipient_id: string
  plan_id: string
  ordinal: number
  due_on: string
  amount_fen: number
  purpose: string | null
}
export interface SupervisedFundTable extends Meta {
  case_id: string
  recipient_id: string
  supervisor: string
  supervisor_kind: string
  supervisor_contact: string | null
  guardian: string | null
  bank_name: string | null
  bank_account: string | null
  agreed_on: string
  hand_over_on: string | null
  ended_on: string | null
  end_reason: string | null
  note: string | null
}
export interface SupervisedEntryTable extends Meta {
  case_id: string
  supervised_fund_id: string
  kind: string
  happened_on: string
  amount_fen: number | null
  purpose: string | null
  voucher: string | null
  reason: string | null
}
export interface AgencyTable extends Meta {
  name: string
  kind: string | null
  contact: string | null
  phone: string | null
  address: string | null
  note: string | null
  disabled_at: string | null
}
export interface LetterTable extends Meta {
  case_id: string
  measure_id: string | null
  agency_id: string
  kind: string
  number: string | null
  sent_on: string
  reply_due_on: string | null
  replied_on: string | null
  reply: string | null
  content: string | null
}

export interface AftercareTables {
  funds_entry: FundsEntryTable
  funds_allocation: FundsAllocationTable
  instalment_plan: InstalmentPlanTable
  instalment: InstalmentTable
  supervised_fund: SupervisedFundTable
  supervised_entry: SupervisedEntryTable
  agency: AgencyTable
  letter: LetterTable
}
