import { stepsFor } from '../domain/approvalChain.ts'
import { today } from '../domain/dates.ts'
import { periodEnd } from '../domain/deadlines.ts'
import { CasebookError } from '../domain/errors.ts'
import type { Lead } from '../domain/leadRecords.ts'
import type { Reference } from '../domain/reference.ts'
import type { Id, LegalDate, Recipient } from '../domain/records.ts'
import type { PaperCase, PaperFacts } from '../documents/paperFacts.ts'
import { paperKinds } from '../documents/paperKinds.ts'
import type { PaperKind } from '../documents/paperKinds.ts'
import { recipientOfLead } from '../documents/paperLists.ts'
import { readCase } from '../store/caseRepository.ts'
import { leadRow, peopleOfLead, readLead, toLead } from '../store/leadRepository.ts'
import { readOffice } from '../store/office.ts'
import type { Reader } from '../store/store.ts'
import type { Context } from './context.ts'

export interface PaperOf {
  caseId: Id | null
  leadId: Id | null
  subjectId: Id | null
}

const gone = (what: string) => new CasebookError('not-found', `${what}已经不在，文书没有生成。请刷新后再做。`)

/** The one with this id; without an id none. @throws CasebookError 'not-found' */
function chosen<T extends { id: Id }>(list: readonly T[], id: Id | null, what: string): T | null {
  if (id === null) return null
  const found = list.find((one) => one.id === id)
  if (!found) throw gone(what)
  return found
}

/** The limit goes by the day of the decision; before it by the day of the review. */
function decidingDay(file: PaperCase | null): LegalDate {
  return file?.decisions.find(({ decidedOn }) => decidedOn)?.decidedOn ?? file?.assessments.find(({ reviewedOn }) => reviewedOn)?.reviewedOn ?? file?.acceptedOn ?? today()
}

/** What is to be approved: the decisions of all recipients, before them what was proposed. */
function amountOf(file: PaperCase | null): number | null {
  const parts = file?.recipients.map(
    ({ id }) => file.decisions.find(({ recipientId, kind }) => recipientId === id && kind === 'grant')?.amountFen ?? file.assessments.find(({ recipientId }) => recipientId === id)?.proposedFen ?? null,
  )
  return parts?.some((fen) => fen !== null) ? parts.reduce<number>((sum, fen) => sum + (fen ?? 0), 0) : null
}

/** Last day for supplying what is missing: as extended, else counted from the request; before there is one, from today. */
function supplementDueOn(file: PaperCase | null, reference: Reference): LegalDate | null {
  if (!file) return null
  const extended = file.extensions.findLast(({ rule }) => rule === 'supplement')
  const asked = file.steps.findLast(({ kind }) => kind === 'supplementAsked')
  return extended?.untilOn ?? periodEnd('supplement', asked?.happenedOn ?? today(), reference)
}

/** The office's period of review in words; the day of acceptance chooses the version. */
function reviewWithin(file: PaperCase | null, reference: Reference): string | null {
  const { length, unit, enabled, start } = reference.period('review', file?.acceptedOn ?? today())
  return enabled && start === 'accepted' ? `${length}${unit === 'day' ? '日' : '个工作日'}` : null
}

/** A lead in the recycle bin keeps no paper of the case from being made. */
async function leadBehind(db: Reader, leadId: Id): Promise<Lead | null> {
  const row = await leadRow(db, leadId)
  return row.deleted_at === null ? toLead(row, await peopleOfLead(db, leadId)) : null
}

/** Everything a paper of this kind can be filled from. @throws CasebookError 'not-found' */
export async function paperFactsOf({ store, actor }: Pick<Context, 'store' | 'actor'>, kind: PaperKind, { caseId, leadId, subjectId }: PaperOf, reference: Reference): Promise<PaperFacts> {
  const { read } = store
  let file: PaperCase | null = null
  if (caseId !== null) {
    const { head, ...parts } = await readCase(read, caseId)
    file = { ...head, ...parts }
  }
  const lead = leadId !== null ? await readLead(read, leadId) : file?.leadId ? await leadBehind(read, file.leadId) : null
  const people: readonly Recipient[] = file?.recipients ?? lead?.people.map(recipientOfLead) ?? []
  const only = people.length === 1 ? (people[0] ?? null) : null
  const first = people[0] ?? null
  const visit = kind.per === 'visit' ? chosen(file?.visits ?? [], subjectId, '这次回访') : null
  const measure = kind.per === 'measure' ? chosen(file?.measures ?? [], subjectId, '这项多元救助措施') : null
  const hearing = kind.per === 'hearing' ? chosen(file?.hearings ?? [], subjectId, '这次听证') : null
  const about = visit?.recipientId ?? measure?.recipientId ?? null
  const recipient =
    kind.per === 'recipient' ? (subjectId === null ? first : chosen(people, subjectId, '这名救助对象')) : kind.per === 'case' ? only : (people.find(({ id }) => id === about) ?? first)
  const day = decidingDay(file)
  const cap = reference.cap(day)
  return {
    office: await readOffice(read),
    on: today(),
    maker: actor.name,
    title: reference.paper(kind.key)?.title ?? kind.title,
    titles: Object.fromEntries(paperKinds.map(({ key, title }) => [key, reference.paper(key)?.title ?? title])),
    case: file,
    lead,
    recipient,
    visit,
    hearing,
    measure,
    cap: cap && { fen: cap.fen, wageYear: cap.wageYear, monthlyFen: Math.round((cap.annual * 100) / 12) },
    chain: stepsFor(reference.chain(day), amountOf(file)).map(({ name }) => name),
    supplementDueOn: supplementDueOn(file, reference),
    reviewWithin: reviewWithin(file, reference),
  }
}
