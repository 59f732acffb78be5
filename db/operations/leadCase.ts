import type { Lead, LeadPerson } from '../domain/leadRecords.ts'
import type { Id, LegalDate } from '../domain/records.ts'
import type { Row } from '../store/tables.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'

/** The case a lead becomes. */

/** The case: the lead's source, officer, original case and people, with nothing typed again. */
export async function caseOf(unit: UnitOfWork, lead: Lead, chosen: readonly LeadPerson[], { appliedOn, late }: { appliedOn: LegalDate | null; late: boolean }): Promise<{ id: Id; version: number }> {
  const original = await unit.insert('original_case', {
    number: lead.originalNumber,
    charge: lead.charge,
    charge_text: lead.chargeText,
    stage: null,
    reached_procuratorate: 1,
    handling_office: null,
    handling_unit: lead.handlingUnit,
    suspects: lead.suspects,
    outcome: null,
    compensation_ordered_fen: null,
    compensation_obtained_fen: null,
    batch_id: null,
  })
  const saved = await unit.insert('relief_case', {
    case_number: null,
    number_year: null,
    number_seq: null,
    unified_number: null,
    original_case_id: original.id,
    category: null,
    cause: null,
    lead_source: lead.source,
    lead_id: lead.id,
    officer_name: lead.officerName,
    urgent: 0,
    historical: late ? 1 : 0,
    origin: late ? 'late' : 'entered',
    applied_on: appliedOn,
    accepted_on: null,
    closed_on: null,
    closed_how: null,
    archived_on: null,
    archive_number: null,
    remark: null,
    batch_id: null,
  })
  for (const [index, { person, relation }] of chosen.entries()) {
    await unit.insert('recipient', {
      case_id: saved.id,
      person_id: person.id,
      ordinal: index + 1,
      relation,
      guardian_name: null,
      guardian_phone: null,
      guardian_is_offender: 0,
      agent_name: null,
      requested_fen: null,
      account_holder: null,
      bank_name: null,
      bank_account: null,
      hardship: null,
      batch_id: null,
    })
  }
  return saved
}

/** The case a lead became, unless it lies in the recycle bin. */
export async function liveCaseOf(unit: UnitOfWork, lead: Row<'lead'>): Promise<Row<'relief_case'> | null> {
  if (lead.outcome !== 'case' || lead.case_id === null) return null
  const row = await unit.trx.selectFrom('relief_case').selectAll().where('id', '=', lead.case_id).executeTakeFirst()
  return row && row.deleted_at === null ? row : null
}

export const named = (row: Row<'relief_case'>) => row.case_number ?? '（未编号）'
