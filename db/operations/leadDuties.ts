import { deadlineText, leadDeadline } from '../domain/deadlines.ts'
import type { Duty, Id, LegalDate } from '../domain/records.ts'
import type { Reference } from '../domain/reference.ts'
import { rows } from '../store/store.ts'
import type { Reader } from '../store/store.ts'

export const openLeadsQuery =
  'select l.id, l.received_on as receivedOn, l.officer_name as officerName, l.told_on as toldOn, l.checked_on as checkedOn, ' +
  '(select group_concat(p.name, \'、\') from lead_person lp cross join person p on p.id = lp.person_id where lp.lead_id = l.id and lp.deleted_at is null) as people ' +
  'from lead l where l.outcome is null and l.deleted_at is null and l.historical = 0 order by l.received_on, l.id'

interface OpenLead {
  id: Id
  receivedOn: LegalDate
  officerName: string
  toldOn: LegalDate | null
  checkedOn: LegalDate | null
  people: string | null
}

/** Leads that nobody has brought to an end, each with the day its period runs out. */
export async function openLeadDuties(db: Reader, reference: Reference, today: LegalDate): Promise<Duty[]> {
  const open = await rows<OpenLead>(db, openLeadsQuery, [])
  return open.map((lead): Duty => {
    const deadline = leadDeadline({ receivedOn: lead.receivedOn, outcomeOn: null, historical: false }, reference, today)
    const todo = lead.toldOn === null ? '告知当事人并核实情况，再登记处理结果' : lead.checkedOn === null ? '核实情况，再登记处理结果' : '已核实，登记处理结果'
    return {
      kind: 'lead',
      caseId: null,
      leadId: lead.id,
      deadline,
      caseNumber: null,
      people: lead.people ?? '',
      officerName: lead.officerName,
      dueOn: deadline?.dueOn ?? null,
      text: deadline ? `${deadlineText(deadline)}。${todo}` : todo,
      section: 'basics',
    }
  })
}
