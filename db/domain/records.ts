/**
 * The records of the casebook as every layer above the store sees them.
 * Ids are UUIDv7 text, money is integer fen, legal dates are `YYYY-MM-DD`, instants UTC ISO text.
 * Codes (category, charge, …) are those of `codeLists.ts`.
 */

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

/** One measure as a visit found it. */
export interface MeasureCheck {
  measureId: Id
  carriedOut: 'yes' | 'partly' | 'no'
  note: string | null
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

/** decided = net paid + outstanding + cancelled, in fen. */
export interface Balance {
  decidedFen: Fen
  netPaidFen: Fen
  cancelledFen: Fen
  outstandingFen: Fen
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
