import { z } from 'zod'
import { bases } from '../domain/reportModel.ts'

/** Building blocks of the operations' inputs. Messages are Chinese: they are shown beside the field as they stand. */

const emptyToNull = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? null : value)

export const id = z.uuid({ error: '记录编号不正确，请刷新后重试' })
export const version = z.int().positive()
export const token = z.string().min(1).max(4096)

export const legalDate = z.string().refine(
  (text) => {
    const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
    if (!match) return false
    const date = new Date(`${text}T00:00:00Z`)
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) && Number(match[1]) >= 1900 && Number(match[1]) <= 2200
  },
  { error: '没有这一天，请核对日期' },
)
/** Money of one record: integer fen, up to 1,000 万元 × 10. */
export const fen = z.int({ error: '金额须精确到分' }).min(0, { error: '金额不能为负数' }).max(10_000_000_000, { error: '金额过大，请核对单位是元还是万元' })
export const positiveFen = fen.min(1, { error: '请填写金额' })

/** Required text, trimmed. */
export const text = (max: number, what = '此项') => z.string({ error: `请填写${what}` }).trim().min(1, { error: `请填写${what}` }).max(max, { error: `${what}最多 ${max} 个字` })
/** Optional text: blank becomes null. */
export const optionalText = (max: number) => z.preprocess(emptyToNull, z.string().trim().max(max, { error: `最多 ${max} 个字` }).nullable())
export const optionalDate = z.preprocess(emptyToNull, legalDate.nullable())
export const optionalFen = fen.nullable()
export const code = z.string().trim().min(1).max(40)
export const optionalCode = z.preprocess(emptyToNull, code.nullable())
export const reason = text(500, '原因')
export const password = z.string({ error: '请填写密码' }).min(1, { error: '请填写密码' }).max(200, { error: '密码最多 200 个字符' })
export const login = text(40, '登录名')
export const period = z
  .object({ from: legalDate, to: legalDate })
  .refine((value) => value.from <= value.to, { error: '开始日期晚于结束日期，请调整', path: ['to'] })

export const roles = z.array(z.enum(['officer', 'approver', 'admin', 'auditor', 'viewer'])).min(1, { error: '请至少选择一个角色' })

export const officeFields = z.object({
  name: text(60, '单位名称'),
  level: z.enum(['county', 'city', 'province']),
  higherOffice: optionalText(60),
  region: text(40, '所在地区'),
  caseNumberPattern: text(60, '案号格式').refine((value) => value.includes('{year}') && value.includes('{seq}'), {
    error: '案号格式要有年份和序号的位置，例如 冀廊安检救助〔{year}〕{seq}号',
  }),
  yearStartsOn: z.enum(['01-01', '12-26']),
})

export const caseBasics = z.object({
  caseNumber: optionalText(60),
  unifiedNumber: optionalText(60),
  category: optionalCode,
  cause: optionalCode,
  leadSource: optionalCode,
  officerName: optionalText(30),
  urgent: z.boolean(),
  appliedOn: optionalDate,
  acceptedOn: optionalDate,
  remark: optionalText(1000),
  applyWay: optionalCode.default(null),
  appliedBy: optionalCode.default(null),
})

export const originalCaseFields = z.object({
  number: optionalText(80),
  charge: optionalCode,
  chargeText: optionalText(60),
  stage: optionalCode,
  reachedProcuratorate: z.boolean().nullable(),
  handlingOffice: optionalText(60),
  handlingUnit: optionalText(60),
  suspects: optionalText(200),
  outcome: optionalText(500),
  compensationOrderedFen: optionalFen,
  compensationObtainedFen: optionalFen,
})

export const personFields = z.object({
  /** An existing person to reuse; null makes a new one. */
  id: id.nullable(),
  name: text(200, '姓名'),
  paperType: code,
  paperNumber: optionalText(40),
  sex: z.enum(['male', 'female']).nullable(),
  birthDate: optionalDate,
  ethnicity: optionalText(20),
  residence: optionalText(200),
  phone: optionalText(40),
  safeContact: optionalText(100),
})

export const recipientFields = z.object({
  person: personFields,
  relation: optionalCode,
  specialGroups: z.array(code).max(12),
  guardianName: optionalText(200),
  guardianPhone: optionalText(40),
  guardianIsOffender: z.boolean(),
  agentName: optionalText(200),
  requestedFen: optionalFen,
  accountHolder: optionalText(200),
  bankName: optionalText(80),
  bankAccount: optionalText(40),
  hardship: optionalText(2000),
})

export const decisionFields = z.object({
  kind: z.enum(['grant', 'refuse']),
  amountFen: fen,
  decidedOn: optionalDate,
  number: optionalText(80),
  servedOn: optionalDate,
  reason: optionalText(1000),
  overCapReason: optionalText(1000),
  serviceWay: optionalCode.default(null),
  serviceNote: optionalText(200).default(null),
})

export const disbursementFields = z.object({
  kind: z.enum(['paid', 'failed', 'returned', 'repaid', 'cancelled', 'recovered']),
  amountFen: positiveFen,
  happenedOn: legalDate,
  method: optionalCode,
  payee: optionalText(200),
  voucher: optionalText(80),
  note: optionalText(500),
  instalmentId: id.nullable().default(null),
  supervisedFundId: id.nullable().default(null),
  receipt: z.enum(['signature', 'fingerprint']).nullable().default(null),
  witness: optionalText(60).default(null),
  collectedBy: optionalText(60).default(null),
  reason: optionalText(500).default(null),
})

export const visitFields = z
  .object({
    recipientId: id.nullable(),
    dueOn: optionalDate,
    doneOn: optionalDate,
    way: optionalCode,
    visitors: optionalText(100),
    findings: optionalText(4000),
    moneyUse: optionalText(1000),
    satisfaction: optionalCode,
    stillNeeded: optionalText(1000),
    living: optionalText(2000).default(null),
    production: optionalText(2000).default(null),
    health: optionalText(2000).default(null),
    schooling: optionalText(2000).default(null),
    measuresChecked: z.array(z.object({ measureId: id, carriedOut: z.enum(['yes', 'partly', 'no']), note: optionalText(500) })).max(50).default([]),
    nextOn: optionalDate.default(null),
    receipt: z.enum(['signature', 'fingerprint']).nullable().default(null),
    discreet: z.boolean().default(false),
    /** Why a planned day is moved; asked for where it is. */
    moveReason: optionalText(500).default(null),
  })
  .refine((value) => value.dueOn !== null || value.doneOn !== null, { error: '请填写计划回访日期或实际回访日期', path: ['doneOn'] })

export const measureFields = z.object({
  recipientId: id.nullable(),
  kind: code,
  agency: optionalText(60),
  promisedOn: optionalDate,
  doneOn: optionalDate,
  valueFen: optionalFen,
  note: optionalText(1000),
  agencyId: id.nullable().default(null),
  askedOn: optionalDate.default(null),
  replyDueOn: optionalDate.default(null),
  refusedOn: optionalDate.default(null),
})

export const awardFields = z.object({ level: code, publishedOn: optionalDate, title: optionalText(120) })

export const stage = z.enum(['applied', 'supplementing', 'accepted', 'approving', 'decided', 'paying', 'paid', 'refused', 'closed', 'archived'])

export const caseFilter = z.object({
  /** Any part of a name, pinyin initials, digits of an identity or phone number, case number. Words separated by spaces must all be found. */
  text: z.string().trim().max(100).default(''),
  year: z.int().nullable().default(null),
  stage: stage.nullable().default(null),
  category: z.string().nullable().default(null),
  leadSource: z.string().nullable().default(null),
  specialGroup: z.string().nullable().default(null),
  officerName: z.string().nullable().default(null),
  historical: z.boolean().nullable().default(null),
})

/** Keyset cursor: opaque to the caller. */
export const cursor = z.string().max(400).nullable().default(null)
export const limit = z.int().min(1).max(200).default(50)
export const basis = z.enum(bases)

/** Parts of a case that can be moved to the recycle bin and back. */
export const partEntity = z.enum([
  'recipient',
  'decision',
  'visit',
  'support_measure',
  'typical_award',
  'case_note',
  'material',
  'case_step',
  'assessment',
  'hearing',
  'approval',
  'joint_office',
  'deadline_extension',
  'supervised_fund',
  'supervised_entry',
  'letter',
])

export const sha256 = z.string().length(64)

const cellText = z.string().max(40_000)
const row = z.number().int().min(1).max(50_000)
const rowMend = z.discriminatedUnion('kind', [
  z.object({ row, kind: z.literal('cell'), column: z.number().int().min(0).max(200), text: cellText }),
  z.object({ row, kind: z.enum(['leaveOut', 'sameCase', 'ownCase', 'onePerson', 'otherPerson', 'otherHousehold']) }),
  z.object({ row, kind: z.literal('samePerson'), personId: id }),
  z.object({ row, kind: z.literal('sameHousehold'), householdId: id }),
  z.object({ row, kind: z.literal('people'), people: z.array(z.object({ name: cellText, paper: cellText, amount: cellText })).min(2).max(50) }),
])

/** A ledger, and how it is to be read: null leaves the choice to the program. */
export const ledgerChoice = z.object({
  file: token,
  sheet: z.string().max(200).nullable().default(null),
  /** What each heading means, by the labels of db/domain/ledgerFields.ts or KEPT of it; null: not used. Equal headings in their order. */
  columns: z.array(z.object({ heading: z.string().max(40_000), meaning: z.string().max(40).nullable() })).max(200, { error: '列数太多' }).nullable().default(null),
  /** What was said of single rows, instead of the file; rows count from 1, columns from 0. */
  mends: z.array(rowMend).max(20_000, { error: '改正的内容太多，请在台账文件里改好后重新选择' }).default([]),
})
