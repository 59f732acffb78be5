import type { Deadline } from './caseworkRecords.ts'
import type { CaseSection, Fen, Id, LegalDate, Outcome, Stage } from './records.ts'

/** Lines of the lists that run across cases. */

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
  kind: 'deadline' | 'lead' | 'sign' | 'visit' | 'arrange' | 'reply' | 'pay' | 'decide' | 'accept' | 'close'
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
