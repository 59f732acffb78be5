import type { CaseAftercare } from './aftercareRecords.ts'
import type { CaseWork } from './caseworkRecords.ts'
import type { Balance, CaseNote, CaseOrigin, CaseSection, ClosedHow, Decision, Disbursement, Id, Instant, LegalDate, OriginalCase, Recipient, Stage, SupportMeasure, TypicalAward, Visit } from './records.ts'

/** The whole of one case as the case page shows it. Sensitive fields are masked (see `reveal`). */
export interface CaseFile extends CaseWork, CaseAftercare {
  id: Id
  version: number
  caseNumber: string | null
  unifiedNumber: string | null
  category: string | null
  cause: string | null
  leadSource: string | null
  officerName: string | null
  urgent: boolean
  /** Imported or logged late: makes no duties. */
  historical: boolean
  origin: CaseOrigin
  appliedOn: LegalDate | null
  acceptedOn: LegalDate | null
  closedOn: LegalDate | null
  closedHow: ClosedHow | null
  archivedOn: LegalDate | null
  archiveNumber: string | null
  remark: string | null
  stage: Stage
  deletedAt: Instant | null
  deleteReason: string | null
  original: OriginalCase | null
  recipients: Recipient[]
  decisions: Decision[]
  disbursements: Disbursement[]
  visits: Visit[]
  measures: SupportMeasure[]
  awards: TypicalAward[]
  notes: CaseNote[]
  balance: Balance & { byRecipient: Record<Id, Balance> }
  advice: Advice[]
  timeline: TimelineEntry[]
}

/** What is missing or due on a case; advice never blocks. `section` names the part of the case page that mends it. */
export interface Advice {
  section: CaseSection
  level: 'next' | 'missing' | 'warning'
  text: string
}

/** What the check before closing or archiving found, and the section that mends it; null where it is about the case as a whole. */
export interface CheckFinding {
  section: CaseSection | null
  text: string
}

export interface TimelineEntry {
  at: Instant | LegalDate
  who: string | null
  what: string
}
