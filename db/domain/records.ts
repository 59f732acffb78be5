/**
 * The records of the casebook as every layer above the store sees them.
 * Ids are UUIDv7 text, money is integer fen, legal dates are `YYYY-MM-DD`, instants UTC ISO text.
 * Codes (category, charge, …) are those of `codeLists.ts`.
 */

import type { CaseAftercare, MeasureCheck } from './aftercareRecords.ts'
import type { CaseWork, Deadline } from './caseworkRecords.ts'

export type LegalDate = string
export type Instant = string
export type Id = string
export type Fen = number

export type Role = 'officer' | 'approver' | 'admin' | 'auditor' | 'viewer'
export type OfficeLevel = 'county' | 'city' | 'province'

export interface Office {
  id: Id
  version: number
  name: string
  level: OfficeLevel
  higherOffice: string | null
  region: string
  caseNumberPattern: string
  /** First day of the statistical year: `01-01`, or `12-26` of the year before. */
  yearStartsOn: '01-01' | '12-26'
  idleLockMinutes: number
  /** Whether one person may hold several roles; the decision is recorded in the audit trail. */
  severalRoles: boolean
}

export interface Account {
  id: Id
  version: number
  login: string
  name: string
  roles: Role[]
  disabledAt: Instant | null
  lastSignInAt: Instant | null
}

/** Where a case stands, derived from its facts by `stageOf` in `caseRules.ts`. */
export type Stage = 'applied' | 'supplementing' | 'accepted' | 'approving' | 'decided' | 'paying' | 'paid' | 'refused' | 'closed' | 'archived'

export type Outcome = 'granted' | 'refused'
export type CaseOrigin = 'entered' | 'late' | 'imported'
export type ClosedHow = 'paid' | 'refused' | 'withdrawn' | 'ended' | 'transferred'

export interface Person {
  id: Id
  version: number
  name: string
  paperType: string
  /** Normalised number; null where the person has none or it is unknown. */
  paperNumber: string | null
  sex: 'male' | 'female' | null
  birthDate: LegalDate | null
  ethnicity: string | null
  residence: string | null
  phone: string | null
  safeContact: string | null
  householdId: Id | null
}

export interface OriginalCase {
  id: Id
  version: number
  number: string | null
  charge: string | null
  /** The charge in the office's own words, where no code says it. */
  chargeText: string | null
  stage: string | null
  reachedProcuratorate: boolean | null
  handlingOffice: string | null
  handlingUnit: string | null
  suspects: string | null
  outcome: string | null
  compensationOrderedFen: Fen | null
  compensationObtainedFen: Fen | null
}

export interface Recipient {
  id: Id
  version: number
  ordinal: number
  person: Person
  relation: string | null
  specialGroups: string[]
  guardianName: string | null
  guardianPhone: string | null
  guardianIsOffender: boolean
  agentName: string | null
  requestedFen: Fen | null
  accountHolder: string | null
  bankName: string | null
  bankAccount: string | null
  hardship: string | null
  /** Why a minor's money goes to no supervised account; null where it does or nobody said. */
  unsupervisedReason: string | null
}

export interface Decision {
  id: Id
  version: number
  recipientId: Id
  kind: 'grant' | 'refuse'
  /** Zero for a refusal. */
  amountFen: Fen
  decidedOn: LegalDate | null
  number: string | null
  servedOn: LegalDate | null
  reason: string | null
  /** Why the amount exceeds the cap; required above it. */
  overCapReason: string | null
  /** 直接送达, 留置, 代领, 拒收 …; with the witness or the one who took it in the note. */
  serviceWay: string | null
  serviceNote: string | null
  /** 撤销; the amount stays as decided, what was not paid is to be cancelled and what was paid recovered. */
  revokedOn: LegalDate | null
  /** Cancelled and recovered under decisions that were revoked, before this one took their place; it counts no more against this one. */
  earlierFen: Fen
}

/**
 * One append-only entry of the payment record; `amountFen` is always positive, the kind says which way it counts:
 * paid and repaid add to what was paid, returned and recovered take from it, cancelled lowers what is still owed, failed moves no money.
 */
export type DisbursementKind = 'paid' | 'failed' | 'returned' | 'repaid' | 'cancelled' | 'recovered'

export interface Disbursement {
  id: Id
  recipientId: Id
  kind: DisbursementKind
  amountFen: Fen
  happenedOn: LegalDate
  method: string | null
  payee: string | null
  /** Account as it was when the entry was made, never rewritten. */
  accountSnapshot: string | null
  voucher: string | null
  note: string | null
  /** The batch it was planned as. */
  instalmentId: Id | null
  /** The supervised account it went to. */
  supervisedFundId: Id | null
  /** 签名 or 捺印. */
  receipt: 'signature' | 'fingerprint' | null
  witness: string | null
  /** 代领人. */
  collectedBy: string | null
  /** Why it failed, was returned, cancelled or recovered. */
  reason: string | null
  createdAt: Instant
  createdBy: string
}

export interface Visit {
  id: Id
  version: number
  recipientId: Id | null
  dueOn: LegalDate | null
  doneOn: LegalDate | null
  way: string | null
  visitors: string | null
  findings: string | null
  moneyUse: string | null
  satisfaction: string | null
  stillNeeded: string | null
  /** `rule`: planned by the office's rule; `hand`: by somebody; null in old records. */
  origin: 'rule' | 'hand' | null
  living: string | null
  production: string | null
  health: string | null
  schooling: string | null
  measuresChecked: MeasureCheck[]
  nextOn: LegalDate | null
  receipt: 'signature' | 'fingerprint' | null
  /** 便装、不公开身份. */
  discreet: boolean
}

export interface SupportMeasure {
  id: Id
  version: number
  recipientId: Id | null
  kind: string
  agency: string | null
  promisedOn: LegalDate | null
  doneOn: LegalDate | null
  /** Worth of the help, kept apart from relief money. */
  valueFen: Fen | null
  note: string | null
  agencyId: Id | null
  askedOn: LegalDate | null
  replyDueOn: LegalDate | null
  /** The agency said no. */
  refusedOn: LegalDate | null
}

export interface TypicalAward {
  id: Id
  version: number
  level: string
  /** Unknown in old ledgers: reports then use the decision's date and say so. */
  publishedOn: LegalDate | null
  title: string | null
}

export interface CaseNote {
  id: Id
  version: number
  text: string
  createdAt: Instant
  createdBy: string
}

export interface TimelineEntry {
  at: Instant | LegalDate
  who: string | null
  what: string
}

/** decided = net paid + outstanding + cancelled, in fen. */
export interface Balance {
  decidedFen: Fen
  netPaidFen: Fen
  cancelledFen: Fen
  outstandingFen: Fen
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

export type CaseSection =
  | 'basics'
  | 'original'
  | 'recipients'
  | 'material'
  | 'assessment'
  | 'approval'
  | 'decision'
  | 'disbursement'
  | 'visit'
  | 'measure'
  | 'hearing'
  | 'joint'
  | 'award'
  | 'attachment'
  | 'note'

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

/** One person's line in the case list, in the columns of the office's own ledger. */
export interface CaseListPerson {
  recipientId: Id
  name: string
  sex: 'male' | 'female' | null
  birthDate: LegalDate | null
  paperMasked: string | null
  phoneMasked: string | null
  specialGroups: string[]
  outcome: Outcome | null
  amountFen: Fen | null
  decidedOn: LegalDate | null
  netPaidFen: Fen
  paidOn: LegalDate | null
  visitedOn: LegalDate | null
  visitWay: string | null
  measures: string[]
}

export interface CaseListItem {
  id: Id
  version: number
  caseNumber: string | null
  acceptedOn: LegalDate | null
  category: string | null
  charge: string | null
  chargeText: string | null
  leadSource: string | null
  officerName: string | null
  stage: Stage
  historical: boolean
  urgent: boolean
  typical: boolean
  remark: string | null
  /** The period that runs out first; null where none runs. */
  deadline: Deadline | null
  people: CaseListPerson[]
}

export interface CaseTotals {
  cases: number
  people: number
  grantedCases: number
  grantedPeople: number
  grantedFen: Fen
  paidFen: Fen
}

/** Something due that the workbench lists; derived from rules and records, never stored or moved. */
export interface Duty {
  kind: 'deadline' | 'lead' | 'sign' | 'visit' | 'arrange' | 'reply' | 'pay' | 'decide' | 'accept'
  /** Exactly one of the two. */
  caseId: Id | null
  leadId: Id | null
  /** With a duty that has a period. */
  deadline: Deadline | null
  caseNumber: string | null
  people: string
  officerName: string | null
  /** The day it is due; null where no day is set. */
  dueOn: LegalDate | null
  text: string
  section: CaseSection
}

/** A line of a list that runs across cases: payments, visits or support measures. */
export interface CrossCaseLine<T> {
  caseId: Id
  caseNumber: string | null
  personName: string
  officerName: string | null
  /** A historical case: what was left undone in it is nobody's duty. */
  historical: boolean
  entry: T
}

export interface ImportBatch {
  id: Id
  version: number
  fileName: string
  cases: number
  people: number
  fen: Fen
  importedAt: Instant
  importedBy: string
  takenBackAt: Instant | null
  takenBackBy: string | null
}

export interface AuditLine {
  seq: number
  at: Instant
  who: string
  action: string
  entity: string
  entityId: string | null
  caseId: Id | null
  caseNumber: string | null
  reason: string | null
}
