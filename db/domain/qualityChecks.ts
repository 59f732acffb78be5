import type { AdviceFacts } from './advice.ts'
import { dateWarnings } from './advice/dates.ts'
import { balanceOfOne, decisionOf } from './advice/facts.ts'
import { lacksCause } from './advice/missing.ts'
import { moneyWarnings } from './advice/money.ts'
import { personWarnings } from './advice/people.ts'
import type { Advice } from './caseFile.ts'
import { labelFaults } from './labelRules.ts'
import { formatYuan } from './money.ts'
import type { CaseSection, Id } from './records.ts'

/** What a cell of the list can mend; the rest is mended on the page of the case. */
export const mendableFields = ['caseNumber', 'appliedOn', 'acceptedOn', 'category', 'cause', 'leadSource', 'officerName', 'decidedOn', 'servedOn', 'amountFen', 'specialGroups'] as const
export type MendableField = (typeof mendableFields)[number]
export const mendableLabels: Record<MendableField, string> = {
  caseNumber: '救助案号',
  appliedOn: '申请日期',
  acceptedOn: '受理日期',
  category: '救助情形',
  cause: '未获有效赔偿原因',
  leadSource: '线索来源',
  officerName: '承办人',
  decidedOn: '决定日期',
  servedOn: '送达日期',
  amountFen: '决定金额',
  specialGroups: '特殊群体',
}

export interface QualityCheck {
  key: string
  title: string
  /** What it means for the office. */
  note: string
  fields: readonly MendableField[]
  section: CaseSection
  /** In words, once for each record; null `recipientId`: it concerns the case. */
  find: (facts: AdviceFacts) => { recipientId: Id | null; text: string }[]
}

const ofCase = (wrong: boolean, text: string) => (wrong ? [{ recipientId: null, text }] : [])
const ofPeople = (facts: AdviceFacts, text: (id: Id, at: number) => string | null) =>
  facts.recipients.flatMap(({ id }, at) => {
    const found = text(id, at)
    return found === null ? [] : [{ recipientId: id, text: found }]
  })
const said = (advice: readonly Advice[]) => advice.map(({ text }) => ({ recipientId: null, text }))
/** What is said of a case with one recipient concerns that one, whose decision can be mended in the list. */
const ofTheOne = (facts: AdviceFacts, advice: readonly Advice[]) => {
  const [only, ...more] = facts.recipients
  return advice.map(({ text }) => ({ recipientId: only && more.length === 0 ? only.id : null, text }))
}
const paidSome = (facts: AdviceFacts) => facts.balance.netPaidFen > 0

/** What an annual report, a visit plan or an inspection would stumble over, old cases included. Rules that advise on one case are asked, not written again. */
export const qualityChecks: readonly QualityCheck[] = [
  { key: 'accepted', title: '缺受理日期', note: '按受理日期统计时不计入任何年度。', fields: ['acceptedOn'], section: 'basics', find: (facts) => ofCase(facts.acceptedOn === null && (facts.decisions.length > 0 || facts.closedOn !== null || facts.historical), '没有受理日期') },
  { key: 'decided', title: '缺决定日期', note: '按决定日期统计时不计入任何年度。', fields: ['decidedOn'], section: 'decision', find: (facts) => ofPeople(facts, (id) => (decisionOf(facts, id)?.decidedOn === null ? '有决定，没有决定日期' : null)) },
  { key: 'served', title: '缺送达日期', note: '已办结的案件，决定书应当已经送达。', fields: ['servedOn'], section: 'decision', find: (facts) => ofPeople(facts, (id) => (facts.closedOn !== null && !facts.historical && decisionOf(facts, id)?.servedOn === null ? '已办结，没有送达日期' : null)) },
  { key: 'amount', title: '缺金额', note: '给予救助的决定应当有金额。', fields: ['amountFen'], section: 'decision', find: (facts) => ofPeople(facts, (id) => { const decision = decisionOf(facts, id); return decision?.kind === 'grant' && decision.amountFen === 0 ? '给予救助，决定金额为 0' : null }) },
  { key: 'undecided', title: '办结而没有决定', note: '按不予救助或已发放办结的，每名救助对象应当有决定。', fields: [], section: 'decision', find: (facts) => ofPeople(facts, (id) => (facts.closedOn !== null && (facts.closedHow === 'paid' || facts.closedHow === 'refused') && decisionOf(facts, id) === null ? '案件已办结，没有登记决定' : null)) },
  { key: 'category', title: '缺救助情形', note: '分类统计时列在“未注明”。', fields: ['category'], section: 'basics', find: (facts) => ofCase(facts.category === null, '没有救助情形') },
  { key: 'cause', title: '缺未获赔偿原因', note: '这类救助情形要说明未获有效赔偿的原因。', fields: ['cause'], section: 'basics', find: (facts) => ofCase(lacksCause(facts), '没有未获有效赔偿的原因') },
  { key: 'leadSource', title: '缺线索来源', note: '线索来源统计时列在“未注明”。', fields: ['leadSource'], section: 'basics', find: (facts) => ofCase(facts.leadSource === null, '没有线索来源') },
  { key: 'officer', title: '缺承办人', note: '没有承办人的案件，待办事项没有人看到。', fields: ['officerName'], section: 'basics', find: (facts) => ofCase(facts.officerName === null, '没有承办人') },
  { key: 'groups', title: '缺特殊群体', note: '都不属于的选“其他”，便不再列出。', fields: ['specialGroups'], section: 'recipients', find: (facts) => ofPeople(facts, (_id, at) => (facts.recipients[at]?.specialGroups.length === 0 ? '没有标注特殊群体' : null)) },
  { key: 'labels', title: '特殊群体与事实不符', note: '标注与出生日期或性别不符，请核对哪一个错了。', fields: ['specialGroups'], section: 'recipients', find: (facts) => facts.recipients.flatMap(({ id, person, specialGroups }) => labelFaults({ specialGroups, birthDate: person.birthDate, sex: person.sex }, facts.acceptedOn ?? decisionOf(facts, id)?.decidedOn ?? null).map((text) => ({ recipientId: id, text }))) },
  { key: 'papers', title: '证件号码有误', note: '号码不正确，或与性别、出生日期不符。', fields: [], section: 'recipients', find: (facts) => said(personWarnings({ ...facts, historical: true, original: null, recipients: facts.recipients.map((recipient) => ({ ...recipient, guardianIsOffender: false })) })) },
  { key: 'order', title: '日期先后不对', note: '申请、受理、决定、送达、发放、回访的日期应当依次先后，不晚于今天。', fields: ['appliedOn', 'acceptedOn', 'decidedOn', 'servedOn'], section: 'basics', find: (facts) => ofTheOne(facts, dateWarnings(facts)) },
  { key: 'balance', title: '金额不平', note: '决定金额应当等于净发放、待发放与已取消之和。', fields: [], section: 'disbursement', find: (facts) => said(moneyWarnings({ ...facts, historical: true, capOn: () => null })) },
  { key: 'unpaid', title: '办结而没有发放完', note: '已办结或归档，还有没有发放也没有取消的金额。不再发放的，请登记取消发放。', fields: [], section: 'disbursement', find: (facts) => ofPeople(facts, (id) => { const { outstandingFen } = balanceOfOne(facts, id); return outstandingFen > 0 && (facts.closedOn !== null || facts.archivedOn !== null || facts.historical) ? `还有 ${formatYuan(outstandingFen)} 元没有发放` : null }) },
  { key: 'visits', title: '没有回访', note: '已发放救助金，没有回访记录。', fields: [], section: 'visit', find: (facts) => ofCase(paidSome(facts) && !facts.visits.some(({ doneOn }) => doneOn !== null), '已发放，没有回访过') },
  { key: 'archive', title: '归档没有归档号', note: '已归档的案件应当有归档号。', fields: [], section: 'basics', find: (facts) => ofCase(facts.archivedOn !== null && facts.archiveNumber === null, '已归档，没有归档号') },
  { key: 'number', title: '没有案号', note: '已决定的案件应当有救助案号。', fields: ['caseNumber'], section: 'basics', find: (facts) => ofCase(facts.caseNumber === null && facts.decisions.length > 0, '没有救助案号') },
]

/** Numbers that are missing or stand out of the order of acceptance; of no single case alone. */
export const numberChecks = {
  gaps: { key: 'gaps', title: '案号有缺号', note: '缺号可以保留；漏登的案件请补录。' },
  sequence: { key: 'sequence', title: '案号与受理先后不一致', note: '序号大的受理在前，请核对案号和受理日期。' },
} as const

/** Cases of one year whose number is higher than that of a case accepted later; `seq` and day of each. */
export function outOfOrder<T extends { seq: number; acceptedOn: string }>(cases: readonly T[]): T[] {
  const sorted = [...cases].sort((a, b) => a.seq - b.seq)
  let latest = ''
  return sorted.filter((one) => {
    if (one.acceptedOn < latest) return true
    latest = one.acceptedOn
    return false
  })
}
