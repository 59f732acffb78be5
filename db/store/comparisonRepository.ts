import type Database from 'better-sqlite3'
import { daysBetween } from '../domain/dates.ts'
import type { ComparisonList, ListedDetails, ListedRow, ListFault, Verdict } from '../domain/comparison.ts'
import type { MatchRow } from '../domain/matchLists.ts'
import type { Id, LegalDate } from '../domain/records.ts'
import { insertRows } from './insertRows.ts'
import { rows } from './store.ts'
import type { Reader, Trx } from './store.ts'
import type { Flag } from './tableColumns.ts'
import type { Row } from './tables.ts'

/** A row of a loaded list. */
export interface ListedPerson extends Omit<ListedRow, 'details'> {
  listId: Id
  ordinal: number
}

/** People between two looks at the cancel flag. */
const STEP = 4096

/** Writes the rows of a list; they never pass through the audit trail. For the unit of work's transaction. */
export async function insertListed(trx: Trx, listId: Id, people: readonly ListedRow[], faults: readonly ListFault[], onStep: (done: number) => void): Promise<void> {
  for (let from = 0; from < people.length; from += STEP) {
    onStep(from)
    await insertRows(
      trx,
      'comparison_person',
      people.slice(from, from + STEP).map(({ sheet, row, name, paper, written, birthDate, sex, phone, details }, index) => ({
        list_id: listId,
        ordinal: from + index,
        sheet,
        row,
        name,
        paper,
        written,
        birth_date: birthDate,
        sex,
        phone,
        details: details === null ? null : JSON.stringify(details),
      })),
    )
  }
  await insertRows(trx, 'comparison_fault', faults.map(({ sheet, row, why, kept }, ordinal) => ({ list_id: listId, ordinal, sheet, row, why, kept: kept ? 1 : 0 })))
}

export const toComparisonList = (row: Row<'comparison_list'>, today: LegalDate, backups: ComparisonList['backups']): ComparisonList => ({
  id: row.id,
  version: row.version,
  title: row.title,
  kind: row.kind,
  letterNumber: row.letter_number,
  purpose: row.purpose,
  sendingAgency: row.sending_agency,
  receivedOn: row.received_on,
  destroyOn: row.destroy_on,
  fileName: row.file_name,
  sheets: JSON.parse(row.sheets) as string[],
  people: row.people,
  faults: row.faults,
  loadedAt: row.created_at,
  loadedBy: row.created_by,
  daysLeft: row.purged_at === null ? Math.max(0, daysBetween(today, row.destroy_on)) : null,
  purgedAt: row.purged_at,
  purgedBy: row.purged_by,
  purgeReason: row.purge_reason,
  backups,
})

/** Every list ever loaded: those that are there first, the newest at the top. */
export function allLists(db: Reader): Promise<Row<'comparison_list'>[]> {
  return rows(db, 'select * from comparison_list where deleted_at is null order by purged_at is not null, created_at desc, id desc', [])
}

/** Lists whose rows may be used on a day. */
export function heldLists(db: Reader, today: LegalDate): Promise<Row<'comparison_list'>[]> {
  return rows(db, 'select * from comparison_list where deleted_at is null and purged_at is null and destroy_on > ? order by created_at, id', [today])
}

/** Lists whose day has come. */
export function dueLists(db: Reader, today: LegalDate): Promise<Row<'comparison_list'>[]> {
  return rows(db, 'select * from comparison_list where deleted_at is null and purged_at is null and destroy_on <= ? order by destroy_on, id', [today])
}

export async function listWithContent(db: Reader, contentSha256: string): Promise<{ id: Id; title: string } | null> {
  const [found] = await rows<{ id: Id; title: string }>(db, 'select id, title from comparison_list where content_sha256 = ? and purged_at is null and deleted_at is null', [contentSha256])
  return found ?? null
}

export async function faultsOf(db: Reader, listId: Id, most: number): Promise<ListFault[]> {
  const found = await rows<Omit<ListFault, 'kept'> & { kept: Flag }>(db, 'select sheet, row, why, kept from comparison_fault where list_id = ? order by ordinal limit ?', [listId, most])
  return found.map((fault) => ({ ...fault, kept: fault.kept === 1 }))
}

const matchColumns = 'ordinal, name, paper, written, birth_date as birthDate, sex, phone'

/** The people of a list one after another, never all at once. @param source what the list is called in the comparison */
export function peopleOfList(raw: Database.Database, listId: Id, source: number): IterableIterator<MatchRow> {
  return raw.prepare(`select ? as source, ${matchColumns} from comparison_person where list_id = ? order by ordinal`).iterate(source, listId) as IterableIterator<MatchRow>
}

export const rowKey = ({ listId, ordinal }: { listId: Id; ordinal: number }): string => `${listId}/${ordinal}`

/** Rows in full with what else stands in them, by `rowKey`. */
export async function listedRows(db: Reader, wanted: readonly { listId: Id; ordinal: number }[]): Promise<Map<string, ListedPerson & { details: ListedDetails }>> {
  const found = await rows<ListedPerson & { details: string | null }>(
    db,
    `select list_id as listId, sheet, row, ${matchColumns}, details from json_each(?) j cross join comparison_person p on p.list_id = j.value ->> 0 and p.ordinal = j.value ->> 1`,
    [JSON.stringify(wanted.map(({ listId, ordinal }) => [listId, ordinal]))],
  )
  return new Map(found.map((row) => [rowKey(row), { ...row, details: row.details === null ? {} : (JSON.parse(row.details) as ListedDetails) }]))
}

/**
 * Removes the rows of a list and what was written about them: remarks of judgements that speak of it, unfinished forms of comparisons. What stays of a judgement is a
 * digest and a verdict.
 */
export async function removeListed(trx: Trx, listId: Id): Promise<void> {
  await rows(trx, 'delete from comparison_person where list_id = ?', [listId])
  await rows(trx, 'delete from comparison_fault where list_id = ?', [listId])
  await rows(trx, 'update comparison_judgement set remark = null where remark is not null and exists (select 1 from json_each(list_ids) where value = ?)', [listId])
  // The draft of a question names nobody.
  await rows(trx, "delete from draft where form_key like 'comparison%' and form_key not like 'comparison-question:%'", [])
}

export interface StoredJudgement {
  id: Id
  version: number
  question: string
  digest: string
  verdict: Verdict
  remark: string | null
  listIds: string
  leadId: Id | null
  judgedAt: string
  judgedBy: string
}
const judgementColumns = 'id, version, question, digest, verdict, remark, list_ids as listIds, lead_id as leadId, judged_at as judgedAt, judged_by as judgedBy'

/** What was said of the results of a question, by digest. */
export async function judgementsOf(db: Reader, question: string): Promise<Map<string, StoredJudgement>> {
  const found = await rows<StoredJudgement>(db, `select ${judgementColumns} from comparison_judgement where question = ?`, [question])
  return new Map(found.map((one) => [one.digest, one]))
}

export async function judgementById(db: Reader, id: Id): Promise<StoredJudgement | null> {
  const [found] = await rows<StoredJudgement>(db, `select ${judgementColumns} from comparison_judgement where id = ?`, [id])
  return found ?? null
}

export async function judgementOn(db: Reader, question: string, digest: string): Promise<StoredJudgement | null> {
  const [found] = await rows<StoredJudgement>(db, `select ${judgementColumns} from comparison_judgement where question = ? and digest = ?`, [question, digest])
  return found ?? null
}

export async function saveJudgement(trx: Trx, one: StoredJudgement): Promise<void> {
  await rows(
    trx,
    `insert into comparison_judgement (id, version, question, digest, verdict, remark, list_ids, lead_id, judged_at, judged_by) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (id) do update set version = excluded.version, verdict = excluded.verdict, remark = excluded.remark, list_ids = excluded.list_ids, lead_id = excluded.lead_id,
       judged_at = excluded.judged_at, judged_by = excluded.judged_by`,
    [one.id, one.version, one.question, one.digest, one.verdict, one.remark, one.listIds, one.leadId, one.judgedAt, one.judgedBy],
  )
}

export const removeJudgement = (trx: Trx, id: Id): Promise<unknown> => rows(trx, 'delete from comparison_judgement where id = ?', [id])

export interface LastRun {
  question: string
  at: string
  by: string
  certain: number
  doubtful: number
  /** Of its results those that nobody has judged, or that were put off. */
  open: number
}

/** The last run of each question. */
export function lastRuns(db: Reader): Promise<LastRun[]> {
  return rows(
    db,
    `select r.question, r.ran_at as at, r.ran_by as by, r.certain, r.doubtful,
       (select count(*) from json_each(r.keys) k where not exists (select 1 from comparison_judgement j where j.question = r.question and j.digest = k.value and j.verdict <> 'later')) as open
     from comparison_run r order by r.question`,
    [],
  )
}

export async function saveRun(trx: Trx, run: { question: string; at: string; by: string; certain: number; doubtful: number; keys: readonly string[] }): Promise<void> {
  await rows(trx, 'insert or replace into comparison_run (question, ran_at, ran_by, certain, doubtful, keys) values (?, ?, ?, ?, ?, ?)', [run.question, run.at, run.by, run.certain, run.doubtful, JSON.stringify(run.keys)])
}
