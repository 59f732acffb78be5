import { z } from 'zod'
import { periodKeys, stepKinds } from '../domain/caseworkRecords.ts'
import { code, fen, id, legalDate, optionalCode, optionalDate, optionalFen, optionalText, personFields, positiveFen, reason, text, token } from './inputs.ts'

/** Inputs of leads and of the work on cases. Messages are Chinese: they are shown beside the field as they stand. */

export const leadFields = z.object({
  receivedOn: legalDate,
  source: code,
  channel: optionalCode,
  sendingUnit: optionalText(80),
  letterNumber: optionalText(80),
  summary: optionalText(4000),
  officerName: text(30, '首问责任人'),
  reachedProcuratorate: z.boolean().nullable(),
  originalNumber: optionalText(80),
  charge: optionalCode,
  chargeText: optionalText(60),
  handlingUnit: optionalText(60),
  suspects: optionalText(200),
  toldOn: optionalDate,
  toldWay: optionalCode,
  toldNote: optionalText(500),
  checkedOn: optionalDate,
  checkers: optionalText(100),
  checkNote: optionalText(4000),
  reportBack: z.boolean(),
  reportedOn: optionalDate,
  reportNote: optionalText(1000),
  satisfaction: optionalCode,
  people: z
    .array(z.object({ id: id.nullable(), person: personFields, relation: optionalCode }))
    .min(1, { error: '请至少填写一名线索所涉人员' })
    .max(30, { error: '一次最多填写 30 人' }),
})

export const leadFilter = z.object({
  text: z.string().trim().max(100).default(''),
  state: z.enum(['open', 'overdue', 'closed']).nullable().default(null),
  source: z.string().nullable().default(null),
  officerName: z.string().nullable().default(null),
  year: z.int().nullable().default(null),
})

/** How a lead ends without becoming a case of its own. */
export const leadConclusion = z.object({
  outcome: z.enum(['ineligible', 'transferred', 'socialAssistance', 'merged', 'unreachable']),
  outcomeOn: legalDate,
  outcomeNote: optionalText(1000),
  /** The organ or department it went to. */
  referredTo: optionalText(80),
  /** The case it was merged into. */
  caseId: id.nullable(),
})

export const materialFields = z.object({
  recipientId: id.nullable(),
  kind: code,
  name: optionalText(100),
  copies: z.int({ error: '份数须为整数' }).min(1, { error: '份数至少为 1' }).max(999, { error: '份数过大，请核对' }),
  isOriginal: z.boolean(),
  receivedOn: optionalDate,
  note: optionalText(500),
})

export const stepFields = z.object({
  recipientId: id.nullable(),
  kind: z.enum(stepKinds),
  happenedOn: legalDate,
  amountFen: optionalFen,
  party: optionalText(100),
  note: optionalText(1000),
})

const count = z.int({ error: '人数须为整数' }).min(1, { error: '人数至少为 1' }).max(99, { error: '人数过大，请核对' })
export const assessmentFields = z.object({
  recipientId: id,
  reviewedOn: optionalDate,
  reviewer: optionalText(30),
  damageFen: optionalFen,
  compensationFen: optionalFen,
  otherHelpFen: optionalFen,
  familyMembers: count.nullable(),
  familyIncomeFen: optionalFen,
  livingCostFen: optionalFen,
  fault: optionalText(500),
  familyNote: optionalText(2000),
  grounds: z.array(z.object({ code, answer: z.string().trim().max(1000, { error: '最多 1000 个字' }) })).max(10),
  repeatAnswer: optionalText(1000),
  helpedElsewhere: z.enum(['no', 'yes', 'unknown']).nullable(),
  elsewhereNote: optionalText(500),
  proposal: z.enum(['grant', 'refuse']).nullable(),
  proposedFen: optionalFen,
  overCapReason: optionalText(1000),
  opinion: optionalText(4000),
})

export const hearingFields = z.object({
  heldOn: legalDate,
  place: optionalText(100),
  isPublic: z.boolean(),
  host: optionalText(60),
  participants: optionalText(1000),
  opinions: optionalText(4000),
  conclusion: optionalText(2000),
})

export const approvalFields = z.object({
  stepName: text(40, '审批环节'),
  kind: z.enum(['own', 'meeting', 'outside']),
  sentOn: optionalDate,
  answeredOn: optionalDate,
  approver: optionalText(60),
  result: z.enum(['agreed', 'returned', 'rejected']).nullable(),
  opinion: optionalText(2000),
  amountFen: optionalFen,
  meetingNumber: optionalText(80),
})

export const jointOfficeFields = z.object({
  name: text(60, '单位名称'),
  role: z.enum(['higher', 'lower', 'peer', 'department']),
  shareFen: positiveFen,
  decidedOn: optionalDate,
  paidOn: optionalDate,
  note: optionalText(500),
})

export const decisionChangeFields = z.object({
  kind: z.enum(['correct', 'supplement', 'revoke']),
  decidedOn: legalDate,
  number: optionalText(80),
  /** The whole amount from now on; with a revocation the amount as it is. */
  afterFen: fen,
  reason,
})

export const extensionFields = z.object({
  rule: z.enum(periodKeys),
  untilOn: legalDate,
  reason,
  approver: text(30, '批准人'),
  approvedOn: legalDate,
})

/** What a file or paper hangs on: a case or a lead, and within it a record. */
export const attachmentOwner = z
  .object({ caseId: id.nullable(), leadId: id.nullable(), entity: z.string().max(40).nullable(), entityId: id.nullable() })
  .refine((owner) => (owner.caseId === null) !== (owner.leadId === null), { error: '附件须属于一件案件或一条线索' })

/** A file the user chose or dropped, one of a folder they chose, or an image they pasted. */
export const attachmentSource = z.union([
  z.object({ file: token }),
  z.object({ folder: token, name: z.string().min(1).max(255) }),
  z.object({ name: text(255, '文件名'), bytes: z.instanceof(Uint8Array, { error: '没有收到文件内容，请重新粘贴' }) }),
])

export const referenceKind = z.enum(['period', 'wage', 'code', 'holiday', 'chain', 'amount', 'paper', 'visit', 'listKeeping'])

/** Rows of the grid for old cases: texts as typed, in the columns of `gridColumns`. */
export const gridRows = z.array(z.array(z.string().max(2000)).max(40)).min(1).max(200, { error: '一次最多 200 行，请分几次补录' })
