import { doneDateFaults } from '../domain/dateOrder.ts'
import { today } from '../domain/dates.ts'
import type { FieldError } from '../domain/errors.ts'
import { measureDateFaults } from '../domain/agencyRules.ts'
import type { Id } from '../domain/records.ts'
import { agencyNamed, agencyRow } from '../store/agencyRepository.ts'
import { toMeasure } from '../store/caseRecords.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'
import type { Parsed } from './contract.ts'
import { codeFault, livePart, liveCase, recipientOf, refuse, requireVersion } from './guards.ts'

/** The agency chosen for a measure or letter: one in use, or the one that was chosen before. */
export async function agencyChosen(unit: Pick<UnitOfWork, 'trx'>, agencyId: Id | null, stored: Id | null): Promise<{ name: string | null; faults: FieldError[] }> {
  if (agencyId === null) return { name: null, faults: [] }
  const row = await agencyRow(unit.trx, agencyId)
  if (!row) return { name: null, faults: [{ path: 'agencyId', message: '没有找到这个协作单位，请重新选择' }] }
  const unused = row.disabled_at !== null && agencyId !== stored
  return { name: row.name, faults: unused ? [{ path: 'agencyId', message: `“${row.name}”已停用，请选择在用的单位` }] : [] }
}

/** One support measure. An agency written in words is taken for the one of that name, where the directory has it; a chosen one gives its name. */
export async function saveMeasure(unit: UnitOfWork, { caseId, id, version, fields }: Parsed<'measureSave'>): Promise<{ id: Id; version: number }> {
  const reliefCase = await liveCase(unit, caseId)
  const row = id === null ? null : await livePart(unit, 'support_measure', id, caseId)
  if (row) requireVersion(row, version, toMeasure(row))
  await recipientOf(unit, fields.recipientId, caseId)
  const chosen = await agencyChosen(unit, fields.agencyId, row?.agency_id ?? null)
  const day = today()
  refuse(
    [
      ...codeFault('measure', fields.kind, row?.kind ?? null, 'kind'),
      ...chosen.faults,
      ...(reliefCase.historical === 1 ? [] : [...doneDateFaults('doneOn', fields.doneOn, day, '落实日期', '还没有落实的，请填写商定日期'), ...measureDateFaults(fields, day)]),
    ],
    'fields',
  )
  const named = fields.agencyId === null && fields.agency !== null ? await agencyNamed(unit.trx, fields.agency) : null
  const columns = {
    recipient_id: fields.recipientId,
    kind: fields.kind,
    agency: chosen.name ?? fields.agency,
    promised_on: fields.promisedOn,
    done_on: fields.doneOn,
    value_fen: fields.valueFen,
    note: fields.note,
    agency_id: fields.agencyId ?? named?.id ?? null,
    asked_on: fields.askedOn,
    reply_due_on: fields.replyDueOn,
    refused_on: fields.refusedOn,
  }
  return row ? unit.update('support_measure', row.id, row.version, columns) : unit.insert('support_measure', { ...columns, case_id: caseId, batch_id: null })
}
