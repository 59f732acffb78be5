import type { Balance, Fen, Id, Instant, LegalDate } from './records.ts'

/** Records of funds, instalments, supervised money, agencies and letters. */

/** One movement of the annual pool of relief money; payments are the disbursements. */
export const fundsKinds = ['requested', 'arrived', 'carriedIn', 'returned'] as const
export type FundsKind = (typeof fundsKinds)[number]
export interface FundsEntry {
  id: Id
  version: number
  kind: FundsKind
  happenedOn: LegalDate
  amountFen: Fen
  /** Level it came from: 中央, 省, 市, 县（区）. */
  source: string | null
  /** The statistical year it belongs to. */
  year: number
  document: string | null
  note: string | null
  /** With an arrival: the cases it is meant for. */
  allocations: { id: Id; caseId: Id; caseNumber: string | null; people: string; amountFen: Fen }[]
}
/** The pool of one year: balance = carried in + arrived − returned − net paid. */
export interface FundsPool {
  year: number
  carriedInFen: Fen
  requestedFen: Fen
  arrivedFen: Fen
  returnedFen: Fen
  netPaidFen: Fen
  balanceFen: Fen
  /** Decided and neither paid nor cancelled, over all years: what still waits for money. */
  outstandingFen: Fen
  /** Of the whole office over all years: decided = net paid + outstanding + cancelled. */
  all: Balance
  /** Balance of the year before, to be carried in; null once something was carried in, or where nothing is known of that year. */
  proposedCarryInFen: Fen | null
  entries: FundsEntry[]
}

export const rhythms = ['once', 'month', 'quarter', 'term', 'free'] as const
export type Rhythm = (typeof rhythms)[number]
export type InstalmentState = 'waiting' | 'due' | 'overdue' | 'paid' | 'partly' | 'failed' | 'returned' | 'cancelled'
export interface Instalment {
  id: Id
  version: number
  recipientId: Id
  planId: Id
  ordinal: number
  dueOn: LegalDate
  amountFen: Fen
  purpose: string | null
  /** From the entries that name it; never stored. */
  state: InstalmentState
  netPaidFen: Fen
}
/** Batches are fixed in the decision; another plan needs approval and leaves the one before as history. */
export interface InstalmentPlan {
  id: Id
  version: number
  recipientId: Id
  rhythm: Rhythm
  fixedOn: LegalDate | null
  approver: string | null
  reason: string | null
  supersededAt: Instant | null
  instalments: Instalment[]
}

export type SupervisorKind = 'civilAffairs' | 'township' | 'village' | 'school' | 'bank' | 'notary' | 'other'
export interface SupervisedEntry {
  id: Id
  version: number
  kind: 'withdrawal' | 'interest' | 'pause' | 'resume' | 'handOver'
  happenedOn: LegalDate
  /** Null for pause and resume. */
  amountFen: Fen | null
  purpose: string | null
  voucher: string | null
  reason: string | null
}
/** Money kept by others for a person who cannot manage it. The transfer to it is the disbursement; withdrawals are not. */
export interface SupervisedFund {
  id: Id
  version: number
  recipientId: Id
  supervisor: string
  supervisorKind: SupervisorKind
  supervisorContact: string | null
  guardian: string | null
  bankName: string | null
  bankAccount: string | null
  agreedOn: LegalDate
  /** At 18, or the day set. */
  handOverOn: LegalDate | null
  endedOn: LegalDate | null
  endReason: string | null
  note: string | null
  entries: SupervisedEntry[]
  depositedFen: Fen
  withdrawnFen: Fen
  balanceFen: Fen
  paused: boolean
  /** Months the balance lasts at the rate of the last twelve; null where nothing was withdrawn. */
  lastsMonths: number | null
}

export interface Agency {
  id: Id
  version: number
  name: string
  kind: string | null
  contact: string | null
  phone: string | null
  address: string | null
  note: string | null
  disabledAt: Instant | null
}
/** What came from an agency, what it owes, what it did. */
export interface AgencyPage extends Agency {
  leads: { id: Id; receivedOn: LegalDate; people: string; outcome: string | null }[]
  measures: { id: Id; caseId: Id; caseNumber: string | null; personName: string; kind: string; askedOn: LegalDate | null; promisedOn: LegalDate | null; doneOn: LegalDate | null; replyDueOn: LegalDate | null; refusedOn: LegalDate | null; valueFen: Fen | null; historical: boolean }[]
  letters: (Letter & { historical: boolean })[]
  totals: { asked: number; done: number; waiting: number; overdue: number; valueFen: Fen }
}
export interface Letter {
  id: Id
  version: number
  caseId: Id
  caseNumber: string | null
  measureId: Id | null
  agencyId: Id
  agencyName: string
  /** 工作联系函, 商请函 or 移送函 (hand-over to social assistance). */
  kind: 'liaison' | 'request' | 'assistance'
  number: string | null
  sentOn: LegalDate
  replyDueOn: LegalDate | null
  repliedOn: LegalDate | null
  reply: string | null
  content: string | null
}

/** What a column of a bank's list holds. */
export const bankMeanings = ['name', 'account', 'amount', 'result', 'reason', 'date', 'reference'] as const
export type BankMeaning = (typeof bankMeanings)[number]
export interface BankColumn {
  heading: string
  meaning: BankMeaning | null
}
export type BankMatch = 'sure' | 'doubtful' | 'unmatched' | 'applied'
/** Whom a line may be meant for, and what is to be paid there. */
export interface BankCandidate {
  caseId: Id
  caseNumber: string | null
  recipientId: Id
  instalmentId: Id | null
  name: string
  account: string | null
  amountFen: Fen
  /** Day of the batch. */
  dueOn: LegalDate | null
}
export interface BankLine {
  row: number
  name: string
  account: string
  amountFen: Fen | null
  succeeded: boolean
  reason: string | null
  happenedOn: LegalDate | null
  match: BankMatch
  /** What makes it doubtful or unmatched, in words. */
  why: string | null
  caseId: Id | null
  caseNumber: string | null
  recipientId: Id | null
  instalmentId: Id | null
  /** To choose from where it is doubtful. */
  candidates: BankCandidate[]
}
export interface BankResult {
  fileName: string
  fileSha256: string
  columns: BankColumn[]
  lines: BankLine[]
  totals: { lines: number; succeeded: number; failed: number; sure: number; doubtful: number; unmatched: number; applied: number; succeededFen: Fen; failedFen: Fen; fileTotalFen: Fen | null }
}

/** One thing on a day of the calendar. */
export interface CalendarItem {
  on: LegalDate
  kind: 'deadline' | 'instalment' | 'visit' | 'reply' | 'handOver'
  text: string
  caseId: Id | null
  leadId: Id | null
  caseNumber: string | null
  people: string
  officerName: string | null
  state: 'open' | 'overdue' | 'done'
}

/** Money of the annual pool that arrived for a case. */
export interface FundsArrival {
  happenedOn: LegalDate
  amountFen: Fen
  source: string | null
  document: string | null
}

/** What aftercare adds to a case file. */
export interface CaseAftercare {
  fundsArrivals: FundsArrival[]
  instalmentPlans: InstalmentPlan[]
  supervisedFunds: SupervisedFund[]
  letters: Letter[]
}
