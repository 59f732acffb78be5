/** Columns that many tables share. */

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
