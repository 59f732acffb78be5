import { labelOf } from '../domain/codeLists.ts'
import type { Id } from '../domain/records.ts'
import { hide } from '../domain/sensitive.ts'
import { rows } from '../store/store.ts'
import type { Reader } from '../store/store.ts'
import type { LedgerDetails, PersonDetails } from './caseLedger.ts'

/** Like the list's own statements: the ids go in as one JSON array, and every table is reached by its case index. */
const ofCases = 'from json_each(?) j cross join recipient r on r.case_id = j.value and r.deleted_at is null'
const statements = {
  people: `select r.id, r.case_id as caseId, p.paper_number as paperNumber, p.phone ${ofCases} cross join person p on p.id = r.person_id`,
  measures: `select m.case_id as caseId, m.recipient_id as recipientId, m.kind, m.note
    from json_each(?) j cross join support_measure m on m.case_id = j.value and m.deleted_at is null order by m.id`,
  awards: `select a.case_id as caseId, a.level from json_each(?) j cross join typical_award a on a.case_id = j.value and a.deleted_at is null`,
}

/** A measure of the kind 其他 is known by the words it was recorded in. */
const measureText = ({ kind, note }: { kind: string; note: string | null }) => (kind === 'other' && note ? note : labelOf('measure', kind))

/** What a ledger of these cases needs beside the list. `inFull` shows identity and phone numbers: only for those who may, and logged by the caller. */
export async function ledgerDetails(db: Reader, caseIds: readonly Id[], { inFull }: { inFull: boolean }): Promise<LedgerDetails> {
  const list = [JSON.stringify(caseIds)]
  const found = await rows<{ id: Id; caseId: Id; paperNumber: string | null; phone: string | null }>(db, statements.people, list)
  const measures = await rows<{ caseId: Id; recipientId: Id | null; kind: string; note: string | null }>(db, statements.measures, list)
  const awards = new Map<Id, string[]>()
  for (const { caseId, level } of await rows<{ caseId: Id; level: string }>(db, statements.awards, list)) awards.set(caseId, [...(awards.get(caseId) ?? []), level])
  const measuresOfCase = new Map<Id, typeof measures>()
  for (const measure of measures) measuresOfCase.set(measure.caseId, [...(measuresOfCase.get(measure.caseId) ?? []), measure])

  const people = new Map<Id, PersonDetails>()
  for (const { id, caseId, paperNumber, phone } of found) {
    const its = (measuresOfCase.get(caseId) ?? []).filter((measure) => measure.recipientId === null || measure.recipientId === id)
    people.set(id, {
      paperNumber: inFull ? paperNumber : hide.paperNumber(paperNumber),
      phone: inFull ? phone : hide.phone(phone),
      measures: [...new Set(its.map(measureText))],
    })
  }
  return { people, awards }
}
