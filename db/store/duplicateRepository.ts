import { compareCases, comparePeople } from '../domain/likeness.ts'
import type { CaseFacts, Likeness, PersonFacts } from '../domain/likeness.ts'
import { soundOf } from '../domain/pinyin.ts'
import type { Id } from '../domain/records.ts'
import { squeeze } from '../domain/text.ts'
import { groupBy } from './groups.ts'
import type { MergeEntity } from './merging.ts'
import { rows } from './store.ts'
import type { Reader } from './store.ts'

/** Two live records that look alike; `one` is the older of them. */
export interface AlikePair extends Likeness {
  entity: MergeEntity
  oneId: Id
  otherId: Id
  /** Somebody wants to look at it later. */
  later: boolean
}

export const pairKey = (a: Id, b: Id): string => (a < b ? `${a}/${b}` : `${b}/${a}`)

/** Longer lists of records that share a sign say nothing of any two of them, and would take for ever. */
const MOST_ALIKE = 40

/** What was said of pairs, by `pairKey`. */
async function judgements(db: Reader, entity: MergeEntity): Promise<Map<string, string>> {
  const found = await rows<{ one_id: Id; other_id: Id; verdict: string }>(db, 'select one_id, other_id, verdict from likeness_judgement where entity = ? and deleted_at is null', [entity])
  return new Map(found.map((row) => [pairKey(row.one_id, row.other_id), row.verdict]))
}

/** Only records that share a sign are compared: the work grows with their number, not with its square. */
function pairsOf<T extends { id: Id }>(entity: MergeEntity, records: readonly T[], keysOf: (one: T) => string[], compare: (a: T, b: T) => Likeness | null, judged: Map<string, string>, look: () => void): AlikePair[] {
  const byKey = new Map<string, T[]>()
  for (const [index, one] of records.entries()) {
    if (index % 2000 === 0) look()
    for (const key of new Set(keysOf(one))) {
      const list = byKey.get(key)
      if (list) list.push(one)
      else byKey.set(key, [one])
    }
  }
  const pairs = new Map<string, AlikePair>()
  for (const list of byKey.values()) {
    if (list.length < 2 || list.length > MOST_ALIKE) continue
    for (const [index, a] of list.entries()) {
      for (const b of list.slice(index + 1)) {
        const key = pairKey(a.id, b.id)
        if (pairs.has(key) || judged.get(key) === 'different') continue
        const found = compare(a, b)
        if (found) pairs.set(key, { ...found, entity, oneId: a.id < b.id ? a.id : b.id, otherId: a.id < b.id ? b.id : a.id, later: judged.get(key) === 'later' })
      }
    }
  }
  return [...pairs.values()].sort((a, b) => Number(a.later) - Number(b.later) || b.score - a.score || (a.oneId < b.oneId ? -1 : 1))
}

type KnownPerson = PersonFacts & { id: Id }

/** @param look called now and then; throws to give up */
export async function alikePeople(db: Reader, look: () => void): Promise<AlikePair[]> {
  const found = await rows<Omit<KnownPerson, 'sound' | 'originals'>>(
    db,
    'select id, name, paper_number as paperNumber, sex, birth_date as birthDate, phone, residence from person where deleted_at is null order by id',
    [],
  )
  const originals = groupBy(
    await rows<{ id: Id; number: string }>(
      db,
      `select r.person_id as id, o.number from relief_case c join original_case o on o.id = c.original_case_id join recipient r on r.case_id = c.id
       where c.deleted_at is null and r.deleted_at is null and o.number is not null`,
      [],
    ),
    ({ id }) => id,
  )
  const sounds = new Map<string, string>()
  const people = found.map((row, index): KnownPerson => {
    if (index % 2000 === 0) look()
    const sound = sounds.get(row.name) ?? soundOf(row.name)
    sounds.set(row.name, sound)
    return { ...row, sound, originals: (originals.get(row.id) ?? []).map(({ number }) => number) }
  })
  return pairsOf('person', people, keysOfPerson, comparePeople, await judgements(db, 'person'), look)
}

/** Two people who may be one share at least one of these. */
function keysOfPerson({ name, sound, paperNumber, birthDate, phone, residence, originals }: KnownPerson): string[] {
  const half = Math.floor((paperNumber?.length ?? 0) / 2)
  return [
    ...(paperNumber === null ? [] : [`paper/${paperNumber}`, `front/${sound}/${paperNumber.slice(0, half)}`, `back/${sound}/${paperNumber.slice(half)}`]),
    ...(birthDate === null ? [] : [`birth/${sound}/${birthDate}`]),
    ...(phone === null ? [] : [`phone/${phone}`]),
    ...(residence === null ? [] : [`home/${sound}/${squeeze(residence)}`]),
    ...(birthDate === null || residence === null ? [] : [`birth/${birthDate}/${squeeze(residence)}`]),
    ...originals.map((number) => `original/${squeeze(name)}/${number}`),
  ]
}

type KnownCase = CaseFacts & { id: Id }

export async function alikeCases(db: Reader, look: () => void): Promise<AlikePair[]> {
  const cases = await rows<Omit<KnownCase, 'people'>>(
    db,
    `select c.id, c.unified_number as unifiedNumber, o.number as originalNumber, c.accepted_on as acceptedOn
     from relief_case c left join original_case o on o.id = c.original_case_id where c.deleted_at is null order by c.id`,
    [],
  )
  const people = groupBy(
    await rows<KnownCase['people'][number] & { caseId: Id }>(
      db,
      `select r.case_id as caseId, r.person_id as personId, p.name, d.decided_on as decidedOn, d.amount_fen as amountFen
       from recipient r join person p on p.id = r.person_id left join decision d on d.recipient_id = r.id and d.deleted_at is null where r.deleted_at is null`,
      [],
    ),
    ({ caseId }) => caseId,
  )
  const known = cases.map((one) => ({ ...one, people: people.get(one.id) ?? [] }))
  return pairsOf(
    'relief_case',
    known,
    ({ unifiedNumber, originalNumber, acceptedOn, people: own }) => [
      ...(unifiedNumber === null ? [] : [`unified/${squeeze(unifiedNumber)}`]),
      ...own.flatMap(({ personId, name, decidedOn, amountFen }) =>
        [personId, squeeze(name)].flatMap((who) => [
          ...(originalNumber === null ? [] : [`original/${squeeze(originalNumber)}/${who}`]),
          ...(decidedOn === null ? [] : [`decided/${who}/${decidedOn}/${amountFen}`]),
          ...(acceptedOn === null ? [] : [`accepted/${who}/${acceptedOn}`]),
        ]),
      ),
    ],
    compareCases,
    await judgements(db, 'relief_case'),
    look,
  )
}

export async function alikeHouseholds(db: Reader, look: () => void): Promise<AlikePair[]> {
  const known = await rows<{ id: Id; address: string | null }>(
    db,
    `select h.id, h.address from household h where h.deleted_at is null and h.address is not null and exists (select 1 from person p where p.household_id = h.id and p.deleted_at is null) order by h.id`,
    [],
  )
  const sameAddress = (): Likeness => ({ verdict: 'likely', reasons: ['户的住址相同'], score: 50 })
  return pairsOf('household', known, ({ address }) => [squeeze(address ?? '')], sameAddress, await judgements(db, 'household'), look)
}
