import { CasebookError } from '../domain/errors.ts'
import type { Id } from '../domain/records.ts'
import { rows } from './store.ts'
import type { RecordTable, RowPatch } from './tables.ts'
import type { UnitOfWork } from './unitOfWork.ts'

export type MergeEntity = 'person' | 'household' | 'relief_case'

type Values = Record<string, string | number | null>
type MovedTable = RecordTable | 'disbursement'

/** One change of a merge, with what it takes to undo it. Undone from the last to the first. */
export type MergeAct =
  | { kind: 'put'; table: MovedTable; id: Id; before: Values; after: Values }
  | { kind: 'recycle'; table: RecordTable; id: Id }
  | { kind: 'groups'; recipientId: Id; before: string[]; after: string[] }
  | { kind: 'note'; id: Id; caseId: Id }

const rowOf = async (unit: UnitOfWork, table: MovedTable, id: Id): Promise<Record<string, unknown> | undefined> =>
  (await unit.trx.selectFrom(table as 'person').selectAll().where('id', '=', id).executeTakeFirst()) as unknown as Record<string, unknown> | undefined

/** A payment entry never changes but for where it belongs; that is written down like every change. */
async function moveEntry(unit: UnitOfWork, id: Id, patch: Values): Promise<void> {
  const set = Object.keys(patch).map((column) => `${column} = ?`).join(', ')
  const before = await rowOf(unit, 'disbursement', id)
  await rows(unit.trx, `update disbursement set ${set} where id = ?`, [...Object.values(patch), id])
  for (const caseId of [before?.['case_id'], patch['case_id']]) if (typeof caseId === 'string') unit.touch(caseId)
  const from = Object.fromEntries(Object.keys(patch).map((column) => [column, before?.[column]]))
  await unit.note('disbursement', id, typeof before?.['case_id'] === 'string' ? before['case_id'] : null, { moved: patch, from })
}

async function put(unit: UnitOfWork, table: MovedTable, id: Id, patch: Values): Promise<void> {
  if (table === 'disbursement') return moveEntry(unit, id, patch)
  const row = await rowOf(unit, table, id)
  await unit.update(table, id, Number(row?.['version']), patch as RowPatch<'person'>)
}

async function groupsOf(unit: UnitOfWork, recipientId: Id): Promise<string[]> {
  return (await unit.trx.selectFrom('recipient_group').select('group_code').where('recipient_id', '=', recipientId).orderBy('group_code').execute()).map((row) => row.group_code)
}

/** Writes the changes of a merge and remembers each. */
export class Merging {
  readonly acts: MergeAct[] = []
  readonly #unit: UnitOfWork

  constructor(unit: UnitOfWork) {
    this.#unit = unit
  }

  async put(table: MovedTable, id: Id, patch: Values): Promise<void> {
    const row = await rowOf(this.#unit, table, id)
    const changed = Object.fromEntries(Object.entries(patch).filter(([column, value]) => row?.[column] !== value))
    if (Object.keys(changed).length === 0) return
    const before = Object.fromEntries(Object.keys(changed).map((column) => [column, row?.[column]])) as Values
    await put(this.#unit, table, id, changed)
    this.acts.push({ kind: 'put', table, id, before, after: changed })
  }

  async recycle(table: RecordTable, id: Id, reason: string): Promise<void> {
    const row = await rowOf(this.#unit, table, id)
    await this.#unit.recycle(table, id, Number(row?.['version']), reason)
    this.acts.push({ kind: 'recycle', table, id })
  }

  async addGroups(recipientId: Id, more: readonly string[]): Promise<void> {
    const before = await groupsOf(this.#unit, recipientId)
    const after = [...new Set([...before, ...more])].sort()
    if (after.length === before.length) return
    await this.#unit.setGroups(recipientId, after)
    this.acts.push({ kind: 'groups', recipientId, before, after })
  }

  async note(caseId: Id, text: string): Promise<void> {
    const { id } = await this.#unit.insert('case_note', { case_id: caseId, text, batch_id: null })
    this.acts.push({ kind: 'note', id, caseId })
  }
}

/**
 * Undoes a merge from its acts. Only while everything it changed still is as it left it.
 * @throws CasebookError 'conflict' where something was built on it
 */
export async function undoMerge(unit: UnitOfWork, acts: readonly MergeAct[]): Promise<void> {
  for (const act of [...acts].reverse()) {
    switch (act.kind) {
      case 'put': {
        const row = await rowOf(unit, act.table, act.id)
        if (!row || row['deleted_at'] != null || Object.entries(act.after).some(([column, value]) => row[column] !== value)) throw builtOn()
        await put(unit, act.table, act.id, act.before)
        break
      }
      case 'recycle': {
        const row = await rowOf(unit, act.table, act.id)
        if (!row || row['deleted_at'] == null) throw builtOn()
        await unit.restore(act.table, act.id)
        break
      }
      case 'groups': {
        if ((await groupsOf(unit, act.recipientId)).join() !== act.after.join()) throw builtOn()
        await unit.setGroups(act.recipientId, act.before)
        break
      }
      case 'note':
        await unit.remove('case_note', [act.id], act.caseId)
    }
  }
}

const builtOn = () => new CasebookError('conflict', '合并之后，合并过来的内容又有改动，不能拆开。请在记录里逐项改正，或先把后来的改动改回去，再拆开。')

/** A record that was put together with another comes back only by taking the two apart. @throws CasebookError 'conflict' */
export async function requireNotMerged(unit: Pick<UnitOfWork, 'trx'>, otherId: Id): Promise<void> {
  const merge = await unit.trx.selectFrom('record_merge').select('kept_title').where('other_id', '=', otherId).where('taken_apart_at', 'is', null).executeTakeFirst()
  if (merge) throw new CasebookError('conflict', `这条记录已与“${merge.kept_title}”合并，没有恢复。要分开的，请在“重复核对”里拆分。`)
}
