import type { CardLoad, CardMeaning, CaseCard } from '../domain/caseCards.ts'
import type { LoadedCards, OurCase, OurNumbers } from '../domain/cardMatch.ts'
import type { Id } from '../domain/records.ts'
import type { Period } from '../domain/reportModel.ts'
import { insertRows } from './insertRows.ts'
import { rows } from './store.ts'
import type { Reader, Trx } from './store.ts'
import type { Row } from './tables.ts'

const meaningsIn = (text: string) => JSON.parse(text) as CardMeaning[]

/** The years whose cards are loaded, the latest first. */
export async function cardLoads(db: Reader): Promise<CardLoad[]> {
  const found = await db.selectFrom('case_card_load').selectAll().where('deleted_at', 'is', null).orderBy('year', 'desc').execute()
  return found.map((row) => ({ id: row.id, year: row.year, fileName: row.file_name, cards: row.cards, meanings: meaningsIn(row.meanings), loadedAt: row.updated_at, loadedBy: row.updated_by }))
}

export const loadOfYear = (db: Reader, year: number): Promise<Row<'case_card_load'> | undefined> =>
  db.selectFrom('case_card_load').selectAll().where('year', '=', year).where('deleted_at', 'is', null).executeTakeFirst()

/** The cards of a load in the place of those it had. */
export async function replaceCards(trx: Trx, loadId: Id, cards: readonly CaseCard[]): Promise<void> {
  await rows(trx, 'delete from case_card where load_id = ?', [loadId])
  await insertRows(
    trx,
    'case_card',
    cards.map((card, ordinal) => ({
      load_id: loadId,
      ordinal,
      row: card.row,
      unified_number: card.unified,
      case_number: card.caseNumber,
      name: card.name,
      accepted_on: card.acceptedOn,
      decided_on: card.decidedOn,
      result: card.result,
      amount_fen: card.amountFen,
      people: card.people,
      officer_name: card.officer,
    })),
  )
}

export async function loadedCards(db: Reader, loads: readonly CardLoad[]): Promise<LoadedCards[]> {
  const loaded: LoadedCards[] = []
  for (const { id, year, meanings } of loads) {
    const cards = await rows<CaseCard>(
      db,
      `select row, unified_number as unified, case_number as caseNumber, name, accepted_on as acceptedOn, decided_on as decidedOn, result, amount_fen as amountFen, people, officer_name as officer
       from case_card where load_id = ? order by ordinal`,
      [id],
    )
    loaded.push({ year, meanings, cards })
  }
  return loaded
}

/** Every case of this ledger that has a number. */
export const caseNumbers = (db: Reader): Promise<OurNumbers[]> =>
  rows<OurNumbers>(db, 'select id as caseId, unified_number as unified, case_number as caseNumber from relief_case where deleted_at is null and (unified_number is not null or case_number is not null)', [])

/** Cases accepted or decided in the period. */
export async function casesDated(db: Reader, { from, to }: Period): Promise<Id[]> {
  const found = await rows<{ id: Id }>(
    db,
    `select id from relief_case where deleted_at is null and accepted_on between ? and ?
     union select case_id from decision where deleted_at is null and decided_on between ? and ?`,
    [from, to, from, to],
  )
  return found.map(({ id }) => id)
}

/** These cases, as far as a card tells of them too. */
export function casesToCompare(db: Reader, ids: readonly Id[]): Promise<OurCase[]> {
  return rows<OurCase>(
    db,
    `select c.id as caseId, c.unified_number as unified, c.case_number as caseNumber, c.accepted_on as acceptedOn, c.officer_name as officer,
       (select count(*) from recipient r where r.case_id = c.id and r.deleted_at is null) as people,
       max(d.decided_on) as decidedOn, min(d.kind) as result, sum(case d.kind when 'grant' then d.amount_fen end) as amountFen
     from json_each(?) j cross join relief_case c on c.id = j.value left join decision d on d.case_id = c.id and d.deleted_at is null
     where c.deleted_at is null group by c.id`,
    [JSON.stringify(ids)],
  )
}

/** The cases in which people of these names are relieved. */
export async function casesOfNames(db: Reader, names: readonly string[]): Promise<Map<string, Id[]>> {
  const found = await rows<{ name: string; caseId: Id }>(
    db,
    `select h.name, r.case_id as caseId from json_each(?) j cross join person h on h.name = j.value join recipient r on r.person_id = h.id and r.deleted_at is null order by r.case_id`,
    [JSON.stringify(names)],
  )
  const byName = new Map<string, Id[]>()
  for (const { name, caseId } of found) byName.set(name, [...(byName.get(name) ?? []), caseId])
  return byName
}

/** Names of everybody relieved in these cases. */
export async function namesInCases(db: Reader, ids: readonly Id[]): Promise<Map<Id, string>> {
  const found = await rows<{ caseId: Id; names: string }>(
    db,
    `select r.case_id as caseId, group_concat(h.name, '、') as names from json_each(?) j cross join recipient r on r.case_id = j.value and r.deleted_at is null join person h on h.id = r.person_id group by r.case_id`,
    [JSON.stringify(ids)],
  )
  return new Map(found.map(({ caseId, names }) => [caseId, names]))
}

/** What was said of differences, by digest. */
export async function cardReasons(db: Reader): Promise<Map<string, Row<'case_card_reason'>>> {
  const found = await db.selectFrom('case_card_reason').selectAll().where('deleted_at', 'is', null).execute()
  return new Map(found.map((row) => [row.digest, row]))
}

export const cardReason = (db: Reader, digest: string): Promise<Row<'case_card_reason'> | undefined> =>
  db.selectFrom('case_card_reason').selectAll().where('digest', '=', digest).where('deleted_at', 'is', null).executeTakeFirst()
