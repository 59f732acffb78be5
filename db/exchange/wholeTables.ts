import type { CodeListName } from '../domain/codeLists.ts'
import { labelOf } from '../domain/codeLists.ts'
import { letterKindLabels } from '../domain/agencyRules.ts'
import { approvalKindLabels } from '../domain/approvalChain.ts'
import { closedHowLabels } from '../domain/caseRules.ts'
import { stepLabels } from '../domain/caseworkRecords.ts'
import { paperTypeLabels } from '../domain/identity.ts'
import { rhythmLabels } from '../domain/instalments.ts'
import { supervisedEntryLabels, supervisorKindLabels } from '../domain/supervision.ts'
import type { CaseOrigin } from '../domain/records.ts'
import type { Tables } from '../store/tables.ts'

/**
 * Every table that holds casework, with all its columns in words: what an export of everything writes and what its reader takes back. Each table stands
 * behind those its rows name, but for a lead and its case, which name each other.
 */

export type WholeKind = 'text' | 'date' | 'fen' | 'count' | 'flag' | 'code'
export interface WholeColumn {
  name: string
  label: string
  kind: WholeKind
  /** All there may be, where the program acts by them; null where an office may add its own. */
  codes: readonly string[] | null
  /** What a code means; null where nothing is known of it. */
  word: (code: string) => string | null
}
export interface WholeTable {
  table: keyof Tables
  /** Name of its sheet or file. */
  name: string
  columns: readonly WholeColumn[]
  /** The rows are found by these; all others have an id. */
  key: readonly string[]
  /** Kept only where another row names it: people and 户 of what lies in the recycle bin stay behind. */
  onlyNamed: boolean
  /** Written for people to read; the reader leaves it out, because what it names is not in the file. */
  listedOnly: boolean
}

type Words = Readonly<Record<string, string>>
const yesNo = { grant: '给予救助', refuse: '不予救助' }
const receipts = { signature: '签名', fingerprint: '捺印' }
const words: Readonly<Record<string, CodeListName | Words>> = {
  'agency.kind': 'agencyKind',
  'person.paper_type': paperTypeLabels,
  'person.sex': 'sex',
  'person.ethnicity': 'ethnicity',
  'original_case.charge': 'charge',
  'original_case.stage': 'stageOfOriginalCase',
  'lead.source': 'leadSource',
  'lead.channel': 'leadChannel',
  'lead.charge': 'charge',
  'lead.told_way': 'toldWay',
  'lead.outcome': 'leadOutcome',
  'lead.satisfaction': 'satisfaction',
  'lead_person.relation': 'relation',
  'relief_case.category': 'category',
  'relief_case.cause': 'cause',
  'relief_case.lead_source': 'leadSource',
  'relief_case.origin': { entered: '登记', imported: '导入', late: '补录' } satisfies Record<CaseOrigin, string>,
  'relief_case.closed_how': closedHowLabels,
  'relief_case.apply_way': 'applyWay',
  'relief_case.applied_by': 'appliedBy',
  'recipient.relation': 'relation',
  'recipient_group.group_code': 'specialGroup',
  'decision.kind': yesNo,
  'decision.service_way': 'serviceWay',
  'instalment_plan.rhythm': rhythmLabels,
  'supervised_fund.supervisor_kind': supervisorKindLabels,
  'disbursement.kind': { paid: '发放', failed: '发放失败', returned: '退回', repaid: '重新发放', cancelled: '取消发放', recovered: '追回' },
  'disbursement.method': 'paymentMethod',
  'disbursement.receipt': receipts,
  'visit.way': 'visitWay',
  'visit.satisfaction': 'satisfaction',
  'visit.receipt': receipts,
  'visit.origin': { rule: '按规则安排', hand: '自行安排' },
  'support_measure.kind': 'measure',
  'letter.kind': letterKindLabels,
  'typical_award.level': 'awardLevel',
  'material.kind': 'material',
  'case_step.kind': stepLabels,
  'assessment.helped_elsewhere': { no: '没有', yes: '已由其他机关救助', unknown: '还在核实' },
  'assessment.proposal': yesNo,
  'approval.kind': approvalKindLabels,
  'approval.result': { agreed: '同意', returned: '退回补充', rejected: '不同意' },
  'joint_office.role': { higher: '上级院', lower: '下级院', peer: '同级院', department: '其他职能部门' },
  'decision_change.kind': { correct: '更正', supplement: '补充', revoke: '撤销' },
  'supervised_entry.kind': supervisedEntryLabels,
  'funds_entry.kind': { requested: '资金申请', arrived: '到账', carriedIn: '上年结转', returned: '退回财政' },
}
const flags = new Set(['urgent', 'historical', 'guardian_is_offender', 'reached_procuratorate', 'report_back', 'is_original', 'late', 'is_public', 'discreet'])
const counts = new Set(['number_year', 'number_seq', 'ordinal', 'copies', 'family_members', 'round', 'year', 'bytes'])

function columnOf(table: string, text: string): WholeColumn {
  const [name = '', label = ''] = text.split(' ')
  const known = words[`${table}.${name}`]
  const kind: WholeKind = known ? 'code' : name.endsWith('_fen') ? 'fen' : name.endsWith('_on') ? 'date' : flags.has(name) ? 'flag' : counts.has(name) ? 'count' : 'text'
  const word = (code: string) => (known === undefined ? null : typeof known === 'string' ? labelOf(known, code) : (known[code] ?? null))
  return { name, label, kind, codes: typeof known === 'object' ? Object.keys(known) : null, word }
}

const created = 'created_at 登记时间|created_by 登记人'
function tableOf(table: keyof Tables, name: string, columns: string, more: Partial<Pick<WholeTable, 'key' | 'onlyNamed' | 'listedOnly'>> = {}): WholeTable {
  const texts = [...columns.split('|'), ...(more.key ? [] : created.split('|'))]
  return { table, name, columns: texts.map((text) => columnOf(table, text)), key: ['id'], onlyNamed: false, listedOnly: false, ...more }
}

const ofCase = 'id 编号|case_id 案件编号'
const ofRecipient = `${ofCase}|recipient_id 救助对象编号`
export const wholeTables: readonly WholeTable[] = [
  tableOf('reference_entry', '本院规则', 'id 编号|kind 种类|key 名称|effective_from 起用日期|value 内容'),
  tableOf('agency', '协作单位', 'id 编号|name 单位名称|kind 单位类型|contact 联系人|phone 联系电话|address 地址|note 说明|disabled_at 停用时间'),
  tableOf('household', '户', 'id 编号|address 住址', { onlyNamed: true }),
  tableOf('person', '人员', 'id 编号|name 姓名|paper_type 证件类型|paper_number 证件号码|sex 性别|birth_date 出生日期|ethnicity 民族|residence 住址|phone 电话|safe_contact 安全联系方式|household_id 户编号', { onlyNamed: true }),
  tableOf('original_case', '原案', 'id 编号|number 原案案号|charge 案由|charge_text 案由原文|stage 原案阶段|reached_procuratorate 是否进入检察环节|handling_office 办案单位|handling_unit 办案部门|suspects 嫌疑人|outcome 处理结果|compensation_ordered_fen 判令赔偿（元）|compensation_obtained_fen 已获赔偿（元）', { onlyNamed: true }),
  tableOf('lead', '线索', 'id 编号|received_on 收到日期|source 线索来源|channel 线索渠道|sending_unit 移送单位|letter_number 来函文号|summary 线索情况|officer_name 首问责任人|historical 历史线索|reached_procuratorate 原案是否进入检察环节|original_number 原案案号|charge 案由|charge_text 案由原文|handling_unit 办案部门|suspects 嫌疑人|told_on 告知日期|told_way 告知方式|told_note 告知说明|checked_on 核实日期|checkers 核实人|check_note 核实情况|outcome 处理结果|outcome_on 处理日期|outcome_note 处理说明|referred_to 转往单位|case_id 案件编号|report_back 需要反馈|reported_on 反馈日期|report_note 反馈内容|satisfaction 满意程度'),
  tableOf('lead_person', '线索人员', 'id 编号|lead_id 线索编号|person_id 人员编号|ordinal 次序|relation 与被害人关系'),
  tableOf('relief_case', '案件', 'id 编号|case_number 救助案号|number_year 案号年份|number_seq 案号序号|unified_number 统一受案号|original_case_id 原案编号|lead_id 线索编号|category 救助情形|cause 未获有效赔偿原因|lead_source 线索来源|officer_name 承办人|urgent 急需救助|historical 历史案件|origin 登记方式|apply_way 申请方式|applied_by 申请人身份|applied_on 申请日期|accepted_on 受理日期|closed_on 办结日期|closed_how 办结方式|archived_on 归档日期|archive_number 归档号|remark 备注'),
  tableOf('recipient', '救助对象', `${ofCase}|person_id 人员编号|ordinal 次序|relation 与被害人关系|guardian_name 监护人|guardian_phone 监护人电话|guardian_is_offender 监护人是加害人|agent_name 委托代理人|requested_fen 申请金额（元）|account_holder 户名|bank_name 开户行|bank_account 账号|hardship 困难情况|unsupervised_reason 不设监管的理由`),
  tableOf('recipient_group', '特殊群体', 'recipient_id 救助对象编号|group_code 特殊群体', { key: ['recipient_id', 'group_code'] }),
  tableOf('decision', '决定', `${ofRecipient}|kind 决定|amount_fen 决定金额（元）|decided_on 决定日期|number 决定书文号|served_on 送达日期|service_way 送达方式|service_note 送达说明|reason 理由|over_cap_reason 超限额理由|revoked_on 撤销日期|earlier_fen 原决定项下已取消（元）`),
  tableOf('decision_change', '决定变更', `${ofCase}|decision_id 决定编号|kind 变更方式|decided_on 变更日期|number 文号|before_fen 变更前（元）|after_fen 变更后（元）|reason 理由`),
  tableOf('instalment_plan', '分期计划', `${ofRecipient}|rhythm 发放节奏|fixed_on 确定日期|approver 批准人|reason 变更理由|superseded_at 被取代时间`),
  tableOf('instalment', '分期批次', `${ofRecipient}|plan_id 计划编号|ordinal 批次|due_on 应发日期|amount_fen 金额（元）|purpose 用途`),
  tableOf('supervised_fund', '监管协议', `${ofRecipient}|supervisor 监管单位|supervisor_kind 监管方式|supervisor_contact 联系方式|guardian 监护人|bank_name 开户行|bank_account 监管账号|agreed_on 协议签订日期|hand_over_on 应移交日期|ended_on 结束日期|end_reason 结束原因|note 说明`),
  tableOf('supervised_entry', '监管资金', `${ofCase}|supervised_fund_id 协议编号|kind 事项|happened_on 日期|amount_fen 金额（元）|purpose 用途|voucher 凭证|reason 原因`),
  tableOf('disbursement', '发放', `${ofRecipient}|kind 事项|amount_fen 金额（元）|happened_on 日期|method 发放方式|payee 收款人|account_snapshot 收款账户|voucher 凭证号|instalment_id 批次编号|supervised_fund_id 协议编号|receipt 签收|witness 见证人|collected_by 代领人|reason 原因|bank_reference 银行流水|note 说明`),
  tableOf('visit', '回访', `${ofRecipient}|due_on 计划日期|done_on 回访日期|way 回访方式|visitors 回访人|findings 回访情况|living 生活情况|production 生产就业情况|health 健康情况|schooling 就学情况|money_use 救助金使用情况|measures_checked 措施核对|satisfaction 满意程度|still_needed 还需要的帮助|next_on 下次回访日期|receipt 被回访人确认|discreet 不公开身份|origin 安排方式|ordinal 规则中第几次`),
  tableOf('support_measure', '多元救助', `${ofRecipient}|kind 措施|agency 协作单位|agency_id 协作单位编号|asked_on 提出日期|reply_due_on 要求答复日期|refused_on 拒绝日期|promised_on 商定日期|done_on 落实日期|value_fen 折合金额（元）|note 说明`),
  tableOf('letter', '函件', `${ofCase}|measure_id 措施编号|agency_id 协作单位编号|kind 函件种类|number 文号|sent_on 发函日期|reply_due_on 要求答复日期|replied_on 复函日期|reply 复函内容|content 函件内容`),
  tableOf('typical_award', '典型案例', `${ofCase}|level 级别|published_on 发布日期|title 名称`),
  tableOf('case_note', '记事', `${ofCase}|text 内容`),
  tableOf('material', '材料', `${ofRecipient}|kind 材料|name 名称|copies 份数|is_original 原件|received_on 收到日期|note 说明`),
  tableOf('case_step', '办案经过', `${ofRecipient}|kind 事项|happened_on 日期|amount_fen 金额（元）|party 对方单位|note 说明|late 补录`),
  tableOf('assessment', '审查', `${ofRecipient}|reviewed_on 审查日期|reviewer 审查人|damage_fen 实际损失（元）|compensation_fen 已获赔偿（元）|other_help_fen 其他救助（元）|family_members 家庭人口|family_income_fen 家庭月收入（元）|living_cost_fen 最低生活费（元）|fault 过错|family_note 家庭情况|grounds 不予救助情形|repeat_answer 再次救助的说明|helped_elsewhere 其他机关救助|elsewhere_note 其他机关救助说明|proposal 审查意见|proposed_fen 建议金额（元）|over_cap_reason 超限额理由|opinion 意见`),
  tableOf('hearing', '听证', `${ofCase}|held_on 听证日期|place 地点|is_public 公开|host 主持人|participants 参加人|opinions 意见|conclusion 结论`),
  tableOf('approval', '审批', `${ofCase}|round 轮次|ordinal 次序|step_name 环节|kind 类型|sent_on 报送日期|answered_on 批复日期|approver 审批人|result 结果|opinion 意见|amount_fen 批准金额（元）|meeting_number 会议纪要号|proposed_by 报批人|signed_at 签署时间`),
  tableOf('joint_office', '联合救助单位', `${ofCase}|name 单位|role 与本院关系|share_fen 份额（元）|decided_on 决定日期|paid_on 发放日期|note 说明`),
  tableOf('deadline_extension', '延期', `${ofCase}|rule 期限|until_on 延至|reason 原因|approver 批准人|approved_on 批准日期`),
  tableOf('funds_entry', '年度资金', 'id 编号|kind 事项|happened_on 日期|amount_fen 金额（元）|source 来源|year 年度|document 文号|note 说明'),
  tableOf('funds_allocation', '资金分配', 'id 编号|funds_entry_id 资金编号|case_id 案件编号|amount_fen 金额（元）'),
  tableOf('attachment', '附件目录', 'id 编号|case_id 案件编号|lead_id 线索编号|entity 所属记录|entity_id 所属记录编号|name 文件名|media_type 类型|bytes 字节数|sha256 内容校验值|note 说明|paper_key 文书', { listedOnly: true }),
]

/** Columns that are left out: who may sign in is another casebook's, an import is its own, and what is derived is made anew. */
export const leftOut: readonly string[] = ['version', 'updated_at', 'updated_by', 'deleted_at', 'deleted_by', 'delete_reason', 'batch_id', 'approval.signed_by', 'lead.search_text']
/** Tables that are left out: people who sign in, the trail of who did what and the frozen reports that rest on it, drafts and views, past imports, merges and printed hand-overs, what is derived. */
export const leftOutTables: readonly string[] = ['office', 'account', 'import_batch', 'audit_entry', 'audit_payload', 'draft', 'view_setting', 'case_summary', 'case_search', 'staff_handover', 'record_merge', 'likeness_judgement', 'seal', 'comparison_list', 'comparison_person', 'comparison_fault', 'comparison_judgement', 'comparison_question', 'comparison_run', 'own_report', 'case_card_load', 'case_card', 'case_card_reason']
