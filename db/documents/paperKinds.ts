/** One paper of the office. Its template is `templates/<key>.docx` unless the office has put its own in place. */
export interface PaperKind {
  key: string
  title: string
  /** Stage of the work; the papers stand in the order of the work. */
  group: string
  /** What one paper is made for. */
  per: 'case' | 'recipient' | 'lead' | 'visit' | 'hearing' | 'measure'
  from: readonly ('case' | 'lead')[]
}

const both = ['case', 'lead'] as const
const caseOnly = ['case'] as const

/**
 * Papers of a relief case, as procuratorates use them; no official national layout was found, so every one is a template that the office can replace.
 * Basis: 《人民检察院开展国家司法救助工作细则》 (2021) and the practice it describes.
 */
export const paperKinds: readonly PaperKind[] = [
  { key: 'leadTransfer', title: '国家司法救助线索移送表', group: '线索与告知', per: 'lead', from: both },
  { key: 'notice', title: '国家司法救助告知书', group: '线索与告知', per: 'recipient', from: both },
  { key: 'application', title: '国家司法救助申请书', group: '申请与受理', per: 'recipient', from: both },
  { key: 'oralApplication', title: '国家司法救助口头申请笔录', group: '申请与受理', per: 'recipient', from: both },
  { key: 'authorisation', title: '授权委托书', group: '申请与受理', per: 'recipient', from: both },
  { key: 'materialsList', title: '收取申请材料清单', group: '申请与受理', per: 'recipient', from: caseOnly },
  { key: 'supplementNotice', title: '国家司法救助申请材料补正通知书', group: '申请与受理', per: 'recipient', from: caseOnly },
  { key: 'acceptance', title: '国家司法救助申请受理通知书', group: '申请与受理', per: 'recipient', from: caseOnly },
  { key: 'withdrawal', title: '准许撤回国家司法救助申请通知书', group: '申请与受理', per: 'recipient', from: caseOnly },
  { key: 'elsewhereQuery', title: '关于查询是否已予国家司法救助的函', group: '审查与审批', per: 'recipient', from: caseOnly },
  { key: 'reviewReport', title: '国家司法救助案件审查报告', group: '审查与审批', per: 'case', from: caseOnly },
  { key: 'approvalForm', title: '国家司法救助审批表', group: '审查与审批', per: 'case', from: caseOnly },
  { key: 'ending', title: '终止办理国家司法救助案件通知书', group: '审查与审批', per: 'recipient', from: caseOnly },
  { key: 'hearingNotice', title: '国家司法救助案件听证通知书', group: '听证', per: 'hearing', from: caseOnly },
  { key: 'hearingRecord', title: '国家司法救助案件听证笔录', group: '听证', per: 'hearing', from: caseOnly },
  { key: 'grantDecision', title: '国家司法救助决定书', group: '决定与送达', per: 'recipient', from: caseOnly },
  { key: 'refusalDecision', title: '不予国家司法救助决定书', group: '决定与送达', per: 'recipient', from: caseOnly },
  { key: 'correction', title: '变更国家司法救助决定通知书', group: '决定与送达', per: 'recipient', from: caseOnly },
  { key: 'serviceReceipt', title: '送达回证', group: '决定与送达', per: 'recipient', from: caseOnly },
  { key: 'decisionForwarding', title: '国家司法救助决定书随案移送函', group: '决定与送达', per: 'recipient', from: caseOnly },
  { key: 'pledge', title: '息诉息访承诺书', group: '发放与监管', per: 'recipient', from: caseOnly },
  { key: 'paymentReceipt', title: '国家司法救助金发放登记表', group: '发放与监管', per: 'recipient', from: caseOnly },
  { key: 'supervisionAgreement', title: '国家司法救助金三方监管协议', group: '发放与监管', per: 'recipient', from: caseOnly },
  { key: 'guardianUndertaking', title: '监护人保证书', group: '发放与监管', per: 'recipient', from: caseOnly },
  { key: 'visitRecord', title: '国家司法救助回访记录', group: '回访与帮扶', per: 'visit', from: caseOnly },
  { key: 'urgingLetter', title: '工作联系函', group: '回访与帮扶', per: 'measure', from: caseOnly },
  { key: 'assistanceTransfer', title: '社会救助移送函', group: '回访与帮扶', per: 'recipient', from: both },
  { key: 'archiveCatalogue', title: '结案归档目录', group: '归档', per: 'case', from: caseOnly },
]

const byKey = new Map(paperKinds.map((kind) => [kind.key, kind]))
export const paperKind = (key: string): PaperKind | undefined => byKey.get(key)
