import type { CaseFile } from '../../../db/domain/caseFile.ts'
import type { Decision, Recipient, SupportMeasure, TypicalAward, Visit } from '../../../db/domain/records.ts'
import type { Parsed } from '../../../db/operations/contract.ts'

/** What each form of a case edits: exactly what its operation takes. */
export type Basics = Parsed<'caseSaveBasics'>['fields']
export type Original = Parsed<'caseSaveOriginal'>['fields']
export type RecipientForm = Parsed<'recipientSave'>['fields']
export type DecisionForm = Parsed<'decisionSave'>['fields']
export type DisbursementForm = Parsed<'disbursementAdd'>['fields']
export type VisitForm = Parsed<'visitSave'>['fields']
export type MeasureForm = Parsed<'measureSave'>['fields']
export type AwardForm = Parsed<'awardSave'>['fields']

export function newBasics(officerName: string | null): Basics {
  return {
    caseNumber: null,
    unifiedNumber: null,
    category: null,
    cause: null,
    leadSource: null,
    officerName,
    urgent: false,
    appliedOn: null,
    acceptedOn: null,
    remark: null,
    applyWay: null,
    appliedBy: null,
  }
}

export function newOriginal(): Original {
  return {
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
  }
}

export function newRecipient(paperType: string): RecipientForm {
  return {
    person: {
      id: null,
      name: '',
      paperType,
      paperNumber: null,
      sex: null,
      birthDate: null,
      ethnicity: null,
      residence: null,
      phone: null,
      safeContact: null,
    },
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
  }
}

export function newVisit(recipientId: string | null): VisitForm {
  return {
    recipientId,
    dueOn: null,
    doneOn: null,
    way: null,
    visitors: null,
    findings: null,
    moneyUse: null,
    satisfaction: null,
    stillNeeded: null,
    living: null,
    production: null,
    health: null,
    schooling: null,
    measuresChecked: [],
    nextOn: null,
    receipt: null,
    discreet: false,
    moveReason: null,
  }
}

export function newMeasure(recipientId: string | null): MeasureForm {
  return { recipientId, kind: '', agency: null, promisedOn: null, doneOn: null, valueFen: null, note: null, agencyId: null, askedOn: null, replyDueOn: null, refusedOn: null }
}

export const newAward = (): AwardForm => ({ level: '', publishedOn: null, title: null })

export function basicsOf(file: CaseFile): Basics {
  const { caseNumber, unifiedNumber, category, cause, leadSource, officerName, urgent, appliedOn, acceptedOn, remark, applyWay, appliedBy } = file
  return { caseNumber, unifiedNumber, category, cause, leadSource, officerName, urgent, appliedOn, acceptedOn, remark, applyWay, appliedBy }
}

export function originalOf(file: CaseFile): Original {
  if (!file.original) return newOriginal()
  const { id: _id, version: _version, ...fields } = file.original
  return fields
}

export function recipientOf(recipient: Recipient): RecipientForm {
  const { id: _id, version: _version, ordinal: _ordinal, person, specialGroups, ...fields } = recipient
  const { version: _personVersion, householdId: _householdId, ...personFields } = person
  return { ...fields, specialGroups: [...specialGroups], person: personFields }
}

export function decisionOf(decision: Decision): DecisionForm {
  const { kind, amountFen, decidedOn, number, servedOn, reason, overCapReason, serviceWay, serviceNote } = decision
  return { kind, amountFen, decidedOn, number, servedOn, reason, overCapReason, serviceWay, serviceNote }
}

export function visitOf(visit: Visit): VisitForm {
  const { id: _id, version: _version, origin: _origin, measuresChecked, ...fields } = visit
  return { ...fields, measuresChecked: measuresChecked.map((check) => ({ ...check })), moveReason: null }
}

export function measureOf(measure: SupportMeasure): MeasureForm {
  const { id: _id, version: _version, ...fields } = measure
  return fields
}

export function awardOf(award: TypicalAward): AwardForm {
  return { level: award.level, publishedOn: award.publishedOn, title: award.title }
}
