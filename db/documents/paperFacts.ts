import type { CaseFile } from '../domain/caseFile.ts'
import type { Hearing } from '../domain/caseworkRecords.ts'
import type { Lead } from '../domain/leadRecords.ts'
import type { Fen, LegalDate, Office, Recipient, SupportMeasure, Visit } from '../domain/records.ts'

/** A case as a paper reads it: in full, nothing masked, nothing derived. */
export type PaperCase = Omit<CaseFile, 'stage' | 'balance' | 'advice' | 'timeline' | 'deadlines'>

/** Everything a paper is filled from. The recipient is whom it is made for; of a lead, one of its people. */
export interface PaperFacts {
  office: Office
  /** Day on which the paper is made, and by whom. */
  on: LegalDate
  maker: string
  title: string
  /** Titles of all papers as the office calls them, by key. */
  titles: Readonly<Record<string, string>>
  case: PaperCase | null
  lead: Lead | null
  recipient: Recipient | null
  visit: Visit | null
  hearing: Hearing | null
  measure: SupportMeasure | null
  /** Usual limit and average monthly wage that hold for the decision; null where no wage is known. */
  cap: { fen: Fen; wageYear: number; monthlyFen: Fen } | null
  /** Names of the steps of approval the amount has to go through. */
  chain: readonly string[]
  /** Last day for what was asked for to be supplied. */
  supplementDueOn: LegalDate | null
  /** How long the review may take from acceptance on, by the office's rule: 10个工作日; null where it sets none. */
  reviewWithin: string | null
}
