import type { Fen, Id, LegalDate } from './records.ts'

/** Which date puts a case into the period: acceptance, decision or payment. */
export type Basis = 'accepted' | 'decided' | 'paid'

export interface Period {
  from: LegalDate
  to: LegalDate
}

export type ReportTableKey = 'month' | 'category' | 'specialGroup' | 'leadSource' | 'charge' | 'visit' | 'measure'

export interface ReportRow {
  key: string
  label: string
  cases: number
  people: number
  decidedFen: Fen
  paidFen: Fen
  /** Visits or measures (件次/人次) in the two event tables, 0 elsewhere. */
  events: number
}

export interface ReportTable {
  key: ReportTableKey
  title: string
  /** Whether its rows are exclusive and sum to the whole; overlapping tables must not be summed. */
  exclusive: boolean
  /** The basis in plain Chinese. */
  note: string
  rows: ReportRow[]
}

/** Headline figures, each by its own date whatever the basis of the tables (domain rules: Counting). */
export interface ReportTotals {
  accepted: { cases: number; people: number }
  granted: { cases: number; people: number; households: number; fen: Fen }
  refused: { cases: number; people: number }
  paid: { cases: number; people: number; fen: Fen }
  /** 联合救助总额: of cases granted jointly with other offices, what we decided and what they pay, by the date of our decision. */
  joint: { cases: number; fen: Fen }
  typical: number
}

export interface AnnualReport {
  period: Period
  basis: Basis
  officeName: string
  totals: ReportTotals
  tables: ReportTable[]
  /** The usual sentence of the work report, ready to copy. */
  sentence: string
  /** What a reader must know about these figures, in plain Chinese. */
  notes: string[]
}

/** One cell of the report, to be opened. In `totals` the row is accepted, granted, refused, paid, joint or typical. */
export interface ReportCell {
  table: ReportTableKey | 'totals'
  row: string
}

/** One record behind a figure: a person in a case, with the dates and money that counted. */
export interface ReportRecord {
  caseId: Id
  caseNumber: string | null
  recipientId: Id | null
  personName: string
  date: LegalDate | null
  decidedFen: Fen | null
  paidFen: Fen | null
  detail: string
}
