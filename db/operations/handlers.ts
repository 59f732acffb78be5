import { accountHandlers } from './accounts.ts'
import { agencyHandlers } from './agencies.ts'
import { attachmentHandlers } from './attachments.ts'
import { amountHandlers } from './amounts.ts'
import { archiveHandlers } from './archive.ts'
import { bankResultHandlers } from './bankResults.ts'
import { calendarHandlers } from './calendar.ts'
import { caseCardHandlers } from './caseCards.ts'
import { caseHandlers } from './cases.ts'
import { caseListHandlers } from './caseLists.ts'
import { casePartHandlers } from './caseParts.ts'
import { comparisonJudgingHandlers } from './comparisonJudging.ts'
import { comparisonListHandlers } from './comparisonLists.ts'
import { comparisonQuestionHandlers } from './comparisonQuestions.ts'
import { comparisonRunHandlers } from './comparisonRuns.ts'
import type { Handlers } from './context.ts'
import type { OperationName } from './contract.ts'
import { draftHandlers } from './drafts.ts'
import { duplicateHandlers } from './duplicates.ts'
import { fundsHandlers } from './funds.ts'
import { handOverHandlers } from './handOver.ts'
import { instalmentHandlers } from './instalments.ts'
import { lateGridHandlers } from './lateGrid.ts'
import { leadHandlers } from './leads.ts'
import { ledgerHandlers } from './ledgers.ts'
import { letterHandlers } from './letters.ts'
import { ownReportHandlers } from './ownReports.ts'
import { paperHandlers } from './papers.ts'
import { qualityHandlers } from './quality.ts'
import { referenceHandlers } from './reference.ts'
import { reportHandlers } from './reports.ts'
import { safetyHandlers } from './safety.ts'
import { sealHandlers } from './seals.ts'
import type { SessionOperation } from './session.ts'
import { supervisionHandlers } from './supervision.ts'
import { transferHandlers } from './transfer.ts'
import { visitHandlers } from './visits.ts'

/** Every operation but those of the session has exactly one handler; a missing or wrong one does not compile. */
export const handlers: Handlers<Exclude<OperationName, SessionOperation>> = {
  ...accountHandlers,
  ...attachmentHandlers,
  ...caseHandlers,
  ...casePartHandlers,
  ...caseListHandlers,
  ...archiveHandlers,
  ...amountHandlers,
  ...handOverHandlers,
  ...draftHandlers,
  ...duplicateHandlers,
  ...lateGridHandlers,
  ...leadHandlers,
  ...ledgerHandlers,
  ...ownReportHandlers,
  ...paperHandlers,
  ...referenceHandlers,
  ...reportHandlers,
  ...caseCardHandlers,
  ...safetyHandlers,
  ...sealHandlers,
  ...bankResultHandlers,
  ...fundsHandlers,
  ...instalmentHandlers,
  ...supervisionHandlers,
  ...visitHandlers,
  ...agencyHandlers,
  ...letterHandlers,
  ...calendarHandlers,
  ...transferHandlers,
  ...qualityHandlers,
  ...comparisonListHandlers,
  ...comparisonQuestionHandlers,
  ...comparisonRunHandlers,
  ...comparisonJudgingHandlers,
}
