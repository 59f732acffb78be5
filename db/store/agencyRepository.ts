import type { Agency, AgencyPage } from '../domain/aftercareRecords.ts'
import type { Fen, Id, LegalDate } from '../domain/records.ts'
import { lettersOfAgency } from './aftercareRecords.ts'
import { rows } from './store.ts'
import type { Reader } from './store.ts'
import type { Row } from './tables.ts'

/** Agencies that help, what was asked of them in measures and letters, and what came from them. */

export const toAgency = (row: Row<'agency'>): Agency => ({
  id: row.id,
  version: row.version,
  name: row.name,
  kind: row.kind,
  contact: row.contact,
  phone: row.phone,
  address: row.address,
  note: row.note,
  disabledAt: row.disabled_at,
})

/** The most lines an agency's page shows of each kind, the newest; its totals count all. */
const LINES_SHOWN = 300

/** The agency of exactly that name. */
export async function agencyNamed(db: Reader, name: string): Promise<Row<'agency'> | null> {
  return (await db.selectFrom('agency').selectAll().where('name', '=', name).where('deleted_at', 'is', null).executeTakeFirst()) ?? null
}

export async function agencyRow(db: Reader, id: Id): Promise<Row<'agency'> | null> {
  return (await db.selectFrom('agency').selectAll().where('id', '=', id).where('deleted_at', 'is', null).executeTakeFirst()) ?? null
}

export interface AgencyTotals {
  agencyId: Id
  asked: number
  done: number
  waiting: number
  overdue: number
  valueFen: Fen
}

/** What was asked of each agency and done, the recycle bin left out. */
export const measureTotalsQuery = `select m.agency_id as agencyId, count(*) as asked, sum(m.done_on is not null) as done, coalesce(sum(case when m.done_on is not null then m.value_fen end), 0) as valueFen
  from support_measure m indexed by support_measure_agency
  where m.agency_id is not null and m.deleted_at is null and m.case_id not in (select id from relief_case where deleted_at is not null) group by m.agency_id`
/** Measures neither done nor refused; overdue, of these, what was to be answered before the day. Historical cases wait for nothing. */
export const measuresWaitingQuery = `select m.agency_id as agencyId, count(*) as waiting, sum(coalesce(m.reply_due_on < ?, 0)) as overdue
  from support_measure m indexed by support_measure_agency cross join relief_case c on c.id = m.case_id
  where m.agency_id is not null and m.done_on is null and m.refused_on is null and m.deleted_at is null and c.deleted_at is null and c.historical = 0 group by m.agency_id`
/** Letters whose reply is still to come. */
export const lettersWaitingQuery = `select l.agency_id as agencyId, count(*) as waiting, sum(l.reply_due_on < ?) as overdue
  from letter l indexed by letter_waiting cross join relief_case c on c.id = l.case_id
  where l.reply_due_on is not null and l.replied_on is null and l.deleted_at is null and c.deleted_at is null and c.historical = 0 group by l.agency_id`

export const noTotals = { asked: 0, done: 0, waiting: 0, overdue: 0, valueFen: 0 } satisfies Omit<AgencyTotals, 'agencyId'>

/** What stands with each agency of which anything was asked. */
export async function agencyTotals(db: Reader, today: LegalDate): Promise<Map<Id, AgencyTotals>> {
  const totals = new Map<Id, AgencyTotals>()
  const add = (more: Partial<AgencyTotals> & Pick<AgencyTotals, 'agencyId'>) => {
    const known = totals.get(more.agencyId) ?? { ...noTotals, agencyId: more.agencyId }
    totals.set(more.agencyId, { ...known, ...more, waiting: known.waiting + (more.waiting ?? 0), overdue: known.overdue + (more.overdue ?? 0) })
  }
  for (const one of await rows<Pick<AgencyTotals, 'agencyId' | 'asked' | 'done' | 'valueFen'>>(db, measureTotalsQuery, [])) add(one)
  for (const query of [measuresWaitingQuery, lettersWaitingQuery]) {
    for (const one of await rows<Pick<AgencyTotals, 'agencyId' | 'waiting' | 'overdue'>>(db, query, [today])) add(one)
  }
  return totals
}

/** All agencies by name, those no longer in use at the end. */
export async function agencies(db: Reader): Promise<Agency[]> {
  const found = await db.selectFrom('agency').selectAll().where('deleted_at', 'is', null).orderBy('name').execute()
  const list = found.map(toAgency)
  return [...list.filter((one) => one.disabledAt === null), ...list.filter((one) => one.disabledAt !== null)]
}

export const agencyMeasuresQuery = `select m.id, m.case_id as caseId, c.case_number as caseNumber,
    coalesce(p.name, (select group_concat(q.name, '、') from (select o.name from recipient n cross join person o on o.id = n.person_id where n.case_id = m.case_id and n.deleted_at is null order by n.ordinal) q), '') as personName,
    m.kind, m.asked_on as askedOn, m.promised_on as promisedOn, m.done_on as doneOn, m.reply_due_on as replyDueOn, m.refused_on as refusedOn, m.value_fen as valueFen, c.historical
  from support_measure m cross join relief_case c on c.id = m.case_id left join recipient r on r.id = m.recipient_id left join person p on p.id = r.person_id
  where m.agency_id = ? and m.deleted_at is null and c.deleted_at is null order by m.id desc limit ${LINES_SHOWN}`
/** Leads name whoever sent them in words. */
export const agencyLeadsQuery = `select l.id, l.received_on as receivedOn, l.outcome,
    coalesce((select group_concat(q.name, '、') from (select p.name from lead_person n cross join person p on p.id = n.person_id where n.lead_id = l.id and n.deleted_at is null order by n.ordinal) q), '') as people
  from lead l indexed by lead_sender where l.sending_unit = ? and l.deleted_at is null order by l.received_on desc, l.id desc limit ${LINES_SHOWN}`

/** What came from an agency, what it owes, what it did. */
export async function agencyPage(db: Reader, row: Row<'agency'>, today: LegalDate): Promise<AgencyPage> {
  const { agencyId: _agencyId, ...totals } = (await agencyTotals(db, today)).get(row.id) ?? { ...noTotals, agencyId: row.id }
  return {
    ...toAgency(row),
    leads: await rows<AgencyPage['leads'][number]>(db, agencyLeadsQuery, [row.name]),
    measures: (await rows<Omit<AgencyPage['measures'][number], 'historical'> & { historical: 0 | 1 }>(db, agencyMeasuresQuery, [row.id])).map((one) => ({ ...one, historical: one.historical === 1 })),
    letters: (await lettersOfAgency(db, row.id)).reverse().slice(0, LINES_SHOWN),
    totals,
  }
}
