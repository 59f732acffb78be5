import type { SupervisedFund } from '../domain/aftercareRecords.ts'
import { today } from '../domain/dates.ts'
import { CasebookError } from '../domain/errors.ts'
import type { FieldError } from '../domain/errors.ts'
import type { Id } from '../domain/records.ts'
import { keepHidden, looksMasked, maskRecipient, maskSupervisedFund } from '../domain/sensitive.ts'
import { proposedHandOver, supervisedEntryFaults, supervisedEntryLabels, supervisionFault } from '../domain/supervision.ts'
import { supervisedFundsOf } from '../store/aftercareRecords.ts'
import { disbursementsOf, recipientsOf } from '../store/caseRepository.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'
import type { Handlers } from './context.ts'
import { livePart, liveCase, refuse, requireVersion } from './guards.ts'

const fundsOf = async (unit: UnitOfWork, caseId: Id): Promise<SupervisedFund[]> => supervisedFundsOf(unit.trx, caseId, await disbursementsOf(unit.trx, caseId))

/** Supervised accounts as the case page shows them. */
export const shownFunds = async (unit: UnitOfWork, caseId: Id): Promise<SupervisedFund[]> => (await fundsOf(unit, caseId)).map(maskSupervisedFund)

/** An agreement through which money went stays. @throws CasebookError 'conflict' */
export async function requireRemovableFund(unit: UnitOfWork, caseId: Id, fundId: Id): Promise<void> {
  const fund = (await fundsOf(unit, caseId)).find((one) => one.id === fundId)
  if (!fund) return
  const paid = (await disbursementsOf(unit.trx, caseId)).some((entry) => entry.supervisedFundId === fundId)
  if (paid || fund.entries.length > 0) throw new CasebookError('conflict', '这份监管协议已有转入或支取记录，不能移走。监管结束的，请登记移交或填写结束日期。')
}

/** Moving a hand-over away opens the account again, restoring it ends it again. Nothing can be recorded in between where it is ended. */
export async function takeBackHandOver(unit: UnitOfWork, caseId: Id, entryId: Id, way: 'recycle' | 'restore'): Promise<void> {
  const entry = await livePart(unit, 'supervised_entry', entryId, caseId)
  const fund = await livePart(unit, 'supervised_fund', entry.supervised_fund_id, caseId)
  if (entry.kind === 'handOver') {
    const end = way === 'recycle' ? { ended_on: null, end_reason: null } : { ended_on: entry.happened_on, end_reason: entry.reason ?? '移交' }
    await unit.update('supervised_fund', fund.id, fund.version, end)
  } else if (fund.ended_on !== null) {
    throw new CasebookError('conflict', `监管已于 ${fund.ended_on} 结束，不能再改动以前的记录。请先移走移交记录。`)
  }
}

/** What is left of an account's entries must still be possible. @throws CasebookError 'conflict' */
export async function requireEntriesFit(unit: UnitOfWork, caseId: Id, entryId: Id): Promise<void> {
  const { supervised_fund_id } = await unit.trx.selectFrom('supervised_entry').select('supervised_fund_id').where('id', '=', entryId).executeTakeFirstOrThrow()
  const fund = (await fundsOf(unit, caseId)).find((one) => one.id === supervised_fund_id)
  const deposits = (await disbursementsOf(unit.trx, caseId)).filter((entry) => entry.supervisedFundId === supervised_fund_id)
  const impossible = fund ? supervisionFault(deposits, fund.entries) : null
  if (impossible !== null) throw new CasebookError('conflict', `${impossible}。没有改动。`)
}

export const supervisionHandlers: Handlers<'supervisedFundSave' | 'supervisedEntryAdd' | 'unsupervisedReasonSave'> = {
  async supervisedFundSave({ change }, { caseId, id, version, fields }) {
    return change({ action: id === null ? '登记监管协议' : '修改监管协议' }, async (unit) => {
      const reliefCase = await liveCase(unit, caseId)
      const historical = reliefCase.historical === 1
      const recipientRow = await livePart(unit, 'recipient', fields.recipientId, caseId)
      const funds = await fundsOf(unit, caseId)
      const row = id === null ? null : await livePart(unit, 'supervised_fund', id, caseId)
      const present = funds.find((fund) => fund.id === id) ?? null
      if (row) requireVersion(row, version, present && maskSupervisedFund(present))
      const day = today()
      const faults: FieldError[] = []
      const stored = present?.bankAccount ?? null
      const bankAccount = keepHidden('bankAccount', fields.bankAccount, stored)
      if (looksMasked(bankAccount, stored)) faults.push({ path: 'bankAccount', message: '内容里有 * 号，是遮盖后的显示。请把账号完整地重新填写' })
      if (!historical && fields.agreedOn > day) faults.push({ path: 'agreedOn', message: `协议签订日期不能晚于今天（${day}），请核对` })
      if (fields.handOverOn !== null && fields.handOverOn < fields.agreedOn) faults.push({ path: 'handOverOn', message: `移交日期 ${fields.handOverOn} 早于协议签订日期 ${fields.agreedOn}，请核对` })
      if (fields.endedOn !== null) {
        if (fields.endedOn < fields.agreedOn) faults.push({ path: 'endedOn', message: `结束日期 ${fields.endedOn} 早于协议签订日期 ${fields.agreedOn}，请核对` })
        if (fields.endedOn > day) faults.push({ path: 'endedOn', message: `结束日期不能晚于今天（${day}），请核对` })
        if (fields.endReason === null) faults.push({ path: 'endReason', message: '请填写结束监管的原因' })
        if (present && present.balanceFen !== 0) faults.push({ path: 'endedOn', message: '账上还有余额，不能结束监管。请先登记移交' })
      } else if (present?.entries.some((entry) => entry.kind === 'handOver')) {
        faults.push({ path: 'endedOn', message: '监管资金已移交，不能清空结束日期。登记错了的，请先移走移交记录' })
      }
      if (present && present.recipientId !== fields.recipientId && present.depositedFen !== 0) faults.push({ path: 'recipientId', message: '已有资金转入，不能改到另一名救助对象名下' })
      if (fields.endedOn === null && funds.some((fund) => fund.id !== id && fund.recipientId === fields.recipientId && fund.endedOn === null)) {
        faults.push({ path: 'recipientId', message: '这名救助对象已有监管协议。请在现有协议上修改，或先结束原协议' })
      }
      refuse(faults, 'fields')
      const person = await unit.trx.selectFrom('person').select('birth_date').where('id', '=', recipientRow.person_id).executeTakeFirstOrThrow()
      const columns = {
        recipient_id: fields.recipientId,
        supervisor: fields.supervisor,
        supervisor_kind: fields.supervisorKind,
        supervisor_contact: fields.supervisorContact,
        guardian: fields.guardian,
        bank_name: fields.bankName,
        bank_account: bankAccount === null ? null : bankAccount.replace(/[\s-]/g, ''),
        agreed_on: fields.agreedOn,
        hand_over_on: fields.handOverOn ?? (row ? null : proposedHandOver(person.birth_date, fields.agreedOn)),
        ended_on: fields.endedOn,
        end_reason: fields.endReason,
        note: fields.note,
      }
      return row ? unit.update('supervised_fund', row.id, row.version, columns) : unit.insert('supervised_fund', { ...columns, case_id: caseId })
    })
  },

  async supervisedEntryAdd({ change }, { caseId, fundId, fields }) {
    return change({ action: `登记监管资金${supervisedEntryLabels[fields.kind]}`, reason: fields.reason }, async (unit) => {
      await liveCase(unit, caseId)
      const row = await livePart(unit, 'supervised_fund', fundId, caseId)
      const disbursements = await disbursementsOf(unit.trx, caseId)
      const fund = (await supervisedFundsOf(unit.trx, caseId, disbursements)).find((one) => one.id === fundId)
      // A hand-over is of everything: the amount may be left out, and another one is refused.
      const amountFen = fields.kind === 'handOver' ? (fields.amountFen ?? fund?.balanceFen ?? 0) : fields.amountFen
      refuse(
        supervisedEntryFaults(
          { ...fields, amountFen },
          { deposits: disbursements.filter((entry) => entry.supervisedFundId === fundId), entries: fund?.entries ?? [], agreedOn: row.agreed_on, handOverOn: row.hand_over_on, endedOn: row.ended_on, today: today() },
        ),
        'fields',
      )
      const saved = await unit.insert('supervised_entry', {
        case_id: caseId,
        supervised_fund_id: fundId,
        kind: fields.kind,
        happened_on: fields.happenedOn,
        amount_fen: amountFen,
        purpose: fields.purpose,
        voucher: fields.voucher,
        reason: fields.reason,
      })
      if (fields.kind === 'handOver') await unit.update('supervised_fund', row.id, row.version, { ended_on: fields.happenedOn, end_reason: fields.reason ?? '移交' })
      return saved
    })
  },

  async unsupervisedReasonSave({ change }, { caseId, recipientId, version, reason }) {
    return change({ action: reason === null ? '清空不设监管的理由' : '说明不设监管的理由', reason }, async (unit) => {
      await liveCase(unit, caseId)
      const row = await livePart(unit, 'recipient', recipientId, caseId)
      const shown = (await recipientsOf(unit.trx, caseId)).find((one) => one.id === recipientId)
      requireVersion(row, version, shown && maskRecipient(shown))
      return unit.update('recipient', recipientId, version, { unsupervised_reason: reason })
    })
  },
}
