import type { CaseSection, Fen, Id, Instant, LegalDate } from './records.ts'

/** Records of the work on a case, step by step, and its periods. Codes are those of `codeLists.ts`. */

/** A paper that came with an application, or that is still wanted (`receivedOn` null). */
export interface Material {
  id: Id
  version: number
  recipientId: Id | null
  kind: string
  name: string | null
  copies: number
  isOriginal: boolean
  receivedOn: LegalDate | null
  note: string | null
}

/** Steps that have no record of their own, in the order of the work. What each means to deadlines is in `deadlines.ts`. */
export const stepKinds = [
  'transferredIn',
  'materialsListed',
  'supplementAsked',
  'supplemented',
  'lapsed',
  'askedElsewhere',
  'answeredElsewhere',
  'advanced',
  'fundsRequested',
  'fundsArrived',
  'collectTold',
  'transferredOut',
  'reportedBack',
] as const
export type StepKind = (typeof stepKinds)[number]

export const stepLabels: Record<StepKind, string> = {
  transferredIn: '其他院移送受理',
  materialsListed: '出具收取材料清单',
  supplementAsked: '通知补正',
  supplemented: '收到补正材料',
  lapsed: '逾期未补正，视为放弃申请',
  askedElsewhere: '函询其他机关是否已救助',
  answeredElsewhere: '收到其他机关复函',
  advanced: '先行救助',
  fundsRequested: '申请资金',
  fundsArrived: '资金到账',
  collectTold: '通知领取救助金',
  transferredOut: '移送其他机关',
  reportedBack: '向线索移送单位反馈',
}

/** The section of the case page a step stands in. */
export const stepSections: Record<StepKind, CaseSection> = {
  transferredIn: 'material',
  materialsListed: 'material',
  supplementAsked: 'material',
  supplemented: 'material',
  lapsed: 'material',
  askedElsewhere: 'assessment',
  answeredElsewhere: 'assessment',
  advanced: 'approval',
  fundsRequested: 'disbursement',
  fundsArrived: 'disbursement',
  collectTold: 'disbursement',
  transferredOut: 'basics',
  reportedBack: 'basics',
}

export interface CaseStep {
  id: Id
  version: number
  recipientId: Id | null
  kind: StepKind
  happenedOn: LegalDate
  amountFen: Fen | null
  /** The other side: approver of an advance, source of funds, organ asked, office transferred to. */
  party: string | null
  note: string | null
  /** 补录: entered on a later day than it happened. */
  late: boolean
}

/** A ground on which relief is usually not given, and why it does not stand in the way here. It warns, it never blocks. */
export interface GroundAnswer {
  code: string
  answer: string
}

/** The review of one recipient (审查): facts the amount rests on, warnings answered in writing, the proposal. */
export interface Assessment {
  id: Id
  version: number
  recipientId: Id
  reviewedOn: LegalDate | null
  reviewer: string | null
  damageFen: Fen | null
  compensationFen: Fen | null
  otherHelpFen: Fen | null
  familyMembers: number | null
  /** A month. */
  familyIncomeFen: Fen | null
  /** A month, a person. */
  livingCostFen: Fen | null
  fault: string | null
  familyNote: string | null
  grounds: GroundAnswer[]
  /** Why relief is given although the person was relieved for the same original case. */
  repeatAnswer: string | null
  helpedElsewhere: 'no' | 'yes' | 'unknown' | null
  elsewhereNote: string | null
  proposal: 'grant' | 'refuse' | null
  proposedFen: Fen | null
  overCapReason: string | null
  opinion: string | null
}

export interface Hearing {
  id: Id
  version: number
  heldOn: LegalDate
  place: string | null
  isPublic: boolean
  host: string | null
  participants: string | null
  opinions: string | null
  conclusion: string | null
}

export type ApprovalKind = 'own' | 'meeting' | 'outside'
export type ApprovalResult = 'agreed' | 'returned' | 'rejected'

/** One step of the chain as it was taken. A return for correction ends its round; the next round keeps it as history. */
export interface Approval {
  id: Id
  version: number
  round: number
  ordinal: number
  stepName: string
  kind: ApprovalKind
  /** 报送日. */
  sentOn: LegalDate | null
  /** 批复日; null while it is waited for. */
  answeredOn: LegalDate | null
  approver: string | null
  result: ApprovalResult | null
  opinion: string | null
  amountFen: Fen | null
  meetingNumber: string | null
  proposedBy: string
  /** The account that signed inside Casebook; null where the result was recorded. */
  signedBy: Id | null
  signedAt: Instant | null
}

/** Another office that pays its share of a joint relief (联合救助). */
export interface JointOffice {
  id: Id
  version: number
  name: string
  role: 'higher' | 'lower' | 'peer' | 'department'
  shareFen: Fen
  decidedOn: LegalDate | null
  paidOn: LegalDate | null
  note: string | null
}

/** 更正, 补充 or 撤销 of a decision; the decision keeps its number, this record keeps what it was before. */
export interface DecisionChange {
  id: Id
  version: number
  decisionId: Id
  kind: 'correct' | 'supplement' | 'revoke'
  decidedOn: LegalDate
  number: string | null
  beforeFen: Fen
  afterFen: Fen
  reason: string
}

/** Periods the office watches. */
export const periodKeys = ['lead', 'supplementNotice', 'supplement', 'review', 'collect', 'reportBack'] as const
export type PeriodKey = (typeof periodKeys)[number]

export interface DeadlineExtension {
  id: Id
  version: number
  rule: PeriodKey
  untilOn: LegalDate
  reason: string
  approver: string
  approvedOn: LegalDate
}

/** One running or ended period of a case or lead, on the day it is asked for. */
export interface Deadline {
  rule: PeriodKey
  title: string
  /** The event it runs from; its first day is the next one that counts. */
  startedOn: LegalDate
  dueOn: LegalDate
  unit: 'workingDay' | 'day'
  /** Days the rule allows; with an extension, up to the extended day. */
  length: number
  /** How many have run: 第 7/10 个工作日. */
  day: number
  /** The day it was kept or missed; null while it runs. */
  endedOn: LegalDate | null
  /** `near` from 80 % on. */
  state: 'running' | 'near' | 'overdue' | 'kept' | 'missed'
  extended: boolean
}

export interface Attachment {
  id: Id
  version: number
  /** The record it belongs to, e.g. `approval`; null: the case or lead as a whole. */
  entity: string | null
  entityId: Id | null
  name: string
  mediaType: string
  bytes: number
  note: string | null
  /** Set for a paper made by Casebook. */
  paperKey: string | null
  createdAt: Instant
  createdBy: string
}

/** What the work adds to a case file. */
export interface CaseWork {
  leadId: Id | null
  applyWay: string | null
  appliedBy: string | null
  materials: Material[]
  steps: CaseStep[]
  assessments: Assessment[]
  hearings: Hearing[]
  approvals: Approval[]
  jointOffices: JointOffice[]
  decisionChanges: DecisionChange[]
  extensions: DeadlineExtension[]
  attachments: Attachment[]
  deadlines: Deadline[]
}

/** One line of a printed hand-over list. */
export interface HandoverItem {
  kind: 'case' | 'lead'
  id: Id
  number: string | null
  people: string
  state: string
  duties: string[]
}

export interface StaffHandover {
  id: Id
  fromName: string
  toName: string
  handedOn: LegalDate
  reason: string
  items: HandoverItem[]
  createdAt: Instant
  createdBy: string
}
