import { today } from '../domain/dates.ts'
import { CasebookError } from '../domain/errors.ts'
import { toAssessment } from '../store/caseWorkRecords.ts'
import type { Handlers } from './context.ts'
import { codeFault, livePart, liveCase, refuse, requireVersion } from './guards.ts'

/** The review of one recipient. Grounds and repeats warn until they are answered in writing; they never keep it from being saved. */
export const assessmentHandlers: Handlers<'assessmentSave'> = {
  async assessmentSave({ change }, { caseId, id, version, fields }) {
    return change({ action: id === null ? '登记审查情况' : '修改审查情况' }, async (unit) => {
      const reliefCase = await liveCase(unit, caseId)
      await livePart(unit, 'recipient', fields.recipientId, caseId)
      const row = id === null ? null : await livePart(unit, 'assessment', id, caseId)
      if (row) requireVersion(row, version, toAssessment(row))
      if (row && row.recipient_id !== fields.recipientId) throw new CasebookError('conflict', '这份审查情况属于另一名救助对象，没有保存。请刷新后再修改。')
      if (!row) {
        const present = await unit.trx.selectFrom('assessment').select('id').where('recipient_id', '=', fields.recipientId).where('deleted_at', 'is', null).executeTakeFirst()
        if (present) throw new CasebookError('conflict', '这名救助对象已有审查情况，没有重复登记。请刷新后在原来的一份上修改。')
      }
      const day = today()
      const stored = row ? toAssessment(row) : null
      refuse(
        [
          ...fields.grounds.flatMap((ground, index) =>
            codeFault('refusalGround', ground.code, stored?.grounds.some((one) => one.code === ground.code) ? ground.code : null, `grounds.${index}.code`),
          ),
          ...(new Set(fields.grounds.map((ground) => ground.code)).size < fields.grounds.length ? [{ path: 'grounds', message: '同一情形选了两次，请留下一处' }] : []),
          ...(fields.proposal === 'refuse' && fields.proposedFen !== null && fields.proposedFen > 0 ? [{ path: 'proposedFen', message: '建议不予救助的，没有救助金额，请清空金额' }] : []),
          ...(reliefCase.historical === 0 && fields.reviewedOn !== null && fields.reviewedOn > day ? [{ path: 'reviewedOn', message: `审查日期不能晚于今天（${day}），请核对` }] : []),
        ],
        'fields',
      )
      const columns = {
        recipient_id: fields.recipientId,
        reviewed_on: fields.reviewedOn,
        reviewer: fields.reviewer,
        damage_fen: fields.damageFen,
        compensation_fen: fields.compensationFen,
        other_help_fen: fields.otherHelpFen,
        family_members: fields.familyMembers,
        family_income_fen: fields.familyIncomeFen,
        living_cost_fen: fields.livingCostFen,
        fault: fields.fault,
        family_note: fields.familyNote,
        grounds: JSON.stringify(fields.grounds),
        repeat_answer: fields.repeatAnswer,
        helped_elsewhere: fields.helpedElsewhere,
        elsewhere_note: fields.elsewhereNote,
        proposal: fields.proposal,
        proposed_fen: fields.proposedFen,
        over_cap_reason: fields.overCapReason,
        opinion: fields.opinion,
      }
      return row ? unit.update('assessment', row.id, row.version, columns) : unit.insert('assessment', { ...columns, case_id: caseId, batch_id: null })
    })
  },
}
