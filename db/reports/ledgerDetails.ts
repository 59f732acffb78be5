import type { TableValues } from '../documents/tableModel.ts'
import { labelOf } from '../domain/codeLists.ts'
import { KEPT_TITLE } from '../domain/ledgerFields.ts'
import type { Id } from '../domain/records.ts'
import { hide } from '../domain/sensitive.ts'
import { groupBy } from '../store/groups.ts'
import { rows } from '../store/store.ts'
import type { Reader } from '../store/store.ts'
import type { LedgerDetails, PersonDetails } from './caseLedger.ts'
import { keptCells } from './ownLedger.ts'
import type { OwnColumn } from './ownLedger.ts'

/** Like the list's own statements: the ids go in as one JSON array, and every table is reached by its case index. */
const ofCases = 'from json_each(?) j cross join recipient r on r.case_id = j.value and r.deleted_at is null'
const statements = {
  people: `select r.id, r.case_id as caseId, p.paper_number as paperNumber, p.phone ${ofCases} cross join person p on p.id = r.person_id`,
  measures: `select m.case_id as caseId, m.recipient_id as recipientId, m.kind, m.note
    from json_each(?) j cross join support_measure m on m.case_id = j.value and m.deleted_at is null order by m.id`,
  more: `select r.id, p.name, r.case_id as caseId, p.ethnicity, p.residence, r.relation, r.guardian_name as guardian, r.agent_name as agent, r.account_holder as accountHolder, r.bank_name as bankName,
      r.bank_account as bankAccount, r.hardship, r.requested_fen as requested, c.unified_number as unifiedNumber, c.applied_on as appliedOn, o.number as originalNumber, o.handling_office as handlingOffice,
      o.handling_unit as handlingUnit, o.suspects, o.outcome as originalOutcome, d.number as decisionNumber
    ${ofCases} cross join person p on p.id = r.person_id cross join relief_case c on c.id = r.case_id
    left join original_case o on o.id = c.original_case_id left join decision d on d.recipient_id = r.id and d.deleted_at is null`,
  visits: `select v.case_id as caseId, v.recipient_id as recipientId, v.done_on as doneOn, v.visitors, v.findings
    from json_each(?) j cross join visit v on v.case_id = j.value and v.deleted_at is null where v.done_on is not null order by v.done_on, v.id`,
  notes: `select n.case_id as caseId, n.text from json_each(?) j cross join case_note n on n.case_id = j.value and n.deleted_at is null where n.text like '${KEPT_TITLE}%' order by n.id`,
  awards: `select a.case_id as caseId, a.level from json_each(?) j cross join typical_award a on a.case_id = j.value and a.deleted_at is null`,
}

/** A measure of the kind 其他 is known by the words it was recorded in. */
const measureText = ({ kind, note }: { kind: string; note: string | null }) => (kind === 'other' && note ? note : labelOf('measure', kind))

/** What a ledger of these cases needs beside the list. `inFull` shows identity and phone numbers: only for those who may, and logged by the caller. */
export async function ledgerDetails(db: Reader, caseIds: readonly Id[], { inFull, own = null }: { inFull: boolean; own?: readonly OwnColumn[] | null }): Promise<LedgerDetails> {
  const list: [string] = [JSON.stringify(caseIds)]
  const found = await rows<{ id: Id; caseId: Id; paperNumber: string | null; phone: string | null }>(db, statements.people, list)
  const measures = await rows<{ caseId: Id; recipientId: Id | null; kind: string; note: string | null }>(db, statements.measures, list)
  const awards = new Map<Id, string[]>()
  for (const { caseId, level } of await rows<{ caseId: Id; level: string }>(db, statements.awards, list)) awards.set(caseId, [...(awards.get(caseId) ?? []), level])
  const measuresOfCase = new Map<Id, typeof measures>()
  for (const measure of measures) measuresOfCase.set(measure.caseId, [...(measuresOfCase.get(measure.caseId) ?? []), measure])

  const more = own === null ? new Map<Id, TableValues>() : await moreOf(db, list, { inFull, own })
  const people = new Map<Id, PersonDetails>()
  for (const { id, caseId, paperNumber, phone } of found) {
    const its = (measuresOfCase.get(caseId) ?? []).filter((measure) => measure.recipientId === null || measure.recipientId === id)
    people.set(id, {
      paperNumber: inFull ? paperNumber : hide.paperNumber(paperNumber),
      phone: inFull ? phone : hide.phone(phone),
      measures: [...new Set(its.map(measureText))],
      more: more.get(id) ?? {},
    })
  }
  return { people, awards }
}

interface MoreRow extends Record<string, string | number | null> {
  id: Id
  caseId: Id
  name: string
}

/** What the columns of the office's own ledger hold besides, by recipient. What stands in a note may name anybody: it is only for those who may see numbers in full. */
async function moreOf(db: Reader, list: [string], { inFull, own }: { inFull: boolean; own: readonly OwnColumn[] }): Promise<Map<Id, TableValues>> {
  const visits = groupBy(await rows<{ caseId: Id; recipientId: Id | null; doneOn: string; visitors: string | null; findings: string | null }>(db, statements.visits, list), ({ caseId }) => caseId)
  const notes = groupBy(await rows<{ caseId: Id; text: string }>(db, statements.notes, list), ({ caseId }) => caseId)
  const found = await rows<MoreRow>(db, statements.more, list)
  return new Map(
    found.map(({ id, caseId, name, ...facts }) => {
      const its = (visits.get(caseId) ?? []).filter(({ recipientId }) => recipientId === null || recipientId === id)
      const joined = (texts: (string | null)[], between: string) => [...new Set(texts.filter((text) => text !== null))].join(between) || null
      const text = (key: string) => (typeof facts[key] === 'string' ? facts[key] : null)
      return [
        id,
        {
          ...facts,
          ethnicity: labelOf('ethnicity', text('ethnicity')),
          relation: labelOf('relation', text('relation')),
          residence: inFull ? text('residence') : hide.residence(text('residence')),
          bankAccount: inFull ? text('bankAccount') : hide.bankAccount(text('bankAccount')),
          visits: joined(its.map(({ doneOn }) => doneOn), '、'),
          visitors: joined(its.map(({ visitors }) => visitors), '、'),
          findings: joined(its.map(({ findings }) => findings), '\n'),
          ...(inFull ? keptCells((notes.get(caseId) ?? []).map(({ text: note }) => note), name, own) : {}),
        },
      ]
    }),
  )
}
