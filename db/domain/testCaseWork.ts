import type { AdviceFacts } from './advice.ts'
import type { CaseAftercare } from './aftercareRecords.ts'
import { builtInChain } from './approvalChain.ts'
import { balanceOf } from './caseRules.ts'
import type { Approval, Assessment, CaseStep, CaseWork, Material, StepKind } from './caseworkRecords.ts'
import type { Decision, Disbursement, Recipient, SupportMeasure, Visit } from './records.ts'
import { builtInVisitRule } from './visitRule.ts'

/** For tests: a case on whose steps, papers and approvals nothing is recorded. */
export const emptyWork: CaseWork = {
  leadId: null,
  applyWay: null,
  appliedBy: null,
  materials: [],
  steps: [],
  assessments: [],
  hearings: [],
  approvals: [],
  jointOffices: [],
  decisionChanges: [],
  extensions: [],
  attachments: [],
  deadlines: [],
}
/** A payment of which nothing is said but its kind, amount and day. */
export const noPaymentDetail: Pick<Disbursement, 'instalmentId' | 'supervisedFundId' | 'receipt' | 'witness' | 'collectedBy' | 'reason'> = {
  instalmentId: null,
  supervisedFundId: null,
  receipt: null,
  witness: null,
  collectedBy: null,
  reason: null,
}
/** And of nothing that comes after the decision. */
export const emptyAftercare: CaseAftercare = { fundsArrivals: [], instalmentPlans: [], supervisedFunds: [], letters: [] }
/** And what advice rests on besides. */
export const emptyWorkFacts: CaseWork & CaseAftercare & Pick<AdviceFacts, 'chain' | 'leads' | 'visitRule'> = { ...emptyWork, ...emptyAftercare, chain: builtInChain, leads: [], visitRule: () => builtInVisitRule }

export const testRecipient: Recipient = {
  id: 'r1',
  version: 1,
  ordinal: 1,
  person: { id: 'p1', version: 1, name: '李某', paperType: 'none', paperNumber: null, sex: null, birthDate: '1980-01-01', ethnicity: null, residence: null, phone: '13900001111', safeContact: null, householdId: null },
  relation: 'self',
  specialGroups: [],
  guardianName: null,
  guardianPhone: null,
  guardianIsOffender: false,
  agentName: null,
  requestedFen: null,
  accountHolder: null,
  bankName: null,
  bankAccount: '6228',
  hardship: null,
  unsupervisedReason: null,
}
export const testDecision: Decision = { id: 'd1', version: 1, recipientId: 'r1', kind: 'grant', amountFen: 100, decidedOn: '2023-02-01', number: '1', servedOn: null, reason: null, overCapReason: null, serviceWay: null, serviceNote: null, revokedOn: null, earlierFen: 0 }
/** An accepted case of an adult on which nothing is missing, in words a test can change. */
export const completeFacts: AdviceFacts = {
  ...emptyWorkFacts,
  id: 'c1',
  version: 1,
  caseNumber: '1',
  unifiedNumber: null,
  category: 'injury',
  cause: 'unsolved',
  leadSource: 'applicant',
  officerName: '王',
  urgent: false,
  historical: false,
  origin: 'entered',
  appliedOn: '2023-01-01',
  acceptedOn: '2023-01-05',
  closedOn: null,
  closedHow: null,
  archivedOn: null,
  archiveNumber: null,
  remark: null,
  stage: 'accepted',
  deletedAt: null,
  deleteReason: null,
  original: { id: 'o1', version: 1, number: '1', charge: 'injury', chargeText: null, stage: null, reachedProcuratorate: true, handlingOffice: null, handlingUnit: null, suspects: null, outcome: null, compensationOrderedFen: null, compensationObtainedFen: null },
  recipients: [testRecipient],
  decisions: [],
  disbursements: [],
  visits: [],
  measures: [],
  awards: [],
  notes: [],
  balance: { ...balanceOf(0, []), byRecipient: {} },
  today: '2024-01-01',
  capOn: () => null,
  otherCases: [],
}

export const testVisit: Visit = {
  id: 'v1',
  version: 1,
  recipientId: null,
  dueOn: null,
  doneOn: null,
  way: null,
  visitors: null,
  findings: null,
  moneyUse: null,
  satisfaction: null,
  stillNeeded: null,
  origin: null,
  living: null,
  production: null,
  health: null,
  schooling: null,
  measuresChecked: [],
  nextOn: null,
  receipt: null,
  discreet: false,
}
export const testMeasure: SupportMeasure = {
  id: 'm1',
  version: 1,
  recipientId: null,
  kind: 'education',
  agency: '教育局',
  promisedOn: null,
  doneOn: null,
  valueFen: null,
  note: null,
  agencyId: null,
  askedOn: null,
  replyDueOn: null,
  refusedOn: null,
}

let made = 0
const idOf = (what: string) => `${what}${(made += 1)}`
export const testStep = (kind: StepKind, happenedOn: string, more: Partial<CaseStep> = {}): CaseStep => ({ id: idOf('s'), version: 1, recipientId: null, kind, happenedOn, amountFen: null, party: null, note: null, late: false, ...more })
export const testMaterial = (kind: string, receivedOn: string | null): Material => ({ id: idOf('m'), version: 1, recipientId: null, kind, name: null, copies: 1, isOriginal: false, receivedOn, note: null })
export const testAssessment = (more: Partial<Assessment> = {}): Assessment => ({
  id: idOf('a'),
  version: 1,
  recipientId: 'r1',
  reviewedOn: null,
  reviewer: null,
  damageFen: null,
  compensationFen: null,
  otherHelpFen: null,
  familyMembers: null,
  familyIncomeFen: null,
  livingCostFen: null,
  fault: null,
  familyNote: null,
  grounds: [],
  repeatAnswer: null,
  helpedElsewhere: null,
  elsewhereNote: null,
  proposal: 'grant',
  proposedFen: null,
  overCapReason: null,
  opinion: null,
  ...more,
})
export const testApproval = (ordinal: number, stepName: string, more: Partial<Approval> = {}): Approval => ({
  id: idOf('p'),
  version: 1,
  round: 1,
  ordinal,
  stepName,
  kind: 'own',
  sentOn: null,
  answeredOn: null,
  approver: null,
  result: null,
  opinion: null,
  amountFen: null,
  meetingNumber: null,
  proposedBy: '王',
  signedBy: null,
  signedAt: null,
  ...more,
})
