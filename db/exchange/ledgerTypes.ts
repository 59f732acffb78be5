import type { Sex } from '../domain/identity.ts'
import type { Fen, LegalDate, Outcome } from '../domain/records.ts'
import type { Ask } from './mending.ts'

/** ok: imports as it stands; warning: imports, flagged; needs-decision: the user must choose; error: stops the import until mended; skip: no record. */
export type RowKind = 'ok' | 'warning' | 'needs-decision' | 'error' | 'skip'

export interface RowReport {
  /** Row of the file, from 1. */
  row: number
  kind: RowKind
  /** What was found and what to do; also on rows that are ok, where something was read in a way worth knowing. */
  reasons: string[]
  /** Of the reasons, those that stop the import; none on rows that are ok, flagged or left out. */
  stops: string[]
  /** What can be answered at once. */
  asks: Ask[]
  /** Whether a person said something else than the file. */
  mended: boolean
  /** The texts of the columns as they were read, merged cells filled in; and what each became. Both are empty for rows that are no record. */
  cells: string[]
  becomes: string[]
  /** What was understood, as text; null for rows that are no record. */
  understood: { caseNumber: string; name: string; result: string; fen: Fen | null; dates: string } | null
}

/** A support measure; the text where the list has no such measure. */
export interface LedgerMeasure {
  kind: string
  note: string | null
}

export interface LedgerPerson {
  row: number
  name: string
  sex: Sex | null
  birthDate: LegalDate | null
  /** A code. */
  ethnicity: string | null
  residence: string | null
  paperType: string
  paperNumber: string | null
  phone: string | null
  specialGroups: string[]
  relation: string | null
  guardian: string | null
  agent: string | null
  accountHolder: string | null
  bankName: string | null
  bankAccount: string | null
  hardship: string | null
  requestedFen: Fen | null
  /** Null while undecided. */
  outcome: Outcome | null
  /** Decided amount; zero for a refusal, null while undecided. */
  amountFen: Fen | null
  decidedOn: LegalDate | null
  decisionNumber: string | null
  paidOn: LegalDate | null
  /** The first visit; what is said of visits belongs to it. */
  visitOn: LegalDate | null
  /** Days of further visits named in the same cell. */
  moreVisitsOn: LegalDate[]
  visitWay: string | null
  visitors: string | null
  findings: string | null
  measures: LedgerMeasure[]
  /** What stands in columns that are no field, as `heading：text`; for a note of the case. */
  besides: string[]
}

/** Facts as found in the ledger; what contradicts itself is flagged in the rows, never corrected. */
export interface LedgerCase {
  /** The rows of its people. */
  rows: number[]
  caseNumber: string | null
  unifiedNumber: string | null
  appliedOn: LegalDate | null
  acceptedOn: LegalDate | null
  category: string | null
  charge: string | null
  /** The charge as written, where no code says it. */
  chargeText: string | null
  originalNumber: string | null
  handlingOffice: string | null
  handlingUnit: string | null
  suspects: string | null
  originalOutcome: string | null
  leadSource: string | null
  officerName: string | null
  typical: boolean
  /** Level of the award, where the ledger names it. */
  typicalLevel: string | null
  remark: string | null
  people: LedgerPerson[]
}

/** cases, people, fen: granted ones. Refused ones apart. Only rows that are ok or flagged are counted. */
export interface LedgerTotals {
  cases: number
  people: number
  fen: Fen
  refusedCases: number
  refusedPeople: number
  typical: number
  /** Granted people with a visit. */
  visited: number
  /** What the file itself gives as its total, where it does. */
  fileTotalFen: Fen | null
}

export interface LedgerReading {
  sheet: string
  /** Last row of the headings. */
  headerRow: number
  columns: { heading: string; meaning: string | null; /** Counted from 0 as in the file. */ index: number }[]
  /** A few texts of each of these columns, for whoever has to say what it is. */
  samples: string[][]
  /** Columns without which no row was read. */
  missing: string[]
  cases: LedgerCase[]
  /** Rows that are one case, or may be: what is not imported of them holds the others back. */
  together: number[][]
  rows: RowReport[]
  totals: LedgerTotals
}
