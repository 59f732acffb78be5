import { checkPaper, guessPaperType, normalizePaper } from '../domain/identity.ts'
import { maskPerson } from '../domain/sensitive.ts'
import { checkPhone } from '../domain/phone.ts'
import { findPeople } from '../store/personRepository.ts'
import { approvalHandlers } from './approvals.ts'
import { assessmentHandlers } from './assessments.ts'
import type { Handlers } from './context.ts'
import { decisionChangeHandlers } from './decisionChanges.ts'
import { moneyHandlers } from './decisions.ts'
import { followUpHandlers } from './followUps.ts'
import { partBinHandlers } from './partBin.ts'
import { recipientHandlers } from './recipients.ts'
import { stepHandlers } from './steps.ts'

type Names =
  | 'recipientSave'
  | 'decisionSave'
  | 'decisionChangeAdd'
  | 'disbursementAdd'
  | 'materialsSave'
  | 'stepSave'
  | 'assessmentSave'
  | 'hearingSave'
  | 'approvalSave'
  | 'approvalSign'
  | 'approvalChain'
  | 'jointOfficeSave'
  | 'extensionSave'
  | 'visitSave'
  | 'measureSave'
  | 'awardSave'
  | 'noteSave'
  | 'partRecycle'
  | 'partRestore'
  | 'personFind'
  | 'reveal'
  | 'revealText'

/** Everything recorded under a case, part by part. */
export const casePartHandlers: Handlers<Names> = {
  ...recipientHandlers,
  ...moneyHandlers,
  ...decisionChangeHandlers,
  ...stepHandlers,
  ...assessmentHandlers,
  ...approvalHandlers,
  ...followUpHandlers,
  ...partBinHandlers,

  async personFind({ store }, { name, paperNumber, phone }) {
    // Old 15-digit numbers are stored as 18 digits.
    const checked = checkPaper(guessPaperType(paperNumber), paperNumber)
    const number = checked.ok ? checked.normalized : normalizePaper(paperNumber)
    const found = await findPeople(store.read, { name, paperNumber: number === '' ? null : number, phone: phone === '' ? null : checkPhone(phone).normalized })
    return found.map((person) => ({ ...maskPerson(person), cases: person.cases }))
  },
}
