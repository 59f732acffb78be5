import { createHash } from 'node:crypto'
import { canonicalJson } from './canonicalJson.ts'
import { insertRows } from './insertRows.ts'
import { rows } from './store.ts'
import type { Reader, Trx } from './store.ts'
import type { Row } from './tables.ts'

export interface Actor {
  accountId: string | null
  name: string
}

export interface AuditFact {
  action: string
  entity: string
  entityId: string | null
  caseId: string | null
  reason: string | null
  before: unknown
  after: unknown
}

const start = '0'.repeat(64)

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

type Chained = Omit<Row<'audit_entry'>, 'seq' | 'hash'>

/** The digest covers the payload, the hash covers digest, circumstances and the entry before: a payload can be erased later without breaking the chain. */
function hashOf(entry: Chained): string {
  const { at, account_id, who, action, entity, entity_id, case_id, reason, digest, previous_hash } = entry
  return sha256(canonicalJson({ at, account_id, who, action, entity, entity_id, case_id, reason, digest, previous_hash }))
}

/** What an entry's digest covers, for a record that is written and never erased. */
export const digestOf = (before: unknown, after: unknown): string => sha256(`${before == null ? '' : canonicalJson(before)}\n${after == null ? '' : canonicalJson(after)}`)

/** Whether an entry says what it said when it was written. Of its place in the chain only the whole walk can tell. */
export const entryHolds = (entry: Chained & { hash: string }): boolean => hashOf(entry) === entry.hash

export interface AuditWriter {
  write(fact: AuditFact): Promise<void>
  /** Many at once, in their order: for imports. */
  writeMany(facts: readonly AuditFact[]): Promise<void>
}

/** Writes audit entries in one transaction, each chained on the one before; reads the head once. */
export function auditWriter(trx: Trx, actor: Actor, at: string): AuditWriter {
  let head: string | undefined
  /** What stands in the two tables but for the running number, and moves the head on. */
  const chain = async (fact: AuditFact) => {
    head ??= (await auditHead(trx)) ?? start
    const before = fact.before == null ? null : canonicalJson(fact.before)
    const after = fact.after == null ? null : canonicalJson(fact.after)
    const chained: Chained = {
      at,
      account_id: actor.accountId,
      who: actor.name,
      action: fact.action,
      entity: fact.entity,
      entity_id: fact.entityId,
      case_id: fact.caseId,
      reason: fact.reason,
      digest: sha256(`${before ?? ''}\n${after ?? ''}`),
      previous_hash: head,
    }
    const hash = hashOf(chained)
    head = hash
    return { entry: { ...chained, hash }, payload: { before, after } }
  }
  return {
    async write(fact) {
      const { entry, payload } = await chain(fact)
      const { seq } = await trx.insertInto('audit_entry').values(entry).returning('seq').executeTakeFirstOrThrow()
      await trx.insertInto('audit_payload').values({ seq, ...payload }).execute()
    },
    async writeMany(facts) {
      // The transaction holds the write lock: nobody else takes these numbers. They never come again, also where the newest entries were removed.
      const [last] = await rows<{ seq: number }>(trx, "select seq from sqlite_sequence where name = 'audit_entry'", [])
      const written = []
      for (const fact of facts) written.push(await chain(fact))
      const numbered = written.map((one, index) => ({ ...one, seq: (last?.seq ?? 0) + 1 + index }))
      await insertRows(trx, 'audit_entry', numbered.map(({ seq, entry }) => ({ seq, ...entry })))
      await insertRows(trx, 'audit_payload', numbered.map(({ seq, payload }) => ({ seq, ...payload })))
    },
  }
}

/** Number and hash of the newest audit entry, written into locked reports; 0 and the beginning of the chain for an empty trail. */
export async function auditEnd(db: Reader): Promise<{ seq: number; head: string }> {
  const row = await db.selectFrom('audit_entry').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst()
  return { seq: row?.seq ?? 0, head: row?.hash ?? start }
}

/** Hash of the newest audit entry, written into backups; null for an empty trail. */
export async function auditHead(db: Reader): Promise<string | null> {
  const { seq, head } = await auditEnd(db)
  return seq === 0 ? null : head
}

/** Walks the whole chain; answers how many entries hold and the first that does not. The chain holds without payloads, so that they can be erased; see `lostPayloads`. */
export async function verifyAudit(db: Reader): Promise<{ entries: number; brokenAt: number | null }> {
  let previous = start
  let after = 0
  let entries = 0
  for (;;) {
    const page = await db
      .selectFrom('audit_entry')
      .leftJoin('audit_payload', 'audit_payload.seq', 'audit_entry.seq')
      .selectAll('audit_entry')
      .select(['audit_payload.before', 'audit_payload.after', 'audit_payload.seq as payload'])
      .where('audit_entry.seq', '>', after)
      .orderBy('audit_entry.seq')
      .limit(5000)
      .execute()
    if (page.length === 0) return { entries, brokenAt: null }
    for (const row of page) {
      const payloadHolds = row.payload === null || sha256(`${row.before ?? ''}\n${row.after ?? ''}`) === row.digest
      if (row.previous_hash !== previous || hashOf(row) !== row.hash || !payloadHolds) return { entries, brokenAt: row.seq }
      previous = row.hash
      after = row.seq
      entries += 1
    }
  }
}

/** How many entries at the end are gone: the running number goes on where they were, while the chain alone would not show it. */
export async function lostEntries(db: Reader): Promise<number> {
  const [row] = await rows<{ lost: number }>(db, "select coalesce((select seq from sqlite_sequence where name = 'audit_entry'), 0) - coalesce((select max(seq) from audit_entry), 0) as lost", [])
  return row?.lost ?? 0
}

/** How many entries no longer have what they say was changed. Nothing in the program erases it yet: whatever will, must leave word of it here. */
export async function lostPayloads(db: Reader): Promise<number> {
  const [row] = await rows<{ lost: number }>(db, 'select count(*) as lost from audit_entry where seq not in (select seq from audit_payload)', [])
  return row?.lost ?? 0
}

/** Which of these hashes no entry of the trail has. */
export async function unknownHashes(db: Reader, hashes: readonly string[]): Promise<Set<string>> {
  const found = await rows<{ hash: string }>(db, 'select value as hash from json_each(?) where value not in (select hash from audit_entry)', [JSON.stringify(hashes)])
  return new Set(found.map(({ hash }) => hash))
}
