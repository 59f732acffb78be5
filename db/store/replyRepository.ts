import type { Letter } from '../domain/aftercareRecords.ts'
import type { Id, LegalDate } from '../domain/records.ts'
import { rows } from './store.ts'
import type { Reader } from './store.ts'

/** Answers asked of other agencies by a day, in measures and letters, of cases that are not historical. */

export interface Reply {
  caseId: Id
  caseNumber: string | null
  officerName: string | null
  /** Null: it concerns everybody of the case. */
  personName: string | null
  agency: string | null
  dueOn: LegalDate
  /** Of a measure; null for a letter. */
  measureKind: string | null
  letterKind: Letter['kind'] | null
  number: string | null
  answered: 0 | 1
}

const live = 'c.deleted_at is null and c.historical = 0'
const measures = (index: string) => `select m.case_id as caseId, c.case_number as caseNumber, c.officer_name as officerName, p.name as personName, m.agency, m.reply_due_on as dueOn, m.kind as measureKind,
    null as letterKind, null as number, m.done_on is not null or m.refused_on is not null as answered
  from support_measure m indexed by ${index} cross join relief_case c on c.id = m.case_id
    left join recipient r on r.id = m.recipient_id left join person p on p.id = r.person_id
  where m.reply_due_on is not null and m.deleted_at is null and ${live}`
const letters = (index: string) => `select l.case_id as caseId, c.case_number as caseNumber, c.officer_name as officerName, p.name as personName, a.name as agency, l.reply_due_on as dueOn, null as measureKind,
    l.kind as letterKind, l.number, l.replied_on is not null as answered
  from letter l indexed by ${index} cross join relief_case c on c.id = l.case_id cross join agency a on a.id = l.agency_id
    left join support_measure m on m.id = l.measure_id left join recipient r on r.id = m.recipient_id left join person p on p.id = r.person_id
  where l.reply_due_on is not null and l.deleted_at is null and ${live}`

/** A letter about a measure speaks for it while its own answer is waited for: one matter is one line. */
export const waitingMeasuresQuery =
  `${measures('support_measure_waiting')} and m.done_on is null and m.refused_on is null ` +
  'and not exists (select 1 from letter w where w.measure_id = m.id and w.reply_due_on is not null and w.replied_on is null and w.deleted_at is null) order by m.reply_due_on, m.id'
export const waitingLettersQuery = `${letters('letter_waiting')} and l.replied_on is null order by l.reply_due_on, l.id`

/** What is still waited for, the longest due first. */
export const waitingReplies = async (db: Reader): Promise<Reply[]> => [...(await rows<Reply>(db, waitingMeasuresQuery, [])), ...(await rows<Reply>(db, waitingLettersQuery, []))]

export const measuresBetweenQuery = `${measures('support_measure_due')} and m.reply_due_on between ? and ? order by m.reply_due_on, m.id`
export const lettersBetweenQuery = `${letters('letter_due')} and l.reply_due_on between ? and ? order by l.reply_due_on, l.id`

/** What was to be answered in a span of days, answered or not. */
export const repliesBetween = async (db: Reader, from: LegalDate, to: LegalDate): Promise<Reply[]> => [
  ...(await rows<Reply>(db, measuresBetweenQuery, [from, to])),
  ...(await rows<Reply>(db, lettersBetweenQuery, [from, to])),
]
