import type { FundsKind } from '../domain/aftercareRecords.ts'
import type { Fen, LegalDate } from '../domain/records.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'

/** For tests: what an office records beside its cases. */

export interface LeadFacts {
  receivedOn: LegalDate
  source?: string
  sendingUnit?: string | null
  outcome: 'case' | 'ineligible' | 'socialAssistance' | null
  outcomeOn: LegalDate | null
  /** Which of the cases it led to, counted round. */
  caseIndex?: number | null
  recycled: boolean
}
export async function writeLead(unit: UnitOfWork, { receivedOn, source = 'rural', sendingUnit = null, outcome, outcomeOn, caseIndex = null, recycled }: LeadFacts, caseIds: readonly string[] = []): Promise<void> {
  const nothing = { channel: null, letter_number: null, summary: null, original_number: null, charge: null, charge_text: null, handling_unit: null, suspects: null, told_on: null, told_way: null, told_note: null, checked_on: null, checkers: null, check_note: null, outcome_note: null, referred_to: null, reported_on: null, report_note: null, satisfaction: null, batch_id: null } // prettier-ignore
  const case_id = outcome === 'case' && caseIndex !== null ? (caseIds[caseIndex % caseIds.length] ?? null) : null
  const { id, version } = await unit.insert('lead', { ...nothing, received_on: receivedOn, source, sending_unit: sendingUnit, officer_name: '甲', historical: 0, reached_procuratorate: 1, outcome, outcome_on: outcome === null ? null : outcomeOn, case_id, report_back: 0, search_text: '' })
  if (recycled) await unit.recycle('lead', id, version, '误录')
}

export interface FundsFacts {
  kind: FundsKind
  happenedOn: LegalDate
  amountFen: Fen
  source: string | null
  year: number
  recycled: boolean
}
export async function writeFunds(unit: UnitOfWork, { kind, happenedOn, amountFen, source, year, recycled }: FundsFacts): Promise<void> {
  const { id, version } = await unit.insert('funds_entry', { kind, happened_on: happenedOn, amount_fen: amountFen, source, year, document: null, note: null })
  if (recycled) await unit.recycle('funds_entry', id, version, '误录')
}
