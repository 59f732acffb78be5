import { CasebookError } from '../domain/errors.ts'
import type { Id } from '../domain/records.ts'
import { rows } from '../store/store.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'

/** Tables with rows of a case that a ledger fills, in an order that never removes what another row still names. */
const ofCases = ['disbursement', 'decision', 'visit', 'support_measure', 'typical_award', 'case_note', 'recipient'] as const
export const removalOrder = [...ofCases, 'relief_case', 'original_case', 'person', 'household'] as const

/** Tables with rows of a case that only later work fills. */
export const laterWork = ['material', 'case_step', 'assessment', 'hearing', 'approval', 'joint_office', 'decision_change', 'deadline_extension', 'attachment', 'letter', 'instalment_plan', 'supervised_fund', 'funds_allocation'] as const

/** At most this many cases are named in the refusal. */
const MOST_NAMED = 10

/**
 * Takes an import back: removes every row of the batch for good and marks the batch. Only while nothing was built on it.
 * @throws CasebookError 'not-found', 'stale', or 'conflict' naming the cases that were worked on
 */
export async function takeBackBatch(unit: UnitOfWork, id: Id, version: number): Promise<void> {
  const batch = await unit.trx.selectFrom('import_batch').selectAll().where('id', '=', id).executeTakeFirst()
  if (!batch) throw new CasebookError('not-found', '没有找到这批导入，可能已被移走。请刷新后再看。')
  if (batch.taken_back_at !== null) throw new CasebookError('conflict', `这批导入已由${batch.taken_back_by ?? ''}撤回，没有重复撤回。请刷新后再看。`)
  if (batch.version !== version) throw new CasebookError('stale', `这批导入刚被${batch.updated_by}改动过，没有撤回。请刷新后再看。`)
  const touched = await builtOn(unit, id)
  if (touched.length > 0) {
    const more = touched.length > MOST_NAMED ? `等 ${touched.length} 件` : ''
    throw new CasebookError(
      'conflict',
      `这批导入的案件在导入后又有改动或新的记录，不能整批撤回：${touched.slice(0, MOST_NAMED).join('、')}${more}。请逐件修改有误的案件。`,
    )
  }
  for (const table of removalOrder) {
    const ids = await rows<{ id: Id }>(unit.trx, `select id from ${table} where batch_id = ?`, [id])
    if (ids.length > 0) await unit.remove(table, ids.map((row) => row.id), null)
  }
  await unit.update('import_batch', id, version, { taken_back_at: unit.at, taken_back_by: unit.actor.name })
}

/** What the cases are called that somebody worked on since the import, in their order. */
async function builtOn(unit: UnitOfWork, batchId: Id): Promise<string[]> {
  const later = [
    'select c.id as case_id from b, relief_case c where c.batch_id = b.batch and c.version > 1',
    'select c.id from b, relief_case c join original_case o on o.id = c.original_case_id where o.batch_id = b.batch and (o.version > 1 or c.batch_id is not b.batch)',
    // Also in cases of other batches and cases entered by hand: a person they share stays needed.
    'select r.case_id from b, person p join recipient r on r.person_id = p.id where p.batch_id = b.batch and (p.version > 1 or r.batch_id is not b.batch)',
    ...ofCases.map((table) => {
      const changed = table === 'disbursement' ? '' : ' or t.version > 1'
      return `select t.case_id from b, relief_case c join ${table} t on t.case_id = c.id where c.batch_id = b.batch and (t.batch_id is not b.batch${changed})`
    }),
    ...laterWork.map((table) => `select t.case_id from b, relief_case c join ${table} t on t.case_id = c.id where c.batch_id = b.batch`),
    'select c.id from b, relief_case c join lead l on l.case_id = c.id where c.batch_id = b.batch',
    // A lead names one of the people: the case by which they came in is the one to look at.
    'select r.case_id from b, person p join lead_person l on l.person_id = p.id join recipient r on r.person_id = p.id where p.batch_id = b.batch',
  ]
  const found = await rows<{ number: string | null; names: string | null }>(
    unit.trx,
    `with b (batch) as (select ?)
     select c.case_number as number,
       (select group_concat(p.name, '、') from recipient r join person p on p.id = r.person_id where r.case_id = c.id) as names
     from relief_case c where c.id in (${later.join(' union ')}) order by c.number_year, c.number_seq, c.id`,
    [batchId],
  )
  return found.map(({ number, names }) => number ?? `${names ?? ''}（无案号）`)
}
