import { doneDateFaults } from '../domain/dateOrder.ts'
import { today } from '../domain/dates.ts'
import { toAward, toMeasure, toNote, toVisit } from '../store/caseRecords.ts'
import type { Handlers } from './context.ts'
import { codeFault, livePart, liveCase, recipientOf, refuse, requireVersion } from './guards.ts'

/** What follows a decision: visits, support measures, awards and notes. Visits and supervision go on after the case is closed, so a closed case takes them too. */
export const followUpHandlers: Handlers<'visitSave' | 'measureSave' | 'awardSave' | 'noteSave'> = {
  async visitSave({ change }, { caseId, id, version, fields }) {
    const action = fields.doneOn === null ? (id === null ? '安排回访' : '修改回访安排') : id === null ? '记录回访' : '修改回访记录'
    return change({ action }, async (unit) => {
      const reliefCase = await liveCase(unit, caseId)
      const row = id === null ? null : await livePart(unit, 'visit', id, caseId)
      if (row) requireVersion(row, version, toVisit(row))
      await recipientOf(unit, fields.recipientId, caseId)
      refuse(
        [
          ...codeFault('visitWay', fields.way, row?.way ?? null, 'way'),
          ...(reliefCase.historical === 1 ? [] : doneDateFaults('doneOn', fields.doneOn, today(), '实际回访日期', '还没有回访的，请填写计划回访日期')),
        ],
        'fields',
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
      }
      return row ? unit.update('visit', row.id, row.version, columns) : unit.insert('visit', { ...columns, case_id: caseId, batch_id: null })
    })
  },

  async measureSave({ change }, { caseId, id, version, fields }) {
    return change({ action: id === null ? '登记多元救助措施' : '修改多元救助措施' }, async (unit) => {
      const reliefCase = await liveCase(unit, caseId)
      const row = id === null ? null : await livePart(unit, 'support_measure', id, caseId)
      if (row) requireVersion(row, version, toMeasure(row))
      await recipientOf(unit, fields.recipientId, caseId)
      refuse(
        [
          ...codeFault('measure', fields.kind, row?.kind ?? null, 'kind'),
          ...(reliefCase.historical === 1 ? [] : doneDateFaults('doneOn', fields.doneOn, today(), '落实日期', '还没有落实的，请填写商定日期')),
        ],
        'fields',
      )
      const columns = {
        recipient_id: fields.recipientId,
        kind: fields.kind,
        agency: fields.agency,
        promised_on: fields.promisedOn,
        done_on: fields.doneOn,
        value_fen: fields.valueFen,
        note: fields.note,
      }
      return row ? unit.update('support_measure', row.id, row.version, columns) : unit.insert('support_measure', { ...columns, case_id: caseId, batch_id: null })
    })
  },

  async awardSave({ change }, { caseId, id, version, fields }) {
    return change({ action: id === null ? '登记典型案例' : '修改典型案例' }, async (unit) => {
      const reliefCase = await liveCase(unit, caseId)
      const row = id === null ? null : await livePart(unit, 'typical_award', id, caseId)
      if (row) requireVersion(row, version, toAward(row))
      refuse(
        [
          ...codeFault('awardLevel', fields.level, row?.level ?? null, 'level'),
          ...(reliefCase.historical === 1 ? [] : doneDateFaults('publishedOn', fields.publishedOn, today(), '发布日期', '还没有发布的，请先不填发布日期')),
        ],
        'fields',
      )
      const columns = { level: fields.level, published_on: fields.publishedOn, title: fields.title }
      return row ? unit.update('typical_award', row.id, row.version, columns) : unit.insert('typical_award', { ...columns, case_id: caseId, batch_id: null })
    })
  },

  async noteSave({ change }, { caseId, id, version, fields }) {
    return change({ action: id === null ? '写记事' : '修改记事' }, async (unit) => {
      await liveCase(unit, caseId)
      const row = id === null ? null : await livePart(unit, 'case_note', id, caseId)
      if (row) requireVersion(row, version, toNote(row))
      return row ? unit.update('case_note', row.id, row.version, { text: fields.text }) : unit.insert('case_note', { text: fields.text, case_id: caseId, batch_id: null })
    })
  },
}
