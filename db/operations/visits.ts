import { doneDateFaults } from '../domain/dateOrder.ts'
import { today } from '../domain/dates.ts'
import { CasebookError } from '../domain/errors.ts'
import type { FieldError } from '../domain/errors.ts'
import type { Id, LegalDate, Visit } from '../domain/records.ts'
import { visitFaults } from '../domain/visitFaults.ts'
import { wantedTurns } from '../domain/visitRule.ts'
import type { StandingVisit } from '../domain/visitRule.ts'
import { toVisit } from '../store/caseRecords.ts'
import { disbursementsOf, readCase, recipientsOf } from '../store/caseRepository.ts'
import { readReference } from '../store/reference.ts'
import type { Reader } from '../store/store.ts'
import type { UnitOfWork, Why } from '../store/unitOfWork.ts'
import type { Handlers } from './context.ts'
import type { Parsed } from './contract.ts'
import { codeFault, livePart, liveCase, recipientOf, refuse, requireVersion } from './guards.ts'
import { sheetOf } from './visitSheets.ts'

/** A planned day is never moved silently: whoever moves it or takes it away says why. */
function moveFaults(stored: Visit | null, { dueOn, moveReason }: Parsed<'visitSave'>['fields']): FieldError[] {
  if (!isMoved(stored, dueOn) || moveReason !== null) return []
  const to = dueOn === null ? '不再填写' : `改为 ${dueOn}`
  return [{ path: 'moveReason', message: `计划回访日期从 ${stored?.dueOn ?? ''} ${to}，请写明原因` }]
}
const isMoved = (stored: Pick<Visit, 'dueOn'> | null, dueOn: LegalDate | null): boolean => stored?.dueOn != null && stored.dueOn !== dueOn

/** What the trail and the timeline call this save; a day that was moved stands there with both days. */
export async function visitAction(db: Reader, { id, fields }: Parsed<'visitSave'>): Promise<Why> {
  const row = id === null ? undefined : await db.selectFrom('visit').select(['due_on as dueOn', 'done_on as doneOn']).where('id', '=', id).executeTakeFirst()
  if (row && isMoved(row, fields.dueOn)) return { action: `改动计划回访日期（${row.dueOn ?? ''} 改为 ${fields.dueOn ?? '不计划'}）`, reason: fields.moveReason }
  return { action: fields.doneOn === null ? (id === null ? '安排回访' : '修改回访安排') : row?.doneOn ? '修改回访记录' : '记录回访' }
}

/** @param visit `ordinal`: which of the visits that the rule asks for; null of one by hand */
function planVisit(unit: UnitOfWork, caseId: Id, visit: { recipientId: Id | null; dueOn: LegalDate; discreet: boolean; origin: 'hand' | 'rule'; ordinal: number | null }) {
  const { recipientId, dueOn, discreet, origin, ordinal } = visit
  return unit.insert('visit', {
    case_id: caseId,
    recipient_id: recipientId,
    due_on: dueOn,
    done_on: null,
    way: null,
    visitors: null,
    findings: null,
    money_use: null,
    satisfaction: null,
    still_needed: null,
    origin,
    ordinal,
    discreet: discreet ? 1 : 0,
    batch_id: null,
  })
}

/** Adds the visit that is to come next, unless one is planned or was made on that day. */
async function planNext(unit: UnitOfWork, caseId: Id, recipientId: Id | null, nextOn: LegalDate, discreet: boolean): Promise<void> {
  const standing = await unit.trx.selectFrom('visit').select(['recipient_id', 'due_on', 'done_on']).where('case_id', '=', caseId).where('deleted_at', 'is', null).execute()
  if (standing.some((visit) => visit.recipient_id === recipientId && (visit.due_on === nextOn || visit.done_on === nextOn))) return
  await planVisit(unit, caseId, { recipientId, dueOn: nextOn, discreet, origin: 'hand', ordinal: null })
}

/** One visit with what the form says; a day for the next visit plans that visit too. Paths of what is to be mended begin with `prefix`. */
export async function saveVisit(unit: UnitOfWork, { caseId, id, version, fields }: Parsed<'visitSave'>, prefix = 'fields'): Promise<{ id: Id; version: number }> {
  const reliefCase = await liveCase(unit, caseId)
  const historical = reliefCase.historical === 1
  const row = id === null ? null : await livePart(unit, 'visit', id, caseId)
  const stored = row && toVisit(row)
  if (row) requireVersion(row, version, stored)
  await recipientOf(unit, fields.recipientId, caseId)
  const measures = await unit.trx.selectFrom('support_measure').select('id').where('case_id', '=', caseId).where('deleted_at', 'is', null).execute()
  const known = new Set([...measures.map((one) => one.id), ...(stored?.measuresChecked.map((check) => check.measureId) ?? [])])
  const day = today()
  refuse(
    [
      ...codeFault('visitWay', fields.way, row?.way ?? null, 'way'),
      ...codeFault('satisfaction', fields.satisfaction, row?.satisfaction ?? null, 'satisfaction'),
      ...(historical ? [] : doneDateFaults('doneOn', fields.doneOn, day, '实际回访日期', '还没有回访的，请填写计划回访日期')),
      ...visitFaults(fields, { known }),
      ...(historical ? [] : moveFaults(stored, fields)),
    ],
    prefix,
  )
  const columns = {
    recipient_id: fields.recipientId,
    due_on: fields.dueOn,
    done_on: fields.doneOn,
    way: fields.way,
    visitors: fields.visitors,
    findings: fields.findings,
    money_use: fields.moneyUse,
    satisfaction: fields.satisfaction,
    still_needed: fields.stillNeeded,
    living: fields.living,
    production: fields.production,
    health: fields.health,
    schooling: fields.schooling,
    measures_checked: fields.measuresChecked.length === 0 ? null : JSON.stringify(fields.measuresChecked),
    next_on: fields.nextOn,
    receipt: fields.receipt,
    discreet: fields.discreet ? (1 as const) : (0 as const),
  }
  const saved = row ? await unit.update('visit', row.id, row.version, columns) : await unit.insert('visit', { ...columns, origin: 'hand', case_id: caseId, batch_id: null })
  // Said once, planned once: a correction of the record does not bring back a visit that was moved or taken away since.
  const said = row !== null && row.done_on !== null && row.next_on === fields.nextOn
  if (fields.nextOn !== null && !said) await planNext(unit, caseId, fields.recipientId, fields.nextOn, fields.discreet)
  return saved
}

async function standingVisits(db: Reader, caseId: Id): Promise<StandingVisit[]> {
  const rows = await db.selectFrom('visit').selectAll().where('case_id', '=', caseId).execute()
  return rows.map((row) => ({ ...toVisit(row), ordinal: row.ordinal, deleted: row.deleted_at !== null }))
}

export const visitHandlers: Handlers<'visitsPlan' | 'visitSheets' | 'visitsSave'> = {
  async visitsPlan({ change }, { caseId }) {
    return change({ action: '按本单位规则安排回访' }, async (unit) => {
      const reliefCase = await liveCase(unit, caseId)
      if (reliefCase.historical === 1) throw new CasebookError('conflict', '补录的历史案件不按规则安排回访。需要回访的，请自己填写计划回访日期。')
      const recipients = await recipientsOf(unit.trx, caseId)
      const decisions = await unit.trx.selectFrom('decision').selectAll().where('case_id', '=', caseId).where('deleted_at', 'is', null).execute()
      const facts = {
        recipients,
        decisions: decisions.map((row) => ({ recipientId: row.recipient_id, kind: row.kind as 'grant' | 'refuse', revokedOn: row.revoked_on })),
        disbursements: await disbursementsOf(unit.trx, caseId),
      }
      if (facts.disbursements.length === 0) throw new CasebookError('conflict', '本案还没有发放，回访从首次发放之日起安排。请先登记发放，或者自己填写计划回访日期。')
      const reference = await readReference(unit.trx)
      const turns = wantedTurns(facts, await standingVisits(unit.trx, caseId), (day) => reference.visitRule(day))
      for (const { recipientId, ordinal, dueOn, discreet } of turns) {
        await planVisit(unit, caseId, { recipientId, ordinal, dueOn, discreet, origin: 'rule' })
      }
      return { planned: turns.length }
    })
  },

  async visitSheets({ change, permissions }, { visitIds, withContact }) {
    if (withContact && !permissions.includes('sensitive.read')) {
      throw new CasebookError('forbidden', '您的账号不能查看住址和电话。请不勾选“打印姓名、住址、电话”后再打印，或者请有权限的人打印。')
    }
    return change({ action: withContact ? '打印回访表（含住址和电话）' : '打印回访表' }, async (unit) => {
      const cases = new Map<Id, Awaited<ReturnType<typeof readCase>>>()
      const sheets = []
      for (const id of [...new Set(visitIds)]) {
        const visit = await unit.trx.selectFrom('visit').select(['case_id', 'deleted_at']).where('id', '=', id).executeTakeFirst()
        if (!visit || visit.deleted_at !== null) throw new CasebookError('not-found', '有的回访已经不在台账里，没有打印。请刷新列表后重新勾选。')
        const records = cases.get(visit.case_id) ?? (await readCase(unit.trx, visit.case_id))
        cases.set(visit.case_id, records)
        if (records.head.deletedAt !== null) throw new CasebookError('conflict', '有的回访所在的案件在回收站里，没有打印。请刷新列表后重新勾选。')
        const { sheet, people } = sheetOf(records, id, { withContact, today: today() })
        if (withContact) for (const person of people) await unit.note('recipient', person.id, visit.case_id, { name: person.person.name, visit: id })
        sheets.push(sheet)
      }
      return sheets
    })
  },

  async visitsSave({ change }, { visits }) {
    return change({ action: '补登回访' }, async (unit) => {
      const fields: FieldError[] = []
      for (const [index, visit] of visits.entries()) {
        try {
          await saveVisit(unit, visit, `visits.${index}.fields`)
        } catch (thrown) {
          if (!(thrown instanceof CasebookError)) throw thrown
          // A row that cannot be saved at all is named like one that is to be mended: nothing of the batch is kept either way.
          if (thrown.code === 'invalid' && thrown.fields) fields.push(...thrown.fields)
          else fields.push({ path: `visits.${index}.fields`, message: thrown.message })
        }
      }
      if (fields.length > 0) throw new CasebookError('invalid', `有 ${rowsOf(fields)} 次回访需要改正，这一批都没有保存。请按提示改好后再保存。`, { fields })
      return { saved: visits.length }
    })
  },
}

const rowsOf = (fields: readonly FieldError[]) => new Set(fields.map(({ path }) => path.split('.')[1])).size
