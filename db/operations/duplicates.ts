import { CasebookError } from '../domain/errors.ts'
import type { Id } from '../domain/records.ts'
import { alikeCases, alikeHouseholds, alikePeople, pairKey } from '../store/duplicateRepository.ts'
import type { AlikePair } from '../store/duplicateRepository.ts'
import { moveCase, movePerson } from '../store/mergeCases.ts'
import { Merging, undoMerge } from '../store/merging.ts'
import type { MergeAct } from '../store/merging.ts'
import { personChanged } from '../store/personRepository.ts'
import type { Reader } from '../store/store.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'
import type { Handlers } from './context.ts'
import type { Parsed } from './contract.ts'
import { comparison, duplicateHangings, duplicateRows, mergeFields, sideOf, titleOf } from './duplicateFields.ts'
import type { DuplicateEntity, duplicateOperations, DuplicatePair } from './duplicateOperations.ts'
import { liveCase, requireVersion } from './guards.ts'

/** Pairs of a kind that are shown; their number tells of all. */
const SHOWN = 200

const finders: readonly [DuplicateEntity, string, typeof alikePeople][] = [
  ['person', '比对人员', alikePeople],
  ['relief_case', '比对案件', alikeCases],
  ['household', '比对家庭', alikeHouseholds],
]

async function shown(db: Reader, entity: DuplicateEntity, pairs: readonly AlikePair[]): Promise<DuplicatePair[]> {
  const ids = [...new Set(pairs.flatMap(({ oneId, otherId }) => [oneId, otherId]))]
  const [found, hanging] = [await duplicateRows(db, entity, ids), await duplicateHangings(db, entity, ids)]
  return pairs.flatMap(({ oneId, otherId, verdict, reasons, later }) => {
    const [one, other] = [found.get(oneId), found.get(otherId)]
    if (!one || !other) return []
    const side = (id: Id, row: typeof one) => sideOf(entity, row, hanging.get(id) ?? [])
    return [{ entity, one: side(oneId, one), other: side(otherId, other), verdict, reasons, later, fields: comparison(entity, one, other, hanging) }]
  })
}

/** The live row of a record that is to be merged, as the page showed it. */
async function rowFor(unit: UnitOfWork, entity: DuplicateEntity, id: Id, version: number): Promise<Record<string, string | number | null>> {
  if (entity === 'relief_case') await liveCase(unit, id)
  const row = (await duplicateRows(unit.trx, entity, [id])).get(id)
  if (!row) throw new CasebookError('not-found', '这条记录已经不在台账里，可能已被合并或移走。请重新核对。')
  requireVersion({ version: Number(row['version']), updated_by: String(row['updated_by']) }, version, null)
  return row
}

async function merge(unit: UnitOfWork, { entity, keptId, keptVersion, otherId, otherVersion, take, reason }: Parsed<'duplicateMerge'>): Promise<{ id: Id }> {
  if (keptId === otherId) throw new CasebookError('invalid', '这是同一条记录，不能与自己合并。')
  const [kept, other] = [await rowFor(unit, entity, keptId, keptVersion), await rowFor(unit, entity, otherId, otherVersion)]
  const hanging = await duplicateHangings(unit.trx, entity, [keptId, otherId])
  const [keptTitle, otherTitle] = [titleOf(entity, kept, hanging.get(keptId) ?? []), titleOf(entity, other, hanging.get(otherId) ?? [])]
  const merging = new Merging(unit)
  if (entity === 'person') await movePerson(unit, merging, keptId, otherId)
  if (entity === 'household') {
    const members = await unit.trx.selectFrom('person').select('id').where('household_id', '=', otherId).where('deleted_at', 'is', null).execute()
    for (const { id } of members) await merging.put('person', id, { household_id: keptId })
  }
  if (entity === 'relief_case') await mergeCase(unit, merging, keptId, otherId)
  // First, so that a number that only one may have is free.
  await merging.recycle(entity, otherId, `与“${keptTitle}”合并：${reason}`)
  const taken = mergeFields[entity].filter(({ key }) => take.includes(key)).flatMap(({ columns }) => columns.map((column) => [column, other[column] ?? null] as const))
  if (taken.length > 0) await merging.put(entity, keptId, Object.fromEntries(taken))
  if (entity === 'relief_case') await merging.note(keptId, `由案件 ${otherTitle} 合并而来。${reason}`)
  if (entity === 'person') await personChanged(unit, keptId)
  return unit.insert('record_merge', {
    entity,
    kept_id: keptId,
    other_id: otherId,
    kept_title: keptTitle,
    other_title: otherTitle,
    reason,
    acts: JSON.stringify(merging.acts),
    taken_apart_at: null,
    taken_apart_by: null,
    apart_reason: null,
  })
}

async function mergeCase(unit: UnitOfWork, merging: Merging, keptId: Id, otherId: Id): Promise<void> {
  const [kept, other] = [await liveCase(unit, keptId), await liveCase(unit, otherId)]
  for (const one of [kept, other]) {
    if (one.archived_on === null || one.historical === 1) continue
    throw new CasebookError('conflict', `案件 ${one.case_number ?? '（无案号）'} 已归档，没有合并。确需合并的，请先取消归档。`)
  }
  await moveCase(unit, merging, kept, other)
}

export const duplicateHandlers: Handlers<keyof typeof duplicateOperations> = {
  async duplicateFind({ store, progress, checkCancelled }) {
    const groups = []
    for (const [index, [entity, label, find]] of finders.entries()) {
      progress({ done: index, total: finders.length, label })
      const pairs = await find(store.read, checkCancelled)
      groups.push({ entity, total: pairs.length, pairs: await shown(store.read, entity, pairs.slice(0, SHOWN)) })
    }
    return { groups }
  },

  async duplicateMerge({ change }, input) {
    return change({ action: '合并重复记录', reason: input.reason }, (unit) => merge(unit, input))
  },

  async duplicateJudge({ change }, { entity, oneId, otherId, verdict }) {
    const [one_id, other_id] = pairKey(oneId, otherId).split('/') as [Id, Id]
    await change({ action: verdict === 'different' ? '认定不是重复' : '重复以后再看' }, async (unit) => {
      const present = await unit.trx.selectFrom('likeness_judgement').select(['id', 'version']).where('entity', '=', entity).where('one_id', '=', one_id).where('other_id', '=', other_id).where('deleted_at', 'is', null).executeTakeFirst()
      if (present) await unit.update('likeness_judgement', present.id, present.version, { verdict })
      else await unit.insert('likeness_judgement', { entity, one_id, other_id, verdict })
    })
    return null
  },

  async mergeList({ store }) {
    const found = await store.read.selectFrom('record_merge').selectAll().orderBy('id', 'desc').limit(500).execute()
    return found.map((row) => ({
      id: row.id,
      version: row.version,
      entity: row.entity as DuplicateEntity,
      keptId: row.kept_id,
      keptTitle: row.kept_title,
      otherTitle: row.other_title,
      reason: row.reason,
      mergedAt: row.created_at,
      mergedBy: row.created_by,
      apartAt: row.taken_apart_at,
      apartBy: row.taken_apart_by,
    }))
  },

  async mergeTakeApart({ change }, { id, version, reason }) {
    await change({ action: '拆分合并的记录', reason }, async (unit) => {
      const row = await unit.trx.selectFrom('record_merge').selectAll().where('id', '=', id).executeTakeFirst()
      if (!row) throw new CasebookError('not-found', '没有找到这次合并，请刷新后再看。')
      if (row.taken_apart_at !== null) throw new CasebookError('conflict', `这次合并已由${row.taken_apart_by ?? ''}拆分，没有重复拆分。请刷新后再看。`)
      requireVersion(row, version, null)
      await undoMerge(unit, JSON.parse(row.acts) as MergeAct[])
      if (row.entity === 'person') for (const personId of [row.kept_id, row.other_id]) await personChanged(unit, personId)
      await unit.update('record_merge', id, version, { taken_apart_at: unit.at, taken_apart_by: unit.actor.name, apart_reason: reason })
    })
    return null
  },
}
