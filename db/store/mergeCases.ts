import { CasebookError } from '../domain/errors.ts'
import type { Id } from '../domain/records.ts'
import type { Merging } from './merging.ts'
import { rows } from './store.ts'
import type { RecordTable, Row } from './tables.ts'
import type { UnitOfWork } from './unitOfWork.ts'

/** What one recipient of a case has once; two of them cannot be put together. */
const ONCE: Record<string, string> = { decision: '决定', assessment: '审查情况', instalment_plan: '分期计划' }

interface Naming {
  table: RecordTable | 'disbursement'
  column: string
}

/** Whatever names rows of a table, but for what is derived. */
async function namersOf(unit: UnitOfWork, table: 'relief_case' | 'recipient' | 'person'): Promise<Naming[]> {
  return rows<Naming>(
    unit.trx,
    `select m.name as "table", f."from" as "column" from sqlite_schema m join pragma_foreign_key_list(m.name) f
     where m.type = 'table' and f."table" = ? and m.name not in ('case_summary', 'case_search', 'recipient_group') order by m.name`,
    [table],
  )
}

async function naming(unit: UnitOfWork, { table, column }: Naming, id: Id): Promise<Id[]> {
  const live = table === 'disbursement' ? '' : ' and deleted_at is null'
  return (await rows<{ id: Id }>(unit.trx, `select id from ${table} where ${column} = ?${live} order by id`, [id])).map((row) => row.id)
}

/** Has everything that names the other person name the kept one. @throws CasebookError 'conflict' where both stand in one case or lead */
export async function movePerson(unit: UnitOfWork, merging: Merging, keptId: Id, otherId: Id): Promise<void> {
  const together = await rows<{ number: string | null }>(
    unit.trx,
    `select c.case_number as number from recipient a join recipient b on b.case_id = a.case_id join relief_case c on c.id = a.case_id
     where a.person_id = ? and b.person_id = ? and a.deleted_at is null and b.deleted_at is null`,
    [keptId, otherId],
  )
  if (together.length > 0) {
    throw new CasebookError('conflict', `两人都是案件 ${together.map(({ number }) => number ?? '（无案号）').join('、')} 的救助对象，没有合并。确是同一人的，请先在该案件里移去重复的一位，再合并。`)
  }
  const inLead = await rows(unit.trx, 'select 1 from lead_person a join lead_person b on b.lead_id = a.lead_id where a.person_id = ? and b.person_id = ? and a.deleted_at is null and b.deleted_at is null', [keptId, otherId])
  if (inLead.length > 0) throw new CasebookError('conflict', '两人在同一条线索里，没有合并。确是同一人的，请先在该线索里移去重复的一位，再合并。')
  for (const one of await namersOf(unit, 'person')) for (const id of await naming(unit, one, otherId)) await merging.put(one.table, id, { [one.column]: keptId })
}

/**
 * Moves everything of the other case into the kept one. Somebody who is a recipient in both becomes one recipient.
 * @throws CasebookError 'conflict' where both hold what there can be only one of
 */
export async function moveCase(unit: UnitOfWork, merging: Merging, kept: Row<'relief_case'>, other: Row<'relief_case'>): Promise<void> {
  const people = (caseId: Id) => unit.trx.selectFrom('recipient').innerJoin('person', 'person.id', 'recipient.person_id').select(['recipient.id', 'recipient.person_id', 'recipient.ordinal', 'person.name']).where('recipient.case_id', '=', caseId).where('recipient.deleted_at', 'is', null).orderBy('recipient.ordinal').execute()
  const [here, there] = [await people(kept.id), await people(other.id)]
  const ofRecipient = await namersOf(unit, 'recipient')
  const twins = there.flatMap((one) => {
    const same = here.find(({ person_id }) => person_id === one.person_id)
    return same ? [{ from: one.id, to: same.id, name: one.name }] : []
  })
  for (const { from, to, name } of twins) {
    for (const one of ofRecipient) {
      const label = ONCE[one.table]
      if (label === undefined || (await naming(unit, one, from)).length === 0 || (await naming(unit, one, to)).length === 0) continue
      throw new CasebookError('conflict', `两件案件里都有${name}的${label}，没有合并，以免重复计算。确是同一件的，请把重复的一件移到回收站；只是部分重复的，请先删去其中一件里重复的${label}，再合并。`)
    }
  }
  if ((await countOf(unit, 'approval', kept.id)) > 0 && (await countOf(unit, 'approval', other.id)) > 0) {
    throw new CasebookError('conflict', '两件案件都有审批记录，合并后分不清是哪一次审批，没有合并。请先删去其中一件里重复的审批记录，再合并。')
  }
  const target = new Map(twins.map(({ from, to }) => [from, to]))
  let ordinal = Math.max(0, ...here.map((one) => one.ordinal))
  for (const one of there) if (!target.has(one.id)) await merging.put('recipient', one.id, { case_id: kept.id, ordinal: (ordinal += 1) })
  for (const { from, to } of twins) {
    for (const one of ofRecipient) for (const id of await naming(unit, one, from)) await merging.put(one.table, id, { case_id: kept.id, [one.column]: to })
    const groups = await unit.trx.selectFrom('recipient_group').select('group_code').where('recipient_id', '=', from).execute()
    await merging.addGroups(to, groups.map(({ group_code }) => group_code))
    await merging.recycle('recipient', from, `与${kept.case_number ?? '另一件案件'}合并`)
  }
  for (const one of await namersOf(unit, 'relief_case')) for (const id of await naming(unit, one, other.id)) await merging.put(one.table, id, { [one.column]: kept.id })
}

async function countOf(unit: UnitOfWork, table: 'approval', caseId: Id): Promise<number> {
  return (await unit.trx.selectFrom(table).select('id').where('case_id', '=', caseId).where('deleted_at', 'is', null).execute()).length
}
