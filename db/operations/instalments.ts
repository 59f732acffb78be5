import { CasebookError } from '../domain/errors.ts'
import { planFaults, proposeInstalments } from '../domain/instalments.ts'
import type { Id } from '../domain/records.ts'
import { plansOf } from '../store/aftercareRecords.ts'
import { disbursementsOf } from '../store/caseRepository.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'
import type { Handlers } from './context.ts'
import { livePart, liveCase, refuse, requireVersion } from './guards.ts'
import { moneyOf } from './recipients.ts'

/** The plan that holds for a recipient now. */
const presentPlan = (unit: UnitOfWork, recipientId: Id) =>
  unit.trx.selectFrom('instalment_plan').selectAll().where('recipient_id', '=', recipientId).where('superseded_at', 'is', null).where('deleted_at', 'is', null).executeTakeFirst()

/** Moves the plan of a recipient away with what it rested on: a decision that is gone or refuses. Batches that were paid cannot be among them. */
export async function recyclePlan(unit: UnitOfWork, caseId: Id, recipientId: Id, reason: string): Promise<void> {
  const plan = await presentPlan(unit, recipientId)
  if (!plan || plan.case_id !== caseId) return
  const batches = await unit.trx.selectFrom('instalment').select(['id', 'version']).where('plan_id', '=', plan.id).where('deleted_at', 'is', null).execute()
  for (const batch of batches) await unit.recycle('instalment', batch.id, batch.version, reason)
  await unit.recycle('instalment_plan', plan.id, plan.version, reason)
}

/** Leaves the plan of a revoked decision as history: the decision taken in its place has none yet. */
export async function endPlan(unit: UnitOfWork, recipientId: Id): Promise<void> {
  const plan = await presentPlan(unit, recipientId)
  if (plan) await unit.update('instalment_plan', plan.id, plan.version, { superseded_at: unit.at })
}

export const instalmentHandlers: Handlers<'planPropose' | 'planSave'> = {
  async planPropose(_context, { rhythm, from, amountFen, count }) {
    const proposed = proposeInstalments(rhythm, from, amountFen, count)
    if (proposed.length === 0) refuse([{ path: 'count', message: `金额分不成 ${count} 批，每批不足一分。请减少批次` }])
    return proposed
  },

  /** Batches are fixed in the decision: the first plan is that decision's, each later one takes its place with approval and covers what is still to be paid. */
  async planSave({ change }, { caseId, recipientId, planId, version, fields }) {
    return change({ action: planId === null ? '登记分期发放计划' : '变更分期发放计划', reason: fields.reason }, async (unit) => {
      const reliefCase = await liveCase(unit, caseId)
      await livePart(unit, 'recipient', recipientId, caseId)
      const { decision, balance } = await moneyOf(unit, caseId, recipientId)
      if (decision?.kind !== 'grant') throw new CasebookError('conflict', '这名救助对象还没有给予救助的决定，不能安排分期发放。请先登记决定。')
      if (decision.revoked_on !== null) throw new CasebookError('conflict', `这份决定已于 ${decision.revoked_on} 撤销，不能再安排分期发放。`)
      if (balance.outstandingFen <= 0) throw new CasebookError('conflict', '这名救助对象已经没有待发放的救助金，不需要安排分期发放。')
      const present = await presentPlan(unit, recipientId)
      const plans = await plansOf(unit.trx, caseId, await disbursementsOf(unit.trx, caseId))
      if (planId === null && present) throw new CasebookError('conflict', '这名救助对象已有分期发放计划，没有重复登记。需要改变的，请变更现有计划，并填写批准人和原因。')
      if (planId !== null) {
        const row = await livePart(unit, 'instalment_plan', planId, caseId)
        const shown = plans.find((plan) => plan.id === planId) ?? null
        requireVersion(row, version, shown)
        if (row.id !== present?.id) throw new CasebookError('conflict', '这份计划已被新的计划替代，没有保存。请刷新后在现在的计划上变更。')
      }
      const historical = reliefCase.historical === 1
      refuse(planFaults(fields, { balance, decidedOn: historical ? null : decision.decided_on, replaces: planId !== null }), 'fields')
      if (present) await unit.update('instalment_plan', present.id, present.version, { superseded_at: unit.at })
      const plan = await unit.insert('instalment_plan', {
        case_id: caseId,
        recipient_id: recipientId,
        rhythm: fields.rhythm,
        fixed_on: fields.fixedOn ?? (planId === null ? decision.decided_on : null),
        approver: fields.approver,
        reason: fields.reason,
        superseded_at: null,
      })
      // Batches that were paid keep their numbers; those of the new plan go on behind them.
      const paid = plans.filter((one) => one.recipientId === recipientId).flatMap((one) => one.instalments).filter((one) => one.netPaidFen > 0)
      const last = paid.reduce((most, one) => Math.max(most, one.ordinal), 0)
      for (const [index, one] of fields.instalments.entries()) {
        await unit.insert('instalment', { case_id: caseId, recipient_id: recipientId, plan_id: plan.id, ordinal: last + index + 1, due_on: one.dueOn, amount_fen: one.amountFen, purpose: one.purpose })
      }
      return plan
    })
  },
}
