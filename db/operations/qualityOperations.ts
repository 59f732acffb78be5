/** The part of the contract that looks for what is missing or contradictory, and mends it in a list. */
import { z } from 'zod'
import type { CaseSection, Fen, Id, LegalDate } from '../domain/records.ts'
import type { MendableField } from '../domain/qualityChecks.ts'
import * as i from './inputs.ts'
import { command, job, none } from './operation.ts'

export interface MendableValues {
  caseNumber: string | null
  appliedOn: LegalDate | null
  acceptedOn: LegalDate | null
  category: string | null
  cause: string | null
  leadSource: string | null
  officerName: string | null
  decidedOn: LegalDate | null
  servedOn: LegalDate | null
  amountFen: Fen | null
  specialGroups: string[]
}
export interface QualityLine {
  /** Null for a gap in the numbers. */
  caseId: Id | null
  caseNumber: string | null
  /** Whom it concerns, or everybody of the case. */
  people: string
  officerName: string | null
  historical: boolean
  text: string
  /** What a cell can mend, as it is, and what it must still be when it is saved; null where nothing can. */
  mend: { recipientId: Id | null; caseVersion: number; recipientVersion: number | null; decisionId: Id | null; decisionVersion: number | null; values: MendableValues } | null
}
export interface QualityReport {
  cases: number
  checks: { key: string; title: string; note: string; section: CaseSection; fields: readonly MendableField[]; count: number; lines: QualityLine[] }[]
}

const values = z.object({
  caseNumber: i.optionalText(80).optional(),
  appliedOn: i.optionalDate.optional(),
  acceptedOn: i.optionalDate.optional(),
  category: i.optionalCode.optional(),
  cause: i.optionalCode.optional(),
  leadSource: i.optionalCode.optional(),
  officerName: i.optionalText(30).optional(),
  decidedOn: i.optionalDate.optional(),
  servedOn: i.optionalDate.optional(),
  amountFen: i.fen.optional(),
  specialGroups: z.array(i.code).max(20).optional(),
})
export type MendedValues = z.output<typeof values>

export const qualityOperations = {
  /** Every check over all cases, historical ones included; of each the first 500 lines. */
  qualityCheck: job<QualityReport>()('case.read', none, { writes: false }),
  /** All rows or none: what cannot be saved is named by its row and field. */
  qualityMend: command<{ saved: number }>()(
    'case.write',
    z.object({
      rows: z
        .array(z.object({ caseId: i.id, caseVersion: i.version, recipientId: i.id.nullable(), recipientVersion: i.version.nullable(), decisionId: i.id.nullable(), decisionVersion: i.version.nullable(), values }))
        .min(1, { error: '还没有改动任何一行' })
        .max(500, { error: '一次最多保存 500 行' }),
    }),
  ),
}
