import { disbursementEffect } from '../domain/caseRules.ts'
import { decisionDateFaults } from '../domain/dateOrder.ts'
import { today } from '../domain/dates.ts'
import { CasebookError } from '../domain/errors.ts'
import { decisionFaults } from '../domain/moneyRules.ts'
import { toDecision } from '../store/caseRecords.ts'
import { firstAdvance } from '../store/caseWorkRecords.ts'
import { readReference } from '../store/reference.ts'
import type { Handlers } from './context.ts'
import { codeFault, livePart, liveCase, refuse, requireVersion } from './guards.ts'
import { endPlan, recyclePlan } from './instalments.ts'
import { addPayment } from './payments.ts'
import { moneyOf } from './recipients.ts'

/** Decisions and the payments that follow from them. Impossible money is always refused, impossible dates only in new cases (see dateOrder.ts). */
export const moneyHandlers: Handlers<'decisionSave' | 'disbursementAdd'> = {
  async decisionSave({ change }, { caseId, id, version, recipientId, fields }) {
    return change({ action: id === null ? '登记决定' : '修改决定' }, async (unit) => {
      const reliefCase = await liveCase(unit, caseId)
      await livePart(unit, 'recipient', recipientId, caseId)
      const { decision: present, balance, paidOn } = await moneyOf(unit, caseId, recipientId)
      if (id === null && present) {
        throw new CasebookError('conflict', `这名救助对象已有决定（${present.number ?? '没有文号'}），没有重复登记。请在原决定上修改。`)
      }
      if (id !== null) {
        const row = await livePart(unit, 'decision', id, caseId)
        requireVersion(row, version, toDecision(row))
        if (row.recipient_id !== recipientId) throw new CasebookError('conflict', '这份决定属于另一名救助对象，没有保存。请刷新后再修改。')
      }
      const historical = reliefCase.historical === 1
      const day = today()
      const changesOutcome = !present || present.kind !== fields.kind || present.amount_fen !== fields.amountFen
      const revokedOn = present?.revoked_on ?? null
      // Revoked on the very day it was taken, a decision of that day is a new one only if it says something else.
      const anew = changesOutcome || present.decided_on !== fields.decidedOn || present.number !== fields.number
      const again = revokedOn !== null && fields.decidedOn !== null && fields.decidedOn >= revokedOn && anew
      // What was cancelled under the revoked decision is settled with it: the new one starts from what is still with the person.
      const settled = again ? { ...balance, cancelledFen: 0 } : balance
      const cap = historical || fields.kind === 'refuse' ? null : (await readReference(unit.trx)).cap(fields.decidedOn ?? day)
      refuse(
        [
          ...codeFault('serviceWay', fields.serviceWay, present?.service_way ?? null, 'serviceWay'),
          ...decisionFaults(fields, { balance: settled, cap }),
          ...(historical ? [] : decisionDateFaults(fields, { acceptedOn: reliefCase.accepted_on, paidOn: again ? [] : paidOn, advancedOn: await firstAdvance(unit.trx, caseId), today: day })),
        ],
        'fields',
      )
      if (reliefCase.closed_on !== null && !historical && (changesOutcome || (present.served_on !== null && fields.servedOn === null))) {
        throw new CasebookError('conflict', '案件已办结，不能再改动决定的结果、金额或送达日期。请先恢复办理，改好后再办结。')
      }
      if (revokedOn !== null && !again && changesOutcome) {
        refuse([{ path: 'decidedOn', message: `原决定已于 ${revokedOn} 撤销。重新作出决定的，请填写新的决定日期（不早于撤销日期）` }], 'fields')
      }
      const columns = {
        kind: fields.kind,
        amount_fen: fields.amountFen,
        decided_on: fields.decidedOn,
        number: fields.number,
        served_on: fields.servedOn,
        reason: fields.reason,
        over_cap_reason: fields.kind === 'grant' ? fields.overCapReason : null,
        service_way: fields.serviceWay,
        service_note: fields.serviceNote,
        // Decided anew after a revocation; what was revoked stays on record as a change.
        revoked_on: again ? null : revokedOn,
        earlier_fen: (present?.earlier_fen ?? 0) + (again ? balance.cancelledFen : 0),
      }
      // A plan rests on a grant; whoever was paid by it cannot be refused.
      if (again) await endPlan(unit, recipientId)
      else if (fields.kind === 'refuse') await recyclePlan(unit, caseId, recipientId, '改为不予救助')
      return id === null
        ? unit.insert('decision', { ...columns, case_id: caseId, recipient_id: recipientId, batch_id: null })
        : unit.update('decision', id, version ?? 0, columns)
    })
  },

  async disbursementAdd({ change }, { caseId, recipientId, fields }) {
    return change({ action: `登记${disbursementEffect[fields.kind].label}` }, (unit) => addPayment(unit, caseId, recipientId, fields))
  },
}
