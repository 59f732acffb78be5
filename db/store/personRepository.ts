import { CasebookError } from '../domain/errors.ts'
import { checkPaper } from '../domain/identity.ts'
import { comparePeople } from '../domain/likeness.ts'
import { soundOf } from '../domain/pinyin.ts'
import { checkPhone } from '../domain/phone.ts'
import type { Id, Person } from '../domain/records.ts'
import { keepHidden, looksMasked } from '../domain/sensitive.ts'
import { squeeze } from '../domain/text.ts'
import { toPerson } from './caseRecords.ts'
import { leadsOfPersonChanged } from './leadRepository.ts'
import type { Reader } from './store.ts'
import type { RowPatch } from './tables.ts'
import type { UnitOfWork } from './unitOfWork.ts'

/** A person as a form sends it; sensitive fields may come back masked (see sensitive.ts). */
export interface PersonFields extends Omit<Person, 'id' | 'version' | 'householdId'> {
  /** An existing person to reuse; null: found by paper number, or new. */
  id: Id | null
}

/** People of one family name that are looked at for slips. */
const LOOKED_AT = 5000

const fault = (path: string, message: string, code: 'invalid' | 'conflict' = 'invalid') => new CasebookError(code, message, { fields: [{ path, message }] })

export async function personById(db: Reader, id: Id): Promise<Person | null> {
  const row = await db.selectFrom('person').selectAll().where('id', '=', id).where('deleted_at', 'is', null).executeTakeFirst()
  return row ? toPerson(row) : null
}

/** The person who has this paper, whatever the spelling of the name. */
async function personWithPaper(db: Reader, paperType: string, paperNumber: string): Promise<Person | null> {
  const row = await db
    .selectFrom('person')
    .selectAll()
    .where('paper_type', '=', paperType)
    .where('paper_number', '=', paperNumber)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row ? toPerson(row) : null
}

/**
 * People with exactly this name or this paper number (any kind of paper), and those who may be meant although the name only sounds or looks alike or a sign
 * of the number is wrong; at most 20, with their cases.
 */
export async function findPeople(db: Reader, query: { name: string; paperNumber: string | null; phone: string | null }): Promise<(Person & { cases: { id: Id; caseNumber: string | null }[] })[]> {
  if (query.name === '' && query.paperNumber === null) return []
  const near = await db
    .selectFrom('person')
    .selectAll()
    .where('deleted_at', 'is', null)
    .where((where) =>
      where.or([
        ...(query.name === '' ? [] : [where('name', '=', query.name)]),
        ...(query.paperNumber === null ? [] : [where('paper_number', '=', query.paperNumber)]),
        ...(query.phone === null ? [] : [where('phone', '=', query.phone)]),
        // Of one family name: enough to find a slip in a name or number, few enough to look at.
        ...(query.name.length < 2 ? [] : [where('name', 'like', `${query.name.charAt(0)}%`)]),
      ]),
    )
    .orderBy('id', 'desc')
    .limit(LOOKED_AT)
    .execute()
  const facts = { ...query, sound: soundOf(query.name), sex: null, birthDate: null, residence: null, originals: [] }
  const exact = near.filter((row) => row.name === query.name || (query.paperNumber !== null && row.paper_number === query.paperNumber))
  const likely = near.filter((row) => !exact.includes(row) && comparePeople(facts, { ...toPerson(row), sound: soundOf(row.name), originals: [] }) !== null)
  const found = [...exact, ...likely].slice(0, 20)
  if (found.length === 0) return []
  const cases = await db
    .selectFrom('recipient as r')
    .innerJoin('relief_case as c', 'c.id', 'r.case_id')
    .select(['r.person_id', 'c.id', 'c.case_number as caseNumber'])
    .where('r.person_id', 'in', found.map((row) => row.id))
    .where('r.deleted_at', 'is', null)
    .where('c.deleted_at', 'is', null)
    .orderBy('c.id', 'desc')
    .execute()
  return found.map((row) => ({
    ...toPerson(row),
    cases: cases.filter((one) => one.person_id === row.id).map(({ id, caseNumber }) => ({ id, caseNumber })),
  }))
}

/**
 * Finds or makes the one row of a real person and brings it up to what the form says.
 * Reused are the person named by id, and the one with the same paper and name; the same paper under another name is a conflict to be settled by
 * the officer. In a new form blanks mean "not stated" and keep what is known; in the form of a person already there they clear it.
 * @param path where the person stands in the operation's input, e.g. `recipients.0.person`
 * @param present the person the form was opened with; null in a new form
 * @throws CasebookError 'invalid' or 'conflict' with fields
 */
export async function savePerson(unit: UnitOfWork, fields: PersonFields, path: string, present: Person | null): Promise<Id> {
  let base = present
  if (fields.id !== null && fields.id !== present?.id) {
    base = await personById(unit.trx, fields.id)
    if (!base) throw fault(`${path}.name`, '所选的人员已经不在台账里，请重新填写或重新查找')
    if (squeeze(base.name) !== squeeze(fields.name)) {
      throw fault(`${path}.name`, `所选的人员登记姓名是“${base.name}”，与所填“${fields.name.trim()}”不同，没有保存。不是同一人的，请不要沿用已有人员`, 'conflict')
    }
  }
  const typed = readFields(fields, path, base)
  if (base && base.id !== present?.id && base.paperNumber !== null && typed.paperNumber !== null && typed.paperNumber !== base.paperNumber) {
    throw fault(`${path}.paperNumber`, `所选的“${base.name}”登记的是另一个证件号码，没有保存。请核对号码；不是同一人的，请不要沿用已有人员`, 'conflict')
  }
  if (typed.paperNumber !== null) {
    const owner = await personWithPaper(unit.trx, typed.paperType, typed.paperNumber)
    if (owner && owner.id !== base?.id) {
      if (squeeze(owner.name) !== squeeze(typed.name)) {
        throw fault(
          `${path}.paperNumber`,
          `这个证件号码已登记为“${owner.name}”，与所填姓名“${typed.name}”不同，没有保存。请核对号码；如是同一人改名，请先在原案件中修改姓名`,
          'conflict',
        )
      }
      if (base?.paperNumber != null) {
        throw fault(`${path}.paperNumber`, `这个证件号码属于台账里另一位“${owner.name}”，没有保存。请核对号码；如重复登记了同一人，请移走此处，再按已有人员添加`, 'conflict')
      }
      base = owner
    }
  }
  if (!base) {
    const { id } = await unit.insert('person', { ...columns(typed), household_id: null, batch_id: null })
    return id
  }
  await updatePerson(unit, base, typed, base.id === present?.id)
  return base.id
}

type Typed = Omit<PersonFields, 'id'>

/** Lifts masks, checks and normalises the paper, fills in what the paper tells. A number that was stored before is not judged again. */
function readFields(fields: PersonFields, path: string, base: Person | null): Typed {
  const typed: Typed = { ...fields, name: fields.name.trim() }
  for (const field of ['paperNumber', 'phone', 'residence', 'safeContact'] as const) {
    typed[field] = keepHidden(field, fields[field], base?.[field] ?? null)
    if (looksMasked(typed[field], base?.[field] ?? null)) {
      throw fault(`${path}.${field}`, '内容里有 * 号，是遮盖后的显示。请先点“显示”再修改，或把这一项完整地重新填写')
    }
  }
  if (typed.phone !== null) typed.phone = checkPhone(typed.phone).normalized || null
  if (typed.paperNumber !== null && (typed.paperNumber !== base?.paperNumber || typed.paperType !== base.paperType)) {
    const checked = checkPaper(typed.paperType, typed.paperNumber)
    if (!checked.ok) throw fault(`${path}.paperNumber`, checked.error)
    typed.paperNumber = checked.normalized
    typed.sex ??= checked.sex ?? null
    typed.birthDate ??= checked.birthDate ?? null
  }
  return typed
}

function columns(typed: Typed) {
  return {
    name: typed.name,
    paper_type: typed.paperType,
    paper_number: typed.paperNumber,
    sex: typed.sex,
    birth_date: typed.birthDate,
    ethnicity: typed.ethnicity,
    residence: typed.residence,
    phone: typed.phone,
    safe_contact: typed.safeContact,
  }
}

async function updatePerson(unit: UnitOfWork, base: Person, typed: Typed, blanksClear: boolean): Promise<void> {
  const kept = blanksClear
    ? typed
    : {
        ...typed,
        // "No paper" in a new form says nothing about the paper that is on record.
        paperType: typed.paperNumber === null ? base.paperType : typed.paperType,
        paperNumber: typed.paperNumber ?? base.paperNumber,
        sex: typed.sex ?? base.sex,
        birthDate: typed.birthDate ?? base.birthDate,
        ethnicity: typed.ethnicity ?? base.ethnicity,
        residence: typed.residence ?? base.residence,
        phone: typed.phone ?? base.phone,
        safeContact: typed.safeContact ?? base.safeContact,
      }
  const before: Record<string, unknown> = columns(base)
  const changed = Object.entries(columns(kept)).filter(([name, value]) => before[name] !== value)
  if (changed.length === 0) return
  await unit.update('person', base.id, base.version, Object.fromEntries(changed) as RowPatch<'person'>)
  await personChanged(unit, base.id)
}

/**
 * One person may stand in several cases. Each of them gets a new version of that recipient, so that somebody who is just editing the person there
 * is shown the change instead of writing over it, and its list row and search text are rewritten. Leads alike.
 */
export async function personChanged(unit: UnitOfWork, personId: Id): Promise<void> {
  const rows = await unit.trx
    .selectFrom('recipient')
    .select(['id', 'version', 'case_id'])
    .where('person_id', '=', personId)
    .where('deleted_at', 'is', null)
    .execute()
  for (const row of rows) {
    await unit.update('recipient', row.id, row.version, {})
    unit.touch(row.case_id)
  }
  await leadsOfPersonChanged(unit, personId)
}

/** Moves a person no case and no lead refers to any more to the recycle bin. */
export async function recyclePersonIfUnused(unit: UnitOfWork, personId: Id, reason: string): Promise<void> {
  const used =
    (await unit.trx.selectFrom('recipient').select('id').where('person_id', '=', personId).limit(1).executeTakeFirst()) ??
    (await unit.trx.selectFrom('lead_person').select('id').where('person_id', '=', personId).where('deleted_at', 'is', null).limit(1).executeTakeFirst())
  const person = await unit.trx.selectFrom('person').select('version').where('id', '=', personId).where('deleted_at', 'is', null).executeTakeFirst()
  if (!used && person) await unit.recycle('person', personId, person.version, reason)
}

/**
 * Puts people into one 户: the one that some of them already belong to, otherwise a new one at the first address among them. Who belongs to another 户 stays there:
 * moving somebody out of a household is never a side effect.
 */
export async function joinHousehold(unit: UnitOfWork, personIds: readonly Id[]): Promise<void> {
  const people = await unit.trx.selectFrom('person').select(['id', 'version', 'household_id', 'residence']).where('id', 'in', [...personIds]).execute()
  const without = people.filter((person) => person.household_id === null)
  if (without.length === 0) return
  const inOrder = personIds.flatMap((id) => people.find((person) => person.id === id) ?? [])
  const address = inOrder.find((person) => person.residence !== null)?.residence ?? null
  const known = inOrder.find((person) => person.household_id !== null)?.household_id
  const householdId = known ?? (await unit.insert('household', { address, batch_id: null })).id
  for (const person of without) await unit.update('person', person.id, person.version, { household_id: householdId })
}

export interface PersonInCase extends Pick<Person, 'id' | 'name' | 'paperNumber' | 'phone'> {
  inCase: { id: Id; caseNumber: string | null }
}

/** The people of these cases, in the order of the cases; a person in two of them stands twice. */
export async function peopleOfCases(db: Reader, caseIds: readonly Id[]): Promise<PersonInCase[]> {
  if (caseIds.length === 0) return []
  const found = await db
    .selectFrom('recipient as r')
    .innerJoin('person as p', 'p.id', 'r.person_id')
    .innerJoin('relief_case as c', 'c.id', 'r.case_id')
    .select(['p.id', 'p.name', 'p.paper_number as paperNumber', 'p.phone', 'c.id as caseId', 'c.case_number as caseNumber'])
    .where('r.case_id', 'in', [...caseIds])
    .where('r.deleted_at', 'is', null)
    .orderBy('r.ordinal')
    .execute()
  const place = new Map(caseIds.map((id, index) => [id, index]))
  return found
    .sort((a, b) => (place.get(a.caseId) ?? 0) - (place.get(b.caseId) ?? 0))
    .map(({ caseId, caseNumber, ...person }) => ({ ...person, inCase: { id: caseId, caseNumber } }))
}
