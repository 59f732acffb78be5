import type { CaseFile } from '../../../db/domain/caseFile.ts'
import { formatDate } from '../../../db/domain/dates.ts'
import { labelOf } from '../../../db/domain/codeLists.ts'
import type { PaperSubject } from '../papers/paperChoice.ts'

/** Whoever and whatever of a case a paper can be made for. */
export function paperSubjects(file: Pick<CaseFile, 'recipients' | 'visits' | 'hearings' | 'measures'>): PaperSubject[] {
  const nameOf = (recipientId: string | null) => file.recipients.find(({ id }) => id === recipientId)?.person.name ?? ''
  const label = (...parts: string[]) => parts.filter(Boolean).join('　')
  return [
    ...file.recipients.map(({ id, person }): PaperSubject => ({ kind: 'recipient', id, label: person.name })),
    ...file.visits.map(({ id, doneOn, dueOn, recipientId }): PaperSubject => ({ kind: 'visit', id, label: label(formatDate(doneOn ?? dueOn), nameOf(recipientId), doneOn ? '' : '（计划）') })),
    ...file.hearings.map(({ id, heldOn }): PaperSubject => ({ kind: 'hearing', id, label: formatDate(heldOn) })),
    ...file.measures.map(({ id, kind, agency, recipientId }): PaperSubject => ({ kind: 'measure', id, label: label(labelOf('measure', kind), agency ?? '', nameOf(recipientId)) })),
  ]
}
