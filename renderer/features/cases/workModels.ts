import type { Approval, Assessment, CaseStep, Hearing, JointOffice, StepKind } from '../../../db/domain/caseworkRecords.ts'
import type { Id, LegalDate } from '../../../db/domain/records.ts'
import type { Parsed } from '../../../db/operations/contract.ts'

/** What the forms of the procedure edit: exactly what their operations take. */
export type StepForm = Parsed<'stepSave'>['fields']
export type AssessmentForm = Parsed<'assessmentSave'>['fields']
export type ApprovalForm = Parsed<'approvalSave'>['fields']
export type HearingForm = Parsed<'hearingSave'>['fields']
export type JointOfficeForm = Parsed<'jointOfficeSave'>['fields']

export const newStep = (kind: StepKind, happenedOn: LegalDate): StepForm => ({ recipientId: null, kind, happenedOn, amountFen: null, party: null, note: null })

export function stepOf(step: CaseStep): StepForm {
  const { recipientId, kind, happenedOn, amountFen, party, note } = step
  return { recipientId, kind, happenedOn, amountFen, party, note }
}

export function newAssessment(recipientId: Id, reviewer: string | null): AssessmentForm {
  return {
    recipientId,
    reviewedOn: null,
    reviewer,
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
    proposal: null,
    proposedFen: null,
    overCapReason: null,
    opinion: null,
  }
}

export function assessmentOf(assessment: Assessment): AssessmentForm {
  const { id: _id, version: _version, grounds, ...fields } = assessment
  return { ...fields, grounds: grounds.map((ground) => ({ ...ground })) }
}

export const newApproval = (stepName: string, kind: ApprovalForm['kind'], amountFen: number | null): ApprovalForm => ({
  stepName,
  kind,
  sentOn: null,
  answeredOn: null,
  approver: null,
  result: null,
  opinion: null,
  amountFen,
  meetingNumber: null,
})

export function approvalOf(approval: Approval): ApprovalForm {
  const { stepName, kind, sentOn, answeredOn, approver, result, opinion, amountFen, meetingNumber } = approval
  return { stepName, kind, sentOn, answeredOn, approver, result, opinion, amountFen, meetingNumber }
}

/** `heldOn` is required: it stands empty in the form until it is typed. */
export const newHearing = (isPublic: boolean): HearingForm => ({ heldOn: '', place: null, isPublic, host: null, participants: null, opinions: null, conclusion: null })

export function hearingOf(hearing: Hearing): HearingForm {
  const { id: _id, version: _version, ...fields } = hearing
  return fields
}

export const newJointOffice = (): Omit<JointOfficeForm, 'shareFen'> & { shareFen: number | null } => ({ name: '', role: 'higher', shareFen: null, decidedOn: null, paidOn: null, note: null })

export function jointOfficeOf(office: JointOffice): ReturnType<typeof newJointOffice> {
  const { id: _id, version: _version, ...fields } = office
  return fields
}
