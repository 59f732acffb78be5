import type { Fen, Id, LegalDate } from './records.ts'
import type { Period } from './reportModel.ts'

/** Reports of the office's own work beside the annual report. Each figure is counted from facts, and opens exactly those. */

export const workReports = [
  { kind: 'years', title: '历年对比', answers: '各年度受理、给予、不予、发放的件数、人数和金额，与上一年比较', basis: '各项按自己的日期' },
  { kind: 'timeliness', title: '办理时效', answers: '各环节用了多少天，各项期限按期办理的占多少，院外环节用了多少天', basis: '环节按完成日期，期限按起算日期' },
  { kind: 'visits', title: '回访情况', answers: '应回访、已回访、按期、逾期各多少次，方式和满意度', basis: '应回访按计划日期，已回访按实际日期' },
  { kind: 'measures', title: '多元救助情况', answers: '请谁帮了什么忙，落实了多少，折合多少钱', basis: '按落实日期，未落实的按承诺、商请日期' },
  { kind: 'officers', title: '承办人工作量', answers: '每个承办人受理、决定、办结、在办、回访、发放各多少', basis: '各项按自己的日期，在办按期末' },
  { kind: 'leads', title: '线索办理', answers: '线索从哪里来、办得怎样、办结率', basis: '按收到日期' },
  { kind: 'money', title: '资金收支', answers: '到账、决定、发放、退回、追回各多少，期末还有多少没有发', basis: '各项按自己的日期，未发放按期末' },
  { kind: 'typical', title: '典型案例和联合救助', answers: '哪些案件入选典型案例，哪些与其他单位联合救助', basis: '典型案例按公布日期，联合救助按决定日期' },
] as const
export type WorkReportKind = (typeof workReports)[number]['kind']

/** count: a whole number; fen: money; days: in tenths of a day; permille: a share in tenths of a per cent. */
export type FigureUnit = 'count' | 'fen' | 'days' | 'permille'

export interface FigureColumn {
  key: string
  label: string
  unit: FigureUnit
  /** False for what is reckoned from other figures, such as a change from the year before. */
  opens?: false
}
export interface FigureRow {
  key: string
  label: string
  /** Null where there is nothing to count from: a share of nothing. */
  values: Record<string, number | null>
}
export interface FigureTable {
  key: string
  title: string
  /** Its basis in plain Chinese. */
  note: string
  /** Heading of the first column. */
  heading: string
  columns: FigureColumn[]
  rows: FigureRow[]
  /** Counted over all facts, not summed from the rows: they may overlap. */
  total: FigureRow | null
}
export interface WorkReport {
  kind: WorkReportKind
  title: string
  officeName: string
  period: Period
  tables: FigureTable[]
  notes: string[]
}

/** One figure, to be opened; row `*` is the total. */
export interface FigureCell {
  table: string
  row: string
  column: string
}
export const ALL = '*'

/** What was counted. */
export interface FigureRecord {
  caseId: Id | null
  leadId: Id | null
  /** The case number, or what a lead is known by. */
  title: string
  personName: string
  date: LegalDate | null
  fen: Fen | null
  detail: string
}
