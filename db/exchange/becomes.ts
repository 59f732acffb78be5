import { labelOf } from '../domain/codeLists.ts'
import { isPaperType, paperTypeLabels } from '../domain/identity.ts'
import { formatYuan } from '../domain/money.ts'
import type { Field } from './ledgerColumns.ts'
import type { CaseFacts } from './ledgerRow.ts'
import type { LedgerPerson } from './ledgerTypes.ts'

/** What a cell of the ledger became, as the casebook will show it; empty where nothing was read of it. */
export function becomes(field: Field | null, facts: CaseFacts, person: LedgerPerson): string {
  switch (field) {
    case null:
    case 'serial':
      return ''
    case 'caseNumber':
      return facts.caseNumber ?? ''
    case 'unifiedNumber':
    case 'appliedOn':
    case 'acceptedOn':
    case 'originalNumber':
    case 'handlingOffice':
    case 'handlingUnit':
    case 'suspects':
    case 'originalOutcome':
      return facts[field] ?? ''
    case 'category':
      return labelOf('category', facts.category)
    case 'charge':
      return facts.chargeText ?? labelOf('charge', facts.charge)
    case 'leadSource':
      return labelOf('leadSource', facts.leadSource)
    case 'officer':
      return facts.officerName ?? ''
    case 'typical':
      return facts.typical ? `典型案例${facts.typicalLevel === null ? '' : `（${labelOf('awardLevel', facts.typicalLevel)}）`}` : ''
    case 'remark':
      return facts.remark ?? ''
    case 'name':
      return person.name
    case 'sex':
      return labelOf('sex', person.sex)
    case 'paper':
      return [isPaperType(person.paperType) ? paperTypeLabels[person.paperType] : '', person.paperNumber ?? ''].join(' ').trim()
    case 'ethnicity':
      return labelOf('ethnicity', person.ethnicity)
    case 'relation':
      return labelOf('relation', person.relation)
    case 'specialGroups':
      return person.specialGroups.map((code) => labelOf('specialGroup', code)).join('、')
    case 'outcome':
      return resultText(person)
    case 'requested':
      return person.requestedFen === null ? '' : `${formatYuan(person.requestedFen)} 元`
    case 'amount':
      return person.amountFen === null ? '' : `${formatYuan(person.amountFen)} 元`
    case 'visitOn':
      return [person.visitOn, ...person.moreVisitsOn].filter((date) => date !== null).join('、')
    case 'visitWay':
      return labelOf('visitWay', person.visitWay)
    case 'measures':
      return person.measures.map(({ kind, note }) => note ?? labelOf('measure', kind)).join('、')
    case 'birthDate':
    case 'residence':
    case 'phone':
    case 'guardian':
    case 'agent':
    case 'accountHolder':
    case 'bankName':
    case 'bankAccount':
    case 'hardship':
    case 'decidedOn':
    case 'decisionNumber':
    case 'paidOn':
    case 'visitors':
    case 'findings':
      return person[field] ?? ''
  }
}

export function resultText({ outcome }: Pick<LedgerPerson, 'outcome'>): string {
  return outcome === 'granted' ? '给予救助' : outcome === 'refused' ? '不予救助' : '尚未决定'
}
