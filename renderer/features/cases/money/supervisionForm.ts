import type { SupervisedEntry, SupervisedFund } from '../../../../db/domain/aftercareRecords.ts'
import type { CaseFile } from '../../../../db/domain/caseFile.ts'
import { isLegalDate } from '../../../../db/domain/dates.ts'
import type { FieldError } from '../../../../db/domain/errors.ts'
import type { Disbursement, Fen, LegalDate, Recipient } from '../../../../db/domain/records.ts'
import { proposedHandOver, supervisedEntryFaults, supervisorKindLabels } from '../../../../db/domain/supervision.ts'
import { wasMinor } from '../../../../db/domain/visitRule.ts'
import type { Parsed } from '../../../../db/operations/contract.ts'
import { date, long, plain } from '../../../components/record/recordFields.ts'
import type { RecordField } from '../../../components/record/recordFields.ts'

export type FundForm = Omit<Parsed<'supervisedFundSave'>['fields'], 'agreedOn'> & { agreedOn: LegalDate | null }
export type FundEntryForm = Omit<Parsed<'supervisedEntryAdd'>['fields'], 'happenedOn' | 'kind'> & { happenedOn: LegalDate | null }

/** An agreement for somebody: the guardian as known, unless the offender, and the day of coming of age. */
export const newFund = (recipient: Recipient, day: LegalDate): FundForm => ({
  recipientId: recipient.id,
  supervisor: '',
  supervisorKind: 'civilAffairs',
  supervisorContact: null,
  guardian: recipient.guardianIsOffender ? null : recipient.guardianName,
  bankName: null,
  bankAccount: null,
  agreedOn: day,
  handOverOn: proposedHandOver(recipient.person.birthDate, day),
  endedOn: null,
  endReason: null,
  note: null,
})

export function fundFormOf(fund: SupervisedFund): FundForm {
  const { recipientId, supervisor, supervisorKind, supervisorContact, guardian, bankName, bankAccount, agreedOn, handOverOn, endedOn, endReason, note } = fund
  return { recipientId, supervisor, supervisorKind, supervisorContact, guardian, bankName, bankAccount, agreedOn, handOverOn, endedOn, endReason, note }
}

export function fundFormFaults(form: FundForm): FieldError[] {
  return [
    ...(form.supervisor.trim() ? [] : [{ path: 'supervisor', message: '请填写监管单位' }]),
    ...(form.agreedOn ? [] : [{ path: 'agreedOn', message: '请填写协议签订日期' }]),
    ...(form.endedOn && !form.endReason?.trim() ? [{ path: 'endReason', message: '请填写结束监管的原因' }] : []),
  ]
}

/** The guardian named in an agreement is the offender of the case. */
export const offenderSigns = (form: Pick<FundForm, 'guardian'>, recipient: Recipient | undefined): boolean =>
  recipient !== undefined && recipient.guardianIsOffender && recipient.guardianName !== null && form.guardian?.trim() === recipient.guardianName

export const newFundEntry = (kind: SupervisedEntry['kind'], fund: Pick<SupervisedFund, 'balanceFen'>, day: LegalDate): FundEntryForm => ({
  happenedOn: day,
  // Everything that is left is handed over.
  amountFen: kind === 'handOver' ? fund.balanceFen : null,
  purpose: null,
  voucher: null,
  reason: null,
})

/** Judged as the operation judges it; a blank day is said by itself, one that cannot be read by the form. */
export function fundEntryFaults(kind: SupervisedEntry['kind'], form: FundEntryForm, facts: { fund: SupervisedFund; disbursements: readonly Disbursement[]; today: LegalDate }): FieldError[] {
  const { happenedOn } = form
  if (happenedOn === null) return [{ path: 'happenedOn', message: '请填写日期' }]
  if (!isLegalDate(happenedOn)) return []
  const blankToNull = (text: string | null) => (text?.trim() ? text : null)
  return supervisedEntryFaults(
    { kind, happenedOn, amountFen: form.amountFen, purpose: blankToNull(form.purpose), reason: blankToNull(form.reason) },
    { deposits: facts.disbursements.filter(({ supervisedFundId }) => supervisedFundId === facts.fund.id), entries: facts.fund.entries, agreedOn: facts.fund.agreedOn, handOverOn: facts.fund.handOverOn, endedOn: facts.fund.endedOn, today: facts.today },
  )
}

/** What may be recorded of an account now. */
export function possibleEntries(fund: Pick<SupervisedFund, 'endedOn' | 'paused' | 'balanceFen'>): SupervisedEntry['kind'][] {
  if (fund.endedOn !== null) return []
  if (fund.paused) return fund.balanceFen > 0 ? ['resume', 'interest', 'handOver'] : ['resume']
  return fund.balanceFen > 0 ? ['withdrawal', 'interest', 'pause', 'handOver'] : ['pause']
}

export interface SupervisionOf {
  recipient: Recipient
  funds: SupervisedFund[]
  minor: boolean
  /** A minor's grant without agreement and without a reason for it. */
  asked: boolean
  grantFen: Fen
}

/** Whom supervision concerns: everybody with a grant that stands, and everybody who has an agreement. */
export function supervisionOf(file: Pick<CaseFile, 'recipients' | 'decisions' | 'supervisedFunds' | 'balance' | 'historical'>, day: LegalDate): SupervisionOf[] {
  return file.recipients.flatMap((recipient) => {
    const funds = file.supervisedFunds.filter(({ recipientId }) => recipientId === recipient.id)
    const granted = file.decisions.some((one) => one.recipientId === recipient.id && one.kind === 'grant' && one.revokedOn === null)
    if (!granted && funds.length === 0) return []
    const minor = wasMinor(recipient, day)
    return [{ recipient, funds, minor, asked: minor && !file.historical && granted && funds.length === 0 && recipient.unsupervisedReason === null, grantFen: file.balance.byRecipient[recipient.id]?.decidedFen ?? 0 }]
  })
}

export const fundFields: readonly RecordField[] = [
  plain('supervisor', '监管单位'),
  { path: 'supervisorKind', label: '监管方式', text: (value) => (typeof value === 'string' && value in supervisorKindLabels ? supervisorKindLabels[value as keyof typeof supervisorKindLabels] : '') },
  plain('supervisorContact', '联系人、电话'),
  plain('guardian', '监护人'),
  plain('bankName', '开户行'),
  plain('bankAccount', '监管账号'),
  date('agreedOn', '协议签订'),
  date('handOverOn', '应移交日期'),
  date('endedOn', '结束日期'),
  plain('endReason', '结束原因'),
  long('note', '说明'),
]
