import { labelOf } from '../../../db/domain/codeLists.ts'
import { isPaperType, paperTypeLabels } from '../../../db/domain/identity.ts'
import { asText, code, date, long, money, onlyYes, plain, yesNo } from '../../components/record/recordFields.ts'
import type { RecordField } from '../../components/record/recordFields.ts'

/** The fields of a case's records as they are read, and as two versions of them are compared. */
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
  onlyYes('guardianIsOffender', '监护人是加害人'),
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
