import type { LedgerField } from '../domain/ledgerFields.ts'

/** The headings offices use for each field, the clearest first: where two columns fit, the clearer one is taken. */
const headings: Record<LedgerField, string[]> = {
  serial: ['序号', '编号', '序列'],
  caseNumber: ['救助案号', '救助案件案号', '救助案件编号', '司法救助案号', '案号', '案件编号', '救助编号'],
  unifiedNumber: ['统一受案号', '统一受理号', '受案号', '受理号', '受理案号'],
  appliedOn: ['申请日期', '申请时间', '提出申请日期', '提出申请时间', '申请救助时间'],
  acceptedOn: ['受理日期', '受理时间', '受案日期', '立案日期', '立案时间', '收案日期', '收案时间', '受理'],
  name: ['申请人姓名', '救助申请人姓名', '救助申请人', '救助对象姓名', '救助对象', '被救助人姓名', '被救助人', '受救助人', '受助人', '受助人姓名', '申请人', '申请人姓名及身份证号', '姓名及身份证号', '姓名身份证号', '姓名'],
  sex: ['性别', '申请人性别'],
  birthDate: ['出生日期', '出生年月日', '出生年月', '生日'],
  ethnicity: ['民族'],
  paper: ['身份证号码', '身份证号', '身份证件号码', '公民身份号码', '身份号码', '证件号码', '证件号', '身份证', '申请人身份证号', '申请人身份证号码'],
  residence: ['家庭住址', '住址', '现住址', '居住地址', '家庭地址', '地址', '住所', '住所地', '户籍地址', '户籍所在地', '户籍地', '户籍', '申请人住址'],
  phone: ['联系电话', '联系方式', '电话', '手机', '手机号', '手机号码', '电话号码'],
  relation: ['与被害人关系', '与被害人的关系', '与原案被害人关系', '与受害人关系', '关系'],
  guardian: ['法定代理人', '法定代理人姓名', '监护人', '监护人姓名', '法定代理人监护人'],
  agent: ['委托代理人', '代理人', '委托代理人姓名'],
  accountHolder: ['户名', '账户名', '账户名称', '开户人', '收款人'],
  bankName: ['开户行', '开户银行', '开户行名称'],
  bankAccount: ['银行账号', '银行卡号', '银行账户', '账号', '帐号', '卡号', '银行帐号', '收款账号'],
  category: ['救助情形', '救助类型', '救助类别', '救助事由', '符合情形', '情形'],
  specialGroups: ['特殊群体', '特殊人群', '重点人群', '人员类别', '群体类别', '救助对象类别'],
  hardship: ['困难情况', '家庭困难情况', '生活困难情况', '家庭经济状况', '家庭经济情况', '家庭情况', '家庭状况'],
  originalNumber: ['原案案号', '原案号', '原案件案号', '刑事案件案号', '关联案号'],
  charge: ['原案案由', '原案罪名', '案由', '罪名', '涉嫌罪名', '案件类型', '原案类型'],
  handlingOffice: ['办案单位', '原案办案单位', '原案承办单位', '办案机关', '原案办案机关'],
  handlingUnit: ['办案部门', '原案承办部门', '原案办案部门', '移送部门', '承办部门'],
  suspects: ['犯罪嫌疑人', '犯罪嫌疑人姓名', '被告人', '被告人姓名', '嫌疑人', '嫌疑人姓名', '加害人', '原案被告人', '犯罪嫌疑人被告人'],
  originalOutcome: ['原案处理结果', '原案结果', '原案判决结果', '判决结果', '判决情况', '裁判结果'],
  leadSource: ['线索来源', '案件来源', '来源'],
  outcome: ['审查结果', '审查结论', '办理结果', '处理结果', '决定结果', '审批结果', '是否救助', '结果'],
  requested: ['申请金额', '申请救助金额', '申请救助金', '申请数额'],
  amount: ['救助金额', '决定救助金额', '救助金', '决定金额', '救助金数额', '批准金额', '审批金额', '救助款', '发放金额', '实发金额', '金额'],
  decidedOn: ['决定日期', '决定时间', '审批日期', '审批时间', '批准日期', '批准时间', '审批', '决定'],
  decisionNumber: ['决定书文号', '救助决定书文号', '决定文号', '决定书号', '决定书编号', '文书文号', '文号'],
  paidOn: ['发放日期', '发放时间', '支付日期', '支付时间', '领款日期', '领款时间', '拨付日期', '拨付时间', '发放'],
  officer: ['承办人', '承办检察官', '办案人', '经办人', '主办检察官'],
  visitOn: ['回访日期', '回访时间', '回访'],
  visitWay: ['回访方式', '回访形式'],
  visitors: ['回访人', '回访人员', '回访干警'],
  findings: ['回访情况', '回访内容', '回访记录', '回访结果', '跟踪回访情况'],
  measures: ['其他救助措施', '多元救助措施', '多元救助', '其他救助', '社会救助措施', '帮扶措施', '社会化帮扶'],
  typical: ['典型案例', '是否典型案例', '入选典型案例'],
  remark: ['备注', '说明', '其他情况'],
}

const known = new Map(
  (Object.keys(headings) as LedgerField[]).flatMap((field) => headings[field].map((heading, rank) => [heading, { field, rank }] as const)),
)

/** A heading over these columns speaks of somebody who is not relieved: their name and papers must not be taken for the recipient's. */
const SOMEBODY_ELSE = /被害人|受害人|死者|嫌疑人|被告人|罪犯|加害人|侵害人|侵权人|监护人|代理人|代领人|联系人/

/** Headings whose columns have short names of their own: 结果 under 回访 is not the decision, 案号 under 原案 not the relief case's. */
const OWN_FIELDS: { group: RegExp; fields: LedgerField[] }[] = [
  { group: /回访/, fields: ['visitOn', 'visitWay', 'visitors', 'findings'] },
  { group: /原案|刑事案件|诉讼/, fields: ['charge', 'originalNumber', 'handlingOffice', 'handlingUnit', 'suspects', 'originalOutcome'] },
]

/** Whether a column of this heading speaks of the person relieved and the relief case, so that its content may say what it is. */
export function ofTheRecipient(heading: string): boolean {
  return (!SOMEBODY_ELSE.test(heading) || /申请人|救助/.test(heading)) && !OWN_FIELDS.some(({ group }) => group.test(heading))
}

/** The field a heading names, and how clearly. @param parent the heading over it, or itself where there is no `child` */
export function recognise(parent: string, child: string): { field: LedgerField; rank: number } | null {
  const [over, own] = [bare(parent), bare(child || parent)]
  if (!child) return known.get(own) ?? null
  if (SOMEBODY_ELSE.test(over) && !/申请人|救助/.test(over)) return null
  const whole = known.get(over + own) ?? known.get(`${over.replace(/(?:基本)?(?:情况|信息)$/, '')}${own}`)
  if (whole) return whole
  const match = known.get(own) ?? null
  const strict = OWN_FIELDS.find(({ group }) => group.test(over))
  return match && strict && !strict.fields.includes(match.field) ? null : match
}

/** Without units, explanations in brackets, numbering and marks such as * for required. */
function bare(heading: string): string {
  return heading.replace(/[(（【[][^)）】\]]*[)）】\]]/g, '').replace(/^[\d.、]+/, '').replace(/[:：*※/、]/g, '')
}
