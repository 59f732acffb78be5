import type { CaseFile } from '../domain/caseFile.ts'
import { CasebookError } from '../domain/errors.ts'
import { permissionsOf } from '../domain/permissions.ts'
import type { Id } from '../domain/records.ts'
import type { Store } from '../store/store.ts'
import { openTestStore } from '../store/testStore.ts'
import { change } from '../store/unitOfWork.ts'
import { caseHandlers } from './cases.ts'
import { casePartHandlers } from './caseParts.ts'
import type { Context } from './context.ts'
import { contract } from './contract.ts'
import type { Input, OperationName, Parsed } from './contract.ts'

/** For tests: what a handler gets, over a real casebook in memory. Input goes through the contract as it does in the host. */
export interface TestCasebook {
  context: Context
  store: Store
  /** Runs one operation as another officer. */
  as(name: string): Context
}

export async function openTestCasebook(store?: Store): Promise<TestCasebook> {
  const open = store ?? (await openTestStore())
  const contextOf = (name: string): Context => {
    const actor = { accountId: `account-${name}`, name }
    return {
      folder: '',
      key: Buffer.alloc(32),
      store: open,
      actor,
      permissions: permissionsOf(['officer']),
      appVersion: '0',
      change: (why, work) => change(open.read, actor, why, work),
      file: () => '',
      progress: () => undefined,
      checkCancelled: () => undefined,
    }
  }
  return { context: contextOf('王检察官'), store: open, as: contextOf }
}

export function parsed<N extends OperationName>(name: N, input: Input<N>): Parsed<N> {
  return contract[name].input.parse(input) as Parsed<N>
}

type NewCase = Input<'caseCreate'>

export const blankPerson: NewCase['recipients'][number]['person'] = {
  id: null,
  name: '李某某',
  paperType: 'none',
  paperNumber: null,
  sex: null,
  birthDate: null,
  ethnicity: null,
  residence: null,
  phone: null,
  safeContact: null,
}

export function recipientInput(person: Partial<typeof blankPerson>, more: Partial<Omit<NewCase['recipients'][number], 'person'>> = {}): NewCase['recipients'][number] {
  return {
    person: { ...blankPerson, ...person },
    relation: null,
    specialGroups: [],
    guardianName: null,
    guardianPhone: null,
    guardianIsOffender: false,
    agentName: null,
    requestedFen: null,
    accountHolder: null,
    bankName: null,
    bankAccount: null,
    hardship: null,
    ...more,
  }
}

export function caseInput(more: { basics?: Partial<NewCase['basics']>; original?: Partial<NewCase['original']>; recipients?: NewCase['recipients']; oneHousehold?: boolean; late?: boolean } = {}): NewCase {
  return {
    basics: {
      caseNumber: null,
      unifiedNumber: null,
      category: null,
      cause: null,
      leadSource: null,
      officerName: null,
      urgent: false,
      appliedOn: null,
      acceptedOn: null,
      remark: null,
      ...more.basics,
    },
    original: {
      number: null,
      charge: null,
      chargeText: null,
      stage: null,
      reachedProcuratorate: null,
      handlingOffice: null,
      handlingUnit: null,
      suspects: null,
      outcome: null,
      compensationOrderedFen: null,
      compensationObtainedFen: null,
      ...more.original,
    },
    recipients: more.recipients ?? [recipientInput({})],
    oneHousehold: more.oneHousehold ?? false,
    late: more.late ?? false,
  }
}

export async function createCase(context: Context, input: Parameters<typeof caseInput>[0] = {}): Promise<CaseFile> {
  const { id } = await caseHandlers.caseCreate(context, parsed('caseCreate', caseInput(input)))
  return caseHandlers.caseGet(context, { id })
}

/** A decision to grant for the first recipient, or the one given. */
export async function grant(context: Context, file: CaseFile, amountFen: number, more: Partial<Parsed<'decisionSave'>['fields']> & { recipientId?: Id } = {}): Promise<CaseFile> {
  const { recipientId = file.recipients[0]?.id ?? '', ...fields } = more
  await casePartHandlers.decisionSave(
    context,
    parsed('decisionSave', {
      caseId: file.id,
      id: null,
      version: null,
      recipientId,
      fields: { kind: 'grant', amountFen, decidedOn: '2023-06-01', number: null, servedOn: null, reason: null, overCapReason: null, ...fields },
    }),
  )
  return caseHandlers.caseGet(context, { id: file.id })
}

const whyOf = (kind: string | undefined) => (kind === undefined || kind === 'paid' || kind === 'repaid' ? null : '核对后登记')
export async function pay(context: Context, file: CaseFile, fields: Partial<Parsed<'disbursementAdd'>['fields']> & { recipientId?: Id } = {}): Promise<CaseFile> {
  const { recipientId = file.recipients[0]?.id ?? '', ...rest } = fields
  await casePartHandlers.disbursementAdd(
    context,
    parsed('disbursementAdd', {
      caseId: file.id,
      recipientId,
      fields: { kind: 'paid', amountFen: 100, happenedOn: '2023-06-10', method: null, payee: null, voucher: null, note: null, reason: whyOf(rest.kind), ...rest },
    }),
  )
  return caseHandlers.caseGet(context, { id: file.id })
}

/** The error a refused operation answers with. */
export async function refusal(work: Promise<unknown>): Promise<CasebookError> {
  try {
    await work
  } catch (thrown) {
    if (thrown instanceof CasebookError) return thrown
    throw thrown
  }
  throw new Error('the operation was not refused')
}

export const fieldsOf = (error: CasebookError): string[] | undefined => error.fields?.map((field) => field.path)
