/** What the audit trail calls its records, in the words of the office. */
const labels: Record<string, string> = {
  office: '单位设置',
  account: '账号',
  person: '人员',
  household: '户',
  relief_case: '救助案件',
  original_case: '原案',
  recipient: '救助对象',
  recipient_group: '特殊群体',
  decision: '决定',
  disbursement: '发放',
  visit: '回访',
  support_measure: '多元救助措施',
  typical_award: '典型案例',
  case_note: '记事',
  import_batch: '台账导入',
  reference_entry: '业务参数',
  paper: '文书',
  lead: '线索',
  lead_person: '线索所涉人员',
  material: '申请材料',
  case_step: '办理节点',
  assessment: '审查',
  hearing: '听证',
  approval: '审批',
  joint_office: '联合救助',
  decision_change: '决定变更',
  deadline_extension: '延期',
  attachment: '附件',
  staff_handover: '工作交接',
  report: '报表',
  seal: '定稿',
  case_list: '台账',
}

export function entityLabel(entity: string): string {
  return labels[entity] ?? '其他'
}
