import type { Flag, Meta } from './tableColumns.ts'

export interface ComparisonListTable extends Meta {
  kind: string
  title: string
  letter_number: string
  purpose: string
  sending_agency: string
  received_on: string
  destroy_on: string
  file_name: string
  /** Of the file; of file and sheet where one of several was read. */
  content_sha256: string
  /** JSON array of names. */
  sheets: string
  people: number
  faults: number
  purged_at: string | null
  purged_by: string | null
  purge_reason: string | null
  scrubbed: Flag
}
export interface ComparisonPersonTable {
  list_id: string
  ordinal: number
  sheet: string
  row: number
  name: string
  /** A number that can be relied on, in the form papers are stored. */
  paper: string | null
  /** One that cannot, as written. */
  written: string | null
  birth_date: string | null
  sex: string | null
  phone: string | null
  /** JSON: `ListedDetails`. */
  details: string | null
}
export interface ComparisonFaultTable {
  list_id: string
  ordinal: number
  sheet: string
  row: number
  why: string
  kept: Flag
}
/** Written without the audit's payload: a remark may name people of a list. */
export interface ComparisonJudgementTable {
  id: string
  version: number
  question: string
  digest: string
  verdict: string
  remark: string | null
  /** JSON array of ids. */
  list_ids: string
  lead_id: string | null
  judged_at: string
  judged_by: string
}
export interface ComparisonQuestionTable extends Meta {
  title: string
  /** JSON: `QuestionDefinition`. */
  definition: string
}
export interface ComparisonRunTable {
  question: string
  ran_at: string
  ran_by: string
  certain: number
  doubtful: number
  /** JSON array of digests. */
  keys: string
}

export interface ComparisonTables {
  comparison_list: ComparisonListTable
  comparison_person: ComparisonPersonTable
  comparison_fault: ComparisonFaultTable
  comparison_judgement: ComparisonJudgementTable
  comparison_question: ComparisonQuestionTable
  comparison_run: ComparisonRunTable
}
