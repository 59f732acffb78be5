import type { CaseFile } from '../domain/caseFile.ts'
import type { Disbursement, Id } from '../domain/records.ts'
import type { Context } from './context.ts'
import type { Input, Saved } from './contract.ts'
import { instalmentHandlers } from './instalments.ts'
import { supervisionHandlers } from './supervision.ts'
import { fileOf } from './testCaseWork.ts'
import { parsed } from './testContext.ts'

/** For tests: plans and supervised accounts in one line each, through the contract. */

type PlanFields = Input<'planSave'>['fields']

/** The first plan of a recipient, or one that takes the place of the present one. */
export async function plan(context: Context, file: CaseFile, instalments: PlanFields['instalments'], more: Partial<Omit<PlanFields, 'instalments'>> & { recipientId?: Id } = {}): Promise<CaseFile> {
  const { recipientId = file.recipients[0]?.id ?? '', ...fields } = more
  const present = livePlanOf(file, recipientId)
  await instalmentHandlers.planSave(
    context,
    parsed('planSave', {
      caseId: file.id,
      recipientId,
      planId: present?.id ?? null,
      version: present?.version ?? null,
      fields: { rhythm: 'month', fixedOn: null, approver: present ? '李副检察长' : null, reason: present ? '家庭情况变化' : null, ...fields, instalments },
    }),
  )
  return fileOf(context, file.id)
}

export const livePlanOf = (file: CaseFile, recipientId: Id = file.recipients[0]?.id ?? '') => file.instalmentPlans.find((one) => one.recipientId === recipientId && one.supersededAt === null)

export async function supervise(context: Context, file: CaseFile, more: Partial<Input<'supervisedFundSave'>['fields']> = {}, present?: Saved): Promise<CaseFile> {
  await supervisionHandlers.supervisedFundSave(
    context,
    parsed('supervisedFundSave', {
      caseId: file.id,
      id: present?.id ?? null,
      version: present?.version ?? null,
      fields: {
        recipientId: file.recipients[0]?.id ?? '',
        supervisor: '前进村村民委员会',
        supervisorKind: 'village',
        supervisorContact: null,
        guardian: null,
        bankName: null,
        bankAccount: null,
        agreedOn: '2023-06-05',
        handOverOn: null,
        endedOn: null,
        endReason: null,
        note: null,
        ...more,
      },
    }),
  )
  return fileOf(context, file.id)
}

export async function keep(context: Context, file: CaseFile, fields: Partial<Input<'supervisedEntryAdd'>['fields']> & Pick<Input<'supervisedEntryAdd'>['fields'], 'kind'>): Promise<CaseFile> {
  await supervisionHandlers.supervisedEntryAdd(
    context,
    parsed('supervisedEntryAdd', {
      caseId: file.id,
      fundId: file.supervisedFunds.at(-1)?.id ?? '',
      fields: { happenedOn: '2023-07-01', amountFen: null, purpose: null, voucher: null, reason: null, ...fields },
    }),
  )
  return fileOf(context, file.id)
}

/** The entries of one recipient as they happened. */
export const entriesOf = (file: CaseFile, recipientId: Id = file.recipients[0]?.id ?? ''): Disbursement[] => file.disbursements.filter((entry) => entry.recipientId === recipientId)
