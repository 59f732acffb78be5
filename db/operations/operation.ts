/**
 * What an operation of the contract is. Three kinds of work: a query reads, a command changes in one transaction, a job runs long in a worker,
 * reports progress and can be cancelled.
 * Permission: 'public' works before sign-in, 'signed-in' asks for a session only, anything else is one of db/domain/permissions.ts.
 */
import { z } from 'zod'
import type { Permission } from '../domain/permissions.ts'
import type { Id, Instant } from '../domain/records.ts'
import * as i from './inputs.ts'

export type Kind = 'query' | 'command' | 'job'
export type Access = 'public' | 'signed-in' | Permission

/** Carries the output type only; nothing of it exists at run time. */
export interface Operation<K extends Kind, I extends z.ZodType, O> {
  kind: K
  access: Access
  input: I
  /** Whether it changes records: commands do, of the jobs the import does. Writers queue, readers go on. */
  writes: boolean
  readonly output?: O
}

export const query =
  <O>() =>
  <I extends z.ZodType>(access: Access, input: I): Operation<'query', I, O> => ({ kind: 'query', access, input, writes: false })
export const command =
  <O>() =>
  <I extends z.ZodType>(access: Access, input: I): Operation<'command', I, O> => ({ kind: 'command', access, input, writes: true })
export const job =
  <O>() =>
  <I extends z.ZodType>(access: Access, input: I, { writes }: { writes: boolean }): Operation<'job', I, O> => ({ kind: 'job', access, input, writes })

export const none = z.void()
export const byId = z.object({ id: i.id })
export const ofRecord = z.object({ id: i.id, version: i.version })
/** Saving a part of a case: `id` and `version` are null for a new part. */
export const part = <F extends z.ZodType>(fields: F) => z.object({ caseId: i.id, id: i.id.nullable(), version: i.version.nullable(), fields })

export interface Saved {
  id: Id
  version: number
}
/** A report or a question of the office's own that was moved away. */
export interface RecycledDefinition {
  id: Id
  name: string
  deletedAt: Instant
  deletedBy: string
  reason: string
}
export interface Page<T> {
  rows: T[]
  next: string | null
}
