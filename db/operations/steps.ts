import { stepLabels } from '../domain/caseworkRecords.ts'
import type { StepKind } from '../domain/caseworkRecords.ts'
import { today } from '../domain/dates.ts'
import { CasebookError } from '../domain/errors.ts'
import type { FieldError } from '../domain/errors.ts'
import type { Id, LegalDate } from '../domain/records.ts'
import { isLate, stepDateFaults } from '../domain/stepRules.ts'
import { toExtension, toHearing, toJointOffice, toMaterial, toStep } from '../store/caseWorkRecords.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'
import { deadlinesOf } from './caseDeadlines.ts'
import type { Handlers } from './context.ts'
import { codeFault, livePart, liveCase, recipientOf, refuse, requireVersion } from './guards.ts'

type Names = 'materialsSave' | 'stepSave' | 'hearingSave' | 'jointOfficeSave' | 'extensionSave'

const ahead = (path: string, date: LegalDate | null, what: string, day: LegalDate): FieldError[] =>
  date !== null && date > day ? [{ path, message: `${what}不能晚于今天（${day}），请核对` }] : []

async function othersOf(unit: UnitOfWork, caseId: Id, exceptId: Id | null): Promise<{ kind: StepKind; happenedOn: LegalDate }[]> {
  const rows = await unit.trx.selectFrom('case_step').select(['id', 'kind', 'happened_on']).where('case_id', '=', caseId).where('deleted_at', 'is', null).execute()
  return rows.filter((row) => row.id !== exceptId).map((row) => ({ kind: row.kind as StepKind, happenedOn: row.happened_on }))
}

/** The lead hears of the report too, so that it is not asked for twice. */
async function tellLead(unit: UnitOfWork, leadId: Id | null, happenedOn: LegalDate, note: string | null): Promise<void> {
  if (leadId === null) return
  const lead = await unit.trx.selectFrom('lead').select(['id', 'version', 'reported_on', 'report_note']).where('id', '=', leadId).where('deleted_at', 'is', null).executeTakeFirst()
  if (lead?.reported_on === null) await unit.update('lead', lead.id, lead.version, { reported_on: happenedOn, report_note: lead.report_note ?? note })
}

/** Steps of a case, its materials, hearings, joint offices and extensions. They may be entered late, and after the case was closed. */
export const stepHandlers: Handlers<Names> = {
  async materialsSave({ change }, { caseId, materials }) {
    await change({ action: '登记申请材料' }, async (unit) => {
      const reliefCase = await liveCase(unit, caseId)
      for (const [index, { id, version, fields }] of materials.entries()) {
        const row = id === null ? null : await livePart(unit, 'material', id, caseId)
        if (row) requireVersion(row, version, toMaterial(row))
        await recipientOf(unit, fields.recipientId, caseId)
        refuse(
          [
            ...codeFault('material', fields.kind, row?.kind ?? null, 'kind'),
            ...(reliefCase.historical === 1 ? [] : ahead('receivedOn', fields.receivedOn, '收到日期', today())),
          ],
          `materials.${index}.fields`,
        )
        const columns = {
          recipient_id: fields.recipientId,
          kind: fields.kind,
          name: fields.name,
          copies: fields.copies,
          is_original: fields.isOriginal ? (1 as const) : (0 as const),
          received_on: fields.receivedOn,
          note: fields.note,
        }
        if (!row) await unit.insert('material', { ...columns, case_id: caseId, batch_id: null })
        // The whole list comes back; a line nobody touched is no change and leaves no trace.
        else if (Object.entries(columns).some(([name, value]) => row[name as keyof typeof columns] !== value)) await unit.update('material', row.id, row.version, columns)
      }
    })
    return null
  },

  async stepSave({ change }, { caseId, id, version, fields }) {
    return change({ action: `${id === null ? '登记' : '修改'}：${stepLabels[fields.kind]}` }, async (unit) => {
      const reliefCase = await liveCase(unit, caseId)
      const row = id === null ? null : await livePart(unit, 'case_step', id, caseId)
      if (row) requireVersion(row, version, toStep(row))
      await recipientOf(unit, fields.recipientId, caseId)
      const day = today()
      const historical = reliefCase.historical === 1
      if (!historical) refuse(stepDateFaults(fields, { appliedOn: reliefCase.applied_on, others: await othersOf(unit, caseId, id), today: day }), 'fields')
      const columns = {
        recipient_id: fields.recipientId,
        kind: fields.kind,
        happened_on: fields.happenedOn,
        amount_fen: fields.amountFen,
        party: fields.party,
        note: fields.note,
        late: isLate(fields.happenedOn, row ? today(new Date(row.created_at)) : day) ? (1 as const) : (0 as const),
      }
      if (fields.kind === 'reportedBack') await tellLead(unit, reliefCase.lead_id, fields.happenedOn, fields.note)
      return row ? unit.update('case_step', row.id, row.version, columns) : unit.insert('case_step', { ...columns, case_id: caseId, batch_id: null })
    })
  },

  async hearingSave({ change }, { caseId, id, version, fields }) {
    return change({ action: id === null ? '登记听证' : '修改听证' }, async (unit) => {
      const reliefCase = await liveCase(unit, caseId)
      const row = id === null ? null : await livePart(unit, 'hearing', id, caseId)
      if (row) requireVersion(row, version, toHearing(row))
      const planned = fields.heldOn > today()
      if (reliefCase.historical === 0 && planned && (fields.opinions !== null || fields.conclusion !== null)) {
        refuse([{ path: 'heldOn', message: '听证日期还没有到，不能填写听证意见和结论。请核对日期，或者开完听证再填写' }], 'fields')
      }
      const columns = {
        held_on: fields.heldOn,
        place: fields.place,
        is_public: fields.isPublic ? (1 as const) : (0 as const),
        host: fields.host,
        participants: fields.participants,
        opinions: fields.opinions,
        conclusion: fields.conclusion,
      }
      return row ? unit.update('hearing', row.id, row.version, columns) : unit.insert('hearing', { ...columns, case_id: caseId, batch_id: null })
    })
  },

  async jointOfficeSave({ change }, { caseId, id, version, fields }) {
    return change({ action: id === null ? '登记联合救助单位' : '修改联合救助单位' }, async (unit) => {
      const reliefCase = await liveCase(unit, caseId)
      const row = id === null ? null : await livePart(unit, 'joint_office', id, caseId)
      if (row) requireVersion(row, version, toJointOffice(row))
      const day = today()
      const { decidedOn, paidOn } = fields
      if (reliefCase.historical === 0) {
        refuse(
          [
            ...ahead('decidedOn', decidedOn, '决定日期', day),
            ...ahead('paidOn', paidOn, '发放日期', day),
            ...(decidedOn !== null && paidOn !== null && paidOn < decidedOn ? [{ path: 'paidOn', message: `发放日期 ${paidOn} 早于决定日期 ${decidedOn}，请核对两个日期` }] : []),
          ],
          'fields',
        )
      }
      const columns = { name: fields.name, role: fields.role, share_fen: fields.shareFen, decided_on: decidedOn, paid_on: paidOn, note: fields.note }
      return row ? unit.update('joint_office', row.id, row.version, columns) : unit.insert('joint_office', { ...columns, case_id: caseId, batch_id: null })
    })
  },

  /** No text rules on extensions: one is recorded with its reason and who approved it, and moves the last day. */
  async extensionSave({ change }, { caseId, id, version, fields }) {
    return change({ action: id === null ? '登记延期' : '修改延期', reason: fields.reason }, async (unit) => {
      const reliefCase = await liveCase(unit, caseId)
      const row = id === null ? null : await livePart(unit, 'deadline_extension', id, caseId)
      if (row) requireVersion(row, version, toExtension(row))
      if (reliefCase.historical === 1) throw new CasebookError('conflict', '补录的历史案件不计算期限，不需要登记延期。')
      const day = today()
      const deadline = (await deadlinesOf(unit.trx, caseId, { withoutExtension: id })).filter((one) => one.rule === fields.rule).at(-1)
      if (!deadline) throw new CasebookError('conflict', '这项期限在本案没有开始计算，不需要延期。请核对要延长的是哪一项期限。')
      refuse(
        [
          ...ahead('approvedOn', fields.approvedOn, '批准日期', day),
          ...(fields.approvedOn < deadline.startedOn ? [{ path: 'approvedOn', message: `批准日期 ${fields.approvedOn} 早于期限起算日 ${deadline.startedOn}，请核对` }] : []),
          ...(fields.untilOn <= deadline.dueOn ? [{ path: 'untilOn', message: `延期要晚于现在的到期日 ${deadline.dueOn}，请核对` }] : []),
        ],
        'fields',
      )
      const columns = { rule: fields.rule, until_on: fields.untilOn, reason: fields.reason, approver: fields.approver, approved_on: fields.approvedOn }
      return row ? unit.update('deadline_extension', row.id, row.version, columns) : unit.insert('deadline_extension', { ...columns, case_id: caseId, batch_id: null })
    })
  },
}
