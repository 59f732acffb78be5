import type { Meta } from './tableColumns.ts'

/** Tables of what reports keep: locked ones, the office's own, case cards they are held against. */

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

export interface ReportTables {
  seal: SealTable
  own_report: OwnReportTable
  case_card_load: CaseCardLoadTable
  case_card: CaseCardTable
  case_card_reason: CaseCardReasonTable
}
