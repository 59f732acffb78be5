import type { Deadline } from '../domain/caseworkRecords.ts'
import { today } from '../domain/dates.ts'
import { caseDeadlines } from '../domain/deadlines.ts'
import type { Id } from '../domain/records.ts'
import { caseDatesOf, caseFactsOf } from '../store/deadlineRepository.ts'
import { readReference } from '../store/reference.ts'
import type { Reader } from '../store/store.ts'

/** The periods of one case as they stand today, in the order they start. @param options.withoutExtension an extension that is to be thought away */
export async function deadlinesOf(db: Reader, caseId: Id, options: { withoutExtension: Id | null }): Promise<Deadline[]> {
  const facts = (await caseFactsOf(db, await caseDatesOf(db, [caseId]))).get(caseId)
  if (!facts) return []
  const extensions = facts.extensions.filter((extension) => extension.id !== options.withoutExtension)
  const deadlines = caseDeadlines({ ...facts, extensions }, await readReference(db), today())
  return deadlines.sort((a, b) => (a.startedOn < b.startedOn ? -1 : a.startedOn > b.startedOn ? 1 : 0))
}
