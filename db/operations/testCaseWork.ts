import { v7 as newId } from 'uuid'
import type { CaseFile } from '../domain/caseFile.ts'
import type { Id } from '../domain/records.ts'
import type { ReferenceValues } from '../domain/reference.ts'
import { approvalHandlers } from './approvals.ts'
import { assessmentHandlers } from './assessments.ts'
import { caseFileOf } from './caseFile.ts'
import type { Context } from './context.ts'
import type { Input, Saved } from './contract.ts'
import { decisionChangeHandlers } from './decisionChanges.ts'
import { stepHandlers } from './steps.ts'
import { parsed } from './testContext.ts'
import type { TestCasebook } from './testContext.ts'

/** For tests: the steps of a case in one line each. Every one goes through the contract and answers the case as it then is. */

export const fileOf = (context: Context, id: Id): Promise<CaseFile> => caseFileOf(context.store.read, id)

export async function step(context: Context, file: CaseFile, kind: Input<'stepSave'>['fields']['kind'], happenedOn: string, more: Partial<Input<'stepSave'>['fields']> = {}): Promise<CaseFile> {
  await stepHandlers.stepSave(context, parsed('stepSave', { caseId: file.id, id: null, version: null, fields: { recipientId: null, kind, happenedOn, amountFen: null, party: null, note: null, ...more } }))
  return fileOf(context, file.id)
}

export const assessmentFields: Input<'assessmentSave'>['fields'] = {
  recipientId: '',
  reviewedOn: null,
  reviewer: null,
  damageFen: null,
  compensationFen: null,
  otherHelpFen: null,
  familyMembers: null,
  familyIncomeFen: null,
  livingCostFen: null,
  fault: null,
  familyNote: null,
  grounds: [],
  repeatAnswer: null,
  helpedElsewhere: null,
  elsewhereNote: null,
  proposal: 'grant',
  proposedFen: null,
  overCapReason: null,
  opinion: null,
}

export async function assess(context: Context, file: CaseFile, more: Partial<Input<'assessmentSave'>['fields']> = {}): Promise<CaseFile> {
  const recipientId = more.recipientId ?? file.recipients[0]?.id ?? ''
  const present = file.assessments.find((one) => one.recipientId === recipientId)
  await assessmentHandlers.assessmentSave(
    context,
    parsed('assessmentSave', { caseId: file.id, id: present?.id ?? null, version: present?.version ?? null, fields: { ...assessmentFields, ...more, recipientId } }),
  )
  return fileOf(context, file.id)
}

type ApprovalFields = Input<'approvalSave'>['fields']

/** Registers the next step, or answers the one given. */
export async function approve(context: Context, file: CaseFile, stepName: string, more: Partial<ApprovalFields> & { id?: Id } = {}): Promise<CaseFile> {
  const { id, ...fields } = more
  const present = file.approvals.find((one) => one.id === id)
  await approvalHandlers.approvalSave(
    context,
    parsed('approvalSave', {
      caseId: file.id,
      id: id ?? null,
      version: present?.version ?? null,
      fields: { stepName, kind: 'own', sentOn: '2023-05-10', answeredOn: '2023-05-11', approver: null, result: 'agreed', opinion: null, amountFen: null, meetingNumber: null, ...fields },
    }),
  )
  return fileOf(context, file.id)
}

/** The same, sent and not answered. */
export const send = (context: Context, file: CaseFile, stepName: string, more: Partial<ApprovalFields> = {}): Promise<CaseFile> =>
  approve(context, file, stepName, { answeredOn: null, result: null, ...more })

export async function changeDecision(context: Context, file: CaseFile, kind: 'correct' | 'supplement' | 'revoke', afterFen: number, more: Partial<Input<'decisionChangeAdd'>['fields']> = {}): Promise<CaseFile> {
  const decision = file.decisions[0]
  await decisionChangeHandlers.decisionChangeAdd(
    context,
    parsed('decisionChangeAdd', { caseId: file.id, decisionId: decision?.id ?? '', version: decision?.version ?? 1, fields: { kind, afterFen, decidedOn: '2023-08-01', number: null, reason: '据实调整', ...more } }),
  )
  return fileOf(context, file.id)
}

/** What the office sets in its rules, from the first day on. */
export async function setRule<K extends keyof ReferenceValues>(book: TestCasebook, kind: K, key: string, value: ReferenceValues[K]): Promise<void> {
  await book.context.change({ action: '修改规则' }, (unit) => unit.insert('reference_entry', { kind, key, effective_from: '2000-01-01', value: JSON.stringify(value) }))
}

/** Somebody with an account: signatures name it. */
export async function addAccount(book: TestCasebook, name: string): Promise<Context> {
  const context = book.as(name)
  await book.context.change({ action: '添加账号' }, (unit) =>
    unit.insert('account', { id: context.actor.accountId, login: newId(), name, roles: '["approver"]', disabled_at: null, last_sign_in_at: null }),
  )
  return { ...context, permissions: ['case.read', 'approval.sign'] }
}

export async function addLead(book: TestCasebook, more: { officerName?: string; caseId?: Id | null; reportBack?: boolean; sendingUnit?: string | null; receivedOn?: string } = {}): Promise<Saved> {
  return book.context.change({ action: '登记线索' }, (unit) =>
    unit.insert('lead', {
      received_on: more.receivedOn ?? '2023-05-04',
      source: 'womensFederation',
      channel: null,
      sending_unit: more.sendingUnit ?? null,
      letter_number: null,
      summary: null,
      officer_name: more.officerName ?? '王检察官',
      historical: 0,
      reached_procuratorate: 1,
      original_number: null,
      charge: null,
      charge_text: null,
      handling_unit: null,
      suspects: null,
      told_on: null,
      told_way: null,
      told_note: null,
      checked_on: null,
      checkers: null,
      check_note: null,
      outcome: more.caseId ? 'case' : null,
      outcome_on: more.caseId ? '2023-05-20' : null,
      outcome_note: null,
      referred_to: null,
      case_id: more.caseId ?? null,
      report_back: more.reportBack ? 1 : 0,
      reported_on: null,
      report_note: null,
      satisfaction: null,
      search_text: '',
      batch_id: null,
    }),
  )
}
