import { approvalKindLabels } from '../../../db/domain/approvalChain.ts'
import type { ApprovalKind, ApprovalResult, Assessment, GroundAnswer, JointOffice } from '../../../db/domain/caseworkRecords.ts'
import { labelOf } from '../../../db/domain/codeLists.ts'
import { date, long, money, plain } from '../../components/record/recordFields.ts'
import type { RecordField } from '../../components/record/recordFields.ts'

export const resultLabels: Record<ApprovalResult, string> = { agreed: '同意', returned: '退回补充', rejected: '不同意' }
export const proposalLabels: Record<NonNullable<Assessment['proposal']>, string> = { grant: '给予救助', refuse: '不予救助' }
export const elsewhereLabels: Record<NonNullable<Assessment['helpedElsewhere']>, string> = { no: '没有', yes: '已由其他机关救助', unknown: '还在核实' }
export const officeRoleLabels: Record<JointOffice['role'], string> = { higher: '上级院', lower: '下级院', peer: '同级院', department: '其他职能部门' }

/** A field whose words come from a small list of our own. */
const worded = <K extends string>(path: string, label: string, words: Record<K, string>): RecordField => ({
  path,
  label,
  text: (value) => (typeof value === 'string' && Object.hasOwn(words, value) ? words[value as K] : ''),
})
const unanswered = '还没有写明理由'

/** 对案件发生有重大过错（……）; each with its answer in writing, or that it is still wanted. */
const groundText = ({ code: ground, answer }: GroundAnswer): string => `${labelOf('refusalGround', ground)}（${answer || unanswered}）`

export const stepFields = (labels: { party: string; note: string }): RecordField[] => [date('happenedOn', '日期'), money('amountFen', '金额'), plain('party', labels.party), long('note', labels.note)]

export const assessmentFields: readonly RecordField[] = [
  worded('proposal', '审查意见', proposalLabels),
  money('proposedFen', '建议金额'),
  date('reviewedOn', '审查日期'),
  plain('reviewer', '审查人'),
  money('damageFen', '实际损失'),
  money('compensationFen', '已获赔偿'),
  money('otherHelpFen', '已获其他救助'),
  plain('familyMembers', '家庭人口'),
  money('familyIncomeFen', '家庭月收入'),
  money('livingCostFen', '最低生活费'),
  long('fault', '本人过错'),
  long('familyNote', '家庭困难情况'),
  { path: 'grounds', label: '不予救助情形', wide: true, text: (value) => (Array.isArray(value) ? (value as GroundAnswer[]).map(groundText).join('；') : '') },
  worded('helpedElsewhere', '其他机关救助', elsewhereLabels),
  long('elsewhereNote', '其他救助说明'),
  long('repeatAnswer', '再次救助的理由'),
  long('overCapReason', '超过限额的理由'),
  long('opinion', '审查意见说明'),
]

export const approvalFields: readonly RecordField[] = [
  plain('stepName', '审批环节'),
  worded('kind', '类别', approvalKindLabels satisfies Record<ApprovalKind, string>),
  date('sentOn', '报送日期'),
  date('answeredOn', '批复日期'),
  worded('result', '结果', resultLabels),
  plain('approver', '审批人'),
  money('amountFen', '批准金额'),
  plain('meetingNumber', '会议纪要文号'),
  long('opinion', '审批意见'),
]

export const hearingFields: readonly RecordField[] = [
  date('heldOn', '听证日期'),
  { path: 'isPublic', label: '是否公开', text: (value) => (value === true ? '公开' : value === false ? '不公开' : '') },
  plain('place', '地点'),
  plain('host', '主持人'),
  long('participants', '参加人员'),
  long('opinions', '听证意见'),
  long('conclusion', '听证结论'),
]

export const jointOfficeFields: readonly RecordField[] = [
  plain('name', '单位'),
  worded('role', '与本院关系', officeRoleLabels),
  money('shareFen', '救助份额'),
  date('decidedOn', '决定日期'),
  date('paidOn', '发放日期'),
  long('note', '说明'),
]
