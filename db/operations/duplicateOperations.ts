/** The part of the contract that finds what was entered twice, puts it together and takes it apart again. */
import { z } from 'zod'
import type { Id, Instant } from '../domain/records.ts'
import * as i from './inputs.ts'
import { command, job, none, ofRecord, query } from './operation.ts'

const entity = z.enum(['person', 'household', 'relief_case'])
export type DuplicateEntity = z.output<typeof entity>

/** One line of the comparison. */
export interface DuplicateField {
  /** What is chosen by in a merge; null: only shown, because both are kept. */
  key: string | null
  label: string
  one: string
  other: string
  differs: boolean
  /** Nothing stands at the one, so that the other is the natural choice; and the other way round. */
  blank: 'one' | 'other' | null
}
export interface DuplicatePair {
  entity: DuplicateEntity
  one: { id: Id; version: number; title: string; cases: { id: Id; caseNumber: string | null }[] }
  other: DuplicatePair['one']
  /** `same`: a number that only one has says so. */
  verdict: 'same' | 'likely'
  reasons: string[]
  fields: DuplicateField[]
  /** Put off by somebody. */
  later: boolean
}
export interface DuplicateReport {
  groups: { entity: DuplicateEntity; total: number; pairs: DuplicatePair[] }[]
}
export interface MergeLine {
  id: Id
  version: number
  entity: DuplicateEntity
  keptId: Id
  keptTitle: string
  otherTitle: string
  reason: string
  mergedAt: Instant
  mergedBy: string
  apartAt: Instant | null
  apartBy: string | null
}

export const duplicateOperations = {
  /** Everything that looks alike, the likeliest first; of each kind the first 200 pairs. */
  duplicateFind: job<DuplicateReport>()('case.read', none, { writes: false }),
  /** `take`: keys of the fields whose value is the other's. Nothing is discarded: the other goes to the recycle bin, and the merge can be undone. */
  duplicateMerge: command<{ id: Id }>()(
    'case.write',
    z.object({ entity, keptId: i.id, keptVersion: i.version, otherId: i.id, otherVersion: i.version, take: z.array(z.string().max(40)).max(20), reason: i.reason }),
  ),
  /** Two that only look alike; or to be looked at another day. */
  duplicateJudge: command<null>()('case.write', z.object({ entity, oneId: i.id, otherId: i.id, verdict: z.enum(['different', 'later']) })),
  mergeList: query<MergeLine[]>()('case.read', none),
  mergeTakeApart: command<null>()('case.write', ofRecord.extend({ reason: i.reason })),
}
