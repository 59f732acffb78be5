import { z } from 'zod'
import type { Id, Instant, LegalDate } from './records.ts'
import type { FigureCell, FigureRecord, FigureUnit, Report, ReportAsk, RosterLine } from './reportModel.ts'

/**
 * What a locked report holds: figures, the words that define them, and every counted record as it was. Written once, read for ever: a later program reads
 * every format there ever was, so a format is never changed but followed by the next.
 */
export interface SealContent {
  /** 2 holds the list of names too. */
  format: 1 | 2
  report: Report
  /** The day the figures were counted on: it tells what was overdue. */
  today: LegalDate
  /** The newest audit entry when they were counted. */
  audit: { seq: number; head: string }
  /** Each counted record once. */
  records: FigureRecord[]
  /** The distinct lists of records, as places in `records`. */
  lists: number[][]
  /** What each figure opens: table → row → column → place in `lists`. */
  cells: Record<string, Record<string, Record<string, number>>>
  /** The people behind the tables of an annual report; null for others, and for those locked in format 1. */
  roster: RosterLine[] | null
}

const figureRow = z.looseObject({ key: z.string(), label: z.string(), note: z.string().optional(), values: z.record(z.string(), z.number().nullable()) })
/** Loose: what a later program adds to a report stays in what it locks. */
const base = z.object({
  report: z.looseObject({
    ask: z.looseObject({ kind: z.string(), period: z.object({ from: z.string(), to: z.string() }), basis: z.string() }),
    title: z.string(),
    officeName: z.string(),
    tables: z.array(
      z.looseObject({
        key: z.string(),
        title: z.string(),
        note: z.string(),
        heading: z.string(),
        columns: z.array(z.looseObject({ key: z.string(), label: z.string(), unit: z.enum(['count', 'fen', 'days', 'permille']) })),
        rows: z.array(figureRow),
        total: figureRow.nullable(),
      }),
    ),
    sentence: z.string().nullable(),
    notes: z.array(z.string()),
  }),
  today: z.string(),
  audit: z.object({ seq: z.int(), head: z.string() }),
  records: z.array(z.looseObject({ key: z.string(), caseId: z.string().nullable(), leadId: z.string().nullable(), title: z.string(), personName: z.string(), date: z.string().nullable(), detail: z.string() })),
  lists: z.array(z.array(z.int())),
  cells: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.int()))),
})
const rosterLine = z.looseObject({
  caseId: z.string(),
  caseNumber: z.string().nullable(),
  name: z.string(),
  minor: z.boolean(),
  groups: z.string(),
  category: z.string(),
  leadSource: z.string(),
  charge: z.string().nullable(),
  acceptedOn: z.string().nullable(),
  decidedOn: z.string().nullable(),
  paidOn: z.string().nullable(),
  decidedFen: z.int(),
  paidFen: z.int(),
  counts: z.boolean(),
})
const content = z.discriminatedUnion('format', [
  base.extend({ format: z.literal(1) }).transform((found) => ({ ...found, roster: null })),
  base.extend({ format: z.literal(2), roster: z.array(rosterLine).nullable() }),
])

/** The content of a seal from its text; null where it is none, so that damage is said in words. */
export function parseSealContent(text: string): SealContent | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  const parsed = content.safeParse(value)
  return parsed.success ? (parsed.data as unknown as SealContent) : null
}

/** The records a frozen figure opens, as they were; null for a figure the report does not have. */
export function sealedRecords({ records, lists, cells }: SealContent, { table, row, column }: FigureCell): FigureRecord[] | null {
  const list = lists[cells[table]?.[row]?.[column] ?? -1]
  return list?.flatMap((index) => records[index] ?? []) ?? null
}

/** A locked report in the list of them. */
export interface SealHead {
  id: Id
  number: string
  ask: ReportAsk
  title: string
  reason: string
  lockedOn: LegalDate
  lockedAt: Instant
  lockedBy: string
  /** The first characters of the hash: printed on the paper, so that paper and casebook can be held against each other. */
  code: string
  supersedes: { id: Id; number: string } | null
  supersededBy: { id: Id; number: string; reason: string } | null
}

/** A locked report, opened. */
export interface SealView {
  head: SealHead
  /** Null where the content cannot be read any more. */
  report: Report | null
  today: LegalDate | null
  /** Whether it holds the list of names behind its tables. */
  hasRoster: boolean
  /** Why it cannot be trusted; empty when content and trail hold. */
  problems: string[]
}

/** Out of the figure, into it, or in it with other values. */
export type MoveKind = 'in' | 'out' | 'changed'

/** One counted record that is not as it was. */
export interface Difference {
  kind: MoveKind
  key: string
  before: FigureRecord | null
  after: FigureRecord | null
  /** Which of the later changes touch it; empty where none explains it. */
  changes: number[]
  /** Nobody changed it: it moved because days went by. */
  byTime: boolean
}

/** A figure that is not what was locked, or counts other records than then. */
export interface MovedCell {
  cell: FigureCell
  table: string
  row: string
  column: string
  unit: FigureUnit
  before: number | null
  after: number | null
  /** Places in the list of differences. */
  differences: number[]
}

/** One act since the report was locked, with all it wrote. */
export interface LaterChange {
  /** Number of its first audit entry. */
  seq: number
  at: Instant
  who: string
  action: string
  reason: string | null
  cases: { id: Id; caseNumber: string | null }[]
  leads: Id[]
  /** What was written, in words: at most the first few; `more` says how many are left out. */
  details: string[]
  more: number
  /** Figures it moves, as places in the list of cells. */
  cells: number[]
}

export interface SealComparison {
  head: SealHead
  problems: string[]
  /** What the tables are made of changed with the program or the settings: said in words, never mixed up with changed figures. */
  definitions: string[]
  cells: MovedCell[]
  differences: Difference[]
  /** Those that move a figure come first, each by time. */
  changes: LaterChange[]
  /** Audit entries since then, and how many of those concern neither the counted records nor what is counted. */
  entriesSince: number
  entriesElsewhere: number
  /** Differences that no audit entry explains. */
  unexplained: number
}
