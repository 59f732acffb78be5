import type { z } from 'zod'
import { formatCaseNumber, missingNumbers, proposeCaseNumber } from '../domain/caseNumber.ts'
import { basicsDateFaults, closingDateFaults, closingFaults } from '../domain/dateOrder.ts'
import { today } from '../domain/dates.ts'
import { CasebookError } from '../domain/errors.ts'
import type { FieldError } from '../domain/errors.ts'
import type { Id } from '../domain/records.ts'
import { maskCaseHead } from '../domain/sensitive.ts'
import { toCaseHead, toOriginal } from '../store/caseRecords.ts'
import { balanceFor, caseRow, namesOf, numbersOfYear, readCase } from '../store/caseRepository.ts'
import { firstAdvance } from '../store/caseWorkRecords.ts'
import { requireNotMerged } from '../store/merging.ts'
import { readOffice } from '../store/office.ts'
import { joinHousehold, savePerson } from '../store/personRepository.ts'
import type { Row } from '../store/tables.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'
import { caseFileOf } from './caseFile.ts'
import { numberColumns, requireFreeNumber } from './caseNumbers.ts'
import type { Handlers } from './context.ts'
import { codeFault, liveCase, refuse, requireVersion, wholeText } from './guards.ts'
import type { caseBasics, originalCaseFields } from './inputs.ts'
import { recipientCodeFaults, recipientColumns } from './recipients.ts'
import type { RecipientFields } from './recipients.ts'

type Names =
  | 'caseGet'
  | 'caseCreate'
  | 'caseSaveBasics'
  | 'caseSaveOriginal'
  | 'caseClose'
  | 'caseReopen'
  | 'caseRecycle'
  | 'caseRestore'
  | 'recycleBin'
  | 'caseNumberPropose'
type Basics = z.output<typeof caseBasics>
type Original = z.output<typeof originalCaseFields>

/** Skipped numbers shown at most; an office that began at number 900 must not be told of all of them. */
const MOST_MISSING = 50

function basicsColumns(fields: Basics) {
  return {
    unified_number: fields.unifiedNumber,
    category: fields.category,
    cause: fields.cause,
    lead_source: fields.leadSource,
    officer_name: fields.officerName,
    urgent: fields.urgent ? (1 as const) : (0 as const),
    applied_on: fields.appliedOn,
    accepted_on: fields.acceptedOn,
    remark: fields.remark,
    apply_way: fields.applyWay,
    applied_by: fields.appliedBy,
  }
}

function basicsCodeFaults(fields: Basics, stored: Row<'relief_case'> | null): FieldError[] {
  return [
    ...codeFault('category', fields.category, stored?.category ?? null, 'category'),
    ...codeFault('cause', fields.cause, stored?.cause ?? null, 'cause'),
    ...codeFault('leadSource', fields.leadSource, stored?.lead_source ?? null, 'leadSource'),
    ...codeFault('applyWay', fields.applyWay, stored?.apply_way ?? null, 'applyWay'),
    ...codeFault('appliedBy', fields.appliedBy, stored?.applied_by ?? null, 'appliedBy'),
  ]
}

function originalColumns(fields: Original) {
  return {
    number: fields.number,
    charge: fields.charge,
    charge_text: fields.chargeText,
    stage: fields.stage,
    reached_procuratorate: fields.reachedProcuratorate === null ? null : fields.reachedProcuratorate ? (1 as const) : (0 as const),
    handling_office: fields.handlingOffice,
    handling_unit: fields.handlingUnit,
    suspects: fields.suspects,
    outcome: fields.outcome,
    compensation_ordered_fen: fields.compensationOrderedFen,
    compensation_obtained_fen: fields.compensationObtainedFen,
  }
}

function originalCodeFaults(fields: Original, stored: Row<'original_case'> | null): FieldError[] {
  return [
    ...codeFault('charge', fields.charge, stored?.charge ?? null, 'charge'),
    ...codeFault('stageOfOriginalCase', fields.stage, stored?.stage ?? null, 'stage'),
  ]
}

/** Persons and recipients of a new case, in the order of the form. */
async function addRecipients(unit: UnitOfWork, caseId: Id, recipients: readonly RecipientFields[]): Promise<Id[]> {
  const personIds: Id[] = []
  for (const [index, fields] of recipients.entries()) {
    const path = `recipients.${index}`
    refuse(recipientCodeFaults(fields, null), path)
    const columns = recipientColumns(fields, null, path)
    const personId = await savePerson(unit, fields.person, `${path}.person`, null)
    const twice = personIds.indexOf(personId)
    if (twice >= 0) refuse([{ path: `${path}.person.name`, message: `与第 ${twice + 1} 人是同一个人，请移去一处` }])
    personIds.push(personId)
    const { id } = await unit.insert('recipient', { ...columns, case_id: caseId, person_id: personId, ordinal: index + 1, batch_id: null })
    await unit.setGroups(id, fields.specialGroups)
  }
  return personIds
}

/** The facts that closing a case rests on. */
async function closingFactsOf(unit: UnitOfWork, caseId: Id) {
  const records = await readCase(unit.trx, caseId)
  return {
    acceptedOn: records.head.acceptedOn,
    today: today(),
    recipients: records.recipients.map((recipient) => ({
      name: recipient.person.name,
      decision: records.decisions.find((one) => one.recipientId === recipient.id) ?? null,
      netPaidFen: balanceFor(records, recipient.id).netPaidFen,
      paidOn: records.disbursements
        .filter((entry) => entry.recipientId === recipient.id && (entry.kind === 'paid' || entry.kind === 'repaid'))
        .map((entry) => entry.happenedOn),
    })),
  }
}

export const caseHandlers: Handlers<Names> = {
  caseGet: ({ store }, { id }) => caseFileOf(store.read, id),

  async caseCreate({ change }, { basics, original, recipients, oneHousehold, late }) {
    return change({ action: late ? '补录案件' : '新建案件' }, async (unit) => {
      refuse(
        [
          ...basicsCodeFaults(basics, null),
          ...(late ? [] : basicsDateFaults(basics, { decidedOn: [], today: today() })),
        ],
        'basics',
      )
      refuse(originalCodeFaults(original, null), 'original')
      const number = await numberColumns(unit, basics.caseNumber)
      await requireFreeNumber(unit, number.case_number, null, 'basics.caseNumber')
      const originalId = Object.values(original).some((value) => value !== null)
        ? (await unit.insert('original_case', { ...originalColumns(original), batch_id: null })).id
        : null
      const saved = await unit.insert('relief_case', {
        ...basicsColumns(basics),
        ...number,
        original_case_id: originalId,
        historical: late ? 1 : 0,
        origin: late ? 'late' : 'entered',
        closed_on: null,
        closed_how: null,
        archived_on: null,
        archive_number: null,
        batch_id: null,
      })
      const personIds = await addRecipients(unit, saved.id, recipients)
      if (oneHousehold) await joinHousehold(unit, personIds)
      return saved
    })
  },

  async caseSaveBasics({ change }, { id, version, fields }) {
    return change({ action: '修改基本情况' }, async (unit) => {
      const row = await liveCase(unit, id)
      requireVersion(row, version, maskCaseHead(toCaseHead(row)))
      const decided = await unit.trx.selectFrom('decision').select('decided_on').where('case_id', '=', id).where('deleted_at', 'is', null).execute()
      refuse(
        [
          ...basicsCodeFaults(fields, row),
          ...(row.historical === 1 ? [] : basicsDateFaults(fields, { decidedOn: decided.map((one) => one.decided_on), advancedOn: await firstAdvance(unit.trx, id), today: today() })),
        ],
        'fields',
      )
      const number = await numberColumns(unit, fields.caseNumber)
      await requireFreeNumber(unit, number.case_number, id, 'fields.caseNumber')
      return unit.update('relief_case', id, version, { ...basicsColumns({ ...fields, remark: wholeText(fields.remark, row.remark, 'fields.remark') }), ...number })
    })
  },

  /** `id` and `version` are those of the relief case: it may have no original case yet. */
  async caseSaveOriginal({ change }, { id, version, fields }) {
    return change({ action: '修改原案' }, async (unit) => {
      const row = await liveCase(unit, id)
      const stored = row.original_case_id
        ? ((await unit.trx.selectFrom('original_case').selectAll().where('id', '=', row.original_case_id).executeTakeFirst()) ?? null)
        : null
      requireVersion(row, version, { ...(stored && toOriginal(stored)), version: row.version })
      refuse(originalCodeFaults(fields, stored), 'fields')
      const { id: originalId } = stored
        ? await unit.update('original_case', stored.id, stored.version, originalColumns(fields))
        : await unit.insert('original_case', { ...originalColumns(fields), batch_id: null })
      // The list and the search show the charge and number of every case that rests on it.
      const sharing = await unit.trx.selectFrom('relief_case').select('id').where('original_case_id', '=', originalId).execute()
      for (const other of sharing) unit.touch(other.id)
      return unit.update('relief_case', id, version, { original_case_id: originalId })
    })
  },

  async caseClose({ change }, { id, version, how, closedOn }) {
    return change({ action: '办结' }, async (unit) => {
      const row = await liveCase(unit, id)
      requireVersion(row, version, maskCaseHead(toCaseHead(row)))
      if (row.closed_on !== null) throw new CasebookError('conflict', `这件案件已于 ${row.closed_on} 办结，没有重复办结。要改办结情况，请先恢复办理。`)
      if (row.historical === 0) {
        const facts = await closingFactsOf(unit, id)
        refuse([...closingDateFaults(how, closedOn, facts), ...closingFaults(how, facts).map(({ text }) => ({ path: 'how', message: text }))])
      }
      return unit.update('relief_case', id, version, { closed_on: closedOn, closed_how: how })
    })
  },

  async caseReopen({ change }, { id, version, reason }) {
    return change({ action: '恢复办理', reason }, async (unit) => {
      const row = await liveCase(unit, id)
      requireVersion(row, version, maskCaseHead(toCaseHead(row)))
      if (row.closed_on === null && row.archived_on === null) throw new CasebookError('conflict', '这件案件没有办结，不需要恢复办理。请刷新后再看。')
      return unit.update('relief_case', id, version, { closed_on: null, closed_how: null, archived_on: null })
    })
  },

  async caseRecycle({ change }, { id, version, reason }) {
    return change({ action: '移到回收站', reason }, async (unit) => {
      const row = await liveCase(unit, id)
      requireVersion(row, version, maskCaseHead(toCaseHead(row)))
      const paid = await unit.trx.selectFrom('disbursement').select('id').where('case_id', '=', id).limit(1).executeTakeFirst()
      if (paid) {
        throw new CasebookError(
          'conflict',
          row.batch_id === null
            ? '这件案件已有发放记录，不能移到回收站。发放有变化的，请登记退回、追回或取消发放；案件不再办理的，请办结。'
            : '这件案件是导入的，且已有发放记录，不能单独移到回收站。整批导入有误的，请在“台账导入”中撤回该批；个别有误的，请登记退回或取消发放。',
        )
      }
      return unit.recycle('relief_case', id, version, reason)
    })
  },

  async caseRestore({ change }, { id }) {
    return change({ action: '从回收站恢复' }, async (unit) => {
      const row = await caseRow(unit.trx, id)
      await requireNotMerged(unit, id)
      const other = row.deleted_at === null ? null : row.case_number
      if (other !== null) {
        await requireFreeNumber(unit, other, id, 'id').catch((thrown: unknown) => {
          if (!(thrown instanceof CasebookError)) throw thrown
          throw new CasebookError('conflict', `案号 ${other} 在此期间已用于另一件案件，没有恢复。请先改那件案件的案号，再恢复这一件。`, { cause: thrown })
        })
      }
      const restored = await unit.restore('relief_case', id)
      // Its lead was reopened meanwhile and may have gone elsewhere: merging it into this case binds the two again.
      const stays = row.lead_id === null || (await unit.trx.selectFrom('lead').select('id').where('id', '=', row.lead_id).where('case_id', '=', id).executeTakeFirst())
      return stays ? restored : unit.update('relief_case', id, restored.version, { lead_id: null })
    })
  },

  async recycleBin({ store }) {
    const rows = await store.read
      .selectFrom('relief_case')
      .select(['id', 'version', 'case_number', 'deleted_at', 'deleted_by', 'delete_reason'])
      .where('deleted_at', 'is not', null)
      .orderBy('deleted_at', 'desc')
      .execute()
    const people = await namesOf(store.read, rows.map((row) => row.id))
    return rows.map((row) => ({
      id: row.id,
      version: row.version,
      caseNumber: row.case_number,
      people: people.get(row.id) ?? '',
      deletedAt: row.deleted_at ?? '',
      deletedBy: row.deleted_by ?? '',
      reason: row.delete_reason ?? '',
    }))
  },

  async caseNumberPropose({ store }, { year }) {
    const { caseNumberPattern: pattern } = await readOffice(store.read)
    const used = await numbersOfYear(store.read, year)
    const missing: string[] = []
    for (const gap of missingNumbers(used.map((seq) => ({ prefix: '', year, seq })))) {
      for (let seq = gap.from; seq <= gap.to && missing.length < MOST_MISSING; seq += 1) missing.push(formatCaseNumber(pattern, year, seq))
    }
    return { number: proposeCaseNumber(pattern, year, used), missing }
  },
}
