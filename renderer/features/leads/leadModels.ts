import { today } from '../../../db/domain/dates.ts'
import type { FieldError } from '../../../db/domain/errors.ts'
import type { LeadPerson } from '../../../db/domain/leadRecords.ts'
import { unworked } from '../../../db/domain/leadRules.ts'
import type { LeadView, Parsed } from '../../../db/operations/contract.ts'
import { newRecipient } from '../cases/caseModels.ts'
import { readPaper } from '../cases/paperCheck.ts'

/** What the forms of a lead edit: exactly what its operation takes. */
export type LeadForm = Parsed<'leadSave'>['fields']
export type LeadPersonForm = LeadForm['people'][number]

export const newLeadPerson = (): LeadPersonForm => ({ id: null, person: newRecipient('idCard').person, relation: null })

export function newLead(officerName: string | null): LeadForm {
  return {
    receivedOn: today(),
    source: '',
    channel: null,
    sendingUnit: null,
    letterNumber: null,
    summary: null,
    officerName: officerName ?? '',
    reachedProcuratorate: null,
    originalNumber: null,
    charge: null,
    chargeText: null,
    handlingUnit: null,
    suspects: null,
    ...unworked,
    people: [],
  }
}

function personFormOf({ id, person, relation }: LeadPerson): LeadPersonForm {
  const { version: _version, householdId: _householdId, ...fields } = person
  return { id, person: fields, relation }
}

/** The whole form of a lead as it is on record: a section's form changes its part of it. */
export function formOf(lead: LeadView): LeadForm {
  const blank = newLead(null)
  const fields = Object.fromEntries((Object.keys(blank) as (keyof LeadForm)[]).map((name) => [name, lead[name]])) as unknown as LeadForm
  return { ...fields, people: lead.people.map(personFormOf) }
}

/** What can be said of the people before they are sent. @param prefix where they stand */
export function peopleFaults(people: readonly LeadPersonForm[], prefix = 'people.'): FieldError[] {
  return people.flatMap(({ person }, index) => {
    const { error } = readPaper(person.paperType, person.paperNumber)
    return [
      ...(person.name.trim() ? [] : [{ path: `${prefix}${index}.person.name`, message: '请填写姓名' }]),
      ...(error ? [{ path: `${prefix}${index}.person.paperNumber`, message: error }] : []),
    ]
  })
}

/** What a lead cannot be without; dates in the wrong order are told by the host. */
export function basicsFaults(form: Pick<LeadForm, 'receivedOn' | 'source' | 'officerName'>): FieldError[] {
  return [
    ...((form.receivedOn as string | null) ? [] : [{ path: 'receivedOn', message: '请填写收到线索的日期' }]),
    ...((form.source as string | null) ? [] : [{ path: 'source', message: '请选择线索来源' }]),
    ...(form.officerName.trim() ? [] : [{ path: 'officerName', message: '请填写首问责任人' }]),
  ]
}
