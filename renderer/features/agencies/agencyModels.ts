import type { Agency, AgencyPage, Letter } from '../../../db/domain/aftercareRecords.ts'
import { letterKindLabels } from '../../../db/domain/agencyRules.ts'
import { today } from '../../../db/domain/dates.ts'
import type { Id, LegalDate } from '../../../db/domain/records.ts'
import type { Parsed } from '../../../db/operations/contract.ts'
import { code, date, long, onlyYes, plain } from '../../components/record/recordFields.ts'
import type { RecordField } from '../../components/record/recordFields.ts'

/** What the forms of agencies and letters edit: exactly what their operations take. */
export type AgencyForm = Parsed<'agencySave'>['fields']
/** `agencyId` is required: it stands empty until an agency is chosen. */
export type LetterForm = Omit<Parsed<'letterSave'>['fields'], 'agencyId'> & { agencyId: Id | null }

export const newAgency = (): AgencyForm => ({ name: '', kind: null, contact: null, phone: null, address: null, note: null, disabled: false })

export function agencyOf({ name, kind, contact, phone, address, note, disabledAt }: Agency): AgencyForm {
  return { name, kind, contact, phone, address, note, disabled: disabledAt !== null }
}

export const newLetter = (measure: { id: Id; agencyId: Id | null } | null): LetterForm => ({
  measureId: measure?.id ?? null,
  agencyId: measure?.agencyId ?? null,
  kind: 'liaison',
  number: null,
  sentOn: today(),
  replyDueOn: null,
  repliedOn: null,
  reply: null,
  content: null,
})

export function letterOf({ measureId, agencyId, kind, number, sentOn, replyDueOn, repliedOn, reply, content }: Letter): LetterForm {
  return { measureId, agencyId, kind, number, sentOn, replyDueOn, repliedOn, reply, content }
}

export const agencyFields: readonly RecordField[] = [
  plain('name', '单位名称'),
  code('kind', '单位类型', 'agencyKind'),
  plain('contact', '联系人'),
  plain('phone', '联系电话'),
  plain('address', '地址'),
  onlyYes('disabled', '停用'),
  long('note', '说明'),
]

export const letterFields: readonly RecordField[] = [
  { path: 'kind', label: '函件种类', text: (value) => (typeof value === 'string' && Object.hasOwn(letterKindLabels, value) ? letterKindLabels[value as Letter['kind']] : '') },
  plain('number', '文号'),
  date('sentOn', '发函日期'),
  date('replyDueOn', '要求答复日期'),
  date('repliedOn', '复函日期'),
  long('content', '函件内容'),
  long('reply', '复函内容'),
]

/** Where a line of help stands: a word and its tone. */
export interface Standing {
  text: string
  tone: 'late' | 'waiting' | 'done' | 'plain'
}

export function measureStanding(measure: Pick<AgencyPage['measures'][number], 'doneOn' | 'refusedOn' | 'replyDueOn' | 'historical'>, day: LegalDate): Standing {
  if (measure.doneOn !== null) return { text: '已落实', tone: 'done' }
  if (measure.refusedOn !== null) return { text: '已拒绝', tone: 'plain' }
  if (measure.historical) return { text: '没有落实记录', tone: 'plain' }
  if (measure.replyDueOn !== null && measure.replyDueOn < day) return { text: '逾期未答复', tone: 'late' }
  return { text: '待落实', tone: 'waiting' }
}

export function letterStanding({ repliedOn, replyDueOn, historical }: Pick<AgencyPage['letters'][number], 'repliedOn' | 'replyDueOn' | 'historical'>, day: LegalDate): Standing {
  if (repliedOn !== null) return { text: '已复函', tone: 'done' }
  if (historical) return { text: '没有复函记录', tone: 'plain' }
  if (replyDueOn === null) return { text: '不要求答复', tone: 'plain' }
  return replyDueOn < day ? { text: '逾期未复函', tone: 'late' } : { text: '待复函', tone: 'waiting' }
}

/** The agency of exactly that name, as the office's directory has it. */
export const agencyNamed = <T extends Pick<Agency, 'name'>>(agencies: readonly T[], name: string | null): T | null => agencies.find((one) => one.name === name?.trim()) ?? null

/** Agencies whose name holds the words, for suggestions: those in use only. */
export function suggestedAgencies<T extends Pick<Agency, 'name' | 'disabledAt'>>(agencies: readonly T[], text: string): T[] {
  const wanted = text.trim()
  return agencies.filter((one) => one.disabledAt === null && one.name.includes(wanted) && one.name !== wanted)
}
