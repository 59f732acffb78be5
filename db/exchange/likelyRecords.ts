import { comparePeople } from '../domain/likeness.ts'
import type { PersonFacts } from '../domain/likeness.ts'
import { hide } from '../domain/sensitive.ts'
import { soundOf } from '../domain/pinyin.ts'
import type { Fen, Id, LegalDate } from '../domain/records.ts'
import { squeeze } from '../domain/text.ts'
import { groupBy } from '../store/groups.ts'
import { rows } from '../store/store.ts'
import type { Reader } from '../store/store.ts'
import { paperKey } from './knownRecords.ts'
import type { KnownPerson } from './knownRecords.ts'
import type { LedgerCase, LedgerPerson } from './ledgerTypes.ts'

/** Somebody of the casebook who may be the person of a row. */
export interface LikelyPerson {
  id: Id
  name: string
  reasons: string[]
  /** Where they stand, so that somebody can tell. */
  where: string
  paperNumber: string | null
  phone: string | null
  birthDate: LegalDate | null
  residence: string | null
}

type Candidate = Omit<LikelyPerson, 'reasons' | 'where'> & Pick<PersonFacts, 'sex' | 'sound'> & { numbers: string | null }

/** People of the casebook who may be those of these cases, by row, likeliest first. Who has the same paper is known already and is not asked about. */
export async function likelyPeople(db: Reader, cases: readonly LedgerCase[], known: ReadonlyMap<string, KnownPerson>): Promise<Map<number, LikelyPerson[]>> {
  const people = cases.flatMap((one) => one.people).filter((person) => !known.has(paperKey(person) ?? ''))
  const found = await rows<Omit<Candidate, 'sound'>>(
    db,
    `select p.id, p.name, p.paper_number as paperNumber, p.sex, p.birth_date as birthDate, p.phone, p.residence,
       (select group_concat(coalesce(c.case_number, '无案号'), '、') from recipient r join relief_case c on c.id = r.case_id where r.person_id = p.id and r.deleted_at is null and c.deleted_at is null) as numbers
     from person p where p.deleted_at is null
       and (p.name in (select value from json_each(?)) or p.phone in (select value from json_each(?)))`,
    [JSON.stringify([...new Set(people.map(({ name }) => name))]), JSON.stringify([...new Set(people.flatMap(({ phone }) => phone ?? []))])],
  )
  const candidates = found.map((one): Candidate => ({ ...one, sound: soundOf(one.name) }))
  const [byName, byPhone] = [groupBy(candidates, ({ name }) => name), groupBy(candidates, ({ phone }) => phone ?? '')]
  const likely = new Map<number, LikelyPerson[]>()
  for (const person of people) {
    const near = new Set([...(byName.get(person.name) ?? []), ...(person.phone === null ? [] : (byPhone.get(person.phone) ?? []))])
    const facts: PersonFacts = { ...person, sound: near.size === 0 ? '' : soundOf(person.name), originals: [] }
    const alike = [...near].flatMap((one) => {
      const likeness = comparePeople(facts, { ...one, originals: [] })
      return likeness ? [{ one, likeness }] : []
    })
    alike.sort((a, b) => b.likeness.score - a.likeness.score)
    if (alike.length > 0) likely.set(person.row, alike.map(({ one, likeness }) => ({ ...one, reasons: likeness.reasons, where: one.numbers ?? '没有案件' })))
  }
  return likely
}

/** A 户 of the casebook, by its members. */
export interface LikelyHousehold {
  id: Id
  names: string
}

/** The households at each address of these cases; addresses without any white space. */
export async function likelyHouseholds(db: Reader, cases: readonly LedgerCase[]): Promise<Map<string, LikelyHousehold[]>> {
  if (!cases.some((one) => one.people.some(({ residence }) => residence !== null))) return new Map()
  const found = await rows<LikelyHousehold & { address: string }>(
    db,
    `select h.id, h.address, group_concat(p.name, '、') as names from household h join person p on p.household_id = h.id and p.deleted_at is null
     where h.deleted_at is null and h.address is not null group by h.id order by h.id`,
    [],
  )
  return groupBy(found, ({ address }) => squeeze(address))
}

/** What the ledger says of a person and the casebook does not: it goes into the remark, because an import never changes what is there. */
export function saidBesides(person: LedgerPerson, known: LikelyPerson): string | null {
  const facts = [
    { label: '证件号码', here: person.paperNumber, there: known.paperNumber },
    { label: '电话', here: person.phone, there: known.phone },
    { label: '出生日期', here: person.birthDate, there: known.birthDate },
    { label: '住址', here: person.residence, there: known.residence },
  ].flatMap(({ label, here, there }) => (here === null || here === there ? [] : [`${label} ${here}`]))
  return facts.length === 0 ? null : `台账所载${person.name}：${facts.join('，')}`
}

/** `王芳（冀…1号；证件 131002********1216；姓名相同，电话相同）` */
export function describe({ name, where, paperNumber, reasons }: LikelyPerson): string {
  return `${name}（${[where, paperNumber === null ? null : `证件 ${hide.paperNumber(paperNumber) ?? ''}`, reasons.join('、')].filter(Boolean).join('；')}）`
}

/** Decisions on record for these people, by person: one of the same day and amount may be the same case under another number. */
export async function decisionsOf(db: Reader, people: readonly Id[]): Promise<Map<Id, { caseNumber: string | null; decidedOn: LegalDate; amountFen: Fen }[]>> {
  const found = await rows<{ personId: Id; caseNumber: string | null; decidedOn: LegalDate; amountFen: Fen }>(
    db,
    `select r.person_id as personId, c.case_number as caseNumber, d.decided_on as decidedOn, d.amount_fen as amountFen
     from json_each(?) j cross join recipient r on r.person_id = j.value and r.deleted_at is null
     join relief_case c on c.id = r.case_id and c.deleted_at is null join decision d on d.recipient_id = r.id and d.deleted_at is null where d.decided_on is not null`,
    [JSON.stringify(people)],
  )
  return groupBy(found, ({ personId }) => personId)
}
