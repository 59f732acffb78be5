import { lastRound } from '../domain/approvalRounds.ts'
import { CasebookError } from '../domain/errors.ts'
import type { Id } from '../domain/records.ts'
import { maskRecipient } from '../domain/sensitive.ts'
import { lettersOfCase, toSupervisedEntry } from '../store/aftercareRecords.ts'
import { toAward, toDecision, toMeasure, toNote, toVisit } from '../store/caseRecords.ts'
import { recipientsOf } from '../store/caseRepository.ts'
import { toApproval, toAssessment, toExtension, toHearing, toJointOffice, toMaterial, toStep } from '../store/caseWorkRecords.ts'
import type { Row } from '../store/tables.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'
import { approvalsOf } from './approvals.ts'
import type { Handlers } from './context.ts'
import type { Parsed } from './contract.ts'
import { livePart, liveCase, recipientOf, requireVersion } from './guards.ts'
import { moneyOf } from './recipients.ts'
import { recyclePlan } from './instalments.ts'
import { requireEntriesFit, requireRemovableFund, shownFunds, takeBackHandOver } from './supervision.ts'

type Entity = Parsed<'partRecycle'>['entity']

/** What each part is called, and its shape on the case page. */
const parts: { [K in Entity]: { label: string; shown: (row: Row<K>, unit: UnitOfWork) => unknown } } = {
  recipient: {
    label: '救助对象',
    shown: async (row, unit) => {
      const recipient = (await recipientsOf(unit.trx, row.case_id)).find((one) => one.id === row.id)
      return recipient && maskRecipient(recipient)
    },
  },
  decision: { label: '决定', shown: toDecision },
  visit: { label: '回访', shown: toVisit },
  support_measure: { label: '多元救助措施', shown: toMeasure },
  typical_award: { label: '典型案例', shown: toAward },
  case_note: { label: '记事', shown: toNote },
  material: { label: '申请材料', shown: toMaterial },
  case_step: { label: '办案步骤', shown: toStep },
  assessment: { label: '审查情况', shown: toAssessment },
  hearing: { label: '听证', shown: toHearing },
  approval: { label: '审批', shown: toApproval },
  joint_office: { label: '联合救助单位', shown: toJointOffice },
  deadline_extension: { label: '延期', shown: toExtension },
  supervised_fund: { label: '监管协议', shown: async (row, unit) => (await shownFunds(unit, row.case_id)).find((fund) => fund.id === row.id) },
  supervised_entry: { label: '监管资金记录', shown: toSupervisedEntry },
  letter: { label: '函件', shown: async (row, unit) => (await lettersOfCase(unit.trx, row.case_id)).find((letter) => letter.id === row.id) },
}

/** What the outcome rests on stands once the case is closed; an old case is put down as it was found. */
const isClosed = (reliefCase: Row<'relief_case'>): boolean => reliefCase.closed_on !== null && reliefCase.historical === 0

/** A part whatever case it belongs to, in the recycle bin or not. */
async function partRow(unit: UnitOfWork, entity: Entity, id: Id): Promise<{ case_id: Id }> {
  const row = await unit.trx.selectFrom(entity as 'visit').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new CasebookError('not-found', '没有找到这条记录，可能已被移走。请刷新后再看。')
  return row
}

/** The part in the shape the case page shows. */
async function shownPart<K extends Entity>(unit: UnitOfWork, entity: K, id: Id, caseId: Id): Promise<unknown> {
  return parts[entity].shown(await livePart(unit, entity, id, caseId), unit)
}

async function requireRemovableRecipient(unit: UnitOfWork, caseId: Id, recipientId: Id): Promise<void> {
  const { decision, entries } = await moneyOf(unit, caseId, recipientId)
  if (entries.length > 0) throw new CasebookError('conflict', '这名救助对象已有发放记录，不能移走。发放记录须保留；登记错了的，请登记退回或取消发放。')
  if (decision) throw new CasebookError('conflict', '这名救助对象已有决定，不能移走。请先移走决定，再移走救助对象。')
  const others = await unit.trx.selectFrom('recipient').select('id').where('case_id', '=', caseId).where('deleted_at', 'is', null).where('id', '!=', recipientId).execute()
  if (others.length === 0) throw new CasebookError('conflict', '一件案件至少要有一名救助对象，没有移走。整件案件不要时，请把案件移到回收站。')
  for (const table of ['visit', 'support_measure', 'assessment', 'material', 'case_step', 'supervised_fund'] as const) {
    const row = await unit.trx.selectFrom(table).select('id').where('recipient_id', '=', recipientId).where('deleted_at', 'is', null).limit(1).executeTakeFirst()
    if (row) throw new CasebookError('conflict', `这名救助对象已有${parts[table].label}记录，不能移走。请先移走或改到其他人名下。`)
  }
}

async function requireRemovableDecision(unit: UnitOfWork, reliefCase: Row<'relief_case'>, recipientId: Id): Promise<void> {
  const { entries } = await moneyOf(unit, reliefCase.id, recipientId)
  if (entries.length > 0) throw new CasebookError('conflict', '这份决定已有发放记录，不能移走。发放记录须保留；决定有变化的，请修改决定或登记退回、取消发放。')
  if (isClosed(reliefCase)) throw new CasebookError('conflict', '案件已办结，不能移走决定。请先恢复办理。')
  const changed = await unit.trx
    .selectFrom('decision_change as c')
    .innerJoin('decision as d', 'd.id', 'c.decision_id')
    .select('c.id')
    .where('d.recipient_id', '=', recipientId)
    .where('d.deleted_at', 'is', null)
    .where('c.deleted_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (changed) throw new CasebookError('conflict', '这份决定已有更正、补充或撤销记录，不能移走。撤销后重新作出决定的，请在原决定上填写新的决定日期和结果。')
}

/** What must still hold when a part comes back. */
async function requireRestorable(unit: UnitOfWork, entity: Entity, id: Id, reliefCase: Row<'relief_case'>): Promise<void> {
  if (entity === 'recipient') {
    const row = await unit.trx.selectFrom('recipient').select('person_id').where('id', '=', id).executeTakeFirstOrThrow()
    const again = await unit.trx
      .selectFrom('recipient')
      .select('id')
      .where('case_id', '=', reliefCase.id)
      .where('person_id', '=', row.person_id)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (again) throw new CasebookError('conflict', '这个人已经重新添加到本案，没有恢复。请在现有的一条上修改。')
    if (isClosed(reliefCase)) throw new CasebookError('conflict', '案件已办结，不能恢复救助对象。请先恢复办理。')
    const person = await unit.trx.selectFrom('person').select('deleted_at').where('id', '=', row.person_id).executeTakeFirstOrThrow()
    if (person.deleted_at !== null) await unit.restore('person', row.person_id)
    return
  }
  if (entity === 'decision') {
    const row = await unit.trx.selectFrom('decision').select('recipient_id').where('id', '=', id).executeTakeFirstOrThrow()
    await livePart(unit, 'recipient', row.recipient_id, reliefCase.id)
    const { decision } = await moneyOf(unit, reliefCase.id, row.recipient_id)
    if (decision) throw new CasebookError('conflict', '这名救助对象已登记新的决定，没有恢复。请在现有决定上修改。')
    if (isClosed(reliefCase)) throw new CasebookError('conflict', '案件已办结，不能恢复决定。请先恢复办理。')
  }
  if (entity === 'assessment') {
    const row = await unit.trx.selectFrom('assessment').select('recipient_id').where('id', '=', id).executeTakeFirstOrThrow()
    await livePart(unit, 'recipient', row.recipient_id, reliefCase.id)
    const again = await unit.trx.selectFrom('assessment').select('id').where('recipient_id', '=', row.recipient_id).where('deleted_at', 'is', null).executeTakeFirst()
    if (again) throw new CasebookError('conflict', '这名救助对象已登记新的审查情况，没有恢复。请在现有的一份上修改。')
  }
  if (entity === 'material' || entity === 'case_step' || entity === 'visit' || entity === 'support_measure' || entity === 'supervised_fund') {
    const row = await unit.trx.selectFrom(entity as 'visit').select('recipient_id').where('id', '=', id).executeTakeFirstOrThrow()
    await recipientOf(unit, row.recipient_id, reliefCase.id)
  }
  if (entity === 'supervised_fund') {
    const row = await unit.trx.selectFrom('supervised_fund').select(['recipient_id', 'ended_on']).where('id', '=', id).executeTakeFirstOrThrow()
    const open = (await shownFunds(unit, reliefCase.id)).some((fund) => fund.recipientId === row.recipient_id && fund.endedOn === null)
    if (open && row.ended_on === null) throw new CasebookError('conflict', '这名救助对象已有新的监管协议，没有恢复。请先结束现在的协议。')
  }
  if (entity === 'approval') {
    if (isClosed(reliefCase)) throw new CasebookError('conflict', '案件已办结，不能恢复审批。请先恢复办理。')
    const row = await unit.trx.selectFrom('approval').select(['round', 'ordinal', 'step_name']).where('id', '=', id).executeTakeFirstOrThrow()
    const round = lastRound(await approvalsOf(unit.trx, reliefCase.id))
    const running = round !== null && round.ended === null
    const fits = running
      ? round.open === null && row.round === round.number && row.ordinal === round.steps.length + 1
      : row.ordinal === 1 && row.round === (round?.number ?? 0) + 1
    if (!fits) throw new CasebookError('conflict', `此后的审批已有变化，“${row.step_name}”不能恢复。请重新登记这一环节。`)
  }
}

/** History has no holes: only the newest step can be moved away, and never one that was signed. */
async function requireLastApproval(unit: UnitOfWork, reliefCase: Row<'relief_case'>, id: Id): Promise<void> {
  if (isClosed(reliefCase)) throw new CasebookError('conflict', '案件已办结，不能移走审批。请先恢复办理。')
  const approvals = await approvalsOf(unit.trx, reliefCase.id)
  const row = approvals.find((one) => one.id === id)
  if (row?.signedBy) throw new CasebookError('conflict', `“${row.stepName}”已由${row.approver ?? '审批人'}在本系统签批，不能移走。需要改变的，请重新报批。`)
  const last = lastRound(approvals)?.steps.at(-1)
  if (last && last.id !== id) throw new CasebookError('conflict', `后面的“${last.stepName}”已经登记，不能移走这一环节。请先移走后面的环节。`)
}

export const partBinHandlers: Handlers<'partRecycle' | 'partRestore'> = {
  async partRecycle({ change }, { id, version, entity, reason }) {
    await change({ action: `移走${parts[entity].label}`, reason }, async (unit) => {
      const { case_id } = await partRow(unit, entity, id)
      const reliefCase = await liveCase(unit, case_id)
      const row = await livePart(unit, entity, id, case_id)
      requireVersion(row, version, await shownPart(unit, entity, id, case_id))
      if (entity === 'recipient') await requireRemovableRecipient(unit, case_id, id)
      if (entity === 'decision') await requireRemovableDecision(unit, reliefCase, (await livePart(unit, 'decision', id, case_id)).recipient_id)
      if (entity === 'approval') await requireLastApproval(unit, reliefCase, id)
      if (entity === 'supervised_fund') await requireRemovableFund(unit, case_id, id)
      if (entity === 'supervised_entry') await takeBackHandOver(unit, case_id, id, 'recycle')
      await unit.recycle(entity, id, version, reason)
      if (entity === 'supervised_entry') await requireEntriesFit(unit, case_id, id)
      if (entity === 'decision') await recyclePlan(unit, case_id, (await unit.trx.selectFrom('decision').select('recipient_id').where('id', '=', id).executeTakeFirstOrThrow()).recipient_id, reason)
    })
    return null
  },

  async partRestore({ change }, { id, entity }) {
    await change({ action: `恢复${parts[entity].label}` }, async (unit) => {
      const { case_id } = await partRow(unit, entity, id)
      await requireRestorable(unit, entity, id, await liveCase(unit, case_id))
      await unit.restore(entity, id)
      if (entity === 'supervised_entry') {
        await takeBackHandOver(unit, case_id, id, 'restore')
        await requireEntriesFit(unit, case_id, id)
      }
    })
    return null
  },
}
