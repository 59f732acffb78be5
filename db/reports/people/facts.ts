import { labelOf } from '../../domain/codeLists.ts'
import type { DimensionKey, OwnMeasureKey } from '../../domain/ownReports.ts'
import type { Basis } from '../../domain/reportModel.ts'
import type { LegalDate } from '../../domain/records.ts'
import { kindsWith, netFen } from '../../store/netPaid.ts'
import { rows } from '../../store/store.ts'
import { rowLabel } from '../breakdownTables.ts'
import type { Asked } from '../definition.ts'
import type { Db } from '../population.ts'
import { unnumbered } from '../peopleRecords.ts'
import { inPeriod, ofPeriod } from '../work/facts.ts'
import { dimensionOf } from './dimensions.ts'
import type { CaseEvent, PersonFact, PersonRow } from './personFact.ts'

export interface Needs {
  dimensions: readonly DimensionKey[]
  measures: readonly OwnMeasureKey[]
  /** Whether names are shown, or only counted. */
  named: boolean
}

const net = netFen('e')

/** Whom a basis counts: applicants of cases accepted in the period; people with a decision of it; movements of money in it. */
const populations: Record<Basis, { day: string; from: string; where: string }> = {
  accepted: { day: 'c.accepted_on', from: 'relief_case c left join recipient r on r.case_id = c.id and r.deleted_at is null left join decision d on d.recipient_id = r.id and d.deleted_at is null', where: inPeriod('c.accepted_on') },
  decided: { day: 'd.decided_on', from: 'decision d cross join relief_case c on c.id = d.case_id join recipient r on r.id = d.recipient_id', where: `d.deleted_at is null and ${inPeriod('d.decided_on')}` },
  paid: { day: 'e.happened_on', from: 'disbursement e cross join relief_case c on c.id = e.case_id join recipient r on r.id = e.recipient_id left join decision d on d.recipient_id = r.id and d.deleted_at is null', where: `e.kind not in (${kindsWith(0)}) and ${inPeriod('e.happened_on')}` },
}

/** Everybody whom the basis counts in the period, with what is asked for of each; nothing more is read. */
export async function peopleFacts(db: Db, asked: Asked, { dimensions, measures, named }: Needs): Promise<PersonFact[]> {
  const { day, from, where } = populations[asked.basis]
  const wanted = [...new Set(dimensions)]
  const columns = wanted.flatMap((key) => (dimensionOf[key].sql === undefined ? [] : [`${dimensionOf[key].sql} as by_${key}`]))
  const paid = asked.basis === 'paid' ? net : named || measures.includes('paidFen') ? `coalesce((select sum(${net}) from disbursement e where e.case_id = c.id and e.recipient_id = r.id), 0)` : '0'
  const text = `select c.id as caseId, r.id as recipientId, ${day} as day, case d.kind when 'grant' then d.amount_fen end as decidedFen, ${paid} as paidFen
    ${measures.includes('households') ? ', coalesce(h.household_id, h.id) as household' : ', null as household'}
    ${named ? ', c.case_number as caseNumber, h.name as personName, c.category as category, o.charge as charge' : ''}
    ${columns.map((column) => `, ${column}`).join('')}
    from ${from}`
  const uses = (table: string) => new RegExp(`\\b${table}\\.`).test(text)
  const found = await ofPeriod<PersonRow>(
    db,
    `${text} ${uses('h') ? 'left join person h on h.id = r.person_id' : ''} ${uses('o') ? 'left join original_case o on o.id = c.original_case_id' : ''} where c.deleted_at is null and ${where}`,
    asked,
  )
  const caseIds = measures.includes('visits') || measures.includes('supports') ? [...new Set(found.map(({ caseId }) => caseId))] : []
  const visits = measures.includes('visits') ? await eventsOf(db, caseIds, 'visit', visitsText, ({ day: done, key, who }) => [labelOf('visitWay', key), done, who && `回访人：${who}`]) : new Map<string, CaseEvent[]>()
  const supports = measures.includes('supports') ? await eventsOf(db, caseIds, 'support_measure', supportsText, ({ key, who, done }) => [labelOf('measure', key), who, done === null ? '尚未落实' : '已落实']) : new Map<string, CaseEvent[]>()
  const mine = (events: Map<string, CaseEvent[]>, { caseId, recipientId }: PersonRow) => (events.get(caseId) ?? []).filter((event) => recipientId !== null && (event.recipientId === null || event.recipientId === recipientId))
  return found.map((row) => ({
    key: row.recipientId === null ? `accepted:${row.caseId}` : `recipient:${row.recipientId}`,
    caseId: row.caseId,
    leadId: null,
    recipientId: row.recipientId,
    title: row.caseNumber ?? unnumbered,
    personName: row.personName ?? '（未登记救助申请人）',
    date: row.day,
    fen: row.decidedFen,
    paidFen: row.paidFen,
    detail: named ? [row.category && rowLabel(row.category, 'category'), row.charge && rowLabel(row.charge, 'charge')].filter(Boolean).join(' · ') : '',
    basis: asked.basis,
    household: row.household,
    keys: Object.fromEntries(wanted.map((key) => [key, dimensionOf[key].keys(row, asked, textOf(row[`by_${key}`]))])),
    visits: mine(visits, row),
    supports: mine(supports, row),
  }))
}

const textOf = (value: string | number | null | undefined): string | null => (value === null || value === undefined ? null : String(value))

interface EventRow {
  id: string
  caseId: string
  recipientId: string | null
  day: LegalDate | null
  done: LegalDate | null
  key: string | null
  who: string | null
}
const visitsText = `select v.id, v.case_id as caseId, v.recipient_id as recipientId, v.done_on as day, v.done_on as done, v.way as key, v.visitors as who
  from json_each(?) j cross join visit v on v.case_id = j.value where v.deleted_at is null and v.done_on is not null`
const supportsText = `select v.id, v.case_id as caseId, v.recipient_id as recipientId, coalesce(v.done_on, v.promised_on) as day, v.done_on as done, v.kind as key, v.agency as who
  from json_each(?) j cross join support_measure v on v.case_id = j.value where v.deleted_at is null`

/** By case, whenever they happened. */
async function eventsOf(db: Db, caseIds: readonly string[], table: string, text: string, detail: (row: EventRow) => (string | null)[]): Promise<Map<string, CaseEvent[]>> {
  const byCase = new Map<string, CaseEvent[]>()
  for (const row of await rows<EventRow>(db, text, [JSON.stringify(caseIds)])) {
    const event = { key: `${table}:${row.id}`, date: row.day, recipientId: row.recipientId, detail: detail(row).filter(Boolean).join(' · ') }
    const known = byCase.get(row.caseId)
    if (known) known.push(event)
    else byCase.set(row.caseId, [event])
  }
  return byCase
}
