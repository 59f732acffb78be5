import type { CaseFile, CaseSection, Id } from '../../../db/domain/records.ts'

export interface NextStep {
  text: string
  section: CaseSection
  /** The verb of the one primary button. */
  action: string
  /** What the button opens: a form of that section (a record, or null for a new one), or the closing of the case. */
  opens: { form: Id | null } | 'close'
}

/** What is to be done next on a case, from the first advice of that kind. */
export function nextStepOf(file: CaseFile): NextStep | null {
  const advice = file.advice.find(({ level }) => level === 'next')
  if (!advice) return null
  const { section, text } = advice
  const step = (action: string, opens: NextStep['opens']): NextStep => ({ text, section, action, opens })
  switch (section) {
    case 'basics':
      return file.decisions.length > 0 && file.closedOn === null ? step('办结', 'close') : step('填写受理日期', { form: null })
    case 'decision': {
      const undecided = file.recipients.some(({ id }) => !file.decisions.some((decision) => decision.recipientId === id))
      const unserved = file.decisions.find(({ servedOn }) => servedOn === null)
      return undecided || !unserved ? step('登记决定', { form: null }) : step('填写送达日期', { form: unserved.id })
    }
    case 'disbursement':
      return step('登记发放', { form: null })
    case 'visit': {
      const due = file.visits.filter(({ doneOn }) => doneOn === null).sort((a, b) => ((a.dueOn ?? '') < (b.dueOn ?? '') ? -1 : 1))[0]
      return due ? step('记录回访', { form: due.id }) : step('安排回访', { form: null })
    }
    default:
      return step('去填写', { form: null })
  }
}
