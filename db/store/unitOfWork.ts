import { v7 as newId } from 'uuid'
import type { Insertable } from 'kysely'
import { CasebookError } from '../domain/errors.ts'
import { auditWriter, sha256 } from './audit.ts'
import type { Actor } from './audit.ts'
import { refreshCases } from './caseSummary.ts'
import { caseRecords, insertCases } from './insertCases.ts'
import type { NewCase } from './insertCases.ts'
import { nextSealNumber, sealEvidence } from './sealRepository.ts'
import { rows, writable } from './store.ts'
import type { ReadStore, Trx } from './store.ts'
import type { NewRow, RecordTable, Row, RowPatch, Tables } from './tables.ts'

export interface Why {
  /** What was done, in the office's words, e.g. 登记发放: it stands in the audit trail and the case's timeline. */
  action: string
  reason?: string | null
}

/** What a change works with: its transaction (reads included: the outer handle would wait for ever) and the few ways to write. */
export interface UnitOfWork {
  readonly trx: Trx
  readonly actor: Actor
  readonly at: string
  insert<K extends RecordTable>(table: K, row: NewRow<K>): Promise<{ id: string; version: number }>
  /** Many new cases with all their records at once (imports): one audit entry a case, which holds every record of it. */
  insertCases(cases: readonly NewCase[]): Promise<void>
  /** @throws CasebookError 'stale' with the record as it is, 'not-found' */
  update<K extends RecordTable>(table: K, id: string, version: number, patch: RowPatch<K>): Promise<{ id: string; version: number }>
  recycle(table: RecordTable, id: string, version: number, reason: string): Promise<{ id: string; version: number }>
  restore(table: RecordTable, id: string): Promise<{ id: string; version: number }>
  /** Append-only payment entries carry no version. */
  appendDisbursement(row: Omit<Insertable<Tables['disbursement']>, 'id' | 'created_at' | 'created_by'>): Promise<{ id: string; version: number }>
  /** A locked report: written once. Its audit entry holds everything but the content, which the digest in it stands for. */
  appendSeal(row: Omit<Row<'seal'>, 'id' | 'sha256' | 'number_year' | 'number_seq' | 'number' | 'created_at' | 'created_by'>): Promise<{ id: string; number: string }>
  setGroups(recipientId: string, groups: readonly string[]): Promise<void>
  /** Removes rows for good (taking an import back); audited like everything else. */
  remove(table: RecordTable | 'disbursement', ids: readonly string[], caseId: string | null): Promise<void>
  /** An act without a row of its own, such as showing an identity number. */
  note(entity: string, entityId: string | null, caseId: string | null, detail?: unknown): Promise<void>
  /** Has summary and search text of the case rewritten before the commit; done by itself for rows that name a case. */
  touch(caseId: string): void
}

const fresh = { deleted_at: null, deleted_by: null, delete_reason: null }

/** A row as the layers above name its columns; what a form is compared with when somebody else saved first. */
function camelCased(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase()), value]))
}

/**
 * The one way to change records: one transaction that writes rows, audit entries, and the summary and search text of every case touched.
 * @param work receives the unit of work; whatever it throws rolls everything back.
 */
export async function change<T>(db: ReadStore, actor: Actor, why: Why, work: (unit: UnitOfWork) => Promise<T>): Promise<T> {
  return writable(db).transaction().execute(async (trx) => {
    const at = new Date().toISOString()
    const audit = auditWriter(trx, actor, at)
    const touched = new Set<string>()
    const reason = why.reason ?? null

    const caseOf = (table: keyof Tables, row: Record<string, unknown>): string | null => {
      const caseId = table === 'relief_case' ? row['id'] : row['case_id']
      return typeof caseId === 'string' ? caseId : null
    }
    const record = async (table: keyof Tables, id: string, before: Record<string, unknown> | null, after: Record<string, unknown> | null) => {
      const caseId = caseOf(table, after ?? before ?? {})
      if (caseId) touched.add(caseId)
      await audit.write({ action: why.action, entity: table, entityId: id, caseId, reason, before, after })
    }
    const current = async (table: RecordTable, id: string): Promise<Record<string, unknown>> => {
      const row = await trx.selectFrom(table as 'relief_case').selectAll().where('id', '=', id).executeTakeFirst()
      if (!row) throw new CasebookError('not-found', '这条记录已经不在台账里，可能已被移走。请返回列表刷新后再看。')
      return row as unknown as Record<string, unknown>
    }
    /** One versioned write; the patch was type-checked by the caller against its table. */
    const write = async (table: RecordTable, id: string, version: number | null, patch: Record<string, unknown>) => {
      const before = await current(table, id)
      if (version !== null && before['deleted_at'] != null) {
        throw new CasebookError('conflict', '这条记录已经在回收站里，没有保存。请先从回收站恢复，再修改。')
      }
      if (version === null && before['deleted_at'] == null) {
        throw new CasebookError('conflict', '这条记录没有在回收站里，可能已被恢复。请刷新后再看。')
      }
      if (version !== null && before['version'] !== version) {
        throw new CasebookError('stale', `这条记录刚被${String(before['updated_by'])}修改过，您填写的内容已保留，请对照后选择。`, { current: camelCased(before) })
      }
      const after = { ...before, ...patch, version: Number(before['version']) + 1, updated_at: at, updated_by: actor.name }
      const { id: _id, created_at: _at, created_by: _by, ...columns } = after as Record<string, unknown>
      await trx.updateTable(table as 'relief_case').set(columns as RowPatch<'relief_case'>).where('id', '=', id).execute()
      await record(table, id, before, after)
      return { id, version: after.version }
    }

    const unit: UnitOfWork = {
      trx,
      actor,
      at,
      async insert(table, row) {
        const id = row.id ?? newId()
        const full = { ...row, id, version: 1, created_at: at, created_by: actor.name, updated_at: at, updated_by: actor.name, ...fresh }
        await trx.insertInto(table as 'relief_case').values(full as unknown as Row<'relief_case'>).execute()
        await record(table, id, null, full)
        return { id, version: 1 }
      },
      async insertCases(cases) {
        await insertCases(trx, cases, { at, who: actor.name })
        await audit.writeMany(cases.map(({ caseId, records }) => ({ action: why.action, entity: 'relief_case', entityId: caseId, caseId, reason, before: null, after: caseRecords(records) })))
        for (const { caseId } of cases) touched.add(caseId)
      },
      update: (table, id, version, patch) => write(table, id, version, patch as Record<string, unknown>),
      recycle: (table, id, version, why) => write(table, id, version, { deleted_at: at, deleted_by: actor.name, delete_reason: why }),
      restore: (table, id) => write(table, id, null, fresh),
      async appendDisbursement(row) {
        const full = { ...row, id: newId(), created_at: at, created_by: actor.name }
        await trx.insertInto('disbursement').values(full).execute()
        await record('disbursement', full.id, null, full)
        return { id: full.id, version: 1 }
      },
      async appendSeal(row) {
        const full = { ...row, ...(await nextSealNumber(trx, row.locked_on)), id: newId(), sha256: sha256(row.content), created_at: at, created_by: actor.name }
        await trx.insertInto('seal').values(full).execute()
        await record('seal', full.id, null, sealEvidence(full))
        return { id: full.id, number: full.number }
      },
      async setGroups(recipientId, groups) {
        const wanted = [...new Set(groups)].sort()
        const rows = await trx.selectFrom('recipient_group').select('group_code').where('recipient_id', '=', recipientId).orderBy('group_code').execute()
        const present = rows.map((row) => row.group_code)
        if (wanted.join() === present.join()) return
        const { case_id } = await trx.selectFrom('recipient').select('case_id').where('id', '=', recipientId).executeTakeFirstOrThrow()
        touched.add(case_id)
        await audit.write({ action: why.action, entity: 'recipient_group', entityId: recipientId, caseId: case_id, reason, before: { groups: present }, after: { groups: wanted } })
        await trx.deleteFrom('recipient_group').where('recipient_id', '=', recipientId).execute()
        if (wanted.length > 0) {
          await trx.insertInto('recipient_group').values(wanted.map((group_code) => ({ recipient_id: recipientId, group_code }))).execute()
        }
      },
      async remove(table, ids, caseId) {
        if (caseId) touched.add(caseId)
        const list = [JSON.stringify(ids)]
        if (table === 'recipient') await rows(trx, 'delete from recipient_group where recipient_id in (select value from json_each(?))', list)
        await rows(trx, `delete from ${table} where id in (select value from json_each(?))`, list)
        await audit.write({ action: why.action, entity: table, entityId: null, caseId, reason, before: { ids }, after: null })
      },
      note: (entity, entityId, caseId, detail) => audit.write({ action: why.action, entity, entityId, caseId, reason, before: null, after: detail ?? null }),
      touch: (caseId) => void touched.add(caseId),
    }
    const result = await work(unit)
    await refreshCases(trx, [...touched])
    return result
  })
}
