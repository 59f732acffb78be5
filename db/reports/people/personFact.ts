import type { DimensionKey } from '../../domain/ownReports.ts'
import type { Basis } from '../../domain/reportModel.ts'
import type { Fen, LegalDate } from '../../domain/records.ts'
import type { Fact } from '../work/engine.ts'

/** A person in a case as read, before it is known what he is told apart by. */
export interface PersonRow {
  caseId: string
  recipientId: string | null
  day: LegalDate
  decidedFen: Fen | null
  paidFen: Fen
  household: string | null
  caseNumber?: string | null
  personName?: string | null
  category?: string | null
  charge?: string | null
  [column: `by_${string}`]: string | number | null
}

/** A visit or support measure of a person or his whole case. */
export interface CaseEvent {
  /** `table:id` */
  key: string
  date: LegalDate | null
  recipientId: string | null
  detail: string
}

/** A person in a case; by payment each movement of money is one, so that it stands in its own month. `fen` is what was granted. */
export interface PersonFact extends Fact {
  basis: Basis
  /** Net of the movement by payment, otherwise net to date. */
  paidFen: Fen
  household: string | null
  keys: Partial<Record<DimensionKey, readonly (string | null)[]>>
  visits: readonly CaseEvent[]
  supports: readonly CaseEvent[]
}
