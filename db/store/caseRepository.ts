import type { Balance, Disbursement, Id, Recipient } from '../domain/records.ts'
import { normalizeCaseNumber } from '../domain/caseNumber.ts'
import { balanceOf } from '../domain/caseRules.ts'
import { CasebookError } from '../domain/errors.ts'
import type { CaseAftercare } from '../domain/aftercareRecords.ts'
import type { CaseFile } from '../domain/caseFile.ts'
import { caseAftercareOf } from './aftercareRecords.ts'
import { toAward, toCaseHead, toDecision, toDisbursement, toMeasure, toNote, toOriginal, toRecipient, toVisit } from './caseRecords.ts'
import type { CaseHead } from './caseRecords.ts'
import { caseWorkOf } from './caseWorkRecords.ts'
import type { CaseWorkRows } from './caseWorkRecords.ts'
import { rows } from './store.ts'
import type { Reader } from './store.ts'
import type { Row } from './tables.ts'

/** Everything recorded under one case, unmasked, without what is in the recycle bin. */
export interface CaseRecords extends CaseWorkRows, CaseAftercare, Pick<CaseFile, 'original' | 'recipients' | 'decisions' | 'disbursements' | 'visits' | 'measures' | 'awards' | 'notes'> {
  head: CaseHead
}

const gone = () => new CasebookError('not-found', '没有找到这件案件，可能已被移走。请返回案件列表刷新后再看。')

/** The case's own row, also when it is in the recycle bin. @throws CasebookError 'not-found' */
export async function caseRow(db: Reader, caseId: Id): Promise<Row<'relief_case'>> {
  const row = await db.selectFrom('relief_case').selectAll().where('id', '=', caseId).executeTakeFirst()
  if (!row) throw gone()
  return row
}

/** Recipients of a case in their order, unmasked. */
export async function recipientsOf(db: Reader, caseId: Id): Promise<Recipient[]> {
  const recipients = await db.selectFrom('recipient').selectAll().where('case_id', '=', caseId).where('deleted_at', 'is', null).orderBy('ordinal').execute()
  if (recipients.length === 0) return []
  const people = await db.selectFrom('person').selectAll().where('id', 'in', recipients.map((row) => row.person_id)).execute()
  const groups = await db
    .selectFrom('recipient_group')
    .selectAll()
    .where('recipient_id', 'in', recipients.map((row) => row.id))
    .orderBy('group_code')
    .execute()
  const personById = new Map(people.map((person) => [person.id, person]))
  return recipients.flatMap((row) => {
    const person = personById.get(row.person_id)
    return person ? [toRecipient(row, person, groups.filter((group) => group.recipient_id === row.id).map((group) => group.group_code))] : []
  })
}

/** @throws CasebookError 'not-found' for an id that is no case, in the recycle bin or not */
export async function readCase(db: Reader, caseId: Id): Promise<CaseRecords> {
  const row = await caseRow(db, caseId)
  const original = row.original_case_id ? await db.selectFrom('original_case').selectAll().where('id', '=', row.original_case_id).executeTakeFirst() : undefined
  const recipients = await recipientsOf(db, caseId)
  const decisions = await db.selectFrom('decision').selectAll().where('case_id', '=', caseId).where('deleted_at', 'is', null).orderBy('id').execute()
  const disbursements = await disbursementsOf(db, caseId)
  const visits = await db.selectFrom('visit').selectAll().where('case_id', '=', caseId).where('deleted_at', 'is', null).execute()
  const measures = await db.selectFrom('support_measure').selectAll().where('case_id', '=', caseId).where('deleted_at', 'is', null).orderBy('id').execute()
  const awards = await db.selectFrom('typical_award').selectAll().where('case_id', '=', caseId).where('deleted_at', 'is', null).orderBy('id').execute()
  const notes = await db.selectFrom('case_note').selectAll().where('case_id', '=', caseId).where('deleted_at', 'is', null).orderBy('id').execute()
  return {
    head: toCaseHead(row),
    original: original ? toOriginal(original) : null,
    recipients,
    decisions: decisions.map(toDecision),
    disbursements,
    visits: visits.map(toVisit).sort((a, b) => ((a.doneOn ?? a.dueOn ?? '') < (b.doneOn ?? b.dueOn ?? '') ? -1 : 1)),
    measures: measures.map(toMeasure),
    awards: awards.map(toAward),
    notes: notes.map(toNote),
    ...(await caseWorkOf(db, caseId)),
    ...(await caseAftercareOf(db, caseId, disbursements)),
  }
}

/** Payment entries of a case in the order they happened. */
export async function disbursementsOf(db: Reader, caseId: Id): Promise<Disbursement[]> {
  const entries = await db.selectFrom('disbursement').selectAll().where('case_id', '=', caseId).orderBy('happened_on').orderBy('id').execute()
  return entries.map(toDisbursement)
}

/** What earlier decisions on a recipient, revoked since, had cancelled. A refusal in their place keeps it too. */
const earlierOf = (decisions: CaseRecords['decisions'], recipientId: Id) => decisions.find((one) => one.recipientId === recipientId)?.earlierFen ?? 0

/** What was decided for a recipient and what became of it, in fen. */
export function balanceFor(records: Pick<CaseRecords, 'decisions' | 'disbursements'>, recipientId: Id): Balance {
  const decision = records.decisions.find((one) => one.recipientId === recipientId && one.kind === 'grant')
  return balanceOf(decision?.amountFen ?? 0, records.disbursements.filter((entry) => entry.recipientId === recipientId), earlierOf(records.decisions, recipientId))
}

/** The case that has this number, the recycle bin left out. */
export async function caseWithNumber(db: Reader, number: string, exceptId: Id | null): Promise<{ id: Id; people: string } | null> {
  const row = await db
    .selectFrom('relief_case')
    .select('id')
    .where('case_number', '=', number)
    .where('deleted_at', 'is', null)
    .$if(exceptId !== null, (query) => query.where('id', '!=', exceptId ?? ''))
    .executeTakeFirst()
  return row ? { id: row.id, people: (await namesOf(db, [row.id])).get(row.id) ?? '' } : null
}

/** Names of the recipients of each case, joined as the lists show them: 王某某、李某某. */
export async function namesOf(db: Reader, caseIds: readonly Id[]): Promise<Map<Id, string>> {
  if (caseIds.length === 0) return new Map()
  const found = await rows<{ case_id: Id; name: string }>(
    db,
    'select r.case_id, p.name from json_each(?) j cross join recipient r on r.case_id = j.value and r.deleted_at is null cross join person p on p.id = r.person_id order by r.case_id, r.ordinal',
    [JSON.stringify(caseIds)],
  )
  const names = new Map<Id, string>()
  for (const row of found) names.set(row.case_id, names.has(row.case_id) ? `${names.get(row.case_id)}、${row.name}` : row.name)
  return names
}

/** Running numbers used in one year, the recycle bin left out. */
export async function numbersOfYear(db: Reader, year: number): Promise<number[]> {
  const found = await db
    .selectFrom('relief_case')
    .select('number_seq')
    .where('number_year', '=', year)
    .where('number_seq', 'is not', null)
    .where('deleted_at', 'is', null)
    .orderBy('number_seq')
    .execute()
  return found.flatMap((row) => (row.number_seq === null ? [] : [row.number_seq]))
}

/** One event of the audit trail of a case; rows written by one act are one event. */
export interface CaseEvent {
  at: string
  who: string
  action: string
  reason: string | null
}

export async function eventsOf(db: Reader, caseId: Id): Promise<CaseEvent[]> {
  const entries = await db.selectFrom('audit_entry').select(['at', 'who', 'action', 'reason']).where('case_id', '=', caseId).orderBy('seq').execute()
  return entries.filter((row, index) => {
    const before = entries[index - 1]
    return !before || before.at !== row.at || before.action !== row.action || before.who !== row.who
  })
}

export interface OtherCase {
  recipientId: Id
  caseId: Id
  caseNumber: string | null
  sameOriginal: boolean
  granted: boolean
}

/** Other live cases of the people of this case, and whether they rest on the same original case (by its number or its row). */
export async function otherCasesOf(db: Reader, records: Pick<CaseRecords, 'head' | 'original' | 'recipients'>): Promise<OtherCase[]> {
  if (records.recipients.length === 0) return []
  const found = await db
    .selectFrom('recipient as r')
    .innerJoin('relief_case as c', 'c.id', 'r.case_id')
    .leftJoin('original_case as o', 'o.id', 'c.original_case_id')
    .leftJoin('decision as d', (join) => join.onRef('d.recipient_id', '=', 'r.id').on('d.deleted_at', 'is', null))
    .select(['r.person_id', 'c.id as caseId', 'c.case_number as caseNumber', 'o.id as originalId', 'o.number as originalNumber', 'd.kind'])
    .where('r.person_id', 'in', records.recipients.map((recipient) => recipient.person.id))
    .where('r.case_id', '!=', records.head.id)
    .where('r.deleted_at', 'is', null)
    .where('c.deleted_at', 'is', null)
    .orderBy('c.id')
    .execute()
  const { original } = records
  return found.flatMap((row) => {
    const recipient = records.recipients.find((one) => one.person.id === row.person_id)
    if (!recipient) return []
    const sameNumber = original?.number != null && row.originalNumber !== null && normalizeCaseNumber(original.number) === normalizeCaseNumber(row.originalNumber)
    return [
      {
        recipientId: recipient.id,
        caseId: row.caseId,
        caseNumber: row.caseNumber,
        sameOriginal: sameNumber || (original !== null && original.id === row.originalId),
        granted: row.kind === 'grant',
      },
    ]
  })
}
