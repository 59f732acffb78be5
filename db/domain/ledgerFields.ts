/** What a column of a ledger may hold, in the order of an office's own ledger, with the names a person chooses by. */
export const ledgerFields = [
  { field: 'serial', label: '序号' },
  { field: 'caseNumber', label: '救助案号' },
  { field: 'unifiedNumber', label: '统一受案号' },
  { field: 'appliedOn', label: '申请日期' },
  { field: 'acceptedOn', label: '受理日期' },
  { field: 'name', label: '救助对象姓名' },
  { field: 'sex', label: '性别' },
  { field: 'birthDate', label: '出生日期' },
  { field: 'ethnicity', label: '民族' },
  { field: 'paper', label: '身份证件号码' },
  { field: 'residence', label: '住址' },
  { field: 'phone', label: '联系电话' },
  { field: 'relation', label: '与被害人关系' },
  { field: 'guardian', label: '法定代理人（监护人）' },
  { field: 'agent', label: '委托代理人' },
  { field: 'accountHolder', label: '户名' },
  { field: 'bankName', label: '开户行' },
  { field: 'bankAccount', label: '银行账号' },
  { field: 'category', label: '救助情形' },
  { field: 'specialGroups', label: '特殊群体' },
  { field: 'hardship', label: '困难情况' },
  { field: 'originalNumber', label: '原案案号' },
  { field: 'charge', label: '原案案由' },
  { field: 'handlingOffice', label: '办案单位' },
  { field: 'handlingUnit', label: '办案部门' },
  { field: 'suspects', label: '犯罪嫌疑人（被告人）' },
  { field: 'originalOutcome', label: '原案处理结果' },
  { field: 'leadSource', label: '线索来源' },
  { field: 'outcome', label: '审查结果' },
  { field: 'requested', label: '申请金额' },
  { field: 'amount', label: '救助金额' },
  { field: 'decidedOn', label: '决定日期' },
  { field: 'decisionNumber', label: '决定书文号' },
  { field: 'paidOn', label: '发放日期' },
  { field: 'officer', label: '承办人' },
  { field: 'visitOn', label: '回访日期' },
  { field: 'visitWay', label: '回访方式' },
  { field: 'visitors', label: '回访人' },
  { field: 'findings', label: '回访情况' },
  { field: 'measures', label: '多元救助措施' },
  { field: 'typical', label: '典型案例' },
  { field: 'remark', label: '备注' },
] as const

export type LedgerField = (typeof ledgerFields)[number]['field']

/** What becomes of a column that is none of these: its words are kept in a note of the case, so that nothing of a ledger is lost. */
export const KEPT = '记入记事'

/** The first line of such a note. */
export const KEPT_TITLE = '台账中的其他栏目'
