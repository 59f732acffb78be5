import type { z } from 'zod'
import { balanceOf } from '../domain/caseRules.ts'
import { CasebookError } from '../domain/errors.ts'
import type { FieldError } from '../domain/errors.ts'
import { checkPhone } from '../domain/phone.ts'
import type { Id, Recipient } from '../domain/records.ts'
import { keepHidden, looksMasked, maskRecipient } from '../domain/sensitive.ts'
import { disbursementsOf, recipientsOf } from '../store/caseRepository.ts'
import { joinHousehold, recyclePersonIfUnused, savePerson } from '../store/personRepository.ts'
import type { Row } from '../store/tables.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'
import type { Handlers } from './context.ts'
import { codeFault, livePart, liveCase, recipientOf, refuse, requireVersion } from './guards.ts'
import type { recipientFields } from './inputs.ts'

export type RecipientFields = z.output<typeof recipientFields>

/** Codes that no list knows; those already stored with the recipient stay. */
export function recipientCodeFaults(fields: RecipientFields, present: Recipient | null): FieldError[] {
  return [
    ...codeFault('relation', fields.relation, present?.relation ?? null, 'relation'),
    ...fields.specialGroups.flatMap((code) => codeFault('specialGroup', code, present?.specialGroups.includes(code) ? code : null, 'specialGroups')),
  ]
}

/** Columns of a recipient from its form, masks lifted. */
export function recipientColumns(fields: RecipientFields, present: Recipient | null, path: string) {
  const faults: FieldError[] = []
  const shown = (field: 'guardianPhone' | 'bankAccount') => {
    const stored = present?.[field] ?? null
    const typed = keepHidden(field, fields[field], stored)
    if (looksMasked(typed, stored)) faults.push({ path: field, message: '内容里有 * 号，是遮盖后的显示。请先点“显示”再修改，或把这一项完整地重新填写' })
    return typed
  }
  const guardianPhone = shown('guardianPhone')
  const bankAccount = shown('bankAccount')
  refuse(faults, path)
  return {
    relation: fields.relation,
    guardian_name: fields.guardianName,
    guardian_phone: guardianPhone === null ? null : checkPhone(guardianPhone).normalized || null,
    guardian_is_offender: fields.guardianIsOffender ? (1 as const) : (0 as const),
    agent_name: fields.agentName,
    requested_fen: fields.requestedFen,
    account_holder: fields.accountHolder,
    bank_name: fields.bankName,
    bank_account: bankAccount === null ? null : bankAccount.replace(/[\s-]/g, ''),
    hardship: fields.hardship,
  }
}

async function requireOncePerCase(unit: UnitOfWork, caseId: Id, personId: Id, recipientId: Id | null): Promise<void> {
  const twice = await unit.trx
    .selectFrom('recipient')
    .select('id')
    .where('case_id', '=', caseId)
    .where('person_id', '=', personId)
    .where('deleted_at', 'is', null)
    .$if(recipientId !== null, (query) => query.where('id', '!=', recipientId ?? ''))
    .executeTakeFirst()
  if (!twice) return
  const message = '这个人已经是本案的救助对象，没有重复添加。请在已有的一条上修改'
  throw new CasebookError('conflict', `${message}。`, { fields: [{ path: 'fields.person.name', message }] })
}

/** Money and decisions belong to the person they were made for; another person must not slip under them. */
async function requireMovable(unit: UnitOfWork, recipient: Row<'recipient'>): Promise<void> {
  const decision = await unit.trx.selectFrom('decision').select('id').where('recipient_id', '=', recipient.id).where('deleted_at', 'is', null).executeTakeFirst()
  const payment = await unit.trx.selectFrom('disbursement').select('id').where('recipient_id', '=', recipient.id).limit(1).executeTakeFirst()
  if (!decision && !payment) return
  const message = '已登记决定或发放，不能换成另一个人。请核对人员；如登记错了人，请先移走决定'
  throw new CasebookError('conflict', `${message}。`, { fields: [{ path: 'fields.person.name', message }] })
}

/** What the page shows of one recipient now. */
async function shownRecipient(unit: UnitOfWork, caseId: Id, recipientId: Id): Promise<Recipient | null> {
  return (await recipientsOf(unit.trx, caseId)).find((one) => one.id === recipientId) ?? null
}

async function addRecipient(unit: UnitOfWork, reliefCase: Row<'relief_case'>, fields: RecipientFields): Promise<{ id: Id; version: number }> {
  if (reliefCase.closed_on !== null && reliefCase.historical === 0) {
    throw new CasebookError('conflict', '案件已办结，不能再添加救助对象。请先恢复办理，再添加。')
  }
  refuse(recipientCodeFaults(fields, null), 'fields')
  const columns = recipientColumns(fields, null, 'fields')
  const personId = await savePerson(unit, fields.person, 'fields.person', null)
  await requireOncePerCase(unit, reliefCase.id, personId, null)
  const { last } = await unit.trx
    .selectFrom('recipient')
    .select((where) => where.fn.max('ordinal').as('last'))
    .where('case_id', '=', reliefCase.id)
    .executeTakeFirstOrThrow()
  const saved = await unit.insert('recipient', { ...columns, case_id: reliefCase.id, person_id: personId, ordinal: (last ?? 0) + 1, batch_id: null })
  await unit.setGroups(saved.id, fields.specialGroups)
  return saved
}

async function editRecipient(unit: UnitOfWork, caseId: Id, id: Id, version: number | null, fields: RecipientFields): Promise<{ id: Id; version: number }> {
  const row = await livePart(unit, 'recipient', id, caseId)
  const present = await shownRecipient(unit, caseId, id)
  requireVersion(row, version, present && maskRecipient(present))
  if (fields.person.id !== null && fields.person.id !== row.person_id) await requireMovable(unit, row)
  refuse(recipientCodeFaults(fields, present), 'fields')
  const columns = recipientColumns(fields, present, 'fields')
  const personId = await savePerson(unit, fields.person, 'fields.person', present?.person ?? null)
  await requireOncePerCase(unit, caseId, personId, id)
  // Saving the person may have moved this row's version on already.
  const { version: latest } = await unit.trx.selectFrom('recipient').select('version').where('id', '=', id).executeTakeFirstOrThrow()
  const saved = await unit.update('recipient', id, latest, { ...columns, person_id: personId })
  await unit.setGroups(id, fields.specialGroups)
  if (personId !== row.person_id) await recyclePersonIfUnused(unit, row.person_id, '与台账里已有的同一人合并')
  return saved
}

/** Said in so many words, so a person who was in another household moves. */
async function joinHouseholdOf(unit: UnitOfWork, recipientId: Id, otherPersonId: Id): Promise<void> {
  const { person_id } = await unit.trx.selectFrom('recipient').select('person_id').where('id', '=', recipientId).executeTakeFirstOrThrow()
  const person = () => unit.trx.selectFrom('person').selectAll().where('id', '=', person_id).executeTakeFirstOrThrow()
  await joinHousehold(unit, [otherPersonId, person_id])
  const { household_id: wanted } = await unit.trx.selectFrom('person').select('household_id').where('id', '=', otherPersonId).executeTakeFirstOrThrow()
  const { version, household_id: present } = await person()
  if (present !== wanted) await unit.update('person', person_id, version, { household_id: wanted })
}

/** Somebody a lead is about: there is no account and no guardian yet. */
async function revealLeadPerson(unit: UnitOfWork, leadPersonId: Id) {
  const row = await unit.trx
    .selectFrom('lead_person as l')
    .innerJoin('person as p', 'p.id', 'l.person_id')
    .select(['l.lead_id', 'p.name', 'p.paper_number as paperNumber', 'p.phone', 'p.residence', 'p.safe_contact as safeContact'])
    .where('l.id', '=', leadPersonId)
    .where('l.deleted_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw new CasebookError('not-found', '没有找到这名线索所涉人员，可能已被移走。请刷新后再看。')
  const { lead_id, name, ...shown } = row
  await unit.note('lead', lead_id, null, { name })
  return { ...shown, guardianPhone: null, bankAccount: null }
}

export const recipientHandlers: Handlers<'recipientSave' | 'reveal' | 'revealText'> = {
  async recipientSave({ change }, { caseId, id, version, fields, householdOf }) {
    return change({ action: id === null ? '添加救助对象' : '修改救助对象' }, async (unit) => {
      const reliefCase = await liveCase(unit, caseId)
      const saved = id === null ? await addRecipient(unit, reliefCase, fields) : await editRecipient(unit, caseId, id, version, fields)
      const other = await recipientOf(unit, householdOf, caseId)
      if (other && other.id !== saved.id) await joinHouseholdOf(unit, saved.id, other.person_id)
      return saved
    })
  },

  async reveal({ change }, subject) {
    return change({ action: '查看证件号码、电话、住址和账号' }, async (unit) => {
      if ('leadPersonId' in subject) return revealLeadPerson(unit, subject.leadPersonId)
      const { recipientId } = subject
      const row = await unit.trx
        .selectFrom('recipient as r')
        .innerJoin('person as p', 'p.id', 'r.person_id')
        .select([
          'r.case_id',
          'p.name',
          'p.paper_number as paperNumber',
          'p.phone',
          'p.residence',
          'p.safe_contact as safeContact',
          'r.guardian_phone as guardianPhone',
          'r.bank_account as bankAccount',
        ])
        .where('r.id', '=', recipientId)
        .executeTakeFirst()
      if (!row) throw new CasebookError('not-found', '没有找到这名救助对象，可能已被移走。请刷新后再看。')
      const { case_id, name, ...shown } = row
      await unit.note('recipient', recipientId, case_id, { name })
      return shown
    })
  },

  async revealText({ change }, subject) {
    return change({ action: '查看证件号码、电话、住址和账号' }, async (unit) => {
      const row =
        'noteId' in subject
          ? await unit.trx.selectFrom('case_note').select(['case_id', 'text']).where('id', '=', subject.noteId).executeTakeFirst()
          : await unit.trx.selectFrom('relief_case').select(['id as case_id', 'remark as text']).where('id', '=', subject.caseId).executeTakeFirst()
      if (!row) throw new CasebookError('not-found', '没有找到这段文字，可能已被移走。请刷新后再看。')
      if ('noteId' in subject) await unit.note('case_note', subject.noteId, row.case_id, {})
      else await unit.note('relief_case', row.case_id, row.case_id, {})
      return { text: row.text }
    })
  },
}

async function lastRevocation(unit: Pick<UnitOfWork, 'trx'>, decisionId: Id): Promise<string | null> {
  const row = await unit.trx
    .selectFrom('decision_change')
    .select((where) => where.fn.max('decided_on').as('day'))
    .where('decision_id', '=', decisionId)
    .where('kind', '=', 'revoke')
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row?.day ?? null
}

/** What was decided and paid for one recipient, and the entries behind it. */
export async function moneyOf(unit: Pick<UnitOfWork, 'trx'>, caseId: Id, recipientId: Id) {
  const decision = await unit.trx.selectFrom('decision').selectAll().where('recipient_id', '=', recipientId).where('deleted_at', 'is', null).executeTakeFirst()
  const entries = (await disbursementsOf(unit.trx, caseId)).filter((entry) => entry.recipientId === recipientId)
  const balance = balanceOf(decision?.kind === 'grant' ? decision.amount_fen : 0, entries, decision?.earlier_fen)
  // What was paid under a decision that was revoked says nothing about the one taken in its place.
  const since = decision?.revoked_on === null ? await lastRevocation(unit, decision.id) : null
  const paidOn = entries.flatMap((entry) => ((entry.kind === 'paid' || entry.kind === 'repaid') && (since === null || entry.happenedOn >= since) ? [entry.happenedOn] : []))
  return { decision: decision ?? null, entries, balance, paidOn }
}
