import { labelOf } from '../../../db/domain/codeLists.ts'
import type { CodeListName } from '../../../db/domain/codeLists.ts'
import { formatDate } from '../../../db/domain/dates.ts'
import { isPaperType, paperTypeLabels } from '../../../db/domain/identity.ts'
import { formatYuan } from '../../../db/domain/money.ts'

/** How one field of a record is called and read: for the reading view of a section and for comparing two versions of it. */
export interface RecordField {
  /** Dotted path into the form, as in the messages of the operation. */
  path: string
  label: string
  /** Empty text where nothing is recorded. */
  text: (value: unknown) => string
  /** Takes the whole width: long text. */
  wide?: boolean
}

const asText = (value: unknown) => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '')
export const plain = (path: string, label: string): RecordField => ({ path, label, text: asText })
export const long = (path: string, label: string): RecordField => ({ path, label, text: asText, wide: true })
export const date = (path: string, label: string): RecordField => ({ path, label, text: (value) => (typeof value === 'string' ? formatDate(value) : '') })
export const money = (path: string, label: string): RecordField => ({ path, label, text: (value) => (typeof value === 'number' ? `${formatYuan(value)} 元` : '') })
export const code = (path: string, label: string, list: CodeListName): RecordField => ({ path, label, text: (value) => (typeof value === 'string' ? labelOf(list, value) : '') })
export const yesNo = (path: string, label: string): RecordField => ({ path, label, text: (value) => (value === true ? '是' : value === false ? '否' : '') })
/** Worth reading only where it holds. */
export const onlyYes = (path: string, label: string): RecordField => ({ path, label, text: (value) => (value === true ? '是' : '') })

export const basicsFields: readonly RecordField[] = [
  plain('caseNumber', '救助案号'),
  plain('unifiedNumber', '统一受案号'),
  date('appliedOn', '申请日期'),
  date('acceptedOn', '受理日期'),
  code('category', '救助情形', 'category'),
  code('cause', '未获有效赔偿原因', 'cause'),
  code('leadSource', '线索来源', 'leadSource'),
  code('applyWay', '申请方式', 'applyWay'),
  code('appliedBy', '申请人身份', 'appliedBy'),
  plain('officerName', '承办人'),
  onlyYes('urgent', '急需救助'),
  long('remark', '备注'),
]

export const originalFields: readonly RecordField[] = [
  plain('number', '原案案号'),
  code('charge', '案件类型', 'charge'),
  plain('chargeText', '案由'),
  code('stage', '原案阶段', 'stageOfOriginalCase'),
  yesNo('reachedProcuratorate', '是否进入检察环节'),
  plain('handlingOffice', '办案单位'),
  plain('handlingUnit', '办案部门'),
  plain('suspects', '犯罪嫌疑人（被告人）'),
  long('outcome', '处理结果'),
  money('compensationOrderedFen', '判决赔偿金额'),
  money('compensationObtainedFen', '已获赔偿金额'),
]

export const personFields: readonly RecordField[] = [
  plain('person.name', '姓名'),
  { path: 'person.paperType', label: '证件类型', text: (value) => (typeof value === 'string' && isPaperType(value) ? paperTypeLabels[value] : asText(value)) },
  plain('person.paperNumber', '证件号码'),
  code('person.sex', '性别', 'sex'),
  date('person.birthDate', '出生日期'),
  code('person.ethnicity', '民族', 'ethnicity'),
  plain('person.residence', '住址'),
  plain('person.phone', '联系电话'),
  plain('person.safeContact', '安全联系方式'),
]

export const recipientFields: readonly RecordField[] = [
  ...personFields,
  code('relation', '与被害人关系', 'relation'),
  {
    path: 'specialGroups',
    label: '特殊群体',
    text: (value) => (Array.isArray(value) ? value.map((one) => labelOf('specialGroup', asText(one))).join('、') : ''),
  },
  plain('guardianName', '法定代理人（监护人）'),
  plain('guardianPhone', '监护人电话'),
  onlyYes('guardianIsOffender', '监护人是侵害人'),
  plain('agentName', '委托代理人'),
  money('requestedFen', '申请金额'),
  plain('accountHolder', '开户名'),
  plain('bankName', '开户行'),
  plain('bankAccount', '银行账号'),
  long('hardship', '困难情况'),
]

export const decisionFields: readonly RecordField[] = [
  { path: 'kind', label: '决定', text: (value) => (value === 'grant' ? '给予救助' : value === 'refuse' ? '不予救助' : '') },
  money('amountFen', '救助金额'),
  date('decidedOn', '决定日期'),
  plain('number', '决定书文号'),
  date('servedOn', '送达日期'),
  code('serviceWay', '送达方式', 'serviceWay'),
  plain('serviceNote', '送达说明'),
  long('reason', '理由'),
  long('overCapReason', '超过救助限额的理由'),
]

export const receiptLabels = { signature: '签名', fingerprint: '捺印' } as const
export const visitFields: readonly RecordField[] = [
  date('dueOn', '计划回访日期'),
  date('doneOn', '实际回访日期'),
  code('way', '回访方式', 'visitWay'),
  plain('visitors', '回访人'),
  long('findings', '回访情况'),
  long('living', '生活情况'),
  long('production', '生产就业情况'),
  long('health', '健康情况'),
  long('schooling', '就学情况'),
  long('moneyUse', '救助金使用情况'),
  { path: 'measuresChecked', label: '措施落实', wide: true, text: (value) => (Array.isArray(value) && value.length > 0 ? `已核对 ${value.length} 项` : '') },
  code('satisfaction', '满意程度', 'satisfaction'),
  long('stillNeeded', '还需要的帮助'),
  date('nextOn', '下次回访日期'),
  { path: 'receipt', label: '被回访人确认', text: (value) => (value === 'signature' || value === 'fingerprint' ? receiptLabels[value] : '') },
  onlyYes('discreet', '不公开身份'),
]

export const measureFields: readonly RecordField[] = [
  code('kind', '措施', 'measure'),
  plain('agency', '协作单位'),
  date('askedOn', '提出日期'),
  date('replyDueOn', '要求答复日期'),
  date('promisedOn', '商定日期'),
  date('doneOn', '落实日期'),
  date('refusedOn', '拒绝日期'),
  money('valueFen', '折合金额'),
  long('note', '说明'),
]

export const noteFields: readonly RecordField[] = [long('text', '内容')]

export const awardFields: readonly RecordField[] = [code('level', '级别', 'awardLevel'), date('publishedOn', '发布日期'), long('title', '案例名称')]

/** The value at a dotted path of a record. */
export function valueAt(record: unknown, path: string): unknown {
  let value = record
  for (const step of path.split('.')) {
    if (value === null || typeof value !== 'object') return undefined
    value = (value as Record<string, unknown>)[step]
  }
  return value
}

/** A copy of `record` with another value at the path. */
export function withValue<T>(record: T, path: string, value: unknown): T {
  const [step = '', ...rest] = path.split('.')
  const holder = record as Record<string, unknown>
  return { ...holder, [step]: rest.length === 0 ? value : withValue(holder[step], rest.join('.'), value) } as T
}

/** The fields in which two versions of a record differ for a reader (a blank and nothing are the same). */
export function differing(fields: readonly RecordField[], mine: unknown, theirs: unknown): RecordField[] {
  return fields.filter((field) => {
    const [a, b] = [valueAt(mine, field.path), valueAt(theirs, field.path)]
    return JSON.stringify(a === '' || a === undefined ? null : a) !== JSON.stringify(b === '' || b === undefined ? null : b)
  })
}
