import type { Deadline } from './caseworkRecords.ts'
import type { Id, LegalDate, Person } from './records.ts'

/** A person a lead is about; the person is one row for all leads and cases. */
export interface LeadPerson {
  id: Id
  version: number
  ordinal: number
  person: Person
  relation: string | null
}

export interface Lead {
  id: Id
  version: number
  receivedOn: LegalDate
  source: string
  channel: string | null
  sendingUnit: string | null
  letterNumber: string | null
  summary: string | null
  /** Who is responsible from the first minute (首问负责). */
  officerName: string
  /** Logged late: makes no duties. */
  historical: boolean
  reachedProcuratorate: boolean | null
  originalNumber: string | null
  charge: string | null
  chargeText: string | null
  handlingUnit: string | null
  suspects: string | null
  toldOn: LegalDate | null
  toldWay: string | null
  toldNote: string | null
  checkedOn: LegalDate | null
  checkers: string | null
  checkNote: string | null
  /** Null while the lead is open. */
  outcome: string | null
  outcomeOn: LegalDate | null
  outcomeNote: string | null
  referredTo: string | null
  /** The case it became or was merged into. */
  caseId: Id | null
  /** Whether the sender wants to hear what became of it. */
  reportBack: boolean
  reportedOn: LegalDate | null
  reportNote: string | null
  satisfaction: string | null
  people: LeadPerson[]
}

/** A line of the list of leads. */
export interface LeadListItem {
  id: Id
  version: number
  receivedOn: LegalDate
  source: string
  sendingUnit: string | null
  people: string
  officerName: string
  toldOn: LegalDate | null
  checkedOn: LegalDate | null
  outcome: string | null
  outcomeOn: LegalDate | null
  caseId: Id | null
  caseNumber: string | null
  /** Wanted by the sender and not yet given. */
  reportDue: boolean
  historical: boolean
  deadline: Deadline | null
}
