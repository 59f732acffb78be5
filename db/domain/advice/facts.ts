import type { ApprovalChain } from '../approvalChain.ts'
import type { Advice, CaseFile } from '../caseFile.ts'
import type { Lead } from '../leadRecords.ts'
import type { Balance, CaseSection, Decision, Id, LegalDate, Recipient } from '../records.ts'
import type { VisitRule } from '../visitRule.ts'
import type { Cap } from '../wages.ts'

/** A case file before masking, and what the rules need besides. */
export interface AdviceFacts extends Omit<CaseFile, 'advice' | 'timeline'> {
  today: LegalDate
  capOn(date: LegalDate): Cap | null
  /** The chain of approval that holds for the running round, or would hold today. */
  chain: ApprovalChain
  /** How the office visits those first paid on that day. */
  visitRule(on: LegalDate): VisitRule
  /** Leads that became this case or were merged into it, the earliest first. */
  leads: readonly Pick<Lead, 'id' | 'receivedOn' | 'source' | 'sendingUnit' | 'officerName' | 'toldOn' | 'checkedOn' | 'reportBack' | 'reportedOn'>[]
  /** Other cases in which one of the recipients stands too. */
  otherCases: readonly { recipientId: Id; caseNumber: string | null; sameOriginal: boolean; granted: boolean }[]
}

export const say = (section: CaseSection, level: Advice['level'], text: string): Advice => ({ section, level, text })
export const balanceOfOne = (facts: AdviceFacts, id: Id): Balance => facts.balance.byRecipient[id] ?? { decidedFen: 0, netPaidFen: 0, cancelledFen: 0, outstandingFen: 0 }
export const decisionOf = (facts: AdviceFacts, id: Id): Decision | null => facts.decisions.find((decision) => decision.recipientId === id) ?? null
export const assessmentOf = (facts: AdviceFacts, id: Id) => facts.assessments.find((assessment) => assessment.recipientId === id) ?? null
export const names = (recipients: readonly Recipient[]) => recipients.map((recipient) => recipient.person.name).join('、')
/** Who of several people it is; nothing where the case has only one. @param around what stands round the names */
export const whoOf = (facts: AdviceFacts, recipients: readonly Recipient[], around: (who: string) => string): string => (facts.recipients.length > 1 ? around(names(recipients)) : '')
export const stepOn = (facts: AdviceFacts, kind: CaseFile['steps'][number]['kind']): LegalDate | null => facts.steps.findLast((step) => step.kind === kind)?.happenedOn ?? null

/** What `closingFaults` asks of a case before it is closed. */
export const closingFacts = (facts: AdviceFacts) => ({
  acceptedOn: facts.acceptedOn,
  today: facts.today,
  recipients: facts.recipients.map(({ id, person }) => ({ name: person.name, decision: decisionOf(facts, id), netPaidFen: balanceOfOne(facts, id).netPaidFen, paidOn: [] })),
})
