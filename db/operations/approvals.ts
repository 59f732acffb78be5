import { stepsFor } from '../domain/approvalChain.ts'
import { approvalFaults, lastRound, placeOfNext, proposedFen, turnFaults } from '../domain/approvalRounds.ts'
import type { Approval } from '../domain/caseworkRecords.ts'
import { today } from '../domain/dates.ts'
import { CasebookError } from '../domain/errors.ts'
import type { Fen, Id, LegalDate } from '../domain/records.ts'
import type { Actor } from '../store/audit.ts'
import { toApproval } from '../store/caseWorkRecords.ts'
import { readReference } from '../store/reference.ts'
import type { Reader } from '../store/store.ts'
import type { Row } from '../store/tables.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'
import type { Handlers } from './context.ts'
import { livePart, liveCase, refuse, requireVersion } from './guards.ts'

type Names = 'approvalSave' | 'approvalSign' | 'approvalChain'

const RESULT_ACTIONS = { agreed: '签批同意', returned: '签批退回', rejected: '签批不同意' } as const

/** Approvals of a case, not in the recycle bin. */
export async function approvalsOf(db: Reader, caseId: Id): Promise<Approval[]> {
  const rows = await db.selectFrom('approval').selectAll().where('case_id', '=', caseId).where('deleted_at', 'is', null).execute()
  return rows.map(toApproval)
}

async function proposedFenOf(db: Reader, caseId: Id): Promise<Fen | null> {
  const rows = await db.selectFrom('assessment').select('proposed_fen as proposedFen').where('case_id', '=', caseId).where('deleted_at', 'is', null).execute()
  return proposedFen(rows)
}

/** The day whose chain holds for a round: that of its first step. */
const chainDay = (approvals: readonly Approval[], first: Pick<Approval, 'sentOn' | 'answeredOn'>): LegalDate => {
  const round = lastRound(approvals)
  const begun = round !== null && round.ended === null ? round.steps[0] : undefined
  return begun?.sentOn ?? begun?.answeredOn ?? first.sentOn ?? first.answeredOn ?? today()
}

/** Whether the one who signs would approve his own proposal: he sent it up, or the case is his. Records know people by their names; an account may have been renamed since, the audit trail knows it. */
async function isOwnProposal(db: Reader, actor: Actor, step: Pick<Row<'approval'>, 'proposed_by' | 'round'>, caseId: Id): Promise<boolean> {
  if (step.proposed_by === actor.name) return true
  const row = await db.selectFrom('relief_case').select('officer_name').where('id', '=', caseId).executeTakeFirst()
  if (row?.officer_name === actor.name) return true
  const first = await db.selectFrom('approval').select('id').where('case_id', '=', caseId).where('round', '=', step.round).where('deleted_at', 'is', null).orderBy('ordinal').executeTakeFirst()
  const sent = await db
    .selectFrom('audit_entry')
    .select('account_id')
    .where('case_id', '=', caseId)
    .where('entity', '=', 'approval')
    .where('entity_id', '=', first?.id ?? '')
    .orderBy('seq')
    .executeTakeFirst()
  return sent !== undefined && sent.account_id === actor.accountId
}

async function requireOpenCase(unit: UnitOfWork, caseId: Id): Promise<{ historical: boolean }> {
  const reliefCase = await liveCase(unit, caseId)
  const historical = reliefCase.historical === 1
  if (reliefCase.closed_on !== null && !historical) throw new CasebookError('conflict', '案件已办结，不能再登记审批。请先恢复办理，登记好后再办结。')
  return { historical }
}

export const approvalHandlers: Handlers<Names> = {
  /** Records what was decided on paper or in the national system, one step after the other. Round and place are computed. */
  async approvalSave({ change }, { caseId, id, version, fields }) {
    const action = fields.result === null ? (id === null ? `报送“${fields.stepName}”审批` : '修改审批') : `登记“${fields.stepName}”的审批结果`
    return change({ action }, async (unit) => {
      const row = id === null ? null : await livePart(unit, 'approval', id, caseId)
      if (row) requireVersion(row, version, toApproval(row))
      const { historical } = await requireOpenCase(unit, caseId)
      if (row?.signed_by) throw new CasebookError('conflict', `“${row.step_name}”已由${row.approver ?? '审批人'}在本系统签批，不能再改。需要改变的，请重新报批。`)
      const approvals = await approvalsOf(unit.trx, caseId)
      const chain = (await readReference(unit.trx)).chain(chainDay(approvals, fields))
      const amountFen = fields.amountFen ?? (await proposedFenOf(unit.trx, caseId))
      if (!historical) {
        refuse(approvalFaults(fields, today()), 'fields')
        if (chain.signOff && (row?.kind ?? fields.kind) === 'own' && fields.result !== null && row?.result !== fields.result) {
          refuse([{ path: 'result', message: '本院已启用在本系统签批，本院环节的结果由审批人员签批。这里只登记报送；要登记纸质审批的结果，请管理人员在“规则”中停用签批' }], 'fields')
        }
      }
      const columns = {
        sent_on: fields.sentOn,
        answered_on: fields.answeredOn,
        approver: fields.approver,
        result: fields.result,
        opinion: fields.opinion,
        amount_fen: fields.amountFen,
        meeting_number: fields.meetingNumber,
      }
      if (row) {
        const step = approvals.find((one) => one.id === row.id)
        if (step && !historical) refuse(turnFaults(approvals, step, fields.result), 'fields')
        if (row.step_name !== fields.stepName) throw new CasebookError('conflict', '已登记的审批不能改成另一环节。登记错了的，请移到回收站后重新登记。')
        return unit.update('approval', row.id, row.version, columns)
      }
      const place = placeOfNext(approvals, historical ? null : chain, { stepName: fields.stepName, kind: fields.kind, amountFen })
      if (!place.ok) {
        refuse([place.fault], 'fields')
        throw new CasebookError('invalid', place.fault.message)
      }
      const begun = approvals.find((one) => one.round === place.round)
      return unit.insert('approval', {
        ...columns,
        case_id: caseId,
        round: place.round,
        ordinal: place.ordinal,
        step_name: fields.stepName,
        kind: fields.kind,
        proposed_by: begun?.proposedBy ?? unit.actor.name,
        signed_by: null,
        signed_at: null,
        batch_id: null,
      })
    })
  },

  /** 签批 inside Casebook. Nobody approves his own proposal unless the office has said that one person does both; then the audit trail says so. */
  async approvalSign(context, { id, version, caseId, result, opinion, amountFen }) {
    const { actor, store, change } = context
    const proposed = await store.read.selectFrom('approval').select(['proposed_by', 'round']).where('id', '=', id).executeTakeFirst()
    const own = proposed !== undefined && (await isOwnProposal(store.read, actor, proposed, caseId))
    return change({ action: RESULT_ACTIONS[result], reason: own ? '本院已设定可由一人提出并审批' : null }, async (unit) => {
      const row = await livePart(unit, 'approval', id, caseId)
      requireVersion(row, version, toApproval(row))
      await requireOpenCase(unit, caseId)
      const approvals = await approvalsOf(unit.trx, caseId)
      const { signOff, onePerson } = (await readReference(unit.trx)).chain(today())
      if (!signOff) throw new CasebookError('conflict', '本院没有启用在本系统签批。请在“审批”中登记审批结果，或请管理人员在“规则”中启用签批。')
      if (row.kind !== 'own') throw new CasebookError('conflict', `“${row.step_name}”不是本院审批环节，不在本系统签批。请登记它的批复结果。`)
      if (row.answered_on !== null || row.result !== null) throw new CasebookError('conflict', `“${row.step_name}”已有审批结果，没有重复签批。请刷新后再看。`)
      // Asked again inside: the case may have changed hands between the two readings.
      const ownNow = await isOwnProposal(unit.trx, actor, row, caseId)
      if (ownNow && !onePerson) throw new CasebookError('forbidden', '提出意见的人和承办人不能审批自己的案件。请由其他审批人员签批；确实只有一人的，请管理人员在“规则”中设定可由一人提出并审批。')
      if (ownNow !== own) throw new CasebookError('stale', '案件的承办人刚有变动，没有签批。请刷新后再看。', { current: toApproval(row) })
      const step = approvals.find((one) => one.id === id)
      if (step) refuse(turnFaults(approvals, step, result))
      return unit.update('approval', id, row.version, {
        answered_on: today(),
        approver: actor.name,
        result,
        opinion,
        amount_fen: amountFen ?? row.amount_fen,
        signed_by: actor.accountId,
        signed_at: unit.at,
      })
    })
  },

  async approvalChain({ store }, { amountFen, date }) {
    const chain = (await readReference(store.read)).chain(date ?? today())
    return { steps: stepsFor(chain, amountFen).map(({ name, kind }) => ({ name, kind })), signOff: chain.signOff }
  },
}
