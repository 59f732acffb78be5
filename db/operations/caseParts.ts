import { CasebookError } from '../domain/errors.ts'
import { checkPaper, guessPaperType, normalizePaper } from '../domain/identity.ts'
import type { Id } from '../domain/records.ts'
import { maskPerson, maskRecipient } from '../domain/sensitive.ts'
import { toAward, toDecision, toMeasure, toNote, toVisit } from '../store/caseRecords.ts'
import { recipientsOf } from '../store/caseRepository.ts'
import { findPeople } from '../store/personRepository.ts'
import type { Row } from '../store/tables.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'
import type { Handlers } from './context.ts'
import type { Parsed } from './contract.ts'
import { moneyHandlers } from './decisions.ts'
import { followUpHandlers } from './followUps.ts'
import { livePart, liveCase, requireVersion } from './guards.ts'
import { moneyOf, recipientHandlers } from './recipients.ts'

type Names =
  | 'recipientSave'
  | 'decisionSave'
  | 'disbursementAdd'
  | 'visitSave'
  | 'measureSave'
  | 'awardSave'
  | 'noteSave'
  | 'partRecycle'
  | 'partRestore'
  | 'personFind'
  | 'reveal'
type Entity = Parsed<'partRecycle'>['entity']

const entityLabels: Record<Entity, string> = {
  recipient: '救助对象',
  decision: '决定',
  visit: '回访',
  support_measure: '多元救助措施',
  typical_award: '典型案例',
  case_note: '记事',
}

/** A part whatever case it belongs to, in the recycle bin or not. */
async function partRow(unit: UnitOfWork, entity: Entity, id: Id): Promise<Row<'visit'>> {
  const row = await unit.trx.selectFrom(entity as 'visit').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new CasebookError('not-found', '没有找到这条记录，可能已被移走。请刷新后再看。')
  return row
}

/** The part in the shape the case page shows. */
async function shownPart(unit: UnitOfWork, entity: Entity, id: Id, caseId: Id): Promise<unknown> {
  switch (entity) {
    case 'recipient': {
      const recipient = (await recipientsOf(unit.trx, caseId)).find((one) => one.id === id)
      return recipient && maskRecipient(recipient)
    }
    case 'decision':
      return toDecision(await livePart(unit, entity, id, caseId))
    case 'visit':
      return toVisit(await livePart(unit, entity, id, caseId))
    case 'support_measure':
      return toMeasure(await livePart(unit, entity, id, caseId))
    case 'typical_award':
      return toAward(await livePart(unit, entity, id, caseId))
    case 'case_note':
      return toNote(await livePart(unit, entity, id, caseId))
  }
}

async function requireRemovableRecipient(unit: UnitOfWork, caseId: Id, recipientId: Id): Promise<void> {
  const { decision, entries } = await moneyOf(unit, caseId, recipientId)
  if (entries.length > 0) throw new CasebookError('conflict', '这名救助对象已有发放记录，不能移走。发放记录须保留；登记错了的，请登记退回或取消发放。')
  if (decision) throw new CasebookError('conflict', '这名救助对象已有决定，不能移走。请先移走决定，再移走救助对象。')
  const others = await unit.trx.selectFrom('recipient').select('id').where('case_id', '=', caseId).where('deleted_at', 'is', null).where('id', '!=', recipientId).execute()
  if (others.length === 0) throw new CasebookError('conflict', '一件案件至少要有一名救助对象，没有移走。整件案件不要时，请把案件移到回收站。')
  for (const table of ['visit', 'support_measure'] as const) {
    const row = await unit.trx.selectFrom(table).select('id').where('recipient_id', '=', recipientId).where('deleted_at', 'is', null).limit(1).executeTakeFirst()
    if (row) throw new CasebookError('conflict', `这名救助对象已有${entityLabels[table]}记录，不能移走。请先移走或改到其他人名下。`)
  }
}

async function requireRemovableDecision(unit: UnitOfWork, reliefCase: Row<'relief_case'>, recipientId: Id): Promise<void> {
  const { entries } = await moneyOf(unit, reliefCase.id, recipientId)
  if (entries.length > 0) throw new CasebookError('conflict', '这份决定已有发放记录，不能移走。发放记录须保留；决定有变化的，请修改决定或登记退回、取消发放。')
  if (reliefCase.closed_on !== null && reliefCase.historical === 0) throw new CasebookError('conflict', '案件已办结，不能移走决定。请先恢复办理。')
}

/** What must still hold when a part comes back. */
async function requireRestorable(unit: UnitOfWork, entity: Entity, id: Id, reliefCase: Row<'relief_case'>): Promise<void> {
  if (entity === 'recipient') {
    const row = await unit.trx.selectFrom('recipient').select('person_id').where('id', '=', id).executeTakeFirstOrThrow()
    const again = await unit.trx
      .selectFrom('recipient')
      .select('id')
      .where('case_id', '=', reliefCase.id)
      .where('person_id', '=', row.person_id)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (again) throw new CasebookError('conflict', '这个人已经重新添加到本案，没有恢复。请在现有的一条上修改。')
    const person = await unit.trx.selectFrom('person').select('deleted_at').where('id', '=', row.person_id).executeTakeFirstOrThrow()
    if (person.deleted_at !== null) await unit.restore('person', row.person_id)
    return
  }
  if (entity === 'decision') {
    const row = await unit.trx.selectFrom('decision').select('recipient_id').where('id', '=', id).executeTakeFirstOrThrow()
    await livePart(unit, 'recipient', row.recipient_id, reliefCase.id)
    const { decision } = await moneyOf(unit, reliefCase.id, row.recipient_id)
    if (decision) throw new CasebookError('conflict', '这名救助对象已登记新的决定，没有恢复。请在现有决定上修改。')
    if (reliefCase.closed_on !== null && reliefCase.historical === 0) throw new CasebookError('conflict', '案件已办结，不能恢复决定。请先恢复办理。')
  }
}

export const casePartHandlers: Handlers<Names> = {
  ...recipientHandlers,
  ...moneyHandlers,
  ...followUpHandlers,

  async partRecycle({ change }, { id, version, entity, reason }) {
    await change({ action: `移走${entityLabels[entity]}`, reason }, async (unit) => {
      const { case_id } = await partRow(unit, entity, id)
      const reliefCase = await liveCase(unit, case_id)
      const row = await livePart(unit, entity, id, case_id)
      requireVersion(row, version, await shownPart(unit, entity, id, case_id))
      if (entity === 'recipient') await requireRemovableRecipient(unit, case_id, id)
      if (entity === 'decision') await requireRemovableDecision(unit, reliefCase, (await livePart(unit, 'decision', id, case_id)).recipient_id)
      await unit.recycle(entity, id, version, reason)
    })
    return null
  },

  async partRestore({ change }, { id, entity }) {
    await change({ action: `恢复${entityLabels[entity]}` }, async (unit) => {
      const { case_id } = await partRow(unit, entity, id)
      await requireRestorable(unit, entity, id, await liveCase(unit, case_id))
      await unit.restore(entity, id)
    })
    return null
  },

  async personFind({ store }, { name, paperNumber }) {
    // Old 15-digit numbers are stored as 18 digits.
    const checked = checkPaper(guessPaperType(paperNumber), paperNumber)
    const number = checked.ok ? checked.normalized : normalizePaper(paperNumber)
    const found = await findPeople(store.read, { name, paperNumber: number === '' ? null : number })
    return found.map((person) => ({ ...maskPerson(person), cases: person.cases }))
  },
}
