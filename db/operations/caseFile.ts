import { adviceFor } from '../domain/advice.ts'
import { officeCap } from '../domain/caps.ts'
import { balanceOf, stageOf } from '../domain/caseRules.ts'
import { labelOf } from '../domain/codeLists.ts'
import { today } from '../domain/dates.ts'
import type { Balance, CaseFile, Id } from '../domain/records.ts'
import { maskDisbursement, maskRecipient } from '../domain/sensitive.ts'
import { timelineOf } from '../domain/timeline.ts'
import { balanceFor, eventsOf, otherCasesOf, readCase } from '../store/caseRepository.ts'
import type { CaseRecords } from '../store/caseRepository.ts'
import { readOffice } from '../store/office.ts'
import type { Reader } from '../store/store.ts'

/** Sums of a case and of each of its recipients. Entries of somebody who is no recipient any more cannot exist: such a recipient cannot be moved away. */
function balancesOf(records: CaseRecords): CaseFile['balance'] {
  const byRecipient: Record<Id, Balance> = Object.fromEntries(records.recipients.map((recipient) => [recipient.id, balanceFor(records, recipient.id)]))
  const decidedFen = Object.values(byRecipient).reduce((sum, balance) => sum + balance.decidedFen, 0)
  return { ...balanceOf(decidedFen, records.disbursements), byRecipient }
}

/** The whole of one case as its page shows it: masked, with advice and timeline. @throws CasebookError 'not-found' */
export async function caseFileOf(db: Reader, caseId: Id): Promise<CaseFile> {
  const records = await readCase(db, caseId)
  const { head, ...parts } = records
  const balance = balancesOf(records)
  const office = await readOffice(db)
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
  })
  const file = { ...head, ...parts, stage, balance }
  return {
    ...file,
    recipients: records.recipients.map(maskRecipient),
    disbursements: records.disbursements.map(maskDisbursement),
    advice: head.deletedAt === null ? adviceFor({ ...file, today: today(), capOn: (date) => officeCap(office, date), otherCases: await otherCasesOf(db, records) }) : [],
    timeline: timelineOf(file, await eventsOf(db, caseId), {
      measure: (code) => labelOf('measure', code),
      way: (code) => labelOf('visitWay', code),
      level: (code) => labelOf('awardLevel', code),
    }),
  }
}
