import type { Generated, Insertable, Selectable, Updateable } from 'kysely'
import type { AftercareTables } from './aftercareTables.ts'
import type { CaseTables } from './caseTables.ts'
import type { CaseworkTables } from './caseworkTables.ts'
import type { ComparisonTables } from './comparisonTables.ts'
import type { ReportTables } from './reportTables.ts'
import type { Flag, Meta } from './tableColumns.ts'

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

export interface Tables extends CaseTables, CaseworkTables, AftercareTables, ReportTables, ComparisonTables {
  office: OfficeTable
  account: AccountTable
  import_batch: ImportBatchTable
  audit_entry: AuditEntryTable
  audit_payload: AuditPayloadTable
  draft: DraftTable
  view_setting: ViewSettingTable
  record_merge: RecordMergeTable
  likeness_judgement: LikenessJudgementTable
}

/** Tables whose rows carry Meta: only these go through the unit of work's insert, update, recycle and restore. */
export type RecordTable = {
  [K in keyof Tables]: Tables[K] extends Meta ? K : never
}[keyof Tables]

export type Row<K extends keyof Tables> = Selectable<Tables[K]>
/** What a caller gives for a new record; the unit of work adds the rest of Meta. */
export type NewRow<K extends RecordTable> = Omit<Insertable<Tables[K]>, Exclude<keyof Meta, 'id'> | 'id'> & { id?: string }
export type RowPatch<K extends RecordTable> = Partial<Omit<Updateable<Tables[K]>, keyof Meta>>
