/** What a column of a ledger may hold, in the order of an office's own ledger, with the names a person chooses by. */
export const ledgerFields = [
  { field: 'serial', label: '序号' },
  { field: 'caseNumber', label: '救助案号' },
  { field: 'acceptedOn', label: '受理日期' },
  { field: 'name', label: '救助对象姓名' },
  { field: 'sex', label: '性别' },
  { field: 'birthDate', label: '出生日期' },
  { field: 'paper', label: '身份证件号码' },
  { field: 'phone', label: '联系电话' },
  { field: 'relation', label: '与被害人关系' },
  { field: 'category', label: '救助情形' },
  { field: 'specialGroups', label: '特殊群体' },
  { field: 'charge', label: '原案案由' },
  { field: 'leadSource', label: '线索来源' },
  { field: 'outcome', label: '审查结果' },
  { field: 'amount', label: '救助金额' },
  { field: 'decidedOn', label: '决定日期' },
  { field: 'paidOn', label: '发放日期' },
  { field: 'officer', label: '承办人' },
  { field: 'visitOn', label: '回访日期' },
  { field: 'visitWay', label: '回访方式' },
  { field: 'measures', label: '多元救助措施' },
  { field: 'typical', label: '典型案例' },
  { field: 'remark', label: '备注' },
] as const

export type LedgerField = (typeof ledgerFields)[number]['field']
