import type { FieldError } from '../../../db/domain/errors.ts'
import type { LegalDate } from '../../../db/domain/records.ts'
import type { LeadProposal, Parsed } from '../../../db/operations/contract.ts'

type LeadFields = Parsed<'comparisonToLead'>['fields']

/** A lead made of a result while it is being typed: whether the case reached the procuratorate is open until somebody says. */
export type ResultLead = Omit<LeadFields, 'reachedProcuratorate' | 'receivedOn'> & { reachedProcuratorate: boolean | null; receivedOn: LegalDate | null }

export function leadFormOf(proposal: LeadProposal | null, officerName: string): ResultLead {
  const { receivedOn = null, summary = '', originalNumber = null, charge = null, chargeText = null, handlingUnit = null, suspects = null } = proposal ?? {}
  return { receivedOn, officerName, summary, reachedProcuratorate: null, originalNumber, charge, chargeText, handlingUnit, suspects, referredTo: null }
}

export function leadFaults(lead: ResultLead): FieldError[] {
  return [
    ...(lead.reachedProcuratorate === null ? [{ path: 'reachedProcuratorate', message: '请填写原案是否进入检察环节' }] : []),
    ...(lead.reachedProcuratorate === false && !lead.referredTo?.trim() ? [{ path: 'referredTo', message: '原案没有进入检察环节的，只能转社会救助，请填写转交的部门或单位' }] : []),
    ...(lead.summary.trim() ? [] : [{ path: 'summary', message: '请填写线索内容' }]),
    ...(lead.receivedOn ? [] : [{ path: 'receivedOn', message: '请填写收到线索的日期' }]),
    ...(lead.officerName.trim() ? [] : [{ path: 'officerName', message: '请填写首问责任人' }]),
  ]
}

/** What the operation takes, once nothing is missing. Where the case did reach the procuratorate nobody else is asked. */
export function leadFields(lead: ResultLead): LeadFields {
  const reached = lead.reachedProcuratorate === true
  return { ...lead, receivedOn: lead.receivedOn ?? '', reachedProcuratorate: reached, referredTo: reached ? null : lead.referredTo }
}
