import type { Id } from '../domain/records.ts'
import { agencyHandlers } from './agencies.ts'
import type { Context } from './context.ts'
import type { Input, Saved } from './contract.ts'
import { followUpHandlers } from './followUps.ts'
import { letterHandlers } from './letters.ts'
import { parsed } from './testContext.ts'

/** For tests: visits, measures, agencies and letters in one line each, through the contract. */

export const visitInput = (more: Partial<Input<'visitSave'>['fields']> = {}): Input<'visitSave'>['fields'] => ({
  recipientId: null,
  dueOn: null,
  doneOn: null,
  way: null,
  visitors: null,
  findings: null,
  moneyUse: null,
  satisfaction: null,
  stillNeeded: null,
  ...more,
})
export const saveVisit = (context: Context, caseId: Id, more: Partial<Input<'visitSave'>['fields']>, stored: Saved | null = null): Promise<Saved> =>
  followUpHandlers.visitSave(context, parsed('visitSave', { caseId, id: stored?.id ?? null, version: stored?.version ?? null, fields: visitInput(more) }))

export const saveMeasure = (context: Context, caseId: Id, more: Partial<Input<'measureSave'>['fields']> = {}, stored: Saved | null = null): Promise<Saved> =>
  followUpHandlers.measureSave(
    context,
    parsed('measureSave', {
      caseId,
      id: stored?.id ?? null,
      version: stored?.version ?? null,
      fields: { recipientId: null, kind: 'subsistence', agency: null, promisedOn: null, doneOn: null, valueFen: null, note: null, ...more },
    }),
  )

export const saveAgency = (context: Context, name: string, more: Partial<Input<'agencySave'>['fields']> = {}, stored: Saved | null = null): Promise<Saved> =>
  agencyHandlers.agencySave(
    context,
    parsed('agencySave', {
      id: stored?.id ?? null,
      version: stored?.version ?? null,
      fields: { name, kind: 'civilAffairs', contact: null, phone: null, address: null, note: null, ...more },
    }),
  )

export const saveLetter = (context: Context, caseId: Id, agencyId: Id, more: Partial<Input<'letterSave'>['fields']> = {}, stored: Saved | null = null): Promise<Saved> =>
  letterHandlers.letterSave(
    context,
    parsed('letterSave', {
      caseId,
      id: stored?.id ?? null,
      version: stored?.version ?? null,
      fields: { measureId: null, agencyId, kind: 'liaison', number: null, sentOn: '2023-06-01', replyDueOn: null, repliedOn: null, reply: null, content: null, ...more },
    }),
  )
