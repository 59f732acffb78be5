import { today } from '../domain/dates.ts'
import { CasebookError } from '../domain/errors.ts'
import type { FieldError } from '../domain/errors.ts'
import { formatYuan } from '../domain/money.ts'
import { decisionFaults } from '../domain/moneyRules.ts'
import { toDecision } from '../store/caseRecords.ts'
import { readReference } from '../store/reference.ts'
import type { Row } from '../store/tables.ts'
import type { Handlers } from './context.ts'
import type { Parsed } from './contract.ts'
import { livePart, liveCase, refuse, requireVersion } from './guards.ts'
import { moneyOf } from './recipients.ts'

const actions = { correct: '登记更正决定', supplement: '登记补充决定', revoke: '登记撤销决定' } as const

function dayFaults(row: Row<'decision'>, decidedOn: string, day: string): FieldError[] {
  if (decidedOn > day) return [{ path: 'decidedOn', message: `日期不能晚于今天（${day}），请核对` }]
  return row.decided_on !== null && decidedOn < row.decided_on ? [{ path: 'decidedOn', message: `日期 ${decidedOn} 早于原决定日期 ${row.decided_on}，请核对两个日期` }] : []
}

function amountFaults(row: Row<'decision'>, fields: Parsed<'decisionChangeAdd'>['fields']): FieldError[] {
  const fault = (message: string): FieldError[] => [{ path: 'afterFen', message }]
  if (row.kind === 'refuse') {
    if (fields.kind === 'supplement') return [{ path: 'kind', message: '不予救助的决定没有金额可以补充。要改为给予救助的，请先登记撤销，再重新登记决定' }]
    return fields.afterFen === 0 ? [] : fault('不予救助的决定没有金额。要改为给予救助的，请先登记撤销，再重新登记决定')
  }
  if (fields.kind === 'supplement' && fields.afterFen <= row.amount_fen) return fault(`补充后的金额要多于原决定的 ${formatYuan(row.amount_fen)} 元。减少金额的，请登记更正`)
  return []
}

/**
 * 更正, 补充 and 撤销 after the decision: the decision keeps its number and what it was before stays on record. Correction and supplement set the amount that holds
 * from now on; a revocation leaves it, because decided = net paid + outstanding + cancelled goes on to hold: what was not paid is cancelled, what was paid is recovered.
 */
export const decisionChangeHandlers: Handlers<'decisionChangeAdd'> = {
  async decisionChangeAdd({ change }, { caseId, decisionId, version, fields }) {
    return change({ action: actions[fields.kind], reason: fields.reason }, async (unit) => {
      const reliefCase = await liveCase(unit, caseId)
      const row = await livePart(unit, 'decision', decisionId, caseId)
      requireVersion(row, version, toDecision(row))
      if (row.revoked_on !== null) throw new CasebookError('conflict', `这份决定已于 ${row.revoked_on} 撤销，不能再更正、补充或撤销。`)
      const { balance } = await moneyOf(unit, caseId, row.recipient_id)
      const revoking = fields.kind === 'revoke'
      const afterFen = revoking ? row.amount_fen : fields.afterFen
      // An archived case balances.
      if (reliefCase.archived_on !== null && reliefCase.historical === 0 && afterFen !== row.amount_fen) {
        throw new CasebookError('conflict', '案件已归档，不能改动决定的金额。请先恢复办理，登记变更并结清后再办结、归档。')
      }
      const cap = reliefCase.historical === 1 || row.kind === 'refuse' ? null : (await readReference(unit.trx)).cap(fields.decidedOn)
      // The reason of the change is the reason for going above the cap, where the decision gave none.
      const overCapReason = row.over_cap_reason ?? (cap !== null && afterFen > cap.fen ? fields.reason : null)
      if (!revoking) {
        const faults = row.kind === 'refuse' ? [] : decisionFaults({ kind: 'grant', amountFen: afterFen, overCapReason }, { balance, cap })
        refuse([...amountFaults(row, fields), ...faults.map((fault) => ({ ...fault, path: fault.path === 'amountFen' ? 'afterFen' : fault.path }))], 'fields')
      }
      if (reliefCase.historical === 0) refuse(dayFaults(row, fields.decidedOn, today()), 'fields')
      await unit.insert('decision_change', {
        case_id: caseId,
        decision_id: decisionId,
        kind: fields.kind,
        decided_on: fields.decidedOn,
        number: fields.number,
        before_fen: row.amount_fen,
        after_fen: afterFen,
        reason: fields.reason,
        batch_id: null,
      })
      return unit.update('decision', decisionId, version, revoking ? { revoked_on: fields.decidedOn } : { amount_fen: afterFen, over_cap_reason: overCapReason })
    })
  },
}
