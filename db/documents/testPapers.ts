import type { Office, Person, Recipient } from '../domain/records.ts'
import type { Lead } from '../domain/leadRecords.ts'
import { emptyAftercare, noPaymentDetail, testMeasure, testVisit } from '../domain/testCaseWork.ts'
import type { PaperCase, PaperFacts } from './paperFacts.ts'
import { paperKinds } from './paperKinds.ts'

/** For tests and benchmarks: a case in which everything is recorded, and one in which hardly anything is. All people are invented. */

const office: Office = {
  id: 'office',
  version: 1,
  name: '试验区人民检察院',
  level: 'county',
  higherOffice: '试验市人民检察院',
  region: '河北省廊坊市',
  caseNumberPattern: '冀廊试检救助〔{year}〕{seq}号',
  yearStartsOn: '01-01',
  idleLockMinutes: 15,
  severalRoles: false,
}

const titles = Object.fromEntries(paperKinds.map(({ key, title }) => [key, title]))

function person(id: string, name: string, more: Partial<Person> = {}): Person {
  return { id, version: 1, name, paperType: 'idCard', paperNumber: null, sex: null, birthDate: null, ethnicity: null, residence: null, phone: null, safeContact: null, householdId: null, ...more }
}

const mother: Recipient = {
  id: 'r1',
  version: 1,
  ordinal: 1,
  person: person('p1', '杨小梅', { paperNumber: '131002198503124522', sex: 'female', birthDate: '1985-03-12', ethnicity: 'HA', residence: '河北省廊坊市试验区码头镇前进村三组 12 号', phone: '13903161790', safeContact: '姑姑 13800001111' }),
  relation: 'spouse',
  specialGroups: ['woman', 'rural'],
  guardianName: null,
  guardianPhone: null,
  guardianIsOffender: false,
  agentName: '王代理',
  requestedFen: 8_000_000,
  accountHolder: '杨小梅',
  bankName: '农业银行试验区支行',
  bankAccount: '6228480018888888888',
  hardship: '丈夫张大山遇害后，杨小梅独自抚养两名子女，家中仅有承包地 4 亩，年收入约 9000 元；因料理后事和治病欠债 6 万元。长女张小丫正在读初中，每月生活费 600 元。',
  unsupervisedReason: null,
}
const child: Recipient = {
  ...mother,
  id: 'r2',
  ordinal: 2,
  person: person('p2', '张小丫', { paperNumber: '131002201205061228', sex: 'female', birthDate: '2012-05-06', ethnicity: 'HA', residence: '河北省廊坊市试验区码头镇前进村三组 12 号', phone: '13903161790' }),
  relation: 'child',
  specialGroups: ['minor'],
  guardianName: '杨小梅',
  guardianPhone: '13903161790',
  agentName: null,
  requestedFen: 5_000_000,
  accountHolder: '张小丫',
  bankAccount: '6228480018888880002',
  hardship: '父亲遇害后出现失眠、厌学，需要心理疏导；学费和住宿费每学期 1200 元。',
  unsupervisedReason: null,
}

const assessment = {
  version: 1,
  reviewedOn: '2026-03-18',
  reviewer: '李检察官',
  damageFen: 45_678_900,
  compensationFen: 1_000_000,
  otherHelpFen: 200_000,
  familyMembers: 3,
  familyIncomeFen: 75_000,
  livingCostFen: 55_000,
  fault: '对案件发生没有过错。',
  familyNote: '家住农村，土坯房三间，无其他劳动力；村民委员会、镇民政办出具证明，与实地走访的情况一致。',
  grounds: [{ code: 'alreadyHelped', answer: '曾领取临时救助 2000 元，不足以解决困难' }],
  repeatAnswer: null,
  helpedElsewhere: 'no' as const,
  elsewhereNote: '公安机关、人民法院、司法行政机关均复函未予救助',
  proposal: 'grant' as const,
  overCapReason: null,
  opinion: '杨小梅一家因案致困，加害人没有赔偿能力，符合救助条件，建议从速救助，并商请民政、教育部门落实帮扶。',
}

const attachment = (id: string, paperKey: string | null) => ({
  id, version: 1, entity: null, entityId: null, name: `${id}.docx`, mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', bytes: 9000, note: null, paperKey,
  createdAt: '2026-03-01T01:00:00.000Z', createdBy: '李检察官',
}) // prettier-ignore

const fullCase: PaperCase = {
  ...emptyAftercare,
  id: 'case',
  version: 1,
  caseNumber: '冀廊试检救助〔2026〕7号',
  unifiedNumber: '131003202600007',
  category: 'death',
  cause: 'offenderUnable',
  leadSource: 'womensFederation',
  officerName: '李检察官',
  urgent: true,
  historical: false,
  origin: 'entered',
  appliedOn: '2026-03-05',
  acceptedOn: '2026-03-09',
  closedOn: '2026-05-11',
  closedHow: 'paid',
  archivedOn: '2026-11-20',
  archiveNumber: '2026-救-007',
  remark: null,
  deletedAt: null,
  deleteReason: null,
  leadId: 'lead',
  applyWay: 'written',
  appliedBy: 'self',
  original: {
    id: 'original',
    version: 1,
    number: '廊公（刑）立字〔2025〕1103号',
    charge: 'murder',
    chargeText: null,
    stage: 'effective',
    reachedProcuratorate: true,
    handlingOffice: '试验市中级人民法院',
    handlingUnit: '第二检察部',
    suspects: '赵六',
    outcome: '2026年1月以故意杀人罪判处赵六死刑，缓期二年执行，附带民事赔偿 42 万元，赵六没有赔偿能力，执行不能。',
    compensationOrderedFen: 42_000_000,
    compensationObtainedFen: 1_000_000,
  },
  recipients: [mother, child],
  decisions: [
    { id: 'd1', version: 1, recipientId: 'r1', kind: 'grant', amountFen: 5_000_000, decidedOn: '2026-04-01', number: '冀廊试检救决〔2026〕7号', servedOn: '2026-04-03', reason: '杨小梅丈夫遇害，加害人没有赔偿能力，家庭生活困难。', overCapReason: null, serviceWay: 'direct', serviceNote: '本人在家签收', revokedOn: null, earlierFen: 0 },
    { id: 'd2', version: 1, recipientId: 'r2', kind: 'grant', amountFen: 3_000_000, decidedOn: '2026-04-01', number: '冀廊试检救决〔2026〕8号', servedOn: '2026-04-03', reason: '张小丫系未成年人，父亲遇害，无法及时获得有效赔偿。', overCapReason: null, serviceWay: 'representative', serviceNote: '由母亲杨小梅代收', revokedOn: null, earlierFen: 0 },
  ], // prettier-ignore
  disbursements: [
    { id: 'x1', recipientId: 'r1', kind: 'paid', amountFen: 5_000_000, happenedOn: '2026-04-20', method: 'bank', payee: '杨小梅', accountSnapshot: '农业银行试验区支行 6228480018888888888（户名 杨小梅）', voucher: '记-0412', note: null, ...noPaymentDetail, createdAt: '2026-04-20T02:00:00.000Z', createdBy: '李检察官' },
    { id: 'x2', recipientId: 'r2', kind: 'paid', amountFen: 3_000_000, happenedOn: '2026-04-20', method: 'supervised', payee: '前进村村民委员会监管账户', accountSnapshot: null, voucher: '记-0413', note: null, ...noPaymentDetail, createdAt: '2026-04-20T02:00:00.000Z', createdBy: '李检察官' },
  ], // prettier-ignore
  visits: [{ ...testVisit, id: 'v1', recipientId: 'r2', dueOn: '2026-10-20', doneOn: '2026-10-18', way: 'home', visitors: '李检察官、周书记员', findings: '杨小梅在镇上超市打工，月收入 2600 元；张小丫成绩稳定，仍每两周做一次心理疏导。', moneyUse: '救助金在监管账户，已支取学费、生活费共 4200 元，凭证齐全。', satisfaction: 'satisfied', stillNeeded: '房屋漏雨，希望纳入危房改造。' }],
  measures: [
    { ...testMeasure, id: 'm1', recipientId: 'r2', kind: 'education', agency: '试验区教育局', promisedOn: '2026-05-06', doneOn: '2026-09-01', valueFen: 240_000, note: '减免学杂费和住宿费。' },
    { ...testMeasure, id: 'm2', recipientId: null, kind: 'housing', agency: '试验区住房和城乡建设局', promisedOn: '2026-05-06', replyDueOn: '2026-12-31', doneOn: null, valueFen: null, note: '列入危房改造计划。' },
  ],
  awards: [],
  notes: [],
  materials: [
    { id: 'a1', version: 1, recipientId: null, kind: 'application', name: null, copies: 1, isOriginal: true, receivedOn: '2026-03-05', note: null },
    { id: 'a2', version: 1, recipientId: 'r1', kind: 'identity', name: '身份证、户口簿', copies: 2, isOriginal: false, receivedOn: '2026-03-05', note: null },
    { id: 'a3', version: 1, recipientId: null, kind: 'hardship', name: null, copies: 1, isOriginal: true, receivedOn: '2026-03-08', note: null },
    { id: 'a4', version: 1, recipientId: 'r1', kind: 'compensation', name: null, copies: 1, isOriginal: true, receivedOn: null, note: '须写明已获得的赔偿数额' },
    { id: 'a5', version: 1, recipientId: null, kind: 'kinship', name: null, copies: 1, isOriginal: true, receivedOn: null, note: null },
  ],
  steps: [
    { id: 's1', version: 1, recipientId: null, kind: 'materialsListed', happenedOn: '2026-03-05', amountFen: null, party: null, note: null, late: false },
    { id: 's2', version: 1, recipientId: null, kind: 'supplementAsked', happenedOn: '2026-03-06', amountFen: null, party: null, note: null, late: false },
    { id: 's3', version: 1, recipientId: null, kind: 'askedElsewhere', happenedOn: '2026-03-10', amountFen: null, party: '试验区公安局、试验区人民法院、试验区司法局', note: null, late: false },
    { id: 's4', version: 1, recipientId: 'r1', kind: 'advanced', happenedOn: '2026-03-11', amountFen: 500_000, party: '分管副检察长', note: null, late: false },
    { id: 's5', version: 1, recipientId: null, kind: 'fundsRequested', happenedOn: '2026-04-03', amountFen: 8_000_000, party: '试验区财政局', note: null, late: false },
    { id: 's6', version: 1, recipientId: null, kind: 'fundsArrived', happenedOn: '2026-04-17', amountFen: 8_000_000, party: '试验区财政局', note: null, late: false },
  ],
  assessments: [
    { id: 'as1', recipientId: 'r1', ...assessment, proposedFen: 5_000_000 },
    { id: 'as2', recipientId: 'r2', ...assessment, proposedFen: 3_000_000, opinion: '张小丫系未成年人，建议救助金由村民委员会监管，按学期支取。' },
  ],
  hearings: [{ id: 'h1', version: 1, heldOn: '2026-03-24', place: '试验区人民检察院听证室', isPublic: false, host: '孙副检察长', participants: '人大代表周某、政协委员吴某、人民监督员郑某，杨小梅，李检察官', opinions: '三名听证员一致认为，杨小梅一家因案致困，符合国家司法救助条件，同意承办人意见；建议同时落实教育资助和危房改造。', conclusion: '同意给予国家司法救助。' }],
  approvals: [
    { id: 'ap1', version: 1, round: 1, ordinal: 1, stepName: '部门负责人', kind: 'own', sentOn: '2026-03-18', answeredOn: '2026-03-19', approver: '钱主任', result: 'agreed', opinion: '同意承办人意见。', amountFen: 8_000_000, meetingNumber: null, proposedBy: '李检察官', signedBy: null, signedAt: null },
    { id: 'ap2', version: 1, round: 1, ordinal: 2, stepName: '分管副检察长', kind: 'own', sentOn: '2026-03-19', answeredOn: '2026-03-26', approver: '孙副检察长', result: 'agreed', opinion: '同意，听证后从速发放。', amountFen: 8_000_000, meetingNumber: null, proposedBy: '李检察官', signedBy: null, signedAt: null },
  ],
  jointOffices: [{ id: 'j1', version: 1, name: '试验市人民检察院', role: 'higher', shareFen: 2_000_000, decidedOn: '2026-04-08', paidOn: '2026-04-22', note: null }],
  decisionChanges: [{ id: 'c1', version: 1, decisionId: 'd1', kind: 'supplement', decidedOn: '2026-06-30', number: '冀廊试检救变〔2026〕1号', beforeFen: 5_000_000, afterFen: 5_500_000, reason: '决定后杨小梅确诊重病，医疗费用增加，补充救助 5000 元。' }],
  extensions: [],
  attachments: [attachment('f1', 'grantDecision'), attachment('f2', 'reviewReport'), attachment('f3', null)],
} // prettier-ignore

const fullLead: Lead = {
  id: 'lead',
  version: 1,
  receivedOn: '2026-02-25',
  source: 'womensFederation',
  channel: 'transfer',
  sendingUnit: '试验区妇女联合会',
  letterNumber: '试妇函〔2026〕4号',
  summary: '码头镇前进村杨小梅丈夫被害，独自抚养两名子女，生活困难，请予核实救助。',
  officerName: '李检察官',
  historical: false,
  reachedProcuratorate: true,
  originalNumber: '廊公（刑）立字〔2025〕1103号',
  charge: 'murder',
  chargeText: null,
  handlingUnit: '第二检察部',
  suspects: '赵六',
  toldOn: '2026-02-26',
  toldWay: 'inPerson',
  toldNote: null,
  checkedOn: '2026-02-28',
  checkers: '李检察官、周书记员',
  checkNote: '实地走访，情况属实。',
  outcome: 'case',
  outcomeOn: '2026-03-05',
  outcomeNote: null,
  referredTo: null,
  caseId: 'case',
  reportBack: true,
  reportedOn: null,
  reportNote: null,
  satisfaction: null,
  people: [{ id: 'lp1', version: 1, ordinal: 1, person: mother.person, relation: 'spouse' }],
}

const common = { office, on: '2026-11-22', maker: '李检察官', title: '', titles, chain: ['部门负责人', '分管副检察长', '检察长'] }

/** Everything is recorded; the paper is for the child. */
export const fullFacts: PaperFacts = {
  ...common,
  case: fullCase,
  lead: fullLead,
  recipient: child,
  visit: fullCase.visits[0] ?? null,
  hearing: fullCase.hearings[0] ?? null,
  measure: fullCase.measures[1] ?? null,
  cap: { fen: 29_727_300, wageYear: 2025, monthlyFen: 825_758 },
  supplementDueOn: '2026-04-07',
  reviewWithin: '10个工作日',
}

/** A case of yesterday: a name and nothing else. */
const stranger: Recipient = {
  id: 'r9', version: 1, ordinal: 1, person: person('p9', '欧阳建国', { paperType: 'none' }), relation: null, specialGroups: [], guardianName: null, guardianPhone: null, guardianIsOffender: false,
  agentName: null, requestedFen: null, accountHolder: null, bankName: null, bankAccount: null, hardship: null, unsupervisedReason: null,
} // prettier-ignore
const nothing = Object.fromEntries(Object.entries(fullCase).map(([key, value]) => [key, Array.isArray(value) ? [] : typeof value === 'boolean' ? false : null])) as unknown as PaperCase

export const sparseFacts: PaperFacts = {
  ...common,
  case: { ...nothing, id: 'case', version: 1, origin: 'entered', recipients: [stranger] },
  lead: null,
  recipient: stranger,
  visit: null,
  hearing: null,
  measure: null,
  cap: null,
  supplementDueOn: null,
  reviewWithin: null,
}
