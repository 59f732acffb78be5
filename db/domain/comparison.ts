import type { Fen, Id, Instant, LegalDate } from './records.ts'
import type { Sex } from './identity.ts'
import type { Certainty, MatchPerson } from './listedMatch.ts'

/** Lists of other departments laid over each other and over the casebook (数据比对): what they hold, what is asked of them, what comes out. */

export const listMeanings = [
  'name',
  'paper',
  'birthDate',
  'sex',
  'phone',
  'residence',
  'caseNumber',
  'charge',
  'injury',
  'level',
  'grade',
  'amount',
  'date',
  'agency',
  'suspects',
  'remark',
] as const
export type ListMeaning = (typeof listMeanings)[number]

/** What a column may be said to be; 残疾证号 is read as 证件号码 too: it carries the identity number. */
export const listMeaningLabels: Record<ListMeaning, string> = {
  name: '姓名',
  paper: '证件号码',
  birthDate: '出生日期',
  sex: '性别',
  phone: '联系电话',
  residence: '住址',
  caseNumber: '案号',
  charge: '案由',
  injury: '伤情或损失',
  level: '类别',
  grade: '等级',
  amount: '金额',
  date: '日期',
  agency: '办理单位',
  suspects: '犯罪嫌疑人（被告人）',
  remark: '备注',
}

export interface ListColumn {
  heading: string
  meaning: ListMeaning | null
}

/** What must be known of a list before it is loaded. */
export interface ListLetter {
  title: string
  /** A code of `comparisonKind`. */
  kind: string
  /** 来函文号 */
  letterNumber: string
  purpose: string
  sendingAgency: string
  receivedOn: LegalDate
  /** On this day its rows are destroyed. */
  destroyOn: LegalDate
}

/** A list on record. Its rows are gone once it is purged; that it was there stays. */
export interface ComparisonList extends ListLetter {
  id: Id
  version: number
  fileName: string
  /** Names of the sheets that were read. */
  sheets: string[]
  people: number
  /** Lines that could not be read, or only in part. */
  faults: number
  loadedAt: Instant
  loadedBy: string
  /** Days until it is destroyed; null once it is. */
  daysLeft: number | null
  purgedAt: Instant | null
  purgedBy: string | null
  purgeReason: string | null
  /** Of a purged list: the backups on this PC made while it was there, which therefore still hold it. */
  backups: { name: string; createdAt: Instant }[]
}

/** A line of a list that could not be read, or of which something could not be used. */
export interface ListFault {
  sheet: string
  row: number
  why: string
  /** Whether the line is in the list all the same, without what could not be used. */
  kept: boolean
}

/** What may be said of a row beyond who it is. */
export interface ListedDetails {
  residence?: string
  caseNumber?: string
  charge?: string
  injury?: string
  level?: string
  grade?: string
  amountFen?: Fen
  date?: LegalDate
  agency?: string
  suspects?: string
  remark?: string
}

/** A person as a list has them. */
export interface ListedRow extends MatchPerson {
  sheet: string
  /** As the file counts its rows. */
  row: number
  details: ListedDetails | null
}

export type Verdict = 'lead' | 'no' | 'later'
export const verdictLabels: Record<Verdict, string> = { lead: '是线索', no: '不是', later: '以后再看' }

/** One place a person was found in. Numbers are masked; `comparisonReveal` shows them. */
export interface FoundIn {
  /** A row of a list, or a relief case of this office. */
  listId: Id | null
  ordinal: number | null
  caseId: Id | null
  /** A code of `comparisonKind`; `casebook` for this office's own cases. */
  kind: string
  title: string
  /** 第 12 行, or the case number. */
  place: string
  name: string
  paperNumber: string | null
  sex: Sex | null
  birthDate: LegalDate | null
  phone: string | null
  /** What else stands there, as label and text. */
  facts: { label: string; text: string }[]
}

export interface Judgement {
  id: Id
  version: number
  verdict: Verdict
  remark: string | null
  judgedAt: Instant
  judgedBy: string
  /** The lead it was made into. */
  leadId: Id | null
}

export interface ComparisonResult {
  /** The digest that a judgement is remembered by: the same person in a list loaded anew has the same. */
  key: string
  certainty: Certainty
  name: string
  paperNumber: string | null
  sex: Sex | null
  birthDate: LegalDate | null
  age: number | null
  /** Why it is a match and why it answers the question, in plain words. */
  reason: string
  found: FoundIn[]
  judgement: Judgement | null
  /** Whether it can be made into a lead: people who are to be helped can, amounts and hand-overs are seen to in their case. */
  canBecomeLead: boolean
}

/** A question of the office's own: who is in lists of kind A and of kind B. */
export interface QuestionDefinition {
  kindsA: string[]
  kindsB: string[]
  /** Of B: in any of the kinds, or in every one. */
  together: 'any' | 'all'
  /** Leaves out who was helped already, here or after a list of past relief. */
  minusHelped: boolean
  ageFrom: number | null
  ageTo: number | null
  /** Occurs in 伤情或损失, 类别, 等级 or 备注; several words parted by spaces: any of them. */
  injury: string | null
  charge: string | null
  amountFromFen: Fen | null
  amountToFen: Fen | null
  dateFrom: LegalDate | null
  dateTo: LegalDate | null
}

export const readyQuestions = ['victimsInHardship', 'helpedTwice', 'nowAdult', 'unequalAmounts'] as const
export type ReadyQuestion = (typeof readyQuestions)[number]

export interface ComparisonQuestion {
  /** A ready question's name, or the id of one of the office's own. */
  key: string
  title: string
  /** What it finds, in a sentence. */
  about: string
  /** Null of a ready question. */
  own: { id: Id; version: number; definition: QuestionDefinition } | null
  /** Kinds of lists it needs of which none is loaded: as labels. */
  missing: string[]
  lastRun: { at: Instant; by: string; certain: number; doubtful: number; open: number } | null
}

export interface ReadyQuestionRule {
  title: string
  about: string
  /** Kinds looked for, and those they are looked for in; empty: the casebook alone. */
  kindsA: readonly string[]
  kindsB: readonly string[]
}

/** Kinds of lists that tell of hardship, and of relief given. */
export const hardshipKinds: readonly string[] = ['lowIncome', 'destitute', 'disabled', 'povertyWatch', 'veteran']
export const helpedKinds: readonly string[] = ['pastRelief', 'otherAgency']

export const readyQuestionRules: Record<ReadyQuestion, ReadyQuestionRule> = {
  victimsInHardship: {
    title: '生活困难、尚未救助的被害人',
    about: '办案被害人名单里的人，同时在低保、特困、残疾、防返贫监测、退役军人名单里，而本院和已登记的其他机关还没有就同一原案救助过',
    kindsA: ['victims'],
    kindsB: hardshipKinds,
  },
  helpedTwice: {
    title: '同一原案重复救助',
    about: '同一人就同一原案得到过两次以上救助：本院之间、本院与既往救助或其他机关救助名单之间',
    kindsA: [],
    kindsB: helpedKinds,
  },
  nowAdult: {
    title: '已满十八周岁、监管资金未移交',
    about: '救助金由他人监管的未成年被救助人，现已年满十八周岁，资金还没有移交本人',
    kindsA: [],
    kindsB: [],
  },
  unequalAmounts: {
    title: '类案金额差异较大',
    about: '救助情形和案件类型相同的案件，决定金额明显高于或低于同类的中间值',
    kindsA: [],
    kindsB: [],
  },
}

/** How unlike an amount must be to be spoken of: so many like grants at least, and so many times the middle one, or that part of it. */
export const unequalRule = { fewest: 5, times: 2 } as const
