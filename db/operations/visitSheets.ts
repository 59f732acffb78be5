import type { Id, LegalDate, Recipient } from '../domain/records.ts'
import { balanceOf } from '../domain/caseRules.ts'
import { maskText } from '../domain/masking.ts'
import { wantsDiscretion, wasMinor } from '../domain/visitRule.ts'
import type { CaseRecords } from '../store/caseRepository.ts'
import type { VisitSheet } from './aftercareOperations.ts'

/**
 * How to reach somebody. A safe way to do so takes the place of the number, because whoever answers that may be the offender; a minor without a number is
 * reached through the guardian, never through one who is the offender.
 */
function contactOf({ person, guardianName, guardianPhone, guardianIsOffender }: Recipient, minor: boolean): string | null {
  if (person.safeContact !== null) return `安全联系方式：${person.safeContact}`
  if (person.phone !== null && !(minor && guardianIsOffender)) return person.phone
  return minor && guardianPhone !== null && !guardianIsOffender ? `${guardianName ?? '监护人'} ${guardianPhone}` : null
}

const joined = (texts: readonly (string | null)[]): string | null => [...new Set(texts.filter((text) => text !== null))].join('；') || null

/** The sheet of one visit, and whom it is about. `records` are the whole case, unmasked. */
export function sheetOf(records: CaseRecords, visitId: Id, { withContact, today }: { withContact: boolean; today: LegalDate }): { sheet: VisitSheet; people: Recipient[] } {
  const visit = records.visits.find((one) => one.id === visitId)
  const recipientId = visit?.recipientId ?? null
  const people = records.recipients.filter((recipient) => recipientId === null || recipient.id === recipientId)
  const ids = new Set(people.map((recipient) => recipient.id))
  // What concerns everybody of the case concerns each of them.
  const about = (one: { recipientId: Id | null }) => recipientId === null || one.recipientId === null || one.recipientId === recipientId
  const last = records.visits.filter((one) => one.id !== visitId && one.doneOn !== null && about(one)).sort((a, b) => ((a.doneOn ?? '') < (b.doneOn ?? '') ? 1 : -1))[0]
  const decided = records.decisions.filter((decision) => decision.kind === 'grant' && ids.has(decision.recipientId)).reduce((sum, decision) => sum + decision.amountFen, 0)
  const { decidedFen, netPaidFen } = balanceOf(decided, records.disbursements.filter((entry) => ids.has(entry.recipientId)))
  const funds = records.supervisedFunds.filter((fund) => ids.has(fund.recipientId))
  const several = people.length > 1
  const contacts = people.map((recipient) => {
    const contact = contactOf(recipient, wasMinor(recipient, today))
    return contact !== null && several ? `${recipient.person.name} ${contact}` : contact
  })
  const names = records.recipients.flatMap((recipient) => [recipient.person.name, recipient.guardianName ?? '', recipient.agentName ?? ''])
  const shown = (text: string | null) => (text === null || withContact ? text : maskText(text, names))
  return {
    people,
    sheet: {
      visitId,
      caseId: records.head.id,
      caseNumber: records.head.caseNumber,
      recipientId,
      name: people.map((recipient) => recipient.person.name).join('、'),
      address: withContact ? joined(people.map((recipient) => recipient.person.residence)) : null,
      phone: withContact ? joined(contacts) : null,
      discreet: (visit?.discreet ?? false) || people.some((recipient) => wantsDiscretion(recipient, today)),
      dueOn: visit?.dueOn ?? null,
      lastVisit: last?.doneOn ? { on: last.doneOn, findings: shown(last.findings), stillNeeded: shown(last.stillNeeded) } : null,
      measures: records.measures
        .filter((measure) => measure.doneOn === null && measure.refusedOn === null && about(measure))
        .map(({ id, kind, agency, promisedOn, doneOn }) => ({ id, kind, agency, promisedOn, doneOn })),
      money: { decidedFen, netPaidFen, supervisedFen: funds.length === 0 ? null : funds.reduce((sum, fund) => sum + fund.balanceFen, 0) },
    },
  }
}
