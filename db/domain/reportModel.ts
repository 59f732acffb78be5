import type { Fen, Id, LegalDate } from './records.ts'

/** Which date puts a case into the period: acceptance, decision or payment. */
export const bases = ['accepted', 'decided', 'paid'] as const
export type Basis = (typeof bases)[number]

export interface Period {
  from: LegalDate
  to: LegalDate
}

/** The questions by which the reports are found. */
export const reportQuestions = [
  { key: 'whole', title: '这一段时间办了多少' },
  { key: 'people', title: '救助了哪些人，线索从哪里来' },
  { key: 'process', title: '办得及时不及时，谁办的' },
  { key: 'money', title: '钱从哪里来、到哪里去' },
  { key: 'after', title: '救助以后怎么样' },
  { key: 'own', title: '本单位自己的报表' },
] as const
export type ReportQuestion = (typeof reportQuestions)[number]['key']

/** Every report the casebook makes: what it answers, and by which dates it counts. `chooses` marks those whose tables go by a basis of the reader's choice. */
export const reportKinds = [
  { kind: 'annual', question: 'whole', title: '年度统计表', answers: '受理、给予、不予、发放各多少，按月份、情形、群体、来源怎样分布', basis: '总体情况各按自己的日期，分项表按所选口径', chooses: true },
  { kind: 'years', question: 'whole', title: '历年对比', answers: '各年度受理、给予、不予、发放的件数、人数和金额，比上一年增减多少', basis: '各项按自己的日期', chooses: false },
  { kind: 'work', question: 'whole', title: '工作报告用语', answers: '写工作报告、总结时用的几段话，每个数字都能点开，可以复制', basis: '各项按自己的日期，特殊群体按决定日期', chooses: false },
  { kind: 'groups', question: 'people', title: '特殊群体', answers: '未成年人、困难妇女、残疾人等各救助了多少，有多少人属于几个群体，年龄和性别', basis: '按所选口径', chooses: true },
  { kind: 'sources', question: 'people', title: '线索来源与协作单位', answers: '各来源、各单位移送了多少线索，成了多少案件，救助了多少人、多少钱', basis: '线索按收到日期，救助案件按所选口径，协作单位各按自己的日期', chooses: true },
  { kind: 'leads', question: 'people', title: '线索办理', answers: '线索从哪里来、办得怎样、办结率', basis: '按收到日期', chooses: false },
  { kind: 'timeliness', question: 'process', title: '办理时效', answers: '各环节用了多少天，各项期限按期办理的占多少，院外环节用了多少天', basis: '环节按完成日期，期限按起算日期', chooses: false },
  { kind: 'officers', question: 'process', title: '承办人工作量', answers: '每个承办人受理、决定、办结、在办、回访、发放各多少', basis: '各项按自己的日期，在办按期末', chooses: false },
  { kind: 'money', question: 'money', title: '资金收支', answers: '到账、决定、发放、退回、追回各多少，年度资金、监管资金的结余，期末还有多少没有发', basis: '各项按自己的日期，未发放、结余按期末', chooses: false },
  { kind: 'visits', question: 'after', title: '回访情况', answers: '应回访、已回访、按期、逾期各多少次，方式和满意度', basis: '应回访按计划日期，已回访按实际日期', chooses: false },
  { kind: 'measures', question: 'after', title: '多元救助情况', answers: '请谁帮了什么忙，落实了多少，折合多少钱', basis: '按落实日期，未落实的按承诺、商请日期', chooses: false },
  { kind: 'typical', question: 'after', title: '典型案例和联合救助', answers: '哪些案件入选典型案例，哪些与其他单位联合救助', basis: '典型案例按公布日期，联合救助按决定日期', chooses: false },
  { kind: 'cards', question: 'whole', title: '业务系统案卡差异', answers: '业务系统导出的案卡与本台账有哪些不同，哪些已经说明原因', basis: '按案卡的决定日期，没有决定日期的按受理日期', chooses: false },
  { kind: 'own', question: 'own', title: '自定义报表', answers: '自己选行、列和统计项', basis: '按所选口径', chooses: true },
] as const
export type ReportKind = (typeof reportKinds)[number]['kind']
export interface ReportAbout {
  kind: ReportKind
  question: ReportQuestion
  title: string
  answers: string
  basis: string
  chooses: boolean
}
export function aboutReport(kind: ReportKind): ReportAbout {
  const found = reportKinds.find((one) => one.kind === kind)
  if (!found) throw new Error(`no report ${kind}`)
  return found
}

/** What makes one report: which, of which days, by which date. The basis only matters where the report has a choice; both ends of the period are included. */
export interface ReportAsk {
  kind: ReportKind
  period: Period
  basis: Basis
  /** Which of the office's own reports, where the kind is `own`. */
  ownId?: Id | undefined
}

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
  /** By which date it counts, where the rows of a table differ in this. */
  note?: string
  /** Null where there is nothing to count from, or where it would make no sense. */
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
  /** Counted over everything, not summed from the rows: they may overlap. */
  total: FigureRow | null
  /** Whether the counts and sums of the rows add up to the whole; rows of other tables overlap and must not be summed. */
  exclusive: boolean
}
/** A piece of a sentence; with `cell` it is a figure, and opens that. */
export interface SentencePart {
  text: string
  cell?: FigureCell
}
/** One table model: screen, drill-down, papers, files and print are made from it and cannot disagree. */
export interface Report {
  ask: ReportAsk
  title: string
  officeName: string
  tables: FigureTable[]
  /** The usual sentence of the work report, ready to copy; null for reports without one. */
  sentence: string | null
  /** The paragraphs of a work report, ready to copy. */
  paragraphs?: SentencePart[][]
  /** What a reader must know about these figures, in plain Chinese. */
  notes: string[]
  /** Only with a locked report: it carries its number wherever it is shown. `code` is the beginning of its hash. */
  seal?: { number: string; code: string; lockedOn: LegalDate }
}

/** One figure, to be opened; row `*` is the total. */
export interface FigureCell {
  table: string
  row: string
  column: string
}
export const ALL = '*'

/** What was counted: a person in a case, an event, a lead. */
export interface FigureRecord {
  /** Which record it is, as `table:id`: the same after its values changed. */
  key: string
  caseId: Id | null
  leadId: Id | null
  recipientId: Id | null
  /** The case number, or what a lead is known by. */
  title: string
  personName: string
  date: LegalDate | null
  /** What was decided, where `paidFen` stands beside it; null there for a person who on balance gave money back and counts in the money only. */
  fen: Fen | null
  paidFen?: Fen
  detail: string
}

/** A line of the list of names behind the tables of the annual report: one person in one case, in words. No identity numbers, phones or accounts. */
export interface RosterLine {
  caseId: Id
  caseNumber: string | null
  name: string
  /** Whose name is not written in papers. */
  minor: boolean
  groups: string
  category: string
  leadSource: string
  charge: string | null
  acceptedOn: LegalDate | null
  decidedOn: LegalDate | null
  /** Last payment; by payment the last in the period. */
  paidOn: LegalDate | null
  decidedFen: Fen
  paidFen: Fen
  /** False for payments of a person who on balance gave money back: counts in the money, not in the people. */
  counts: boolean
}

/** The money of a record that a column of money counts: what was paid has its own place beside what was decided. */
export const fenIn = ({ fen, paidFen }: Pick<FigureRecord, 'fen' | 'paidFen'>, { column }: Pick<FigureCell, 'column'>): Fen => (column.split('/')[0] === 'paidFen' ? (paidFen ?? fen) : fen) ?? 0

/** One condition of a figure and whether the case meets it. */
export interface WhyReason {
  holds: boolean
  text: string
}
/** Why a case counts in a figure or not; what fails comes first, and where nothing fails it counts. */
export interface FigureWhy {
  cell: FigureCell
  table: string
  row: string
  column: string
  counted: boolean
  reasons: WhyReason[]
}
export interface CaseWhy {
  caseId: Id
  caseNumber: string | null
  people: string
  title: string
  figures: FigureWhy[]
}
