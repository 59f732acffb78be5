import { builtInChain } from './approvalChain.ts'
import type { AdviceFacts } from './advice.ts'
import type { CaseWork } from './caseworkRecords.ts'

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
/** And what advice rests on besides. */
export const emptyWorkFacts: CaseWork & Pick<AdviceFacts, 'chain' | 'leads'> = { ...emptyWork, chain: builtInChain, leads: [] }
