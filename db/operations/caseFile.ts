import { adviceFor } from '../domain/advice.ts'
import type { AdviceFacts } from '../domain/advice.ts'
import { isApproving, lastRound } from '../domain/approvalRounds.ts'
import type { CaseFile } from '../domain/caseFile.ts'
import { balanceOf, stageOf } from '../domain/caseRules.ts'
import { labelOf } from '../domain/codeLists.ts'
import { today } from '../domain/dates.ts'
import { caseDeadlines } from '../domain/deadlines.ts'
import type { Balance, Id } from '../domain/records.ts'
import { maskCaseHead, maskDisbursement, maskNote, maskRecipient, maskSupervisedFund } from '../domain/sensitive.ts'
import { isSupplementing } from '../domain/stepRules.ts'
import { timelineOf } from '../domain/timeline.ts'
import { leadsOfCase } from '../store/caseLeads.ts'
import { balanceFor, eventsOf, otherCasesOf, readCase } from '../store/caseRepository.ts'
import type { CaseRecords } from '../store/caseRepository.ts'
import { arrivedSteps, reportFacts } from '../store/deadlineRepository.ts'
import { readReference } from '../store/reference.ts'
import type { Reader } from '../store/store.ts'

/** Sums of a case and of each of its recipients. Entries of somebody who is no recipient any more cannot exist: such a recipient cannot be moved away. */
function balancesOf(records: CaseRecords): CaseFile['balance'] {
  const byRecipient: Record<Id, Balance> = Object.fromEntries(records.recipients.map((recipient) => [recipient.id, balanceFor(records, recipient.id)]))
  const decidedFen = Object.values(byRecipient).reduce((sum, balance) => sum + balance.decidedFen, 0)
  const earlierFen = records.decisions.reduce((sum, decision) => sum + decision.earlierFen, 0)
  return { ...balanceOf(decidedFen, records.disbursements, earlierFen), byRecipient }
}

/** The whole of one case before masking, with all that advice rests on. @throws CasebookError 'not-found' */
export async function caseFactsFor(db: Reader, caseId: Id): Promise<AdviceFacts> {
  const records = await readCase(db, caseId)
  const { head, ...parts } = records
  const reference = await readReference(db)
  const leads = await leadsOfCase(db, caseId)
  const day = today()
  const balance = balancesOf(records)
  const stage = stageOf({
    acceptedOn: head.acceptedOn,
    closedOn: head.closedOn,
    closedHow: head.closedHow,
    archivedOn: head.archivedOn,
    outcomes: records.recipients.map((recipient) => {
      const decision = records.decisions.find((one) => one.recipientId === recipient.id)
      return decision ? (decision.kind === 'grant' ? 'granted' : 'refused') : null
    }),
    balance,
    supplementing: isSupplementing(records.steps),
    approving: isApproving(records.approvals),
  })
  const report = reportFacts(leads)
  const paid = records.disbursements.flatMap((entry) => (entry.kind === 'paid' || entry.kind === 'repaid' ? [entry.happenedOn] : [])).sort()
  const settledOn = balance.outstandingFen <= 0 ? (paid.at(-1) ?? null) : null
  const deadlines = caseDeadlines({ ...head, ...parts, settledOn, steps: [...records.steps, ...arrivedSteps(records.fundsArrivals), ...report.steps], reportBack: report.reportBack }, reference, day)
  const begun = lastRound(records.approvals)?.steps[0]
  return {
    ...head,
    ...parts,
    stage,
    balance,
    deadlines,
    today: day,
    leads,
    capOn: (date) => reference.cap(date),
    visitRule: (date) => reference.visitRule(date),
    chain: reference.chain(begun?.sentOn ?? begun?.answeredOn ?? day),
    otherCases: await otherCasesOf(db, records),
  }
}

/** The whole of one case as its page shows it: masked, with advice and timeline. @throws CasebookError 'not-found' */
export async function caseFileOf(db: Reader, caseId: Id): Promise<CaseFile> {
  const facts = await caseFactsFor(db, caseId)
  const { today: _today, leads, capOn: _capOn, chain: _chain, visitRule: _visitRule, otherCases: _otherCases, ...file } = facts
  return {
    ...maskCaseHead(file),
    notes: file.notes.map(maskNote),
    recipients: file.recipients.map(maskRecipient),
    disbursements: file.disbursements.map(maskDisbursement),
    supervisedFunds: file.supervisedFunds.map(maskSupervisedFund),
    advice: file.deletedAt === null ? adviceFor(facts) : [],
    timeline: timelineOf({ ...file, leads }, await eventsOf(db, caseId), labelOf),
  }
}
