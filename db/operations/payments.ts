import { disbursementEffect } from '../domain/caseRules.ts'
import { paymentDateFaults } from '../domain/dateOrder.ts'
import { today } from '../domain/dates.ts'
import { CasebookError } from '../domain/errors.ts'
import type { FieldError } from '../domain/errors.ts'
import { batchFaults, spreadCancellation } from '../domain/instalments.ts'
import { formatYuan } from '../domain/money.ts'
import { paymentFaults } from '../domain/moneyRules.ts'
import type { Balance, Disbursement, Id, Recipient } from '../domain/records.ts'
import { accountText } from '../domain/sensitive.ts'
import { supervisionFault } from '../domain/supervision.ts'
import { wasMinor } from '../domain/visitRule.ts'
import { toSupervisedEntry } from '../store/aftercareRecords.ts'
import { toRecipient } from '../store/caseRecords.ts'
import { firstAdvance } from '../store/caseWorkRecords.ts'
import type { Row } from '../store/tables.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'
import type { Parsed, Saved } from './contract.ts'
import { codeFault, livePart, liveCase, refuse } from './guards.ts'
import { moneyOf } from './recipients.ts'

/** One entry of the payment record, by hand or from a bank's list: the same rules hold for both. */

export type PaymentFields = Parsed<'disbursementAdd'>['fields']

/** The batches of the present plan of a recipient, and the one named, whatever plan it belongs to. */
export async function batchesOf(unit: Pick<UnitOfWork, 'trx'>, caseId: Id, recipientId: Id, instalmentId: Id | null) {
  const rows = await unit.trx
    .selectFrom('instalment as i')
    .innerJoin('instalment_plan as p', 'p.id', 'i.plan_id')
    .select(['i.id', 'i.ordinal', 'i.amount_fen as amountFen', 'i.due_on as dueOn', 'i.recipient_id', 'p.superseded_at'])
    .where('i.case_id', '=', caseId)
    .where('i.deleted_at', 'is', null)
    .where('p.deleted_at', 'is', null)
    .orderBy('i.ordinal')
    .execute()
  const own = rows.filter((row) => row.recipient_id === recipientId)
  const named = own.find((row) => row.id === instalmentId) ?? null
  if (instalmentId !== null && named === null) {
    refuse([{ path: 'instalmentId', message: '这一批不属于这名救助对象，请重新选择批次' }], 'fields')
  }
  return { batches: own.filter((row) => row.superseded_at === null), named }
}

/** The supervised account a payment goes to: the one named, else the only one that is open where the way is 转入监管账户. */
async function fundOf(unit: UnitOfWork, recipientId: Id, caseId: Id, fields: PaymentFields): Promise<{ fund: Row<'supervised_fund'> | null; faults: FieldError[] }> {
  const funds = await unit.trx.selectFrom('supervised_fund').selectAll().where('case_id', '=', caseId).where('deleted_at', 'is', null).execute()
  const own = funds.filter((fund) => fund.recipient_id === recipientId)
  if (fields.supervisedFundId !== null) {
    const fund = own.find((one) => one.id === fields.supervisedFundId) ?? null
    if (!fund) return { fund, faults: [{ path: 'supervisedFundId', message: '这个监管账户不属于这名救助对象，请重新选择' }] }
    if (fields.method !== null && fields.method !== 'supervised') return { fund, faults: [{ path: 'method', message: '选择了监管账户，发放方式应为“转入监管账户”' }] }
    return { fund, faults: [] }
  }
  if (fields.method !== 'supervised') return { fund: null, faults: [] }
  const open = own.filter((fund) => fund.ended_on === null)
  return open.length > 1 ? { fund: null, faults: [{ path: 'supervisedFundId', message: '有多个监管账户，请选择转入哪一个' }] } : { fund: open[0] ?? null, faults: [] }
}

/** The account must have held what is taken back from it, and be open while money comes in. */
async function fundFaults(unit: UnitOfWork, fund: Row<'supervised_fund'>, fields: PaymentFields, entries: readonly Disbursement[], historical: boolean): Promise<FieldError[]> {
  const { net } = disbursementEffect[fields.kind]
  const faults: FieldError[] = []
  if (net > 0 && fund.ended_on !== null) faults.push({ path: 'supervisedFundId', message: `这个监管账户已于 ${fund.ended_on} 结束，不能再转入` })
  if (net > 0 && !historical && fields.happenedOn < fund.agreed_on) {
    faults.push({ path: 'happenedOn', message: `发放日期 ${fields.happenedOn} 早于监管协议签订日期 ${fund.agreed_on}，请核对` })
  }
  if (faults.length > 0 || net === 0) return faults
  const kept = await unit.trx.selectFrom('supervised_entry').selectAll().where('supervised_fund_id', '=', fund.id).where('deleted_at', 'is', null).orderBy('id').execute()
  const deposits = [...entries.filter((entry) => entry.supervisedFundId === fund.id), fields]
  const impossible = supervisionFault(deposits, kept.map(toSupervisedEntry))
  return impossible === null ? [] : [{ path: 'amountFen', message: `监管账户${impossible}` }]
}

/** An archived case balances: what would leave something owed wants the case reopened first. @throws CasebookError 'conflict' */
function requireBalanced(reliefCase: Row<'relief_case'>, fields: PaymentFields, balance: Balance): void {
  if (reliefCase.archived_on === null || reliefCase.historical === 1) return
  const { net, cancelled, label } = disbursementEffect[fields.kind]
  const left = balance.outstandingFen - (net + cancelled) * fields.amountFen
  if (left !== 0) throw new CasebookError('conflict', `案件已归档，登记${label}以后还有 ${formatYuan(left)} 元没有发放。请先恢复办理，登记${label}，重新发放或者取消发放以后再办结、归档。`)
}

const whyKinds = new Set<PaymentFields['kind']>(['failed', 'returned', 'cancelled', 'recovered'])

interface Receiver {
  recipient: Recipient
  payee: string
  supervised: boolean
}

/**
 * What has to be explained in writing (domain facts: cash only with approval; a guardian who is the offender; a minor whose money nobody supervises).
 * Old cases are taken as they were found.
 */
function reasonFaults(fields: PaymentFields, { recipient, payee, supervised }: Receiver): FieldError[] {
  if (fields.reason !== null) return []
  const { label, net } = disbursementEffect[fields.kind]
  if (whyKinds.has(fields.kind)) return [{ path: 'reason', message: `请填写${label}的原因` }]
  if (net <= 0) return []
  const taker = [payee, fields.collectedBy]
  if (recipient.guardianIsOffender && recipient.guardianName !== null && taker.includes(recipient.guardianName)) {
    return [{ path: 'reason', message: `${recipient.guardianName}是本案加害人，不宜收款或代领。请另行确定收款人；确需由其收款的，请写明理由` }]
  }
  if (!supervised && recipient.unsupervisedReason === null && wasMinor(recipient, fields.happenedOn)) {
    return [{ path: 'reason', message: `${recipient.person.name}是未成年人，救助金没有转入监管账户。请先登记监管协议并转入监管账户；不设监管的，请写明理由` }]
  }
  return fields.method === 'cash' ? [{ path: 'reason', message: '现金发放须经批准，请写明批准人和理由' }] : []
}

/**
 * Writes one payment entry; a cancellation of a grant in batches that names none becomes one entry a batch, from the last batch backwards.
 * @returns the last entry written
 * @throws CasebookError 'conflict', 'invalid' with what to mend under `fields`
 */
export async function addPayment(unit: UnitOfWork, caseId: Id, recipientId: Id, fields: PaymentFields, bankReference: string | null = null): Promise<Saved> {
  const reliefCase = await liveCase(unit, caseId)
  const historical = reliefCase.historical === 1
  const row = await livePart(unit, 'recipient', recipientId, caseId)
  const { decision, entries, balance, paidOn } = await moneyOf(unit, caseId, recipientId)
  if (decision?.kind !== 'grant') {
    throw new CasebookError('conflict', '这名救助对象还没有给予救助的决定，不能登记发放。请先在“决定”中登记给予救助的决定和金额。')
  }
  if (decision.revoked_on !== null && disbursementEffect[fields.kind].net > 0) {
    throw new CasebookError('conflict', `这份决定已于 ${decision.revoked_on} 撤销，不能再登记发放。未发放的请登记取消发放，已发放的请登记追回。`)
  }
  const person = await unit.trx.selectFrom('person').selectAll().where('id', '=', row.person_id).executeTakeFirstOrThrow()
  const groups = await unit.trx.selectFrom('recipient_group').select('group_code').where('recipient_id', '=', recipientId).execute()
  const recipient = toRecipient(row, person, groups.map((one) => one.group_code))
  const { batches, named } = await batchesOf(unit, caseId, recipientId, fields.instalmentId)
  const { fund, faults } = await fundOf(unit, recipientId, caseId, fields)
  const payee = fields.payee ?? (fund === null ? (recipient.accountHolder ?? recipient.person.name) : fund.supervisor)
  const facts = { decidedFen: balance.decidedFen + decision.earlier_fen, batches, entries }
  const impossible = paymentFaults(fields.kind, fields.amountFen, balance)
  const spread = fields.kind === 'cancelled' && named === null && batches.length > 0
  const parts = spread ? spreadCancellation(fields.amountFen, facts) : [{ instalmentId: fields.instalmentId, amountFen: fields.amountFen }]
  refuse(
    [
      ...codeFault('paymentMethod', fields.method, null, 'method'),
      ...(impossible.length > 0 ? impossible : spread ? [] : batchFaults(fields, named, facts)),
      ...(historical ? [] : paymentDateFaults(fields, { decidedOn: decision.decided_on, paidOn, advancedOn: await firstAdvance(unit.trx, caseId), today: today() })),
      ...faults,
      ...(fund === null ? [] : await fundFaults(unit, fund, fields, entries, historical)),
      ...(historical ? [] : reasonFaults(fields, { recipient, payee, supervised: fund !== null || fields.method === 'supervised' })),
    ],
    'fields',
  )
  requireBalanced(reliefCase, fields, balance)
  let saved: Saved = { id: '', version: 1 }
  for (const part of parts) {
    saved = await unit.appendDisbursement({
      case_id: caseId,
      recipient_id: recipientId,
      kind: fields.kind,
      amount_fen: part.amountFen,
      happened_on: fields.happenedOn,
      method: fields.method ?? (fund === null ? null : 'supervised'),
      payee,
      account_snapshot: accountText(fund === null ? recipient : { accountHolder: fund.supervisor, bankName: fund.bank_name, bankAccount: fund.bank_account }),
      voucher: fields.voucher,
      note: fields.note,
      batch_id: null,
      instalment_id: part.instalmentId,
      supervised_fund_id: fund?.id ?? null,
      receipt: fields.receipt,
      witness: fields.witness,
      collected_by: fields.collectedBy,
      reason: fields.reason,
      bank_reference: bankReference,
    })
  }
  return saved
}
