import type { Fen, Id, LegalDate } from '../domain/records.ts'
import { rows } from './store.ts'
import type { Reader } from './store.ts'

export interface LikeGrant {
  caseId: Id
  caseNumber: string | null
  name: string
  decidedOn: LegalDate
  amountFen: Fen
  charge: string | null
  sharedGroups: string[]
}

const MOST = 30

/** Walks the decisions from the newest back, so that it stops at the thirtieth that is alike; the case's own line stays out. */
export const likeGrantsQuery =
  'select d.case_id as caseId, c.case_number as caseNumber, p.name, d.decided_on as decidedOn, d.amount_fen as amountFen, s.charge, ' +
  '(select group_concat(g.group_code) from recipient_group g where g.recipient_id = d.recipient_id and g.group_code in (select value from json_each(?))) as shared ' +
  'from decision d cross join case_summary s on s.case_id = d.case_id cross join relief_case c on c.id = d.case_id ' +
  'cross join recipient r on r.id = d.recipient_id cross join person p on p.id = r.person_id ' +
  "where d.deleted_at is null and d.kind = 'grant' and d.revoked_on is null and d.decided_on >= ? and d.decided_on <= ? " +
  'and +s.category = ? and d.case_id <> ? and r.deleted_at is null ' +
  'and (s.charge = ? or exists (select 1 from recipient_group g where g.recipient_id = d.recipient_id and g.group_code in (select value from json_each(?)))) ' +
  `order by d.decided_on desc limit ${MOST}`

/** Grants that compare with a proposal: the same category, and the same kind of case or a special group in common. Newest first, thirty at most. */
export async function likeGrants(
  db: Reader,
  question: { caseId: Id; category: string; charge: string | null; groups: readonly string[]; from: LegalDate; to: LegalDate },
): Promise<LikeGrant[]> {
  const { from, to, category, caseId, groups, charge } = question
  const found = await rows<Omit<LikeGrant, 'sharedGroups'> & { shared: string | null }>(db, likeGrantsQuery, [JSON.stringify(groups), from, to, category, caseId, charge, JSON.stringify(groups)])
  return found.map(({ shared, ...one }) => ({ ...one, sharedGroups: shared === null ? [] : shared.split(',') }))
}
