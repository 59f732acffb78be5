import type { Batched, Flag, Meta } from './tableColumns.ts'

/** Tables of leads and of the work on a case (migration 2). */

export interface LeadTable extends Meta, Batched {
  received_on: string
  source: string
  channel: string | null
  sending_unit: string | null
  letter_number: string | null
  summary: string | null
  officer_name: string
  historical: Flag
  reached_procuratorate: Flag | null
  original_number: string | null
  charge: string | null
  charge_text: string | null
  handling_unit: string | null
  suspects: string | null
  told_on: string | null
  told_way: string | null
  told_note: string | null
  checked_on: string | null
  checkers: string | null
  check_note: string | null
  outcome: string | null
  outcome_on: string | null
  outcome_note: string | null
  referred_to: string | null
  case_id: string | null
  report_back: Flag
  reported_on: string | null
  report_note: string | null
  satisfaction: string | null
  /** Names, pinyin initials, numbers: what the search of the list reads. */
  search_text: string
}
export interface LeadPersonTable extends Meta {
  lead_id: string
  person_id: string
  ordinal: number
  relation: string | null
}
interface OfCase extends Meta, Batched {
  case_id: string
}
export interface MaterialTable extends OfCase {
  recipient_id: string | null
  kind: string
  name: string | null
  copies: number
  is_original: Flag
  received_on: string | null
  note: string | null
}
export interface CaseStepTable extends OfCase {
  recipient_id: string | null
  kind: string
  happened_on: string
  amount_fen: number | null
  party: string | null
  note: string | null
  late: Flag
}
export interface AssessmentTable extends OfCase {
  recipient_id: string
  reviewed_on: string | null
  reviewer: string | null
  damage_fen: number | null
  compensation_fen: number | null
  other_help_fen: number | null
  family_members: number | null
  family_income_fen: number | null
  living_cost_fen: number | null
  fault: string | null
  family_note: string | null
  /** JSON: `[{ code, answer }]`. */
  grounds: string
  repeat_answer: string | null
  helped_elsewhere: string | null
  elsewhere_note: string | null
  proposal: string | null
  proposed_fen: number | null
  over_cap_reason: string | null
  opinion: string | null
}
export interface HearingTable extends OfCase {
  held_on: string
  place: string | null
  is_public: Flag
  host: string | null
  participants: string | null
  opinions: string | null
  conclusion: string | null
}
export interface ApprovalTable extends OfCase {
  round: number
  ordinal: number
  step_name: string
  kind: string
  sent_on: string | null
  answered_on: string | null
  approver: string | null
  result: string | null
  opinion: string | null
  amount_fen: number | null
  meeting_number: string | null
  proposed_by: string
  signed_by: string | null
  signed_at: string | null
}
export interface JointOfficeTable extends OfCase {
  name: string
  role: string
  share_fen: number
  decided_on: string | null
  paid_on: string | null
  note: string | null
}
export interface DecisionChangeTable extends OfCase {
  decision_id: string
  kind: string
  decided_on: string
  number: string | null
  before_fen: number
  after_fen: number
  reason: string
}
export interface DeadlineExtensionTable extends OfCase {
  rule: string
  until_on: string
  reason: string
  approver: string
  approved_on: string
}
export interface AttachmentTable extends Meta {
  case_id: string | null
  lead_id: string | null
  entity: string | null
  entity_id: string | null
  name: string
  media_type: string
  bytes: number
  sha256: string
  note: string | null
  paper_key: string | null
}
export interface ReferenceEntryTable extends Meta {
  kind: string
  key: string
  effective_from: string
  /** JSON, shaped by the kind: see db/domain/reference.ts. */
  value: string
}
export interface StaffHandoverTable extends Meta {
  from_name: string
  to_name: string
  handed_on: string
  reason: string
  /** JSON: what was handed over, as the printed list shows it. */
  items: string
}

export interface CaseworkTables {
  lead: LeadTable
  lead_person: LeadPersonTable
  material: MaterialTable
  case_step: CaseStepTable
  assessment: AssessmentTable
  hearing: HearingTable
  approval: ApprovalTable
  joint_office: JointOfficeTable
  decision_change: DecisionChangeTable
  deadline_extension: DeadlineExtensionTable
  attachment: AttachmentTable
  reference_entry: ReferenceEntryTable
  staff_handover: StaffHandoverTable
}
